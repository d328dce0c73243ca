# SPDX-License-Identifier: EUPL-1.2
"""A seed is the same run each time, in each process; and what breaks is taken apart to what a person can read.

Not for: what a run finds.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.simulation.mistakes import MISTAKES, planted
from tests.simulation.plan import plan_of
from tests.simulation.run import run
from tests.simulation.shrink import shrunk

SEEDS = (1, 2, 3, 4)
TELL = f"""
from tests.simulation.plan import plan_of
from tests.simulation.run import run
print(*(run(plan_of(seed)).digest for seed in {SEEDS}))
"""


def test_a_seed_is_the_same_run_in_every_process() -> None:
    """Whatever ran before it, and however this process hashes text."""
    root = Path(__file__).parents[2]
    here = [run(plan_of(seed)).digest for seed in reversed(SEEDS)][::-1]
    for hashing in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hashing}
        told = subprocess.run(
            [sys.executable, "-c", TELL], cwd=root, env=environment, capture_output=True, text=True, check=True
        )
        assert told.stdout.split() == here


def test_other_seeds_are_other_runs() -> None:
    """Else a thousand seeds would be one."""
    assert len({run(plan_of(seed)).digest for seed in SEEDS}) == len(SEEDS)


@pytest.mark.timeout(900)
def test_what_breaks_is_made_short() -> None:
    """A planted mistake comes down to the few things that show it, and these still do."""
    mistake = MISTAKES["keys are forgotten"]
    plans = (plan for seed in range(150) if len((plan := plan_of(seed)).processes) == 1)
    with planted(mistake):
        plan = next(plan for plan in plans if mistake.invariant in run(plan).broken)
        short = shrunk(plan, mistake.invariant, most=200)
        assert mistake.invariant in run(short).broken
    assert short.size <= 12
    assert short.size < plan.size / 2
