# SPDX-License-Identifier: EUPL-1.2
"""The relay on a real broker: nothing lost, nothing out of order, whoever dies in between."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from counting import DEAD, OUT, Tel, Telling, command, old, read_all, sequences, until

from zvhh_kit.producer import Producer, Refusal

pytestmark = pytest.mark.parts


async def _save(telling: Telling, subject: str, *keys: str) -> None:
    for key in keys:
        await telling.engine.fold_and_save([command(subject, Tel(), key=key)])


async def _drained(telling: Telling, subject: str) -> None:
    """Marks are written with w=1, so a majority read sees them a moment later."""

    async def empty() -> bool:
        return not (await telling.store.load([subject]))[subject].outbox

    await until(empty)


async def test_who_saves_publishes_what_another_left_behind(telling: Telling, second: Telling) -> None:
    """The usual outbox loses this: one process saved 1 and died; the next saves 2 and publishes both, in order."""
    await _save(telling, "t-1", "a")
    _, saved = await second.engine.fold_and_save([command("t-1", Tel(), key="b")])
    await second.relay.publish(saved)
    records = await read_all(second.bootstrap, second.prefix + OUT, at_least=2)
    assert sequences(records, "t-1") == [1, 2]
    await _drained(telling, "t-1")


async def test_the_sweep_publishes_what_nobody_did(telling: Telling) -> None:
    """A process that died after its save and is not followed by a message: the sweep of any process finds it."""
    await _save(telling, "t-1", "a", "b")
    sweeping = asyncio.create_task(telling.relay.sweep())
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=2)
    sweeping.cancel()
    assert sequences(records, "t-1") == [1, 2]


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
    assert len(await telling.store.unpublished(datetime.now(UTC))) == 10
    await away.stop()


async def test_wake_is_bounded_and_the_rest_is_the_sweeps(telling: Telling) -> None:
    """Past 64 waiting documents memory does not grow: the sweep finds them all the same."""
    for n in range(70):
        await _save(telling, f"t-{n}", "a")
    documents = (await telling.store.load([f"t-{n}" for n in range(70)])).values()
    telling.relay.wake(documents)
    assert len(telling.relay._woken) == 64
    sweeping = asyncio.create_task(telling.relay.sweep())
    await read_all(telling.bootstrap, telling.prefix + OUT, at_least=70)
    sweeping.cancel()


async def test_a_lost_mark_is_made_up_for_without_sending_again(telling: Telling) -> None:
    """A process remembers what was acknowledged to it: a mark that got lost costs no repeat."""
    await _save(telling, "t-1", "a")
    stale = (await telling.store.load(["t-1"]))["t-1"]
    await telling.relay.publish([stale])
    await telling.store.collection.update_one({"_id": "t-1"}, {"$set": {"outbox": stale.outbox}})
    old(stale)
    await telling.relay.publish((await telling.store.load(["t-1"])).values())
    await _drained(telling, "t-1")
    assert telling.metrics.n("published", "nl.proef.tellingen.geteld.v1") == 1


async def test_a_dead_letter_without_key_and_value_can_be_sent(telling: Telling) -> None:
    """A null key and a null value together would fail in the client: the dead letter still gets there."""
    from types import SimpleNamespace

    record = SimpleNamespace(topic="x", partition=0, offset=7, key=None, value=None, headers=[])
    await telling.dead_letters.send(record, "tombstone", pointer_only=False)
    [letter] = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=1)
    assert dict(letter.headers)["dead-letter-offset"] == b"7"


async def test_a_dead_letter_that_is_too_large_becomes_a_pointer(telling: Telling) -> None:
    """The partition must not stop on a record that fits its own topic and not the dead-letter topic."""
    from types import SimpleNamespace

    record = SimpleNamespace(topic="x", partition=0, offset=8, key=b"k", value=b"x" * 3_000_000, headers=[])
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
