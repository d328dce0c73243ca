# SPDX-License-Identifier: EUPL-1.2
"""The whole system on this machine: broker, database, issuer, front door and the four services as separate processes.

For: the demo, `up` and the end-to-end tests, which drive it from outside only.
Not for: production; secrets are made anew at each start and the clock may be simulated.
"""

import asyncio
import base64
import contextlib
import json
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import httpx2
from joserfc.jwk import ECKey

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.bus.topics import Topic, TopicTable, create
from zvhh_kit.process.clock import JournalClock, append
from zvhh_kit.process.configuration import load_configuration
from zvhh_local.caddy import FrontDoor
from zvhh_local.folders import checkout
from zvhh_local.parts import Parts, parts
from zvhh_local.people import AUDIENCE, WEB_CLIENT, WEB_SECRET
from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.process import Child
from zvhh_local.waiting import missing_parts

SERVICES = ("intake", "triage", "meetings", "regie")
Say = Callable[[str], None]
_LIMITS = ("limit_search", "limit_address", "limit_lists", "limit_failures")


@dataclass
class Stack:
    """A running system. `issuer` and `front_door` are URLs; `children` the processes by name.

    `rewinds`: the clock may be set back, for tests that have no zaak in common and each begin on a day of their own.
    """

    folder: Path
    parts: Parts
    prefix: str
    configuration: Configuratie
    issuer: str = ""
    front_door: str = ""
    children: dict[str, Child] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    rewinds: bool = False

    @property
    def journal(self) -> Path:
        """The clock journal that every service reads."""
        return self.folder / "klok.journal"

    def set_clock(self, moment: datetime, *, running: bool = False) -> None:
        """Let every service's clock say `moment` from now on; frozen unless `running`."""
        state: Literal["running", "frozen"] = "running" if running else "frozen"
        if self.rewinds and self.journal.exists() and JournalClock(self.journal).now() > moment:
            with self.journal.open("a", encoding="ascii") as journal:
                journal.write(f"{datetime.now(UTC).isoformat()} {moment.astimezone(UTC).isoformat()} {state}\n")
        else:
            append(self.journal, moment, state)

    def now(self) -> datetime:
        """What the simulated clock says."""
        return JournalClock(self.journal).now()

    def database(self, service: str) -> str:
        """The name of a service's database."""
        return f"{self.prefix.rstrip('.') or 'zvhh'}_{service}"

    def restart(self, service: str, **environment: str) -> None:
        """Stop a service and start it anew, with other settings where given."""
        self.stop(service)
        self.start(service, instance=0, **environment)
        self.wait_ready(service)

    def stop(self, service: str) -> None:
        """Stop a service as an operator would (SIGTERM)."""
        self.children[service].stop()

    def start(self, service: str, *, instance: int = 0, command: Sequence[str | Path] = (), **environment: str) -> str:
        """Start a service, or one more process of it; returns at once, with the name that it has here.

        `command`: another program than the service's own `run`.
        """
        name = f"{service}-{instance}" if instance else service
        if name not in self.ports:
            self.ports[name] = free_port()
        settings = self.environment | {
            "ZVHH_DATABASE": self.database(service),
            "ZVHH_HTTP_PORT": str(self.ports[name]),
            "ZVHH_INSTANCE": str(instance),
        }
        own: list[str | Path] = [Path(sys.prefix) / "bin" / f"zvhh-{service}", "run"]
        log = self.folder / "logs" / f"{name}.jsonl"
        self.children[name] = Child(name, command or own, log=log, env=settings | environment)
        return name

    def wait_ready(self, service: str, *, within: float = 60) -> None:
        """Wait until a service says that it is ready. Raises StartFailed with the part that it misses, and why."""
        url, child = f"http://{LOOPBACK}:{self.ports[service]}/health/ready", self.children[service]
        child.wait_until(lambda: _ok(url), within=within, missing=lambda: missing_parts(url, child.log))

    def memory_mb(self) -> Mapping[str, int]:
        """Resident memory of every process, in MiB."""
        ours = {name: child.memory_mb() for name, child in self.children.items()}
        return ours | {name: _rss(pid) for name, pid in self.parts.pids.items()}


@contextlib.contextmanager
def stack(
    say: Say,
    *,
    folder: Path,
    moment: datetime | None = None,
    prefix: str | None = None,
    configuration: Path | None = None,
    rewinds: bool = False,
    tidy: bool = False,
) -> Iterator[Stack]:
    """The system for as long as the block lasts; everything that was started is stopped, also after Ctrl-C.

    `folder` gets data, logs and secrets. `moment` starts a simulated clock, frozen, where the folder has none yet; None
    is real time. `prefix` stands before the names of topics, groups and databases; None: on given parts, which others
    may use too, one that stays the same while the folder does. `tidy` removes topics and databases from given parts at
    the end. Raises StartFailed when a process does not come up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config_file = configuration or checkout() / "deploy" / "local" / "configuratie.yaml"
    with parts(folder / "parts", say) as running, contextlib.ExitStack() as running_children:
        own = prefix if prefix is not None else _own_prefix(folder, running)
        made = Stack(folder, running, own, load_configuration(config_file, Configuratie), rewinds=rewinds)
        if tidy and _shared(running):
            running_children.callback(_remove, made)
        running_children.callback(lambda: [child.stop() for child in reversed(made.children.values())])
        if moment is not None and not made.journal.exists():
            made.set_clock(moment)
        made.ports = {name: free_port() for name in (*SERVICES, "issuer")}
        made.issuer = f"http://{LOOPBACK}:{made.ports['issuer']}"
        door = FrontDoor(folder / "caddy", {name: made.ports[name] for name in SERVICES})
        made.front_door = door.url
        made.environment = environment_of(made, config_file, simulated=moment is not None)
        say("topics, issuer, front door and the four services")
        _start_all(made, door, running_children)
        yield made


def _start_all(made: Stack, door: FrontDoor, running: contextlib.ExitStack) -> None:
    issuer = [sys.executable, "-m", "zvhh_local.cli", "issuer", str(made.ports["issuer"])]
    made.children["issuer"] = Child("issuer", issuer, log=made.folder / "logs" / "issuer.log")
    asyncio.run(create_topics(made, made.parts.bootstrap))
    for name in SERVICES:
        made.start(name)
    door.start()
    running.callback(door.stop)
    if door.child is not None:
        made.children["front door"] = door.child
    made.children["issuer"].wait_until(lambda: _ok(f"{made.issuer}/.well-known/openid-configuration"), within=60)
    for name in SERVICES:
        made.wait_ready(name)


async def create_topics(made: Stack, bootstrap: str, *, partitions: int = 2, replication: int = 1) -> list[Topic]:
    """Create every topic of a system that has its configuration and prefix; returns them, by their real names."""
    table = load_configuration(checkout() / "deploy" / "topics.yaml", TopicTable)
    topics = table.expanded(made.configuration.melders, made.prefix)
    await create(bootstrap, {}, topics, partitions=partitions, replication=replication)
    return topics


def environment_of(made: Stack, configuration: Path, *, simulated: bool) -> dict[str, str]:
    """The settings of every service of a system; secrets are made where its folder has none yet."""
    keys = made.folder / "partner-keys.json"
    if not keys.exists():
        key = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES"}, private=True, auto_kid=True)
        _write_secret(keys, json.dumps({"keys": [key.as_dict(private=True)]}))
    settings = {
        "mode": "local",
        "oin": made.configuration.zvhh_oin,
        "kafka_bootstrap": made.parts.bootstrap,
        "mongodb_url": made.parts.mongodb_url,
        "topic_prefix": made.prefix,
        "configuration": str(configuration),
        "public_url": made.front_door,
        "oidc_issuer": made.issuer,
        "oidc_audience": AUDIENCE,
        "id_secret": _kept(made.folder / "id-secret", lambda: secrets.token_urlsafe(48)),
        "session_keys": _kept(made.folder / "session-keys", lambda: secrets.token_urlsafe(48)),
        "web_client_id": WEB_CLIENT,
        "web_client_secret": WEB_SECRET,
        "master_keys_file": str(_master_keys(made.folder / "master-keys.json")),
        "master_key": "lokaal-1",
        "partner_keys_file": str(keys),
        **dict.fromkeys(_LIMITS, "100000/minute"),  # every person of every test has one address
    }
    if simulated:
        settings["clock_journal"] = str(made.journal)
    return {f"ZVHH_{name.upper()}": value for name, value in settings.items()}


def _own_prefix(folder: Path, running: Parts) -> str:
    return _kept(folder / "prefix", lambda: f"lokaal{secrets.token_hex(4)}.") if _shared(running) else ""


def _shared(running: Parts) -> bool:
    return any(choice.origin == "given" for choice in running.choices.values())


def _remove(stopped: Stack) -> None:
    from zvhh_local.leftovers import remove

    asyncio.run(remove(stopped.parts.bootstrap, stopped.parts.mongodb_url, stopped.prefix))


def _master_keys(path: Path) -> Path:
    _kept(path, lambda: json.dumps({"lokaal-1": base64.b64encode(secrets.token_bytes(32)).decode()}))
    return path


def _kept(path: Path, make: Callable[[], str]) -> str:
    """A secret that stays the same while the folder does."""
    if not path.exists():
        _write_secret(path, make())
    return path.read_text(encoding="utf-8")


def _write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _ok(url: str) -> bool:
    try:
        return httpx2.get(url, timeout=2).status_code == 200
    except httpx2.HTTPError:
        return False


def _rss(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    return 0


def timed(started: float) -> str:
    """Seconds since `started` (monotonic), for people."""
    return f"{time.monotonic() - started:.1f} s"
