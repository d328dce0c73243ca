# SPDX-License-Identifier: EUPL-1.2
"""One bad record never stops the others: whatever it makes the client, the reader, the engine or the teller raise."""

from collections.abc import Callable
from typing import Any

import pytest
from counting import DEAD, IN, OUT, Gebeurd, Telling, headers_for, read_all, sequences, until
from counting_toolbox import toolbox_of

from zvhh_kit.bus import consumer as consumer_room
from zvhh_kit.bus.consumer import BadDeploy
from zvhh_kit.bus.letters import Letters
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message
from zvhh_kit.operator.requeue import requeue
from zvhh_kit.store.documents import Unavailable
from zvhh_kit.testing.raw import CODECS, Odd, sender

pytestmark = pytest.mark.parts
GOOD = [f"t-{name}" for name in "abcdef"]


def odd(subject: str, sequence: int, *more: tuple[str, bytes | None]) -> Odd:
    """A good event, with more headers."""
    return subject.encode(), b'{"hoe": ""}', [*headers_for(subject, sequence), *more]


async def _all_counted(telling: Telling, times: int = 1) -> None:
    """Every good one is handled, in its order, and there are no others."""
    await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") >= times * len(GOOD))
    records = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=times * len(GOOD))
    for subject in GOOD:
        assert sequences(records, subject) == list(range(1, times + 1))


async def test_a_header_without_a_value_is_absent(telling: Telling) -> None:
    """A good record with one is good; one that is put aside is kept, is shown and comes back."""
    async with sender(telling.bootstrap) as out:
        await out.put(telling.prefix + IN, [odd(one, 1, ("x-trace", None), ("ce_more", None)) for one in GOOD])
        await out.put(telling.prefix + IN, [odd("t-a", 3, ("x-trace", None), ("x-bytes", b"\xff"))])
    async with telling.consuming():
        await _all_counted(telling)
        (letter,) = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=1)
        assert dict(letter.headers)["dead-letter-reason"] == b"gap"
        letters = Letters(telling.prefix + DEAD)
        letters.take(letter)
        assert [(one.subject, one.sequence) for one in letters.open] == [("t-a", 3)]


async def test_a_header_whose_name_is_no_utf_8_hides_nothing(telling: Telling) -> None:
    """aiokafka reads such a batch never, and what it took of other partitions in the same poll is lost with it."""
    async with sender(telling.bootstrap) as out:
        for place, subject in enumerate(GOOD):
            records = [odd(subject, 1), odd(subject, 2, ("ÿ", b"x")), odd(subject, 3)]
            await out.put(telling.prefix + IN, records, partition=place % 2, spoil=bool(place % 3))
    async with telling.consuming():
        await _all_counted(telling, 3)
    assert telling.metrics.n("batch_failed", "fault") == 0


async def test_what_a_failed_poll_took_along_is_read_again(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll that raises half-way has moved the places of the partitions that it had read: they are moved back."""
    monkeypatch.setattr(consumer_room, "BREAKER_WAIT", 0.1)
    async with sender(telling.bootstrap) as out:
        for place, subject in enumerate(GOOD):
            await out.put(telling.prefix + IN, [odd(subject, 1)], partition=place % 2)
    consumer = telling.consumer()
    await consumer.start()
    client = consumer._subscriber.consumer
    getmany = client.getmany

    async def failing(*places: Any, **how: Any) -> Any:
        polled = await getmany(*places, **how)
        if polled and failures:
            raise failures.pop()
        return polled

    failures = [ValueError("stuk"), KeyError("stuk")]
    monkeypatch.setattr(client, "getmany", failing)
    await _all_counted(telling)
    await consumer.stop()


@pytest.mark.parametrize("codec", CODECS)
async def test_every_codec_is_read(telling: Telling, codec: str | None) -> None:
    """As the clients of others choose it."""
    async with sender(telling.bootstrap, codec=codec) as out:
        await out.put(telling.prefix + IN, [odd(one, 1) for one in GOOD])
    async with telling.consuming():
        await _all_counted(telling)


def _reading(telling: Telling) -> None:
    event = telling.reading._event

    def fails(record: Any, envelope: Any) -> Any:
        if record.key == b"t-bad":
            raise RecursionError("geheim")
        return event(record, envelope)

    telling.reading._event = fails


def _storing(telling: Telling) -> None:
    load = telling.store.load

    async def fails(ids: Any) -> dict[str, Document]:
        if "t-bad" in ids:
            raise ValueError("geheim")
        found: dict[str, Document] = await load(ids)
        return found

    telling.store.load = fails


def _folding(telling: Telling) -> None:
    fold_and_save = telling.engine.fold_and_save

    async def fails(messages: list[Message]) -> Any:
        if any(message.subject == "t-bad" for message in messages):
            raise KeyError("geheim")
        return await fold_and_save(messages)

    telling.engine.fold_and_save = fails


@pytest.mark.parametrize("spoil", [_reading, _storing, _folding])
async def test_what_nobody_foresaw_is_one_records_fault(telling: Telling, spoil: Callable[[Telling], None]) -> None:
    """Wherever it is raised: that record alone is put aside, the rest of its batch is handled, in order; then it heals."""
    await telling.offer("t-a", 1)
    await telling.offer("t-bad", 1)
    await telling.offer("t-bad", 2)
    for subject in GOOD[1:]:
        await telling.offer(subject, 1)
    spoil(telling)
    async with telling.consuming():
        await _all_counted(telling)
        letters = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=2)
    reasons = [dict(one.headers)["dead-letter-reason"].decode() for one in letters]
    assert all(reason.startswith("unexpected: ") and "geheim" not in reason for reason in reasons)
    assert [one.key for one in letters] == [b"t-bad", b"t-bad"]
    assert telling.metrics.n("batch_failed", "fault") == 0


async def test_what_can_not_be_told_of_one_is_told_of_the_others(telling: Telling) -> None:
    """The log of one record's writing raises: that one is put aside for a person, and no other is held up."""
    told: list[str] = []

    async def written(messages: Any, outcomes: Any, saved: Any) -> None:
        if any(message.subject == "t-bad" for message in messages):
            raise AttributeError("geheim")
        told.extend(message.subject for message in messages)

    for subject in ("t-bad", *GOOD):
        await telling.offer(subject, 1)
    consumer = telling.consumer()
    consumer._written = written
    await consumer.start()
    await _all_counted(telling)
    (letter,) = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=1)
    await consumer.stop()
    assert (letter.key, sorted(set(told))) == (b"t-bad", GOOD)


@pytest.mark.parametrize(("bad", "waits"), [(20, False), (21, True)])
async def test_many_at_once_are_a_bad_deploy_wherever_it_raises(
    telling: Telling, bad: int, waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than twenty records that can't be read by an error of ours: nothing is put aside, and it is told."""
    monkeypatch.setattr(consumer_room, "BREAKER_WAIT", 0.01)

    def fails(record: Any, envelope: Any) -> Any:
        raise RuntimeError("geheim")

    telling.reading._event = fails
    async with sender(telling.bootstrap) as out:
        await out.put(telling.prefix + IN, [odd(f"t-{n}", 1) for n in range(bad)])
    records = await read_all(telling.bootstrap, telling.prefix + IN, at_least=bad)
    if waits:
        with pytest.raises(BadDeploy):
            await telling.consumer().handle(records)
    else:
        await telling.consumer().handle(records)
    assert telling.metrics.n("dead_letter", "unexpected") == (0 if waits else bad)
    assert telling.metrics.n("batch_failed", "breaker") == int(waits)


async def test_a_batch_that_failed_comes_again_whole(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """From each of its partitions, in order: a canary for the client, which goes back to the first record of each."""
    monkeypatch.setattr(consumer_room, "BREAKER_WAIT", 0.05)
    event, failures = telling.reading._event, iter(range(40))

    def fails(record: Any, envelope: Any) -> Any:
        if next(failures, None) is not None:
            raise RuntimeError("geheim")
        return event(record, envelope)

    telling.reading._event = fails
    async with sender(telling.bootstrap) as out:
        subjects = [[f"t-{partition}-{n}" for n in range(20)] for partition in (0, 1)]
        for partition, some in enumerate(subjects):
            await out.put(telling.prefix + IN, [odd(one, k) for k in (1, 2) for one in some], partition=partition)

    async def all_twice() -> bool:
        found = await telling.store.load([*subjects[0], *subjects[1]])
        return [one.state.aantal for one in found.values()] == [2] * 40

    async with telling.consuming():
        await until(all_twice)
    assert telling.metrics.n("batch_failed", "breaker") > 0
    assert not [row for row in telling.metrics.seen if row[0] == "dead_letter"]


async def test_one_partner_does_not_trip_the_breaker(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it sends, it stops only itself: each of its records is put aside, as an address."""
    telling.reading._partners = {telling.prefix + IN: "00000099000000002000"}

    async def fails(*_: Any) -> Any:
        raise RuntimeError("geheim")

    monkeypatch.setattr(telling.reading, "_offer", fails)
    async with sender(telling.bootstrap) as out:
        await out.put(telling.prefix + IN, [odd(f"t-{n}", 1) for n in range(30)])
    await telling.consumer().handle(await read_all(telling.bootstrap, telling.prefix + IN, at_least=30))
    letters = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=30)
    assert {(one.key, one.value) for one in letters} == {(None, b"")}


async def test_what_is_away_is_nobodys_fault(telling: Telling) -> None:
    """Also where it shows while a record is read: it is waited for, and nothing is put aside."""
    failures, event = iter(range(3)), telling.reading._event

    def fails(record: Any, envelope: Any) -> Any:
        if next(failures, None) is not None:
            raise Unavailable("weg")
        return event(record, envelope)

    telling.reading._event = fails
    for subject in GOOD:
        await telling.offer(subject, 1)
    async with telling.consuming():
        await _all_counted(telling)
    assert not [row for row in telling.metrics.seen if row[0] == "dead_letter"]


async def test_a_type_that_a_newer_release_wrote_comes_back_in_order(telling: Telling) -> None:
    """The old reader puts it aside and its zaak waits, alone; after the upgrade a requeue handles all, in order."""
    new = "nl.proef.dingen.nieuw.v1"
    await telling.offer("t-a", 1)
    await telling.offer("t-a", 2, headers=headers_for("t-a", 2, ce_type=new))
    await telling.offer("t-a", 3)
    await telling.offer("t-b", 1)
    async with telling.consuming():
        letters = await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=2)
        await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 2)
    assert [dict(one.headers)["dead-letter-reason"] for one in letters] == [b"unknown-type", b"gap"]
    assert (await telling.state("t-a")).aantal == 1
    kind = telling.handlers.named("teller")
    kind.events[new] = kind.events[Gebeurd.type]
    telling.engine._sendable = frozenset({*telling.engine._sendable, new})
    async with toolbox_of(telling) as tools:
        found = await tools.letters()
        tried = await requeue(tools, found, found.open, execute=True)
        assert [(one.outcome, one.letter.sequence) for one in tried] == [("handled", 2), ("handled", 3)]
        assert (await tools.letters()).open == []
    assert (await telling.state("t-a")).aantal == 3
