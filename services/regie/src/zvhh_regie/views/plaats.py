# SPDX-License-Identifier: EUPL-1.2
"""What became of a casus's place: its turn in line, openings that were undone, and how it left the line (S6b)."""

from datetime import datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.plaats import Ongedaan, Uitgang
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.woorden import RedenBeeld, naam_van

ROUTES: dict[str, str] = {
    "regulier": "De gewone aanpak van het ZVHH",
    "lokaal": "Lokaal, met advies",
    "ander-zvh": "Een ander Zorg- en Veiligheidshuis",
    "geen": "Geen vervolg",
}
"""Each way on in words (D5)."""


class WachtlijstBeeld(DeelBeeld):
    """Since when the zaak waits, in which year's line, and its position as last heard.

    `aangeboden_op`: a place is free for it and waits for a procesregisseur · `jaar_voorbij`: its year is over (S6b).
    """

    pilotjaar: int
    positie: int
    sinds: datetime
    aangeboden_op: datetime | None
    jaar_voorbij: bool

    @classmethod
    def van(cls, casus: Casus) -> Self | None:
        """None for a casus that doesn't wait."""
        if casus.wachtplek is None or casus.stand != "wachtlijst":
            return None
        return cls.toon(casus.wachtplek)


class OngedaanBeeld(DeelBeeld):
    """An opening that was undone; `reden` null: the weegoverleg was put right, and its reason stands there (D3)."""

    pilotjaar: int
    plaats: int
    geopend_op: datetime
    ongedaan_op: datetime
    door: str
    reden: Sealed[str] | None

    @classmethod
    def van(cls, config: Configuratie, ongedaan: Ongedaan) -> Self:
        plek, door = ongedaan.plaats, naam_van(config, ongedaan.door)
        return cls.toon(ongedaan, {"pilotjaar": plek.pilotjaar, "plaats": plek.plaats, "door": door})


class VanWachtlijstBeeld(DeelBeeld):
    """How the casus left the line (D5)."""

    pilotjaar: int
    route: RedenBeeld
    reden: Sealed[str]
    door: str
    op: datetime

    @classmethod
    def van(cls, config: Configuratie, uitgang: Uitgang) -> Self:
        return cls.toon(
            uitgang, {"route": RedenBeeld.van(ROUTES, uitgang.route), "door": naam_van(config, uitgang.door)}
        )
