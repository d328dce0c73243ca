# SPDX-License-Identifier: EUPL-1.2
"""Which numbers may leave the house: counts of 1 to 4 may not, nor what would give them away by subtraction (S18).

The scheme, and why it can't be undone:
1. The numbers form trees (`groepen`): a number is a part of one total only. A total that is not shown hides all its parts,
   so all that is known of hidden parts is, per group, what a shown total leaves for them.
2. In a group each row with a count of 1 to 4 is hidden whole. More rows are hidden, smallest first and alike ones
   together, until in every column the hidden numbers add up to at least the minimum and are not all the same.
3. When no row with a number would be left, the whole group is hidden, its zeros too.
What is shown under 2 doesn't tell hidden rows apart: any two of them may be exchanged. As they differ, no hidden number
is certain. Under 3 every row may be the one that holds all but one. So even who knows this scheme can't be sure of one
hidden number; the tests try that on every small table. A zero may be shown: it is about nobody.
4. Classes of a lead time stand beside its mean, which does tell hidden rows apart. They are shown all or not at all, and
never of fewer zaken than four times the minimum: below that hiding says nothing, and from there on even a mean of no
days leaves 1 to minimum - 1 zaken outside the first class, and no one number.
Not for: figures followed from day to day; freeze and publish them at moments that lie apart.
"""

from collections.abc import Mapping, Sequence

from zvhh_regie.domain.rules.evaluatie.groepen import OPENBAAR, WORTELS, Groep, overschot

Rij = tuple[int, ...]

KLEINSTE_MINIMUM = 3
"""Below this the scheme protects nothing: of a total of 2, only one row of 1 and another of 1 would be hidden."""

GENOEG = 4
"""How many times the minimum there must be behind classes of a lead time that are shown."""


def te_tonen(alle: tuple[Groep, ...], getallen: Mapping[str, int], minimum: int) -> frozenset[str]:
    """The counters whose number may be shown outside; a minimum below 3 is 3."""
    minimum = max(minimum, KLEINSTE_MINIMUM)
    getoond = set(OPENBAAR) | {code for code in WORTELS if not _klein(overschot(getallen, code), minimum)}
    for groep in alle:
        kolommen = [kolom for kolom, totaal in enumerate(groep.totalen) if totaal in getoond]
        rijen = [tuple(overschot(getallen, rij[kolom]) for kolom in kolommen) for rij in groep.rijen]
        zien = alles_of_niets(rijen, minimum) if groep.heel else zichtbaar(rijen, minimum)
        for rij, mag in zip(groep.rijen, zien, strict=True):
            getoond |= {rij[kolom] for kolom, tonen in zip(kolommen, mag, strict=True) if tonen}
    return frozenset(getoond)


def zichtbaar(rijen: Sequence[Rij], minimum: int) -> list[tuple[bool, ...]]:
    """For each row and column of one group whether its number may be shown; the total of each column is known."""
    verborgen = _verborgen(rijen, minimum)
    leeg = [sum(rijen[rij][kolom] for rij in verborgen) == 0 for kolom in range(len(rijen[0]))]
    return [tuple(rij not in verborgen or nul for nul in leeg) for rij in range(len(rijen))]


def alles_of_niets(rijen: Sequence[Rij], minimum: int) -> list[tuple[bool, ...]]:
    """The same for a group that is shown whole or not: when no count is small and there are enough, or none at all."""
    getallen = [getal for rij in rijen for getal in rij]
    genoeg = sum(getallen) == 0 or sum(getallen) >= GENOEG * minimum
    tonen = genoeg and not any(_klein(getal, minimum) for getal in getallen)
    return [(tonen,) * len(rij) for rij in rijen]


def _verborgen(rijen: Sequence[Rij], minimum: int) -> frozenset[int]:
    weg = {nummer for nummer, rij in enumerate(rijen) if any(_klein(getal, minimum) for getal in rij)}
    if not weg:
        return frozenset()
    for _ in rijen:  # each step hides one row or more
        over = [rij for nummer, rij in enumerate(rijen) if nummer not in weg and any(rij)]
        if not over or _veilig([rijen[nummer] for nummer in weg], minimum):
            break
        weg |= {nummer for nummer, rij in enumerate(rijen) if rij == min(over)}
    iets_over = any(any(rij) for nummer, rij in enumerate(rijen) if nummer not in weg)
    return frozenset(weg if iets_over else range(len(rijen)))


def _veilig(weg: Sequence[Rij], minimum: int) -> bool:
    """Whether the hidden rows protect each other: per column all zero, or enough together and not all the same."""
    return all(not any(kolom) or (sum(kolom) >= minimum and len(set(kolom)) > 1) for kolom in zip(*weg, strict=True))


def _klein(getal: int, minimum: int) -> bool:
    return 0 < getal < minimum
