# SPDX-License-Identifier: EUPL-1.2
"""The stories that tests tell, and what holds of each: true sentences, known refusals."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from services.triage.tests.sentences import WAAR, gezegd
from services.triage.tests.story import BEGIN, Make, Zaak, configuratie, ingediend

from zvhh_kit.testing import given
from zvhh_kit.testing.refusals import Refusals, recording
from zvhh_kit.testing.sentences import watching
from zvhh_triage.handlers import handlers


@pytest.fixture(scope="session")
def refusals() -> Refusals:
    """The table of what triage refuses, for people and integrators."""
    return Refusals(Path(__file__).parents[1] / "weigeringen.yaml", "zvhh_triage.domain")


@pytest.fixture(autouse=True)
def true_sentences() -> Iterator[None]:
    """Whatever a person reads of a state in a test is true in it."""
    yield from watching(gezegd, WAAR)


@pytest.fixture(autouse=True)
def known_refusals(refusals: Refusals) -> Iterator[None]:
    """Whatever is refused in a test stands in the table, with its words and place."""
    yield from recording(refusals)


@pytest.fixture
def leeg() -> Make:
    """A zaak that triage has not heard of."""
    return lambda: Zaak(given(handlers(configuratie())))


@pytest.fixture
def zaak() -> Make:
    """A zaak whose melding came in; keywords change the melding."""
    return lambda **anders: Zaak(given(handlers(configuratie()), ingediend(**anders), at=BEGIN))


@pytest.fixture
def zaak_onder() -> Make:
    """A zaak whose melding came in, under a configuration with these other fields."""
    return lambda **anders: Zaak(given(handlers(configuratie().model_copy(update=anders)), ingediend(), at=BEGIN))
