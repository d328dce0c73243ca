# SPDX-License-Identifier: EUPL-1.2
"""Ends what a process started when that process is gone, however it went (kill -9 included).

One small guard process per starter, in a session of its own: it holds the reading end of a pipe whose writing end only
the starter holds. When the pipe closes, it stops the children that are still listed, then removes the listed folders.
It never stops anything while its starter lives, and knows nothing of Kafka or MongoDB.
"""

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

_PATIENCE = 5.0  # seconds between SIGTERM and SIGKILL


class Guard:
    """The starter's side. Lines: `+pid`, `-pid`, `folder path`, `kept path`."""

    def __init__(self) -> None:
        read, write = os.pipe()
        command = [sys.executable, "-I", str(Path(__file__)), str(read)]
        self._process = subprocess.Popen(command, pass_fds=[read], start_new_session=True, stdin=subprocess.DEVNULL)
        os.close(read)
        self._pipe = write

        self._owner = os.getpid()
        atexit.register(self._close)

    @property
    def mine(self) -> bool:
        """Whether this very process started it (a fork did not)."""
        return self._owner == os.getpid()

    def tell(self, line: str) -> None:
        """One line to the guard; a guard that is gone is no reason to fail."""
        with contextlib.suppress(OSError):
            os.write(self._pipe, f"{line}\n".encode())

    def _close(self) -> None:
        """At the starter's own end: the guard cleans what is left, and the starter waits for it."""
        if self.mine:
            os.close(self._pipe)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(2 * _PATIENCE)


_guards: list[Guard] = []


def tell(line: str) -> None:
    """Tells this process's guard, starting it on the first line (after a fork: a new one)."""
    if not _guards or not _guards[-1].mine:
        _guards.append(Guard())
    _guards[-1].tell(line)


def watch(lines: IO[str]) -> None:
    """The guard's side: reads until the starter is gone, then cleans up."""
    children: list[int] = []
    folders: list[str] = []
    for line in lines:
        word, _, rest = line.strip().partition(" ")
        if word == "folder":
            folders.append(rest)
        elif word == "kept" and rest in folders:
            folders.remove(rest)
        elif word.startswith("+"):
            children.append(int(word[1:]))
        elif word.startswith("-") and int(word[1:]) in children:
            children.remove(int(word[1:]))
    _end(children)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _end(children: list[int]) -> None:
    # The youngest first: services before the broker that they talk to.
    for child in reversed(children):
        _signal(child, signal.SIGTERM)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and any(_lives(child) for child in children):
        time.sleep(0.05)
    for child in children:
        _signal(child, signal.SIGKILL)


def _lives(child: int) -> bool:
    """False as well for one that has ended and waits for its starter to notice."""
    if not _signal(child, 0):
        return False
    try:
        return Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return Path("/proc/self").exists() is False


def _signal(group: int, number: int) -> bool:
    """Signals a child's whole process group; whether there was one."""
    try:
        os.killpg(group, number)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    with os.fdopen(int(sys.argv[1])) as pipe:
        watch(pipe)
