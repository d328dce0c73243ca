# SPDX-License-Identifier: EUPL-1.2
"""Which parts are used, and that nothing of them stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from zvhh_local import parts as parts_module
from zvhh_local.parts import Choice, choose, docker_answers
from zvhh_local.ports import free_port, in_use, release
from zvhh_local.process import Child, StartFailed

KAFKA, MONGODB = "kafka.example:9092", "mongodb://db.example/?replicaSet=rs0"


def never() -> bool:
    raise AssertionError("Docker was asked although both addresses are given")


def test_given_addresses_win_and_docker_is_not_even_asked() -> None:
    chosen = choose({"KAFKA_BOOTSTRAP": KAFKA, "MONGODB_URL": MONGODB}, never)
    assert chosen == {"kafka": Choice("given", KAFKA), "mongodb": Choice("given", MONGODB)}


@pytest.mark.parametrize(("answers", "origin"), [(True, "docker"), (False, "native")])
def test_what_is_not_given_comes_from_docker_when_an_engine_answers_else_native(answers: bool, origin: str) -> None:
    assert [choice.origin for choice in choose({}, lambda: answers).values()] == [origin, origin]
    mixed = choose({"KAFKA_BOOTSTRAP": KAFKA, "MONGODB_URL": ""}, lambda: answers)
    assert [choice.origin for choice in mixed.values()] == ["given", origin]


@pytest.mark.parametrize(
    ("script", "answers"),
    [
        ("echo 28.2.2", True),
        ("echo; exit 0", False),
        ("echo 28.2.2; exit 1", False),
        ("echo Client >&2; exit 1", False),
    ],
)
def test_only_a_servers_answer_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, answers: bool
) -> None:
    client = tmp_path / "docker"
    client.write_text(f"#!/bin/sh\n{script}\n")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.delenv("ZVHH_DOCKER", raising=False)
    assert docker_answers() is answers
    monkeypatch.setenv("ZVHH_DOCKER", "no")
    assert docker_answers() is False


def test_given_parts_are_left_alone_and_the_choice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP", KAFKA)
    monkeypatch.setenv("MONGODB_URL", "mongodb://user:secret@db.example/")
    told: list[str] = []
    with parts_module.parts(say=told.append) as running:
        assert (running.bootstrap, dict(running.pids)) == (KAFKA, {})
    assert told == ["kafka: the given address kafka.example:9092", "mongodb: the given address db.example/"]


def test_ports_are_held_until_released() -> None:
    port = free_port()
    assert not in_use(port)
    release(port)
    assert len({free_port() for _ in range(20)}) == 20


def test_a_child_that_ends_or_is_slow_says_so_with_its_last_lines(tmp_path: Path) -> None:
    dead = Child("dead", ["sh", "-c", "echo why; exit 3"], log=tmp_path / "dead.log")
    with pytest.raises(StartFailed, match=r"exit code 3.\nwhy"):
        dead.wait_until(lambda: False, within=60)
    slow = Child("slow", ["sleep", "60"], log=tmp_path / "slow.log")
    with pytest.raises(StartFailed, match=r"slow is not ready: a word \(after \d+ s, load \d+\)"):
        slow.wait_until(lambda: False, missing=lambda: "a word", within=0.2)
    assert slow.stop() == -signal.SIGTERM
    dead.stop()


def test_a_child_that_does_not_listen_and_its_own_children_are_killed(tmp_path: Path) -> None:
    script = "trap '' TERM; sleep 61 & echo $!; wait; sleep 61"
    deaf = Child("deaf", ["sh", "-c", script], log=tmp_path / "deaf.log")
    deaf.wait_until(lambda: deaf.last_lines().strip().isdigit(), within=60)
    grandchild = int(deaf.last_lines())
    assert deaf.stop(patience=0.3) == -signal.SIGKILL
    wait_for(lambda: not alive(grandchild))


# A shell that runs tests in the background makes its children deaf to SIGINT: the starter listens again.
_STARTER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from zvhh_local.parts import _own_folder, _sigterm_ends_the_block
from zvhh_local.process import Child
with _sigterm_ends_the_block(), _own_folder() as folder:
    child = Child("sleeper", ["sleep", "60"], log=folder / "log")
    print(child.pid, folder, flush=True)
    try:
        time.sleep(60)
    finally:
        if sys.argv[1] == "tidy":
            child.stop()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("tidy", ["tidy", "careless"])
def test_nothing_outlives_its_starter_however_that_ends(number: signal.Signals, tidy: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _STARTER, tidy], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as starter:
        assert starter.stdout is not None
        pid, folder = starter.stdout.readline().split()
        assert alive(int(pid))
        starter.send_signal(number)
        try:
            starter.wait(10)
        finally:
            starter.kill()
    wait_for(lambda: not alive(int(pid)) and not Path(folder).exists())


@pytest.mark.parts
def test_kafka_and_mongodb_answer(kafka_bootstrap: str, mongodb_url: str) -> None:
    assert ":" in kafka_bootstrap
    assert mongodb_url.startswith("mongodb")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_for(condition: Callable[[], bool], within: float = 10) -> None:
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until, "not in time"
        time.sleep(0.02)
