# SPDX-License-Identifier: EUPL-1.2
"""Commands over HTTP as a careful client gives them: under one key, twice, and again until there is an answer.

For: the walkers. Not for: what is in a command, nor for reading what came of it.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx2
from tests.faults.audit.journal import Given, Journal, Zaak

__all__ = ["Answer", "Asking", "Refusal", "Request", "Token", "Unanswered"]

Token = Callable[[str], Awaitable[str]]
"""Subject of a person → bearer token."""

TOKEN_SECONDS = 300.0
AWAY = {500, 502, 503, 504}
UNAUTHORIZED = 401
MISSING = 404
AT_ONCE = 48
PATIENCE = 240.0
"""Seconds: a broker that is away for a minute on a busy machine needs as long again to come up and be read."""


class Unanswered(AssertionError):
    """A command was not answered, or another service's event did not come, within the bound."""


class Refusal(AssertionError):
    """A command that should be done was refused for good."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request as its client saw it: `at` and `seconds` real time; status 0 = no answer, `error` says which."""

    at: float
    service: str
    operation: str
    door: str
    status: int
    seconds: float
    error: str = ""
    retry_after: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of an answer."""

    status: int
    body: Any

    @property
    def done(self) -> bool:
        """Whether it is an acknowledgement."""
        return 200 <= self.status < 300

    @property
    def codes(self) -> set[str]:
        """The codes of the faults in a problem."""
        faults = self.body.get("fouten", []) if isinstance(self.body, dict) else []
        return {fault["code"] for fault in faults}


class Asking:
    """One HTTP client for everybody. `doors`: service → base URLs of its processes, read anew at each request.

    `on_done` is told of every acknowledgement at once, before anybody acts on it.
    """

    def __init__(
        self, doors: Mapping[str, Sequence[str]], token: Token, chance: random.Random, journal: Journal
    ) -> None:
        self._doors = doors
        self._token = token
        self._chance = chance
        self._journal = journal
        self._tokens: dict[str, tuple[float, asyncio.Task[str]]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._http = httpx2.AsyncClient(timeout=httpx2.Timeout(15.0, connect=3.0))
        self.requests: list[Request] = []
        self.patience = PATIENCE
        self.on_done: Callable[[Given, Answer], None] = lambda given, answer: None

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, who: str, service: str, path: str) -> Answer | None:
        """Read once; None when nobody answered."""
        return await self._send("GET", who, service, path, "lees", {})

    async def give(
        self,
        zaak: Zaak,
        who: str,
        service: str,
        operation: str,
        path: str,
        body: Any,
        *,
        key: str = "",
        not_yet: Collection[str] = (),
        closes: bool = False,
    ) -> Answer:
        """Give a command twice under one key, until both are answered; both answers must be the same.

        `not_yet`: codes of refusals that only say that another service's event did not arrive yet; a 404 says so too.
        `closes`: the command takes the zaak out of everybody's sight (L8), so that a repeat may find nothing.
        Raises Unanswered after the bound, Refusal for any other refusal; the journal has the command in any case.
        """
        given = self._journal.given(zaak, service, operation, key or f"{operation}-{self._chance.getrandbits(64):016x}")
        once = _Once(self, given, who, path, body, frozenset(not_yet), closes)
        if self._chance.random() < 0.5:
            tasks = [asyncio.ensure_future(once.answered()) for _ in range(2)]
            await asyncio.wait(tasks)
            first, second = [task.result() for task in tasks]
        else:
            first, second = await once.answered(), await once.answered()
        if first != second and not (closes and MISSING in (first.status, second.status)):
            self._journal.faults.append(
                f"{operation} {zaak.id}: two answers to one key, {first.status} and {second.status}"
            )
        return first if first.done else second

    async def post(self, given: Given, who: str, path: str, body: Any) -> Answer | None:
        """Send one request of a command; None when nobody answered."""
        given.sent += 1
        headers = {"Idempotency-Key": given.key}
        answer = await self._send("POST", who, given.service, path, given.operation, headers, body)
        if answer is not None and answer.done:
            self.on_done(given, answer)
        return answer

    async def _send(
        self, method: str, who: str, service: str, path: str, operation: str, headers: dict[str, str], body: Any = None
    ) -> Answer | None:
        content: dict[str, Any] = {} if body is None else {"json": body}
        async with self._places:
            headers["Authorization"] = f"Bearer {await self._bearer(who)}"
            door, started = self._chance.choice(self._doors[service]), time.monotonic()
            told = partial(Request, started, service, operation, door)
            try:
                reply = await self._http.request(method, door + path, headers=headers, **content)
            except (httpx2.TransportError, OSError) as fault:
                self.requests.append(told(0, time.monotonic() - started, type(fault).__name__))
                return None
        again = "retry-after" in reply.headers
        self.requests.append(told(reply.status_code, time.monotonic() - started, "", again))
        if reply.status_code == UNAUTHORIZED:
            self._tokens.pop(who, None)
            return None
        return Answer(reply.status_code, reply.json() if reply.content else None)

    async def _bearer(self, who: str) -> str:
        """A token of at most five minutes old; who asks at once shares one request for it."""
        since, task = self._tokens.get(who, (0.0, None))
        if task is None or time.monotonic() - since > TOKEN_SECONDS or (task.done() and task.exception() is not None):
            task = asyncio.ensure_future(self._token(who))
            self._tokens[who] = (time.monotonic(), task)
        return await asyncio.shield(task)

    def pause(self, tries: int, longest: float) -> float:
        """How long to wait before the next try: growing, spread."""
        return min(0.05 * 1.6 ** min(tries, 20), longest) * self._chance.uniform(0.6, 1.4)


class _Once:
    """One command, sent until it is answered; two of these calls may run at once."""

    def __init__(
        self, asking: Asking, given: Given, who: str, path: str, body: Any, not_yet: frozenset[str], closes: bool
    ) -> None:
        self._asking, self._given, self._who, self._path, self._body = asking, given, who, path, body
        self._not_yet, self._closes = not_yet, closes

    async def answered(self) -> Answer:
        """The answer. Raises Unanswered, Refusal."""
        until, tries, lost = time.monotonic() + self._asking.patience, 0, False
        while True:
            answer = await self._asking.post(self._given, self._who, self._path, self._body)
            if answer is not None and self._final(answer, lost=lost):
                return self._kept(answer)
            lost = lost or answer is None or answer.status in AWAY
            if time.monotonic() > until:
                said = "nothing" if answer is None else f"{answer.status} {' '.join(sorted(answer.codes))}"
                raise Unanswered(f"{self._given.operation} of zaak {self._given.zaak}: {said} after {tries} tries")
            tries += 1
            longest = 1.0 if answer is None or answer.status in AWAY else 0.5
            await asyncio.sleep(self._asking.pause(tries, longest))

    def _final(self, answer: Answer, *, lost: bool) -> bool:
        if answer.done:
            return True
        if answer.status == MISSING and self._closes and (lost or self._given.acknowledged):
            return True  # it is done: nobody sees the zaak any more (L8)
        return answer.status not in AWAY and answer.status != MISSING and not (answer.codes & self._not_yet)

    def _kept(self, answer: Answer) -> Answer:
        given = self._given
        if answer.done:
            given.acknowledged, given.status, given.answer = True, answer.status, answer.body
            return answer
        if answer.status == MISSING and self._closes:
            return answer
        given.refused = not given.acknowledged
        given.status = answer.status
        raise Refusal(f"{given.operation} of zaak {given.zaak}: {answer.status} {' '.join(sorted(answer.codes))}")
