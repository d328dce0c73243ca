# SPDX-License-Identifier: EUPL-1.2
"""S18: what is left out of an export can't be found again, tried on every small table by who knows the whole scheme."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st

from zvhh_contracts.configuration import Configuratie
from zvhh_regie.domain.rules.evaluatie.groepen import MET_GEOPEND, OPENBAAR, WORTELS, Groep, getallen, groepen
from zvhh_regie.domain.rules.evaluatie.onderdrukking import te_tonen, zichtbaar

Tabel = tuple[tuple[int, ...], ...]


def _getoond(tabel: Tabel, minimum: int) -> tuple[tuple[int | None, ...], ...]:
    """What somebody outside sees of a group, beside the totals of its columns."""
    mag = zichtbaar(tabel, minimum)
    return tuple(
        tuple(getal if tonen else None for getal, tonen in zip(rij, tonend, strict=True))
        for rij, tonend in zip(tabel, mag, strict=True)
    )


def _delingen(totaal: int, rijen: int) -> Iterator[tuple[int, ...]]:
    """Every way to deal a total out over rows."""
    if rijen == 1:
        yield (totaal,)
        return
    for eerste in range(totaal + 1):
        for rest in _delingen(totaal - eerste, rijen - 1):
            yield (eerste, *rest)


def _probeer(totalen: tuple[int, ...], rijen: int, minimum: int) -> None:
    """Whatever is published of these totals, every number that is left out can be at least two numbers."""
    mogelijk: dict[object, list[Tabel]] = defaultdict(list)
    for kolommen in product(*(list(_delingen(totaal, rijen)) for totaal in totalen)):
        tabel = tuple(zip(*kolommen, strict=True))
        mogelijk[_getoond(tabel, minimum)].append(tabel)
    for gezien, tabellen in mogelijk.items():
        for rij, kolom in product(range(rijen), range(len(totalen))):
            if gezien[rij][kolom] is None:  # type: ignore[index]
                waarden = {tabel[rij][kolom] for tabel in tabellen}
                assert len(waarden) > 1, (totalen, gezien, rij, kolom)


def _ongeordend(totaal: int, rijen: int, hoogstens: int) -> Iterator[tuple[int, ...]]:
    """Every way to deal a total out over rows, without their order: the largest first."""
    if rijen == 1:
        if totaal <= hoogstens:
            yield (totaal,)
        return
    for eerste in range(min(totaal, hoogstens), -1, -1):
        for rest in _ongeordend(totaal - eerste, rijen - 1, eerste):
            yield (eerste, *rest)


@pytest.mark.parametrize(("rijen", "tot"), [(2, 60), (3, 45), (4, 36), (5, 30), (6, 26)])
@pytest.mark.parametrize("minimum", [3, 4, 5])
def test_no_number_of_one_column_can_be_found(rijen: int, tot: int, minimum: int) -> None:
    """S18: every table of one column, by who knows its total, the minimum and how cells are chosen.

    The order of rows tells nothing (the next test), so that hidden numbers stand in any order: what is known of one is
    known of all, and tables that differ in order only need to be tried once.
    """
    for totaal in range(1, tot):
        verborgen: dict[tuple[int, ...], set[int]] = defaultdict(set)
        for getallen_ in _ongeordend(totaal, rijen, totaal):
            gezien = _getoond(tuple((getal,) for getal in getallen_), minimum)
            getoond = tuple(getal for (getal,) in gezien if getal is not None)
            weg = {getal for getal, (zien,) in zip(getallen_, gezien, strict=True) if zien is None}
            if weg:
                verborgen[getoond] |= weg
        assert all(len(waarden) > 1 for waarden in verborgen.values()), (totaal, verborgen)


@draw(st.permutations(range(6)), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=6, max_size=6))
def test_the_order_of_rows_tells_nothing(volgorde: list[int], rijen: list[tuple[int, int]]) -> None:
    """S18: what is shown of a row follows from the numbers of the group, wherever the rows stand."""
    getoond = zichtbaar(rijen, 5)
    assert zichtbaar([rijen[plek] for plek in volgorde], 5) == [getoond[plek] for plek in volgorde]


@pytest.mark.parametrize(("rijen", "minimum", "tot"), [(2, 5, 14), (2, 3, 14), (3, 3, 8), (3, 4, 8), (4, 3, 5)])
def test_no_number_of_two_columns_can_be_found(rijen: int, minimum: int, tot: int) -> None:
    """S18: every small table of two columns, as per partner and per gemeente."""
    for totalen in product(range(tot), range(tot)):
        if any(totalen):
            _probeer(totalen, rijen, minimum)


@draw(st.lists(st.integers(0, 30), min_size=2, max_size=12))
def test_no_count_below_the_minimum_is_shown_and_zero_may_be(rij: list[int]) -> None:
    """S18: 1 to 4 never; and what is hidden of a group is together at least 5, or all of it."""
    gezien = _getoond(tuple((getal,) for getal in rij), 5)
    assert not any(getal is not None and 0 < getal < 5 for (getal,) in gezien)
    weg = [getal for getal, (zien,) in zip(rij, gezien, strict=True) if zien is None]
    assert not weg or sum(weg) >= 5 or len(weg) == len(rij)
    if not any(0 < getal < 5 for getal in rij):
        assert not weg


def test_what_is_hidden_and_what_stays() -> None:
    """S18: one small count takes the smallest other one with it; alike ones go together; zeros stay."""
    assert _getoond(((12,), (8,), (7,), (2,), (0,)), 5) == ((12,), (8,), (None,), (None,), (0,))
    assert _getoond(((12,), (7,), (7,), (9,), (2,)), 5) == ((12,), (None,), (None,), (9,), (None,))
    assert _getoond(((12,), (8,), (4,), (3,)), 5) == ((12,), (8,), (None,), (None,))
    assert _getoond(((12,), (8,), (9,), (2,), (1,)), 5) == ((12,), (None,), (9,), (None,), (None,))
    assert _getoond(((12,), (8,), (9,), (4,), (4,)), 5) == ((12,), (None,), (9,), (None,), (None,))
    assert _getoond(((12,), (2,), (0,)), 5) == ((None,), (None,), (None,))
    assert _getoond(((12,), (7,), (2,), (0,)), 5) == ((12,), (None,), (None,), (0,))
    assert _getoond(((3,), (4,), (0,)), 5) == ((None,), (None,), (None,))
    assert _getoond(((12,), (8,), (3,), (2,)), 5) == ((12,), (8,), (None,), (None,))
    assert _getoond(((12,), (5,), (0,)), 5) == ((12,), (5,), (0,))
    assert _getoond(((12, 6), (8, 5), (7, 9), (9, 1), (0, 0)), 5) == (
        (12, 6),
        (8, 5),
        (None, None),
        (None, None),
        (0, 0),
    )
    assert _getoond(((12, 6), (8, 5), (7, 0), (4, 0)), 5) == ((12, 6), (8, 5), (None, 0), (None, 0))


def _stelsel(alle: tuple[Groep, ...], alles: dict[str, int]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Every sum that anybody knows to hold: a total, what is public of it, and its parts."""
    for groep in alle:
        for kolom, totaal in enumerate(groep.totalen):
            delen = tuple(rij[kolom] for rij in groep.rijen)
            buiten = groep.zonder_geopend and totaal in MET_GEOPEND and not any(deel in MET_GEOPEND for deel in delen)
            yield totaal, alles["geopend"] if buiten else 0, delen


def _ingesloten(alle: tuple[Groep, ...], alles: dict[str, int], getoond: frozenset[str]) -> dict[str, tuple[int, int]]:
    """Between which bounds an attacker gets every number, by all sums again and again."""
    grenzen = {
        code: (getal, getal) if code in getoond else (alles["geopend"] if code in MET_GEOPEND else 0, 10_000)
        for code, getal in alles.items()
    }
    for _ in range(40):
        vorige = dict(grenzen)
        for totaal, openbaar, delen in _stelsel(alle, alles):
            laag, hoog = (sum(grenzen[deel][kant] for deel in delen) + openbaar for kant in (0, 1))
            grenzen[totaal] = (max(grenzen[totaal][0], laag), min(grenzen[totaal][1], hoog))
            for deel in delen:
                rest = tuple(sum(grenzen[een][kant] for een in delen if een != deel) + openbaar for kant in (1, 0))
                onder, boven = (grenzen[totaal][kant] - rest[kant] for kant in (0, 1))
                grenzen[deel] = (max(grenzen[deel][0], onder), min(grenzen[deel][1], boven))
        if grenzen == vorige:
            break
    return grenzen


def _alles(alle: tuple[Groep, ...], kies: st.DataObject, geopend: int) -> dict[str, int]:
    """Random numbers that fit together: each total dealt out over its parts."""
    getal = st.one_of(st.integers(0, 6), st.integers(0, 40))
    alles = {"geopend": geopend, "gemeld": geopend + kies.draw(getal), "lopend": kies.draw(getal)}
    for groep in alle:
        for kolom, totaal in enumerate(groep.totalen):
            codes = [rij[kolom] for rij in groep.rijen]
            zonder = groep.zonder_geopend and totaal in MET_GEOPEND
            over = alles[totaal] - (geopend if zonder else 0)
            for code in codes[:-1]:
                deel = kies.draw(st.integers(0, over))
                over -= deel
                alles[code] = deel + (geopend if code in MET_GEOPEND else 0)
            alles[codes[-1]] = over
    return alles


@settings(max_examples=60)
@draw(st.data())
def test_no_subtraction_over_all_tables_gives_a_hidden_number(config: Configuratie, kies: st.DataObject) -> None:
    """S18: by all sums between totals, parts and tables together, no hidden number gets certain and none is small."""
    alle = groepen(config)
    alles = _alles(alle, kies, kies.draw(st.integers(0, 30)))
    assert getallen(alle, alles) == alles  # the sums hold, so the attacker's do too
    getoond = te_tonen(alle, alles, 5)
    assert not any(0 < alles[code] < 5 for code in getoond - set(OPENBAAR) if code not in MET_GEOPEND)
    for code, (laag, hoog) in _ingesloten(alle, alles, getoond).items():
        assert laag <= alles[code] <= hoog
        assert code in getoond or laag < hoog, code


def test_every_number_is_part_of_one_total_only(config: Configuratie) -> None:
    """S18: the numbers form trees, on which the proof rests; what has a total comes after it."""
    delen = [code for groep in groepen(config) for rij in groep.rijen for code in rij]
    assert len(delen) == len(set(delen))
    bekend = {*WORTELS, *OPENBAAR}
    for groep in groepen(config):
        assert bekend.issuperset(groep.totalen), groep
        assert len(groep.rijen) > 1
        bekend |= {code for rij in groep.rijen for code in rij}


def test_a_minimum_below_three_is_three(config: Configuratie) -> None:
    """S18: nothing is protected by less."""
    alle = groepen(config)
    getal = getallen(alle, {"gemeld": 20, "afgewezen": 2, "gevoegd": 9, "ingetrokken": 9})
    for minimum in (1, 2, 3):
        assert "afgewezen" not in te_tonen(alle, getal, minimum)
    drie = getallen(alle, {"gemeld": 20, "afgewezen": 3, "gevoegd": 9, "ingetrokken": 8})
    assert "afgewezen" in te_tonen(alle, drie, 1)


def test_a_counter_that_nothing_added_to_is_none(config: Configuratie) -> None:
    """S18: before the first opening five meldingen are five, and five afgewezen without a way on have none recorded."""
    alle = groepen(config)
    gevuld = getallen(alle, {"gemeld": 5, "afgewezen": 5})
    assert (gevuld["route-afgewezen-onbekend"], gevuld["gemeente-andere-niet-geopend"]) == (5, 5)
    assert {"gemeld", "afgewezen"} <= te_tonen(alle, gevuld, 5)
    assert "gemeld" not in te_tonen(alle, getallen(alle, {"gemeld": 4}), 5)


def test_a_hidden_total_hides_its_parts(config: Configuratie) -> None:
    """S18: of three meldingen that are not opened nothing is said, and what is opened stays known (D6)."""
    alle = groepen(config)
    sommen = {
        "gemeld": 33,
        "geopend": 30,
        "plaatsen": 30,
        "doorgezet": 33,
        "gewogen": 33,
        "passend": 33,
        "wachtlijst": 3,
    }
    getoond = te_tonen(alle, getallen(alle, sommen), 5)
    assert "geopend" in getoond
    assert not {"gemeld", "doorgezet", "gewogen", "passend", "wachtlijst", "afgewezen", "bekend"} & getoond
    vijf = sommen | {"gemeld": 35, "doorgezet": 35, "gewogen": 35, "passend": 35, "wachtlijst": 5}
    assert {"gemeld", "passend", "wachtlijst", "afgewezen"} <= te_tonen(alle, getallen(alle, vijf), 5)
