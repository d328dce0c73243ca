# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in triage (L6): operation → role → which documents that role sees.

For: the HTTP room, which checks every route by it. A closed casus is shielded, and so is what was joined to it: nobody
sees it (L8, D11b). Who was barred from a zaak sees nothing of it, whatever their role. A melder sees what became of their
own organisation's melding, and whom to call today. Roster and consultations hold no personal data of betrokkenen.
"""

from zvhh_kit.identity import Access, Sight, anything
from zvhh_triage.queries import own_running, running

_PROCESREGISSEUR: dict[str, Sight] = {"procesregisseur": running}
_ROOSTER: dict[str, Sight] = {"procesregisseur": anything}

_LOGBOEK: dict[str, Sight] = {"toezicht": anything}
"""Who read and wrote what (L7), of every zaak; nothing of its content."""

ACCESS: Access = {
    "lees_verwerkingen": _LOGBOEK,
    "lees_verwerkingen_csv": _LOGBOEK,
    "lees_werklijst": _PROCESREGISSEUR,
    "lees_triage": _PROCESREGISSEUR,
    "beoordeel_pilot": _PROCESREGISSEUR,
    "beoordeel": _PROCESREGISSEUR,
    "vraag_aanvulling": _PROCESREGISSEUR,
    "bevestig": _PROCESREGISSEUR,
    "voeg": _PROCESREGISSEUR,
    "splits": _PROCESREGISSEUR,
    "pak": _PROCESREGISSEUR,
    "draag_over": _PROCESREGISSEUR,
    "zet_spoed": _PROCESREGISSEUR,
    "rond_taak_af": _PROCESREGISSEUR,
    "lees_taken": _PROCESREGISSEUR,
    "lees_terugkoppeling": _PROCESREGISSEUR | {"melder": own_running},
    "lees_rooster_vandaag": _ROOSTER | {"melder": anything, "deelnemer": anything, "beheer": anything},
    "lees_rooster": _ROOSTER | {"beheer": anything},
    "zet_rooster": _ROOSTER,
    "ruil_rooster": _ROOSTER,
    "leg_afstemming_vast": {"procesregisseur": anything},
    "lees_afstemming": {"procesregisseur": anything},
}
