# SPDX-License-Identifier: EUPL-1.2
"""What a procesregisseur judged and asked: scope (S1b), the three criteria (S8), a supplement (S10)."""

from datetime import date
from typing import Literal, get_args

from zvhh_contracts.meldingen import Domein
from zvhh_kit.domain.decision import Sealed
from zvhh_triage.domain.parts.deel import Gezegd, Tekst

Criterium = Literal["leefgebieden", "veiligheid", "samenwerking"]
"""The three criteria of the pilot (S8). A fourth can't be expressed (S9)."""
CRITERIA: tuple[Criterium, ...] = get_args(Criterium)


class Pilotoordeel(Gezegd):
    """Whether a zaak with another relation belongs to the pilot (S1b): scope, no criterion."""

    hoort_bij: bool
    motivatie: Sealed[Tekst]


class Oordeel(Gezegd):
    """One judgement of one criterion (S8); `domeinen` is recorded at samenwerking."""

    criterium: Criterium
    ja: bool
    motivatie: Sealed[Tekst]
    domeinen: tuple[Domein, ...] = ()


class Aanvullingsvraag(Gezegd):
    """What the reporter was asked, until and including `uiterlijk_op`."""

    versie: int
    vraag: Sealed[Tekst]
    uiterlijk_op: date
