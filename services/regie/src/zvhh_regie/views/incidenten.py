# SPDX-License-Identifier: EUPL-1.2
"""Incidents as people see them: as each counts now, and every version (D4). Not for: who may see them (`access`)."""

from datetime import datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.incident import Incident, Incidentversie
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.woorden import OrganisatieBeeld, naam_van, wanneer_in_woorden


class IncidentversieBeeld(DeelBeeld):
    """What was known of an incident at one moment; `reden` says why this version corrects the one before (D4).

    `tijd_onbekend`: only the local day is known, and `moment` is the last that it may have been; `wanneer` says it in words.
    """

    is_incident: bool
    soort: str
    soort_tekst: str
    moment: datetime
    tijd_onbekend: bool
    wanneer: str
    gehoord_van: Sealed[str]
    bron: OrganisatieBeeld | None
    omschrijving: Sealed[str]
    ernstig: bool
    gemeld_bij_politie: bool | None
    reden: Sealed[str] | None
    door: str
    organisatie: OrganisatieBeeld
    op: datetime

    @classmethod
    def van(cls, config: Configuratie, versie: Incidentversie) -> Self:
        return cls.toon(
            versie,
            {
                "soort_tekst": config.incidenten.get(versie.soort, versie.soort),
                "wanneer": wanneer_in_woorden(versie.moment, tijd_onbekend=versie.tijd_onbekend),
                "bron": OrganisatieBeeld.van(config, versie.bron_oin) if versie.bron_oin else None,
                "door": naam_van(config, versie.door),
                "organisatie": OrganisatieBeeld.van(config, versie.oin),
            },
        )


class IncidentBeeld(DeelBeeld):
    """An incident as it counts now, and every version, oldest first; `wanneer` as in a version."""

    nummer: int
    is_incident: bool
    soort: str
    soort_tekst: str
    moment: datetime
    tijd_onbekend: bool
    wanneer: str
    ernstig: bool
    versies: tuple[IncidentversieBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, incident: Incident) -> Self:
        versies = tuple(IncidentversieBeeld.van(config, versie) for versie in incident.versies)
        return cls.toon(versies[-1], {"nummer": incident.nummer, "versies": versies})
