# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in intake (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. What is shielded (a closed casus, a refused record) nobody sees
(L8). A draft is seen by the person who typed it and nobody else. `toegang` of a melding holds the invited organisations
until vastleggen and the participants from then on.
"""

from typing import Any

from zvhh_kit.decision import Actor
from zvhh_kit.identity import Access, Sight, anything


def lopend(_: Actor) -> dict[str, Any]:
    """Every melding that is not shielded."""
    return {"state.afgeschermd": False}


def eigen(actor: Actor) -> dict[str, Any]:
    """The meldingen of the actor's own organisation."""
    return lopend(actor) | {"state.melder_oin": actor.oin}


def deelnemend(actor: Actor) -> dict[str, Any]:
    """The meldingen that the actor's organisation is invited to or takes part in."""
    return lopend(actor) | {"state.toegang": actor.oin}


def eigen_concept(actor: Actor) -> dict[str, Any]:
    """The drafts that the actor typed for their organisation."""
    return {"state.oin": actor.oin, "state.persoon": actor.subject}


_LEZERS: dict[str, Sight] = {"melder": eigen, "procesregisseur": lopend, "deelnemer": deelnemend}
_CONCEPT: dict[str, Sight] = {"melder": eigen_concept}

ACCESS: Access = {
    "meld": {"melder": anything},
    "lees_meldingen": _LEZERS,
    "lees_melding": _LEZERS,
    "vul_melding_aan": {"melder": eigen},
    "trek_melding_in": {"melder": eigen},
    "bewaar_nieuw_concept": {"melder": anything},
    "lees_concepten": _CONCEPT,
    "lees_concept": _CONCEPT,
    "bewaar_concept": _CONCEPT,
    "gooi_concept_weg": _CONCEPT,
    "dien_concept_in": _CONCEPT,
}

PUBLIC = frozenset({"lees_partners", "lees_sleutels"})
"""Operations without a token: organisations and public keys only (D6)."""
