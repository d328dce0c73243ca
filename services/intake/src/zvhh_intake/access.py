# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in intake (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. What is shielded (a closed casus and what had joined it, a refused
record) nobody sees (L8, D11b). A draft is seen by the person who typed it and nobody else. `toegang` of a melding holds
the invited organisations until vastleggen and the participants from then on.
"""

from zvhh_intake.queries import invited, kept, own, own_concept, running, taking_part
from zvhh_kit.identity import Access, Sight, anything

_LEZERS: dict[str, Sight] = {"melder": own, "procesregisseur": running, "deelnemer": invited}
_KENNERS: dict[str, Sight] = {"procesregisseur": running, "deelnemer": taking_part}
_PROCESREGISSEUR: dict[str, Sight] = {"procesregisseur": running}
_BEWAARDER: dict[str, Sight] = {"procesregisseur": kept}
_TOEZICHT: dict[str, Sight] = {"procesregisseur": kept, "toezicht": kept}
_CONCEPT: dict[str, Sight] = {"melder": own_concept}

_LOGBOEK: dict[str, Sight] = {"toezicht": anything}
"""Who read and wrote what (L7), of every zaak; nothing of its content."""

ACCESS: Access = {
    "lees_verwerkingen": _LOGBOEK,
    "zoek_verwerkingen_van_persoon": {"toezicht": kept},
    "lees_verwerkingen_csv": _LOGBOEK,
    "meld": {"melder": anything},
    "lees_meldingen": _LEZERS,
    "lees_melding": _LEZERS,
    "vul_melding_aan": {"melder": own},
    "trek_melding_in": {"melder": own},
    "voeg_betrokkene_toe": _KENNERS,
    "verbeter_betrokkene": _KENNERS,
    "bekijk_adres": _KENNERS,
    "hef_afscherming_op": _PROCESREGISSEUR,
    "lees_overeenkomsten": {"procesregisseur": running},
    "merk_onjuist": {"melder": own, "procesregisseur": running},
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
    "lees_taken": {"melder": own, "deelnemer": invited, "procesregisseur": kept},
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
