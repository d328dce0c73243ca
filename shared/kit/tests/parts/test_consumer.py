# SPDX-License-Identifier: EUPL-1.2
"""The consumer on real parts: bad records become dead letters, good ones are handled once, whatever happens."""

import asyncio
import time

import pytest
from aiokafka.errors import KafkaError
from counting import DEAD, IN, OUT, Gebeurd, Geteld, Telling, headers_for, read_all, sequences, until
from faststream.kafka.subscriber.usecase import BatchSubscriber

from zvhh_kit.bus import consumer as consumer_room
from zvhh_kit.core.message import Message

pytestmark = pytest.mark.parts


class Ander:
    """A type of the contracts that nobody handles here."""

    type = "nl.proef.dingen.anders.v1"


async def _counted(telling: Telling, subject: str, n: int) -> None:
    async def there() -> bool:
        found = await telling.store.load([subject])
        return subject in found and found[subject].state is not None and found[subject].state.aantal == n

    await until(there)


async def test_from_record_to_event(telling: Telling) -> None:
    """A poll becomes documents and events; repeats are dropped."""
    for sequence in (1, 2, 2, 1, 3):
        await telling.offer("t-1", sequence)
    async with telling.consuming():
        await _counted(telling, "t-1", 3)
        records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=3)
    assert sequences(records, "t-1") == [1, 2, 3]


BAD = {
    "broken json": {"value": b"{"},
    "not utf-8": {"value": b"\xff\xfe"},
    "tombstone": {"value": None},
    "no attributes": {"headers": []},
    "header not utf-8": {"headers": [*headers_for("t-bad", 1), ("ce_x", b"\xff")]},
    "wrong source": {
        "headers": headers_for("t-bad", 1, ce_source="urn:nld:oin:00000099000000001000:systeem:zvhh-bron")
    },
    "foreign system": {"headers": headers_for("t-bad", 1, ce_source="urn:nld:oin:00000099000000000100:systeem:ander")},
    "no sequence": {"headers": headers_for("t-bad", 1, ce_sequence="")},
    "sequence too large": {"headers": headers_for("t-bad", 1, ce_sequence="9" * 30)},
    "key is not the subject": {"key": b"t-other"},
    "no key": {"key": None},
    "gap": {"headers": headers_for("t-bad", 5)},
    "wrong topic": {"headers": headers_for("t-bad", 1, ce_type="nl.proef.tellingen.geteld.v1")},
    "two megabytes": {"value": b'"' + b"x" * 2_000_000 + b'"'},
    "handler fails": {"value": b'{"hoe": "fout"}'},
    "unstorable": {"value": b'{"hoe": "te groot getal"}'},
    "event too large": {"value": b'{"hoe": "te grote event"}'},
    "refusing handler": {"value": b'{"hoe": "geweigerd"}'},
    "too deep": {"value": b'{"x":' + b"[" * 700 + b"]" * 700 + b"}"},
    "cut off deep down": {"value": b"[" * 60_000},
    "utf-16": {"value": '{"hoe": ""}'.encode("utf-16")},
    "a bom": {"value": b'\xef\xbb\xbf{"hoe": ""}'},
    "a number without end": {"value": b'{"hoe": 1e999}'},
    "a header that needs a value": {"headers": [*headers_for("t-bad", 1, ce_id=""), ("ce_id", None)]},
    "two types": {"headers": [*headers_for("t-bad", 1), ("ce_type", b"nl.iets.anders.v1")]},
    "an unknown type": {"headers": headers_for("t-bad", 1, ce_type="nl.proef.dingen.nieuw.v1")},
}


@pytest.mark.parametrize("spoiled", BAD.values(), ids=BAD.keys())
async def test_a_bad_record_is_a_dead_letter_and_the_next_zaak_goes_on(
    telling: Telling, spoiled: dict[str, object]
) -> None:
    """Each kind of bad record: kept with its reason, nothing of it stored, and the next zaak is handled."""
    async with telling.consuming():
        await telling.offer("t-bad", 1, **spoiled)
        await telling.offer("t-good", 1)
        await _counted(telling, "t-good", 1)
        letters = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=1)
    assert len(letters) == 1
    assert b"geheim" not in dict(letters[0].headers)["dead-letter-reason"]
    assert "t-bad" not in await telling.store.load(["t-bad"])


async def test_a_type_without_a_handler_moves_the_mark_and_is_counted(telling: Telling) -> None:
    """It is no fault: the next one of the channel is not a gap."""
    telling.reading._topic_of = {Gebeurd.type: IN, Ander.type: IN, Geteld.type: OUT}
    telling.engine._sendable = frozenset(telling.reading._topic_of)
    await telling.offer("t-1", 1, headers=headers_for("t-1", 1, ce_type=Ander.type))
    await telling.offer("t-1", 2)
    async with telling.consuming():
        await _counted(telling, "t-1", 1)
    assert telling.metrics.n("record", "other", "skipped") == 1


async def test_after_poison_its_zaak_stops_visibly_and_heals_by_requeue_in_order(telling: Telling) -> None:
    """2 is poison, 3 comes behind it as a gap; sent again in order both are handled: nothing is swallowed."""
    await telling.offer("t-1", 1)
    await telling.offer("t-1", 2, "fout")
    await telling.offer("t-1", 3)
    async with telling.consuming():
        await _counted(telling, "t-1", 1)
        letters = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=2)
        reasons = [dict(letter.headers)["dead-letter-reason"] for letter in letters]
        assert reasons == [b"unexpected: RuntimeError", b"gap"]
        await telling.offer("t-1", 2)
        await telling.offer("t-1", 3)
        await _counted(telling, "t-1", 3)


async def test_a_bad_deploy_stops_before_everything_is_dead(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than twenty zaken failing unexpectedly at once: the partition waits, no dead letter is made."""
    monkeypatch.setattr(consumer_room, "BREAKER_WAIT", 0.1)
    from types import SimpleNamespace

    records = [
        SimpleNamespace(
            topic=telling.prefix + "bron.v1",
            partition=0,
            offset=n,
            key=f"t-{n}".encode(),
            value=b'{"hoe": "fout"}',
            headers=headers_for(f"t-{n}", 1),
            timestamp=1_700_000_000_000,
            timestamp_type=1,
        )
        for n in range(21)
    ]
    with pytest.raises(consumer_room.BadDeploy):
        await telling.consumer().handle(records)
    assert telling.metrics.n("dead_letter", "unexpected") == 0
    await telling.consumer().handle(records[:20])
    assert telling.metrics.n("dead_letter", "unexpected") == 20


async def test_a_static_member_that_died_is_back_at_once(telling: Telling) -> None:
    """A killed process sends no LeaveGroup: with a stable id its successor reads on without the session timeout."""
    consumer = telling.consumer()
    await consumer.start()
    await telling.offer("t-1", 1)
    await _counted(telling, "t-1", 1)
    dead = consumer._subscriber.consumer
    await dead._coordinator.close()  # heartbeats end; a static member leaves nothing behind but its id
    started = time.monotonic()
    successor = telling.consumer()
    await successor.start()
    await telling.offer("t-1", 2)
    await _counted(telling, "t-1", 2)
    assert time.monotonic() - started < 10
    await successor.stop()
    await consumer.stop()


async def test_every_poll_is_ours(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """Canary: FastStream has no setting for its poll, so ours is put in the place of `get_msg`; a release that asks for
    records by another way would handle them just as well, asleep for a while after each empty poll, and unseen by who
    watches whether the broker answers."""
    ours: list[int] = []
    poll = consumer_room.Consumer._poll

    async def counted(self: consumer_room.Consumer, client: object) -> tuple[object, ...]:
        records = await poll(self, client)
        ours.append(len(records))
        return records

    async def theirs(*_: object) -> None:
        raise AssertionError("FastStream polled by itself")

    monkeypatch.setattr(consumer_room.Consumer, "_poll", counted)
    monkeypatch.setattr(BatchSubscriber, "get_msg", theirs)
    async with telling.consuming():
        await telling.offer("t-1", 1)
        await _counted(telling, "t-1", 1)
        await telling.offer("t-1", 2)
        await _counted(telling, "t-1", 2)
    assert sum(ours) == 2


async def test_the_idle_consumer_answers_quickly(telling: Telling) -> None:
    """Canary: the replaced poll does not sleep after an empty one (FastStream's own does)."""
    async with telling.consuming() as consumer:
        await until(lambda: consumer.assigned)
        waits = []
        for n in range(1, 11):
            await asyncio.sleep(0.3)
            started = time.monotonic()
            await telling.offer("t-1", n)
            await until(lambda n=n: telling.metrics.n("published", "nl.proef.tellingen.geteld.v1") >= n)
            waits.append(time.monotonic() - started)
    assert sorted(waits)[5] < 0.25


async def test_the_database_away_is_no_records_fault(telling: Telling) -> None:
    """While the database is away the batch waits, nothing is dead-lettered; then it goes on by itself."""
    from zvhh_kit.store.documents import Unavailable

    failures, real = iter(range(3)), telling.engine.fold_and_save

    async def fold_and_save(messages: list[Message]) -> object:
        if next(failures, None) is not None:
            raise Unavailable("weg")
        return await real(messages)

    telling.engine.fold_and_save = fold_and_save
    await telling.offer("t-1", 1)
    async with telling.consuming():
        await _counted(telling, "t-1", 1)
    assert next(failures, None) is None
    assert telling.metrics.n("dead_letter", "unexpected") == 0


async def test_a_clients_own_cancelled_task_does_not_end_the_consumer(
    telling: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """aiokafka throws it at who starts or stops a client while the broker is away; only our own cancellation is one."""
    consumer = telling.consumer()
    start, thrown = consumer._broker.start, [2]

    async def throwing() -> None:
        if thrown[0]:
            thrown[0] -= 1
            raise asyncio.CancelledError
        await start()

    monkeypatch.setattr(consumer._broker, "start", throwing)
    running = asyncio.create_task(consumer.run())
    await telling.offer("t-1", 1)
    await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert running.cancelled()


async def test_a_client_that_has_stopped_without_an_error_is_replaced(
    telling: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """aiokafka can, after a broker was away: no poll ever comes back, and nobody is told."""
    monkeypatch.setattr(consumer_room, "REPLACE_AFTER", 2.0)
    consumer, never = telling.consumer(), asyncio.Event()
    running = asyncio.create_task(consumer.run())
    await telling.offer("t-1", 1)
    await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 1)

    async def silent(*_: object, **__: object) -> None:
        await never.wait()

    monkeypatch.setattr(consumer._subscriber.consumer, "getmany", silent)
    await telling.offer("t-1", 2)
    await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 2, seconds=40)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_client_that_fails_while_it_leaves_ends_nothing(
    telling: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What made it stop comes up once more when it is closed (seen: a fetcher whose connection was cut)."""
    monkeypatch.setattr(consumer_room, "REPLACE_AFTER", 2.0)
    consumer, never = telling.consumer(), asyncio.Event()
    running = asyncio.create_task(consumer.run())
    await telling.offer("t-1", 1)
    await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 1)
    stop = consumer._broker.stop

    async def failing() -> None:
        await stop()
        raise ExceptionGroup("Failed to stop subscribers", [KafkaError()])

    async def silent(*_: object, **__: object) -> None:
        await never.wait()

    monkeypatch.setattr(consumer._broker, "stop", failing)
    monkeypatch.setattr(consumer._subscriber.consumer, "getmany", silent)
    await telling.offer("t-1", 2)
    await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 2, seconds=40)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_client_that_never_leaves_is_left_behind(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process must be able to stop while its broker hangs half-way."""
    monkeypatch.setattr(consumer_room, "STOP_WITHIN", 0.5)
    consumer = telling.consumer()
    running = asyncio.create_task(consumer.run())
    await telling.offer("t-1", 1)
    await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 1)
    stop = consumer._broker.stop

    async def hanging() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(consumer._broker, "stop", hanging)
    running.cancel()
    done, _ = await asyncio.wait({running}, timeout=60)
    assert done
    await stop()
