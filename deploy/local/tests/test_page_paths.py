# SPDX-License-Identifier: EUPL-1.2
"""Pages by path: a real Caddy before four services that say who they are; one goes away, one stands still.

Not for: APIs and limits of the front door; see `test_front_door`.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from zvhh_local.caddy import FrontDoor
from zvhh_local.page_paths import EXACT, FIRST_OF, OWN, SHARED
from zvhh_local.ports import free_port, release
from zvhh_local.process import Child
from zvhh_local.watch import eventually

SERVICES = ("intake", "triage", "meetings", "regie")
SAYS = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Says(BaseHTTPRequestHandler):
    def do_GET(self):
        said = f"{sys.argv[2]} {self.path} {self.headers.get('X-Forwarded-Prefix', '')}".strip().encode() + b" " * 2000
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if self.path.startswith("/static") else "text/html")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Says).serve_forever()
"""
PEOPLE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def ports() -> Iterator[dict[str, int]]:
    found = {name: free_port() for name in SERVICES}
    yield found
    for port in found.values():
        release(port)


@pytest.fixture(scope="module")
def services(ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Child]]:
    """Each a process of its own, so that it can be stopped and frozen."""
    log = tmp_path_factory.mktemp("says")
    made = {name: _says(name, port, log) for name, port in ports.items()}
    yield made
    for child in made.values():
        child.stop()


@pytest.fixture(scope="module")
def door(ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDoor]:
    running = FrontDoor(tmp_path_factory.mktemp("door"), ports)
    running.start()
    yield running
    running.stop()
    release(running.port)


@pytest.fixture
async def client(door: FrontDoor, services: dict[str, Child]) -> AsyncIterator[httpx2.AsyncClient]:
    for name, port in door.upstreams.items():
        assert isinstance(port, int)
        services[name].wait_until(lambda port=port: _there(port), within=20)  # type: ignore[misc]
    async with httpx2.AsyncClient(base_url=door.url, timeout=20, headers=PEOPLE) as open_client:
        yield open_client


def _says(name: str, port: int, folder: Path) -> Child:
    return Child(name, [sys.executable, "-c", SAYS, str(port), name], log=folder / f"{name}.log")


def _there(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/", timeout=2).status_code == 200
    except httpx2.HTTPError:
        return False


async def who(client: httpx2.AsyncClient, path: str) -> str:
    """Who answers; with the path as it came there, so that nothing was cut off or put before it."""
    reply = await client.get(path)
    assert reply.status_code == 200, path
    name, came, *more = reply.text.split()
    assert (came, more) == (path, [])
    return name


def test_no_path_has_two_owners() -> None:
    every = [path for paths in OWN.values() for path in paths] + [*SHARED, *FIRST_OF]
    assert sorted(every) == sorted(set(every))
    assert set(OWN) == set(SERVICES)


@pytest.mark.parametrize(("service", "path"), [(name, path) for name, paths in OWN.items() for path in paths])
async def test_a_path_goes_to_its_owner(client: httpx2.AsyncClient, service: str, path: str) -> None:
    """With what lies below it, and nothing that merely begins with the same letters."""
    assert await who(client, path) == service
    if path in EXACT:
        return
    assert await who(client, f"{path}/ZV-7K4M-9QXT") == service
    assert (await client.get(f"{path}x")).status_code == 404


@pytest.mark.parametrize("path", ["/mijn-dag", "/static/x.css", "/aanmelden", "/aanmelden/terug", "/afmelden"])
async def test_what_all_can_answer_is_answered_while_one_is_away(
    client: httpx2.AsyncClient, services: dict[str, Child], ports: dict[str, int], path: str, tmp_path: Path
) -> None:
    """The first of its list, then the next."""
    first, second, *_ = FIRST_OF.get(path, tuple(OWN))
    assert await who(client, path) == first
    services[first].stop()
    try:
        assert await asyncio.wait_for(who(client, path), 3) == second
    finally:
        services[first] = _says(first, ports[first], tmp_path)
        services[first].wait_until(lambda: _there(ports[first]), within=20)
    await _until_who(client, path, first)


async def test_who_stands_still_is_passed_over(client: httpx2.AsyncClient, services: dict[str, Child]) -> None:
    """Nobody waits for it but a few seconds, and who comes later not at all."""
    services["meetings"].signal(signal.SIGSTOP)
    try:
        assert await asyncio.wait_for(who(client, "/mijn-dag"), 8) == "regie"
        await _until_who(client, "/mijn-dag", "regie")
        assert await asyncio.wait_for(who(client, "/mijn-dag"), 3) == "regie"
    finally:
        services["meetings"].signal(signal.SIGCONT)
    await _until_who(client, "/mijn-dag", "meetings")


async def _until_who(client: httpx2.AsyncClient, path: str, name: str) -> None:
    async def is_it() -> bool:
        return await who(client, path) == name

    assert await eventually(is_it, within=20)


@pytest.mark.parametrize("path", ["/static/x.css", "/zaken"])
async def test_nothing_is_compressed_on_the_way(client: httpx2.AsyncClient, path: str) -> None:
    """A page holds secrets beside what somebody else may have typed: its size would tell of them. Whose file it is, packs it."""
    assert "content-encoding" not in (await client.get(path)).headers


async def test_a_person_reads_why_there_is_no_page(door: FrontDoor, tmp_path: Path) -> None:
    """A page of its own in place of a service that is away or an address that nobody has; a program still reads JSON."""
    alone = FrontDoor(tmp_path, {"regie": free_port()})
    await asyncio.to_thread(alone.start)
    try:
        async with httpx2.AsyncClient(base_url=alone.url, timeout=20) as client:
            for path, status, words in (("/zaken", 503, "Even niet beschikbaar"), ("/triage", 404, "Niet gevonden")):
                reply = await client.get(path, headers=PEOPLE)
                assert (reply.status_code, reply.headers["content-type"]) == (status, "text/html; charset=utf-8")
                assert f"<h1>{words}</h1>" in reply.text
                assert reply.headers["content-security-policy"].startswith("default-src 'none'")
                assert (await client.get(path)).json()["status"] == status
    finally:
        alone.stop()
        release(alone.port)
