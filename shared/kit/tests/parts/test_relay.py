# SPDX-License-Identifier: EUPL-1.2
"""The relay on a real broker: nothing lost, nothing out of order, whoever dies in between."""

import asyncio
import time
from typing import Any

import pytest
from counting import DEAD, OUT, Tel, Telling, command, read_all, sequences, until

from zvhh_kit.producer import Producer, Refusal
from zvhh_kit.store import Unavailable

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
    """A send was refused, or nobody was woken: two seconds later its own process tries again."""
    await _save(telling, "t-1", "a", "b")
    keeping = asyncio.create_task(telling.relay.keep())
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=2)
    assert sequences(records, "t-1") == [1, 2]
    await until(lambda: not telling.ledger.overdue(0))
    await _drained(telling)
    keeping.cancel()


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


async def test_what_another_process_wrote_over_is_no_longer_ours(telling: Telling, second: Telling) -> None:
    """It carries our entry and publishes it; we publish nothing of it, and our checkpoint goes on."""
    await _save(telling, "t-1", "a")
    await _save(second, "t-1", "b")
    await telling.relay.publish_overdue(0.0)
    assert telling.ledger.overdue(0) == {}
    assert telling.metrics.n("published", "nl.proef.tellingen.geteld.v1") == 0
    assert second.ledger.overdue(0) != {}


async def test_a_process_that_leaves_in_order_leaves_nothing_to_the_sweep(telling: Telling) -> None:
    """It publishes what waits and closes its name."""
    await _save(telling, "t-1", "a")
    await telling.relay.close()
    assert len(await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)) == 1
    assert await telling.ledger.checkpoints.open() == {}


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


async def test_wake_is_bounded_and_the_rest_is_overdue_later(telling: Telling) -> None:
    """Past 64 waiting documents none is kept in memory: the rest is loaded again when it is overdue."""
    for n in range(70):
        await _save(telling, f"t-{n}", "a")
    documents = (await telling.store.load([f"t-{n}" for n in range(70)])).values()
    telling.relay.wake(documents)
    assert len(telling.relay._woken) == 64
    keeping = asyncio.create_task(telling.relay.keep())
    await read_all(telling.bootstrap, telling.prefix + OUT, at_least=70)
    keeping.cancel()


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
