# SPDX-License-Identifier: EUPL-1.2
"""The whole system as processes that may be hurt, two of each service; one broker and one database are behind proxies.

For: fault and rolling runs; any process can be killed, stopped, frozen and started by its name, and the parts too.
Not for: what is done to it and when (`schedule`, `chaos`), nor who uses it (`load`).
"""

import asyncio
import contextlib
import secrets
import shutil
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import httpx2
from tests.faults.bed import Broker
from tests.faults.proxy import LOOPBACK, Proxy

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.bus.topics import Topic
from zvhh_kit.process.configuration import load_configuration
from zvhh_local.caddy import FrontDoor
from zvhh_local.folders import checkout
from zvhh_local.kafka import Kafka
from zvhh_local.kafka_cluster import KafkaCluster
from zvhh_local.leftovers import remove
from zvhh_local.mongo import Mongo
from zvhh_local.mongo_set import MongoSet
from zvhh_local.parts import Parts
from zvhh_local.people import token_form
from zvhh_local.ports import free_port, release
from zvhh_local.process import Child
from zvhh_local.stack import SERVICES, Stack, create_topics, environment_of

__all__ = ["SERVICES", "Fleet", "Ground", "ground", "running", "wide_ground"]

BEGIN = datetime(2025, 1, 13, 8, tzinfo=UTC)
PARTITIONS = 4
TOKEN_AGE = 600.0
Command = Sequence[str | Path]


@dataclass(frozen=True)
class Ground:
    """What fleets share, one after the other: brokers and databases of their own, and the issuer.

    parts: those that a schedule may hurt · proxied: part → the port of the proxy before it (0: any) and its own.
    """

    folder: Path
    issuer: str
    bootstrap: str
    mongodb_url: str
    logs: Sequence[Path]
    replication: int = 1
    parts: Mapping[str, Kafka | Mongo] = field(default_factory=dict)
    proxied: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@contextlib.contextmanager
def ground(folder: Path, kafka: Broker, mongo: Mongo) -> Iterator[Ground]:
    """One broker and one database that may be hurt, and an issuer for as long as the block lasts."""
    proxied = {"broker": (kafka.proxy_port, kafka.proxied), "database": (0, mongo.port)}
    parts: dict[str, Kafka | Mongo] = {"broker": kafka, "database": mongo}
    with issuer(folder) as url:
        yield Ground(folder, url, kafka.bootstrap, mongo.url, [kafka.log, mongo.log], parts=parts, proxied=proxied)


@contextlib.contextmanager
def wide_ground(folder: Path, kafka: KafkaCluster, mongo: MongoSet) -> Iterator[Ground]:
    """Three of each, without proxies, and an issuer."""
    logs = [*(node.log for node in kafka.nodes), *(member.log for member in mongo.members)]
    with issuer(folder) as url:
        yield Ground(folder, url, kafka.bootstrap, mongo.url, logs, replication=len(kafka.nodes))


@contextlib.contextmanager
def issuer(folder: Path) -> Iterator[str]:
    """The issuer's address."""
    port = free_port()
    command = [sys.executable, "-m", "zvhh_local.cli", "issuer", str(port)]
    child = Child("issuer", command, log=folder / "issuer.log")
    url = f"http://{LOOPBACK}:{port}"
    try:
        child.wait_until(lambda: answers(f"{url}/.well-known/openid-configuration"), within=60)
        yield url
    finally:
        child.stop()


def answers(url: str) -> bool:
    """Whether it says 200."""
    with contextlib.suppress(httpx2.HTTPError):
        return httpx2.get(url, timeout=2).status_code == 200
    return False


class Clock:
    """The simulated time that all processes share: it runs, and may be set forward. Never back: it then stays."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def now(self) -> datetime:
        """What it says, UTC."""
        return self._stack.now()

    def set(self, moment: datetime) -> None:
        """It is this moment (aware) from now on, and goes on from there; nothing where that is past."""
        if moment > self.now():
            self._stack.set_clock(moment, running=True)


@dataclass
class Fleet:
    """A running system. A process is called `regie` (instance 0) or `regie-1`; `down` are those stopped on purpose."""

    ground: Ground
    stack: Stack
    proxies: dict[str, Proxy]
    topics: list[Topic]
    commands: Mapping[str, Command]
    processes: int
    front_door: str = ""
    down: set[str] = field(default_factory=set)
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Every process."""
        return [name for service in SERVICES for name in self.of(service)]

    def of(self, service: str) -> list[str]:
        """The processes of a service."""
        return [f"{service}-{one}" if one else service for one in range(self.processes)]

    @property
    def doors(self) -> dict[str, list[str]]:
        """The address of every process, by service: there is no front door."""
        return {service: [self.url(name) for name in self.of(service)] for service in SERVICES}

    def url(self, name: str) -> str:
        """Where a process listens."""
        return f"http://{LOOPBACK}:{self.stack.ports[name]}"

    @property
    def clock(self) -> Clock:
        """Their clock."""
        return Clock(self.stack)

    @property
    def prefix(self) -> str:
        """Before the name of every topic and group."""
        return self.stack.prefix

    @property
    def bootstrap(self) -> str:
        """The broker itself, beside the proxy: for who is not to be hurt."""
        return self.ground.bootstrap

    @property
    def mongodb_url(self) -> str:
        """The database itself, beside the proxy."""
        return self.ground.mongodb_url

    @property
    def databases(self) -> dict[str, str]:
        """The name of each service's database."""
        return {service: self.stack.database(service) for service in SERVICES}

    async def token(self, subject: str) -> str:
        """An access token of a person, renewed long before it ends."""
        made, token = self._tokens.get(subject, (0.0, ""))
        if not token or time.monotonic() - made > TOKEN_AGE:
            async with httpx2.AsyncClient(timeout=20) as client:
                reply = await client.post(f"{self.ground.issuer}/token", data=token_form(subject))
            token = str(reply.raise_for_status().json()["access_token"])
            self._tokens[subject] = (time.monotonic(), token)
        return token

    def start(self, name: str, **environment: str) -> None:
        """Start a process (again); returns at once. `environment`: other settings."""
        service, _, instance = name.partition("-")
        command = self.commands.get(service, ())
        self.stack.start(service, instance=int(instance or 0), command=command, **environment)
        self.down.discard(name)

    def kill(self, name: str) -> None:
        """SIGKILL, at once."""
        self.down.add(name)
        self.stack.children[name].kill()

    def stop(self, name: str, *, patience: float = 40.0) -> tuple[int | None, float]:
        """SIGTERM, and wait: the exit code (below zero: it had to be killed) and the seconds that it took."""
        self.down.add(name)
        began = time.monotonic()
        code = self.stack.children[name].stop(patience=patience)
        return code, time.monotonic() - began

    def freeze(self, name: str) -> None:
        """It stands still, with its connections open."""
        self.stack.children[name].signal(SIGSTOP)

    def thaw(self, name: str) -> None:
        """It goes on."""
        self.stack.children[name].signal(SIGCONT)

    def fallen(self) -> list[str]:
        """Processes that ended by themselves, with their exit codes: a service never does."""
        ended = [(name, self.stack.children[name]) for name in self.names if name not in self.down]
        return [f"{name} (exit code {child.exit_code})" for name, child in ended if not child.running]

    async def ready(self, *names: str, seconds: float = 60.0) -> None:
        """Wait until these processes (none named: all) are ready. Raises StartFailed."""
        await asyncio.gather(
            *(asyncio.to_thread(self.stack.wait_ready, name, within=seconds) for name in names or self.names)
        )

    def keep_logs(self, folder: Path) -> Path:
        """Copy every log to a folder that stays; returns it."""
        shutil.copytree(self.stack.folder / "logs", folder, dirs_exist_ok=True)
        for log in self.ground.logs:
            shutil.copy(log, folder / f"{log.parent.name}.log")
        return folder


@asynccontextmanager
async def running(
    on: Ground,
    *,
    maximum: int = 30,
    processes: int = 2,
    commands: Mapping[str, Command] | None = None,
    moment: datetime = BEGIN,
    front_door: bool = False,
) -> AsyncIterator[Fleet]:
    """A fresh system on the shared parts, ready; afterwards its processes, topics and databases are gone.

    `maximum`: places in the pilot year 2025. `commands`: another program for the processes of a service. `front_door`:
    one before all processes, as in production.
    """
    prefix = f"z{secrets.token_hex(4)}."
    folder = on.folder / prefix.rstrip(".")
    proxies = {part: Proxy(port or free_port(), target) for part, (port, target) in on.proxied.items()}
    made = _stack(on, folder, prefix, proxies, _configuration(folder, maximum))
    made.set_clock(moment, running=True)
    topics = await create_topics(made, on.bootstrap, partitions=PARTITIONS, replication=on.replication)
    fleet = Fleet(on, made, proxies, topics, commands or {}, processes)
    made.ports = {name: free_port() for name in fleet.names}
    ports = {service: [made.ports[name] for name in fleet.of(service)] for service in SERVICES}
    door = FrontDoor(folder / "caddy", ports) if front_door else None
    async with contextlib.AsyncExitStack() as open_proxies:
        for proxy in proxies.values():
            await open_proxies.enter_async_context(proxy)
        try:
            for name in fleet.names:
                fleet.start(name)
            await fleet.ready()
            if door is not None:
                await asyncio.to_thread(door.start)
                fleet.front_door = door.url
            yield fleet
        finally:
            await asyncio.to_thread(_end, fleet, door)
    await remove(on.bootstrap, on.mongodb_url, prefix)


def _stack(on: Ground, folder: Path, prefix: str, proxies: Mapping[str, Proxy], configuration: Path) -> Stack:
    made = Stack(
        folder, _reached(on, proxies), prefix, load_configuration(configuration, Configuratie), issuer=on.issuer
    )
    made.front_door = f"http://{LOOPBACK}"
    made.environment = environment_of(made, configuration, simulated=True)
    return made


def _reached(on: Ground, proxies: Mapping[str, Proxy]) -> Parts:
    """How the services get to their parts."""
    if not proxies:
        return Parts(on.bootstrap, on.mongodb_url, {})
    url = f"mongodb://{LOOPBACK}:{proxies['database'].port}/?directConnection=true"
    return Parts(f"{LOOPBACK}:{proxies['broker'].port}", url, {})


def _configuration(folder: Path, maximum: int) -> Path:
    """The configuration of the local stack with another number of places."""
    folder.mkdir(parents=True)
    text = (checkout() / "deploy" / "local" / "configuratie.yaml").read_text("utf-8")
    window = f'begin: "2025-01-01T00:00:00+01:00", eind: "2025-10-01T00:00:00+02:00", maximum: {maximum}'
    place = folder / "configuratie.yaml"
    place.write_text(f"{text}pilotjaren:\n  2025: {{{window}}}\n", "utf-8")
    return place


def _end(fleet: Fleet, door: FrontDoor | None) -> None:
    if door is not None:
        door.stop()
        release(door.port)
    for name in fleet.names:
        if name in fleet.stack.children:
            fleet.stack.children[name].kill()
        release(fleet.stack.ports[name])
    for part, (port, _) in fleet.ground.proxied.items():
        if not port:
            release(fleet.proxies[part].port)
