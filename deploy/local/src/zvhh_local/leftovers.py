# SPDX-License-Identifier: EUPL-1.2
"""Removes what one stack left in a broker and a database that were given: its topics and its databases.

For: tests, demo and `up` on parts that others use too. Not for: parts that a stack started itself; those go with it.
"""

import contextlib

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError

from zvhh_local.stack import SERVICES, Stack


async def remove(stopped: Stack) -> None:
    """Delete the topics and databases of a stack whose services have stopped; what is away is left alone.

    Raises ValueError for a stack without a prefix: then everything would match.
    """
    if not stopped.prefix:
        raise ValueError("a stack without a prefix has no topics of its own")
    with contextlib.suppress(KafkaError, OSError):
        await _topics(stopped)
    with contextlib.suppress(PyMongoError):
        async with AsyncMongoClient[dict[str, object]](stopped.parts.mongodb_url) as client:
            for service in SERVICES:
                await client.drop_database(stopped.database(service))


async def _topics(stopped: Stack) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=stopped.parts.bootstrap)
    await admin.start()
    try:
        mine = [topic for topic in await admin.list_topics() if topic.startswith(stopped.prefix)]
        if mine:
            await admin.delete_topics(mine)
    finally:
        await admin.close()
