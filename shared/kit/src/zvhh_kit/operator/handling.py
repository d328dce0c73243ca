# SPDX-License-Identifier: EUPL-1.2
"""Records handled outside the consumer, by the very same steps: read, fold and save, log what partners wrote, publish.

For: requeue and replay, beside running consumers; marks and compare-and-set make a second handling a repeat.
Not for: dead letters; who asks decides what to do with what can't be handled.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from zvhh_kit.bus.blame import AWAY
from zvhh_kit.bus.halves import in_halves
from zvhh_kit.bus.producer import Refusal
from zvhh_kit.bus.records import DeadRecord, Reading
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.store.documents import Unavailable

__all__ = ["NOT_HANDLED", "Handled", "foresee", "handle", "patiently"]

log = logging.getLogger(__name__)
T = TypeVar("T")
NOT_HANDLED = ("dead", "refused")
PATIENCE = 60.0
"""Seconds that a command waits for a database or broker that is away; longer than an election."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A record, the message in it (None: it can't be read, or its zaak is gone), and what came of it."""

    record: Any
    message: Message | None
    outcome: Outcome

    @property
    def done(self) -> bool:
        """Whether there is nothing more to be done with the record."""
        return self.outcome.status not in NOT_HANDLED


async def handle(tools: Toolbox, records: Sequence[Any]) -> list[Handled]:
    """Handle records as the consumer does. Raises store.Unavailable after a minute without database."""
    messages, rest = await _read(tools.rooms.reading, records)
    outcomes, standing = await in_halves(
        messages, lambda some: patiently(partial(tools.rooms.engine.fold_and_save, some))
    )
    await patiently(partial(tools.rooms.log_offers, messages, outcomes, standing))
    await tools.publish()
    return rest + [Handled(m.record, m, o) for m, o in zip(messages, outcomes, strict=True)]


async def foresee(tools: Toolbox, records: Sequence[Any]) -> list[Handled]:
    """What would come of it now; nothing is saved, no key is made. Raises store.Unavailable."""
    messages, rest = await _read(tools.trial, records)

    async def foretold(some: list[Message]) -> tuple[list[Outcome], list[Document]]:
        return await patiently(partial(tools.rooms.engine.foresee, some)), []

    outcomes, _ = await in_halves(messages, foretold)
    return rest + [Handled(m.record, m, o) for m, o in zip(messages, outcomes, strict=True)]


async def _read(reading: Reading, records: Sequence[Any]) -> tuple[list[Message], list[Handled]]:
    messages: list[Message] = []
    rest: list[Handled] = []
    for record in records:
        try:
            message = await patiently(partial(reading.message, record))
        except DeadRecord as fault:
            rest.append(Handled(record, None, Outcome("dead", reason=str(fault))))
        else:
            if message is None:
                rest.append(Handled(record, None, Outcome("repeated")))
            else:
                messages.append(message)
    return messages, rest


async def patiently(step: Callable[[], Awaitable[T]]) -> T:
    """Try until it works, for a minute at most: a part that is away for a moment ends no long work."""
    began, wait = time.monotonic(), 0.2
    while True:
        try:
            return await step()
        except AWAY as fault:
            if time.monotonic() - began > PATIENCE:
                raise
            said = str(fault) if isinstance(fault, (Unavailable, Refusal)) else type(fault).__name__
            log.warning("command waits", extra={"reason": said})
            await asyncio.sleep(wait)
            wait = min(wait * 2, 5.0)
