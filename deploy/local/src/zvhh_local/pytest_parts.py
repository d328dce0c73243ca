# SPDX-License-Identifier: EUPL-1.2
"""Fixtures with real parts, for every test folder; a plugin of pytest (`-p zvhh_local.pytest_parts`).

Lazy: a run without tests that ask for them starts nothing. One broker and one mongod for a whole run; each test has
topics and a database of its own, so that two runs on the same parts do not meet.
"""

import secrets
from collections.abc import AsyncIterator, Iterator

import pytest

from zvhh_local.parts import Parts, parts


@pytest.fixture(scope="session")
def real_parts(request: pytest.FixtureRequest) -> Iterator[Parts]:
    """The broker and the database of this run; the choice is printed."""
    manager = request.config.pluginmanager
    terminal, capture = manager.get_plugin("terminalreporter"), manager.get_plugin("capturemanager")

    def say(line: str) -> None:
        if terminal is not None and capture is not None:
            with capture.global_and_fixture_disabled():
                terminal.ensure_newline()
                terminal.write_line(line)

    with parts(say=say) as running:
        yield running


@pytest.fixture(scope="session")
def kafka_bootstrap(real_parts: Parts) -> str:
    """host:port of a real Kafka."""
    return real_parts.bootstrap


@pytest.fixture(scope="session")
def mongodb_url(real_parts: Parts) -> str:
    """URL of a real MongoDB with a replica set (transactions and change streams work)."""
    return real_parts.mongodb_url


@pytest.fixture
async def topic_prefix(kafka_bootstrap: str) -> AsyncIterator[str]:
    """A prefix, with its dot, for this test's topics (and a good one for its groups); they are deleted afterwards."""
    from aiokafka.admin import AIOKafkaAdminClient

    prefix = f"t{secrets.token_hex(5)}."
    yield prefix
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    try:
        mine = [topic for topic in await admin.list_topics() if topic.startswith(prefix)]
        if mine:
            await admin.delete_topics(mine)
    finally:
        await admin.close()


@pytest.fixture
async def database(mongodb_url: str) -> AsyncIterator[str]:
    """The name of an empty database for this test; dropped afterwards."""
    from pymongo import AsyncMongoClient

    name = f"t{secrets.token_hex(6)}"
    yield name
    async with AsyncMongoClient[dict[str, object]](mongodb_url) as client:
        await client.drop_database(name)
