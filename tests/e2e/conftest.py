# SPDX-License-Identifier: EUPL-1.2
"""One running system for all end-to-end tests of a run, on the run's own broker and database, under names of its own.

Order of the files matters twice: Story 1 counts the first place of the year, and the logs are read when all is written.
"""

import contextlib
import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.e2e.world import Recording, World

from zvhh_contracts.topics import CASUSSEN, INTAKE_INTERN, MELDINGEN, OVERLEGGEN, REGIE_INTERN, TRIAGE_INTERN, TRIAGES
from zvhh_local.stack import Stack, stack
from zvhh_local.stages import Stages
from zvhh_local.watch import Watch

TOPICS = (MELDINGEN, TRIAGES, OVERLEGGEN, CASUSSEN, REGIE_INTERN, INTAKE_INTERN, TRIAGE_INTERN)
FIRST, LAST = ("test_story_1",), ("test_places", "test_logs", "test_up")
BEFORE_ALL = datetime(2024, 12, 1, 8, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and put them in order."""
    here = Path(__file__).parent
    places = [number for number, item in enumerate(items) if item.path.parent == here]
    ours = sorted((items[number] for number in places), key=_order)
    for number, item in zip(places, ours, strict=True):
        item.add_marker(pytest.mark.e2e)
        items[number] = item


def _order(item: pytest.Item) -> tuple[int, str]:
    name = item.path.stem
    if name in FIRST:
        return -1, ""
    return (1 + LAST.index(name), "") if name in LAST else (0, name)


@pytest.fixture(scope="session")
def system(kafka_bootstrap: str, mongodb_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole system, with a simulated clock that may be set back between tests."""
    folder = tmp_path_factory.mktemp("system")
    prefix = f"e{secrets.token_hex(4)}."
    with contextlib.ExitStack() as until_the_end:
        with pytest.MonkeyPatch.context() as while_starting:
            while_starting.setenv("KAFKA_BOOTSTRAP", kafka_bootstrap)
            while_starting.setenv("MONGODB_URL", mongodb_url)
            starts = stack(_quiet, folder=folder, moment=BEFORE_ALL, prefix=prefix, rewinds=True, tidy=True)
            running = until_the_end.enter_context(starts)
        yield running


def _quiet(_: str) -> None:
    """Nobody reads along."""


@pytest.fixture(scope="session")
async def world(system: Stack) -> AsyncIterator[World]:
    """The system and those who use it."""
    outside = Recording(system)
    watch = Watch(system.parts.bootstrap, [system.prefix + topic for topic in TOPICS], system.prefix)
    await watch.start()
    yield World(system, outside, watch, Stages(outside))
    await watch.stop()
    await outside.close()
