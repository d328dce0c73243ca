# SPDX-License-Identifier: EUPL-1.2
"""Three brokers as one cluster (a KRaft quorum of three), each a native process that may be killed on its own.

For tests of what happens when one of them goes. Loopback only, no TLS, no ACLs. Not for: development; one is enough there.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from zvhh_local.kafka import Kafka, answers, new_cluster_id
from zvhh_local.ports import LOOPBACK

__all__ = ["KafkaCluster"]

SIZE = 3
_ALL_OF_THEM = {
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.replication.factor": "3",
    "transaction.state.log.min.isr": "2",
    "share.coordinator.state.topic.replication.factor": "3",
    "share.coordinator.state.topic.min.isr": "2",
    # a broker that died is missed sooner than in production, so that a test may kill many
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
    "replica.lag.time.max.ms": "5000",
}


class _Quorum(NamedTuple):
    """What every node must know of all of them."""

    cluster_id: str
    voters: str


class Node(Kafka):
    """One broker of a cluster, controller as well."""

    def __init__(self, folder: Path, number: int) -> None:
        super().__init__(folder)
        self.number = number
        self.quorum = _Quorum("", "")

    def settings(self) -> dict[str, str]:
        """Those of a single one, with a quorum that is known beforehand."""
        alone = super().settings()
        del alone["controller.quorum.bootstrap.servers"]
        return alone | _ALL_OF_THEM | {"node.id": str(self.number), "controller.quorum.voters": self.quorum.voters}

    def format_options(self) -> Sequence[str]:
        """As a member of the cluster."""
        return ["--cluster-id", self.quorum.cluster_id]


class KafkaCluster:
    """The brokers. `nodes` may be stopped, killed and started one by one."""

    def __init__(self, folder: Path) -> None:
        """`folder` gets a folder for each of them."""
        self.nodes = [Node(folder / f"kafka-{number}", number) for number in range(1, SIZE + 1)]
        voters = ",".join(f"{node.number}@{LOOPBACK}:{node.controller}" for node in self.nodes)
        cluster_id = new_cluster_id()
        for node in self.nodes:
            node.quorum = _Quorum(cluster_id, voters)

    @property
    def bootstrap(self) -> str:
        """The address of each, with commas between."""
        return ",".join(node.bootstrap for node in self.nodes)

    def start(self) -> None:
        """Start those that don't run; returns when each answers. Raises StartFailed."""
        down = [node for node in self.nodes if node.child is None or not node.child.running]
        with ThreadPoolExecutor(SIZE) as beside:
            started = list(beside.map(Node.launch, down))
        for node, child in zip(down, started, strict=True):
            child.wait_until(lambda port=node.port: answers(port), within=60)  # type: ignore[misc]

    def end(self) -> None:
        """End all of them at once: in order, each would wait for a quorum that the others take away."""
        for node in self.nodes:
            if node.child is not None:
                node.child.kill()
