# SPDX-License-Identifier: EUPL-1.2
"""How often somebody may ask, counted in the memory of this process: with two processes it is twice as much.

Never on reporting and never on a command: nothing that must come in is counted. Not for: who may do what (`identity`), what
who asks too often is answered (`http.limits`), nor for a flood; that is the front door's.
"""

import math
import time
from collections.abc import Callable, Mapping
from typing import Literal

from limits import RateLimitItem, parse, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from zvhh_kit.process.settings import Settings

__all__ = ["Limited", "Limits"]

Limited = Literal["zoeken", "adres", "lijsten", "mislukt"]
_ONCE = parse("1/minute")


class Limits:
    """The counts of one process. `counted`: told of every request that was one too many."""

    def __init__(self, settings: Settings, counted: Callable[[str], None] = lambda _: None) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._counted = counted
        self._rules: Mapping[Limited, list[RateLimitItem]] = {
            "zoeken": parse_many(settings.limit_search),
            "adres": parse_many(settings.limit_address),
            "lijsten": parse_many(settings.limit_lists),
            "mislukt": parse_many(settings.limit_failures),
        }

    async def wait(self, which: Limited, who: str) -> int:
        """Count one, and tell after how many seconds the next may come: 0 = this one may."""
        for rule in self._rules[which]:
            if not await self._counter.hit(rule, which, who):
                self._counted(which)
                again, _ = await self._counter.get_window_stats(rule, which, who)
                return max(1, math.ceil(again - time.time()))
        return 0

    async def is_first(self, address: str) -> bool:
        """Whether this address was not told of in the last minute."""
        return await self._counter.hit(_ONCE, "verteld", address)
