# SPDX-License-Identifier: EUPL-1.2
"""S18, S13, S0: lead times and intervals in fixed classes, the days within which most zaken are, and what of it goes outside.

Not for: means (`test_telling`, `test_jaar`), nor for the suppression of one count (`test_onderdrukking`).
"""

import json
from collections import defaultdict
from collections.abc import Iterator

import pytest
from services.regie.tests.facts import Feit, Getal, Na, getal
from services.regie.tests.story import Maak

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import LaatsteTelling
from zvhh_kit.bus.topics import Topic
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.feiten import Feiten
from zvhh_regie.domain.rules.evaluatie.groepen import getallen, groepen, klassetellers
from zvhh_regie.domain.rules.evaluatie.onderdrukking import GENOEG, alles_of_niets, te_tonen
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.domain.rules.evaluatie.tellers import (
    KLASSEN,
    LATER,
    MAANDEN,
    STAPPEN,
    TUSSENPOZEN,
    dagklasse,
    klassecodes,
    maandcodes,
    teller,
    tussenpoosklasse,
)
from zvhh_regie.domain.rules.evaluatie.telling import telling

AFGEWEZEN = "Melding tot afgewezen"


def test_the_classes_never_change() -> None:
    """S18, L8: destroyed zaken were counted in these; who changes one makes two kinds of zaken one."""
    assert KLASSEN == (1, 3, 7, 14, 28, 56, 91, 182, 365)
    assert TUSSENPOZEN == (4, 6, 8, 10, 12, 16, 26)
    assert MAANDEN == 24


@pytest.mark.parametrize(
    ("eerste", "laatste", "klasse"),
    [
        (0, 1, "1"), (2, 3, "3"), (4, 7, "7"), (8, 14, "14"), (15, 28, "28"), (29, 56, "56"), (57, 91, "91"),
        (92, 182, "182"), (183, 365, "365"), (366, 5_000, "meer"),
    ],
)  # fmt: skip
def test_each_lead_time_has_one_class(eerste: int, laatste: int, klasse: str) -> None:
    """S18: the first and the last day of each class."""
    assert (dagklasse(eerste), dagklasse(laatste)) == (klasse, klasse)


@pytest.mark.parametrize(
    ("eerste", "laatste", "klasse"),
    [
        (0, 28, "4"), (29, 42, "6"), (43, 56, "8"), (57, 70, "10"), (71, 84, "12"), (85, 112, "16"), (113, 182, "26"),
        (183, 5_000, "meer"),
    ],
)  # fmt: skip
def test_each_interval_has_one_class(eerste: int, laatste: int, klasse: str) -> None:
    """S13, S18: ten weeks to the day are the last of their class, a day more is not."""
    assert (tussenpoosklasse(eerste), tussenpoosklasse(laatste)) == (klasse, klasse)


def _klassen(casus: Casus) -> set[str]:
    return {code for code in telling(casus) if code.startswith("klasse-")}


@pytest.mark.parametrize(
    ("ontvangen", "afgewezen", "klasse"),
    [
        ("2025-03-03 23:59", "2025-03-04 00:01", "1"),
        ("2025-03-03 00:01", "2025-03-05 00:00", "3"),
        ("2025-03-29 23:30", "2025-03-31 00:10", "3"),
        ("2025-10-25 23:30", "2025-10-26 23:59", "1"),
        ("2025-12-31 23:50", "2026-01-01 00:10", "1"),
        ("2025-03-05 09:00", "2025-03-04 09:00", "1"),
    ],
)
def test_classes_are_of_local_days(
    casus: Na, maak: Maak, feit: Feit, ontvangen: str, afgewezen: str, klasse: str
) -> None:
    """S18: over the days of 23 and 25 hours and the turn of the year; what is out of order took no day."""
    zaak = casus(maak.melding(ontvangen_op=maak.op(ontvangen)), feit.afgewezen(afgewezen))
    assert _klassen(zaak) == {f"klasse-gemeld-afgewezen-{klasse}"}


def test_every_lead_time_is_in_as_many_classes_as_it_counts_for(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, S0: a step that is known is in one class, one that isn't in none; also of who waited."""
    wachtend = [maak.melding(), feit.doorgezet(), maak.weegoverleg(), maak.wachtlijst()]
    for zaak in (casus(*feit.leven()), casus(*wachtend, maak.toegekend(30)), casus(maak.melding(), feit.afgewezen())):
        geteld = telling(zaak)
        for stap in STAPPEN:
            klassen = [geteld[code] for code in klassetellers(stap)[:-1] if code in geteld]
            assert sum(klassen) == geteld.get(teller("n", stap), 0), stap


def test_a_running_case_of_before_has_no_classes(casus: Na, maak: Maak, feit: Feit) -> None:
    """S6c, S18: brought in from before the pilot it has no lead times, intervals or months."""
    zaak = casus((maak.lopend(), "2025-02-03 10:00"), feit.casusoverleg("2025-03-31 10:00", 1, 70))
    assert telling(zaak) == {"lopend": 1, "lopend-loopt": 1}


def test_intervals_are_kept_by_class(casus: Na, maak: Maak, feit: Feit) -> None:
    """S13, S18: each interval once; a first casusoverleg has none; those of before the classes were kept have none."""
    begin = feit.leven()[:4]
    dagen = (None, 70, 71, 70, 0)
    overleggen = [feit.casusoverleg("2025-03-26 10:00", nummer, een) for nummer, een in enumerate(dagen, 2)]
    zaak = casus(*begin, *overleggen)
    assert zaak.feiten.tussenpoosklassen == {"10": 2, "12": 1, "4": 1}
    assert {code: n for code, n in telling(zaak).items() if code.startswith("tussenpoos")} == {
        "tussenpoos-10": 2, "tussenpoos-12": 1, "tussenpoos-4": 1,
    }  # fmt: skip
    van_eerder = zaak.feiten.model_dump()
    del van_eerder["tussenpoosklassen"]
    oud = zaak.model_copy(update={"feiten": Feiten.model_validate(van_eerder)})
    assert telling(oud) == {code: n for code, n in telling(zaak).items() if not code.startswith("tussenpoos")}


def _cellen(config: Configuratie, sommen: dict[str, int], code: str, rij: str, *, uitvoer: bool = False) -> list[Getal]:
    """The numbers of a row."""
    tabel = next(een for een in tabellen(config, sommen, 30, uitvoer=uitvoer) if een.code == code)
    (cellen,) = [een.cellen for een in tabel.rijen if een.titel == rij]
    return [getal(cel) for cel in cellen]


def _afgewezen(*klassen: int, zonder: int = 0) -> dict[str, int]:
    """So many meldingen afgewezen in each class of days, from the first one."""
    n = sum(klassen)
    geteld = {code: aantal for code, aantal in zip(klassetellers("gemeld-afgewezen"), klassen, strict=False) if aantal}
    route = {"route-afgewezen-lokaal": n + zonder, "maand-3-niet-geopend": n + zonder}
    stap = {"n-gemeld-afgewezen": n, "dagen-gemeld-afgewezen": 3 * n}
    return {"gemeld": n + zonder, "afgewezen": n + zonder, **stap, **geteld, **route}


@pytest.mark.parametrize(
    ("klassen", "helft", "negen"),
    [
        ((), None, None),
        ((1,), 1, 1),
        ((0, 0, 1), 7, 7),
        ((5, 5), 1, 3),
        ((4, 5), 3, 3),
        ((9, 1), 1, 1),
        ((8, 2), 1, 3),
        ((44, 45, 1, 0, 10), 3, 7),
        ((44, 45, 0, 0, 11), 3, 28),
        ((0, 0, 0, 0, 0, 0, 0, 0, 5, 5), 365, None),
        ((0, 0, 0, 0, 0, 0, 0, 0, 9, 1), 365, 365),
        ((0, 0, 0, 0, 0, 0, 0, 0, 4, 5), None, None),
    ],
)
def test_within_how_many_days_most_zaken_are(
    config: Configuratie, klassen: tuple[int, ...], helft: int | None, negen: int | None
) -> None:
    """S18: the last day of the class that holds the half, or nine tenths; none in the open class, none of nothing."""
    assert _cellen(config, _afgewezen(*klassen), "doorlooptijden", AFGEWEZEN)[2:] == [helft, negen]
    breed = [*klassen, *(0,) * (len(KLASSEN) + 2 - len(klassen))]
    assert _cellen(config, _afgewezen(*klassen), "spreiding", AFGEWEZEN) == breed


def test_days_stay_days(config: Configuratie) -> None:
    """S18: what is within so many days is in days, shown or not."""
    for sommen, uitvoer in (({}, False), ({"gemeld": 9}, True), (_afgewezen(10, 4), True), (_afgewezen(10, 10), True)):
        tabel = next(een for een in tabellen(config, sommen, 30, uitvoer=uitvoer) if een.code == "doorlooptijden")
        assert {cel.eenheid for rij in tabel.rijen for cel in rij.cellen[2:]} == {"dagen"}


def test_those_of_which_it_is_not_known_count_for_no_part(config: Configuratie) -> None:
    """S18: who left its counts before there were classes is "niet gemeten"."""
    sommen = _afgewezen(5, 5, zonder=90)
    assert _cellen(config, sommen, "spreiding", AFGEWEZEN)[-1] == 90
    assert _cellen(config, sommen, "doorlooptijden", AFGEWEZEN)[2:] == [1, 3]


@pytest.mark.parametrize(
    ("sommen", "mag"),
    [
        (_afgewezen(15, 5), True),
        (_afgewezen(20), True),
        (_afgewezen(14, 5), False),
        (_afgewezen(16, 4), False),
        (_afgewezen(30, 1, 9), False),
        (_afgewezen(10, 10, zonder=4), False),
        (_afgewezen(10, 5, zonder=5), True),
    ],
)
def test_outside_every_class_or_none(config: Configuratie, sommen: dict[str, int], mag: bool) -> None:
    """S18: one small class hides them all, zeros and the days of most too; so do fewer than four times the minimum."""
    verborgen = ["x"] * (len(KLASSEN) + 2)
    getoond = _cellen(config, sommen, "spreiding", AFGEWEZEN, uitvoer=True)
    assert getoond == (_cellen(config, sommen, "spreiding", AFGEWEZEN) if mag else verborgen)
    gemiddeld, n, *delen = _cellen(config, sommen, "doorlooptijden", AFGEWEZEN, uitvoer=True)
    assert (gemiddeld, n) == (3, "x")
    assert delen == (_cellen(config, sommen, "doorlooptijden", AFGEWEZEN)[2:] if mag else ["x", "x"])


def test_a_hidden_step_hides_its_classes(config: Configuratie) -> None:
    """S18: under a number that may not be shown none is; of nobody there is nothing to hide."""
    alle = groepen(config)
    sommen = {"gemeld": 60, "doorgezet": 30, "wacht-op-weegoverleg": 30, "afgewezen": 26, "gevoegd": 4}
    sommen |= {"klasse-gemeld-afgewezen-7": 26}
    getoond = te_tonen(alle, getallen(alle, sommen), 5)
    assert not getoond.intersection(klassetellers("gemeld-afgewezen"))
    assert getoond.issuperset(klassetellers("wachtlijst-geopend"))


def test_intervals_stay_inside(config: Configuratie) -> None:
    """S18, S13: an interval is of one zaak; outside not even a zero stands there, for no group protects it."""
    sommen = {"gemeld": 60, "geopend": 60, "met-casusoverleg": 60, "vaker": 60, "tussenpoos-10": 60}
    for uitvoer, verwacht in ((False, [0, 0, 0, 60, 0, 0, 0, 0]), (True, ["x"] * 8)):
        tabel = next(een for een in tabellen(config, sommen, 30, uitvoer=uitvoer) if een.code == "tussenpozen")
        assert [getal(rij.cellen[0]) for rij in tabel.rijen] == verwacht


def _delingen(totaal: int, rijen: int) -> Iterator[tuple[int, ...]]:
    if rijen == 1:
        yield (totaal,)
        return
    for eerste in range(totaal + 1):
        for rest in _delingen(totaal - eerste, rijen - 1):
            yield (eerste, *rest)


@pytest.mark.parametrize(("minimum", "meer"), [(3, 0), (3, 1), (3, 4), (4, 0), (4, 3), (5, 0), (5, 1), (5, 7)])
def test_a_mean_and_hidden_classes_give_no_number(minimum: int, meer: int) -> None:
    """S18: by who knows the scheme, the total, the mean in whole days and that classes are hidden: every class that
    somebody may be in can hold two numbers. Three classes and an open one; those between are no different."""
    n, grenzen = GENOEG * minimum + meer, (0, 2, 4, 8)
    verborgen: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for deling in _delingen(n, len(grenzen)):
        if alles_of_niets([(getal,) for getal in deling], minimum)[0][0]:
            continue
        laagste = sum(getal * dag for getal, dag in zip(deling, grenzen, strict=True))
        hoogste = sum(getal * dag for getal, dag in zip(deling, (1, 3, 7, 60), strict=True))
        for gemiddelde in range((2 * laagste + n) // (2 * n), (2 * hoogste + n) // (2 * n) + 1):
            verborgen[gemiddelde].append(deling)
    assert 0 in verborgen
    for gemiddelde in range(20):
        for klasse in range(len(grenzen)):
            waarden = {deling[klasse] for deling in verborgen[gemiddelde]}
            assert waarden == {0} or len(waarden) > 1, (gemiddelde, klasse, waarden)


def test_all_counters_together_fit_in_one_event(config: Configuratie) -> None:
    """S18: a zaak that adds to every counter that there is stays far below what a message may be."""
    namen = {code for groep in groepen(config) for rij in groep.rijen for code in rij}
    namen |= {teller(deel, stap) for deel in ("n", "dagen") for stap in (*STAPPEN, "vaker")}
    namen |= {teller("tussenpoos", klasse) for klasse in klassecodes(TUSSENPOZEN)}
    soorten = ("opening-maand", "slot-maand", "incidenten-maand")
    namen |= {teller(soort, maand) for soort in soorten for maand in (*maandcodes(MAANDEN), LATER)}
    event = LaatsteTelling(tellers=dict.fromkeys(namen, 10**6))
    assert len(json.dumps(event.model_dump(mode="json"))) < Topic.model_fields["max_message_bytes"].default // 4
