# SPDX-License-Identifier: EUPL-1.2
"""A plugin of pytest (`-p tests.pure`): only tests that need no broker and no database.

For: `tests.mutants`, which runs the tests of a domain thousands of times. Not for: `make test`, which runs them all.
"""

from typing import Any

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[Any]) -> None:
    """Leave out what asks for a real part, also through another fixture."""
    pure = [item for item in items if "real_parts" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in pure])
    items[:] = pure
