# SPDX-License-Identifier: EUPL-1.2
"""The front door: what is rendered, and what a real Caddy does with it before a real service."""

import asyncio
import contextlib
import re
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zvhh_local.caddy import FrontDoor, caddyfile
from zvhh_local.ports import free_port


async def echo(request: Request) -> Response:
    body = await request.body()
    told = {"path": request.url.path, "prefix": request.headers.get("x-forwarded-prefix"), "size": len(body)}
    if request.method == "GET":
        told["from"] = request.headers.get("x-forwarded-for")
    return JSONResponse(told, headers={"X-Frame-Options": "SAMEORIGIN"})


@pytest.fixture(scope="module")
def ports() -> dict[str, int]:
    return {name: free_port() for name in ("intake", "triage", "meetings", "regie")}


@pytest.fixture(scope="module")
def door(ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDoor]:
    running = FrontDoor(tmp_path_factory.mktemp("door"), ports)
    running.start()
    yield running
    running.stop()


@pytest.fixture
async def client(door: FrontDoor) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=door.url, timeout=10) as open_client:
        yield open_client


@contextlib.asynccontextmanager
async def _echoing(port: int) -> AsyncIterator[None]:
    application = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST"])])
    settings = uvicorn.Config(application, port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(settings)
    task = asyncio.ensure_future(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has a flag, not an event
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await task


@pytest.fixture
async def intake(ports: dict[str, int]) -> AsyncIterator[None]:
    async with _echoing(ports["intake"]):
        yield


def test_each_service_has_its_path_and_nothing_else_is_open(tmp_path: Path) -> None:
    text = caddyfile(20001, {"intake": 20002, "triage": 20003}, tmp_path)
    assert re.search(r"uri strip_prefix /api/intake\n\t+reverse_proxy 127.0.0.1:20002 {", text)
    assert "@triage path /api/triage/v1 /api/triage/v1/*" in text
    assert "handle /.well-known/jwks.json" in text
    assert "admin off" in text
    assert "meetings" not in text
    assert "jwks" not in caddyfile(20001, {"triage": 20003}, tmp_path)


def test_several_processes_are_watched_and_one_is_not(tmp_path: Path) -> None:
    text = caddyfile(20001, {"triage": [20002, 20003]}, tmp_path)
    assert "reverse_proxy 127.0.0.1:20002 127.0.0.1:20003" in text
    assert "health_uri /health/api" in text
    alone = re.findall(r"@pages_triage.*?\n\t}", caddyfile(20001, {"triage": 20002}, tmp_path), re.DOTALL)
    assert "health_uri" not in alone[0]


async def test_one_of_two_processes_may_go_away(tmp_path: Path) -> None:
    """The other one answers, a command too: it has a key, so that twice is once (D1). Nobody there is 503."""
    ports = (free_port(), free_port())
    door = FrontDoor(tmp_path, {"intake": ports})
    await asyncio.to_thread(door.start)
    try:
        async with httpx2.AsyncClient(base_url=door.url, timeout=10) as client:
            for there in ports:
                async with _echoing(there):
                    for _ in range(6):
                        reply = await client.post("/api/intake/v1/meldingen", json={}, headers={"Idempotency-Key": "a"})
                        assert reply.status_code == 200
            reply = await client.post("/api/intake/v1/meldingen", json={}, headers={"Idempotency-Key": "a"})
            assert (reply.status_code, "retry-after" in reply.headers) == (503, True)
    finally:
        door.stop()


async def test_a_request_reaches_its_owner_without_the_prefix(client: httpx2.AsyncClient, intake: None) -> None:
    reply = await client.post(
        "/api/intake/v1/meldingen", content=b"x" * 900_000, headers={"X-Forwarded-Prefix": "/ver"}
    )
    assert reply.json() == {"path": "/v1/meldingen", "prefix": "/api/intake", "size": 900_000}
    keys = await client.get("/.well-known/jwks.json")
    assert keys.json()["path"] == "/.well-known/jwks.json"


async def test_security_headers_are_added_where_the_service_said_nothing(
    client: httpx2.AsyncClient, intake: None
) -> None:
    reply = await client.get("/api/intake/v1/meldingen")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    assert reply.headers["x-frame-options"] == "SAMEORIGIN"
    for path in ("/api/triage/v1/x", "/elders"):
        assert (await client.get(path)).headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("chunked", [False, True])
async def test_far_too_much_is_413_and_ends_the_connection(door: FrontDoor, intake: None, chunked: bool) -> None:
    """What is left of the body must not be taken for a next request."""
    piece = b"GET /x HTTP/1.1\r\n\r\n" * 5000
    size = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {200 * len(piece)}"
    head = f"POST /api/intake/v1/meldingen HTTP/1.1\r\nHost: x\r\n{size}\r\n\r\n".encode()
    sent = b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece
    answer = await asyncio.to_thread(_exchange, door.port, [head, *[sent] * 200])
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"413"]
    assert b"application/problem+json" in answer
    assert b"Te groot" in answer


def _exchange(port: int, pieces: list[bytes]) -> bytes:
    """All that comes back while all of it is being sent, until the other side ends the connection."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        sending = threading.Thread(target=_send, args=(link, pieces))
        sending.start()
        with contextlib.suppress(ConnectionError):
            while more := link.recv(65536):
                answer += more
        sending.join()
    return answer


def _send(link: socket.socket, pieces: list[bytes]) -> None:
    with contextlib.suppress(OSError):
        for piece in pieces:
            link.sendall(piece)


async def test_what_is_half_sent_takes_two_megabytes_at_most(door: FrontDoor, intake: None) -> None:
    """Forty bodies that never end: the door keeps what came of each and no more, and answers others meanwhile."""
    assert door.child is not None
    before = door.child.memory_mb()
    head = b"POST /api/intake/v1/meldingen HTTP/1.1\r\nHost: x\r\nContent-Length: 1900000\r\n\r\n"
    links = [socket.create_connection(("127.0.0.1", door.port), timeout=20) for _ in range(40)]
    try:
        for link in links:
            await asyncio.to_thread(_send, link, [head, b" " * 1_800_000])
        async with httpx2.AsyncClient(base_url=door.url, timeout=10) as client:
            assert (await client.get("/api/intake/v1/meldingen")).status_code == 200
        assert door.child.memory_mb() - before < 40 * 2 * 3
    finally:
        for link in links:
            link.close()


@pytest.mark.parametrize("length", ["2000001", "00016000000", "99999999999"])
async def test_a_body_that_is_announced_too_large_is_not_read(door: FrontDoor, intake: None, length: str) -> None:
    head = f"POST /api/intake/v1/meldingen HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode()
    answer = await asyncio.to_thread(_exchange, door.port, [head])
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"413"]
    assert b'"code":"te-groot"' in answer.replace(b'": ', b'":')


async def test_only_http_1_is_spoken(door: FrontDoor) -> None:
    """HTTP/2 in clear would let one connection hold a hundred half-sent bodies."""
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"
    answer = await asyncio.to_thread(_exchange, door.port, [preface])
    assert not answer.startswith(b"\x00\x00")
    assert b"HTTP/1.1 2" not in answer


async def test_head_is_passed_on_and_is_no_get(client: httpx2.AsyncClient, intake: None) -> None:
    """The services answer HEAD; a door that lets through a list of methods must have it there."""
    assert (await client.head("/api/intake/v1/meldingen")).status_code == 200


async def test_it_says_where_a_request_came_from_and_believes_nobody(client: httpx2.AsyncClient, intake: None) -> None:
    """The service counts what fails by that address: what a client writes there is not passed on."""
    reply = await client.get("/api/intake/v1/meldingen", headers={"X-Forwarded-For": "203.0.113.9"})
    assert reply.json()["from"] == "127.0.0.1"


async def test_a_dead_service_is_503_in_words_within_two_seconds(client: httpx2.AsyncClient) -> None:
    reply = await asyncio.wait_for(client.get("/api/triage/v1/triages"), 2)
    assert (reply.status_code, reply.json()["status"]) == (503, 503)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["retry-after"]
    assert "Probeer het over een minuut opnieuw" in reply.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/elders",
        "/zakenlijst",
        "/beheer/elders",
        "/partnersx",
        "/api",
        "/metrics",
        "/health",
        "/api/intake/metrics",
        "/api/intake/health/live",
        "/api/elders/v1/x",
        "/api/intake",
    ],
)
async def test_what_nobody_owns_is_404(client: httpx2.AsyncClient, path: str) -> None:
    reply = await client.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")


async def test_the_log_has_no_query_no_header_and_no_address(
    client: httpx2.AsyncClient, door: FrontDoor, intake: None
) -> None:
    await client.get(
        "/api/intake/v1/meldingen?bsn=999990019", headers={"Cookie": "sessie=geheim", "X-Kanarie": "tjilp"}
    )
    log = (door.folder / "access.log").read_text(encoding="utf-8")
    assert '"uri":"/api/intake/v1/meldingen"' in log
    for secret in ("999990019", "geheim", "tjilp", "127.0.0.1:4", "remote_ip"):
        assert secret not in log
