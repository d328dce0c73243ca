# SPDX-License-Identifier: EUPL-1.2
"""The border of every request: headers that no answer may miss, the size of a body, one log line, no error let out.

For: the one middleware of an app. Not for: who asks and what; that is `body` (the route class).
"""

import asyncio
import logging
import time
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zvhh_kit.core.handlers import is_zaak
from zvhh_kit.http.problem import Problem, answer, unexpected
from zvhh_kit.process.telemetry import child_trace, span, trace_id, where
from zvhh_kit.service.rooms import Rooms

__all__ = ["OPENAPI_PATH", "SECURITY", "Border"]

log = logging.getLogger(__name__)
OPENAPI_PATH = "/v1/openapi.json"
SECURITY = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer, unless it brings its own (a page has a longer Content-Security-Policy)."""


class Border:
    """Around the whole app: what a request is given on its way in, and what its answer gets on its way out.

    Puts `received` (domain clock), `trace` (traceparent) on the request's state; the route adds `operation`.
    """

    def __init__(self, app: ASGIApp, kit: Rooms) -> None:
        self._app = app
        self._kit = kit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        if headless := scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # the same answer, with its headers
        state = scope.setdefault("state", {})
        state["received"] = self._kit.clock.now()
        state["trace"] = child_trace(Headers(scope=scope).get("traceparent"))
        status = 0

        async def send_out(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(MutableHeaders(scope=message), scope["path"])
            elif headless:
                message = {**message, "body": b""}
            await send(message)

        try:
            fault = await self._pass_on(scope, _Bounded(scope, receive, self._kit.settings.body_limit), send_out)
        except asyncio.CancelledError:
            # The server stops and waits no longer; whoever asks again finds another process. Its own answer is plain text
            if not status:
                await answer(Problem(503))(scope, receive, send_out)
            self._note(scope, status, time.perf_counter() - started, None)
            raise
        if fault is not None and not status:
            await unexpected()(scope, receive, send_out)
        self._note(scope, status or 500, time.perf_counter() - started, fault)

    async def _pass_on(self, scope: Scope, receive: "_Bounded", send: Send) -> Exception | None:
        try:
            if receive.announced_too_large:
                await answer(Problem(413))(scope, receive, send)
            else:
                with span(f"{scope['method']} request", scope["state"]["trace"]):
                    await self._app(scope, receive, send)
        except Exception as fault:  # noqa: BLE001 - the last one that can catch it; a server would log its text
            return fault
        return None

    def _dress(self, headers: MutableHeaders, path: str) -> None:
        for name, value in SECURITY.items():
            headers.setdefault(name, value)
        headers["API-Version"] = self._kit.service.api_version
        if path == OPENAPI_PATH:
            headers["Access-Control-Allow-Origin"] = "*"

    def _note(self, scope: Scope, status: int, seconds: float, fault: Exception | None) -> None:
        state: dict[str, Any] = scope["state"]
        operation = state.get("operation", "")
        if operation or status >= 500:
            zaak = scope.get("path_params", {}).get("zaak_id", state.get("zaak_id", ""))
            extra = {
                "operation": operation,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "trace": trace_id(state["trace"]),
                "zaakId": zaak if is_zaak(zaak) else "",
                "type": state.get("command", ""),
                "outcome": state.get("outcome", ""),
            }
            log.log(logging.ERROR if fault else logging.INFO, "request", extra=extra | (where(fault) if fault else {}))
        self._kit.metrics.request(operation or "none", status, seconds)


class _Bounded:
    """A receive that never gives more than `limit` bytes of body: Problem 413, whatever Content-Length says."""

    def __init__(self, scope: Scope, receive: Receive, limit: int) -> None:
        length = Headers(scope=scope).get("content-length", "")
        self.announced_too_large = length.isascii() and length.isdigit() and int(length) > limit
        self._receive = receive
        self._limit = limit
        self._got = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._got += len(message.get("body", b""))
        if self._got > self._limit and not self.announced_too_large:
            raise Problem(413)
        return message
