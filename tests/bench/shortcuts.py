# SPDX-License-Identifier: EUPL-1.2
"""What the core has for speed alone, each taken out at run time: no guarantee leans on any of them.

For: `test_shortcuts`, so that what each gives stays known. Not for: a service that is in use.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer

from zvhh_kit.bus import consumer, producer
from zvhh_kit.bus.batches import FAULTS, Record
from zvhh_kit.store.ledger import Ledger

__all__ = ["SHORTCUTS"]


def _no_halves() -> None:
    """A batch is folded and saved as one."""

    async def whole(messages: Sequence[Any], handle: Callable[[list[Any]], Any], **_: Any) -> Any:
        return await handle(list(messages))

    vars(consumer)["in_halves"] = whole


def _no_batches() -> None:
    """Each event is handed to the client by itself, all of a wave at once."""

    async def one(client: AIOKafkaProducer, record: Record) -> Any:
        topic, key, value, headers = record
        try:
            return await (await client.send(topic, value, key, headers=headers))
        except FAULTS as fault:
            return fault

    async def each(client: AIOKafkaProducer, records: Sequence[Record]) -> list[Any]:
        return list(await asyncio.gather(*(one(client, record) for record in records)))

    vars(producer)["answers_to"] = each


def _not_acknowledged() -> None:
    """A process does not remember what the broker acknowledged to it: only checkpoints end repeats."""
    Ledger.acknowledged = lambda *_: None  # type: ignore[method-assign]


SHORTCUTS: Mapping[str, Callable[[], None]] = {
    "halves": _no_halves,
    "batches": _no_batches,
    "acknowledged": _not_acknowledged,
}
