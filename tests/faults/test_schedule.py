# SPDX-License-Identifier: EUPL-1.2
"""A seed is a whole list of faults, always the same one."""

from typing import get_args

import pytest
from tests.faults.schedule import FREEZE, PARTS, Kind, Planned, schedule, summary

SERVICES = ("intake", "triage", "meetings", "regie")
PROCESSES = [f"{service}{more}" for service in SERVICES for more in ("", "-1")]
TOPICS = ("zvhh.meldingen.v1", "zvhh.overleggen.v1")
SEEDS = range(200)


def planned(seed: int, *, freezes: bool = True) -> list[Planned]:
    return schedule(seed, PROCESSES, SERVICES, TOPICS, freezes=freezes)


def test_the_same_seed_is_the_same_list() -> None:
    assert planned(7) == planned(7)
    assert len({tuple(planned(seed)) for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("freezes", [True, False])
def test_every_kind_is_in_every_seed(freezes: bool) -> None:
    """Ten kills at least; what stands still only where it is asked for."""
    kinds = set(get_args(Kind)) - (set() if freezes else {"part frozen"})
    for seed in SEEDS:
        counts = summary(planned(seed, freezes=freezes))
        assert set(counts) == kinds, seed
        assert counts["process killed"] >= 10


def test_broker_and_database_are_frozen_in_turn() -> None:
    for seed in SEEDS:
        [frozen] = [one for one in planned(seed) if one.kind == "part frozen"]
        assert (frozen.target, frozen.seconds) == (PARTS[seed % 2], FREEZE)


def test_a_process_is_only_hurt_while_it_runs() -> None:
    for seed in SEEDS:
        until = dict.fromkeys(PROCESSES, 0.0)
        for one in planned(seed):
            if one.kind.startswith("process"):
                assert one.at > until[one.target]
                until[one.target] = one.at + one.seconds


@pytest.mark.parametrize(("freezes", "least", "most"), [(True, 50, 100), (False, 20, 60)])
def test_how_long_a_seed_takes(freezes: bool, least: float, most: float) -> None:
    """Seconds, when nothing has to be waited for."""
    for seed in SEEDS:
        assert least < max(one.at + one.seconds for one in planned(seed, freezes=freezes)) < most
