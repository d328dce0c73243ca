# SPDX-License-Identifier: EUPL-1.2
"""Regie on a real database (and broker, where a test asks), with the people of the stories and a clock that a test sets."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Actor
from zvhh_kit.testing.service import Running, running_service, settings_for
from zvhh_regie.service import create

ZV = "00000099000000000100"
VT, PO, GZ = "00000099000000001000", "00000099000000002000", "00000099000000004000"
PEOPLE = {
    "noor": Actor("noor", ZV, frozenset({"procesregisseur"})),
    "piet": Actor("piet", PO, frozenset({"deelnemer", "melder"})),
    "gijs": Actor("gijs", GZ, frozenset({"deelnemer", "melder"})),
    "vera-meldt": Actor("vera", VT, frozenset({"melder"})),
    "bea": Actor("bea", ZV, frozenset({"beheer"})),
    "fred": Actor("fred", ZV, frozenset({"toezicht"})),
    "otto": Actor("otto", ZV, frozenset({"operator"})),
}
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


class Regie(Running):
    """One regie: its rooms, a client for its API, and ways to let events reach it."""

    async def get(self, who: str, path: str, status: int = 200) -> Any:
        """GET as somebody; the JSON."""
        return await self._answer("GET", who, path, status)

    async def post(self, who: str, path: str, body: Any, status: int = 201, key: str = "") -> Any:
        """POST as somebody; the JSON. Without a key each request has one of its own."""
        return await self._answer("POST", who, path, status, body=body, key=key)

    async def _answer(self, method: str, who: str, path: str, status: int, **more: Any) -> Any:
        answer = await self.ask(method, path, PEOPLE.get(who), **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def hear(self, subject: str, *events: BaseModel, at: datetime) -> None:
        """What other services, and regie's own documents, said at a moment."""
        self.at(at)
        await self.feed(subject, *events)


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
