# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in triage (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. A closed casus is shielded: nobody sees it (L8). A melder sees what
became of their own organisation's melding, and nothing else.
"""

from typing import Any

from zvhh_kit.decision import Actor
from zvhh_kit.identity import Access, Sight


def running(_: Actor) -> dict[str, Any]:
    """Every zaak with a melding that is not shielded."""
    return {"state.afgeschermd": False, "state.ontvangen_op": {"$ne": None}}


def own_running(actor: Actor) -> dict[str, Any]:
    """The same, of the actor's own organisation."""
    return running(actor) | {"state.melder_oin": actor.oin}


_PROCESREGISSEUR: dict[str, Sight] = {"procesregisseur": running}

ACCESS: Access = {
    "lees_werklijst": _PROCESREGISSEUR,
    "lees_triage": _PROCESREGISSEUR,
    "beoordeel_pilot": _PROCESREGISSEUR,
    "beoordeel": _PROCESREGISSEUR,
    "vraag_aanvulling": _PROCESREGISSEUR,
    "bevestig": _PROCESREGISSEUR,
    "lees_terugkoppeling": _PROCESREGISSEUR | {"melder": own_running},
}
