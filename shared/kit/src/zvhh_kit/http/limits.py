# SPDX-License-Identifier: EUPL-1.2
"""How often one person may search, look at shielded addresses and ask for lists, and how often what one network address
sends may fail. Counted in the memory of this process: with two processes it is twice as much.

Never on reporting and never on a command: nothing that must come in is counted. Not for: who may do what (`identity`),
nor for a flood; that is the front door's.
"""

import math
import time
from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address
from typing import Literal, Protocol

from limits import RateLimitItem, parse, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request

from zvhh_kit.http.problem import Problem

__all__ = ["FAILURES", "Limited", "Limits", "address_of"]

Limited = Literal["zoeken", "adres", "lijsten", "mislukt"]
FAILURES = frozenset({401, 403, 404})
"""What a stranger gets who tries; what a person gets wrong in a form is not among it."""
_ONCE = parse("1/minute")
_NETWORK_BITS = 64
"""Whoever has one IPv6 address has as many as they like."""


class LimitSettings(Protocol):
    """What of the settings matters here."""

    @property
    def limit_search(self) -> str: ...
    @property
    def limit_address(self) -> str: ...
    @property
    def limit_lists(self) -> str: ...
    @property
    def limit_failures(self) -> str: ...


class Limits:
    """The counts of one process. `counted`: told of every request that was one too many."""

    def __init__(self, settings: LimitSettings, counted: Callable[[str], None] = lambda _: None) -> None:
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

    async def failed(self, request: Request, problem: Problem) -> Problem:
        """What a failure is answered with: too many of one network address are 429; of a command never, for who
        reports with an old token must hear that the token is old."""
        if problem.status not in FAILURES or request.method not in {"GET", "HEAD"}:
            return problem
        seconds = await self.wait("mislukt", address_of(request))
        return too_many(seconds) if seconds else problem


def too_many(seconds: int) -> Problem:
    """The answer to one too many."""
    return Problem(429, headers={"Retry-After": str(seconds)})


def address_of(request: Request) -> str:
    """Where a request came from: the other side of the connection, or what the trusted front door says of it; of IPv6 the
    network. Which door is trusted is a setting of the server."""
    host = request.client.host if request.client else ""
    try:
        found = ip_address(host)
    except ValueError:
        return host[:64]
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        kept = int(found) >> (128 - _NETWORK_BITS) << (128 - _NETWORK_BITS)
        return f"{IPv6Address(kept)}/{_NETWORK_BITS}"
    return str(found)
