# SPDX-License-Identifier: EUPL-1.2
"""The free place of a pilot year is confirmed for the first in line: a person does, never a timer (S6b, L9)."""

from dataclasses import replace

from zvhh_contracts.event import ZaakId
from zvhh_kit.domain.decision import Command, Context, Decision, Refused
from zvhh_regie.domain.pilotjaar import Pilotjaar
from zvhh_regie.domain.rules.wachtrij import in_rij, ken_toe, zonder


class BevestigPlaats(Command):
    """The free place is for `zaak_id`, the first in line: a named procesregisseur says so (L9)."""

    zaak_id: ZaakId


def bevestig_plaats(jaar: Pilotjaar | None, command: BevestigPlaats, ctx: Context) -> Decision[Pilotjaar]:
    """The first in line gets the free place, and its casus opens (S6b). A next free one is offered to who is next.

    Refused: not a procesregisseur or no such year (404), not (any longer) in line, not the first, no place free.
    """
    jaar, wachtende = in_rij(jaar, command.zaak_id, ctx)
    if wachtende != jaar.wachtlijst[0]:
        raise Refused("niet-eerste", "Deze zaak is niet de eerste op de wachtlijst.")
    if jaar.vrij == 0:
        raise Refused("geen-vrije-plaats", "Er is geen plek vrij.")
    besluit = ken_toe(
        zonder(jaar, wachtende.zaak_id), wachtende.zaak_id, wachtende.aanvraag, ctx, bevestigd_door=ctx.actor.subject
    )
    return replace(besluit, result={"plaats": jaar.vrij_nummer})
