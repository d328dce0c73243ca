# SPDX-License-Identifier: EUPL-1.2
"""Incidents as people see them: as each counts now, and every version (D4). Not for: who may see them (`access`)."""

from datetime import datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_regie.domain.parts.incident import Incident, Incidentversie
from zvhh_regie.views.woorden import OrganisatieBeeld, naam_van


class IncidentversieBeeld(Beeld):
    """What was known of an incident at one moment; `reden` says why this version corrects the one before (D4)."""

    is_incident: bool
    soort: str
    soort_tekst: str
    moment: datetime
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
        """With the name of who wrote it, where the configuration knows it."""
        return cls(
            is_incident=versie.is_incident,
            soort=versie.soort,
            soort_tekst=config.incidenten.get(versie.soort, versie.soort),
            moment=versie.moment,
            gehoord_van=versie.gehoord_van,
            bron=OrganisatieBeeld.van(config, versie.bron_oin) if versie.bron_oin else None,
            omschrijving=versie.omschrijving,
            ernstig=versie.ernstig,
            gemeld_bij_politie=versie.gemeld_bij_politie,
            reden=versie.reden,
            door=naam_van(config, versie.door),
            organisatie=OrganisatieBeeld.van(config, versie.oin),
            op=versie.op,
        )


class IncidentBeeld(Beeld):
    """An incident as it counts now, and every version, oldest first."""

    nummer: int
    is_incident: bool
    soort: str
    soort_tekst: str
    moment: datetime
    ernstig: bool
    versies: tuple[IncidentversieBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, incident: Incident) -> Self:
        versies = tuple(IncidentversieBeeld.van(config, versie) for versie in incident.versies)
        nu = versies[-1]
        return cls(
            nummer=incident.nummer,
            is_incident=nu.is_incident,
            soort=nu.soort,
            soort_tekst=nu.soort_tekst,
            moment=nu.moment,
            ernstig=nu.ernstig,
            versies=versies,
        )
