# SPDX-License-Identifier: EUPL-1.2
"""The loops of a process, run side by side and stopped together; and waiting for a part that is away.

Not for: what the loops do.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from zvhh_kit.process.causes import attempts

__all__ = ["Loops", "cancelled_for_real", "end_leftovers", "patiently"]

log = logging.getLogger(__name__)
STOP_WITHIN = 22.0
"""Seconds for the loops to end: a little longer than a consumer needs at most to leave its group."""


class Loops:
    """The loops of a process; one that fails ends the process, so that whoever runs it starts it anew."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Loops":
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop them all. A client may swallow a cancellation: such a loop is cancelled once more, then left behind."""
        running: set[asyncio.Task[None]] = {task for task in self._tasks if not task.done()}
        for seconds in (STOP_WITHIN, 2.0):
            for task in running:
                task.cancel()
            if running:
                _done, running = await asyncio.wait(running, timeout=seconds)
        if running:
            log.warning("a loop did not stop", extra={"count": len(running)})

    def start(self, loop: Coroutine[Any, Any, None]) -> None:
        """Run a loop until the end of the process."""
        self._tasks.append(asyncio.create_task(loop))

    async def guard(self, main: Coroutine[Any, Any, None]) -> None:
        """Run `main` to its end, or raise what ended a loop before that."""
        serving = asyncio.create_task(main)
        try:
            done, _ = await asyncio.wait([serving, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not serving.done():
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)
        for task in done:
            task.result()


def cancelled_for_real() -> bool:
    """Whether the running task is being cancelled, when a CancelledError came up in it.

    While a broker is away aiokafka throws that of its own tasks at whoever starts or stops a client: taken for real, it
    would end a loop without a word, and the process with it.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def end_leftovers(seconds: float = 2.0) -> bool:
    """Cancel whatever still runs at the end of a process; False where something doesn't end within `seconds`.

    A client's own task may wait for ever for a broker that is gone, and asyncio would wait with it.
    """
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    if left:
        _, left = await asyncio.wait(left, timeout=seconds)
    return not left


async def patiently(what: str, step: Callable[[], Awaitable[None]], *away: type[BaseException]) -> None:
    """Until it works, with backoff up to five seconds: a part that is away at the start is waited for, and why is told."""
    wait = 0.2
    while True:
        try:
            with attempts() as tried:
                await step()
        except away as fault:
            log.warning("waits", extra={"dependency": what, "reason": tried.why(fault)})
            await asyncio.sleep(wait)
            wait = min(wait * 2, 5.0)
        else:
            return
