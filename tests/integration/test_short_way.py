# SPDX-License-Identifier: EUPL-1.2
"""A short way: how many files of its own service a command runs through, from route to save, on real parts.

Counted are files of which a function runs between request and save: what a reader must follow. Left out are contracts, kit,
and the classes of messages (their validators say only what a body may be). Not for: speed (`make bench`).
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from secrets import token_hex
from types import CodeType, FrameType
from typing import Any

import httpx2
import pytest
from pymongo import AsyncMongoClient
from tests.contract.toegang.begin import BEGINS, empty, planned
from tests.contract.toegang.daden import close, held, incident
from tests.contract.toegang.echt import RealHouse
from tests.contract.toegang.mensen import Moment, configuration
from tests.docs.paths import models_of

from zvhh_intake.service import create as intake
from zvhh_kit.domain.decision import Actor
from zvhh_kit.service.description import Service
from zvhh_kit.testing.service import Running, running_service, settings_for
from zvhh_meetings.service import create as meetings
from zvhh_regie.service import create as regie
from zvhh_triage.service import create as triage

pytestmark = pytest.mark.parts

CREATE = {"intake": intake, "triage": triage, "meetings": meetings, "regie": regie}
LIMITS = {
    ("intake", "/v1/meldingen"): 8,
    ("triage", "/bevestiging"): 5,
    ("meetings", "/weegverslag"): 10,
    ("meetings", "/casusverslag"): 10,
    ("regie", "/incidenten"): 6,
}
"""Service and end of the path → files at most."""


class Walk:
    """The files of one service in which a function ran, until the store was asked to save."""

    def __init__(self, service: Service, save: CodeType) -> None:
        self.files: set[str] = set()
        self._source = f"/zvhh_{service.name}/"
        self._save, self._saved = save, False
        commands = [model for kind in service.handlers for model in kind.commands]
        self._messages = {f"{one.__module__}.{one.__qualname__}" for body in commands for one in models_of(body)}

    def note(self, frame: FrameType, event: str, _: object) -> None:
        """As `sys.setprofile` calls it."""
        code = frame.f_code
        if event != "call" or self._saved:
            return
        self._saved = code is self._save
        _, own, within = code.co_filename.rpartition(self._source)
        owner = code.co_qualname.rpartition(".")[0].partition(".<locals>")[0]
        if own and code.co_name != "<module>" and f"{frame.f_globals['__name__']}.{owner}" not in self._messages:
            self.files.add(within)


class Walked(Running):
    """A service that notes of each command how long its way was."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self.walks: dict[str, set[str]] = {}

    async def ask(self, method: str, path: str, by: Actor | None, **asked: Any) -> httpx2.Response:
        """One request, walked along."""
        walk = Walk(self.service, self.rooms.store.save.__func__.__code__)  # type: ignore[attr-defined]
        sys.setprofile(walk.note)
        try:
            reply = await super().ask(method, path, by, **asked)
        finally:
            sys.setprofile(None)
        if method != "GET" and reply.status_code < 400:
            self.walks[path] = walk.files
        return reply


@pytest.fixture(scope="module")
async def walks(mongodb_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Mapping[str, Walked]]:
    """All four services, after one zaak was lived in them from melding to its end."""
    database = f"t{token_hex(6)}"
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(AsyncMongoClient[dict[str, Any]](mongodb_url))
        stack.push_async_callback(client.drop_database, database)
        running: dict[str, Walked] = {}
        for name, create in CREATE.items():
            folder = tmp_path_factory.mktemp(name)
            settings = settings_for(folder, configuration(), now=BEGINS, mongodb_url=mongodb_url, database=database)
            running[name] = await stack.enter_async_context(running_service(create, settings, Walked))
        house = RealHouse(empty(), running, asyncio.get_running_loop())
        await asyncio.to_thread(_live, house)
        yield running


def _live(house: RealHouse) -> None:
    moment: Moment = planned(house)
    steps: tuple[Callable[[Moment], None], ...] = (held, incident, close)
    for step in steps:
        house.look_up()
        step(moment)


@pytest.mark.parametrize(("service", "end", "limit"), [(*way, limit) for way, limit in LIMITS.items()])
async def test_a_command_runs_through_few_files(
    walks: Mapping[str, Walked], service: str, end: str, limit: int
) -> None:
    """Given a zaak that was lived, then each of these commands took a way that one can read in an afternoon."""
    found = [files for path, files in walks[service].walks.items() if path.endswith(end)]
    assert found
    for files in found:
        assert len(files) <= limit, f"{len(files)}: {', '.join(sorted(files))}"
