# SPDX-License-Identifier: EUPL-1.2
"""An event loop of which every run is the same: virtual time, and each callback known by the life that it belongs to.

A `Life` is one process from its start to its end. What belongs to a life that was killed is never called again; what
belongs to one that is frozen is kept until it is thawed. Callbacks of no life are the world's own: network, broker,
database. Time moves only when nothing is ready. Not for: what happens; that is `world`.
"""

import asyncio
import contextlib
import gc
import heapq
import sys
import warnings
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar, copy_context
from typing import Any, cast

__all__ = ["LIFE", "Life", "Loop", "Stuck"]


class Stuck(Exception):
    """More steps than any run needs: something turns round without an end."""


class Life:
    """One process from start to end: the kill drops its callbacks, a freeze holds them."""

    def __init__(self, host: str, number: int, offset: float = 0.0) -> None:
        self.host = host
        self.number = number
        self.offset = offset
        self.alive = True
        self.frozen = False
        self.held: list[Handle] = []
        self.at_silence: list[Callable[[], None]] = []
        self.at_thaw: list[Callable[[], None]] = []

    def __repr__(self) -> str:
        return f"{self.host}.{self.number}"


LIFE: ContextVar[Life | None] = ContextVar("life", default=None)


class Handle:
    """A callback that waits for its turn; may be cancelled."""

    __slots__ = ("arguments", "callback", "context", "life", "off")

    def __init__(self, callback: Any, arguments: Any, context: Context) -> None:
        self.callback, self.arguments, self.context = callback, arguments, context
        self.life: Life | None = context.get(LIFE)
        self.off = False

    def cancel(self) -> None:
        self.off = True

    def cancelled(self) -> bool:
        return self.off


class _Task(asyncio.Task[Any]):
    """Ordered in sets by its number instead of its address, so that a set of tasks is gone through alike each time."""

    number = 0

    def __hash__(self) -> int:
        return self.number

    def __eq__(self, other: object) -> bool:
        return self is other


class _Future(asyncio.Future[Any]):
    """Likewise."""

    number = 0

    def __hash__(self) -> int:
        return self.number

    def __eq__(self, other: object) -> bool:
        return self is other


class Loop:
    """Just what asyncio's own tasks, futures, locks and timeouts need of an event loop; anything else is not there."""

    def __init__(self, start: float = 1_000.0, most: int = 250_000) -> None:
        self._now = start
        self._ready: deque[Handle] = deque()
        self._timers: list[tuple[float, int, Handle]] = []
        self._count = 0
        self._most = most
        self.steps = 0
        self.tasks: list[_Task] = []
        self.faults: list[str] = []

    def time(self) -> float:
        return self._now

    def jump(self, seconds: float) -> None:
        """Let time pass at once, whatever waited for a moment in it."""
        self._now += seconds

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def create_future(self) -> asyncio.Future[Any]:
        future = _Future(loop=cast(Any, self))
        self._count += 1
        future.number = self._count
        return future

    def create_task(self, coro: Any, *, name: str | None = None, context: Context | None = None) -> Any:
        task = _Task(coro, loop=cast(Any, self), name=name or "task", context=context)
        task.number = len(self.tasks) + 1
        self.tasks.append(task)
        return task

    def call_soon(self, callback: Any, *args: Any, context: Context | None = None) -> Any:
        handle = Handle(callback, args, copy_context() if context is None else context)
        self._ready.append(handle)
        return handle

    def call_at(self, when: float, callback: Any, *args: Any, context: Context | None = None) -> Any:
        handle = Handle(callback, args, copy_context() if context is None else context)
        self._count += 1
        heapq.heappush(self._timers, (when, self._count, handle))
        return handle

    def call_later(self, delay: float, callback: Any, *args: Any, context: Context | None = None) -> Any:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Of what asyncio would log: an error in a callback is a fault of the simulation; the rest is told elsewhere."""
        if "handle" in context:
            self.faults.append(repr(context.get("exception")))

    def thaw(self, life: Life) -> None:
        """What waited for a frozen life is ready now, in its order."""
        life.frozen = False
        self._ready.extend(life.held)
        life.held = []
        for tell in life.at_thaw:
            tell()

    def run_until(self, enough: Callable[[], bool], until: float) -> None:
        """Run until it is `enough`, asked whenever time moves on, or until that moment."""
        asyncio._set_running_loop(cast(Any, self))
        try:
            while True:
                self._run_ready()
                while self._timers and self._timers[0][2].off:
                    heapq.heappop(self._timers)
                if enough() or not self._timers or self._timers[0][0] > until:
                    return
                when, _, handle = heapq.heappop(self._timers)
                self._now = max(self._now, when)
                self._ready.append(handle)
        finally:
            asyncio._set_running_loop(None)

    def _run_ready(self) -> None:
        ready = self._ready
        while ready:
            handle = ready.popleft()
            life = handle.life
            if handle.off or (life is not None and not life.alive):
                continue
            if life is not None and life.frozen:
                life.held.append(handle)
                continue
            self.steps += 1
            if self.steps > self._most:
                raise Stuck
            handle.context.run(handle.callback, *handle.arguments)

    def bury(self) -> None:
        """Close what never came to its end, so that none of it runs when it is collected as garbage."""
        self._ready.clear()
        self._timers.clear()
        hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for task in self.tasks:
                    self._close(task)
                self.tasks.clear()
                gc.collect()
        finally:
            sys.unraisablehook = hook

    def _close(self, task: _Task) -> None:
        if task.done():
            task._log_traceback = False
            return
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        inside: Coroutine[Any, Any, Any] | None = task.get_coro()  # type: ignore[assignment]
        for _ in range(20):  # one that waits in its `finally` has to be closed again
            with contextlib.suppress(BaseException):
                if inside is not None:
                    inside.close()
                    break
