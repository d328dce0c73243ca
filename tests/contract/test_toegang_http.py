# SPDX-License-Identifier: EUPL-1.2
"""A sample of the orders of `test_toegang` on a real database and over HTTP, keys and seals included (L6, L8, D10, D11b).

For: showing that the house of that test is no other one than the services'. Not for: every order.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from tests.contract.toegang.begin import BEGINNINGS, BEGINS, empty
from tests.contract.toegang.daden import ACTS
from tests.contract.toegang.echt import RealHouse
from tests.contract.toegang.huis import House
from tests.contract.toegang.leven import canaries, judge
from tests.contract.toegang.mensen import Moment, configuration
from tests.contract.toegang.zien import look

from zvhh_intake.service import create as intake
from zvhh_kit.testing.service import Running, running_service, settings_for
from zvhh_meetings.service import create as meetings
from zvhh_regie.service import create as regie
from zvhh_triage.service import create as triage

CREATE = {"intake": intake, "triage": triage, "meetings": meetings, "regie": regie}
ORDERS = (
    ("planned", ("shield", "correct", "join")),
    ("planned", ("weegoverleg held, not yet", "invite")),
    ("runs, joined", ("bar", "split", "report again")),
    ("runs, joined", ("shield", "move", "close")),
    ("runs", ("leave", "bar", "destroy")),
)


@pytest.fixture
async def running(mongodb_url: str, database: str, tmp_path: Path) -> AsyncIterator[Mapping[str, Running]]:
    """All four services, each with collections of its own in one database."""
    async with AsyncExitStack() as stack:
        found = {}
        for name, create in CREATE.items():
            folder = tmp_path / name
            folder.mkdir()
            settings = settings_for(folder, configuration(), now=BEGINS, mongodb_url=mongodb_url, database=database)
            found[name] = await stack.enter_async_context(running_service(create, settings, Running))
        yield found


def _lived(house: RealHouse, beginning: str, order: tuple[str, ...]) -> None:
    moment: Moment = BEGINNINGS[beginning](house)
    for name in order:
        house.look_up()
        ACTS[name](moment)
    house.look_up()
    zaken = [one.id for one in moment.facts.zaken.values()]
    judge(moment, look(house, canaries(moment), zaken, House(house.services, house.now), {}), order)


@pytest.mark.parametrize(
    ("beginning", "order"), ORDERS, ids=lambda one: "-".join(one) if isinstance(one, tuple) else one
)
async def test_over_http_everybody_sees_the_same(
    running: Mapping[str, Running], beginning: str, order: tuple[str, ...]
) -> None:
    """L6 L8 D10 D11b: nobody comes across what the table does not give them, and whom it names finds it."""
    house = RealHouse(empty(), running, asyncio.get_running_loop())
    await asyncio.to_thread(_lived, house, beginning, order)
