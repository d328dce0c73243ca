# SPDX-License-Identifier: EUPL-1.2
"""What stands still is told: by lag and seconds of each partition, by health, by status; and what moves is not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from border import Issuer, client_of, kit
from counting import DEAD, IN, Gebeurd, Telling, headers_for, read_all, until
from counting_toolbox import toolbox_of

from zvhh_kit.bus import consumer as consumer_room
from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.gauges import Gauges
from zvhh_kit.bus.standing import Partition
from zvhh_kit.http import app as app_room
from zvhh_kit.operator import status as status_room
from zvhh_kit.operator.status import look
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.process.telemetry import Metrics
from zvhh_kit.store.documents import Unavailable
from zvhh_kit.testing.raw import sender

pytestmark = pytest.mark.parts


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits half a minute for what a test provokes."""
    monkeypatch.setattr(consumer_room, "BREAKER_WAIT", 0.05)
    monkeypatch.setattr(app_room, "STANDS_STILL", 0.2)
    monkeypatch.setattr(status_room, "STANDS_STILL", timedelta(0))
    monkeypatch.setattr(status_room, "LOOKS_AGAIN", 0.2)


def _away(telling: Telling, reason: str) -> None:
    async def waits(_: Any) -> Any:
        raise Unavailable(reason)

    telling.engine.fold_and_save = waits


def _broken(telling: Telling) -> None:
    def fails(*_: Any) -> Any:
        raise AssertionError

    telling.dead_letters.send = fails


def _bad_release(telling: Telling) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError

    telling.reading._event = fails


WHYS: dict[str, Callable[[Telling], None]] = {
    "database": lambda telling: _away(telling, "AutoReconnect"),
    "newer-schema": lambda telling: _away(telling, "NewerSchema"),
    "breaker": _bad_release,
    "fault": _broken,
}


@asynccontextmanager
async def _stuck(telling: Telling, why: str) -> AsyncIterator[Consumer]:
    """One that handled a first record, and then 30 more of which one is a gap, that don't go on."""
    await telling.offer("t-0", 1)
    async with telling.consuming() as consumer:
        await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 1)
        WHYS[why](telling)
        async with sender(telling.bootstrap) as out:
            events = [(f"t-{n}".encode(), b'{"hoe": ""}', headers_for(f"t-{n}", 2)) for n in range(30)]
            await out.put(telling.prefix + IN, events)
        yield consumer


async def _still(consumer: Consumer) -> Partition:
    async def one() -> Partition | None:
        standing = [one for one in await consumer.partitions() if one.seconds > 0.3]
        return standing[0] if standing else None

    found: Partition = await until(one)
    return found


@pytest.mark.parametrize("why", WHYS)
async def test_a_partition_that_stands_still_says_since_when_and_why(telling: Telling, why: str) -> None:
    """Lag counts what was handled; the batch that comes again and again, or waits, is told everywhere."""
    async with _stuck(telling, why) as consumer:
        partition = await _still(consumer)
        assert (partition.number, partition.lag, partition.reason) == (0, 30, why)
        metrics = Metrics()
        await Gauges(telling.store, telling.relay, SystemClock(), consumer, metrics).look_at_partitions()
        labels = f'{{partition="0",topic="{telling.prefix}{IN}"}}'
        lines = [line for line in metrics.text().decode().splitlines() if labels in line]
        assert [line.partition(labels)[0] for line in lines if float(line.split()[-1]) > 0] == [
            "zvhh_consumer_lag_records",
            "zvhh_consumer_stands_still_seconds",
        ]
        ready = await _ready(consumer)
        (told,) = ready.json()["stilstand"]
        assert (told["topic"], told["partitie"], told["reden"]) == (telling.prefix + IN, 0, why)
        assert ready.status_code == (503 if why in ("breaker", "fault") else 200)
        async with toolbox_of(telling) as tools:
            (need,) = [need for need in (await look(tools)).needs if "staat stil sinds" in need.what]
            assert "partitie 0" in need.what
    if why in ("breaker", "fault"):
        assert telling.metrics.n("batch_failed", why) > 0


async def _ready(consumer: Consumer) -> httpx2.Response:
    async with client_of(kit(Issuer(), partitions=consumer.partitions)) as client:
        answer: httpx2.Response = await client.get("/health/ready")
        return answer


async def test_what_moves_or_has_nothing_to_read_stands_still_nowhere(telling: Telling) -> None:
    """Also beside a zaak that waits for its dead letter: its partition moves."""
    async with telling.consuming() as consumer:
        for n in range(1, 6):
            await telling.offer("t-a", n)
            await telling.offer("t-b", n + 1)
        await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=5)

        async def all_handled() -> bool:
            seen = await consumer.partitions()
            return len(seen) == 2 and not any(one.lag or one.seconds for one in seen)

        await until(all_handled)
        ready = await _ready(consumer)
        assert (ready.status_code, "stilstand" in ready.json()) == (200, False)
    async with toolbox_of(telling) as tools:
        assert [need for need in (await look(tools)).needs if "staat stil" in need.what] == []


async def test_what_was_polled_is_not_handled(telling: Telling) -> None:
    """While a batch is in hand its partition is where it begins; afterwards it has no lag."""
    goes_on, fold_and_save = asyncio.Event(), telling.engine.fold_and_save

    async def slowly(messages: Any) -> Any:
        await goes_on.wait()
        return await fold_and_save(messages)

    telling.engine.fold_and_save = slowly
    for n in range(1, 4):
        await telling.offer("t-a", n)

    async def lag() -> int:
        return sum(one.lag for one in await consumer.partitions())

    async def is_(n: int) -> bool:
        return await lag() == n

    async with telling.consuming() as consumer:
        await until(lambda: is_(3))
        goes_on.set()
        await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 3)
        await until(lambda: is_(0))


async def test_a_partition_that_another_process_reads_now_is_told_of_no_more(telling: Telling) -> None:
    """Its last figures would stand for ever."""
    metrics, seen = Metrics(), [Partition("x", 0, 5, 60.0, "database")]

    class Reads:
        async def partitions(self) -> list[Partition]:
            return seen

    reads: Any = Reads()
    gauges = Gauges(telling.store, telling.relay, SystemClock(), reads, metrics)
    await gauges.look_at_partitions()
    assert 'zvhh_consumer_stands_still_seconds{partition="0",topic="x"} 60.0' in metrics.text().decode()
    seen = []
    await gauges.look_at_partitions()
    assert 'zvhh_consumer_stands_still_seconds{partition="0",topic="x"} 0.0' in metrics.text().decode()
