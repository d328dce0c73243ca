# SPDX-License-Identifier: EUPL-1.2
"""The dates and figures of stories 1, 5 and 6 to the day (S13)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.configuration import Configuratie, Feestdagen, Termijnen
from zvhh_kit.domain.calendar import AMSTERDAM
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.rules.ritme import (
    gemiddelde_tekst,
    gemiddelde_weken,
    laat_vanaf,
    tussenpozen,
    voorstel,
    voorstel_na,
)

VT, PO, OM, RN = (f"00000099{n:012}" for n in (1000, 2000, 3000, 6000))


@pytest.mark.parametrize(
    ("gehouden", "voorgesteld"),
    [
        (date(2025, 2, 10), date(2025, 4, 22)),  # 21 April is tweede paasdag; the clocks change in between
        (date(2025, 4, 22), date(2025, 7, 1)),
        (date(2025, 7, 22), date(2025, 9, 30)),
        (date(2025, 10, 16), date(2025, 12, 29)),  # both Christmas days and a weekend
        (date(2026, 1, 23), date(2026, 4, 7)),  # Goede Vrijdag, weekend, paasmaandag
        (date(2026, 2, 16), date(2026, 4, 28)),  # Koningsdag
        (date(2026, 3, 5), date(2026, 5, 15)),  # Hemelvaart
        (date(2025, 3, 31), date(2025, 6, 10)),  # Pinksteren
        (date(2025, 3, 26), date(2025, 6, 4)),
        (date(2025, 1, 20), date(2025, 3, 31)),
    ],
)
def test_ten_weeks_on_off_weekends_and_holidays(zaak: Zaak, gehouden: date, voorgesteld: date) -> None:
    """S13, story 6: ten weeks after the last held, the same local time, moved forward."""
    moment = zaak.lokaal(gehouden)
    overleg = Overleg(nummer=2, soort="casusoverleg", begin=moment, duur_minuten=60, gehouden_op=moment)
    assert voorstel_na(Configuratie(), overleg) == zaak.lokaal(voorgesteld)


ORAKEL = holidays.country_holidays("NL", years=range(2014, 2042), categories=("public", "optional"))
DAGEN = st.dates(date(2014, 1, 1), date(2040, 6, 30))
UREN = st.times(time(7), time(20)).map(lambda een: een.replace(second=0, microsecond=0))
SOORTEN = st.sampled_from([("weegoverleg", 2), ("casusoverleg", 10)])


def _werkdag(dag: date) -> bool:
    return dag.weekday() < 5 and dag not in ORAKEL


@given(dag=DAGEN, uur=UREN, soort=SOORTEN)
def test_every_proposal_is_the_first_working_day_at_that_hour(dag: date, uur: time, soort: tuple[str, int]) -> None:
    """S13: two or ten weeks on, the same local time over any change of the clock; the oracle is another library."""
    begin = datetime.combine(dag, uur, AMSTERDAM)
    soort_, weken = soort
    overleg = Overleg.model_validate(
        {"nummer": 1, "soort": soort_, "begin": begin, "duur_minuten": 60, "gehouden_op": begin}
    )
    voorgesteld = voorstel_na(Configuratie(), overleg).astimezone(AMSTERDAM)
    vanaf = dag + timedelta(weeks=weken)
    vrij = [vanaf + timedelta(days=een) for een in range((voorgesteld.date() - vanaf).days)]
    assert (voorgesteld.time(), _werkdag(voorgesteld.date())) == (uur, True)
    assert not any(_werkdag(een) for een in vrij)


def test_a_closed_day_of_ones_own_is_passed_over(zaak: Zaak) -> None:
    """S13: by the configuration, as its terms are."""
    moment = zaak.lokaal(date(2025, 3, 26))
    overleg = Overleg(nummer=2, soort="casusoverleg", begin=moment, duur_minuten=60, gehouden_op=moment)
    vrij = Configuratie(feestdagen=Feestdagen(extra=(date(2025, 4, 16),)), termijnen=Termijnen(casusoverleg_weken=3))
    assert voorstel_na(vrij, overleg) == zaak.lokaal(date(2025, 4, 17))


def test_amber_from_twelve_weeks(zaak: Zaak) -> None:
    """S13: not the day before; nothing is blocked; the next one held makes it green."""
    zaak.loopt().op(date(2025, 3, 26)).bespreek().annuleer(3, "ziek").goed()
    laat = date(2025, 6, 18)
    assert (zaak.staat.laat_op, zaak.wekkers["casusoverleg-laat"]) == (laat, zaak.lokaal(laat, 0))
    zaak.plan(zaak.lokaal(date(2025, 6, 20)), PO, VT, reden="zomer").op(laat, 0).doe("casusoverleg-laat").dan_niets()
    assert (zaak.staat.laat, "casusoverleg-laat" in zaak.taken, "casusoverleg-laat" in zaak.wekkers) == (
        True,
        True,
        False,
    )
    zaak.op(date(2025, 6, 20)).bespreek(4, wensen=None).goed()
    assert (zaak.staat.laat, zaak.staat.laat_op) == (False, date(2025, 9, 12))


def test_without_anything_to_count_from_there_is_no_proposal(zaak: Zaak) -> None:
    """S13."""
    assert voorstel(Configuratie(), zaak.te_plannen().staat) is None
    assert laat_vanaf(Configuratie(), zaak.staat) is None


def test_the_hour_is_that_of_the_plan(zaak: Zaak) -> None:
    """S13: same local time, also when it began a little late."""
    moment = zaak.lokaal(date(2025, 3, 26))
    overleg = Overleg(
        nummer=2,
        soort="casusoverleg",
        begin=moment,
        duur_minuten=60,
        gehouden_op=zaak.lokaal(date(2025, 3, 26), 10, 7),
    )
    assert voorstel_na(Configuratie(), overleg) == zaak.lokaal(date(2025, 6, 4))


def test_what_was_not_held_has_no_proposal(zaak: Zaak) -> None:
    """S13: counted from what was held."""
    overleg = Overleg(nummer=2, soort="casusoverleg", begin=zaak.lokaal(date(2025, 3, 26)), duur_minuten=60)
    with pytest.raises(ValueError, match="not held"):
        voorstel_na(Configuratie(), overleg)


@pytest.mark.parametrize(
    ("dagen", "weken", "tekst"),
    [
        ((), None, None),
        ((70,), "10,0", "gemiddeld 10,0 weken"),
        ((70, 70), "10,0", "gemiddeld 10,0 weken"),
        ((70, 70, 70), "10,0", "gemiddeld 10,0 weken"),
        ((70, 77), "10,5", "gemiddeld 10,5 weken (2 tussenpozen)"),
        ((71, 91, 86), "11,8", "gemiddeld 11,8 weken (3 tussenpozen)"),
    ],
)
def test_the_mean_in_words(dagen: tuple[int, ...], weken: str | None, tekst: str | None) -> None:
    """S13, stories 1.6 and 6.5: weeks with one decimal, in Dutch."""
    assert (gemiddelde_weken(dagen), gemiddelde_tekst(dagen)) == (weken, tekst)


def test_story_6_the_rhythm(zaak: Zaak) -> None:
    """S13, D3: story 6.1 to 6.5 as one zaak: nothing is blocked, the mean is of held casusoverleggen only."""
    weg: dict[str, Any] = {"wensen": None}
    zaak.doe(zaak.ingediend(date(2025, 1, 13), wensen=())).op(date(2025, 1, 15)).doe(zaak.doorgezet())
    zaak.plan(zaak.lokaal(date(2025, 1, 27)), PO, OM, VT, RN).op(date(2025, 1, 27))
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.weeg(afspraken=afspraken, **weg | {"casusregie": None, "gezocht": {"doorOin": VT}}).doe(zaak.geopend())
    aanwezig = zaak.aanwezig(PO, VT)
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 2, 10))
    zaak.op(date(2025, 2, 10)).bespreek(2, aanwezigen=aanwezig, **weg)
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 4, 22))
    zaak.op(date(2025, 4, 22)).bespreek(3, aanwezigen=aanwezig, **weg)
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 7, 1))
    zaak.op(date(2025, 6, 20)).verzet(4, zaak.lokaal(date(2025, 7, 8))).geweigerd("reden-ontbreekt")
    zaak.verzet(4, zaak.lokaal(date(2025, 7, 8)), "vakantie").goed()
    zaak.op(date(2025, 7, 7)).annuleer(4, "ziek").goed()
    assert zaak.wekkers["zonder-datum"] == zaak.lokaal(date(2025, 7, 14), 0)
    zaak.plan(zaak.lokaal(date(2025, 7, 22)), PO, VT).op(date(2025, 7, 22)).bespreek(5, aanwezigen=aanwezig, **weg)
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 9, 30))
    zaak.op(date(2025, 9, 1)).plan(zaak.lokaal(date(2025, 10, 16)), PO, VT, reden="zittingsdag").goed()
    zaak.op(date(2025, 10, 16)).bespreek(6, aanwezigen=aanwezig, **weg).goed()
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 12, 29))
    assert tussenpozen(zaak.staat) == (71, 91, 86)
    assert gemiddelde_tekst(tussenpozen(zaak.staat)) == "gemiddeld 11,8 weken (3 tussenpozen)"
