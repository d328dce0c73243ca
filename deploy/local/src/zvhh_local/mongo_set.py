# SPDX-License-Identifier: EUPL-1.2
"""Three mongod as one replica set, each a native process that may be killed on its own.

For tests of what happens when one of them goes. Loopback only, no users. Not for: development; one is enough there.
"""

from pathlib import Path

from pymongo.errors import PyMongoError

from zvhh_local.mongo import Mongo
from zvhh_local.replica_set import is_primary

__all__ = ["MongoSet"]

SIZE = 3
_SOONER = {"electionTimeoutMillis": 2000}
"""A primary that died is missed sooner than in production, so that a test may kill many. The rest is as it is there: how soon
a new one knows what a majority has hangs on it."""


class MongoSet:
    """The members. `members` may be stopped, killed and started one by one."""

    def __init__(self, folder: Path) -> None:
        """`folder` gets a folder for each of them."""
        self.members = [Mongo(folder / f"mongodb-{number}") for number in range(1, SIZE + 1)]

    @property
    def url(self) -> str:
        """Connection string for clients."""
        return f"mongodb://{','.join(one.address for one in self.members)}/?replicaSet=rs0"

    def start(self) -> None:
        """Start those that don't run, make the set on empty folders; returns when one is primary. Raises StartFailed."""
        children = [one.child if one.child and one.child.running else one.launch() for one in self.members]
        children[0].wait_until(lambda: self.primary() is not None or self._made(), within=60)

    def primary(self) -> Mongo | None:
        """Who is primary and says so itself; None where nobody is."""
        return next((one for one in self.members if _says(one, "isWritablePrimary")), None)

    def whole(self) -> bool:
        """Whether there is a primary and every other member follows it."""
        return self.primary() is not None and all(
            _says(one, "isWritablePrimary") or _says(one, "secondary") for one in self.members
        )

    def end(self) -> None:
        """End all of them at once: in order, each would wait for another one to become primary."""
        for member in self.members:
            if member.child is not None:
                member.child.kill()

    def _made(self) -> bool:
        first = self.members[0]
        with first.client() as client:
            return is_primary(client, *(one.address for one in self.members), settings=_SOONER)


def _says(member: Mongo, what: str) -> bool:
    """Whether it says so of itself; one that does not answer at once says nothing."""
    if member.child is None or not member.child.running:
        return False
    with member.client() as client:
        try:
            return bool(client.admin.command("hello").get(what))
        except PyMongoError:
            return False
