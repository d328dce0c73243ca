# SPDX-License-Identifier: EUPL-1.2
"""The fake broker, producer and subscriber do as the real ones: the same script on both, the same answers.

Not for: lost acknowledgements and expired sessions; those are the model.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from faststream.kafka import KafkaBroker
from tests.simulation.broker import Broker
from tests.simulation.broker_client import Producer
from tests.simulation.faithful_broker import consumed, produced
from tests.simulation.loop import Loop
from tests.simulation.subscriber import SubscribingBroker
from tests.simulation.world import World, enter

from zvhh_kit.bus.topics import Topic, create

pytestmark = pytest.mark.parts
OPTIONS: dict[str, Any] = {
    "enable_idempotence": True,
    "acks": "all",
    "linger_ms": 0,
    "max_batch_size": 64 * 1024,
    "request_timeout_ms": 5000,
    "max_request_size": 2 * 1024 * 1024,
}
MOST = 200_000


async def _scripts(producer: Callable[[], Any], broker: Callable[..., Any], topic: str, group: str) -> list[Any]:
    answers = await produced(producer, topic)
    return [*answers, *await consumed(broker, topic, group, amount=6)]


def _on_the_fake(script: Callable[[], Coroutine[Any, Any, list[Any]]], topic: str) -> list[Any]:
    loop = Loop()
    world = World(loop, random.Random(1), [])
    enter(world)
    world.broker = Broker(world, (topic,), most=MOST)
    try:
        playing = loop.create_task(script())
        loop.run_until(playing.done, loop.time() + 3600)
        answers: list[Any] = playing.result()
        return answers
    finally:
        loop.bury()


async def test_the_same_scripts_have_the_same_answers(kafka_bootstrap: str, topic_prefix: str) -> None:
    """A send that is refused, a handler that fails, a second life, a rewind: alike on both."""
    topic, group = f"{topic_prefix}proef", f"{topic_prefix}groep"
    await create(kafka_bootstrap, {}, [Topic(name=topic, partitions=2, retention_days=1, max_message_bytes=MOST)])
    real = await _scripts(
        partial(AIOKafkaProducer, bootstrap_servers=kafka_bootstrap, **OPTIONS),
        partial(KafkaBroker, kafka_bootstrap),
        topic,
        group,
    )
    script = partial(_scripts, partial(Producer, **OPTIONS), partial(SubscribingBroker, "fake"), topic, group)
    fake = await asyncio.to_thread(_on_the_fake, script, topic)
    assert fake == real
