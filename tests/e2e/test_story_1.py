# SPDX-License-Identifier: EUPL-1.2
"""Story 1, the good way of one zaak: the same play as the demo, step by step and figure by figure."""

from tests.e2e.world import World

from zvhh_local import story_one
from zvhh_local.play import Player


async def test_story_1_the_good_way(world: World) -> None:
    """S1-S3 S6 S8-S14 L4 L6 L8 D3 D4: from melding to afschalen; the first difference raises."""
    told: list[str] = []
    player = Player(world.outside, world.watch, told.append)
    found = await story_one.play(player)
    assert all(record.ok for record in player.report)
    assert len(player.report) > 40
    assert len(world.events_of(found["zaakId"], "AfschalenMogelijk")) == 1
