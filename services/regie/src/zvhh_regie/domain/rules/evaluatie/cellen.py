# SPDX-License-Identifier: EUPL-1.2
"""The cells of the tables of the evaluation, and which numbers stand in them: inside the house and outside (S18).

Outside, `onderdrukking` says what is shown; days are whole and the number behind a mean is left out. Not for: the words
of the tables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from zvhh_regie.domain.parts.cijfers import Cel, Rij, Tabel
from zvhh_regie.domain.rules.evaluatie.tellers import teller


@dataclass(frozen=True, slots=True)
class Cijfers:
    """The numbers, and which of them may be shown: None = all of them, as inside the house."""

    getallen: Mapping[str, int]
    getoond: frozenset[str] | None
    minimum: int

    def aantal(self, *codes: str) -> Cel:
        """The sum of these counters, shown only where each of them is; one of no group never is, not even a zero."""
        if self.getoond is not None and not self.getoond.issuperset(codes):
            return Cel(onderdrukt=True)
        return Cel(waarde=sum(self.getallen.get(code, 0) for code in codes))

    def hoeveel(self, code: str, poort: str) -> Cel:
        """How often something happened in the casussen that `poort` counts: at least as often as there are casussen."""
        poortcel = self.aantal(poort)
        return poortcel if poortcel.onderdrukt else Cel(waarde=self.getallen.get(code, 0))

    def gemiddelde(self, naam: str, poort: str) -> Cel:
        """Mean days; outside only where the casussen behind it (`poort`) are shown and at least the minimum."""
        dagen, n = (self.getallen.get(teller(deel, naam), 0) for deel in ("dagen", "n"))
        if self.getoond is None:
            return Cel(waarde=round(dagen / n, 1) if n else None, eenheid="dagen")
        if poort not in self.getoond or min(n, self.getallen.get(poort, 0)) < self.minimum:
            return Cel(eenheid="dagen", onderdrukt=True)
        return Cel(waarde=(2 * dagen + n) // (2 * n), eenheid="dagen")

    def aantal_achter(self, naam: str) -> Cel:
        """How many there are behind a mean: inside the house only."""
        return self.aantal(teller("n", naam))

    def binnen(self, getal: int) -> Cel:
        """A number that was made of counters of no group: for inside the house only, as they are."""
        return Cel(waarde=getal) if self.getoond is None else Cel(onderdrukt=True)

    def binnen_dagen(self, codes: Sequence[str], grenzen: Sequence[int], deel: tuple[int, int]) -> Cel:
        """Within how many days a part of the zaken is, 9 of 10 say: the last day of the class that holds it.

        `codes` count the zaken in each class, one more than there are `grenzen`, for the last class has none: then, as
        without zaken, there is no number. Outside only where every class is shown.
        """
        if self.getoond is not None and not self.getoond.issuperset(codes):
            return Cel(eenheid="dagen", onderdrukt=True)
        tot = list(accumulate(self.getallen.get(code, 0) for code in codes))
        binnen = (grens for grens, n in zip(grenzen, tot, strict=False) if n and deel[1] * n >= deel[0] * tot[-1])
        return Cel(waarde=next(binnen, None), eenheid="dagen")


def tabel(code: str, titel: str, kolommen: Sequence[str], rijen: Sequence[tuple[str, Sequence[Cel]]]) -> Tabel:
    """A table by its rows: a title, and a cell for each column."""
    return Tabel(
        code=code,
        titel=titel,
        kolommen=tuple(kolommen),
        rijen=tuple(Rij(titel=naam, cellen=tuple(cellen)) for naam, cellen in rijen),
    )


def lijst(code: str, titel: str, rijen: Mapping[str, str], cel: Callable[..., Cel]) -> Tabel:
    """A table of one column: counter → words."""
    return tabel(code, titel, ("Aantal",), [(woorden, (cel(naam),)) for naam, woorden in rijen.items()])
