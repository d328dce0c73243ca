# SPDX-License-Identifier: EUPL-1.2
"""Some services of the real system on the run's parts, with the local issuer.

For: what is measured of whole services, by HTTP. There is no front door unless a measurement asks for one: `door`.
"""

import asyncio
import contextlib
import secrets
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.process.configuration import load_configuration
from zvhh_local.caddy import caddy, caddyfile
from zvhh_local.folders import checkout
from zvhh_local.leftovers import remove
from zvhh_local.parts import Parts
from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.process import Child
from zvhh_local.stack import Stack, create_topics, environment_of

__all__ = ["door", "ready", "system", "worklist_place"]


@contextlib.asynccontextmanager
async def system(parts: Parts) -> AsyncIterator[Stack]:
    """A system of which only the issuer runs yet; afterwards nothing of it is left."""
    prefix = f"b{secrets.token_hex(4)}."
    with tempfile.TemporaryDirectory(prefix="zvhh-bench-") as folder:
        file = _configuration(Path(folder))
        made = Stack(Path(folder), parts, prefix, load_configuration(file, Configuratie))
        port = free_port()
        made.issuer, made.front_door = f"http://{LOOPBACK}:{port}", f"http://{LOOPBACK}"
        made.environment = environment_of(made, file, simulated=False)
        await create_topics(made, parts.bootstrap)
        command = [sys.executable, "-m", "zvhh_local.cli", "issuer", str(port)]
        issuer = Child("issuer", command, log=made.folder / "issuer.log")
        try:
            await ready(issuer, f"{made.issuer}/.well-known/openid-configuration")
            yield made
        finally:
            for child in (*made.children.values(), issuer):
                await asyncio.to_thread(child.stop)
            await remove(parts.bootstrap, parts.mongodb_url, prefix)


def _configuration(folder: Path) -> Path:
    """That of the local stack, with a pilot year around today: the clock is the real one, as in production."""
    text = (checkout() / "deploy" / "local" / "configuratie.yaml").read_text("utf-8")
    begin, end = (datetime.now(UTC) + timedelta(days=days) for days in (-30, 30))
    file = folder / "configuratie.yaml"
    file.write_text(
        f"{text}pilotjaren:\n  {begin:%Y}: {{begin: {begin:%FT%TZ}, eind: {end:%FT%TZ}, maximum: 30}}\n", "utf-8"
    )
    return file


def worklist_place(received: datetime) -> str:
    """What triage sorts its worklist by: no spoed, by the moment of receipt (aware)."""
    return "2 " + received.astimezone(UTC).isoformat(timespec="milliseconds")


async def ready(child: Child, url: str, *, within: float = 30) -> float:
    """Seconds until an address answers 200. Fails after `within`, or when the process ends."""
    started = time.monotonic()
    async with httpx2.AsyncClient(timeout=2) as http:
        while True:
            with contextlib.suppress(httpx2.HTTPError):
                if (await http.get(url)).status_code == 200:
                    return time.monotonic() - started
            assert child.running, child.last_lines()
            assert time.monotonic() < started + within, child.last_lines()
            await asyncio.sleep(0.01)


@contextlib.contextmanager
def door(folder: Path, ports: Sequence[int]) -> Iterator[tuple[int, Child]]:
    """The local front door before so many processes of intake: its port and its process."""
    folder.mkdir(parents=True, exist_ok=True)
    port, one = free_port(), f"reverse_proxy {LOOPBACK}:{ports[0]}"
    every = "reverse_proxy " + " ".join(f"{LOOPBACK}:{each}" for each in ports)
    file = folder / "Caddyfile"
    file.write_text(caddyfile(port, {"intake": ports[0]}, folder).replace(one, every), "utf-8")
    command: list[str | Path] = [caddy(), "run", "--adapter", "caddyfile", "--config", file]
    own = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    child = Child("front door", command, log=folder / "caddy.log", env=own)
    try:
        child.wait_until(lambda: _answers(port), within=20)
        yield port, child
    finally:
        child.stop()


def _answers(port: int) -> bool:
    try:
        return httpx2.get(f"http://{LOOPBACK}:{port}/api", timeout=1).status_code == 404
    except httpx2.HTTPError:
        return False
