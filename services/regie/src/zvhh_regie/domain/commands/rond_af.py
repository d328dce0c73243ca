# SPDX-License-Identifier: EUPL-1.2
"""A task that nothing else ends is ended by who did it, with what they found (S6b, D4).

For: the tasks of which the one table says so (`zvhh_contracts.taken`). Not for: which tasks there are (`derived`).
"""

from typing import Annotated, Literal

from pydantic import Field

from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus, voor_procesregisseur
from zvhh_regie.domain.derived import taken_van, waarover
from zvhh_regie.domain.parts.afgerond import Afgerond
from zvhh_regie.domain.rules.teksten import Tekst

Afrondbaar = Literal["wachtlijst-bespreken", "ernstig-incident-weg"]


class RondAf(Command):
    """A task is done, and what was found. `nummer`: of the incident that it is about."""

    taak: Afrondbaar
    nummer: Annotated[int, Field(gt=0, le=10_000)] | None = None
    bevinding: Sealed[Tekst]


def rond_af(casus: Casus | None, command: RondAf, ctx: Context) -> Decision[Casus]:
    """End a task. Raises Refused: not a procesregisseur (404), closed (409), or it isn't open (409)."""
    casus = voor_procesregisseur(casus, ctx)
    if (command.taak, command.nummer) not in {(taak.code, taak.nummer) for taak in taken_van(casus)}:
        raise Refused("taak-niet-open", "Deze taak staat niet open.", place="/taak")
    klaar = Afgerond(
        taak=command.taak,
        over=waarover(casus, command.taak, command.nummer),
        bevinding=command.bevinding,
        door=ctx.actor.subject,
        op=ctx.received,
    )
    return Decision(changed(casus, afgerond=(*casus.afgerond, klaar)), result={"taak": command.taak})
