# SPDX-License-Identifier: EUPL-1.2
"""How intake follows a zaak: an event sets the part of its source and nothing else; what was joined hears of a closing (D11b).

For: `events`. Not for: what follows from the parts (`derived`).
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.intake_intern import HoofdzaakGesloten
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_kit.domain.decision import Addressed, Context, Decision, to

E = TypeVar("E")


def gevolgd(zet: Callable[[Melding, E], Melding]) -> Callable[[Melding | None, E, Context], Decision[Melding]]:
    """The decide function that sets a part. Total: without an accepted melding there is nothing to follow."""

    def volg(melding: Melding | None, event: E, ctx: Context) -> Decision[Melding]:
        if melding is None or melding.geweigerd:
            return Decision.nothing("geen melding")
        wordt = zet(melding, event)
        return besluit(melding, wordt, ctx, events=sluiting(melding, wordt, ctx.subject))

    return volg


def gevolgd_onder(
    zet: Callable[[Configuratie, Melding, E], Melding],
) -> Callable[[Configuratie, Melding | None, E, Context], Decision[Melding]]:
    """The same where a term of the configuration begins."""

    def volg(config: Configuratie, melding: Melding | None, event: E, ctx: Context) -> Decision[Melding]:
        return gevolgd(partial(zet, config))(melding, event, ctx)

    return volg


def sluiting(was: Melding, wordt: Melding, zaak_id: str) -> tuple[Addressed, ...]:
    """For each melding that is joined to the closed zaak `zaak_id` from now on: that it is closed.

    Whichever is heard first: each hears it when the zaak closes, or when it joins what was closed already.
    """
    if wordt.casus is None or wordt.casus.gesloten_op is None:
        return ()
    gesloten = HoofdzaakGesloten(zaak_id=zaak_id, gesloten_op=wordt.casus.gesloten_op)
    wisten_het = was.toegevoegd if was.casus is not None and was.casus.gesloten_op is not None else ()
    return tuple(to(zaak, gesloten) for zaak in wordt.toegevoegd if zaak not in wisten_het)
