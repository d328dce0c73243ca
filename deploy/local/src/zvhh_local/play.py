# SPDX-License-Identifier: EUPL-1.2
"""Plays steps and compares: who does what, which events follow on which topic after how long, and what is then seen.

For: the demo and the stories as tests; the first difference raises. Not for: the steps themselves (`story_one`).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zvhh_kit.domain.calendar import AMSTERDAM
from zvhh_local.outside import Outside, Reply, name_of
from zvhh_local.watch import Seen, Watch, eventually

SETTLE = 0.25
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


class Difference(AssertionError):
    """Something was not as expected; the text says both."""


@dataclass(frozen=True)
class Record:
    """One line of the report: a step, or something looked at in it."""

    step: str
    expected: Any
    seen: Any
    ok: bool
    ms: float


@dataclass
class Player:
    """Plays on a simulated clock and keeps the report. `say` gets one line at a time."""

    outside: Outside
    watch: Watch
    say: Callable[[str], None]
    report: list[Record] = field(default_factory=list)
    title: str = ""
    _number: int = 0
    _since: int = 0
    _started: float = 0.0

    def at(self, moment: datetime, who: str, title: str) -> None:
        """Begin a step: the clock says `moment`, `who` (a subject id, or "" for nobody) does something."""
        self.outside.stack.set_clock(moment)
        self._number += 1
        self.title = f"{self._number}. {title}"
        self._since, self._started = len(self.watch.seen), time.monotonic()
        local = moment.astimezone(AMSTERDAM)
        self.say("")
        self.say(f"{self.title}")
        self.say(f"   {DAYS[local.weekday()]} {local:%d-%m-%Y %H:%M} · {name_of(who) if who else 'the clock'}")

    async def post(self, who: str, service: str, path: str, body: Any = None, *, status: int = 201) -> Any:
        """Command through the front door; any other status is a difference."""
        return self._answered(await self.outside.post(who, service, path, body), status)

    async def get(self, who: str, service: str, path: str, *, status: int = 200) -> Any:
        """Read through the front door; any other status is a difference."""
        return self._answered(await self.outside.get(who, service, path), status)

    def _answered(self, reply: Reply, status: int) -> Any:
        self.say(f"   {_short(reply.request)} → {reply.status}")
        if reply.status != status:
            self.check("answer", status, f"{reply.status} {reply.body}")
        return reply.body

    async def events(self, zaak: str, *facts: str) -> list[Seen]:
        """Exactly these events of the zaak since the step began, on any topic, in order per topic; within 15 s."""

        def mine(seen: Sequence[Seen]) -> list[Seen]:
            return [one for one in seen[self._since :] if zaak in (one.subject, one.source.rpartition(":")[2])]

        await self.watch.until(lambda seen: len(mine(seen)) >= len(facts))
        await asyncio.sleep(SETTLE)
        came = mine(self.watch.seen)
        for one in came:
            self.say(f"   {one.topic:22} {one.fact:26} +{(one.at - self._started) * 1000:.0f} ms")
        self.check("events", sorted(facts), sorted(one.fact for one in came))
        self._since = len(self.watch.seen)
        return came

    def check(self, what: str, expected: Any, seen: Any) -> None:
        """Compare; the first difference raises Difference."""
        ok = bool(expected == seen)
        ms = round((time.monotonic() - self._started) * 1000, 1)
        self.report.append(Record(f"{self.title} · {what}", expected, seen, ok, ms))
        if not ok:
            raise Difference(f"{self.title} · {what}\n   expected: {expected}\n   seen:     {seen}")
        if what not in ("events", "answer"):
            self.say(f"   ✓ {what}: {seen}")

    async def soon(self, what: str, expected: Any, look: Callable[[], Awaitable[Any]]) -> None:
        """Compare with what is seen within 15 s: services hear of each other a moment later."""
        seen: Any = None

        async def same() -> bool:
            nonlocal seen
            seen = await look()
            return bool(seen == expected)

        await eventually(same)
        self.check(what, expected, seen)


def fact(came: Sequence[Seen], name: str) -> dict[str, Any]:
    """The data of the last event called `name`."""
    return [one.data for one in came if one.fact == name][-1]


def _short(request: str) -> str:
    """A request line with the id of a zaak cut to its first block, so that it can be read."""
    words = request.split("/")
    return "/".join(f"{word[:8]}…" if len(word) == 36 and word.count("-") == 4 else word for word in words)
