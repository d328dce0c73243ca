# SPDX-License-Identifier: EUPL-1.2
"""`zvhh-local` as a person starts it: a child whose lines are read, interrupted, and looked after when it has gone."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from zvhh_kit.testing.patience import Patience, stretched


class Started:
    """One running command and what it has printed so far."""

    def __init__(self, *arguments: str, environment: Mapping[str, str]) -> None:
        command = [str(Path(sys.prefix) / "bin" / "zvhh-local"), *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as printed:
            for line in printed:
                self.lines.append(line.rstrip("\n"))

    def wait_for(self, there: Callable[[str], bool], *, within: float) -> str:
        """The first line for which `there` holds; fails when none comes within the bound, later on a busy machine."""
        waiting = Patience(within)
        while not waiting.over:
            found = next((line for line in list(self.lines) if there(line)), None)
            if found is not None:
                return found
            assert self.process.poll() is None, "\n".join(self.lines)
            time.sleep(0.05)
        raise AssertionError("\n".join(self.lines))

    def interrupt(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send Ctrl-C to it alone, and return its exit status."""
        self.process.send_signal(number)
        status = self.process.wait(stretched(60))
        self._reader.join(10)
        return status

    @property
    def children(self) -> dict[int, str]:
        """Every process that it started: pid → command line."""
        return {pid: _command(pid) for pid in _pids() if _parent(pid) == self.process.pid}


@contextmanager
def started(*arguments: str, environment: Mapping[str, str]) -> Iterator[Started]:
    """The command for as long as the block lasts at most."""
    one = Started(*arguments, environment=environment)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.interrupt(signal.SIGTERM)


def alive(children: Mapping[int, str]) -> list[str]:
    """Those that still run; a pid that was given to another program does not count."""
    return [command for pid, command in children.items() if _command(pid) == command]


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ").strip()
    except OSError:
        return ""
