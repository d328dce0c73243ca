# SPDX-License-Identifier: EUPL-1.2
"""The figures of the evaluation as JSON and as CSV (S18). No personal data: counts, days and words of lists.

Not for: which numbers may be shown; the tables come with that. Charts and PDF come with the pages.
"""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_regie.domain.evaluatiejaar import Evaluatiejaar
from zvhh_regie.domain.parts.cijfers import Cel, Eenheid, Tabel, Vastgezet

ONDERDRUKT = "niet getoond"
"""What stands in a file where a number may not be shown."""

_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the start of a formula; also the wide forms of =, +, - and @."""


class CelBeeld(Beeld):
    """A number with its unit; `onderdrukt`: it is below the minimum, or would give away one that is."""

    waarde: float | int | None
    eenheid: Eenheid
    onderdrukt: bool


class RijBeeld(Beeld):
    """A row of a table."""

    titel: str
    cellen: tuple[CelBeeld, ...]


class TabelBeeld(Beeld):
    """A table; each row has a cell for each column."""

    code: str
    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[RijBeeld, ...]


class VastgezetRegelBeeld(Beeld):
    """That figures were frozen: under which name, and when."""

    nummer: int
    naam: str
    op: datetime


class CijfersBeeld(Beeld):
    """The tables of a year as they were at `op`. `onderdrukt`: counts below `minimum` are left out, as for outside."""

    jaar: int
    op: datetime
    onderdrukt: bool
    minimum: int
    tabellen: tuple[TabelBeeld, ...]


class VasteCijfersBeeld(CijfersBeeld):
    """Figures that were frozen: they never change any more. `reden`: why, for who may see them in whole."""

    nummer: int
    naam: str
    reden: Sealed[str] | None

    @classmethod
    def van(cls, jaar: int, vast: Vastgezet, *, uitvoer: bool) -> Self:
        """In whole, or as for outside, for which the words of the reason were not meant."""
        return cls(
            jaar=jaar,
            op=vast.op,
            onderdrukt=uitvoer,
            minimum=vast.minimum,
            tabellen=beelden(vast.uitvoer if uitvoer else vast.tabellen),
            nummer=vast.nummer,
            naam=vast.naam,
            reden=None if uitvoer else vast.reden,
        )


class EvaluatieBeeld(CijfersBeeld):
    """The figures of a year as they are now, and which ones were frozen."""

    vastgezet: tuple[VastgezetRegelBeeld, ...]

    @classmethod
    def van(cls, jaar: Evaluatiejaar, minimum: int, tabellen: Iterable[Tabel], op: datetime, *, uitvoer: bool) -> Self:
        """The tables were made for inside or for outside; `uitvoer` says which."""
        regels = tuple(VastgezetRegelBeeld.model_validate(one) for one in jaar.vastgezet)
        return cls(
            jaar=jaar.jaar,
            op=op,
            onderdrukt=uitvoer,
            minimum=minimum,
            tabellen=beelden(tabellen),
            vastgezet=regels,
        )


def beelden(tabellen: Iterable[Tabel]) -> tuple[TabelBeeld, ...]:
    return tuple(TabelBeeld.model_validate(tabel) for tabel in tabellen)


def als_csv(jaar: int, op: datetime, tabellen: Iterable[Tabel]) -> bytes:
    """One line per number, for Excel as it is set up here: UTF-8 with a byte order mark, `;` between, CRLF at the end.

    No cell of it can be taken for a formula. `op` is written in UTC.
    """
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    schrijver.writerow(["jaar", "stand op", "tabel", "rij", "kolom", "waarde", "eenheid"])
    for tabel in tabellen:
        for rij in tabel.rijen:
            for kolom, cel in zip(tabel.kolommen, rij.cellen, strict=True):
                if (waarde := _waarde(cel)) is not None:
                    teksten = [veilig(tekst) for tekst in (tabel.titel, rij.titel, kolom)]
                    schrijver.writerow([jaar, op.isoformat(timespec="seconds"), *teksten, waarde, cel.eenheid])
    return b"\xef\xbb\xbf" + uit.getvalue().encode()


def _waarde(cel: Cel) -> str | None:
    """The number with a decimal comma, or that it isn't shown; None where there is nothing to tell."""
    if cel.onderdrukt:
        return ONDERDRUKT
    return None if cel.waarde is None else str(cel.waarde).replace(".", ",")


def veilig(tekst: str) -> str:
    """A text that no spreadsheet takes for a formula: what could start one has an apostrophe before it."""
    return f"'{tekst}" if tekst.lstrip(" ").startswith(_FORMULE) or tekst.startswith(_FORMULE) else tekst
