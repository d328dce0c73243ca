# SPDX-License-Identifier: EUPL-1.2
"""How an operator tells every process of a service to let go of the issuer's keys: a number in the database goes up.

For: `IssuerKeys.keep`, which looks at it every few seconds, and the command. Not for: the keys.
"""

from typing import Any

from zvhh_kit.store.documents import reachable

__all__ = ["Dropped"]

_ID = "sleutels"


class Dropped:
    """The number, in a collection of its own."""

    def __init__(self, collection: Any) -> None:
        self._collection = collection

    async def number(self) -> int:
        """How often it was said. Raises Unavailable."""
        async with reachable():
            found = await self._collection.find_one({"_id": _ID})
        return int(found["n"]) if found else 0

    async def say(self) -> None:
        """Say it once more. Raises Unavailable."""
        async with reachable():
            await self._collection.update_one({"_id": _ID}, {"$inc": {"n": 1}}, upsert=True)
