# SPDX-License-Identifier: EUPL-1.2
"""The counting service and the service of dossiers on real parts, for the tests beside this file."""

import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from counting import Telling
from proef import Leeg, Proef, service

from zvhh_kit.testing.service import running_service, settings_for


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


@pytest.fixture
async def proef(tmp_path: Path, mongodb_url: str, database: str, kafka_bootstrap: str) -> AsyncIterator[Proef]:
    """The service of dossiers on real parts; nothing is published or consumed."""
    parts = {"mongodb_url": mongodb_url, "database": database, "kafka_bootstrap": kafka_bootstrap}
    settings = settings_for(tmp_path, Leeg(), now=datetime(2025, 3, 3, 8, 12, tzinfo=UTC), **parts)
    async with running_service(service, settings, Proef) as running:
        yield running
