# SPDX-License-Identifier: EUPL-1.2
"""A plan that breaks an invariant taken apart until nothing more can be left out: short enough for a person to read.

Delta debugging over the list of what is asked and what goes wrong. Not for: finding such a plan.
"""

from collections.abc import Callable, Iterator, Sequence
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
    before: Plan | None = None
    while best != before:  # what was needed for something that is gone by now is tried again
        before = best
        best = _with(best, _without(_parts(best), partial(breaks, best)))
        for simpler in _sooner(best):
            if breaks(simpler, _parts(simpler)):
                best = simpler
                break
    return best


def _sooner(plan: Plan) -> Iterator[Plan]:
    """Without neighbours, or with a fault at an earlier point: what only led up to it may then go too."""
    if len(plan.processes) > 1 and not any(one.service == "bron" and one.what == "tel" for one in plan.work):
        yield replace(plan, processes={"telling": plan.processes["telling"]})
    if plan.processes["telling"] > 2:
        yield replace(plan, processes={**plan.processes, "telling": 2})
    for place, fault in enumerate(plan.faults):
        for at in dict.fromkeys((fault.at // 4, fault.at // 2, fault.at * 3 // 4, fault.at - 10)):
            if 0 < at < fault.at:
                others = [*plan.faults[:place], *plan.faults[place + 1 :]]
                yield replace(plan, faults=tuple(sorted([*others, replace(fault, at=at)])))


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
