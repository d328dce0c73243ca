# SPDX-License-Identifier: EUPL-1.2
"""The roster of the procesregisseur van de dag: set, swap, history."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from services.triage.tests.story import BRAM, NOOR, ZVHH

from zvhh_contracts.configuration import Configuratie, Professional
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given
from zvhh_triage.domain.commands.ruil_rooster import Ruil
from zvhh_triage.domain.commands.zet_rooster import Roosterdag, ZetRooster
from zvhh_triage.domain.rooster import Rooster, is_rooster, rooster_id
from zvhh_triage.handlers import handlers
from zvhh_triage.views.rooster import RoosterBeeld, VandaagBeeld

VERA = Actor("vera", "00000099000000001000", frozenset({"melder", "deelnemer"}))
NU = datetime(2025, 6, 2, 22, 30, tzinfo=UTC)
"""00:30 on 3 June in Amsterdam."""
DRIE, VIER, VIJF = (date(2025, 6, day) for day in (3, 4, 5))
CONFIG = Configuratie(
    professionals=(
        Professional(id=NOOR.subject, organisatie=ZVHH, naam="Noor Testema", functie="procesregisseur"),
        Professional(id=BRAM.subject, organisatie=ZVHH, naam="Bram Proefstra", functie="procesregisseur"),
        Professional(id="bea", organisatie=ZVHH, naam="Bea Beheer", functie="functioneel beheer"),
    )
)


@pytest.fixture
def juni() -> Story:
    """June, not set yet."""
    return given(handlers(CONFIG), subject="rooster-2025-06")


def zet(story: Story, *dagen: tuple[date, str | None], by: Actor = NOOR, at: datetime = NU) -> Story:
    """Set days."""
    return story.when(ZetRooster(dagen=tuple(Roosterdag(dag=dag, persoon=who) for dag, who in dagen)), at=at, by=by)


def gezet(story: Story) -> list[tuple[date, str]]:
    """Who is on duty when."""
    return [(one.dag, one.persoon) for one in story.state.diensten]


def test_days_are_set_and_the_others_stay(juni: Story) -> None:
    """S5, D2: in order of days; what is as it was changes nothing; null takes somebody off."""
    zet(juni, (VIJF, "bram.proefstra"), (DRIE, "noor.testema")).then_nothing()
    assert gezet(juni) == [(DRIE, "noor.testema"), (VIJF, "bram.proefstra")]
    assert juni.outcome is not None
    assert juni.outcome.result == {"gewijzigd": 2}
    zet(juni, (DRIE, "noor.testema"), (VIJF, None))
    assert gezet(juni) == [(DRIE, "noor.testema")]
    assert juni.outcome.result == {"gewijzigd": 1}
    zet(juni, (DRIE, "noor.testema"))
    assert juni.outcome.result == {"gewijzigd": 0}
    assert len(juni.state.geschiedenis) == 3


def test_every_change_stays_with_its_name(juni: Story) -> None:
    """D2: from whom, to whom, by whom, when."""
    zet(juni, (VIER, "noor.testema"))
    later = NU + timedelta(hours=1)
    zet(juni, (VIER, "bram.proefstra"), by=BRAM, at=later)
    assert [(c.dag, c.van, c.naar, c.door, c.op) for c in juni.state.geschiedenis] == [
        (VIER, None, "noor.testema", "noor.testema", NU),
        (VIER, "noor.testema", "bram.proefstra", "bram.proefstra", later),
    ]


def test_two_days_are_swapped(juni: Story) -> None:
    """D2: also with a day on which nobody is; back again is a change too."""
    zet(juni, (DRIE, "noor.testema"), (VIER, "bram.proefstra"))
    juni.when(Ruil(dag=DRIE, met_dag=VIER), at=NU, by=BRAM).then_nothing()
    assert gezet(juni) == [(DRIE, "bram.proefstra"), (VIER, "noor.testema")]
    juni.when(Ruil(dag=VIER, met_dag=VIJF), at=NU, by=BRAM)
    assert gezet(juni) == [(DRIE, "bram.proefstra"), (VIJF, "noor.testema")]
    assert [c.door for c in juni.state.geschiedenis[2:]] == ["bram.proefstra"] * 4


def test_a_month_that_nobody_set_can_be_swapped_in_vain(juni: Story) -> None:
    """D2: nothing changes and nothing breaks."""
    juni.when(Ruil(dag=DRIE, met_dag=VIER), at=NU, by=NOOR)
    assert juni.outcome is not None
    assert (juni.state, juni.outcome.result) == (None, {"gewijzigd": 0})


@pytest.mark.parametrize(
    ("dagen", "codes", "places"),
    [
        ([(date(2025, 7, 1), None)], ["dag-niet-in-maand"], ["/dagen/0/dag"]),
        ([(date(2025, 6, 2), None)], ["dag-voorbij"], ["/dagen/0/dag"]),
        ([(DRIE, "niemand")], ["procesregisseur-onbekend"], ["/dagen/0/persoon"]),
        ([(DRIE, "bea")], ["procesregisseur-onbekend"], ["/dagen/0/persoon"]),
        ([(DRIE, None), (DRIE, None)], ["dag-dubbel"], ["/dagen/1/dag"]),
        (
            [(date(2025, 5, 31), "bea"), (VIER, "niemand")],
            ["dag-niet-in-maand", "procesregisseur-onbekend", "procesregisseur-onbekend"],
            ["/dagen/0/dag", "/dagen/0/persoon", "/dagen/1/persoon"],
        ),
    ],
)
def test_what_does_not_fit_is_refused_whole(juni: Story, dagen: list[Any], codes: list[str], places: list[str]) -> None:
    """S5: a day of this month that isn't over, once, and a procesregisseur that the configuration knows."""
    zet(juni, *dagen).then_refused(*codes, status=400)
    assert juni.outcome is not None
    assert juni.outcome.refused is not None
    assert [fault.place for fault in juni.outcome.refused.faults] == places
    assert juni.state is None


@pytest.mark.parametrize(
    ("dag", "met_dag", "codes"),
    [
        (DRIE, DRIE, ("zelfde-dag",)),
        (date(2025, 6, 2), DRIE, ("dag-voorbij",)),
        (DRIE, date(2025, 7, 3), ("dag-niet-in-maand",)),
        (date(2025, 7, 1), date(2025, 7, 1), ("dag-niet-in-maand", "dag-niet-in-maand", "zelfde-dag")),
    ],
)
def test_only_two_days_of_the_month_are_swapped(juni: Story, dag: date, met_dag: date, codes: tuple[str, ...]) -> None:
    """D2."""
    juni.when(Ruil(dag=dag, met_dag=met_dag), at=NU, by=NOOR).then_refused(*codes, status=400)


def test_the_roster_is_the_procesregisseurs(juni: Story) -> None:
    """L9: nobody else sets or swaps."""
    zet(juni, (DRIE, "noor.testema"), by=VERA).then_refused("geen-procesregisseur", status=403)
    juni.when(Ruil(dag=DRIE, met_dag=VIER), at=NU, by=VERA).then_refused("geen-procesregisseur", status=403)


def test_a_month_has_thirty_one_days_at_most_and_one_at_least() -> None:
    """S5: bounded."""
    with pytest.raises(ValidationError):
        ZetRooster(dagen=())
    with pytest.raises(ValidationError):
        ZetRooster(dagen=tuple(Roosterdag(dag=DRIE, persoon=None) for _ in range(32)))


def test_a_month_is_shown_day_by_day() -> None:
    """S5: also the days on which nobody is; February too."""
    shown = RoosterBeeld.van(CONFIG, "2024-02", Rooster())
    assert (len(shown.dagen), shown.dagen[-1].dag, shown.dagen[0].dienst) == (29, date(2024, 2, 29), None)


def test_today_shows_a_name_only_of_who_is_on_duty_and_still_known(juni: Story) -> None:
    """S5: else the number alone."""
    zet(juni, (DRIE, "noor.testema"))
    today = VandaagBeeld.van(CONFIG, DRIE, juni.state)
    assert (today.naam, today.telefoon) == ("Noor Testema", "070-7570900")
    assert VandaagBeeld.van(CONFIG, VIER, juni.state).naam is None
    left = VandaagBeeld.van(Configuratie(), DRIE, juni.state)
    assert (left.naam, left.telefoon) == (None, "070-7570900")


def test_a_month_is_a_document() -> None:
    """S5: no other id is."""
    assert rooster_id(date(2025, 6, 30)) == "rooster-2025-06"
    assert is_rooster("rooster-2025-12")
    assert not any(
        is_rooster(one) for one in ("rooster-2025-13", "rooster-2025-00", "rooster-2025-6", "x-rooster-2025-06")
    )
