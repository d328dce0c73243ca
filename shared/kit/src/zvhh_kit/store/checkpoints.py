# SPDX-License-Identifier: EUPL-1.2
"""What each process of a service stored of what it published: one small document for each name that ever wrote.

A checkpoint only ever says what is true for good (the broker acknowledged it), so writing it needs no majority: one that
is lost costs repeats. The name itself must be there before its first write: whoever dies then is found by it.
Not for: what a checkpoint means (`ledger`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from pymongo.write_concern import WriteConcern

from zvhh_kit.store.documents import Store, reachable

__all__ = ["Checkpoints", "Open"]

DIGITS = 12


class Open(NamedTuple):
    """A name that is not closed: its checkpoint, when it last said something, and how many seconds ago that is."""

    name: str
    published: int
    at: datetime
    silent: float

    @property
    def beyond(self) -> tuple[str, str]:
        """The writers between which all its writes lie that came after its checkpoint."""
        return Checkpoints.writer(self.name, self.published), f"{self.name}."


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
    def parts(writer: str) -> tuple[str, int]:
        """The process's name and the number of the write; ("", 1) for a write of nobody known."""
        name, _, number = writer.rpartition("-")
        return (name, int(number)) if len(number) == DIGITS and number.isdecimal() else ("", 1)

    async def announce(self, *names: str) -> None:
        """Make names known, for good, and open. Raises Unavailable."""
        change = {"$setOnInsert": {"published": 0}, "$set": {"closed": False}, "$currentDate": {"at": True}}
        async with reachable():
            for name in names:
                await self._safe.update_one({"_id": name}, change, upsert=True)

    async def tell(self, name: str, published: int, *, closed: bool) -> None:
        """Of this name all writes up to `published` are published; `closed`: there will be no more. Raises Unavailable.

        A name that was lost (the collection was restored from an older copy) is there again after it.
        """
        async with reachable():
            change = {"$set": {"published": published, "closed": closed}, "$currentDate": {"at": True}}
            await self._fast.update_one({"_id": name}, change, upsert=True)

    async def close(self, one: Open) -> None:
        """Close a name, unless it said something since. Raises Unavailable."""
        async with reachable():
            await self._safe.update_one({"_id": one.name, "at": one.at}, {"$set": {"closed": True}})

    async def of(self, names: Iterable[str]) -> dict[str, int]:
        """The checkpoints of those of these names that are known. Raises Unavailable."""
        async with reachable():
            return {raw["_id"]: raw["published"] async for raw in self._safe.find({"_id": {"$in": list(names)}})}

    async def open(self) -> list[Open]:
        """Every name that is not closed; silences by the database's clock. Raises Unavailable."""
        silent = {"$divide": [{"$subtract": ["$$NOW", "$at"]}, 1000]}
        fields = {"published": 1, "at": 1, "silent": silent}
        steps: list[dict[str, Any]] = [{"$match": {"closed": False}}, {"$project": fields}]
        async with reachable():
            return [Open(*(raw[name] for name in ("_id", *fields))) async for raw in self._safe.aggregate(steps)]
