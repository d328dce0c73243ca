# SPDX-License-Identifier: EUPL-1.2
"""Which addresses are shielded (D10): the one place that says so, for every version of every person of a zaak.

Once a person is shielded no version of them shows an address, also not one of before; and neither does anybody else who
has that address. Only lifting it, with a reason, shows it again, and then no other address than they have by then.
For: the sight of every melding (`scherm_af` is given to the kit, which calls it on whatever it opens) and the border.
Not for: who may look at a shielded address (`access`). Sealed values must be open here.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import maxsize
from typing import NamedTuple, Protocol

from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.inhoud import Persoon
from zvhh_kit.domain.decision import changed

_WOORDEN = re.compile(r"[^\W\d_]+|\d+")


class MetAdres(Protocol):
    """What tells of an address, typed or kept."""

    @property
    def adres(self) -> str | None: ...
    @property
    def adres_afschermen(self) -> bool: ...


class Versie(NamedTuple):
    """What one version of person `nr` said; 0 is the position of the melding itself, then each change has the next."""

    nr: int
    positie: int
    adres: str | None
    afschermen: bool


@dataclass(frozen=True, slots=True)
class Adressen:
    """The address of each person at each position, and whether it is shielded; `dicht`: who is shielded themselves."""

    waarde: Mapping[tuple[int, int], str | None]
    verborgen: frozenset[tuple[int, int]]
    dicht: frozenset[int]

    def nu(self, nr: int) -> tuple[int, int]:
        """Where the last version of a person stands."""
        return max(plek for plek in self.waarde if plek[0] == nr)

    @property
    def mee(self) -> frozenset[int]:
        """Who is shielded because somebody else has the same address."""
        alle = {nr for nr, _ in self.waarde} - self.dicht
        return frozenset(nr for nr in alle if self.nu(nr) in self.verborgen)


def zelfde_adres(one: str | None, ander: str | None) -> bool:
    """Whether two texts may be one address: the one says no more than the other, with a street and a number in it.

    Marks, capitals, order and punctuation don't count: one that is shielded for nothing is better than one that is told.
    """
    kort, lang = sorted((_woorden(one or ""), _woorden(ander or "")), key=len)
    if kort == lang:
        return bool(kort)
    return kort < lang and len(kort) > 1 and any(woord.isdigit() for woord in kort)


def adressen(versies: Iterable[Versie], opgeheven: Mapping[int, Sequence[int]]) -> Adressen:
    """All of it. `opgeheven`: person → after which positions their shield was lifted."""
    per_nr: dict[int, list[Versie]] = {}
    for versie in sorted(versies):
        per_nr.setdefault(versie.nr, []).append(versie)
    ooit = [
        adres
        for nr, lijst in per_nr.items()
        if any(versie.afschermen for versie in lijst)
        for adres in _gehouden(lijst, opgeheven.get(nr, ()))
        if adres
    ]
    waarde = {
        (nr, versie.positie): adres or None
        for nr, lijst in per_nr.items()
        for versie, adres in zip(lijst, _gehouden(lijst, opgeheven.get(nr, ()), tuple(set(ooit))), strict=True)
    }
    dicht = frozenset(nr for nr, lijst in per_nr.items() if _dicht(lijst, opgeheven.get(nr, ()), maxsize))
    vrij = {nr: _bij_opheffing(waarde, nr, opgeheven.get(nr, ())) for nr in per_nr}
    ooit_dicht = {nr for nr, lijst in per_nr.items() if any(versie.afschermen for versie in lijst)}
    zelf = {
        plek: adres
        for plek, adres in waarde.items()
        if adres and (plek[0] in dicht or (plek[0] in ooit_dicht and _oud(plek, adres, vrij[plek[0]])))
    }
    geheim = set(zelf.values())
    mee = {
        plek
        for plek, adres in waarde.items()
        if adres and not zelfde_adres(adres, vrij[plek[0]][1]) and any(zelfde_adres(adres, one) for one in geheim)
    }
    return Adressen(waarde, frozenset(zelf.keys() | mee), dicht)


def van_melding(melding: Melding) -> Adressen:
    """The addresses of an open melding."""
    return adressen(_versies(melding), opgeheven_van(melding))


def opgeheven_van(melding: Melding) -> dict[int, list[int]]:
    """Person → after which positions their shield was lifted."""
    per_nr: dict[int, list[int]] = {}
    for one in melding.opheffingen:
        per_nr.setdefault(one.nr, []).append(one.na)
    return per_nr


def deelt_adres(melding: Melding, nr: int, nieuw: MetAdres) -> bool:
    """Whether this version of person `nr` shields somebody for having the same address as another (D10)."""
    was, op = van_melding(melding), len(melding.wijzigingen) + 1
    erbij = Versie(nr, op, nieuw.adres, nieuw.adres_afschermen)
    wordt = adressen((*_versies(melding), erbij), opgeheven_van(melding))
    return nr in wordt.mee or bool(wordt.mee - was.mee)


def delen_adres(personen: Iterable[MetAdres]) -> bool:
    """The same, of persons who are reported together."""
    versies = (Versie(nr, 0, wie.adres, wie.adres_afschermen) for nr, wie in enumerate(personen))
    return bool(adressen(versies, {}).mee)


def persoon_nu(melding: Melding, nr: int) -> Persoon:
    """Person `nr` as they are known now, with the address that was kept for whoever could not see it, shielded or not."""
    bekend = van_melding(melding)
    persoon = melding.personen[nr - 1].gegevens.clear
    return changed(persoon, adres=bekend.waarde[bekend.nu(nr)], adres_afschermen=nr in bekend.dicht).gemerkt(
        afgeschermd=bekend.nu(nr) in bekend.verborgen or nr in bekend.dicht
    )


def scherm_af(melding: Melding) -> None:
    """Take every shielded address out of an open melding, in all versions of everybody."""
    bekend = van_melding(melding)
    plekken = [((nr, 0), wie) for nr, wie in enumerate(melding.inhoud.betrokkenen if melding.inhoud else (), start=1)]
    plekken += [((one.nr, op), one.betrokkene) for op, one in enumerate(melding.wijzigingen, start=1)]
    for plek, wie in plekken:
        verborgen = plek in bekend.verborgen
        adres = None if verborgen else bekend.waarde[plek]
        persoon = changed(wie.gegevens.clear, adres=adres, adres_afschermen=plek[0] in bekend.dicht)
        wie.gegevens.open(persoon.gemerkt(afgeschermd=verborgen or plek[0] in bekend.dicht))


def _versies(melding: Melding) -> tuple[Versie, ...]:
    gemeld = melding.inhoud.betrokkenen if melding.inhoud else ()
    alle = [(nr, 0, wie) for nr, wie in enumerate(gemeld, start=1)]
    alle += [(one.nr, op, one.betrokkene) for op, one in enumerate(melding.wijzigingen, start=1)]
    return tuple(Versie(nr, op, wie.gegevens.clear.adres, wie.gegevens.clear.adres_afschermen) for nr, op, wie in alle)


def _gehouden(lijst: Sequence[Versie], opgeheven: Sequence[int], ooit: Sequence[str] = ()) -> list[str | None]:
    """The address at each version: who could not see it and left it open has not taken it away; an empty text does."""
    adres: str | None = None
    gevonden = []
    for versie in lijst:
        ongezien = _dicht(lijst, opgeheven, versie.positie) or any(zelfde_adres(adres, one) for one in ooit)
        adres = adres if versie.adres is None and ongezien else versie.adres
        gevonden.append(adres)
    return gevonden


def _dicht(lijst: Sequence[Versie], opgeheven: Sequence[int], tot: int) -> bool:
    """Whether a version of since the last lift before position `tot`, and up to it, asks for the shield."""
    sinds = max((na for na in opgeheven if na < tot), default=-1)
    return any(sinds < versie.positie <= tot and versie.afschermen for versie in lijst)


def _bij_opheffing(
    waarde: Mapping[tuple[int, int], str | None], nr: int, opgeheven: Sequence[int]
) -> tuple[int, str | None]:
    """Which address was free from the last lift on, and its position."""
    laatst = max(opgeheven, default=-1)
    plek = max((plek for plek in waarde if plek[0] == nr and plek[1] <= laatst), default=None)
    return (-1, None) if plek is None else (plek[1], waarde[plek])


def _oud(plek: tuple[int, int], adres: str, vrij: tuple[int, str | None]) -> bool:
    """Whether it is an address of before the lift, that they no longer had then."""
    return plek[1] < vrij[0] and not zelfde_adres(adres, vrij[1])


def _woorden(adres: str) -> frozenset[str]:
    kaal = "".join(teken for teken in unicodedata.normalize("NFKD", adres) if not unicodedata.combining(teken))
    return frozenset(_WOORDEN.findall(kaal.casefold()))
