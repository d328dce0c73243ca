# SPDX-License-Identifier: EUPL-1.2
"""The answers to commands: what came of them, in versions, codes and days; never what was said."""

from datetime import date

from zvhh_kit.http import Beeld
from zvhh_triage.domain.parts.besluit import Besluitsoort
from zvhh_triage.domain.parts.werk import Afrondbaar


class VersieBeeld(Beeld):
    """Which version of a judgement was recorded."""

    versie: int


class AanvullingBeeld(VersieBeeld):
    """Until and including when the reporter may answer."""

    uiterlijk_op: date


class UitkomstBeeld(VersieBeeld):
    """The outcome that is in force now."""

    uitkomst: Besluitsoort


class EigenaarschapBeeld(Beeld):
    """Whose the zaak is now."""

    eigenaar: str


class SpoedstandBeeld(Beeld):
    """Whether the zaak can't wait."""

    spoed: bool


class TaakAfgerondBeeld(Beeld):
    """Which task is done."""

    taak: Afrondbaar


class RoosterGewijzigdBeeld(Beeld):
    """How many days changed."""

    gewijzigd: int


class AfstemcodeBeeld(Beeld):
    """The code to read out to the partner (S5)."""

    code: str
