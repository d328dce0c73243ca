# SPDX-License-Identifier: EUPL-1.2
"""A replica set of one, made by asking until mongod is its primary. For mongo.py and containers.py."""

import contextlib

from pymongo import MongoClient
from pymongo.errors import PyMongoError

_NOT_YET_INITIATED = 94


def is_primary(client: MongoClient[dict[str, object]], member: str) -> bool:
    """Asks mongod, and makes the replica set of one, known as `member`, when mongod says that it has none."""
    try:
        client.admin.command("replSetGetStatus")
        return bool(client.admin.command("hello").get("isWritablePrimary"))
    except PyMongoError as error:
        if getattr(error, "code", None) == _NOT_YET_INITIATED:
            with contextlib.suppress(PyMongoError):
                client.admin.command("replSetInitiate", {"_id": "rs0", "members": [{"_id": 0, "host": member}]})
        return False
