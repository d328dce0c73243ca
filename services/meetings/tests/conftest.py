# SPDX-License-Identifier: EUPL-1.2
"""A zaak for each test of meetings, and the table that holds every refusal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from services.meetings.tests.verhaal import Zaak
from services.meetings.tests.zinnen import WAAR, gezegd

from zvhh_kit.testing.refusals import Refusals, recording
from zvhh_kit.testing.sentences import watching


@pytest.fixture(scope="session")
def refusals() -> Refusals:
    """The table of what meetings refuses, for people and integrators."""
    return Refusals(Path(__file__).parents[1] / "weigeringen.yaml", "zvhh_meetings.domain")


@pytest.fixture(autouse=True)
def true_sentences() -> Iterator[None]:
    """Whatever a person reads of a state in a test is true in it."""
    yield from watching(gezegd, WAAR)


@pytest.fixture(autouse=True)
def known_refusals(refusals: Refusals) -> Iterator[None]:
    """Whatever is refused in a test stands in the table, with its words and place."""
    yield from recording(refusals)


@pytest.fixture
def zaak() -> Zaak:
    """A zaak that meetings has not heard of."""
    return Zaak()


@pytest.fixture
def nieuwe_zaak() -> Callable[[], Zaak]:
    """For tests that need more than one."""
    return Zaak
