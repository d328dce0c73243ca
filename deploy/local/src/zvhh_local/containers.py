# SPDX-License-Identifier: EUPL-1.2
"""The same broker and database as containers, by testcontainers, for machines with a Docker engine. For parts.py only."""

import contextlib
import time
from collections.abc import Callable, Iterator

from pymongo import MongoClient
from testcontainers.core.container import DockerContainer

from zvhh_kit.testing.patience import Patience
from zvhh_local.ports import free_port, release
from zvhh_local.process import StartFailed
from zvhh_local.replica_set import is_primary

_KAFKA_IMAGE = "apache/kafka:4.3.1"
_MONGODB_IMAGE = "mongo:8.0"


@contextlib.contextmanager
def kafka() -> Iterator[str]:
    """One KRaft broker with the settings of the native one; yields host:port when it answers."""
    from zvhh_local.kafka import answers

    port = free_port()
    container = DockerContainer(_KAFKA_IMAGE).with_bind_ports(9092, port)
    host = container.get_docker_client().host()
    container.with_envs(**_kafka_settings(f"{host}:{port}"))
    try:
        with container:
            _wait(lambda: answers(port, host), "Kafka")
            yield f"{host}:{port}"
    finally:
        release(port)


@contextlib.contextmanager
def mongodb() -> Iterator[str]:
    """One mongod with a replica set of one; yields its URL when it is primary.

    The set knows its member by the address inside the container, so clients connect directly.
    """
    container = DockerContainer(_MONGODB_IMAGE).with_exposed_ports(27017)
    container.with_command("mongod --replSet rs0 --bind_ip_all")
    with container:
        url = (
            f"mongodb://{container.get_container_host_ip()}:{container.get_exposed_port(27017)}/?directConnection=true"
        )
        with MongoClient[dict[str, object]](url, serverSelectionTimeoutMS=500) as client:
            _wait(lambda: is_primary(client, "127.0.0.1:27017"), "mongod")
        yield url


def _kafka_settings(advertised: str) -> dict[str, str]:
    return {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://{advertised}",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "4",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
    }


def _wait(ready: Callable[[], bool], name: str, within: float = 120) -> None:
    waiting = Patience(within)
    while not ready():
        if waiting.over:
            raise StartFailed(f"{name} is not ready: it does not answer in its container ({waiting})")
        time.sleep(0.1)
