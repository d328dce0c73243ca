# SPDX-License-Identifier: EUPL-1.2
"""Limits: per person on searches, addresses and lists, per network address on what fails; never on a command."""

import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import time_machine
from border import AUDIENCE, ISSUER, ZAAK, Issuer, Lines, Nothing, client_of, kit, of, served
from starlette.requests import Request

from zvhh_kit.http.limits import address_of
from zvhh_kit.identity.limits import Limits
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.rooms import Rooms

LOW = {"limit_search": "4/minute", "limit_address": "3/minute", "limit_lists": "5/minute", "limit_failures": "6/minute"}
SETTINGS = Settings.for_documents().model_copy(update=LOW | {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE})
GOOD = {"onderwerp": "hek", "aantal": 1}


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def rooms(issuer: Issuer) -> Rooms:
    made: Rooms = kit(issuer, settings=SETTINGS, store=Nothing(), sealing=Nothing())
    return made


@pytest.fixture
async def client(rooms: Rooms) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(rooms) as made:
        yield made


def limited(rooms: Rooms, which: str) -> float:
    return rooms.metrics.registry.get_sample_value("zvhh_limited_requests_total", {"limit": which}) or 0.0


@pytest.mark.parametrize(
    ("path", "which", "allowed", "usual"),
    [("/v1/dossiers", "lijsten", 5, 200), (f"/v1/dossiers/{ZAAK}/naam?reden=spoed", "adres", 3, 404)],
)
async def test_one_person_may_ask_so_often(
    client: httpx2.AsyncClient, rooms: Rooms, issuer: Issuer, path: str, which: str, allowed: int, usual: int
) -> None:
    """429 with how long to wait, a count, and a line that says who; a colleague goes on, and so does this one later."""
    statuses = [(await client.get(path, headers=of(issuer))).status_code for _ in range(allowed + 3)]
    assert statuses == [usual] * allowed + [429] * 3
    answer = await client.get(path, headers=of(issuer))
    assert (answer.json()["code"], answer.headers["content-type"]) == ("te-veel", "application/problem+json")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert limited(rooms, which) == 4
    lines = [line for line in _lines(rooms) if line.result == "limited"]
    assert {(line.actor, line.action, line.address) for line in lines} == {
        ("mila", "lees_dossiers" if which == "lijsten" else "lees_naam", "127.0.0.1")
    }
    assert (await client.get(path, headers=of(issuer, sub="rami"))).status_code == usual
    with time_machine.travel(time.time() + 130):
        assert (await client.get(path, headers=of(issuer))).status_code == usual


def _lines(rooms: Rooms) -> list[Any]:
    log: Any = rooms.log
    assert isinstance(log, Lines)
    return list(log.written)


async def test_what_fails_is_counted_for_the_network_address(
    client: httpx2.AsyncClient, rooms: Rooms, issuer: Issuer
) -> None:
    """Bad tokens, no role, no such zaak; who has a good token and asks what is there is not stopped by it."""
    bad = {"Authorization": "Bearer x.y.z"}
    asked = [bad, {}, of(issuer, roles=["toezicht"]), of(issuer), bad, bad]
    statuses = [(await client.get(f"/v1/dossiers/{ZAAK}", headers=headers)).status_code for headers in asked]
    assert statuses == [401, 401, 403, 404, 401, 401]
    answers = [await client.get("/v1/nergens", headers=bad), await client.get(f"/v1/dossiers/{ZAAK}", headers=bad)]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in answers)
    assert limited(rooms, "mislukt") == 2
    [line] = [line for line in _lines(rooms) if line.result == "limited"]
    assert (line.actor, line.address) == ("", "127.0.0.1"), "once a minute, however much it is"
    assert (await client.get("/v1/dossiers", headers=of(issuer))).status_code == 200


async def test_a_command_is_never_limited(client: httpx2.AsyncClient, rooms: Rooms, issuer: Issuer) -> None:
    """S7: whoever reports hears what is wrong with their token, their role or their form, however often and from where."""
    for _ in range(20):
        await client.get(f"/v1/dossiers/{ZAAK}", headers={})
    proef = f"/v1/dossiers/{ZAAK}/proeven"
    for _ in range(20):
        assert (await client.post(proef, json=GOOD, headers=of(issuer))).status_code == 201
        assert (await client.post(proef, json=GOOD, headers={"Authorization": "Bearer x.y.z"})).status_code == 401
        assert (await client.post(proef, json=GOOD, headers=of(issuer, roles=["toezicht"]))).status_code == 403
        assert (await client.post(proef, json={}, headers=of(issuer))).status_code == 400
    assert limited(rooms, "mislukt") == 14


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("unix", "unix"),
        ("x" * 500, "x" * 64),
    ],
)
def test_an_address_is_that_of_a_network(host: str, address: str) -> None:
    """Who has one IPv6 address has as many as they like."""
    assert address_of(Request({"type": "http", "headers": [], "client": (host, 1)})) == address
    assert address_of(Request({"type": "http", "headers": [], "client": None})) == ""


@pytest.mark.parametrize(
    ("trusted", "said", "address"),
    [
        ("127.0.0.1,::1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.0/8,198.51.100.0/24", "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        ("192.0.2.1", "203.0.113.9", "127.0.0.1"),
        ("", "203.0.113.9", "127.0.0.1"),
    ],
)
async def test_only_the_trusted_front_door_says_where_a_request_came_from(
    issuer: Issuer, trusted: str, said: str, address: str
) -> None:
    """The last one that it did not add itself; what anybody else writes there is not believed."""
    rooms = kit(issuer, settings=SETTINGS, store=Nothing(), sealing=Nothing())
    async with served(rooms, trusted) as (url, _), httpx2.AsyncClient() as client:
        answer = await client.get(f"{url}/v1/dossiers/{ZAAK}", headers=of(issuer) | {"X-Forwarded-For": said})
        assert answer.status_code == 404
        assert [line.address for line in _lines(rooms)] == [address]


async def test_two_processes_count_each_their_own() -> None:
    """As the documents say: in memory, so two of them let twice as much pass."""
    first, second = Limits(SETTINGS), Limits(SETTINGS)
    assert [await first.wait("zoeken", "mila") for _ in range(4)] == [0] * 4
    assert await first.wait("zoeken", "mila") > 0
    assert await second.wait("zoeken", "mila") == 0
