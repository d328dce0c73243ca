# SPDX-License-Identifier: EUPL-1.2
"""A large batch is handled in two halves, side by side: while one waits for the database, the other is folded.

All messages of a document are in one half, in their order; documents don't know of each other. Each half is tried again by
itself, so that one that was saved is not given twice. What raises something that nobody foresaw is halved until the
document to blame is alone: its messages are dead, and the others are handled. Not for: what is done with a half.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from zvhh_kit.bus.blame import AWAY, unexpected
from zvhh_kit.bus.breaker import BREAKER
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.process.telemetry import where

__all__ = ["in_halves"]

log = logging.getLogger(__name__)

LARGE = 50
"""Fewer messages than this stay together: nothing is gained by a second trip to the database."""

Handled = tuple[list[Outcome], list[Document]]
Handle = Callable[[list[Message]], Awaitable[Handled]]


async def in_halves(messages: Sequence[Message], handle: Handle, *, most: int = BREAKER) -> Handled:
    """What `handle` says of all messages, in their order, and every document that they are about.

    `most`: how many documents of a half may be to blame for an error that nobody foresaw; with one more it is raised, as
    what raises everywhere is no message's fault. Raises what a half raised, after both have ended.
    """
    places = _halves(messages) if len(messages) >= LARGE else (list(range(len(messages))),)
    halves = [[messages[place] for place in half] for half in places]
    done = await asyncio.gather(*(_blamed(half, handle, [most]) for half in halves), return_exceptions=True)
    return _together(len(messages), places, done)


async def _blamed(messages: list[Message], handle: Handle, left: list[int]) -> Handled:
    """As `handle`, with the document to blame found. `left`: how many may still be."""
    try:
        return await handle(messages)
    except AWAY:
        raise
    except Exception as fault:
        if len({message.subject for message in messages}) > 1:
            halves = _halves(messages)
            done = [await _blamed([messages[place] for place in half], handle, left) for half in halves]
            return _together(len(messages), halves, done)
        if not left[0]:
            raise
        left[0] -= 1
        log.critical("message failed", extra={**where(fault), "zaakId": messages[0].subject, "count": len(messages)})
        return [Outcome("dead", reason=unexpected(fault), unexpected=True)] * len(messages), []


def _together(count: int, halves: Sequence[list[int]], done: Sequence[Any]) -> Handled:
    outcomes: list[Any] = [None] * count
    saved: list[Document] = []
    for half, one in zip(halves, done, strict=True):
        if isinstance(one, BaseException):
            raise one
        for place, outcome in zip(half, one[0], strict=True):
            outcomes[place] = outcome
        saved += one[1]
    return outcomes, saved


def _halves(messages: Sequence[Message]) -> tuple[list[int], list[int]]:
    """The places of the messages of each half."""
    halves: tuple[list[int], list[int]] = ([], [])
    half_of: dict[str, list[int]] = {}
    for place, message in enumerate(messages):
        half_of.setdefault(message.subject, halves[len(half_of) % 2]).append(place)
    return halves
