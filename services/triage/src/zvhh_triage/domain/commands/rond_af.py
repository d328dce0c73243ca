# SPDX-License-Identifier: EUPL-1.2
"""Ending a task that nothing but a person ends (S5, D1)."""

from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_triage.domain.derived import taken_van
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.parts.werk import Afgerond, Afrondbaar
from zvhh_triage.domain.rules.wie import bij_zaak
from zvhh_triage.domain.triage import Triage


class RondAf(Command):
    """A task is done: the reporter was called back, the supplement was read, safety was asked after …; and what was found."""

    taak: Afrondbaar
    bevinding: Sealed[Tekst] | None = None


def rond_af(triage: Triage | None, command: RondAf, ctx: Context) -> Decision[Triage]:
    """A task that a person ends (S5: the reporter who doubted was called back), with what they found (D1).

    Raises Refused: 409 it isn't open, 400 without what was found.
    """
    triage = bij_zaak(triage, ctx)
    if command.taak not in {taak.code for taak in taken_van(triage)}:
        raise Refused("taak-niet-open", "Deze taak staat niet open.", place="/taak")
    if command.bevinding is None:  # not by its type: a repeat of a request of before it was asked gets its answer
        raise Refused("bevinding-ontbreekt", "Schrijf wat u hebt gevonden of gedaan.", status=400, place="/bevinding")
    done = Afgerond(taak=command.taak, bevinding=command.bevinding, door=ctx.actor.subject, op=ctx.received)
    return Decision(changed(triage, afgerond=(*triage.afgerond, done)), result={"taak": command.taak})
