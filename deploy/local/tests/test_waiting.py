# SPDX-License-Identifier: EUPL-1.2
"""A start that fails names what is missing and why; and how long it takes before it does hangs on how busy the machine is."""

import os
from pathlib import Path

import pytest

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.testing.patience import Patience, stretched
from zvhh_local.folders import checkout
from zvhh_local.parts import Parts
from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.process import StartFailed
from zvhh_local.stack import Stack, environment_of

CONFIGURATION = checkout() / "deploy" / "local" / "configuratie.yaml"


def starting(folder: Path, bootstrap: str, mongodb_url: str, database: str) -> Stack:
    """A system of which only intake is started, with parts that may be away."""
    configuration = load_configuration(CONFIGURATION, Configuratie)
    made = Stack(folder, Parts(bootstrap, mongodb_url, {}), f"{database}.", configuration)
    made.issuer = made.front_door = f"http://{LOOPBACK}"
    made.environment = environment_of(made, CONFIGURATION, simulated=False)
    made.start("intake")
    return made


def test_a_broker_that_is_away_is_named(tmp_path: Path, mongodb_url: str, database: str) -> None:
    """With its address and the cause."""
    away = f"{LOOPBACK}:{free_port()}"
    made = starting(tmp_path, away, mongodb_url, database)
    words = rf"intake is not ready: broker: {away}: nobody listens on that port \(ConnectionRefusedError\) \(after"
    try:
        made.children["intake"].wait_until(lambda: '"waits"' in made.children["intake"].last_lines(50), within=60)
        with pytest.raises(StartFailed, match=words):
            made.wait_ready("intake", within=0)
    finally:
        made.stop("intake")


def test_a_database_that_is_away_is_named(tmp_path: Path, kafka_bootstrap: str, database: str) -> None:
    """Before the broker, which is not asked until there is one."""
    url = f"mongodb://{LOOPBACK}:{free_port()}/?directConnection=true"
    made = starting(tmp_path, kafka_bootstrap, url, database)
    try:
        made.children["intake"].wait_until(lambda: '"waits"' in made.children["intake"].last_lines(50), within=60)
        with pytest.raises(StartFailed, match=r"intake is not ready: database: none of the servers .*, broker: "):
            made.wait_ready("intake", within=0)
    finally:
        made.stop("intake")


def test_one_that_does_not_answer_at_all_is_told_so(tmp_path: Path, kafka_bootstrap: str, mongodb_url: str) -> None:
    """As in its first moments."""
    made = starting(tmp_path, kafka_bootstrap, mongodb_url, "t")
    with pytest.raises(StartFailed, match=r"intake is not ready: it does not answer \(after \d+ s, load"):
        made.wait_ready("intake", within=0)
    made.stop("intake")


@pytest.mark.parametrize(("load", "times"), [(0.0, 1), (2.0, 1), (4.0, 2), (1000.0, 10)])
def test_bounds_grow_with_what_runs_beside(monkeypatch: pytest.MonkeyPatch, load: float, times: int) -> None:
    """Per processor, up to ten times; also while somebody waits already."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    assert stretched(3.0) == 3.0 * times
    assert Patience(0).over
    assert not Patience(60).over
