# SPDX-License-Identifier: EUPL-1.2
"""A service as it is served: its API with its pages beside it, login, logout and static files.

Not for: the pages themselves; those are a service's `pages`. Nothing here connects to anything.
"""

import logging
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zvhh_kit.http import create_app
from zvhh_kit.http.answers import problem_of
from zvhh_kit.http.problem import answer
from zvhh_kit.http.refusals import unless_too_many
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.web.login import add_login
from zvhh_kit.web.problems import page_of
from zvhh_kit.web.route import PageRoute
from zvhh_kit.web.screen import Site

__all__ = ["create_site"]

log = logging.getLogger(__name__)
_OF_SYSTEMS = ("/v1/", "/health/", "/metrics", "/.well-known/")


def create_site(kit: Rooms) -> FastAPI:
    """The app of a service with its pages.

    Raises ValueError as `create_app`, and for a page that stands on no operation of this service or does not use PageRoute.
    """
    app = create_app(kit)
    site = app.state.site = Site(kit.settings, kit.service.pages)
    if not site.assets.built:
        log.warning("pages have no style sheet: run `make setup` with Node and a network")
    before = {id(one.original_route) for one in app.state.routes}
    for router in kit.service.pages.routers:
        app.include_router(router)
    _check((one for one in iter_route_contexts(app.routes) if id(one.original_route) not in before), kit)
    add_login(app)
    app.router.add_route("/static/{name}", site.assets.answer, methods=["GET"], include_in_schema=False)
    app.state.routes = list(iter_route_contexts(app.routes))
    app.add_exception_handler(HTTPException, _not_there)  # type: ignore[arg-type]
    return app


def _check(routes: Iterable[Any], kit: Rooms) -> None:
    operations = kit.service.access.keys() | kit.service.public
    for context in routes:
        route = context.original_route
        if not isinstance(route, PageRoute):
            raise ValueError(f"{context.path} does not use the kit's PageRoute class")  # noqa: TRY004 - a fault of wiring
        if route.like not in operations:
            raise ValueError(f"the page {context.path} stands on no operation: {route.like or 'none'}")


async def _not_there(request: Request, error: HTTPException) -> Response:
    """An address without a route: a page for a person, a problem for a system."""
    if request.url.path.startswith(_OF_SYSTEMS) or "text/html" not in request.headers.get("accept", ""):
        return answer(await unless_too_many(request, problem_of(request, error)))
    request.state.session = request.app.state.site.cookies.session(request.cookies)
    return await page_of(request, error)
