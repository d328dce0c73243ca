# SPDX-License-Identifier: EUPL-1.2
"""What the figures are measured against: one row each. A goal is reported as met or missed, never asserted.

For: the report. Not for: how a figure is measured; that stands where it is measured.
"""

from dataclasses import dataclass
from typing import Literal

__all__ = ["GOALS", "Goal"]


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound of a figure's median."""

    comparison: Literal["≥", "≤", ">", "<"]
    bound: float

    def met(self, value: float) -> bool:
        """Whether a value keeps it."""
        match self.comparison:
            case "≥":
                return value >= self.bound
            case "≤":
                return value <= self.bound
            case ">":
                return value > self.bound
            case "<":
                return value < self.bound

    def __str__(self) -> str:
        return f"{self.comparison} {self.bound:g}"


NEW, MIXED = "all new zaken", "five events a zaak"

GOALS = {
    f"kit ÷ per-message loop, {NEW}": Goal("≥", 30),
    f"kit ÷ per-message loop, {MIXED}": Goal("≥", 20),
    f"kit ÷ batch by hand, {NEW}": Goal("≥", 0.9),
    f"kit ÷ batch by hand, {MIXED}": Goal("≥", 0.9),
    f"kit ÷ tuned peer, warm, {NEW}": Goal(">", 1),
    f"kit ÷ tuned peer, warm, {MIXED}": Goal(">", 1),
    "one hop p50 ÷ per-message loop": Goal("≤", 1.3),
    "melding → triage's list p50 ms": Goal("≤", 25),
    "melding → triage's list p99 ms": Goal("≤", 60),
    "meldingen/s, all roles ÷ bare FastAPI": Goal("≥", 0.7),
    "meldingen/s, role api ÷ bare FastAPI": Goal("≥", 0.7),
    "due scan, large ÷ small": Goal("≤", 1.3),
    "worklist page, large ÷ small": Goal("≤", 1.3),
    "worklist page half-way, large ÷ small": Goal("≤", 1.3),
    "sweep, large ÷ small": Goal("≤", 1.3),
    "start to ready s": Goal("<", 2),
    "RSS idle MB": Goal("<", 120),
    "RSS after replay MB": Goal("<", 120),
    "RSS growth MB": Goal("≤", 0),
}
"""Figure → goal, by the figure's name in the report."""
