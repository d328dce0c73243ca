# SPDX-License-Identifier: EUPL-1.2
"""A replica set of three in one object: a log of writes, how much of it a majority has, and how much of that is shown.

What a majority has survives every failover; what it has not may be rolled back. After a failover the new primary knows
less of what is safe than the old one did, so majority reads are behind until a write of its own term is safe.
Not for: queries and updates (`matching`), drivers and networks (`database_client`).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import bson
from bson.codec_options import CodecOptions
from pymongo.errors import NotPrimaryError
from tests.simulation.matching import inserted_by, matches, updated
from tests.simulation.world import World

__all__ = ["Changed", "Replicas", "Statement"]

CODEC: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)
DUPLICATE = 11000
START = 1_750_000_000.0


@dataclass(slots=True)
class _Entry:
    """One line of the log: a document as it is from here on, None = removed."""

    time: int
    namespace: str
    id: Any
    raw: bytes | None
    of: tuple[int, int]
    document: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One write. kind: insert, replace, update, delete."""

    kind: str
    query: Mapping[str, Any]
    change: Any = None
    upsert: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What a statement did: how many it matched, and the code of its error."""

    matched: int = 0
    error: int = 0
    upserted: Any = None


class _Image:
    """The collections as they are at one place of the log: the next place is usually a little further on."""

    def __init__(self) -> None:
        self._upto = 0
        self._of: dict[str, dict[Any, _Entry]] = {}

    def forget(self) -> None:
        self._upto, self._of = 0, {}

    def at(self, log: list[_Entry], upto: int) -> dict[str, dict[Any, _Entry]]:
        if upto < self._upto:
            self.forget()
        for entry in log[self._upto : upto]:
            known = self._of.setdefault(entry.namespace, {})
            if entry.raw is None:
                known.pop(entry.id, None)
            else:
                known[entry.id] = entry
        self._upto = upto
        return self._of


class Replicas:
    """The primary of the moment, as its clients see it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.log: list[_Entry] = []
        self.safe = self.shown = 0
        self.term = 1
        self.elected = True
        self.hung_until = self.slow_until = 0.0
        self.offset = 0.0
        self._time = 0
        self._images = {True: _Image(), False: _Image()}
        self._done: dict[tuple[int, int], tuple[_Entry | None, Changed]] = {}
        self._safe_at: deque[tuple[float, int]] = deque(maxlen=400)
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """The database's own clock."""
        moment = datetime.fromtimestamp(START + self.world.loop.time() + self.offset, UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def view(self, namespace: str, upto: int | None = None) -> dict[Any, _Entry]:
        """The documents as they are after so many entries of the log."""
        image = self._images[upto is None]
        return image.at(self.log, len(self.log) if upto is None else upto).setdefault(namespace, {})

    def put(self, namespace: str, document: Mapping[str, Any] | None, id_: Any = None) -> None:
        """Change a document behind everybody's back, safely: what a restore or another release did."""
        raw = None if document is None else bson.encode(dict(document))
        self._append(namespace, id_ if document is None else document["_id"], raw, (0, 0))
        self._is_safe(self.term, len(self.log))

    def _append(self, namespace: str, id_: Any, raw: bytes | None, of: tuple[int, int]) -> _Entry:
        self._time += 1
        entry = _Entry(self._time, namespace, id_, raw, of)
        if raw is not None:
            entry.document = bson.decode(raw, CODEC)
        self.log.append(entry)
        wait = self.world.rng.uniform(0.0004, 0.004) + max(0.0, self.slow_until - self.world.loop.time())
        self.world.later(wait, self._is_safe, self.term, len(self.log))
        return entry

    def _is_safe(self, term: int, upto: int) -> None:
        """A majority has so much of the log; shown is all of it once anything of this term is safe."""
        if term == self.term and self.elected and upto > self.safe:
            self.safe = self.shown = upto
            self._safe_at.append((self.world.loop.time(), upto))
            self._wake()

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for is_so, future in waiting:
            if future.done():
                continue
            if is_so():
                future.set_result(None)
            else:
                self._waiting.append((is_so, future))

    async def _until(self, is_so: Callable[[], bool], term: int) -> None:
        """Raises NotPrimaryError when the primary of this term is no more."""
        if not is_so():
            future: asyncio.Future[None] = self.world.loop.create_future()
            self._waiting.append((lambda: self.term != term or is_so(), future))
            await future
        if self.term != term or not self.elected:
            raise NotPrimaryError("stepped down")

    async def _primary(self, term: int | None = None) -> int:
        """Wait while it hangs. Raises NotPrimaryError where there is none, or no longer the one of this term."""
        while (left := self.hung_until - self.world.loop.time()) > 0:
            term = term or self.term
            await asyncio.sleep(left)
        if not self.elected or (term is not None and term != self.term):
            raise NotPrimaryError("not primary")
        return self.term

    async def write(
        self, namespace: str, statements: list[Statement], transaction: int, *, majority: bool
    ) -> tuple[list[Changed], int]:
        """Do these one after the other; what this transaction did already is not done again. And the time of the last."""
        term, made = await self._primary(), []
        for number, statement in enumerate(statements):
            if number:
                await asyncio.sleep(self.world.rng.uniform(0, 0.0003))
                await self._primary(term)
            made.append(self._change(namespace, statement, (transaction, number)))
        upto = len(self.log)
        time = self.log[-1].time if self.log else 0
        if majority:
            await self._until(lambda: self.safe >= upto, term)
        return made, time

    def _change(self, namespace: str, statement: Statement, of: tuple[int, int]) -> Changed:
        if of in self._done:
            return self._done[of][1]
        entry, changed = self._apply(namespace, statement, of)
        if entry is not None:
            self._done[of] = (entry, changed)
        return changed

    def _apply(self, namespace: str, statement: Statement, of: tuple[int, int]) -> tuple[_Entry | None, Changed]:
        known, now = self.view(namespace), self.now()
        if statement.kind == "insert":
            id_ = statement.query["_id"]
            if id_ in known:
                return None, Changed(error=DUPLICATE)
            return self._append(namespace, id_, statement.change, of), Changed(1)
        fitting = (e for e in known.values() if e.document is not None and matches(e.document, statement.query, now))
        found = next(fitting, None)
        if found is None or found.document is None:
            if not statement.upsert:
                return None, Changed()
            made = updated(inserted_by(statement.query), statement.change, statement.query, now, new=True)
            return self._append(namespace, made["_id"], bson.encode(made), of), Changed(upserted=made["_id"])
        if statement.kind == "delete":
            return self._append(namespace, found.id, None, of), Changed(1)
        raw: bytes = statement.change
        if statement.kind == "update":
            raw = bson.encode(updated(found.document, statement.change, statement.query, now))
        return self._append(namespace, found.id, raw, of), Changed(1)

    async def read(self, namespace: str, *, majority: bool, after: int = 0) -> tuple[list[_Entry], int]:
        """The documents, as a majority has them or as they are here; not before this time. And the time of what was read."""
        term = await self._primary()

        def upto() -> int:
            return self.shown if majority else len(self.log)

        await self._until(lambda: after == 0 or (upto() > 0 and self.log[upto() - 1].time >= after), term)
        seen = upto()
        return list(self.view(namespace, seen).values()), self.log[seen - 1].time if seen else 0

    def fail_over(self, seconds: float, choice: float) -> str:
        """The primary dies; another is elected after so long, which has all that is safe, and perhaps more."""
        kept = self.safe + int((len(self.log) - self.safe) * max(0.0, choice * 1.2 - 0.2))
        lag = max(0.0, choice - 0.3) ** 2 * 0.6
        knew = max((upto for moment, upto in self._safe_at if moment <= self.world.loop.time() - lag), default=0)
        lost, hidden = len(self.log) - kept, self.safe - min(knew, self.shown)
        self._roll_back(kept)
        self.shown = min(knew, self.shown)
        self.term += 1
        self.elected = False
        self.hung_until = self.slow_until = 0.0
        self.offset = self.world.rng.uniform(-1.0, 1.0)
        self._wake()
        self.world.later(seconds, self._elect, self.term)
        return f"the primary dies ({seconds:.2f} s without; {lost} writes lost, the last {hidden} safe ones not shown)"

    def _roll_back(self, kept: int) -> None:
        gone = {id(entry) for entry in self.log[kept:]}
        self.log = self.log[:kept]
        for image in self._images.values():
            image.forget()
        self._done = {of: done for of, done in self._done.items() if id(done[0]) not in gone}

    def _elect(self, term: int) -> None:
        """Its first entry says that it is the primary; until the others follow it nothing of its term is safe."""
        if term == self.term:
            self.elected = True
            self.slow_until = self.world.loop.time() + self.world.rng.uniform(0.05, 1.0)
            self._append("", None, None, (0, 0))

    def hang(self, seconds: float) -> str:
        """It stands still; what comes in meanwhile is done afterwards, whether anybody still waits or not."""
        self.hung_until = self.world.loop.time() + seconds
        return f"the database stands still for {seconds:.2f} s"

    def slow(self, seconds: float) -> str:
        """For so long nothing becomes safe."""
        self.slow_until = self.world.loop.time() + seconds
        return f"nothing becomes safe for {seconds:.2f} s"

    def namespaces(self) -> Iterable[str]:
        """Every collection that was ever written."""
        return dict.fromkeys(entry.namespace for entry in self.log if entry.namespace)
