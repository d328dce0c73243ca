# SPDX-License-Identifier: EUPL-1.2
"""Removes what one stack left in a broker and a database that were given: its topics and its databases.

For: tests, demo and `up` on parts that others use too. Not for: parts that a stack started itself; those go with it.
"""

import contextlib

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError


async def remove(bootstrap: str, mongodb_url: str, prefix: str) -> None:
    """Delete the topics and databases whose names begin with a stopped stack's prefix; what is away is left alone.

    Raises ValueError without a prefix: then everything would match.
    """
    if not prefix:
        raise ValueError("a stack without a prefix has no topics of its own")
    with contextlib.suppress(KafkaError, OSError):
        await _topics(bootstrap, prefix)
    with contextlib.suppress(PyMongoError):
        async with AsyncMongoClient[dict[str, object]](mongodb_url) as client:
            for name in await client.list_database_names():
                if name.startswith(f"{prefix.rstrip('.')}_"):
                    await client.drop_database(name)


async def _topics(bootstrap: str, prefix: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        mine = [topic for topic in await admin.list_topics() if topic.startswith(prefix)]
        if mine:
            await admin.delete_topics(mine)
    finally:
        await admin.close()
