# SPDX-License-Identifier: EUPL-1.2
"""A producer's database restored from an older copy: its numbers are lifted, and nobody takes a new event for an old one."""

import asyncio
from typing import Any

import pytest
from counting import OUT, URN, Tel, Telling, command, event, headers_for, read_all, sequences, until
from counting_toolbox import stored, toolbox_of

from zvhh_kit.bus.topics import Topic, create
from zvhh_kit.core.fold import Folding, fold
from zvhh_kit.operator.replay import replay
from zvhh_kit.operator.restore import after_restore
from zvhh_kit.process.times import wall_time
from zvhh_kit.service.description import Partners

pytestmark = pytest.mark.parts


async def said(telling: Telling, *messages: Any) -> None:
    """Handle messages and publish what came of them."""
    for message in messages:
        _, saved = await telling.engine.fold_and_save([message])
        await telling.relay.publish(saved)


async def back_to(telling: Telling, copy: list[dict[str, Any]]) -> None:
    """The database as it was at the copy."""
    await telling.store.collection.delete_many({})
    if copy:
        await telling.store.collection.insert_many(copy)


async def test_new_events_go_beyond_what_others_have(telling: Telling, second: Telling) -> None:
    """The copy knew one event of t-1 and nothing of t-2; the topic holds three and one. The next are 4 and 2."""
    await said(telling, command("t-1", Tel(), "k1"))
    copy = await stored(telling)
    await said(telling, command("t-1", Tel(), "k2"), command("t-1", Tel(), "k3"), command("t-2", Tel(), "k4"))
    await back_to(telling, copy)
    async with toolbox_of(second) as tools:
        lifted = await after_restore(tools, execute=True)
    assert [(one.zaak, one.missing, one.sent) for one in lifted] == [
        ("t-1", False, {"t-1": (1, 3)}),
        ("t-2", True, {"t-2": (0, 1)}),
    ]
    await said(second, command("t-1", Tel(), "k5"), command("t-2", Tel(), "k4"))
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=6)
    assert list(dict.fromkeys(sequences(out, "t-1"))) == [1, 2, 3, 4]
    assert list(dict.fromkeys(sequences(out, "t-2"))) == [1, 2]
    assert (await telling.state("t-1")).aantal == 2
    ids = [dict(record.headers)["ce_id"] for record in out]
    assert len(set(ids)) == 6, "an id was given to two events"


async def test_without_it_the_next_event_would_be_dropped(telling: Telling, second: Telling) -> None:
    """What this command is for: a consumer that has event 2 takes another event 2 for a repeat."""
    await said(telling, command("t-1", Tel(), "k1"))
    copy = await stored(telling)
    await said(telling, command("t-1", Tel(), "k2"))
    await back_to(telling, copy)
    await said(second, command("t-1", Tel(), "k3"))
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=3)
    assert sequences(out, "t-1").count(2) == 2


async def test_a_trial_lifts_nothing_and_twice_is_once(telling: Telling, second: Telling) -> None:
    """Dry run first; and a second run finds nothing."""
    await said(telling, command("t-1", Tel()))
    await back_to(telling, [])
    async with toolbox_of(second) as tools:
        assert [one.zaak for one in await after_restore(tools, execute=False)] == ["t-1"]
        assert await stored(telling) == []
        assert [one.missing for one in await after_restore(tools, execute=True)] == [True]
        before = await stored(telling)
        assert await after_restore(tools, execute=True) == []
        assert await stored(telling) == before
    [bare] = before
    assert (bare["state"], bare["sent"], bare["marks"], bare["n"]) == (None, {"t-1": 1}, {}, 1)


async def test_an_entry_that_the_copy_had_not_published_is_only_a_repeat(telling: Telling, second: Telling) -> None:
    """It was published after the copy was made: published again, it is the same event with the same number."""
    await telling.engine.fold_and_save([command("t-1", Tel(), "k1")])
    copy = await stored(telling)
    await telling.relay.publish((await telling.store.load(["t-1"])).values())
    await said(telling, command("t-1", Tel(), "k2"))
    await back_to(telling, copy)
    async with toolbox_of(second) as tools:
        await after_restore(tools, execute=True)
    await said(second, command("t-1", Tel(), "k3"))
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=3)
    assert list(dict.fromkeys(sequences(out, "t-1"))) == [1, 2, 3]
    first = [(record.value, dict(record.headers)) for record in out if _sequence(record) == (b"1",)]
    assert all(one == first[0] for one in first)


async def test_what_an_unknown_writer_left_is_published(telling: Telling, second: Telling) -> None:
    """The names of who wrote were lost with the restore, or are older than the documents: no sweep would look for them."""
    for n in range(3):
        await telling.engine.fold_and_save([command(f"t-{n}", Tel(), "k1")])
        telling.ledger.writes = telling.ledger.writes.renamed()
    await telling.store.database["tellers_schrijvers"].delete_many({})
    assert await second.relay.unpublished() == []
    async with toolbox_of(second) as tools:
        await after_restore(tools, execute=False)
        assert await second.ledger.checkpoints.open() == []
        await after_restore(tools, execute=True)
    assert {one.id for one in await second.relay.unpublished()} == {"t-0", "t-1", "t-2"}
    sweeping = asyncio.create_task(second.relay.sweep())
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=3)
    sweeping.cancel()
    assert {record.key for record in out} == {b"t-0", b"t-1", b"t-2"}


def _sequence(record: Any) -> tuple[bytes]:
    return (dict(record.headers)["ce_sequence"],)


async def test_then_replay_brings_back_what_was_heard(telling: Telling, second: Telling) -> None:
    """After lift and replay: the state is as it was, and a consumer of this service gets it with numbers it has not had."""
    for sequence in (1, 2, 3):
        await telling.offer("t-1", sequence)
    async with toolbox_of(telling) as tools:
        await replay(tools, "earliest")
        assert (await telling.state("t-1")).aantal == 3
    before = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=3)
    await back_to(telling, [])
    async with toolbox_of(second) as tools:
        await after_restore(tools, execute=True)
        assert (await replay(tools, "earliest")).outcomes["handled"] == 3
    assert (await telling.state("t-1")).aantal == 3
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=6)
    heard = list(dict.fromkeys(sequences(out, "t-1")))
    assert heard == [1, 2, 3, 4, 5, 6]
    assert len(before) == 3


async def test_a_record_behind_the_restore_finds_its_place(telling: Telling, second: Telling) -> None:
    """What comes after it is the next of its channel, for the marks of the copy count."""
    await said(telling, event("t-1", 1))
    copy = await stored(telling)
    await said(telling, event("t-1", 2))
    await back_to(telling, copy)
    async with toolbox_of(second) as tools:
        await after_restore(tools, execute=True)
    known = (await second.store.load(["t-1"]))["t-1"]
    kind = second.handlers.named("teller")
    folded = fold(known, [event("t-1", 2)], kind, Folding(wall_time(), wall_time()))
    assert [one.status for one in folded.outcomes] == ["handled"]


async def test_who_runs_is_known_whatever_its_roles(telling: Telling, second: Telling) -> None:
    """A process that only answers HTTP consumes nothing; it tells that it lives, and is gone when it has ended."""
    async with toolbox_of(second) as tools:
        assert await tools.running() == 0
        await said(telling, command("t-1", Tel()))
        await telling.ledger.tell()
        assert await tools.running() == 1
        await telling.relay.close()

        async def gone() -> bool:
            return bool(await tools.running() == 0)

        await until(gone)


async def test_only_our_own_numbers_count(telling: Telling, second: Telling) -> None:
    """Others publish about the same zaak in numbers of their own; feedback to a partner counts for n, not for a channel."""
    await said(telling, command("t-1", Tel()))
    feedback = f"{telling.prefix}terug.v1"
    await create(telling.bootstrap, {}, [Topic(name=feedback, partitions=1, retention_days=1)])
    other = headers_for("t-1", 9, ce_id="t-1:9")
    ours = headers_for("referentie", 7, ce_id="t-1:8", ce_source=f"{URN}:t-1")
    await telling.producer.send(telling.prefix + OUT, b"t-1", b"{}", other)
    await telling.producer.send(feedback, b"referentie", b"{}", ours)
    async with toolbox_of(second) as tools:
        door: Any = None
        tools.rooms.service.partners = Partners(["1"], "aan.v1", "", "terug.v1", "", door)
        [lifted] = await after_restore(tools, execute=True)
    assert (lifted.sent, lifted.n) == ({}, (1, 8))
    [raw] = await stored(telling)
    assert (raw["sent"], raw["n"]) == ({"t-1": 1}, 8)
