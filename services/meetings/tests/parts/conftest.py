# SPDX-License-Identifier: EUPL-1.2
"""Meetings on a real database (and broker, where a test asks), with a clock that a test sets."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from services.meetings.tests.gegevens import configuratie, lokaal
from services.meetings.tests.parts.dienst import Dienst

from zvhh_kit.testing.service import running_service, settings_for
from zvhh_meetings.service import create


@pytest.fixture
async def dienst(
    kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str, tmp_path: Path
) -> AsyncIterator[Dienst]:
    """Meetings on its own database, with a clock that a test sets."""
    settings = settings_for(
        tmp_path,
        configuratie(),
        now=lokaal(date(2025, 3, 3), 9),
        kafka_bootstrap=kafka_bootstrap,
        mongodb_url=mongodb_url,
        database=database,
        topic_prefix=topic_prefix,
    )
    async with running_service(create, settings, Dienst) as dienst:
        yield dienst
