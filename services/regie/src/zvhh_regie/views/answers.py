# SPDX-License-Identifier: EUPL-1.2
"""The answers to commands: what came of each, without personal data."""

from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Stand


class StandBeeld(Beeld):
    """The stand after a decision."""

    stand: Stand


class GenummerdBeeld(Beeld):
    """Which version of which incident, or detention, was recorded."""

    nummer: int
    versie: int


class ZwaartepuntGezetBeeld(Beeld):
    """The how-manieth zwaartepunt it is."""

    nummer: int


class TaakAfgerondBeeld(Beeld):
    """Which task is done."""

    taak: str


class PlaatsBevestigdBeeld(Beeld):
    """Which place the first in line got."""

    plaats: int


class MaximumVerhoogdBeeld(Beeld):
    """How many places there are now."""

    maximum: int


class NaarVolgendJaarBeeld(Beeld):
    """In which year's line the zaak waits now."""

    pilotjaar: int


class CijfersVastgezetBeeld(Beeld):
    """The number of the figures that were frozen."""

    nummer: int
