# SPDX-License-Identifier: EUPL-1.2
"""The log of every read and write of personal data (L7): one document per line, in a hash chain per writer.

For: the HTTP room and whatever else shows or changes personal data; `verify` is for the command line and the FG.
Not for: technical logs. A line holds no personal data but who acted; the data subject is a pseudonym.

Never sampled: what can't be logged must not be shown, so a failed write raises.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.errors import BulkWriteError, PyMongoError
from pymongo.write_concern import WriteConcern

from zvhh_kit.privacy.chain import START, Anchors, Chain, ChainKeys, Verified, linked
from zvhh_kit.process.clock import Clock
from zvhh_kit.store.documents import DUPLICATE, Unavailable

__all__ = ["AccessLog", "Entry", "LogUnavailable"]

_BATCH = 500
_RACES = 5


class LogUnavailable(Unavailable):
    """The line is perhaps not in the log: do not show or change anything. The same call may go through later."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, for one data subject at most (BIO2 8.15, Logboek Dataverwerkingen).

    action: operation · object: what, as kind and id · result: ok, refused, unknown (nothing is there), limited or failed · origin: service and address it
    came from · actor: subject id of the person · oin: their organisation · purpose: the processing activity (URI) ·
    data_subject: pseudonym, "" when about nobody · trace: W3C trace id · address: network address, of refusals only.
    """

    action: str
    object: str
    result: str
    origin: str
    actor: str
    oin: str
    purpose: str
    data_subject: str = ""
    trace: str = ""
    address: str = ""

    def line(self) -> dict[str, Any]:
        """As it is kept; an address only where there is one."""
        kept = asdict(self)
        return kept if self.address else {name: value for name, value in kept.items() if name != "address"}


@dataclass(slots=True)
class _Waiting:
    lines: Sequence[dict[str, Any]]
    done: asyncio.Future[None]


class AccessLog:
    """The log as one writer adds to it. Each process has a writer name of its own, the same after a restart.

    Two processes with one name do no harm but wait for each other. Needs the unique index that `start` makes.
    """

    def __init__(self, collection: Any, writer: str, clock: Clock, keys: ChainKeys | None = None) -> None:
        """`collection`: Motor, bounded by its client's timeoutMS; `clock`: UTC; `keys`: outside the database, what seals."""
        self._keys = keys
        self._collection = collection.with_options(write_concern=WriteConcern("majority", j=True))
        self._writer = writer
        self._clock = clock
        self._indexed = False
        self._head: tuple[int, str] | None = None
        self._queue: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Make the index and find where this writer's chain ended. Raises LogUnavailable; `write` does it when needed."""
        try:
            await self._find_head()
        except PyMongoError as fault:
            raise LogUnavailable(type(fault).__name__) from None

    async def write(self, *entries: Entry) -> None:
        """Add lines, in this order; returns when a majority has them in its journal (L7).

        What several callers write at once goes in one insert. Raises LogUnavailable. A cancelled caller's lines may
        still be written.
        """
        if not entries:
            return
        now = self._clock.now()
        lines = [{**entry.line(), "time": now.replace(microsecond=now.microsecond // 1000 * 1000)} for entry in entries]
        waiting = _Waiting(lines, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._drain())
        await waiting.done

    async def close(self) -> None:
        """Wait until nothing is being written. The collection is its owner's to close."""
        if self._writing is not None:
            await asyncio.wait([self._writing])

    async def heads(self) -> dict[str, tuple[int, str]]:
        """Number and hash of the last line of every writer. Raises LogUnavailable."""
        found = {}
        try:
            for writer in await self._collection.distinct("writer"):
                last = await self._collection.find_one({"writer": writer}, sort=[("n", DESCENDING)])
                found[str(writer)] = (int(last["n"]), str(last["hash"]))
        except PyMongoError as fault:
            raise LogUnavailable(type(fault).__name__) from None
        return found

    async def verify(self, anchors: Mapping[str, Anchors] | None = None) -> Verified:
        """Check every line of every writer, also against what was noted outside the database. Raises LogUnavailable."""
        found, noted = Verified(), anchors or {}
        chains = {writer: Chain(writer, found, self._keys, one) for writer, one in noted.items()}
        order = [("writer", ASCENDING), ("n", ASCENDING)]
        try:
            async for line in self._collection.find({}, sort=order, allow_disk_use=True):
                writer = str(line.get("writer"))
                chains.setdefault(writer, Chain(writer, found, self._keys)).check(line)
        except PyMongoError as fault:
            raise LogUnavailable(type(fault).__name__) from None
        for chain in chains.values():
            chain.end()
        return found

    async def _drain(self) -> None:
        """The only place that inserts, so that numbers and hashes follow each other."""
        batch: list[_Waiting] = []
        try:
            while batch := self._next_batch():
                fault = await self._insert([line for waiting in batch for line in waiting.lines])
                _answer(batch, fault)
        finally:  # ended by a cancel or a bug: nobody may wait for ever
            _answer([*batch, *self._queue], "the writer of the log ended")
            self._queue.clear()

    def _next_batch(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        while self._queue and sum(len(waiting.lines) for waiting in batch) < _BATCH:
            batch.append(self._queue.pop(0))
        return batch

    async def _insert(self, lines: Sequence[dict[str, Any]]) -> str:
        """Insert `lines`; what went wrong, or "". After a fault the head is read anew: the lines may be there or not."""
        for _ in range(_RACES):
            try:
                head = await self._find_head()
                self._head = None
                chained: list[dict[str, Any]] = []
                for line in lines:
                    chained.append(linked(line, self._writer, head, self._keys))
                    head = (chained[-1]["n"], chained[-1]["hash"])
                await self._collection.insert_many(chained)
            except BulkWriteError as fault:
                if not _only_taken(fault):
                    return type(fault).__name__
                lines = lines[fault.details["nInserted"] :]  # another process of this name was first
            except PyMongoError as fault:
                return type(fault).__name__
            else:
                self._head = head
                return ""
        return "contested"

    async def _find_head(self) -> tuple[int, str]:
        if not self._indexed:
            await self._collection.create_index([("writer", ASCENDING), ("n", ASCENDING)], unique=True)
            self._indexed = True
        if self._head is None:
            last = await self._collection.find_one({"writer": self._writer}, sort=[("n", DESCENDING)])
            self._head = (last["n"], last["hash"]) if last else START
        return self._head


def _answer(batch: Sequence[_Waiting], fault: str) -> None:
    for waiting in batch:
        if waiting.done.done():
            continue  # cancelled by its caller, or answered already
        if fault:
            waiting.done.set_exception(LogUnavailable(fault))
        else:
            waiting.done.set_result(None)


def _only_taken(fault: BulkWriteError) -> bool:
    """Whether the insert failed for nothing but a number that another process took."""
    details = fault.details
    codes = {error["code"] for error in details.get("writeErrors", ())}
    return codes == {DUPLICATE} and not details.get("writeConcernErrors")
