# SPDX-License-Identifier: EUPL-1.2
"""What partners answered to the yearly question, counted, and each in its own words (L10)."""

from datetime import datetime
from typing import Literal, Self

from zvhh_intake.domain.partnerjaar import Partnerjaar
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld


class JaarantwoordBeeld(Beeld):
    """What one partner answered; its words are read apart."""

    oin: str
    nuttig: Literal["ja", "deels", "nee"]
    op: datetime

    @classmethod
    def van(cls, jaar: Partnerjaar) -> Self:
        return cls.model_validate(jaar)


class JaarwoordenBeeld(JaarantwoordBeeld):
    """What one partner answered, with its words."""

    toelichting: Sealed[str] | None


class JaarvraagBeeld(Beeld):
    """All answers about one year, counted."""

    jaar: int
    aantallen: dict[str, int]
    antwoorden: tuple[JaarantwoordBeeld, ...]
