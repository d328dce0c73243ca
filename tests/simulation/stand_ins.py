# SPDX-License-Identifier: EUPL-1.2
"""What the kit sees of time and chance while a run lasts: the loop's own, apart for each life, from the seed.

Replaced are the names `time`, `datetime`, `random` and `secrets` in the kit's modules, and below its classes the clients
of database and broker; nothing of the kit itself. Not for: the kit planted with mistakes (`mistakes`).
"""

import datetime as real_datetime
import importlib
import logging
import random as real_random
import secrets as real_secrets
import sys
import time as real_time
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from tests.simulation.broker_client import Producer
from tests.simulation.database_client import Client
from tests.simulation.loop import LIFE, Loop
from tests.simulation.subscriber import SubscribingBroker

__all__ = ["START", "virtual"]

START = 1_750_000_000.0
"""The wall time at which every run begins."""

CORE = ("store.documents", "store.checkpoints", "store.ledger", "bus.relay", "store.engine", "core.fold", "bus.consumer", "bus.producer", "store.reminders", "effects.performing", "bus.dead_letters", "bus.records")  # fmt: skip
for _name in CORE:
    importlib.import_module(f"zvhh_kit.{_name}")


class _Time:
    """The module `time` of a life: monotonic is everybody's, the wall clock is set apart."""

    def __init__(self, loop: Loop) -> None:
        self.monotonic = self.perf_counter = loop.time
        self._loop = loop

    def time(self) -> float:
        life = LIFE.get()
        return START + self._loop.time() + (life.offset if life else 0.0)


class _IsDatetime(type(real_datetime.datetime)):  # type: ignore[misc]
    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, real_datetime.datetime)


class _Random(real_random.Random):
    """The module `random`, seeded."""


class _Secrets:
    def __init__(self, seed: int) -> None:
        self._random = real_random.Random(seed)

    def token_hex(self, length: int = 32) -> str:
        return self._random.randbytes(length).hex()

    def token_bytes(self, length: int = 32) -> bytes:
        return self._random.randbytes(length)


def _datetime(clock: _Time) -> Any:
    class Datetime(real_datetime.datetime, metaclass=_IsDatetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real_datetime.datetime.fromtimestamp(clock.time(), tz)

    return Datetime


def _kit() -> Iterator[ModuleType]:
    for name, module in list(sys.modules.items()):
        if name.startswith("zvhh_kit.") or name == "tests.simulation.domain":
            yield module


@contextmanager
def virtual(loop: Loop, seed: int) -> Iterator[None]:
    """While this lasts the kit has no other time, chance, broker or database than the run's."""
    clock = _Time(loop)
    put: dict[Any, Any] = {
        real_time: clock,
        real_datetime.datetime: _datetime(clock),
        real_random: _Random(seed),
        real_secrets: _Secrets(seed),
    }
    clients = {"AsyncIOMotorClient": Client, "AIOKafkaProducer": Producer, "KafkaBroker": SubscribingBroker}
    was: list[tuple[ModuleType, str, Any]] = []
    for module in _kit():
        for name, value in list(vars(module).items()):
            new = clients.get(name) if isinstance(value, type) and name in clients else _new(put, value)
            if new is not None:
                was.append((module, name, value))
                setattr(module, name, new)
    loggers = [logging.getLogger(name) for name in ("zvhh_kit", "opentelemetry")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        for module, name, value in was:
            setattr(module, name, value)


def _new(put: dict[Any, Any], value: Any) -> Any:
    return put.get(value) if isinstance(value, ModuleType) or value is real_datetime.datetime else None
