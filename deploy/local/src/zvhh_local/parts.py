# SPDX-License-Identifier: EUPL-1.2
"""A real broker and a real database, wherever they come from; the choice is made once and printed.

Order, for each part on its own: an explicit address (KAFKA_BOOTSTRAP, MONGODB_URL), else a Docker engine that answers,
else a native process. What this module started, it stops; what was given, it leaves alone.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from zvhh_kit.testing.patience import stretched
from zvhh_local import guard

Origin = Literal["given", "docker", "native"]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Choice:
    """Where one part comes from; `address` only when it was given."""

    origin: Origin
    address: str = ""


@dataclass(frozen=True)
class Parts:
    """Addresses of the running parts, and the processes behind them (empty for given ones and for Docker)."""

    bootstrap: str
    mongodb_url: str
    choices: Mapping[str, Choice]
    pids: Mapping[str, int] = field(default_factory=dict)


def choose(environment: Mapping[str, str], docker_answers: Callable[[], bool]) -> dict[str, Choice]:
    """The choice for `kafka` and `mongodb`. Docker is asked once at most, and only when something is not given."""
    given = {"kafka": environment.get("KAFKA_BOOTSTRAP", ""), "mongodb": environment.get("MONGODB_URL", "")}
    origin: Origin = "native"
    if not all(given.values()) and docker_answers():
        origin = "docker"
    return {part: Choice("given", address) if address else Choice(origin) for part, address in given.items()}


def docker_answers() -> bool:
    """Whether an engine, not only its client, answers in time. ZVHH_DOCKER=no says no without asking."""
    if os.environ.get("ZVHH_DOCKER") == "no" or shutil.which("docker") is None:
        return False
    command = ["docker", "version", "--format", "{{.Server.Version}}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=stretched(5), check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and bool(done.stdout.strip())


@contextlib.contextmanager
def parts(folder: Path | None = None, say: Say | None = None) -> Iterator[Parts]:
    """Runs the parts for as long as the block lasts. Safe to run twice at once.

    `folder` keeps data and logs; None takes a folder of its own that is removed afterwards. `say` gets one line per
    choice and about progress (None: stderr). SIGTERM in the main thread ends the block as Ctrl-C does. Raises
    StartFailed when a part does not come up.
    """
    tell = say or _to_stderr
    chosen = choose(os.environ, docker_answers)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_sigterm_ends_the_block())
        place = folder or stack.enter_context(_own_folder())
        for part, choice in chosen.items():
            tell(f"{part}: {_in_words(choice)}")
        starts = {"given": _given, "docker": _docker, "native": _native}
        bootstrap, kafka_pid = starts[chosen["kafka"].origin](stack, "kafka", chosen["kafka"], place, tell)
        url, mongo_pid = starts[chosen["mongodb"].origin](stack, "mongodb", chosen["mongodb"], place, tell)
        pids = {name: pid for name, pid in (("kafka", kafka_pid), ("mongodb", mongo_pid)) if pid}
        yield Parts(bootstrap, url, chosen, pids)


def _given(_stack: contextlib.ExitStack, _part: str, choice: Choice, _place: Path, _tell: Say) -> tuple[str, int]:
    return choice.address, 0


def _native(stack: contextlib.ExitStack, part: str, _choice: Choice, place: Path, tell: Say) -> tuple[str, int]:
    if part == "kafka":
        from zvhh_local.kafka import Kafka

        broker = Kafka(place / "kafka")
        stack.callback(broker.stop)
        broker.start(_progress(tell))
        return broker.bootstrap, broker.child.pid if broker.child else 0
    from zvhh_local.mongo import Mongo

    database = Mongo(place / "mongodb")
    stack.callback(database.stop)
    database.start()
    return database.url, database.child.pid if database.child else 0


def _docker(stack: contextlib.ExitStack, part: str, _choice: Choice, _place: Path, _tell: Say) -> tuple[str, int]:
    from zvhh_local import containers

    start = containers.kafka if part == "kafka" else containers.mongodb
    return stack.enter_context(start()), 0


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="zvhh-"))
    guard.tell(f"folder {folder}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        guard.tell(f"kept {folder}")


@contextlib.contextmanager
def _sigterm_ends_the_block() -> Iterator[None]:
    """SIGTERM raises SystemExit(143) in the main thread, so that every `finally` runs; elsewhere it changes nothing."""
    default = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if threading.current_thread() is not threading.main_thread() or not default:
        yield
        return
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _in_words(choice: Choice) -> str:
    return {
        "given": f"the given address {choice.address.rpartition('@')[2]}",
        "docker": "a container, since a Docker engine answers",
        "native": "a native process, since no address is given and no Docker engine answers",
    }[choice.origin]


def _progress(tell: Say) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        if done in (1, total) or done % 15 == 0:
            tell(f"kafka: jar {done} of {total}")

    return show


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
