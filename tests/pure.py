# SPDX-License-Identifier: EUPL-1.2
"""A plugin of pytest (`-p tests.pure`): only tests that need no broker and no database.

For: `tests.mutants`, which runs the tests of a domain thousands of times, with few examples of each property and without
looking for the smallest one. Not for: `make test`, which runs them all.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

FEW = 12


def pytest_collection_modifyitems(config: pytest.Config, items: list[Any]) -> None:
    """Leave out what asks for a real part, also through another fixture."""
    pure = [item for item in items if "real_parts" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in pure])
    items[:] = pure
    if os.environ.get("ZVHH_FEW_EXAMPLES"):
        for item in pure:
            _few_examples(getattr(item, "obj", None))


def _few_examples(test: Any) -> None:
    """The same examples each time, for a mutant must be killed by what passes without it; a busy machine kills none."""
    chosen = getattr(test, "_hypothesis_internal_use_settings", None)
    if chosen is not None:
        few = settings(
            chosen,
            max_examples=FEW,
            phases=(Phase.explicit, Phase.generate),
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=(*chosen.suppress_health_check, HealthCheck.too_slow),
        )
        test._hypothesis_internal_use_settings = few
