# SPDX-License-Identifier: EUPL-1.2
"""Each mistake planted in the kit turns an invariant red that the kit without it keeps, on the same seed.

Not for: finding mistakes that are there (`test_seeds`).
"""

import pytest
from tests.simulation.mistakes import MISTAKES, Mistake, planted
from tests.simulation.plan import plan_of
from tests.simulation.run import run

MOST = 500


def _shows(mistake: Mistake, seed: int) -> bool:
    with planted(mistake):
        report = run(plan_of(seed))
    return mistake.invariant in report.broken and mistake.invariant not in run(plan_of(seed)).broken


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_seen(name: str) -> None:
    """By the seed that showed it when it was planted, else by one of the first."""
    mistake = MISTAKES[name]
    assert any(_shows(mistake, seed) for seed in (mistake.seed, *range(MOST)))
