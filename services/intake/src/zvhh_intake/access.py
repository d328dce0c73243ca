# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in intake (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. What is shielded (a closed casus and what had joined it, a refused
record) nobody sees (L8, D11b). A draft is seen by the person who typed it and nobody else. `toegang` of a melding holds
the invited organisations until vastleggen and the participants from then on.
"""

from typing import Any

from zvhh_kit.decision import Actor
from zvhh_kit.identity import Access, Sight, anything


def lopend(actor: Actor) -> dict[str, Any]:
    """Every melding that is not shielded, and from which the actor is not barred (L6)."""
    return {"state.afgeschermd": False} | niet_geweerd(actor)


def niet_geweerd(actor: Actor) -> dict[str, Any]:
    """Who is barred from a zaak sees nothing of it, in any role and of any organisation (L6)."""
    return {"state.geweerd": {"$ne": actor.subject}}


def bewaard(actor: Actor) -> dict[str, Any]:
    """Every zaak that is kept, also a closed one: for its term and for the rights of people, never for its content (L8)."""
    return {"state.geweigerd": False} | niet_geweerd(actor)


def eigen(actor: Actor) -> dict[str, Any]:
    """The meldingen of the actor's own organisation."""
    return lopend(actor) | {"state.melder_oin": actor.oin}


def deelnemend(actor: Actor) -> dict[str, Any]:
    """The meldingen that the actor's organisation is invited to or takes part in."""
    return lopend(actor) | {"state.toegang": actor.oin}


def neemt_deel(actor: Actor) -> dict[str, Any]:
    """The meldingen that the actor's organisation takes part in; an invitation is not enough (D10)."""
    return deelnemend(actor) | {"state.overleg.deelnemers": actor.oin}


def eigen_concept(actor: Actor) -> dict[str, Any]:
    """The drafts that the actor typed for their organisation."""
    return {"state.oin": actor.oin, "state.persoon": actor.subject}


_LEZERS: dict[str, Sight] = {"melder": eigen, "procesregisseur": lopend, "deelnemer": deelnemend}
_KENNERS: dict[str, Sight] = {"procesregisseur": lopend, "deelnemer": neemt_deel}
_PROCESREGISSEUR: dict[str, Sight] = {"procesregisseur": lopend}
_BEWAARDER: dict[str, Sight] = {"procesregisseur": bewaard}
_TOEZICHT: dict[str, Sight] = {"procesregisseur": bewaard, "toezicht": bewaard}
_CONCEPT: dict[str, Sight] = {"melder": eigen_concept}

_LOGBOEK: dict[str, Sight] = {"toezicht": anything}
"""Who read and wrote what (L7), of every zaak; nothing of its content."""

ACCESS: Access = {
    "lees_verwerkingen": _LOGBOEK,
    "zoek_verwerkingen_van_persoon": {"toezicht": bewaard},
    "lees_verwerkingen_csv": _LOGBOEK,
    "meld": {"melder": anything},
    "lees_meldingen": _LEZERS,
    "lees_melding": _LEZERS,
    "vul_melding_aan": {"melder": eigen},
    "trek_melding_in": {"melder": eigen},
    "voeg_betrokkene_toe": _KENNERS,
    "verbeter_betrokkene": _KENNERS,
    "bekijk_adres": _KENNERS,
    "hef_afscherming_op": _PROCESREGISSEUR,
    "lees_overeenkomsten": {"procesregisseur": lopend},
    "merk_onjuist": {"melder": eigen, "procesregisseur": lopend},
    "handel_onjuist_af": _LEZERS,
    "lees_onjuist": _LEZERS,
    "lees_weringen": _PROCESREGISSEUR,
    "weer_persoon": _PROCESREGISSEUR,
    "hef_wering_op": _PROCESREGISSEUR,
    "breng_lopende_zaak_in": {"procesregisseur": anything},
    "lees_bewaartermijnen": _TOEZICHT,
    "lees_bewaartermijn": _TOEZICHT,
    "verleng_bewaren": _BEWAARDER,
    "houd_bewaren_aan": _BEWAARDER,
    "geef_bewaren_vrij": _BEWAARDER,
    "zoek_zaken_van_persoon": _TOEZICHT,
    "lees_taken": {"melder": eigen, "deelnemer": deelnemend, "procesregisseur": bewaard},
    "rond_taak_af": _BEWAARDER,
    "lees_jaarvragen": {"procesregisseur": anything, "toezicht": anything},
    "lees_jaarantwoord": {"procesregisseur": anything, "toezicht": anything},
    "beantwoord_jaarvraag": {"melder": anything},
    "bewaar_nieuw_concept": {"melder": anything},
    "lees_concepten": _CONCEPT,
    "lees_concept": _CONCEPT,
    "bewaar_concept": _CONCEPT,
    "gooi_concept_weg": _CONCEPT,
    "dien_concept_in": _CONCEPT,
}

PUBLIC = frozenset({"lees_pilot", "lees_partners", "lees_sleutels", "lees_fouten"})
"""Operations without a token: organisations, public keys and the catalogue of errors only (D6)."""
