# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in regie (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. Deelnemers see the zaken whose participant list names their
organisation, procesregisseurs all running ones; after afschalen nobody reads (L8). An incident on a closed casus is
still let through to the domain, which answers "meld opnieuw" (S15). Beheer counts places and sees no content.
"""

from typing import Any

from zvhh_kit.decision import Actor
from zvhh_kit.identity import Access, Sight, anything

LEESBAAR: dict[str, Any] = {"state.afgeschermd": False, "state.ontvangen_op": {"$ne": None}}
"""What anybody may read of casussen at all: a melding came in, and the casus is not shielded (L8)."""


def running(_: Actor) -> dict[str, Any]:
    """Every casus that may be read."""
    return dict(LEESBAAR)


def taking_part(actor: Actor) -> dict[str, Any]:
    """The casussen in which the actor's organisation takes part, closed ones too."""
    return {"state.deelnemers": actor.oin}


def taking_part_running(actor: Actor) -> dict[str, Any]:
    """The same, as far as they may be read."""
    return running(actor) | taking_part(actor)


_READERS: dict[str, Sight] = {"procesregisseur": running, "deelnemer": taking_part_running}
_WRITERS: dict[str, Sight] = {"procesregisseur": anything, "deelnemer": taking_part}
_COUNTERS: dict[str, Sight] = {"procesregisseur": anything, "beheer": anything}
"""Beheer reads how many places there are, not whose: a kenmerk tells that a zaak exists (L6)."""

ACCESS: Access = {
    "lees_casussen": _READERS,
    "lees_casus": _READERS,
    "registreer_incident": _WRITERS,
    "corrigeer_incident": _WRITERS,
    "lees_pilotjaren": _COUNTERS,
    "lees_pilotjaar": {"procesregisseur": anything},
}
