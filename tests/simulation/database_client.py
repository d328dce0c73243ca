# SPDX-License-Identifier: EUPL-1.2
"""The part of Motor that the kit calls, over the fake database: requests that get lost, one retry as the driver does,
sessions, and pymongo's own exceptions.

An operation or argument that is not here raises. Not for: what the database does (`database`).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from typing import Any

import bson
from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    NetworkTimeout,
    ServerSelectionTimeoutError,
)
from pymongo.results import BulkWriteResult, UpdateResult
from tests.simulation.database import CODEC, Changed, Replicas, Statement
from tests.simulation.loop import LIFE, Life
from tests.simulation.matching import Unfaithful, matches, projected, sort_key
from tests.simulation.world import Fault, here

__all__ = ["Client", "Connection"]

SELECTION, SOCKET = 2.0, 10.0
About = tuple[str, Life | None, bool]
"""What is asked, by whom, and whether it changes anything for good."""


class Session:
    """A causally consistent session: no read in it is older than what was written or read in it."""

    def __init__(self) -> None:
        self.time = 0

    async def __aenter__(self) -> "Session":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def end_session(self) -> None:
        return None


class Connection:
    """One process's way to the database."""

    def __init__(self) -> None:
        self.world = here()
        self.replicas: Replicas = self.world.database

    async def call(self, what: str, work: Callable[[int], Coroutine[Any, Any, Any]], *, change: bool = False) -> Any:
        """Have the server do it, and wait; once more after a fault of the network, as the driver does."""
        transaction = next(self.world.numbers)
        for attempt in (1, 2):
            await self._selected()
            life = LIFE.get()
            fault = self.world.point(f"sends {what}", life, request=True, change=change)
            if life is not None and not life.alive:
                await self.world.loop.create_future()
            try:
                return await self._once((what, life, change), work(transaction), fault)
            except ConnectionFailure:
                if attempt == 2 or (fault is not None and fault.kind != "again"):
                    raise
        raise AssertionError

    async def _selected(self) -> None:
        until = self.world.loop.time() + SELECTION
        while not self.replicas.elected:
            if self.world.loop.time() >= until:
                raise ServerSelectionTimeoutError("no primary")
            await asyncio.sleep(0.05)

    async def _once(self, about: About, work: Coroutine[Any, Any, Any], fault: Fault | None) -> Any:
        world, kind = self.world, fault.kind if fault is not None else ""
        answer: asyncio.Future[Any] = world.loop.create_future()
        if kind == "refused":
            kind = "lost"
        if kind in {"lost", "again"} and fault is not None and (kind == "lost" or fault.choice < 0.5):
            work.close()
            world.later(world.delay(), _fail, answer, AutoReconnect("connection closed"))
            return await answer
        silent = kind in {"unanswered", "late", "again"}
        late = fault.seconds if fault is not None and kind == "late" else 0.0
        world.serve(self._served(about, work, answer, late, silent=silent))
        giving_up = world.later(SOCKET, _fail, answer, NetworkTimeout("timed out"))
        if kind == "late":
            world.later(world.delay(), _fail, answer, AutoReconnect("connection closed"))
        try:
            return await answer
        finally:
            giving_up.cancel()

    async def _served(
        self, about: About, work: Coroutine[Any, Any, Any], answer: Any, late: float, *, silent: bool
    ) -> None:
        world, (what, life, change) = self.world, about
        await asyncio.sleep(world.delay() + late)
        said: Any
        try:
            said = await work
        except (ConnectionFailure, BulkWriteError, DuplicateKeyError) as fault:
            said = fault
        world.point(f"is answered {what}", life, change=change)
        if silent:
            said = AutoReconnect("connection closed")
        world.later(world.delay(), _fail if isinstance(said, Exception) else _give, answer, said)


def _give(answer: asyncio.Future[Any], said: Any) -> None:
    if not answer.done():
        answer.set_result(said)


def _fail(answer: asyncio.Future[Any], fault: Exception) -> None:
    if not answer.done():
        answer.set_exception(fault)
        answer.exception()


class Client:
    """AsyncIOMotorClient."""

    def __init__(self, url: str, *, tz_aware: bool, **_timeouts: Any) -> None:
        self._connection = Connection()

    def get_database(self, name: str, codec_options: Any = None) -> "Database":
        return Database(self._connection, name, codec_options)

    async def start_session(self, *, causal_consistency: bool = True) -> Session:
        return Session()

    def close(self) -> None:
        return None


class Database:
    """AsyncIOMotorDatabase."""

    def __init__(self, connection: Connection, name: str, codec: Any) -> None:
        self._connection, self.name, self._codec = connection, name, codec

    @property
    def client(self) -> Any:
        client = Client.__new__(Client)
        client._connection = self._connection
        return client

    def get_collection(self, name: str, read_concern: Any = None, write_concern: Any = None) -> "Collection":
        return Collection(self._connection, name, self._codec or CODEC, read_concern, write_concern, self)

    async def command(self, name: str) -> Any:
        if name != "ping":
            raise Unfaithful(f"command {name}")
        return await self._connection.call("ping", lambda _: self._connection.replicas.read("", majority=False))


class Collection:
    """AsyncIOMotorCollection."""

    def __init__(
        self, connection: Connection, name: str, codec: Any, read: Any, write: Any, database: Database
    ) -> None:
        self._connection, self.name, self._codec, self.database = connection, name, codec, database
        self._read, self._write = read, write
        self._majority_read = read is not None and read.level == "majority"
        self._majority_write = write is None or write.document.get("w", "majority") == "majority"

    def with_options(self, read_concern: Any = None, write_concern: Any = None) -> "Collection":
        read, write = read_concern or self._read, write_concern or self._write
        return Collection(self._connection, self.name, self._codec, read, write, self.database)

    async def create_index(self, keys: Sequence[tuple[str, int]], *, sparse: bool = False) -> str:
        """Indexes change no answer; the bound is one trip."""
        replicas = self._connection.replicas
        await self._connection.call("create_index", lambda _: replicas.read(self.name, majority=False))
        return "_".join(f"{name}_{way}" for name, way in keys)

    async def _found(self, what: str, session: Session | None) -> list[Any]:
        replicas, after = self._connection.replicas, session.time if session else 0
        found, time = await self._connection.call(
            f"{what} {self.name}", lambda _: replicas.read(self.name, majority=self._majority_read, after=after)
        )
        if session is not None:
            session.time = max(session.time, time)
        return list(found)

    def find(
        self, query: Mapping[str, Any], projection: Mapping[str, Any] | None = None, *, session: Session | None = None
    ) -> "Cursor":
        return Cursor(self, query, projection, session)

    async def find_one(
        self,
        query: Mapping[str, Any],
        projection: Mapping[str, Any] | None = None,
        *,
        sort: Any = None,
        session: Session | None = None,
    ) -> dict[str, Any] | None:
        cursor = self.find(query, projection, session=session).limit(1)
        async for one in cursor.sort(sort) if sort else cursor:
            return one
        return None

    async def aggregate(
        self, steps: Sequence[Mapping[str, Any]], *, session: Session | None = None
    ) -> AsyncIterator[Any]:
        now = self._connection.replicas.now()
        rows = [dict(bson.decode(entry.raw, self._codec)) for entry in await self._found("aggregates", session)]
        for step in steps:
            [(name, how)] = step.items()
            if name == "$match":
                rows = [row for row in rows if matches(row, how, now)]
            elif name == "$project":
                rows = [projected(row, how, now) for row in rows]
            elif name == "$limit":
                rows = rows[:how]
            else:
                raise Unfaithful(f"aggregation {name}")
        for row in rows:
            yield row

    async def _changed(self, what: str, statements: list[Statement], session: Session | None = None) -> list[Changed]:
        replicas = self._connection.replicas
        made, time = await self._connection.call(
            f"{what} {self.name} {[_id_of(one) for one in statements]}",
            lambda number: replicas.write(self.name, statements, number, majority=self._majority_write),
            change=self._majority_write,
        )
        if session is not None:
            session.time = max(session.time, time)
        return list(made)

    async def update_one(
        self, query: Mapping[str, Any], update: Any, *, upsert: bool = False, session: Session | None = None
    ) -> UpdateResult:
        [changed] = await self._changed("updates", [Statement("update", query, update, upsert)], session)
        raw: dict[str, Any] = {"n": changed.matched or int(changed.upserted is not None), "nModified": changed.matched}
        return UpdateResult(raw | ({"upserted": changed.upserted} if changed.upserted else {}), acknowledged=True)

    async def bulk_write(
        self, operations: Sequence[Any], *, ordered: bool = True, session: Session | None = None
    ) -> BulkWriteResult:
        """Unordered: the driver sends the inserts, then what replaces or updates, then what deletes."""
        if ordered:
            raise Unfaithful("an ordered bulk")
        total = {"nInserted": 0, "nUpserted": 0, "nMatched": 0, "nModified": 0, "nRemoved": 0, "upserted": []}
        errors: list[dict[str, Any]] = []
        places = {id(operation): place for place, operation in enumerate(operations)}
        for kinds, counter in (
            ((InsertOne,), "nInserted"),
            ((ReplaceOne, UpdateOne), "nMatched"),
            ((DeleteOne,), "nRemoved"),
        ):
            some = [one for one in operations if isinstance(one, kinds)]
            if not some:
                continue
            for one, changed in zip(
                some, await self._changed("writes", [_statement(one) for one in some], session), strict=True
            ):
                total[counter] = total[counter] + changed.matched  # type: ignore[operator]
                if changed.error:
                    errors.append({"index": places[id(one)], "code": changed.error, "errmsg": "E11000"})
        if errors:
            raise BulkWriteError(total | {"writeErrors": errors, "writeConcernErrors": []})
        return BulkWriteResult(total, acknowledged=True)


def _raw(document: Any) -> bytes:
    raw = getattr(document, "raw", None)
    return raw if isinstance(raw, bytes) else bson.encode(document)


def _statement(operation: Any) -> Statement:
    if isinstance(operation, InsertOne):
        return Statement("insert", {"_id": operation._doc["_id"]}, _raw(operation._doc))
    if isinstance(operation, ReplaceOne) and not operation._upsert:
        return Statement("replace", operation._filter, _raw(operation._doc))
    if isinstance(operation, UpdateOne) and not operation._upsert:
        return Statement("update", operation._filter, operation._doc)
    if isinstance(operation, DeleteOne):
        return Statement("delete", operation._filter)
    raise Unfaithful(f"bulk operation {type(operation).__name__}")


def _id_of(statement: Statement) -> Any:
    return statement.query.get("_id")


class Cursor:
    """AsyncIOMotorCursor: asked once, when it is first read."""

    def __init__(self, collection: Collection, query: Any, projection: Any, session: Session | None) -> None:
        self._collection, self._query, self._projection, self._session = collection, query, projection, session
        self._sort: list[tuple[str, int]] = []
        self._limit = 0

    def sort(self, key: Any, direction: int = 1) -> "Cursor":
        self._sort = [(key, direction)] if isinstance(key, str) else list(key)
        return self

    def limit(self, most: int) -> "Cursor":
        self._limit = most
        return self

    async def to_list(self, length: int | None = None) -> list[dict[str, Any]]:
        rows = [one async for one in self]
        return rows if length is None else rows[:length]

    async def __aiter__(self) -> AsyncIterator[dict[str, Any]]:
        one = self._collection
        entries = await one._found("finds", self._session)
        now = one._connection.replicas.now()
        fitting = [entry for entry in entries if matches(entry.document, self._query, now)]
        for path, direction in reversed(self._sort):
            if direction != 1:
                raise Unfaithful("a descending sort")
            fitting.sort(key=lambda entry: sort_key(entry.document, path))
        for entry in fitting[: self._limit or None]:
            row = dict(bson.decode(entry.raw, one._codec))
            yield row if self._projection is None else projected(row, self._projection, now)
