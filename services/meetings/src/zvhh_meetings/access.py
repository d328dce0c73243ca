# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in meetings (L6): operation → role → which documents that role sees (`queries`).

For: the HTTP room, which checks every route by it. A melder sees nothing here. Own agreements and interventions are kept
up to date by deelnemers only (S12).
"""

from zvhh_kit.identity import Access, Sight, anything
from zvhh_meetings.queries import invited_or_taking_part, running, taking_part, was_there_at_the_end

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
