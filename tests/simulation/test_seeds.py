# SPDX-License-Identifier: EUPL-1.2
"""A fixed number of seeds of the simulation, none of which may break an invariant; `make simulate` runs as many as one
wants. `SEED=<seed> make simulate` tells all that happened in one, and its shortest schedule.

Not for: whether the simulation would see anything (`test_mistakes`).
"""

import pytest
from tests.simulation.plan import plan_of
from tests.simulation.run import run

AMOUNT, TOGETHER = 195, 15


@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(0, AMOUNT, TOGETHER))
def test_no_seed_breaks_an_invariant(first: int) -> None:
    """Nothing acknowledged is lost or doubled, whatever is killed, frozen, cut off, rolled back or not shown."""
    broken = {
        seed: report.violations for seed in range(first, first + TOGETHER) if (report := run(plan_of(seed))).broken
    }
    assert broken == {}
