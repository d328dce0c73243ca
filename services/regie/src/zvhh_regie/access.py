# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in regie (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it; what each sight holds stands in `queries`. What is registered in a closed
casus is still let through to the domain, which answers "meld opnieuw" (S15) to its last participants and to procesregisseurs:
they know that it exists. Beheer counts places and sees no content.
"""

from zvhh_kit.identity import Access, Sight, anything
from zvhh_regie.queries import not_barred, running, taking_part, taking_part_running

_READERS: dict[str, Sight] = {"procesregisseur": running, "deelnemer": taking_part_running}
_WRITERS: dict[str, Sight] = {"procesregisseur": not_barred, "deelnemer": taking_part}
_DECIDERS: dict[str, Sight] = {"procesregisseur": running}
"""What a named procesregisseur decides on a casus (L9)."""
_OF_THE_YEAR: dict[str, Sight] = {"procesregisseur": not_barred}
_COUNTERS: dict[str, Sight] = {"procesregisseur": not_barred, "beheer": anything}
"""Beheer reads how many places there are, not whose: a kenmerk tells that a zaak exists (L6)."""

_FIGURES: dict[str, Sight] = {"procesregisseur": anything, "beheer": anything, "toezicht": anything}
"""Figures count all zaken alike, closed ones too, and are no content (S18): who may not read one zaak would else learn of it
by another count. Who is no procesregisseur gets no small ones."""

_LOGBOEK: dict[str, Sight] = {"toezicht": anything}
"""Who read and wrote what (L7), of every zaak; nothing of its content."""

ACCESS: Access = {
    "lees_verwerkingen": _LOGBOEK,
    "lees_verwerkingen_csv": _LOGBOEK,
    "lees_casussen": _READERS,
    "lees_casus": _READERS,
    "registreer_incident": _WRITERS,
    "corrigeer_incident": _WRITERS,
    "registreer_detentie": _WRITERS,
    "corrigeer_detentie": _WRITERS,
    "wijzig_zwaartepunt": _DECIDERS,
    "maak_opening_ongedaan": _DECIDERS,
    "verlaat_wachtlijst": _DECIDERS,
    "lees_gemeenten": {"procesregisseur": anything, "deelnemer": anything},
    "lees_pilotjaren": _COUNTERS,
    "lees_pilotjaar": _OF_THE_YEAR,
    "bevestig_plaats": _OF_THE_YEAR,
    "zet_naar_volgend_jaar": _OF_THE_YEAR,
    "verhoog_maximum": {"beheer": anything},
    "lees_evaluatie": _FIGURES,
    "lees_evaluatie_csv": _FIGURES,
    "lees_vaste_cijfers": _FIGURES,
    "lees_vaste_cijfers_csv": _FIGURES,
    "zet_cijfers_vast": {"procesregisseur": anything},
    "lees_taken": _READERS,
    "rond_taak_af": _DECIDERS,
}
