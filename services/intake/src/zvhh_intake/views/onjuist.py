# SPDX-License-Identifier: EUPL-1.2
"""Which data was marked as not right, and what became of it (L10)."""

from datetime import datetime
from typing import Literal, Self

from zvhh_intake.domain.parts.beheer import Onjuistheid
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld


class OnjuistBeeld(Beeld):
    """A datum that was marked, and what its supplier answered."""

    nummer: int
    nr: int | None
    veld: str
    waarom: Sealed[str]
    op: datetime
    leverancier: str
    uitkomst: Literal["gerectificeerd", "vernietigd", "juist"] | None
    reden: Sealed[str] | None
    afgehandeld_op: datetime | None

    @classmethod
    def van(cls, one: Onjuistheid) -> Self:
        return cls.model_validate(one)


class OnjuistenBeeld(Beeld):
    """Every mark on the data of one zaak, oldest first."""

    gegevens: tuple[OnjuistBeeld, ...]
