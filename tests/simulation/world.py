# SPDX-License-Identifier: EUPL-1.2
"""What surrounds the processes of a run: delays, the points at which something may go wrong, and what did.

A point is passed whenever a request leaves a process, and whenever its answer sets out. A schedule of faults says what
departs from the normal at which point; the same schedule and seed are the same run. Not for: what database and broker
do (`database`, `broker`), nor what a fault does to a process (`hosts`).
"""

import asyncio
import itertools
import random
from collections.abc import Callable, Coroutine, Iterator
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.loop import LIFE, Life, Loop

__all__ = ["Fault", "World", "here"]

OF_A_REQUEST = ("lost", "unanswered", "late", "again", "refused")
"""Departures of one request: never done · done, but not answered · done later, not answered · tried again by the client
at once · refused. All but `again` reach the kit as an error."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What goes wrong at a point. `who`: a host, or -1: the one that is at the point; `seconds`: for how long or how
    late; `choice`: a number from 0 to 1 for what is left to choose, such as how much of what was not safe is lost."""

    at: int
    kind: str
    who: int = -1
    seconds: float = 0.0
    choice: float = 0.5

    def __str__(self) -> str:
        return f"{self.at:5}  {self.kind:12} who={self.who} seconds={self.seconds:.2f} choice={self.choice:.2f}"


@dataclass
class World:
    """One run's surroundings."""

    loop: Loop
    rng: random.Random
    faults: list[Fault]
    happen: Callable[[Fault, Life | None, str], str] = lambda *_: ""
    database: Any = None
    broker: Any = None
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    points: int = 0
    counting: bool = False
    calm_until: float = 0.0
    departures: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    trace: list[str] | None = None
    violations: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, text: str) -> None:
        """A line for who looks at a run."""
        if self.trace is not None:
            self.trace.append(f"{self.loop.time() - 1000:9.4f}  {text}")

    def violated(self, invariant: str, how: str) -> None:
        """Something that must never be."""
        self.violations.append((invariant, how))
        self.tell(f"VIOLATED {invariant}: {how}")

    def delay(self, most: float = 0.004) -> float:
        """A trip over the network; one in forty is slow."""
        rng = self.rng
        return rng.uniform(0.0002, most) if rng.random() > 0.025 else rng.uniform(most, most * 40)

    def point(self, what: str, life: Life | None, *, request: bool = False) -> Fault | None:
        """Pass a point: what is due happens; hands back what befalls this request, where it is one."""
        if self.trace is not None:
            self.tell(f"{life or ''} {what}")
        if not self.counting or self.loop.time() < self.calm_until:
            return None
        self.points += 1
        befallen: Fault | None = None
        while self.faults and self.faults[0].at <= self.points:
            fault = self.faults[0]
            if fault.kind in OF_A_REQUEST:
                if not request or befallen is not None:
                    break
                befallen = fault
                did = f"this request is {fault.kind}"
            else:
                did = self.happen(fault, life, what)
            self.faults.pop(0)
            if did:
                self.kinds.append(fault.kind)
                self.departures.append(f"point {self.points}, {self.loop.time() - 1000:.3f} s: {life or '-'} {what}: {did}")
                self.tell(f"FAULT {self.departures[-1]}")
        return befallen

    def later(self, seconds: float, callback: Callable[..., Any], *arguments: Any) -> Any:
        """Something of the world itself, whatever becomes of who asked for it."""
        return self.loop.call_later(seconds, callback, *arguments, context=_outside())

    def serve(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task of the world itself."""
        task: asyncio.Task[Any] = self.loop.create_task(work, context=_outside())
        return task

    async def stop_if_dead(self) -> None:
        """A process that was killed at this very point goes no further; one that is frozen not yet."""
        life = LIFE.get()
        if life is not None and (not life.alive or life.frozen):
            await (self.loop.create_future() if not life.alive else asyncio.sleep(0))


_EMPTY = Context()


def _outside() -> Context:
    return _EMPTY.copy()


_current: list[World] = []


def here() -> World:
    """The world of the run that is under way."""
    return _current[-1]


def enter(world: World) -> None:
    """Make this the world of the run."""
    _current[:] = [world]
