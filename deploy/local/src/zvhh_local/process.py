# SPDX-License-Identifier: EUPL-1.2
"""A child process with a log file: started, awaited by a condition with a bound, stopped for certain.

Children live in a process group of their own, so that Ctrl-C reaches only the starter, who stops them in order;
should the starter die, guard.py does. Not for commands that are run to their end.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from zvhh_kit.testing.patience import Patience
from zvhh_local import guard


class StartFailed(Exception):
    """A child ended, or was not ready in time; the text holds the last lines of its log."""


class Child:
    """One running child. `log` grows with each start: older lines stay."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        outlives: bool = False,
    ) -> None:
        """Starts it at once. `env` is added to this process's environment; `outlives` leaves it out of the guard."""
        self.name, self.log = name, log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                cwd=cwd,
                start_new_session=True,
            )
        self._guarded = not outlives
        if self._guarded:
            guard.tell(f"+{self.pid}")

    @property
    def pid(self) -> int:
        """Process id, and id of its process group."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._end is None and self._process.returncode is None

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        ended = self._end
        if ended is None:
            return self._process.returncode
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    @property
    def _end(self) -> os.waitid_result | None:
        """How it ended, where it did and was not put away yet: until then nobody else gets its number, so that a signal to
        it or to its group never hits another process."""
        if self._process.returncode is not None:
            return None
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)

    def wait_until(
        self, ready: Callable[[], bool], *, within: float, missing: Callable[[], str] = lambda: "it does not answer"
    ) -> None:
        """Asks `ready` every 50 ms until it is true. `missing`: what it still lacks, for the message to a person.

        Raises StartFailed when the child ends, or after `within` seconds; later on a busy machine.
        """
        waiting = Patience(within)
        while not ready():
            if not self.running:
                raise StartFailed(f"{self.name} stopped with exit code {self.exit_code}.\n{self.last_lines()}")
            if waiting.over:
                raise StartFailed(f"{self.name} is not ready: {missing()} ({waiting}).\n{self.last_lines()}")
            time.sleep(0.05)

    def signal(self, number: signal.Signals) -> None:
        """Signals the child alone (SIGSTOP and SIGCONT for faults); nothing when it is gone.

        After SIGSTOP it stands still: on a busy machine its other threads go on until one of them has taken the signal.
        """
        if self.running:
            os.kill(self.pid, number)
            if number == signal.SIGSTOP:
                os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def stop(self, *, patience: float = 10.0) -> int | None:
        """SIGTERM, after `patience` seconds SIGKILL to its whole group; returns the exit code. Twice is once."""
        if self.running:
            # A frozen child (SIGSTOP) hears SIGTERM only after SIGCONT.
            os.kill(self.pid, signal.SIGCONT)
            os.kill(self.pid, signal.SIGTERM)
            until = time.monotonic() + patience
            while self.running and time.monotonic() < until:
                time.sleep(0.02)
        self._kill_group()
        return self.exit_code

    def kill(self) -> None:
        """SIGKILL, at once, as a crash would be."""
        self._kill_group()

    def memory_mb(self) -> int:
        """Resident memory in MiB; 0 when it is gone or the platform has no /proc."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return 0
        resident = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
        return int(resident[0]) // 1024 if resident else 0

    def last_lines(self, count: int = 15) -> str:
        """The end of its log, for a message to a person."""
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
        return ""

    def _kill_group(self) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
        if self._guarded:
            guard.tell(f"-{self.pid}")
            self._guarded = False
