# SPDX-License-Identifier: EUPL-1.2
"""Replay on real parts: harmless under load, heals gaps and a restored database, and says what it can't heal."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from counting import DEAD, IN, OUT, Telling, read_all, sequences, until
from counting_toolbox import mended, stored, toolbox_of

from zvhh_kit.operator.replay import UnknownPlace, replay, start_of
from zvhh_kit.operator.requeue import discard
from zvhh_kit.operator.status import lag
from zvhh_kit.operator.toolbox import Toolbox

pytestmark = pytest.mark.parts
ZAKEN = [f"t-{n}" for n in range(10)]


@pytest.fixture
async def olga(second: Telling) -> AsyncIterator[Toolbox]:
    """The tools of an operator, a process of its own."""
    async with toolbox_of(second) as tools:
        yield tools


async def _all_counted(telling: Telling, each: int) -> None:
    async def there() -> bool:
        return [raw["state"]["aantal"] for raw in await stored(telling)] == [each] * len(ZAKEN)

    await until(there)


async def test_from_the_beginning_under_load_there_is_nothing_new(telling: Telling, olga: Toolbox) -> None:
    """All topics again while the consumer is at work: no effect and no event that was not there without it."""
    for sequence in range(1, 21):
        for zaak in ZAKEN:
            await telling.offer(zaak, sequence)
    async with telling.consuming():
        load = asyncio.create_task(_offer_more(telling, 21, 40))
        first = await replay(olga, "earliest")
        again = await replay(olga, "earliest")
        await load
        await _all_counted(telling, 40)
        before = await stored(telling)
        last = await replay(olga, "earliest")
        assert await stored(telling) == before
    assert (last.records, last.outcomes["repeated"], last.outcomes["handled"]) == (400, 400, 0)
    assert not (first.reasons or again.reasons or last.reasons)
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=400)
    for zaak in ZAKEN:
        assert list(dict.fromkeys(sequences(out, zaak))) == list(range(1, 41))
    said = [(record.key, dict(record.headers)["ce_sequence"], record.value) for record in out]
    assert len(set(said)) == 400, "a sequence was given to two events"


async def _offer_more(telling: Telling, begin: int, end: int) -> None:
    for sequence in range(begin, end + 1):
        for zaak in ZAKEN:
            await telling.offer(zaak, sequence)


async def test_a_restored_consumer_database_catches_up(telling: Telling, olga: Toolbox) -> None:
    """The documents of an older copy, offsets ahead of them: replay brings back what came since; no offset is moved."""
    for zaak in ZAKEN:
        await telling.offer(zaak, 1)
    async with telling.consuming():
        await _all_counted(telling, 1)
        copy = await stored(telling)
        await _offer_more(telling, 2, 3)
        await _all_counted(telling, 3)
        after = {raw["_id"]: raw["state"] for raw in await stored(telling)}
    committed = await olga.topics.committed(olga.rooms.group)
    await telling.store.collection.delete_many({})
    await telling.store.collection.insert_many(copy[:5])
    found = await replay(olga, "earliest")
    assert {raw["_id"]: raw["state"] for raw in await stored(telling)} == after
    assert (found.outcomes["handled"], found.outcomes["repeated"], found.reasons) == (25, 5, {})
    assert await olga.topics.committed(olga.rooms.group) == committed


async def test_a_healed_gap_closes_its_letters(telling: Telling, second: Telling) -> None:
    """What a release of today can handle is handled, in order; the letters of it are no longer open, and say by whom."""
    await telling.offer("t-1", 1, "fout")
    await telling.offer("t-1", 2)
    await telling.offer("t-2", 1, "geweigerd")
    async with telling.consuming():
        await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=3)
    second.handlers.named("teller").events.update(mended().named("teller").events)
    async with toolbox_of(second) as tools:
        assert len((await tools.letters()).open) == 3
        found = await replay(tools, "earliest")
        letters = await tools.letters()
    assert (found.outcomes["handled"], found.closed, letters.open) == (3, 3, [])
    assert {act.deed for acts in letters.acts.values() for act in acts} == {"replayed"}
    assert (await telling.state("t-1")).aantal == 2


async def test_what_can_not_be_handled_is_told_and_makes_no_second_letter(telling: Telling, olga: Toolbox) -> None:
    """By reason; what somebody laid away is not told again."""
    await telling.offer("t-1", 1, "fout")
    await telling.offer("t-1", 2)
    await telling.offer("t-2", 5)
    async with telling.consuming():
        await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=3)
    found = await replay(olga, "earliest")
    assert found.reasons == {"unexpected: RuntimeError": 1, "gap": 2}
    assert [(cut.zaak, cut.handled, cut.first) for cut in found.cut] == [("t-1", 0, 2), ("t-2", 0, 5)]
    letters = (await olga.letters()).open
    assert len(letters) == 3
    await discard(olga, letters, reason="proef")
    found = await replay(olga, "earliest")
    assert (found.reasons, found.discarded) == ({}, 3)


async def test_it_begins_where_it_is_told(telling: Telling, olga: Toolbox) -> None:
    """A moment with its zone, or a place; the records before it are left alone."""
    await telling.offer("t-1", 1)
    [first] = await read_all(telling.bootstrap, telling.prefix + IN, at_least=1)
    later = datetime.fromtimestamp(first.timestamp / 1000, UTC) + timedelta(milliseconds=1)

    async def passed() -> bool:
        return datetime.now(UTC) > later

    await until(passed)
    await telling.offer("t-1", 2)
    assert (await replay(olga, later.isoformat())).records == 1
    place = f"{first.topic}:{first.partition}"
    assert (await replay(olga, f"{place}:{first.offset}")).records == 2
    assert (await replay(olga, f"{place}:{first.offset + 1}")).outcomes == {"repeated": 1}
    for nowhere in ("gisteren", "2025-01-01T00:00", "ander.v1:0:0", f"{first.topic}:77:0", f"{place}:x"):
        with pytest.raises(UnknownPlace):
            await replay(olga, nowhere)


async def test_a_long_replay_tells_how_far_it_is(telling: Telling, olga: Toolbox) -> None:
    """Records done of records to do, and the lag of the group beside it."""
    await _offer_more(telling, 1, 60)
    told: list[tuple[int, int]] = []
    await replay(olga, "earliest", lambda done, whole: told.append((done, whole)))
    assert told[-1] == (600, 600)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert sum(row["lag"] for row in await lag(olga)) == 600


def test_a_place_is_read_from_text() -> None:
    """The three ways of `--from`."""
    assert start_of("earliest", ["a.v1"]) is None
    assert start_of("a.v1:3:17", ["a.v1"]) == ("a.v1", 3, 17)
    assert start_of("2025-10-01T09:00:00+02:00", []) == datetime(2025, 10, 1, 7, tzinfo=UTC)


async def test_it_reads_to_the_end_and_no_further(telling: Telling, olga: Toolbox) -> None:
    """Up to the ends as they stood at its start: beside a busy topic it comes to an end."""
    await _offer_more(telling, 1, 3)
    places = await olga.topics.partitions(olga.rooms.topics)
    begins, ends = await olga.topics.begins(places), await olga.topics.ends(places)
    await _offer_more(telling, 4, 6)
    read = [record async for records in olga.topics.batches(begins, ends) for record in records]
    assert len(read) == 3 * len(ZAKEN)
    assert [record async for records in olga.topics.batches(ends, ends) for record in records] == []
