# SPDX-License-Identifier: EUPL-1.2
"""A replica set of one, made by asking until mongod is its primary. For mongo.py and containers.py."""

import contextlib

from pymongo import MongoClient
from pymongo.errors import PyMongoError

_NOT_YET_INITIATED = 94
_NOT_A_MEMBER = 93


def is_primary(client: MongoClient[dict[str, object]], member: str) -> bool:
    """Asks mongod, and makes the replica set of one, known as `member`, when mongod says that it has none.

    Kept data that comes up on another port knows itself by its old name: then it is told the new one.
    """
    try:
        client.admin.command("replSetGetStatus")
        return bool(client.admin.command("hello").get("isWritablePrimary"))
    except PyMongoError as error:
        code = getattr(error, "code", None)
        with contextlib.suppress(PyMongoError):
            if code == _NOT_YET_INITIATED:
                client.admin.command("replSetInitiate", {"_id": "rs0", "members": [{"_id": 0, "host": member}]})
            elif code == _NOT_A_MEMBER:
                _rename(client, member)
        return False


def _rename(client: MongoClient[dict[str, object]], member: str) -> None:
    known = client.admin.command("replSetGetConfig")["config"]
    renamed = known | {"version": known["version"] + 1, "members": [known["members"][0] | {"host": member}]}
    client.admin.command("replSetReconfig", renamed, force=True)
