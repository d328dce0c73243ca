# SPDX-License-Identifier: EUPL-1.2
"""What each process of a service stored of what it published: one small document for each name that ever wrote.

A checkpoint only ever says what is true for good (the broker acknowledged it), so writing it needs no majority: one that
is lost costs repeats. The name itself must be there before its first write: whoever dies then is found by it.
Not for: what a checkpoint means (`ledger`).
"""

from collections.abc import Iterable
from typing import Any

from pymongo.write_concern import WriteConcern

from zvhh_kit.store import Store, reachable

__all__ = ["Checkpoints"]

DIGITS = 12
MONTH = 31 * 24 * 60 * 60


class Checkpoints:
    """The collection beside the documents, `<collection>_schrijvers`."""

    def __init__(self, store: Store) -> None:
        name = f"{store.collection.name}_schrijvers"
        self._safe: Any = store.database.get_collection(name, write_concern=WriteConcern("majority", j=True))
        self._fast: Any = store.database.get_collection(name, write_concern=WriteConcern(1))

    @staticmethod
    def writer(name: str, number: int) -> str:
        """A write's name: in an index all writes of a process lie together, in order."""
        return f"{name}-{number:0{DIGITS}d}"

    @staticmethod
    def beyond(name: str, number: int) -> tuple[str, str]:
        """The names between which all writes of a process lie that came after this one."""
        return Checkpoints.writer(name, number), f"{name}."

    @staticmethod
    def parts(writer: str) -> tuple[str, int]:
        """The process's name and the number of the write; ("", 1) for a write of nobody known."""
        name, _, number = writer.rpartition("-")
        return (name, int(number)) if len(number) == DIGITS and number.isdecimal() else ("", 1)

    async def announce(self, name: str) -> None:
        """Make the name known, for good. Raises Unavailable."""
        async with reachable():
            change = {"$setOnInsert": {"published": 0, "closed": False}, "$currentDate": {"at": True}}
            await self._safe.update_one({"_id": name}, change, upsert=True)

    async def tell(self, name: str, published: int, *, closed: bool) -> None:
        """Of this name all writes up to `published` are published; `closed`: there will be no more. Raises Unavailable."""
        async with reachable():
            change = {"$set": {"published": published, "closed": closed}, "$currentDate": {"at": True}}
            await self._fast.update_one({"_id": name}, change)

    async def of(self, names: Iterable[str]) -> dict[str, int]:
        """The checkpoints of those of these names that are known. Raises Unavailable."""
        async with reachable():
            return {raw["_id"]: raw["published"] async for raw in self._safe.find({"_id": {"$in": list(names)}})}

    async def open(self) -> dict[str, int]:
        """Every name that is not closed, and its checkpoint. Raises Unavailable."""
        async with reachable():
            return {raw["_id"]: raw["published"] async for raw in self._safe.find({"closed": False})}

    async def alive(self, seconds: float) -> list[str]:
        """Names that are not closed and said something in the last so many seconds. Raises Unavailable."""
        recent = {"$lt": [{"$subtract": ["$$NOW", "$at"]}, seconds * 1000]}
        async with reachable():
            return [raw["_id"] async for raw in self._safe.find({"closed": False, "$expr": recent}, {"_id": 1})]

    async def silent(self, seconds: float) -> dict[str, tuple[int, float]]:
        """Names that are not closed and said nothing for so long, by the database's clock: checkpoint and silence in s.

        Not those of a month ago and more: no process stands still for that long and then saves. Raises Unavailable.
        """
        age = {"$divide": [{"$subtract": ["$$NOW", "$at"]}, 1000]}
        steps: list[dict[str, Any]] = [
            {"$match": {"closed": False}},
            {"$project": {"published": 1, "age": age}},
            {"$match": {"age": {"$gt": seconds, "$lt": MONTH}}},
        ]
        async with reachable():
            return {raw["_id"]: (raw["published"], raw["age"]) async for raw in self._safe.aggregate(steps)}
