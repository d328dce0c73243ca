# SPDX-License-Identifier: EUPL-1.2
"""The route class of every page: who asks, may they, and is a posted form theirs, before an endpoint runs.

A page has no rights of its own: `openapi_extra={"like": "lees_zaak"}` says on which operation of the API it stands, and it has
the sight, the roles and the line in the log of that one. What the API answers with 403 to a role is 404 to a person. A posted form
becomes the request that the API knows: its hidden key is the Idempotency-Key, what was seen is If-Match.
Not for: the session itself (`session`), nor what a page shows.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any
from urllib.parse import quote

from fastapi.routing import APIRoute
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http.answers import KNOWN
from zvhh_kit.http.body import IDEMPOTENCY_KEY
from zvhh_kit.http.problem import Problem
from zvhh_kit.http.refusals import note_refused
from zvhh_kit.http.seen import IF_MATCH
from zvhh_kit.identity.access import sight_of
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.web.form import KEY, SEEN, TOKEN
from zvhh_kit.web.problems import page_of, send_again, unexpected_page
from zvhh_kit.web.screen import PART, Site

__all__ = ["PageRoute"]

_FORM = "application/x-www-form-urlencoded"
_ENDED = (
    "U was te lang weg en bent uitgelogd. Uw tekst staat nog op dit scherm. Log opnieuw in en verstuur de tekst daarna."
)
_NOT_FROM_HERE = "Dit formulier kwam niet van deze website. Er is niets opgeslagen. Open de pagina opnieuw."
_OF_ANOTHER = (
    "Dit formulier is van iemand anders die hier ingelogd was. Er is niets opgeslagen. Open de pagina opnieuw."
)


class PageRoute(APIRoute):
    """A page. `like`: the operation on which it stands · `form`: the form that is posted to it."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        more["include_in_schema"] = False
        more["response_model"] = None
        super().__init__(path, endpoint, **more)

    @property
    def like(self) -> str:
        """The operation that this page borrows from; empty: none, and it does not start."""
        return str((self.openapi_extra or {}).get("like", ""))

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of this page, behind its checks; whatever is raised becomes a page too."""
        handle = super().get_route_handler()
        form = (self.openapi_extra or {}).get("form")

        async def checked(request: Request) -> Response:
            asked = request.state
            asked.operation, asked.way, asked.form = self.like, "pagina", form
            asked.unexpected = lambda: unexpected_page(request)
            site: Site = request.app.state.site
            given = site.cookies.session(request.cookies)
            session = asked.session = await given.renewed_by(request.app.state.kit.code_flow) if given else None
            try:
                response = await _answered(request, handle, self.like)
            except KNOWN as error:
                response = await page_of(request, error)
            if session is not None and session is not given:
                site.cookies.keep(response, session)
            return response

        return checked


async def _answered(
    request: Request, handle: Callable[[Request], Coroutine[Any, Any, Response]], like: str
) -> Response:
    kit: Rooms = request.app.state.kit
    if request.method == "POST":
        _check_origin(request, kit.settings.public_url)
        request.state.typed = await _typed(request)
    if like not in kit.service.public:
        if request.state.session is None:
            return _logged_out(request)
        await _admit(request, kit, like)
    if request.method != "POST":
        return await handle(request)
    typed: Mapping[str, str] = request.state.typed
    session = request.state.session
    if not request.app.state.site.seal.fits(typed.get(TOKEN, ""), session.subject if session else ""):
        raise Problem(403, detail=_OF_ANOTHER)
    request.state.document = {name: value for name, value in typed.items() if not name.startswith("_")}
    return await handle(_as_api(request, typed))


def _check_origin(request: Request, public_url: str) -> None:
    ours = "/".join(public_url.split("/")[:3])
    if request.headers.getlist("origin") != [ours]:
        raise Problem(403, detail=_NOT_FROM_HERE)


async def _typed(request: Request) -> dict[str, str]:
    """The fields of the form; of a name that comes twice the last one."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Problem(404)
    form: FormData = await request.form(max_fields=200)
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


def _logged_out(request: Request) -> Response:
    if request.method == "POST":
        return send_again(request, _ENDED, 401, log_in=True)
    if PART in request.headers:
        raise Problem(401)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/aanmelden?naar={quote(here, safe='/')}", 303)


async def _admit(request: Request, kit: Rooms, like: str) -> None:
    actor = request.state.actor = request.state.session.actor
    refused = kit.service.admit(actor, local_date(request.state.received)) if kit.service.admit is not None else None
    if refused is not None:
        await note_refused(request, "", "")
        raise refused
    sight = sight_of(kit.service.access, like, actor)
    if sight is None:
        await note_refused(request, "", "")
        raise Problem(404)
    request.state.sight = sight


def _as_api(request: Request, typed: Mapping[str, str]) -> Request:
    """The request with the headers that a system would have sent."""
    given = {IDEMPOTENCY_KEY: typed.get(KEY, ""), IF_MATCH: typed.get(SEEN, "")}
    headers = [(name.lower().encode(), value.encode("ascii", "ignore")) for name, value in given.items() if value]
    if not typed.get(KEY, ""):
        raise Problem(400)
    return Request({**request.scope, "headers": [*request.scope["headers"], *headers]}, request.receive)
