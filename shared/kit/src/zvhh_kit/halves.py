# SPDX-License-Identifier: EUPL-1.2
"""A large batch is handled in two halves, side by side: while one waits for the database, the other is folded.

All messages of a document are in one half, in their order; documents don't know of each other. Each half is tried again by
itself, so that one that was saved is not given twice. Not for: what is done with a half, nor how often it is tried.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from zvhh_kit.document import Document
from zvhh_kit.message import Message, Outcome

__all__ = ["in_halves"]

LARGE = 50
"""Fewer messages than this stay together: nothing is gained by a second trip to the database."""

Handled = tuple[list[Outcome], list[Document]]


async def in_halves(messages: Sequence[Message], handle: Callable[[list[Message]], Awaitable[Handled]]) -> Handled:
    """What `handle` says of all messages, in their order, and every document that they are about.

    Raises what a half raised, after both have ended.
    """
    halves = _halves(messages)
    done = await asyncio.gather(*(handle([messages[n] for n in half]) for half in halves), return_exceptions=True)
    outcomes: list[Any] = [None] * len(messages)
    saved: list[Document] = []
    for half, one in zip(halves, done, strict=True):
        if isinstance(one, BaseException):
            raise one
        for place, outcome in zip(half, one[0], strict=True):
            outcomes[place] = outcome
        saved += one[1]
    return outcomes, saved


def _halves(messages: Sequence[Message]) -> tuple[list[int], ...]:
    """The places of the messages of each half; one "half" of what is not large."""
    if len(messages) < LARGE:
        return (list(range(len(messages))),)
    halves: tuple[list[int], list[int]] = ([], [])
    half_of: dict[str, list[int]] = {}
    for place, message in enumerate(messages):
        half_of.setdefault(message.subject, halves[len(half_of) % 2]).append(place)
    return halves
