# SPDX-License-Identifier: EUPL-1.2
"""An earlier release of this project, set up beside this one and run as a newcomer would: `make up`, with a folder kept.

For: the proof that what it left is read and continued. Needs the whole history of the repository. Not for: what is asked
of it (`test_upgrade`).
"""

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.process.configuration import load_configuration
from zvhh_local.folders import checkout
from zvhh_local.parts import Parts
from zvhh_local.process import Child
from zvhh_local.stack import SERVICES, Stack
from zvhh_local.up import READY

__all__ = ["Older", "older"]

UP_WITHIN = 600.0
ADDRESS = re.compile(r"^   ([A-Za-z ]+):\s+(\S+)", re.MULTILINE)
ZAAK = re.compile(r"^   ([0-9a-f-]{36})  (.+)$", re.MULTILINE)


class Older:
    """It runs. `stack` is what `Outside` needs of it; `zaken` are those that it made, with the stage of each in words."""

    def __init__(self, child: Child, folder: Path, place: Path) -> None:
        self._child = child
        told = child.log.read_text("utf-8")
        addresses = {name.strip(): address for name, address in ADDRESS.findall(told)}
        configuration = load_configuration(place / "deploy" / "local" / "configuratie.yaml", Configuratie)
        parts = Parts(addresses["Kafka"], addresses["MongoDB"], {})
        self.stack = Stack(folder, parts, "", configuration)
        self.stack.issuer = addresses["issuer"].removesuffix("/.well-known/openid-configuration")
        self.stack.front_door = addresses["front door"]
        self.zaken: dict[str, str] = dict(ZAAK.findall(told))

    def kill_services(self) -> None:
        """All processes of the four services at once, as a crash of the machine that they run on."""
        killed = 0
        for pid in _children(self._child.pid):
            with contextlib.suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_text("utf-8").split("\0")
                if any(word.endswith(f"/zvhh-{service}") for word in words for service in SERVICES):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
        assert killed == len(SERVICES), f"{killed} processes of {SERVICES} were killed"


@contextlib.contextmanager
def older(commit: str, folder: Path) -> Iterator[Older]:
    """The system of that commit, with its dozen zaken, for as long as the block lasts; its data stays in `folder`."""
    place = _set_up(commit)
    command: list[str | Path] = [place / ".venv" / "bin" / "zvhh-local", "up", "--folder", folder]
    log = folder.parent / "older.log"
    child = Child("the older release", command, log=log, env={"KAFKA_BOOTSTRAP": "", "MONGODB_URL": ""}, cwd=place)
    try:
        child.wait_until(lambda: READY in log.read_text("utf-8"), within=UP_WITHIN)
        yield Older(child, folder, place)
    finally:
        child.stop(patience=60)


def _set_up(commit: str) -> Path:
    """Its files and its own environment, in `build/older/<commit>`; made once."""
    place = checkout() / "build" / "older" / commit
    if not (place / "Makefile").exists():
        place.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            ["git", "-C", checkout(), "archive", commit], check=True, capture_output=True
        ).stdout  # fails with git's own words where the history is not there
        subprocess.run(["tar", "-x", "-C", place], input=packed, check=True)
    if (ours := checkout() / ".cache").exists() and not (place / ".cache").exists():
        (place / ".cache").symlink_to(ours)  # the broker, downloaded once
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    subprocess.run(["make", "setup"], cwd=place, env=environment, check=True, capture_output=True)
    return place


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            fields = dict(line.split(":\t", 1) for line in status.read_text("utf-8").splitlines() if ":\t" in line)
            if int(fields["PPid"]) == parent:
                found.append(int(fields["Pid"]))
    return found
