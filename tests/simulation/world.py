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

from tests.simulation.loop import Life, Loop

__all__ = ["Fault", "World", "here"]

OF_A_REQUEST = ("lost", "unanswered", "late", "again", "refused")
"""Departures of one request: never done · done, but not answered · done later, not answered · tried again by the client
at once · refused. All but `again` reach the kit as an error."""

AIMED = 0.5
"""A fault with such a choice or more waits for a change."""


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

    def point(self, what: str, life: Life | None, *, request: bool = False, change: bool = False) -> Fault | None:
        """Pass a point: what is due happens; hands back what befalls this request, where it is one.

        Half of the faults wait for a point where something is changed: a save, a send, a commit.
        """
        if self.trace is not None:
            self.tell(f"{life or ''} {what}")
        if not self.counting or self.loop.time() < self.calm_until:
            return None
        self.points += 1
        befallen: Fault | None = None
        for fault in list(itertools.takewhile(lambda one: one.at <= self.points, self.faults)):
            if fault.choice >= AIMED and not change:
                continue
            if fault.kind in OF_A_REQUEST:
                if not request or befallen is not None:
                    continue
                befallen = fault
                did = f"this request is {fault.kind}"
            else:
                did = self.happen(fault, life, what)
            self.faults.remove(fault)
            if did:
                self._departed(fault, f"{life or '-'} {what}: {did}")
        return befallen

    def _departed(self, fault: Fault, how: str) -> None:
        self.kinds.append(fault.kind)
        self.departures.append(f"point {self.points}, {self.loop.time() - 1000:.3f} s: {how}")
        self.tell(f"FAULT {self.departures[-1]}")

    def later(self, seconds: float, callback: Callable[..., Any], *arguments: Any) -> Any:
        """Something of the world itself, whatever becomes of who asked for it."""
        return self.loop.call_later(seconds, callback, *arguments, context=_outside())

    def serve(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task of the world itself."""
        task: asyncio.Task[Any] = self.loop.create_task(work, context=_outside())
        return task


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
