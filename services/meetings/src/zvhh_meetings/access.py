# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in meetings (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. Invited organisations see a zaak from the invitation to vastleggen,
deelnemers while they take part, procesregisseurs all running ones; a closed zaak is shielded (L8). A melder sees nothing
here. Own agreements and interventions are kept up to date by deelnemers only (S12).
"""

from typing import Any

from zvhh_kit.decision import Actor
from zvhh_kit.identity import Access, Sight


def running(_: Actor) -> dict[str, Any]:
    """Every zaak with a melding that is not shielded."""
    return {"state.afgeschermd": False, "state.ontvangen_op": {"$ne": None}}


def taking_part(actor: Actor) -> dict[str, Any]:
    """Those of them in which the actor's organisation takes part."""
    return running(actor) | {"state.deelnemers": actor.oin}


def invited_or_taking_part(actor: Actor) -> dict[str, Any]:
    """Those, and the ones with an overleg to which the actor's organisation is invited."""
    return running(actor) | {"$or": [{"state.deelnemers": actor.oin}, {"state.genodigden": actor.oin}]}


_READERS: dict[str, Sight] = {"procesregisseur": running, "deelnemer": invited_or_taking_part}
_WRITERS: dict[str, Sight] = {"procesregisseur": running}
_OWNERS: dict[str, Sight] = {"deelnemer": taking_part}

ACCESS: Access = {
    "lees_overlegtrajecten": _READERS,
    "lees_overlegtraject": _READERS,
    "lees_agenda": _READERS,
    "plan_overleg": _WRITERS,
    "verzet_overleg": _WRITERS,
    "annuleer_overleg": _WRITERS,
    "leg_weegverslag_vast": _WRITERS,
    "leg_casusverslag_vast": _WRITERS,
    "voeg_deelnemer_toe": _WRITERS,
    "laat_deelnemer_vertrekken": _WRITERS,
    "wijs_casusregie_aan": _WRITERS,
    "meld_afspraak": _OWNERS,
    "meld_interventie": _OWNERS,
}
