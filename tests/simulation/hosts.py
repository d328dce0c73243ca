# SPDX-License-Identifier: EUPL-1.2
"""The processes of a run: each a host that starts, dies, stands still, stops in order and starts again.

What runs inside is the kit's own: the rooms of a service without its HTTP door, run and stopped in the order in which a
real process does. Not for: what goes wrong when (`plan`), nor what happens to database and broker.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from contextvars import copy_context
from typing import Any

from tests.simulation.domain import CHAIN, OIN, dead_of, table, topic_of, types, urn_of
from tests.simulation.loop import LIFE, Life
from tests.simulation.world import World

from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.dead_letters import DeadLetters
from zvhh_kit.bus.producer import Producer
from zvhh_kit.bus.records import Reading
from zvhh_kit.bus.relay import Publication, Relay
from zvhh_kit.core.fold import DESTROY_KEY
from zvhh_kit.core.message import Message
from zvhh_kit.effects.performing import Effects, Outside
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.process.loops import Loops, patiently
from zvhh_kit.store.checkpoints import Checkpoints
from zvhh_kit.store.documents import Store, Unavailable
from zvhh_kit.store.engine import Engine
from zvhh_kit.store.ledger import Ledger
from zvhh_kit.store.reminders import Reminders

__all__ = ["Host", "Unheard"]


class Unheard(Exception):
    """Whoever asked a process hears no more of it."""


class Silent:
    """Metrics that nobody reads."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None


class Inside:
    """What one process of a service is made of."""

    def __init__(self, service: str, instance: str, outside: Callable[[Outside], Coroutine[Any, Any, None]]) -> None:
        metrics: Any = Silent()
        handlers, clock, topics = table(service), SystemClock(), types()
        self.store = Store("mongodb://simulated", "simulated", service, handlers)
        self.producer = Producer("simulated:9092", {}, timeout_ms=5000)
        ledger = Ledger(Checkpoints(self.store))
        publication = Publication(urn_of(service), topics, {"verhaal": "/v1/verhalen"})
        self.relay = Relay(self.store, ledger, self.producer, publication, metrics)
        self.engine = Engine(
            self.store,
            handlers,
            clock,
            ledger,
            wake=self.relay.wake,
            sendable=frozenset(topics),
            conflict=metrics.conflict,
        )
        self.reminders = Reminders(self.store, self.engine, clock, metrics)
        self.effects = Effects(self.store, {"buiten": outside, DESTROY_KEY: outside}, metrics)
        self.consumer = Consumer(
            bootstrap="simulated:9092",
            security={},
            topics=[*(topic_of(one) for one in CHAIN[max(0, CHAIN.index(service) - 1) : CHAIN.index(service) + 1])],
            group=service,
            instance=instance,
            reading=Reading(oin=OIN, prefix="", topic_of=topics, clock=clock),
            engine=self.engine,
            relay=self.relay,
            dead_letters=DeadLetters(self.producer, dead_of(service)),
            metrics=metrics,
        )

    async def run(self, until: asyncio.Event) -> None:
        """As a process does: every loop until it is told to stop, and then in the reverse order of their need."""
        async with AsyncExitStack() as stack:
            stack.callback(self.store.close)
            stack.push_async_callback(self.producer.stop)
            stack.push_async_callback(self.relay.close)
            loops = await stack.enter_async_context(Loops())
            for loop in (getattr(self.relay, "run", None), self.relay.keep, self.relay.sweep, self.reminders.run):
                if loop is not None:
                    loops.start(self._prepared(loop))
            loops.start(self._prepared(self.effects.run))
            loops.start(self._prepared(self.consumer.run))
            await loops.guard(_set(until))

    async def _prepared(self, loop: Callable[[], Any]) -> None:
        await patiently("database", self.store.prepare, Unavailable)
        await loop()


async def _set(until: asyncio.Event) -> None:
    await until.wait()


class Host:
    """A place where a process of a service runs, one life after the other."""

    def __init__(self, world: World, service: str, number: int, outside: Any) -> None:
        self.world, self.service, self.name = world, service, f"{service}-{number}"
        self._outside = outside
        self._lives = 0
        self._asked: dict[asyncio.Future[Any], None] = {}
        self._leaving = False
        self._down = 0.0
        self.life: Life | None = None
        self.inside: Inside | None = None
        self._stop: asyncio.Event | None = None
        self.offset = 0.0

    @property
    def up(self) -> bool:
        """Whether it takes requests."""
        return self.life is not None and self.life.alive and not self._leaving

    def start(self) -> None:
        """Begin a new life, where there is none."""
        if self.life is not None and self.life.alive:
            return
        self._lives += 1
        self._leaving = False
        self.inside = self._stop = None
        self.life = Life(self.name, self._lives, self.offset)
        self.world.tell(f"{self.life} starts")
        self._in_life(self.life, self._begin)

    def _in_life(self, life: Life, step: Callable[[], Any]) -> None:
        context = copy_context()
        context.run(LIFE.set, life)
        self.world.loop.call_soon(step, context=context)

    def _begin(self) -> None:
        self.inside = Inside(self.service, self.name, self._outside)
        self._stop = asyncio.Event()
        task = asyncio.get_running_loop().create_task(self.inside.run(self._stop))
        life = self.life
        task.add_done_callback(lambda done: self._ended(done, life))

    def _ended(self, done: "asyncio.Task[None]", life: Life | None) -> None:
        fault = None if done.cancelled() else done.exception()
        if done.cancelled() or fault is not None:
            self.world.violated("a process goes on", f"{life} ended by itself: {type(fault).__name__} {fault}")
        if life is not None:
            self._die(life)

    def _die(self, life: Life) -> None:
        life.alive = False
        if self._leaving:
            self.world.later(self._down, self.start)
        for tell in life.at_silence:
            tell()
        asked, self._asked = self._asked, {}
        for future in asked:
            self.world.later(self.world.delay(), _unheard, future)

    def kill(self, down: float) -> str:
        """kill -9, and a new start after so long."""
        if self.life is None or not self.life.alive:
            return ""
        self._die(self.life)
        self.world.later(down, self.start)
        return f"{self.life} is killed, back after {down:.2f} s"

    def freeze(self, seconds: float) -> str:
        """SIGSTOP, and SIGCONT after so long."""
        life = self.life
        if life is None or not life.alive or life.frozen:
            return ""
        life.frozen = True
        for tell in life.at_silence:
            tell()
        self.world.later(seconds, self.world.loop.thaw, life)
        return f"{life} is frozen for {seconds:.2f} s"

    def stop(self, down: float) -> str:
        """SIGTERM, and a new start so long after it has ended; killed when it has not after half a minute."""
        if not self.up or self._stop is None or self.life is None:
            return ""
        self._leaving = True
        self._in_life(self.life, self._stop.set)
        self.world.later(30.0, self._insist, self.life, down)
        self._down = down
        return f"{self.life} is stopped, back {down:.2f} s later"

    def _insist(self, life: Life, down: float) -> None:
        if life.alive and self.life is life:
            self.kill(down)

    def ask(self, message: Message) -> "asyncio.Future[Any]":
        """Give a command, as its HTTP door would: the outcome, Unavailable, or Unheard when the process dies first."""
        answer: asyncio.Future[Any] = self.world.loop.create_future()
        if not self.up or self.life is None or self.inside is None:
            answer.set_exception(Unheard())
            return answer
        self._asked[answer] = None
        self._in_life(self.life, lambda: self._give(message, answer))
        return answer

    def _give(self, message: Message, answer: "asyncio.Future[Any]") -> None:
        assert self.inside is not None
        given = asyncio.get_running_loop().create_task(self.inside.engine.give(message))
        given.add_done_callback(lambda done: self._answered(done, answer))

    def _answered(self, done: "asyncio.Task[Any]", answer: "asyncio.Future[Any]") -> None:
        self._asked.pop(answer, None)
        if answer.done():
            return
        if done.cancelled():
            answer.set_exception(Unheard())
        elif (fault := done.exception()) is not None:
            answer.set_exception(fault)
        else:
            answer.set_result(done.result()[0])


def _unheard(future: "asyncio.Future[Any]") -> None:
    if not future.done():
        future.set_exception(Unheard())
        future.exception()
