# SPDX-License-Identifier: EUPL-1.2
"""The counting service on real parts, for the tests beside this file."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from counting import Telling


@pytest.fixture
async def telling(kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str) -> AsyncIterator[Telling]:
    """One process of the counting service, with topics and database of its own."""
    made = Telling(kafka_bootstrap, mongodb_url, database, topic_prefix)
    await made.prepare()
    yield made
    await made.stop()


@pytest.fixture
async def second(
    telling: Telling, kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str
) -> AsyncIterator[Telling]:
    """Another process of the same service."""
    made = Telling(kafka_bootstrap, mongodb_url, database, topic_prefix)
    yield made
    await made.stop()
