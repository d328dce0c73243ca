# SPDX-License-Identifier: EUPL-1.2
"""The days on which everybody's zaken go on: walkers wait for the next one, the clock jumps when all of them do.

For: one shared simulated clock that only goes forward. Not for: the zaken that come in while it jumps; they wait for none.
"""

import asyncio
from collections.abc import Awaitable, Callable

__all__ = ["Phases"]


class Phases:
    """A row of barriers. `jump(n)` is called, once, when every walker that is still under way waits for phase n."""

    def __init__(self, count: int, jump: Callable[[int], Awaitable[None]]) -> None:
        self._jump = jump
        self._open = [asyncio.Event() for _ in range(count)]
        self._waiting = 0
        self._walking = 0
        self._next = 0
        self._moving: asyncio.Task[None] | None = None

    def enter(self) -> None:
        """One more walker."""
        self._walking += 1

    def leave(self) -> None:
        """A walker has come to its end."""
        self._walking -= 1
        self._look()

    async def reach(self, phase: int) -> None:
        """Wait until it is phase `phase`; a walker that is not there yet holds up the others."""
        while self._next <= phase:
            self._waiting += 1
            self._look()
            await self._open[self._next].wait()

    def _look(self) -> None:
        if self._walking and self._waiting == self._walking and self._next < len(self._open):
            self._waiting = 0
            self._moving = asyncio.ensure_future(self._move())

    async def _move(self) -> None:
        await self._jump(self._next)
        self._next += 1
        self._open[self._next - 1].set()
