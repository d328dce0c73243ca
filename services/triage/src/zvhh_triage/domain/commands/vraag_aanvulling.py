# SPDX-License-Identifier: EUPL-1.2
"""Asking the reporter for more, with a term whose end is a task and never a refusal (S10).

Not for: the answer, which comes from intake (`events.intake`), nor the end of the term (`reminders`).
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import Day
from zvhh_contracts.triages import AanvullingGevraagd
from zvhh_kit.domain.calendar import local_date, working_days_after
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.parts.oordelen import Aanvullingsvraag
from zvhh_triage.domain.rules.wie import in_triage
from zvhh_triage.domain.triage import Triage


class VraagAanvulling(Command):
    """What is missing, and until which local day the reporter may answer (none: 5 working days)."""

    vraag: Sealed[Tekst]
    uiterlijk_op: Day | None = None


def vraag_aanvulling(
    config: Configuratie, triage: Triage | None, command: VraagAanvulling, ctx: Context
) -> Decision[Triage]:
    """Ask the reporter; a further question takes the place of the one before, and its term too.

    Raises Refused: decided already (409), a term before today (400), and as `in_triage`.
    """
    triage = in_triage(triage, ctx)
    if triage.besluit is not None:
        raise Refused("al-besloten", "Over deze melding is al besloten. Aanvulling vragen kan niet meer.")
    today = local_date(ctx.received)
    until = command.uiterlijk_op or working_days_after(today, config.termijnen.aanvulling_werkdagen, config.feestdagen)
    if until < today:
        raise Refused("termijn-voorbij", "Kies een dag die nog niet voorbij is.", status=400, place="/uiterlijkOp")
    versie = triage.versie + 1
    asked = Aanvullingsvraag(
        versie=versie, vraag=command.vraag, uiterlijk_op=until, door=ctx.actor.subject, op=ctx.received
    )
    told = changed(triage, versie=versie, vragen=(*triage.vragen, asked), vraag_open=True, termijn_verstreken=False)
    return Decision(
        told,
        events=(AanvullingGevraagd(versie=versie, gevraagd_op=ctx.received, uiterlijk_op=until),),
        result={"versie": versie, "uiterlijk_op": until.isoformat()},
    )
