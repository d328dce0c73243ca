# SPDX-License-Identifier: EUPL-1.2
"""Three brokers and three databases, and what is done to one of them, or two.

Not for: when (the tests), nor one of each (`bed`).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGCONT, SIGSTOP

from zvhh_kit.testing.patience import Patience
from zvhh_local.kafka import Kafka, answers
from zvhh_local.kafka_cluster import KafkaCluster
from zvhh_local.mongo import Mongo
from zvhh_local.mongo_set import MongoSet

__all__ = ["Cluster", "freeze", "kill", "thaw"]


@dataclass
class Cluster:
    """The parts. All waiting here is done in a thread of its own: `asyncio.to_thread`."""

    folder: Path
    kafka: KafkaCluster = field(init=False)
    mongo: MongoSet = field(init=False)

    def __post_init__(self) -> None:
        self.kafka, self.mongo = KafkaCluster(self.folder), MongoSet(self.folder)

    def start(self) -> None:
        """Start or continue what does not run, and wait until all of it is well."""
        for part in self.parts:
            thaw(part)
        self.start_databases()
        self.kafka.start()
        _until(lambda: all(answers(node.port) for node in self.kafka.nodes), "not every broker answers")

    def start_databases(self) -> None:
        """The same for the databases alone."""
        self.mongo.start()
        _until(self.mongo.whole, "not every member follows a primary")

    @property
    def parts(self) -> list[Kafka | Mongo]:
        """Every one."""
        return [*self.kafka.nodes, *self.mongo.members]

    def end(self) -> None:
        """End all of it at once."""
        self.kafka.end()
        self.mongo.end()

    def primary(self) -> Mongo:
        """The member that is primary, once one is."""
        waiting = Patience(60)
        while (found := self.mongo.primary()) is None:
            assert not waiting.over, f"no member became primary {waiting}"
            time.sleep(0.02)
        return found


def _until(well: Callable[[], bool], missing: str) -> None:
    waiting = Patience(60)
    while not well():
        assert not waiting.over, f"{missing} {waiting}"
        time.sleep(0.02)


def kill(part: Kafka | Mongo) -> None:
    """At once."""
    assert part.child is not None
    part.child.kill()


def freeze(part: Kafka | Mongo) -> None:
    """It stands still, with its connections open."""
    assert part.child is not None
    part.child.signal(SIGSTOP)


def thaw(part: Kafka | Mongo) -> None:
    """It goes on."""
    if part.child is not None:
        part.child.signal(SIGCONT)
