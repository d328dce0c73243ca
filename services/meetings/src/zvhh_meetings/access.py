# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in meetings (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. Invited organisations see a zaak from the invitation to vastleggen,
deelnemers while they take part, procesregisseurs all running ones; a closed zaak is shielded (L8), and so is what was
joined to it (D11b); a person who is barred sees nothing of it, whatever their role. A melder sees nothing here. Own
agreements and interventions are kept up to date by deelnemers only (S12).
"""

from typing import Any

from zvhh_kit.decision import Actor
from zvhh_kit.identity import Access, Sight, anything


def running(actor: Actor) -> dict[str, Any]:
    """Every zaak with a melding that is not shielded, and from which this person is not barred (L6)."""
    return {
        "state.afgeschermd": False,
        "state.ontvangen_op": {"$ne": None},
        "state.geweerd": {"$ne": actor.subject},
    }


def taking_part(actor: Actor) -> dict[str, Any]:
    """Those of them in which the actor's organisation takes part."""
    return running(actor) | {"state.deelnemers": actor.oin}


def invited_or_taking_part(actor: Actor) -> dict[str, Any]:
    """Those, and the ones with an overleg to which the actor's organisation is invited."""
    return running(actor) | {"$or": [{"state.deelnemers": actor.oin}, {"state.genodigden": actor.oin}]}


def was_there_at_the_end(actor: Actor) -> dict[str, Any]:
    """The closed zaken whose end was decided in the presence of the actor's organisation, or with which it goes on (S14b)."""
    return {"state.overdracht_lezers": actor.oin, "state.geweerd": {"$ne": actor.subject}}


_READERS: dict[str, Sight] = {"procesregisseur": running, "deelnemer": invited_or_taking_part}
_WRITERS: dict[str, Sight] = {"procesregisseur": running}
_OWNERS: dict[str, Sight] = {"deelnemer": taking_part}

_LOGBOEK: dict[str, Sight] = {"toezicht": anything}
"""Who read and wrote what (L7), of every zaak; nothing of its content."""

ACCESS: Access = {
    "lees_verwerkingen": _LOGBOEK,
    "lees_verwerkingen_csv": _LOGBOEK,
    "lees_overlegtrajecten": _READERS,
    "lees_overlegtraject": _READERS,
    "lees_agenda": _READERS,
    "lees_verslag": _READERS,
    "lees_overdracht": {"deelnemer": was_there_at_the_end},
    "lees_uitnodiging": _READERS,
    "lees_taken": _READERS,
    "lees_ritme": _READERS,
    "plan_overleg": _WRITERS,
    "verzet_overleg": _WRITERS,
    "annuleer_overleg": _WRITERS,
    "wijzig_uitnodiging": _WRITERS,
    "voeg_lopende_afspraak_toe": _WRITERS,
    "leg_weegverslag_vast": _WRITERS,
    "leg_casusverslag_vast": _WRITERS,
    "leg_aanvulling_vast": _WRITERS | _OWNERS,
    "herzie_weegbesluit": _WRITERS,
    "voeg_deelnemer_toe": _WRITERS,
    "laat_deelnemer_vertrekken": _WRITERS,
    "wijs_casusregie_aan": _WRITERS,
    "lees_trainingen": {"procesregisseur": anything, "toezicht": anything},
    "tel_training": {"procesregisseur": anything},
    "rond_taak_af": _WRITERS | _OWNERS,
    "meld_afspraak": _OWNERS,
    "meld_interventie": _OWNERS,
}
