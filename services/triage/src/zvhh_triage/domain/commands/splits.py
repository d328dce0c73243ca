# SPDX-License-Identifier: EUPL-1.2
"""A melding that was joined is taken on its own again, for a while (D11b)."""

from datetime import timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.triages import MeldingAfgesplitst, TriageHeropend
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed, to
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.rules.wie import bij_zaak
from zvhh_triage.domain.triage import Triage


class Splits(Command):
    """Take a melding that was joined on its own again, and why."""

    motivatie: Sealed[Tekst]


def splits(config: Configuratie, triage: Triage | None, command: Splits, ctx: Context) -> Decision[Triage]:
    """D11b: for 30 days, the last one included, the melding can be judged on its own again, with its judgements.

    Also after a weegoverleg that crossed it: then that counts, and the other zaak must hear that it stands alone.
    Raises Refused: 409 not joined, withdrawn, or too late; and as `bij_zaak`.
    """
    triage = bij_zaak(triage, ctx)
    joined = triage.besluit
    if joined is None or joined.bij is None:
        raise Refused("niet-gevoegd", "Deze melding is niet bij een andere zaak gevoegd.")
    if triage.ingetrokken is not None and not triage.gewogen:
        raise Refused("ingetrokken", "De melder heeft deze melding ingetrokken.")
    last_day = local_date(joined.op) + timedelta(days=config.termijnen.splitsen_dagen)
    if local_date(ctx.received) > last_day:
        days = config.termijnen.splitsen_dagen
        raise Refused("splitsen-voorbij", f"Splitsen kan tot en met {days} dagen na het voegen. Die zijn voorbij.")
    besluit = changed(
        triage.volgend_besluit("heropend", ctx.actor.subject, ctx.received),
        motivatie=command.motivatie,
        bij=joined.bij,
        bij_kenmerk=joined.bij_kenmerk,
    )
    reopened = TriageHeropend(versie=besluit.versie, heropend_op=besluit.op, door=besluit.door)
    told = MeldingAfgesplitst(zaak_id=ctx.subject, afgesplitst_op=besluit.op)
    return Decision(
        triage.besloten(besluit),
        events=(reopened, to(joined.bij, told)),
        result={"versie": besluit.versie, "uitkomst": "heropend"},
    )
