# SPDX-License-Identifier: EUPL-1.2
"""How long to wait for something on this machine as busy as it is: the one place that stretches a bound.

A bound says when to give up, never how long a thing may take: when all is well, nobody waits any longer by it.
Not for: times that belong to what is tested, such as how long a broker stays away.
"""

import os
import time

__all__ = ["Patience", "stretched"]

MOST = 10.0
"""On a machine that is busier than this something else is wrong."""


def stretched(seconds: float) -> float:
    """`seconds` on a quiet machine; as many times more as there are processes that want a processor, each of them."""
    return seconds * min(max(1.0, max(os.getloadavg()) / (os.cpu_count() or 1)), MOST)


class Patience:
    """A wait that began now. It is asked anew each time how busy the machine is: that may change on the way."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._began = time.monotonic()

    @property
    def over(self) -> bool:
        """Whether it is time to give up."""
        return time.monotonic() - self._began > stretched(self._seconds)

    def __str__(self) -> str:
        return f"after {time.monotonic() - self._began:.0f} s, load {os.getloadavg()[0]:.0f}"
