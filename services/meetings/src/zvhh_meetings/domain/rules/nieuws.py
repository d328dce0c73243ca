# SPDX-License-Identifier: EUPL-1.2
"""What came up since the last overleg and must be looked at in the next one: it stands on the agenda until then.

For: `agenda`. Not for: agreements, wishes and new incidents, which have places of their own there.
"""

from collections.abc import Iterator
from datetime import datetime

from zvhh_meetings.domain.overlegtraject import Overlegtraject

GEVOEGD = "Nieuwe melding gevoegd."
WEGGENOMEN = "Een ernstig incident van een ander is weggehaald, minder zwaar gemaakt of eerder gedateerd. Klopt dat?"
OMGEKEERD = "Nieuwe melding gevoegd. Slachtoffer en (vermeend) pleger staan daarin andersom."
KIND = "Er is een kind in beeld gekomen. VT / RvdK erbij? Casusregie gemeente?"


def nieuws(traject: Overlegtraject) -> Iterator[tuple[str, str]]:
    """The code and the words of each item: incidents taken away (D4), meldingen that joined (D11b), a new kind (D10)."""
    for incident in traject.casus.incidenten:
        if incident.weggenomen_op is not None and _nieuw(traject, incident.weggenomen_op):
            yield "ernstig-incident-weg", WEGGENOMEN
    for een in traject.gevoegd:
        if _nieuw(traject, een.toegevoegd_op):
            yield "melding-gevoegd", OMGEKEERD if een.rollen_omgekeerd else GEVOEGD
    betrokkenen = traject.betrokkenen
    if betrokkenen is not None and betrokkenen.kind_erbij_op is not None and _nieuw(traject, betrokkenen.kind_erbij_op):
        yield "kind-erbij", KIND


def _nieuw(traject: Overlegtraject, op: datetime) -> bool:
    """No overleg was held at or after this moment."""
    return not any(een.gehouden_op is not None and een.gehouden_op >= op for een in traject.overleggen)
