# SPDX-License-Identifier: EUPL-1.2
"""A task that nothing else ends is ended by who did it, with what they found (L8, D11b).

For: the tasks of which the one table says so (`zvhh_contracts.taken`). Not for: which tasks there are (`derived`).
"""

from typing import Literal

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Afgerond
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.rules.besluit import besluit, bewaartaak, over
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed

Afrondbaar = Literal["bewaartermijn-loopt-af", "gevoegde-melding-bekijken"]


class RondAf(Command):
    """A task is done, and what was found: that the zaak may go at the end of its term, for example."""

    taak: Afrondbaar
    bevinding: Sealed[Antwoord]


def rond_af(config: Configuratie, melding: Melding | None, rond: RondAf, ctx: Context) -> Decision[Melding]:
    """End a task. Refused with 409 when it isn't open."""
    er_is = bestaand(melding)
    termijn = bewaartaak(er_is, local_date(ctx.received), config.termijnen.bewaartermijn_melden_maanden)
    if rond.taak not in {taak.code for taak in (*er_is.taken, termijn) if taak is not None}:
        raise Refused("taak-niet-open", "Deze taak staat niet open.", place="/taak")
    klaar = Afgerond(
        taak=rond.taak,
        over=over(er_is, rond.taak),
        bevinding=rond.bevinding,
        door=ctx.actor.subject,
        op=ctx.received,
    )
    return besluit(er_is, changed(er_is, afgerond=(*er_is.afgerond, klaar)), ctx, result={"taak": rond.taak})
