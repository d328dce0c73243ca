# SPDX-License-Identifier: EUPL-1.2
"""Trainings, counted per partner and date (S17b)."""

from datetime import date

import pytest
from services.meetings.tests.verhaal import Zaak

from zvhh_kit.testing import Story, given
from zvhh_meetings.domain.commands.tel_training import TelTraining
from zvhh_meetings.domain.training import is_training, training_id
from zvhh_meetings.handlers import handlers

VT, SH = "00000099000000001000", "00000099000000009000"
DAG = date(2025, 5, 6)


@pytest.fixture
def training(zaak: Zaak) -> Story:
    """Of Veilig Thuis, on 6 May."""
    return given(handlers(zaak.config), subject=training_id(VT, DAG), at=zaak.lokaal(DAG))


def telling(aantal: int, oin: str = VT, datum: date = DAG) -> TelTraining:
    """So many."""
    return TelTraining(oin=oin, datum=datum, aantal=aantal)


def test_a_training_is_counted_and_corrected(training: Story, zaak: Zaak) -> None:
    """S17b: the last count is in force, every one is kept with who and when; the same again changes nothing."""
    for uur, waarom in ((10, ""), (11, "it is counted so already")):
        outcome = training.when(telling(12), at=zaak.lokaal(DAG, uur), by=zaak.fatima).then_nothing().outcome
        assert outcome is not None
        assert (outcome.result, outcome.reason) == ({"aantal": 12}, waarom)
    training.when(telling(0), at=zaak.lokaal(DAG, 12), by=zaak.fatima).then_nothing()
    state = training.state
    assert (state.oin, state.datum, state.aantal) == (VT, DAG, 0)
    assert [(een.aantal, een.door, een.op) for een in state.tellingen] == [
        (12, "fatima", zaak.lokaal(DAG)),
        (0, "fatima", zaak.lokaal(DAG, 12)),
    ]


def test_no_partner_and_a_day_to_come_are_told_at_once(training: Story, zaak: Zaak) -> None:
    """S17b: any partner of the list may be trained, a derde too; not tomorrow."""
    morgen = telling(3, "0" * 20, date(2025, 5, 7))
    training.when(morgen, at=zaak.lokaal(DAG, 23), by=zaak.fatima)
    training.then_refused("partner-onbekend", "datum-in-toekomst", status=400)
    training.when(telling(3, SH), at=zaak.lokaal(DAG, 0), by=zaak.fatima).then_nothing()
    assert training.state.aantal == 3


def test_ids_are_of_a_partner_and_a_day() -> None:
    """S17b: and never of a zaak."""
    assert training_id(VT, DAG) == f"training-{VT}-2025-05-06"
    assert is_training(training_id(VT, DAG))
    assert not is_training("0190aaaa-0000-8000-8000-000000000001")
    assert not is_training(training_id(VT, DAG) + "x")
