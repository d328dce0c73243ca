# SPDX-License-Identifier: EUPL-1.2
"""A task that nothing else ends is ended by who did it, with what they found (D1, D4, S11).

For: the tasks of which the one table says so (`zvhh_contracts.taken`). Not for: which tasks there are (`derived`).
"""

from typing import Literal

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import is_voor
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings.domain.derived import over, taken
from zvhh_meetings.domain.overlegtraject import Afgerond, Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.rules.behandeling import bestaand

Afrondbaar = Literal["ernstig-incident", "casusregie-zoeken", "casusoverleg-laat", "afspraken-overtypen"]


class RondAf(Command):
    """A task is done, and what was found."""

    taak: Afrondbaar
    bevinding: Sealed[Tekst]


def rond_af(
    config: Configuratie, state: Overlegtraject | None, command: RondAf, ctx: Context
) -> Decision[Overlegtraject]:
    """End a task. Raises Refused: unknown (404), closed, or no open task of who asks (409)."""
    traject, wie = bestaand(state), ctx.actor
    open_ = (taak for taak in taken(config, traject) if is_voor(taak, wie.roles, wie.oin))
    if command.taak not in {taak.code for taak in open_}:
        raise Refused("taak-niet-open", "Deze taak staat niet open.", place="/taak")
    klaar = Afgerond(
        taak=command.taak,
        over=over(traject, command.taak),
        bevinding=command.bevinding,
        door=wie.subject,
        oin=wie.oin,
        op=ctx.received,
    )
    return Decision(changed(traject, afgerond=(*traject.afgerond, klaar)), result={"taak": command.taak})
