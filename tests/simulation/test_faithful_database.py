# SPDX-License-Identifier: EUPL-1.2
"""The fake database answers as a real one does: the same operations on both, the same answers.

Not for: failovers and what is not shown after one; that is the model, and `make faults` has the real ones.
"""

import asyncio
import random
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from tests.simulation.database import Replicas
from tests.simulation.database_client import Client
from tests.simulation.faithful_database import play
from tests.simulation.loop import Loop
from tests.simulation.matching import Unfaithful, matches, updated
from tests.simulation.world import World, enter

from zvhh_kit.core.document import CODEC

pytestmark = pytest.mark.parts


def _on_the_fake(seed: int) -> list[Any]:
    loop = Loop()
    world = World(loop, random.Random(seed), [])
    enter(world)
    world.database = Replicas(world)
    try:
        database = Client("fake", tz_aware=True).get_database("proef", codec_options=CODEC)
        playing = loop.create_task(play(database, seed))
        loop.run_until(playing.done, loop.time() + 3600)
        answers: list[Any] = playing.result()
        return answers
    finally:
        loop.bury()


@pytest.mark.parametrize("seed", range(6))
async def test_the_same_operations_have_the_same_answers(mongodb_url: str, database: str, seed: int) -> None:
    """Loads, saves, effects, checkpoints, lists and fences, as the kit asks them, in a random order."""
    client: Any = AsyncIOMotorClient(mongodb_url, tz_aware=True)
    try:
        real = await play(client.get_database(database, codec_options=CODEC), seed)
    finally:
        client.close()
    fake = await asyncio.to_thread(_on_the_fake, seed)
    for number, (one, other) in enumerate(zip(real, fake, strict=True)):
        assert other == one, f"answer {number}"


def test_what_it_does_not_know_it_refuses() -> None:
    """An operator that nobody taught it must never look as if it did something."""
    now = Replicas(World(Loop(), random.Random(0), [])).now()
    with pytest.raises(Unfaithful):
        matches({"a": 1}, {"a": {"$regex": "x"}}, now)
    with pytest.raises(Unfaithful):
        matches({"a": 1}, {"$nor": []}, now)
    with pytest.raises(Unfaithful):
        updated({"a": 1}, {"$rename": {"a": "b"}}, {}, now)
