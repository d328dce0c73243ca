# SPDX-License-Identifier: EUPL-1.2
"""The HTTP app of a service: its routers inside one border, with health, metrics and the OpenAPI document beside them.

Not for: resources; those are a service's `api`. Nothing here connects to anything: an app can be made without parts.
"""

import asyncio
from datetime import timedelta
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from zvhh_kit.http import openapi
from zvhh_kit.http.answers import add_handlers
from zvhh_kit.http.body import Route
from zvhh_kit.http.headers import OPENAPI_PATH, Border
from zvhh_kit.identity.access import check_table
from zvhh_kit.process.times import wall_time
from zvhh_kit.service.rooms import Ready, Rooms

__all__ = ["create_app"]

_READY_WITHIN_S = 3.0
STANDS_STILL = 30.0
"""Seconds without anything handled, though there is more to read, until a partition is said to stand still."""

OUR_FAULT = frozenset({"breaker", "fault"})
"""Why a process is not ready though its parts answer: it handles nothing, and another release of it might. A rollout
then stops at the first process. What one partner or a part that is away does to a partition is told, and no more."""

API_NEEDS = frozenset({"database"})
"""What a command needs: without the broker it is saved and answered all the same, and its events follow."""


def create_app(kit: Rooms) -> FastAPI:
    """The app of a service.

    Raises ValueError when an operation has no row in the access table (or a row no operation), when a router does not
    use the kit's Route class, or a path ends with a slash.
    """
    app = FastAPI(
        title=kit.service.title or f"ZVHH {kit.service.name}",
        description=kit.service.description,
        version=kit.service.api_version,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False},
    )
    for router in kit.service.routers:
        app.include_router(router)
    routes = list(iter_route_contexts(app.routes))
    _check(routes, kit)
    app.state.kit = kit
    add_handlers(app)
    _add_service_routes(app, kit)
    app.state.routes = list(iter_route_contexts(app.routes))
    app.add_middleware(Border, kit=kit)  # type: ignore[arg-type, unused-ignore]
    return app


def _check(routes: list[Any], kit: Rooms) -> None:
    foreign = [str(route.path) for route in routes if not isinstance(route.original_route, Route)]
    if foreign:
        raise ValueError(f"these routes do not use the kit's Route class: {', '.join(foreign)}")
    slashed = [str(route.path) for route in routes if str(route.path).endswith("/")]
    if slashed:
        raise ValueError(f"these paths end with a slash: {', '.join(slashed)}")
    operations = [str(route.operation_id) for route in routes if route.operation_id]
    nameless = [str(route.path) for route in routes if not route.operation_id]
    if nameless or len(set(operations)) != len(operations):
        raise ValueError(f"every route needs an operation_id of its own: {', '.join(nameless)}")
    check_table(kit.service.access, operations, kit.service.public)


def _add_service_routes(app: FastAPI, kit: Rooms) -> None:
    """What operators and tools ask without a token: no personal data in any of it."""

    async def live(_: Request) -> Response:
        alive = kit.alive()
        return JSONResponse({"status": "ok" if alive else "vast"}, 200 if alive else 503)

    async def ready(_: Request) -> Response:
        names = list(kit.ready)
        answers = await asyncio.gather(*(_answers(kit.ready[name]) for name in names))
        for name, up in zip(names, answers, strict=True):
            kit.metrics.set("zvhh_dependency_up", float(up), dependency=name)
        parts = dict(zip(names, answers, strict=True))
        still = await _standing_still(kit)
        up = all(answers) and not any(one["reden"] in OUR_FAULT for one in still)
        told = {"status": "ok" if up else "wacht", "delen": parts} | ({"stilstand": still} if still else {})
        return JSONResponse(told, 200 if up else 503)

    async def api(_: Request) -> Response:
        up = all([await _answers(kit.ready[name]) for name in kit.ready.keys() & API_NEEDS])
        return JSONResponse({"status": "ok" if up else "wacht"}, 200 if up else 503)

    async def metrics(_: Request) -> Response:
        return PlainTextResponse(kit.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @cache
    def document() -> dict[str, Any]:
        return openapi.document(app, kit)

    async def described(_: Request) -> Response:
        return JSONResponse(document())

    app.openapi = document  # type: ignore[method-assign]
    for path, endpoint in (
        ("/health/live", live),
        ("/health/ready", ready),
        ("/health/api", api),
        ("/metrics", metrics),
        (OPENAPI_PATH, described),
    ):
        app.router.add_route(path, endpoint, methods=["GET"], include_in_schema=False)


async def _standing_still(kit: Rooms) -> list[dict[str, Any]]:
    """The partitions of which nothing was handled for a while though there is more to read: since when, and why."""
    try:
        async with asyncio.timeout(_READY_WITHIN_S):
            seen = await kit.partitions()
    except TimeoutError:
        return []
    now = wall_time()
    return [
        {
            "topic": one.topic,
            "partitie": one.number,
            "sinds": (now - timedelta(seconds=one.seconds)).isoformat(timespec="seconds"),
            "reden": one.reason,
        }
        for one in seen
        if one.seconds >= STANDS_STILL
    ]


async def _answers(ready: Ready) -> bool:
    try:
        async with asyncio.timeout(_READY_WITHIN_S):
            return await ready()
    except Exception:  # noqa: BLE001 - whatever goes wrong, the part does not answer
        return False
