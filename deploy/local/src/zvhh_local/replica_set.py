# SPDX-License-Identifier: EUPL-1.2
"""A replica set, made by asking until there is a primary. For mongo.py, mongo_set.py and containers.py."""

import contextlib
from collections.abc import Mapping, Sequence

from pymongo import MongoClient
from pymongo.errors import PyMongoError

__all__ = ["is_primary"]

_NOT_YET_INITIATED = 94
_NOT_A_MEMBER = 93


def is_primary(
    client: MongoClient[dict[str, object]], *members: str, settings: Mapping[str, object] | None = None
) -> bool:
    """Asks mongod, and makes the replica set of these members when mongod says that it has none.

    Kept data of a set of one that comes up on another port knows itself by its old name: then it is told the new one.
    """
    try:
        client.admin.command("replSetGetStatus")
        return bool(client.admin.command("hello").get("isWritablePrimary"))
    except PyMongoError as error:
        code = getattr(error, "code", None)
        with contextlib.suppress(PyMongoError):
            if code == _NOT_YET_INITIATED:
                client.admin.command("replSetInitiate", _configuration(members, settings or {}))
            elif code == _NOT_A_MEMBER and len(members) == 1:
                _rename(client, members[0])
        return False


def _configuration(members: Sequence[str], settings: Mapping[str, object]) -> dict[str, object]:
    return {
        "_id": "rs0",
        "members": [{"_id": number, "host": host} for number, host in enumerate(members)],
        "settings": dict(settings),
    }


def _rename(client: MongoClient[dict[str, object]], member: str) -> None:
    known = client.admin.command("replSetGetConfig")["config"]
    renamed = known | {"version": known["version"] + 1, "members": [known["members"][0] | {"host": member}]}
    client.admin.command("replSetReconfig", renamed, force=True)
