# SPDX-License-Identifier: EUPL-1.2
"""The access log on a real MongoDB: whole, in order, by several writers, and what was tampered with is found (L7)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.errors import AutoReconnect, BulkWriteError
from pymongo.monitoring import CommandListener, CommandStartedEvent

from zvhh_kit.privacy import AccessLog, Break, Entry, LogUnavailable
from zvhh_kit.process.clock import SystemClock

pytestmark = pytest.mark.parts

WHEN = datetime(2025, 3, 3, 8, 12, 0, 123456, tzinfo=UTC)


class At(SystemClock):
    def now(self) -> datetime:
        return WHEN


class Inserts(CommandListener):
    """The write concerns and sizes of the inserts sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[Any, int]] = []

    def started(self, event: CommandStartedEvent) -> None:
        if event.command_name == "insert":
            self.sent.append((event.command.get("writeConcern"), len(event.command["documents"])))

    def succeeded(self, event: Any) -> None: ...

    def failed(self, event: Any) -> None: ...


@pytest.fixture
def inserts() -> Inserts:
    return Inserts()


@pytest.fixture
async def collection(mongodb_url: str, database: str, inserts: Inserts) -> AsyncIterator[Any]:
    client: Any = AsyncIOMotorClient(mongodb_url, tz_aware=True, timeoutMS=10000, event_listeners=[inserts])
    yield client[database]["access_log"]
    client.close()


def _entry(n: int = 0) -> Entry:
    return Entry(
        action="lees_triage",
        object=f"triage/{n}",
        result="ok",
        origin="triage 127.0.0.1",
        actor="noor",
        oin="00000099000000000100",
        purpose="https://example.org/register/triage",
        data_subject="ab12",
        trace="4bf92f3577b34da6a3ce929d0e0e4736",
    )


async def _written(collection: Any, writer: str, count: int) -> AccessLog:
    log = AccessLog(collection, writer, At())
    await log.start()
    await log.write(*map(_entry, range(count)))
    return log


async def test_a_line_holds_what_the_standards_ask(collection: Any, inserts: Inserts) -> None:
    """L7: BIO2 8.15 and Logboek Dataverwerkingen, acknowledged by a majority with its journal."""
    await _written(collection, "triage-0", 1)
    line = await collection.find_one({}, {"_id": 0, "hash": 0})
    assert line == {
        "action": "lees_triage",
        "object": "triage/0",
        "result": "ok",
        "origin": "triage 127.0.0.1",
        "actor": "noor",
        "oin": "00000099000000000100",
        "time": WHEN.replace(microsecond=123000),
        "purpose": "https://example.org/register/triage",
        "data_subject": "ab12",
        "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
        "writer": "triage-0",
        "n": 1,
        "previous": "",
    }
    concern, _ = inserts.sent[0]
    assert (concern["w"], concern["j"]) == ("majority", True)


async def test_many_at_once_are_one_whole_chain_in_few_inserts(collection: Any, inserts: Inserts) -> None:
    """L7: 300 callers, each acknowledged; whoever waits goes along with the next insert."""
    log = await _written(collection, "triage-0", 1)
    inserts.sent.clear()
    await asyncio.gather(*(log.write(_entry(n)) for n in range(300)))
    found = await log.verify()
    assert (found.breaks, found.counts) == ([], {"triage-0": 301})
    assert len(inserts.sent) <= 5
    objects = {line["object"] async for line in collection.find({"n": {"$gt": 1}})}
    assert objects == {f"triage/{n}" for n in range(300)}


@pytest.mark.parametrize(
    ("tamper", "breaks"),
    [
        ("change", [Break("triage-0", 4, "changed", 4)]),
        ("delete", [Break("triage-0", 4, "removed", 4)]),
        ("swap", [Break("triage-0", 4, "moved", 4), Break("triage-0", 6, "moved", 6)]),
        ("time", [Break("triage-0", 4, "changed", 4)]),
        (
            "writer",
            [
                Break("triage-0", 4, "removed", 4),
                Break("triage-9", 1, "removed", 3),
                Break("triage-9", 4, "changed", 4),
            ],
        ),
    ],
)
async def test_tampering_is_found_and_named(collection: Any, tamper: str, breaks: list[Break]) -> None:
    """L7: a changed, a removed and two swapped lines, in one of two chains; the other stays sound."""
    log = await _written(collection, "triage-0", 10)
    await _written(collection, "triage-1", 5)
    line = {"writer": "triage-0", "n": 4}
    if tamper == "change":
        await collection.update_one(line, {"$set": {"actor": "iemand anders"}})
    elif tamper == "delete":
        await collection.delete_one(line)
    elif tamper == "time":
        await collection.update_one(line, {"$set": {"time": datetime(2025, 3, 4, tzinfo=UTC)}})
    elif tamper == "writer":
        await collection.update_one(line, {"$set": {"writer": "triage-9"}})
    else:
        for before, after in ((4, -1), (6, 4), (-1, 6)):
            await collection.update_one({**line, "n": before}, {"$set": {"n": after}})
    found = await log.verify()
    assert found.breaks == breaks
    assert found.counts["triage-1"] == 5


async def test_two_writers_have_two_chains(collection: Any) -> None:
    """L7: they do not wait for each other, and both verify."""
    logs = [AccessLog(collection, f"triage-{n}", At()) for n in range(2)]
    await asyncio.gather(*(logs[n % 2].write(_entry(n)) for n in range(60)))
    found = await logs[0].verify()
    assert (found.breaks, found.counts) == ([], {"triage-0": 30, "triage-1": 30})


async def test_a_restart_goes_on_with_the_chain(collection: Any) -> None:
    """L7: the head is read at the start; a line removed before it is still found."""
    await _written(collection, "triage-0", 3)
    log = await _written(collection, "triage-0", 2)
    found = await log.verify()
    assert (found.breaks, found.counts) == ([], {"triage-0": 5})
    await collection.delete_one({"n": 2})
    assert (await _written(collection, "triage-0", 1)) is not None
    assert (await log.verify()).breaks == [Break("triage-0", 2, "removed", 2)]


async def test_two_processes_with_one_name_keep_one_chain(collection: Any) -> None:
    """L7: a mistake of the operator harms no line; the unique index holds the numbers apart."""
    logs = [AccessLog(collection, "triage-0", At()) for _ in range(3)]
    for _ in range(4):
        await asyncio.gather(*(log.write(_entry(), _entry(1)) for log in logs))
    found = await logs[0].verify()
    assert (found.breaks, found.counts) == ([], {"triage-0": 24})


async def test_a_log_that_is_away_raises(database: str) -> None:
    """L7: never sampled, never in silence; every caller hears it."""
    client: Any = AsyncIOMotorClient("mongodb://127.0.0.1:9", serverSelectionTimeoutMS=50)
    log = AccessLog(client[database]["access_log"], "triage-0", At())
    for call in (log.start(), log.verify(), log.write(_entry())):
        with pytest.raises(LogUnavailable):
            await call
    answers = await asyncio.gather(*(log.write(_entry(n)) for n in range(5)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [LogUnavailable] * 5
    client.close()


class _Failing:
    """Stands before a real collection: the given call fails once, after or before it took effect."""

    def __init__(self, real: Any, fault: BaseException, *, after: bool) -> None:
        self.real, self.fault, self.after, self.failed = real, fault, after, False

    def with_options(self, **options: Any) -> "_Failing":
        self.real = self.real.with_options(**options)
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    async def insert_many(self, lines: Any) -> Any:
        if self.failed:
            return await self.real.insert_many(lines)
        self.failed = True
        if self.after:
            await self.real.insert_many(lines)
        raise self.fault


class _Overtaken(_Failing):
    """Another process of the same name takes the second number, in the middle of an insert."""

    async def insert_many(self, lines: Any) -> Any:
        if self.failed:
            return await self.real.insert_many(lines)
        self.failed = True
        await self.real.insert_many(lines[:1])
        await AccessLog(self.real, "triage-0", At()).write(_entry(99))
        try:
            return await self.real.insert_many(lines[1:])
        except BulkWriteError as fault:
            raise BulkWriteError({**fault.details, "nInserted": 1}) from None


async def test_lines_that_went_in_before_a_conflict_are_not_written_twice(collection: Any) -> None:
    """L7: the rest of the insert goes on after the other process's line."""
    log = AccessLog(_Overtaken(collection, RuntimeError(), after=False), "triage-0", At())
    await log.write(*map(_entry, range(3)))
    assert not await log.verify()
    objects = [line["object"] async for line in collection.find(sort=[("n", 1)])]
    assert objects == ["triage/0", "triage/99", "triage/1", "triage/2"]


@pytest.mark.parametrize("after", [False, True])
async def test_the_chain_goes_on_after_a_write_of_unknown_outcome(collection: Any, after: bool) -> None:
    """L7: the caller hears LogUnavailable; whether the line is there or not, the next one links to what is there."""
    log = AccessLog(_Failing(collection, AutoReconnect("lost"), after=after), "triage-0", At())
    with pytest.raises(LogUnavailable):
        await log.write(_entry())
    await log.write(_entry(1))
    found = await log.verify()
    assert (found.breaks, found.counts) == ([], {"triage-0": 1 + after})


async def test_nobody_waits_for_ever_when_the_writing_ends(collection: Any) -> None:
    """L7: a cancel inside the insert is told to all who wait; the next write works."""
    log = AccessLog(_Failing(collection, asyncio.CancelledError(), after=False), "triage-0", At())
    async with asyncio.timeout(60):
        answers = await asyncio.gather(*(log.write(_entry(n)) for n in range(3)), return_exceptions=True)
        assert [type(answer) for answer in answers] == [LogUnavailable] * 3
        await log.write(_entry())
        await log.close()
    assert not await log.verify()


async def test_a_caller_that_goes_away_breaks_nothing(collection: Any) -> None:
    """L7: its line may be written; the others are acknowledged."""
    log = await _written(collection, "triage-0", 1)
    going = asyncio.create_task(log.write(_entry(1)))
    staying = asyncio.create_task(log.write(_entry(2)))
    await asyncio.sleep(0)
    going.cancel()
    await staying
    await log.close()
    found = await log.verify()
    assert not found
    assert found.counts["triage-0"] == 3
