# SPDX-License-Identifier: EUPL-1.2
"""The mean of the rhythm over every zaak in sight (S13)."""

from collections.abc import Iterable
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.rules.ritme import gemiddelde_tekst, gemiddelde_weken


class GemiddeldRitmeBeeld(Beeld):
    """Over every zaak in sight: how many intervals between held casusoverleggen, and their mean, beside what is meant."""

    zaken: int
    tussenpozen: int
    gemiddeld: float | None
    gemiddelde_weken: str | None
    tekst: str | None
    bedoeld_weken: int

    @classmethod
    def van(cls, config: Configuratie, tussenpozen: Iterable[tuple[int, ...]]) -> Self:
        """Of the intervals of each zaak."""
        met = [one for one in tussenpozen if one]
        dagen = [dag for one in met for dag in one]
        return cls(
            zaken=len(met),
            tussenpozen=len(dagen),
            gemiddeld=round(sum(dagen) / len(dagen), 1) if dagen else None,
            gemiddelde_weken=gemiddelde_weken(dagen),
            tekst=gemiddelde_tekst(dagen),
            bedoeld_weken=config.termijnen.casusoverleg_weken,
        )
