# SPDX-License-Identifier: EUPL-1.2
"""Parts that may be killed, and the sizes of the runs.

ZVHH_FAULTS_EVENTS (2000), ZVHH_FAULTS_ZAKEN (a fifth of them), ZVHH_FAULTS_KILLS (10), ZVHH_FAULTS_SEED (printed);
ZVHH_FAULTS_REPLAY_ZAKEN (24): those that walk while everything is read again.
"""

import asyncio
import os
import random
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults.bed import Bed, Broker, CountingBed
from tests.faults.cluster import Cluster
from tests.faults.fleet import Ground, wide_ground
from tests.faults.fleet import ground as ground_on

from zvhh_local.mongo import Mongo

_said: list[str] = []


@dataclass(frozen=True)
class Sizes:
    """How much a run does."""

    events: int
    zaken: int
    kills: int


@pytest.fixture(scope="session")
def sizes() -> Sizes:
    """From the environment."""
    events = int(os.environ.get("ZVHH_FAULTS_EVENTS", "2000"))
    zaken = int(os.environ.get("ZVHH_FAULTS_ZAKEN", str(events // 5)))
    return Sizes(events, zaken, int(os.environ.get("ZVHH_FAULTS_KILLS", "10")))


@pytest.fixture(scope="session")
def own_parts() -> Iterator[tuple[Path, Broker, Mongo]]:
    """A broker and a database that nobody else uses, always native: a container could not be frozen from here."""
    with tempfile.TemporaryDirectory(prefix="zvhh-faults-") as folder:
        kafka, mongo = Broker(Path(folder) / "kafka"), Mongo(Path(folder) / "mongodb")
        try:
            kafka.start()
            mongo.start()
            yield Path(folder), kafka, mongo
        finally:
            kafka.stop()
            mongo.stop()


@pytest.fixture(scope="session")
def ground(own_parts: tuple[Path, Broker, Mongo]) -> Iterator[Ground]:
    """The same parts, with an issuer: what a fleet runs on."""
    with ground_on(*own_parts) as made:
        yield made


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Three brokers and three databases that nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="zvhh-cluster-") as folder:
        made = Cluster(Path(folder))
        try:
            made.start()
            yield made
        finally:
            made.end()


@pytest.fixture(scope="session")
def wide(cluster: Cluster) -> Iterator[Ground]:
    """The same with an issuer: what a fleet runs on."""
    with wide_ground(cluster.folder, cluster.kafka, cluster.mongo) as made:
        yield made


@pytest.fixture
async def wide_bed(cluster: Cluster) -> AsyncIterator[CountingBed]:
    """Topics and a database for one test on three of each; afterwards its processes are gone and all parts are well."""
    prefix, chance = f"f{secrets.token_hex(4)}.", random.Random(_seed())
    made = CountingBed(cluster.kafka.bootstrap, cluster.mongo.url, cluster.folder, prefix, chance, _said.append, 3)
    try:
        await made.prepare()
        yield made
    finally:
        await asyncio.to_thread(cluster.start)
        await made.clear()


def _seed() -> int:
    seed = int(os.environ.get("ZVHH_FAULTS_SEED", secrets.randbelow(10**6)))
    _said.append(f"seed {seed}")
    return seed


@pytest.fixture(scope="session")
def tell() -> Callable[[str], None]:
    """Says a line at the end of the run."""
    return _said.append


@pytest.fixture
async def bed(own_parts: tuple[Path, Broker, Mongo]) -> AsyncIterator[Bed]:
    """Topics and a database for one test; afterwards its processes are gone and the parts are well."""
    folder, kafka, mongo = own_parts
    prefix, chance = f"f{secrets.token_hex(4)}.", random.Random(_seed())
    made = Bed(kafka.bootstrap, mongo.url, folder, prefix, chance, _said.append, kafka=kafka, mongo=mongo)
    try:
        await made.prepare()
        yield made
    finally:
        await made.clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the runs found, with the seed of each."""
    if _said:
        terminalreporter.section("faults")
        for line in _said:
            terminalreporter.write_line(line)
