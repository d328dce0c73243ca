# SPDX-License-Identifier: EUPL-1.2
"""The sizes of the runs, and the tables at the end.

ZVHH_BENCH_EVENTS (10000), ZVHH_BENCH_ROUNDS (2), ZVHH_BENCH_HOPS (200). Nothing else should run on the machine.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

_tables: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)

Row = Callable[..., None]


@dataclass(frozen=True)
class Sizes:
    """How much a run does."""

    events: int
    rounds: int
    hops: int


@pytest.fixture(scope="session")
def sizes() -> Sizes:
    """From the environment."""
    known = {"events": "10000", "rounds": "2", "hops": "200"}
    return Sizes(**{name: int(os.environ.get(f"ZVHH_BENCH_{name.upper()}", value)) for name, value in known.items()})


@pytest.fixture
def row() -> Row:
    """Add a row to a table; the first row of a table is its head."""

    def add(table: str, *cells: object) -> None:
        _tables[table].append(tuple(str(cell) for cell in cells))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The tables."""
    for table, rows in _tables.items():
        terminalreporter.section(table)
        widths = [max(len(cells[column]) for cells in rows) for column in range(len(rows[0]))]
        for cells in rows:
            terminalreporter.write_line("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)))
