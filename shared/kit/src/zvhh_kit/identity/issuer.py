# SPDX-License-Identifier: EUPL-1.2
"""The keys of the OpenID Connect issuer: asked for, kept, asked again, and let go.

While keys are known nobody waits for the issuer but who comes with a key that we don't have. One question at a time, a
pause after each, and what is odd in an answer is passed over or is no answer. Not for: tokens (`token`).
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey, import_key

__all__ = ["IssuerAway", "IssuerKeys", "discovered"]

ASK_AGAIN_S = 240.0
"""So old they are asked for again, while the ones that we have go on."""
TOO_OLD_S = 480.0
"""Nobody asked for that long: now it is waited for. With what one question may take a revoked key lives ten minutes."""
END_S = 24 * 3600.0
"""The hard end, also while the issuer is away: whoever was dismissed meanwhile has long been let in."""
PAUSE_S = 10.0
"""At most one question in that time, whatever unknown keys come by: tokens are anybody's to send."""
_FIRST_PAUSE_S = 1.0
_ANSWER_S = 10.0
_STEP_S = 5.0
_MOST_BYTES = 256 * 1024
_RSA_BITS = 2048
_CURVE = "P-256"
_NO_ANSWER = (
    *(httpx2.HTTPError, httpx2.InvalidURL, TimeoutError),
    *(JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError),
)


class IssuerAway(Exception):
    """The issuer's keys can't be had now; HTTP 503. Keys that we have go on working."""


class IssuerKeys:
    """The keys of one issuer as one process has them."""

    def __init__(self, issuer: str, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._issuer = issuer
        self._transport = transport
        self._known: KeySet | None = None
        self._said: list[Any] = []
        self._got = self._tried = float("-inf")
        self._failures = 0
        self._question: asyncio.Task[None] | None = None

    async def for_kid(self, kid: object) -> KeySet:
        """The issuer's keys; the one with this name among them, where the issuer has it. Raises IssuerAway."""
        age = time.monotonic() - self._got
        if self._known is None or age > END_S:
            self._known = None
            await self._asked()
        elif not self._has(kid):
            await self._asked()
        elif age > ASK_AGAIN_S:
            question = self._ask()
            if question is not None and age > TOO_OLD_S and not self._failures:
                await asyncio.wait([question])
        if self._known is None:
            raise IssuerAway
        return self._known

    def drop(self) -> None:
        """Forget what we have: nothing is good until the issuer said so again."""
        self._known, self._said, self._failures = None, [], 0
        self._got = self._tried = float("-inf")
        if self._question is not None:
            self._question.cancel()  # what it brings is of before
            self._question = None

    async def keep(self, dropped: Callable[[], Awaitable[int]], every: float = 5.0) -> None:
        """Ask again in time, and forget all when the number that `dropped` tells is another one; until cancelled.

        So that nobody comes first after a silence and has to wait. What `dropped` raises is no reason to forget.
        """
        number: int | None = None
        while True:
            with contextlib.suppress(Exception):  # a database that is away says nothing of keys
                now = await dropped()
                if number not in (None, now):
                    self.drop()
                number = now
            if time.monotonic() - self._got > ASK_AGAIN_S:
                self._ask()
            await asyncio.sleep(every)

    def _has(self, kid: object) -> bool:
        assert self._known is not None  # noqa: S101 - asked where there are keys only
        return kid is None or any(key.kid == kid for key in self._known)

    async def _asked(self) -> None:
        if (question := self._ask()) is not None:
            await asyncio.wait([question])

    def _ask(self) -> asyncio.Task[None] | None:
        """The question under way, or a new one; None while it was just asked."""
        if self._question is not None and not self._question.done():
            return self._question
        pause = min(_FIRST_PAUSE_S * 2 ** (self._failures - 1), PAUSE_S) if self._failures else PAUSE_S
        if time.monotonic() - self._tried < pause:
            return None
        self._question = asyncio.create_task(self._fetch())
        return self._question

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(_ANSWER_S):
                found = await self._answer()
            keys = KeySet(list(_usable(found)))
            if not keys:
                raise ValueError("no key that we know")
        except _NO_ANSWER:
            self._failures += 1
        else:
            self._failures, self._got = 0, time.monotonic()
            if found != self._said or self._known is None:  # the same keys stay the same object: see Bearer
                self._known, self._said = keys, found
        self._tried = time.monotonic()

    async def _answer(self) -> list[Any]:
        async with httpx2.AsyncClient(transport=self._transport, timeout=_STEP_S) as client:
            found = await discovered(client, self._issuer)
            if self._issuer.startswith("https:") and not found["jwks_uri"].startswith("https:"):
                raise ValueError("its keys would come in clear")
            keys = (await _json(client, found["jwks_uri"]))["keys"]
        if not isinstance(keys, list):
            raise TypeError("the keys are no list")
        return keys


async def discovered(client: httpx2.AsyncClient, issuer: str) -> dict[str, Any]:
    """What the issuer says of itself. Raises ValueError when it calls itself otherwise, and httpx2's own."""
    found = await _json(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found["issuer"] != issuer:
        raise ValueError("the issuer calls itself otherwise")
    return dict(found)


async def _json(client: httpx2.AsyncClient, url: str) -> Any:
    """What lies there, if it is no larger than such a document can be."""
    raw = b""
    async with client.stream("GET", url) as answer:
        answer.raise_for_status()
        async for piece in answer.aiter_bytes():
            raw += piece
            if len(raw) > _MOST_BYTES:
                raise ValueError("too large")
    return json.loads(raw)


def _usable(keys: list[Any]) -> Iterator[RSAKey | ECKey]:
    """Those that sign in a way that counts. Any other is passed over, however odd (RFC 7517 §5): the rest is as good."""
    for raw in keys:
        try:
            if _may_sign(raw):
                key = import_key(raw)
                if isinstance(key, RSAKey | ECKey):
                    key.public_key  # noqa: B018 - numbers that are no key show only now
                    yield key
        except (JoseError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _may_sign(raw: Any) -> bool:
    if not isinstance(raw, dict) or raw.get("use", "sig") != "sig" or "verify" not in raw.get("key_ops", ["verify"]):
        return False
    if raw.get("kty") == "EC":
        return bool(raw["crv"] == _CURVE)
    return raw.get("kty") == "RSA" and len(raw["n"]) * 6 >= _RSA_BITS - 6
