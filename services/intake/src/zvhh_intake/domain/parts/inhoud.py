# SPDX-License-Identifier: EUPL-1.2
"""What intake keeps of a melding: the same parts as were sent, tolerant, because a newer release may have written more.

For: the state `Melding` and the picture that the API shows of it.
Not for: reading what a reporter sends; there an unknown field is refused (`gegevens`).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar, Self

from pydantic import PrivateAttr

from zvhh_contracts.meldingen import Rol
from zvhh_intake.domain.parts.deel import Deel
from zvhh_intake.domain.parts.gegevens import Grond
from zvhh_kit.domain.decision import EACH, Sealed


class Bekend(Deel):
    """How and since when the organisation knows of the case (S0)."""

    hoe: Sealed[str]
    sinds: date


class Persoon(Deel):
    """The data of one person (L2)."""

    naam: str
    geboortedatum: date | None = None
    geboortedatum_deels: str | None = None
    adres: str | None = None
    adres_afschermen: bool = False
    telefoon: str | None = None
    veilig_bereiken: str | None = None
    bsn: str | None = None
    _afgeschermd: bool = PrivateAttr(False)

    @property
    def afgeschermd(self) -> bool:
        """Whether the address that they have now is shielded, by whatever cause; said by `afscherming`, never kept."""
        return self._afgeschermd

    def gemerkt(self, *, afgeschermd: bool) -> Self:
        """The same person, with that said of them."""
        self._afgeschermd = afgeschermd
        return self


class Geinformeerd(Deel):
    """Whether the person knows of the melding, else why not (L1)."""

    ja: bool
    waarom_niet: Sealed[str] | None = None


class Betrokkene(Deel):
    """One person of the zaak."""

    ref: Sealed[str] | None = None
    rol: Rol
    gegevens: Sealed[Persoon]
    geinformeerd: Geinformeerd


class Wijziging(Deel):
    """A version of person `nr` after the melding came in: who passed it on, when, why, on which conditions (D10, L3)."""

    SEALED_BY: ClassVar[Mapping[str, str]] = {"betrokkene": "nr"}

    op: datetime
    door: str
    oin: str
    nr: int
    reden: Sealed[str]
    voorwaarden: Sealed[str] | None = None
    betrokkene: Betrokkene


class Opheffing(Deel):
    """The shield of person `nr` was lifted after `na` changes of persons: by whom, when and why (D10)."""

    nr: int
    na: int
    op: datetime
    door: str
    reden: Sealed[str]


class Criteria(Deel):
    """In how far each criterion is met, in the reporter's words (L1)."""

    leefgebieden: Sealed[str]
    veiligheid: Sealed[str]
    samenwerking: Sealed[str]


class NietMeegeteld(Deel):
    """Mentioned, never counted (S4)."""

    sash: str | None = None
    aangifte: str | None = None
    regiobinding: str | None = None


class Beroepsgeheim(Deel):
    """Medical secrecy and the ground to share all the same (L1)."""

    geldt: bool
    grond: Grond | None = None


class Melder(Deel):
    """Whom to call about the melding."""

    naam: str
    team: str | None = None
    telefoon: str
    email: str
    vervanger: str | None = None


class Inhoud(Deel):
    """The sealed content of an accepted melding; conditions of the supplier stay with it (L3).

    Only persons are always there: a running case of before the pilot has no texts (S6c), and one may be destroyed (L10).
    """

    SEALED_BY: ClassVar[Mapping[str, str]] = {"betrokkenen": EACH}

    bekend: Bekend | None = None
    betrokkenen: tuple[Betrokkene, ...]
    zorgen: Sealed[str] | None = None
    zekerheden: Sealed[str] | None = None
    vermoedens: Sealed[str] | None = None
    criteria: Criteria | None = None
    niet_meegeteld: Sealed[NietMeegeteld] | None = None
    beroepsgeheim: Beroepsgeheim | None = None
    voorwaarden: Sealed[str] | None = None
    melder: Sealed[Melder] | None = None
    eigen_kenmerk: Sealed[str] | None = None


class Spoor(Deel):
    """One hash of person `nr` of the zaak, and that person's role in it."""

    hash: str
    rol: Rol
    nr: int
