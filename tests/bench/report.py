# SPDX-License-Identifier: EUPL-1.2
"""The figures of a run: collected by the measurements, printed as tables, written to build/bench.json.

A figure has a value a round; its median is what counts, lowest and highest are its spread. Not for: judging; a missed
goal fails nothing.
"""

import json
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.goals import GOALS

__all__ = ["Figure", "Report"]


@dataclass(frozen=True)
class Figure:
    """One figure; `digits` behind the point when it is printed; `of`: whose it is, in a table of many beside each other."""

    row: str
    name: str
    values: Sequence[float]
    digits: int = 2
    of: str = ""

    @property
    def median(self) -> float:
        """What counts."""
        return statistics.median(self.values)

    def spread(self) -> str:
        """Lowest to highest."""
        return f"{min(self.values):.{self.digits}f}–{max(self.values):.{self.digits}f}" if len(self.values) > 1 else ""

    def cells(self) -> tuple[str, ...]:
        """Name, median, spread, rounds, goal, whether it was met."""
        goal = GOALS.get(self.name)
        verdict = "" if goal is None else "met" if goal.met(self.median) else "MISSED"
        median = f"{self.median:.{self.digits}f}"
        return (self.name, median, self.spread(), str(len(self.values)), "" if goal is None else str(goal), verdict)

    def as_json(self) -> dict[str, Any]:
        """For build/bench.json."""
        goal = GOALS.get(self.name)
        judged = {} if goal is None else {"goal": str(goal), "met": goal.met(self.median)}
        spread = {"lowest": min(self.values), "highest": max(self.values), "values": list(self.values)}
        return {"row": self.row, "of": self.of, "figure": self.name, "median": self.median} | spread | judged


@dataclass
class Report:
    """Everything that a run found; `notes` are sentences: what was skipped, and why."""

    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)

    def add(self, row: str, name: str, values: Sequence[float], *, digits: int = 2, of: str = "") -> None:
        """One figure of a row; without values there is none. With `of` it is a cell: a line each, a column a name."""
        if values:
            self.figures.append(Figure(row, name, list(values), digits, of))

    def tables(self) -> list[tuple[str, list[str]]]:
        """Title and lines: first what has a goal, then every row."""
        head = ("", "median", "lowest–highest", "rounds", "goal", "")
        rows: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for figure in self.figures:
            if figure.name in GOALS:
                rows["goals"].append(figure.cells())
        for figure in self.figures:
            if not figure.of:
                rows[figure.row].append(figure.cells())
        tables = [(title, _lines([head, *cells])) for title, cells in rows.items()]
        beside = dict.fromkeys(figure.row for figure in self.figures if figure.of)
        return tables + [(f"{row}: medians", self._beside(row)) for row in beside]

    def _beside(self, row: str) -> list[str]:
        cells = {
            (one.of, one.name): f"{one.median:.{one.digits}f}" for one in self.figures if one.row == row and one.of
        }
        names = list(dict.fromkeys(name for _, name in cells))
        lines = [(of, *(cells.get((of, name), "") for name in names)) for of in dict.fromkeys(of for of, _ in cells)]
        return _lines([("", *names), *lines])

    def write(self, file: Path) -> None:
        """As JSON."""
        file.parent.mkdir(exist_ok=True)
        whole = self.about | {"figures": [one.as_json() for one in self.figures], "notes": self.notes}
        file.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _lines(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in rows]
