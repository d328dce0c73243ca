# SPDX-License-Identifier: EUPL-1.2
"""A child process: how it ended is told, all of its group goes with it, and a signal never hits another process."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zvhh_kit.testing.patience import Patience
from zvhh_local.process import Child


def child(folder: Path, code: str) -> Child:
    return Child("kind", [sys.executable, "-c", code], log=folder / "log.txt")


def ended(one: Child) -> Child:
    waiting = Patience(20)
    while one.running and not waiting.over:
        os.sched_yield()
    return one


def state_of(pid: int) -> str:
    """As the kernel tells it: Z for one that ended and was not put away; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return ""


@pytest.mark.parametrize(
    ("code", "told"), [("raise SystemExit(3)", 3), ("", 0), ("import os; os.kill(os.getpid(), 9)", -signal.SIGKILL)]
)
def test_how_it_ended_is_told_before_and_after_it_is_put_away(tmp_path: Path, code: str, told: int) -> None:
    """Given one that ended by itself, then its exit code is there, also once it is stopped."""
    one = ended(child(tmp_path, code))
    assert (one.running, one.exit_code) == (False, told)
    assert one.stop() == told
    assert (one.running, one.exit_code) == (False, told)


@pytest.mark.parametrize("end", [Child.stop, Child.kill])
def test_its_number_is_used_once(
    tmp_path: Path, end: Callable[[Child], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given one that is put away, when it is stopped or killed again, then nothing is signalled: its number may be another's."""
    one = child(tmp_path, "import time; time.sleep(60)")
    end(one)
    signalled: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "killpg", lambda *to: signalled.append(to))
    monkeypatch.setattr(os, "kill", lambda *to: signalled.append(to))
    one.stop()
    one.kill()
    one.signal(signal.SIGTERM)
    assert signalled == []


def test_its_number_is_kept_until_it_is_put_away(tmp_path: Path) -> None:
    """Given one that ended by itself, then until it is stopped nobody else can get its number."""
    one = ended(child(tmp_path, ""))
    assert state_of(one.pid) == "Z"
    one.stop()
    assert state_of(one.pid) == ""


def test_all_of_its_group_goes(tmp_path: Path) -> None:
    """Given one whose own child stays when it ends, when it is stopped, then that one is gone too."""
    code = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid)"
    one = ended(child(tmp_path, code))
    left = int(one.last_lines())
    assert state_of(left) not in {"", "Z"}
    one.stop()
    waiting = Patience(20)
    while state_of(left) not in {"", "Z"} and not waiting.over:
        os.sched_yield()
    assert waiting.over is False
