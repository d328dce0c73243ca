# SPDX-License-Identifier: EUPL-1.2
"""Wrap every living key anew under the current master key, so that an older one can be destroyed (L8).

For: the command line. A destroyed key's bytes live on in old pages, the journal and backups; without the master key that
wrapped them they are noise. Not for: destroying a master key; that is done where those are kept, outside the database.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from pymongo import ASCENDING, UpdateOne

from zvhh_kit.privacy.keys import KeyStore
from zvhh_kit.store.documents import reachable

__all__ = ["Rotated", "Standing", "all_destroyed", "rotate", "standing"]

BATCH = 500
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Standing:
    """How many living keys each master key wraps, and how many keys were destroyed. `given`: kids that this process has."""

    current: str
    given: frozenset[str]
    living: Counter[str] = field(default_factory=Counter)
    destroyed: int = 0

    @property
    def idle(self) -> list[str]:
        """Master keys that were given and wrap nothing here any more: these may be destroyed, as far as this service goes."""
        return sorted(kid for kid in self.given if kid != self.current and not self.living[kid])

    @property
    def lost(self) -> list[str]:
        """Master keys that wrap living keys and were not given: these zaken can't be read."""
        return sorted(kid for kid, count in self.living.items() if count and kid not in self.given)


@dataclass(slots=True)
class Rotated:
    """What a rotation did. `unreadable`: zaken whose key could not be unwrapped, so that it stays as it is."""

    rewrapped: int = 0
    unreadable: list[str] = field(default_factory=list)


async def standing(keys: KeyStore) -> Standing:
    """How the keys stand now. Raises Unavailable."""
    found = Standing(keys.masters.current, keys.masters.kids)
    group = {"$group": {"_id": {"kid": "$kid", "destroyed": "$destroyed"}, "count": {"$sum": 1}}}
    async with reachable():
        async for row in keys.collection.aggregate([group]):
            if row["_id"].get("destroyed"):
                found.destroyed += row["count"]
            else:
                found.living[str(row["_id"].get("kid"))] += row["count"]
    return found


async def rotate(keys: KeyStore, told: Progress = lambda _done, _all: None) -> Rotated:
    """Rewrap all that the current master key does not wrap yet, beside running processes; again goes on where it ended.

    A record is only replaced as it was read: one that is destroyed meanwhile stays destroyed. Raises Unavailable.
    """
    older = {"kid": {"$ne": keys.masters.current}, "destroyed": {"$ne": True}}
    async with reachable():
        whole, done, after, rotated = await keys.collection.count_documents(older), 0, "", Rotated()
        while batch := await _next(keys, older, after):
            changes = [change for raw in batch if (change := _rewrapped(keys, raw, rotated))]
            if changes:
                rotated.rewrapped += (await keys.collection.bulk_write(changes, ordered=False)).modified_count
            done, after = done + len(batch), batch[-1]["_id"]
            told(done, max(whole, done))
    return rotated


async def _next(keys: KeyStore, query: dict[str, Any], after: str) -> list[dict[str, Any]]:
    found = keys.collection.find({**query, "_id": {"$gt": after}}).sort("_id", ASCENDING).limit(BATCH)
    return [raw async for raw in found]


def _rewrapped(keys: KeyStore, raw: dict[str, Any], rotated: Rotated) -> UpdateOne | None:
    key = keys.masters.unwrap(raw["_id"], str(raw.get("kid")), bytes(raw.get("key") or b""))
    if key is None:
        rotated.unreadable.append(raw["_id"])
        return None
    as_read = {"_id": raw["_id"], "kid": raw["kid"], "key": raw["key"]}
    return UpdateOne(as_read, {"$set": keys.masters.wrap(raw["_id"], key)})


async def all_destroyed(keys: KeyStore) -> AsyncIterator[list[str]]:
    """The zaken whose key was destroyed, some at a time, in order of id. Raises Unavailable."""
    after = ""
    async with reachable():
        while batch := await _next(keys, {"destroyed": True}, after):
            yield [raw["_id"] for raw in batch]
            after = batch[-1]["_id"]
