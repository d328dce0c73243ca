# SPDX-License-Identifier: EUPL-1.2
"""Regie on a real database (and broker, where a test asks), with the people of the stories and a clock that a test sets."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from services.regie.tests.parts.service import Regie

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.testing.service import running_service, settings_for
from zvhh_regie.service import create

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
async def regie(tmp_path: Path, config: Configuratie, mongodb_url: str, database: str) -> AsyncIterator[Regie]:
    """Regie on a database of its own; its events stay in the outbox."""
    settings = settings_for(tmp_path, config, now=BEGIN, mongodb_url=mongodb_url, database=database)
    async with running_service(create, settings, Regie) as regie:
        yield regie


@pytest.fixture
async def running(
    tmp_path: Path,
    config: Configuratie,
    mongodb_url: str,
    database: str,
    kafka_bootstrap: str,
    topic_prefix: str,
    pytestconfig: pytest.Config,
) -> AsyncIterator[Regie]:
    """Regie with topics and a database of its own, consuming and publishing."""
    settings = settings_for(
        tmp_path,
        config,
        now=datetime.fromisoformat("2025-03-12T11:00:00+01:00"),
        mongodb_url=mongodb_url,
        database=database,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
    )
    async with (
        running_service(create, settings, Regie) as regie,
        regie.consuming(pytestconfig.rootpath / "deploy/topics.yaml"),
    ):
        yield regie
