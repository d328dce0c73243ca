# SPDX-License-Identifier: EUPL-1.2
"""The relay on a real broker: nothing lost, nothing out of order, whoever dies in between."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from counting import DEAD, OUT, Tel, Telling, command, read_all, sequences, until

from zvhh_kit.bus.producer import Producer, Refusal
from zvhh_kit.store.documents import Unavailable

pytestmark = pytest.mark.parts


async def _save(telling: Telling, subject: str, *keys: str) -> None:
    for key in keys:
        await telling.engine.fold_and_save([command(subject, Tel(), key=key)])


async def _drained(telling: Telling) -> None:
    """Everything is known to be published once the checkpoints say so."""
    await telling.ledger.tell()

    async def empty() -> bool:
        return not await telling.relay.unpublished()

    await until(empty)


async def test_who_saves_publishes_what_another_left_behind(telling: Telling, second: Telling) -> None:
    """The usual outbox loses this: one process saved 1 and died; the next saves 2 and publishes both, in order."""
    await _save(telling, "t-1", "a")
    _, saved = await second.engine.fold_and_save([command("t-1", Tel(), key="b")])
    await second.relay.publish(saved)
    records = await read_all(second.bootstrap, second.prefix + OUT, at_least=2)
    assert sequences(records, "t-1") == [1, 2]
    await second.ledger.tell()
    assert await second.relay.unpublished() == []


async def test_the_sweep_publishes_what_a_process_that_died_left(telling: Telling, second: Telling) -> None:
    """It died after its save and is not followed by a message: the sweep of any other finds it, and only once."""
    await _save(telling, "t-1", "a", "b")
    sweeping = asyncio.create_task(second.relay.sweep())
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=2, quiet=2.5)
    sweeping.cancel()
    assert sequences(records, "t-1") == [1, 2]
    await _drained(second)


async def test_a_process_publishes_what_it_could_not_before(telling: Telling) -> None:
    """A send was refused, or nobody was woken: soon its own process tries again."""
    await _save(telling, "t-1", "a", "b")
    publishing = asyncio.create_task(telling.relay.run())
    keeping = asyncio.create_task(telling.relay.keep())
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=2)
    assert sequences(records, "t-1") == [1, 2]
    await until(lambda: not len(telling.ledger.writes))
    await _drained(telling)
    keeping.cancel()
    publishing.cancel()


async def test_what_is_published_leaves_the_document_with_the_next_write(telling: Telling, second: Telling) -> None:
    """No write of its own for it: the next one knows by the checkpoint of whoever wrote last, and repeats nothing."""
    _, saved = await telling.engine.fold_and_save([command("t-1", Tel(), key="a")])
    await telling.relay.publish(saved)
    assert len((await telling.store.load(["t-1"]))["t-1"].outbox) == 1
    await telling.ledger.tell()
    _, saved = await second.engine.fold_and_save([command("t-1", Tel(), key="b")])
    assert [entry["n"] for entry in saved[0].outbox] == [2]


async def test_a_write_whose_end_nobody_knows_is_found_however_late_it_lands(
    telling: Telling, second: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database did not answer in time and wrote later all the same: the name was given up, not its event."""
    save, late = telling.store.save, []

    async def lost(folded: Any) -> bool:
        late.append(folded)
        raise Unavailable("NetworkTimeout")

    monkeypatch.setattr(telling.store, "save", lost)
    with pytest.raises(Unavailable):
        await telling.engine.fold_and_save([command("t-1", Tel(), key="a")])
    monkeypatch.setattr(telling.store, "save", save)
    _, saved = await telling.engine.fold_and_save([command("t-2", Tel(), key="a")])
    await telling.relay.publish(saved)
    await telling.ledger.tell()
    _, saved = await second.engine.fold_and_save([command("t-2", Tel(), key="b")])
    assert [entry["n"] for entry in saved[0].outbox] == [2], "the checkpoint must not stand still for a lost write"
    assert await save(late[0])
    sweeping = asyncio.create_task(second.relay.sweep())
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=2)
    sweeping.cancel()
    assert {record.key for record in records} == {b"t-1", b"t-2"}


async def test_what_waits_is_published_without_a_look_at_the_database(telling: Telling) -> None:
    """After a failover a read may not show for a while what was saved: nothing is given up on what it says."""
    await _save(telling, "t-1", "a", "b")
    await telling.store.collection.delete_one({"_id": "t-1"})
    await telling.relay.publish_due()
    assert sequences(await read_all(telling.bootstrap, telling.prefix + OUT, at_least=2), "t-1") == [1, 2]
    assert (len(telling.ledger.writes), telling.ledger.writes.checkpoint) == (0, telling.ledger.writes.last)


async def test_what_another_process_wrote_over_is_published_by_both(telling: Telling, second: Telling) -> None:
    """It carries our entry too; that it does is nothing to rely on, so there is a repeat, and our checkpoint goes on."""
    await _save(telling, "t-1", "a")
    await _save(second, "t-1", "b")
    await asyncio.gather(telling.relay.publish_due(), second.relay.publish_due())
    seen = sequences(await read_all(telling.bootstrap, telling.prefix + OUT, at_least=3), "t-1")
    assert (sorted(seen), list(dict.fromkeys(seen))) == ([1, 1, 2], [1, 2])
    assert (len(telling.ledger.writes), len(second.ledger.writes)) == (0, 0)


async def _with_unknown_type(telling: Telling, subject: str) -> None:
    """As a newer release leaves it: the oldest event of the document is of a type that this release doesn't know."""
    await _save(telling, subject, "a")
    change = {"$set": {"outbox.0.type": "nl.proef.tellingen.nieuw.v1"}}
    await telling.store.collection.update_one({"_id": subject}, change)


async def test_an_event_of_a_type_that_is_not_known_holds_up_its_own_document_only(
    telling: Telling, second: Telling
) -> None:
    """A release was rolled back, or half of it is not there yet: everybody else is published, and the sweep goes on."""
    for n in range(3):
        await _with_unknown_type(telling, f"t-{n}")
    for n in range(3, 6):
        await _save(telling, f"t-{n}", "a")
    await second.relay.publish_left_behind()
    assert await read_all(telling.bootstrap, telling.prefix + OUT, at_least=0) == [], "alive: its own to publish"
    await second.engine.process([command("t-0", Tel(), key="b")])
    await second.engine.process([command("t-6", Tel(), key="a")])
    await second.relay.publish_due()
    sweeping = asyncio.create_task(second.relay.sweep())

    async def only_those_wait() -> bool:
        return {one.id for one in await second.relay.unpublished()} == {"t-0", "t-1", "t-2"}

    await until(only_those_wait)
    sweeping.cancel()
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=4)
    assert {record.key for record in records} == {b"t-3", b"t-4", b"t-5", b"t-6"}
    assert second.metrics.n("publish_failed", "UnknownType") >= 1
    assert await second.relay.age() > 0, "it is told"


async def _silent_for(telling: Telling, **since: int) -> str:
    """Move the moment at which a process said something last."""
    name: str = telling.ledger.writes.name
    at = datetime.now(UTC) - timedelta(**since)
    await telling.store.database["tellers_schrijvers"].update_one({"_id": name}, {"$set": {"at": at}})
    return name


async def test_what_was_left_behind_is_found_however_long_ago(telling: Telling, second: Telling) -> None:
    """Everything was off for weeks after a kill: what lay there is published, and then the name is closed."""
    await _save(telling, "t-1", "a")
    name = await _silent_for(telling, days=40)
    assert await second.relay.age() > 0
    await second.relay.publish_left_behind()
    assert sequences(await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1), "t-1") == [1]
    second.relay._looked.clear()
    assert name in {one.name for one in await telling.ledger.checkpoints.open()}
    await second.relay.publish_left_behind()
    assert name not in {one.name for one in await telling.ledger.checkpoints.open()}


async def test_a_name_behind_which_something_lies_is_not_closed(telling: Telling, second: Telling) -> None:
    """Nobody would look for it any more."""
    await _with_unknown_type(telling, "t-1")
    name = await _silent_for(telling, days=40)
    for _ in range(2):
        second.relay._looked.clear()
        await second.relay.publish_left_behind()
    assert name in {one.name for one in await telling.ledger.checkpoints.open()}


async def test_a_process_whose_name_was_lost_or_closed_is_known_again(telling: Telling, second: Telling) -> None:
    """The collection of names was restored from an older copy, or the process stood still for days: it tells it anew."""
    await _save(telling, "t-1", "a")
    names = telling.store.database["tellers_schrijvers"]
    for lost in (True, False):
        await (names.delete_many({}) if lost else names.update_many({}, {"$set": {"closed": True}}))
        assert await second.ledger.checkpoints.open() == []
        telling.ledger._told = 0.0
        await telling.ledger.tell()
        assert [one.name for one in await second.ledger.checkpoints.open()] == [telling.ledger.writes.name]


async def test_a_write_after_the_end_has_a_name_that_is_open(telling: Telling) -> None:
    """A name that is closed is looked at by nobody: a write under it would never be published."""
    await _save(telling, "t-1", "a")
    await telling.relay.close()
    assert await telling.ledger.checkpoints.open() == []
    await _save(telling, "t-2", "a")
    assert [one.name for one in await telling.ledger.checkpoints.open()] == [telling.ledger.writes.name]
    assert [one.id for one in await telling.relay.unpublished()] == ["t-2"]


async def test_past_a_bound_what_waits_is_left_to_the_sweep(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that is away for long must not fill the memory: the name is given up, and all of it is in the database."""
    monkeypatch.setattr("zvhh_kit.store.ledger.MANY", 10)
    for n in range(12):
        await _save(telling, f"t-{n}", "a")
    assert len(telling.ledger.writes) == 1
    assert len(await telling.relay.unpublished()) == 12
    assert len(await telling.ledger.checkpoints.open()) == 2


async def test_a_process_that_stood_still_says_that_it_is_there_before_it_writes(telling: Telling) -> None:
    """Frozen for days its name may be closed, as nothing was left behind it: what it writes now must be found."""
    await _save(telling, "t-1", "a")
    await telling.relay.publish_due()
    await telling.store.database["tellers_schrijvers"].update_many({}, {"$set": {"closed": True}})
    telling.ledger._told -= 3600
    await _save(telling, "t-2", "a")
    assert [one.id for one in await telling.relay.unpublished()] == ["t-1", "t-2"]


async def test_a_process_that_leaves_in_order_leaves_nothing_to_the_sweep(telling: Telling) -> None:
    """It publishes what waits and closes its name."""
    await _save(telling, "t-1", "a")
    await telling.relay.close()
    assert len(await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)) == 1
    assert await telling.ledger.checkpoints.open() == []


async def test_a_refused_send_does_not_spoil_the_partition(telling: Telling) -> None:
    """aiokafka spends a sequence number on a refused send: the producer is replaced, others go on at once."""
    with pytest.raises(Refusal):
        await telling.producer.send(telling.prefix + OUT, b"t-1", b"x" * 300_000, [])
    await telling.producer.send(telling.prefix + OUT, b"t-1", b"{}", [])
    assert len(await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)) == 1


async def test_an_entry_that_fails_holds_up_its_own_document_only(telling: Telling) -> None:
    """Order within a document, independence between documents; the failed one is not skipped."""
    await _save(telling, "t-1", "a", "b")
    await _save(telling, "t-2", "a")
    documents = await telling.store.load(["t-1", "t-2"])
    documents["t-1"].outbox[0]["data"] = "x" * 300_000
    await telling.relay.publish(documents.values())
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)
    assert (sequences(records, "t-1"), sequences(records, "t-2")) == ([], [1])
    assert len((await telling.store.load(["t-1"]))["t-1"].outbox) == 2


async def test_two_relays_of_one_document_keep_first_occurrences_in_order(telling: Telling, second: Telling) -> None:
    """Repeats are allowed, holes and swaps of first occurrences are not."""
    await _save(telling, "t-1", *"abcdefghij")
    loaded = [(await side.store.load(["t-1"])).values() for side in (telling, second)]
    await asyncio.gather(telling.relay.publish(loaded[0]), second.relay.publish(loaded[1]))
    seen = sequences(await read_all(telling.bootstrap, telling.prefix + OUT, at_least=10), "t-1")
    assert list(dict.fromkeys(seen)) == list(range(1, 11))


async def test_a_command_never_waits_for_the_broker(telling: Telling) -> None:
    """With the broker away a command is saved and answered at once; its event waits in the outbox."""
    away = Producer("127.0.0.1:1", {}, timeout_ms=3000)
    telling.relay._producer = away
    running = asyncio.create_task(telling.relay.run())
    started = time.monotonic()
    for n in range(10):
        [outcome] = await telling.engine.process([command(f"t-{n}", Tel())])
        assert outcome.status == "handled"
    assert time.monotonic() - started < 2
    running.cancel()
    assert len(await telling.relay.unpublished()) == 10
    await away.stop()


async def test_what_was_acknowledged_is_not_sent_again_by_its_process(telling: Telling) -> None:
    """A process remembers it, checkpoint or not."""
    _, saved = await telling.engine.fold_and_save([command("t-1", Tel(), key="a")])
    await telling.relay.publish(saved)
    await telling.relay.publish((await telling.store.load(["t-1"])).values())
    assert telling.metrics.n("published", "nl.proef.tellingen.geteld.v1") == 1


async def test_a_dead_letter_without_key_and_value_can_be_sent(telling: Telling) -> None:
    """A null key and a null value together would fail in the client: the dead letter still gets there."""
    from types import SimpleNamespace

    record = SimpleNamespace(
        topic="x", partition=0, offset=7, timestamp=0, timestamp_type=1, key=None, value=None, headers=[]
    )
    await telling.dead_letters.send(record, "tombstone", pointer_only=False)
    [letter] = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=1)
    assert dict(letter.headers)["dead-letter-offset"] == b"7"


async def test_a_dead_letter_that_is_too_large_becomes_a_pointer(telling: Telling) -> None:
    """The partition must not stop on a record that fits its own topic and not the dead-letter topic."""
    from types import SimpleNamespace

    record = SimpleNamespace(
        topic="x", partition=0, offset=8, timestamp=0, timestamp_type=1, key=b"k", value=b"x" * 3_000_000, headers=[]
    )
    await telling.dead_letters.send(record, "too large", pointer_only=False)
    [letter] = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=1)
    assert dict(letter.headers)["dead-letter-pointer"] == b"true"
    assert letter.value == b""


async def test_the_wire_is_a_cloudevent_by_the_profile(telling: Telling) -> None:
    """The SDK is the oracle: what we send is a valid CloudEvent in Kafka's binary mode."""
    from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event

    await _save(telling, "t-1", "a")
    await telling.relay.publish((await telling.store.load(["t-1"])).values())
    [record] = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)
    seen = from_binary_event(KafkaMessage(dict(record.headers), record.key, record.value))
    assert seen.get_type() == "nl.proef.tellingen.geteld.v1"
    assert seen.get_source() == "urn:nld:oin:00000099000000000100:systeem:zvhh-telling"
    assert (seen.get_subject(), seen.get_extension("sequence"), seen.get_extension("sequencetype")) == (
        "t-1",
        "1",
        "Integer",
    )
    assert seen.get_data() == {"aantal": 1}
    assert await until(lambda: record.key == b"t-1")
