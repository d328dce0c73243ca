# SPDX-License-Identifier: EUPL-1.2
"""`make simulate`: seed after seed for as long as one wants; figures, `build/simulation.json`, and each violation as the
shortest schedule that was found.

For: MINUTES=60 (default 10), SEED=n (that one only, with all that happened), FIRST=n (where to begin; default random).
Not for: `make test`, which runs a fixed number of seeds (`test_seeds`).
"""

import json
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.simulation.plan import plan_of
from tests.simulation.run import Report, run
from tests.simulation.shrink import shrunk

BATCH = 25
SHRINK_AT_MOST = 5


@dataclass
class Figures:
    """What was done, over all runs."""

    runs: int = 0
    points: int = 0
    departures: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)
    broken: dict[int, list[str]] = field(default_factory=dict)

    def add(self, other: "Figures") -> None:
        """Those of more runs."""
        self.runs += other.runs
        self.points += other.points
        self.departures += other.departures
        self.violations += other.violations
        self.broken |= other.broken


def batch(first: int, amount: int = BATCH) -> Figures:
    """So many seeds."""
    figures = Figures()
    for seed in range(first, first + amount):
        report = run(plan_of(seed))
        figures.runs += 1
        figures.points += report.points
        figures.departures.update(report.kinds)
        figures.violations.update(report.broken)
        if report.broken:
            figures.broken[seed] = sorted(report.broken)
    return figures


def _until(minutes: float, first: int, workers: int) -> Iterator[Figures]:
    until, following = time.monotonic() + minutes * 60, first
    with ProcessPoolExecutor(workers) as pool:
        under_way: list[Future[Figures]] = []
        while time.monotonic() < until:
            while len(under_way) < workers:
                under_way.append(pool.submit(batch, following))
                following += BATCH
            yield under_way.pop(0).result()
        for left in under_way:
            yield left.result()


def _tell_run(report: Report) -> None:
    print(report.plan, *report.trace, "", *report.departures, "", sep="\n")
    print(*(f"VIOLATED {invariant}: {how}" for invariant, how in report.violations), sep="\n")


def _tell_shortest(seed: int, invariant: str) -> None:
    short = shrunk(plan_of(seed), invariant)
    report = run(short)
    print(f"\nseed {seed}: {invariant}\n{short}", *report.departures, sep="\n")
    print(*(f"VIOLATED {which}: {how}" for which, how in report.violations), sep="\n")


def simulate(minutes: float, first: int, workers: int) -> int:
    """Run until the time is up; the number of violations."""
    begun, total = time.monotonic(), Figures()
    for figures in _until(minutes, first, workers):
        total.add(figures)
        for seed, broken in figures.broken.items():
            print(f"seed {seed}: {', '.join(broken)}", flush=True)
    seconds = time.monotonic() - begun
    told: dict[str, Any] = {
        "first": first,
        "runs": total.runs,
        "seconds": round(seconds),
        "points": total.points,
        "departures": sum(total.departures.values()),
        "departures of each kind": dict(total.departures.most_common()),
        "violations": len(total.broken),
        "violations of each kind": dict(total.violations.most_common()),
        "seeds with a violation": sorted(total.broken),
    }
    folder = Path(__file__).parents[2] / "build"
    folder.mkdir(exist_ok=True)
    (folder / "simulation.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(json.dumps(told, indent=1))
    shown: set[str] = set()
    for seed, broken in list(total.broken.items()):
        if broken[0] not in shown and len(shown) < SHRINK_AT_MOST:
            shown.add(broken[0])
            _tell_shortest(seed, broken[0])
    return len(total.broken)


def main() -> int:
    """From the environment."""
    if seed := os.environ.get("SEED"):
        report = run(plan_of(int(seed)), trace=True)
        _tell_run(report)
        if report.broken:
            _tell_shortest(int(seed), min(report.broken))
        return len(report.violations)
    first = int(os.environ.get("FIRST") or secrets.randbelow(10**9))
    workers = int(os.environ.get("WORKERS") or os.cpu_count() or 1)
    return simulate(float(os.environ.get("MINUTES") or 10), first, workers)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
