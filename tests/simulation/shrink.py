# SPDX-License-Identifier: EUPL-1.2
"""A plan that breaks an invariant taken apart until nothing more can be left out: short enough for a person to read.

Delta debugging over the list of what is asked and what goes wrong. Not for: finding such a plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tests.simulation.plan import Plan
from tests.simulation.run import run

__all__ = ["shrunk"]

Part = Any


def shrunk(plan: Plan, invariant: str, *, most: int = 400) -> Plan:
    """The smallest plan found within so many runs that still breaks this invariant."""
    left = [most]

    def breaks(base: Plan, parts: Sequence[Part]) -> bool:
        left[0] -= 1
        return left[0] >= 0 and invariant in run(_with(base, parts)).broken

    if not breaks(plan, _parts(plan)):
        return plan
    best = plan
    for simpler in (replace(plan, newer=False), replace(plan, apart=())):
        candidate = replace(best, newer=best.newer and simpler.newer, apart=best.apart if simpler.apart else ())
        if breaks(candidate, _parts(candidate)):
            best = candidate
    before = -1
    while best.size != before:  # what was needed for something that is gone by now is tried again
        before = best.size
        best = _with(best, _without(_parts(best), partial(breaks, best)))
    return best


def _parts(plan: Plan) -> list[Part]:
    return [*((1, one) for one in plan.faults), *((0, one) for one in plan.work)]


def _with(plan: Plan, parts: Sequence[Part]) -> Plan:
    faults = tuple(one for kind, one in parts if kind == 1)
    return replace(plan, faults=faults, work=tuple(one for kind, one in parts if kind == 0))


def _without(parts: list[Part], breaks: Callable[[Sequence[Part]], bool]) -> list[Part]:
    """ddmin: leave out ever smaller pieces."""
    pieces = 2
    while len(parts) >= 1:
        size = max(1, len(parts) // pieces)
        for begin in range(0, len(parts), size):
            rest = parts[:begin] + parts[begin + size :]
            if breaks(rest):
                parts, pieces = rest, max(2, pieces - 1)
                break
        else:
            if size == 1:
                return parts
            pieces = min(len(parts), pieces * 2)
    return parts
