# SPDX-License-Identifier: EUPL-1.2
"""Triage on its own database and broker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from services.triage.tests.parts.service import WOENSDAG, Dienst
from services.triage.tests.story import configuratie

from zvhh_kit.testing.service import running_service, settings_for
from zvhh_triage.service import create


@pytest.fixture
async def dienst(
    kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str, tmp_path: Path
) -> AsyncIterator[Dienst]:
    """Triage on its own database, with a clock that stands at Wednesday 5 March 2025, 09:00."""
    settings = settings_for(
        tmp_path,
        configuratie(),
        now=WOENSDAG,
        kafka_bootstrap=kafka_bootstrap,
        mongodb_url=mongodb_url,
        database=database,
        topic_prefix=topic_prefix,
    )
    async with running_service(create, settings, Dienst) as dienst:
        yield dienst
