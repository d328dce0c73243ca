# SPDX-License-Identifier: EUPL-1.2
"""Native parts on a folder that is kept: what was written is there after a restart on other ports (`up --folder`)."""

import asyncio
from importlib.util import find_spec
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pymongo import MongoClient

from zvhh_kit.bus.topics import Topic, create
from zvhh_local.kafka import Kafka
from zvhh_local.mongo import Mongo

pytestmark = [
    pytest.mark.parts,
    pytest.mark.skipif(find_spec("fiftyone") is None, reason="no native mongod for this machine"),
]


async def test_mongod_comes_up_again_on_another_port(tmp_path: Path) -> None:
    """A replica set of one knows itself by host and port: the new port must not leave it without a primary."""
    ports = set()
    for number in (1, 2):
        database = Mongo(tmp_path)
        await asyncio.to_thread(database.start)
        try:
            with MongoClient[dict[str, object]](database.url) as client:
                client["kept"]["things"].insert_one({"_id": number})
                assert client["kept"]["things"].count_documents({}) == number
            ports.add(database.port)
        finally:
            await asyncio.to_thread(database.stop)
    assert len(ports) == 2


async def test_kafka_comes_up_again_on_another_port(tmp_path: Path) -> None:
    """The same for the broker and its records."""
    for number in (1, 2):
        broker = Kafka(tmp_path)
        await asyncio.to_thread(broker.start)
        try:
            await create(broker.bootstrap, {}, [Topic(name="kept", partitions=1, retention_days=1)])
            producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap)
            await producer.start()
            await producer.send_and_wait("kept", b"%d" % number)
            await producer.stop()
            consumer = AIOKafkaConsumer("kept", bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest")
            await consumer.start()
            try:
                read = [(await asyncio.wait_for(consumer.getone(), 20)).value for _ in range(number)]
            finally:
                await consumer.stop()
            assert read == [b"1", b"2"][:number]
        finally:
            await asyncio.to_thread(broker.stop)
