# SPDX-License-Identifier: EUPL-1.2
"""Every order of what people do with two zaken and their persons, and in each of them every view of everybody: nobody whom the
table does not name comes across a name, an address, a kenmerk, minutes or a reason, and whom it names finds them.

All orders of up to three acts from every beginning; `make orders` plays those of four. Not for: order between services
(`test_interleaving`).
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from tests.contract.toegang.begin import BEGINNINGS
from tests.contract.toegang.huis import services
from tests.contract.toegang.leven import lived
from tests.contract.toegang.mensen import configuration
from tests.contract.toegang.zien import NOT_OF_A_ZAAK, reads

Lives = Mapping[str, "Future[list[tuple[str, ...]]]"]


def test_every_reading_route_is_asked() -> None:
    """L6: one that is new is asked by everybody, or stands by its name among those that are about no zaak."""
    for service in services(configuration()).values():
        guarded = {one for one in service.access if one.startswith(("lees_", "zoek_", "bekijk_"))}
        assert guarded - NOT_OF_A_ZAAK <= set(reads(service)), service.name


@pytest.fixture(scope="module")
def playing() -> Iterator[Lives]:
    """Each beginning played in a process of its own, as many at once as there are cores."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield {beginning: pool.submit(lived, beginning) for beginning in BEGINNINGS}


@pytest.mark.timeout(6 * 3600)
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_nobody_sees_what_is_not_theirs_in_any_order(playing: Lives, beginning: str) -> None:
    """L6 L8 D1 D10 D11b S14b: and nothing that somebody may see is lost by what somebody else does."""
    orders = playing[beginning].result()
    assert len(orders) > 50
    assert {name for order in orders for name in order} >= {"shield", "join", "bar", "destroy"} - {*_never(beginning)}


def _never(beginning: str) -> tuple[str, ...]:
    return ("join",) if "joined" in beginning else ()
