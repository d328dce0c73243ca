# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out: /aanmelden, /aanmelden/terug, /afmelden, the same from every service; and whether the session goes on.

Who it is, is for the issuer to say; it is only sent there and back. Afterwards a browser goes to a path of this host, never to
another. Not for: what the session holds (`session`).
"""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from zvhh_kit.http.answers import KNOWN
from zvhh_kit.identity.code_flow import LoginRefused, Question
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.web.form import TOKEN
from zvhh_kit.web.problems import page_of, unexpected_page
from zvhh_kit.web.screen import Screen, Site
from zvhh_kit.web.session import Session

__all__ = ["add_login", "own_path"]

_ASKED = "aanmelden"
"""The cookie with what was asked, until the browser comes back."""
_TEN_MINUTES = 600
_OWN = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
_READY = "/aanmelden/klaar"
_NOT_LOGGED_IN = "U bent niet ingelogd. Probeer het opnieuw."


def own_path(asked: str) -> str:
    """The same when it is a path on this host; else the page that says that somebody is logged in."""
    return asked if _OWN.fullmatch(asked) and not asked.startswith(("/aanmelden", "/afmelden")) else _READY


async def _begin(request: Request) -> Response:
    site, kit = _rooms(request)
    question = Question.new()
    address = await kit.code_flow.address(question, _back(kit))
    response = RedirectResponse(address, 303)
    asked = asdict(question) | {"naar": own_path(request.query_params.get("naar", "")), "om": int(time.time())}
    site.cookies.write(response, _ASKED, asked, _TEN_MINUTES)
    return response


async def _return(request: Request) -> Response:
    site, kit = _rooms(request)
    asked, came = site.cookies.read(request.cookies, _ASKED), request.query_params
    fits = asked is not None and asked["state"] == came.get("state") and asked["om"] + _TEN_MINUTES > time.time()
    if asked is None or not fits or "code" not in came:
        return _failed(request)
    question = Question(asked["state"], asked["nonce"], asked["verifier"])
    try:
        granted = await kit.code_flow.exchange(came["code"], question, _back(kit))
    except LoginRefused:
        return _failed(request)
    now = int(time.time())
    response = RedirectResponse(asked["naar"], 303)
    site.cookies.keep(response, Session.of(granted, now, now))
    site.cookies.forget(response, _ASKED)
    return response


def _failed(request: Request) -> Response:
    return Screen(request).show("fout.html", 400, title="Inloggen is niet gelukt", text=_NOT_LOGGED_IN, code=401)


async def _ready(request: Request) -> Response:
    site, _ = _rooms(request)
    request.state.session = site.cookies.session(request.cookies)
    return Screen(request).show("klaar.html")


async def _goes_on(request: Request) -> Response:
    """For the script: asked while somebody types, so that typing keeps the session; tells in how many seconds it ends."""
    site, kit = _rooms(request)
    given = site.cookies.session(request.cookies)
    session = await given.renewed_by(kit.code_flow) if given else None
    seconds = max(0, session.ends - int(time.time())) if session else 0
    response = JSONResponse({"seconden": seconds}, 200 if session else 401)
    if session is not None and session is not given:
        site.cookies.keep(response, session)
    return response


async def _end(request: Request) -> Response:
    """Log out here and at the issuer. A form of another site can't: it has no token of this person."""
    site, kit = _rooms(request)
    session = site.cookies.session(request.cookies)
    token = str((await request.form(max_fields=20)).get(TOKEN, ""))
    if session is None or not site.seal.fits(token, session.subject):
        return RedirectResponse("/afmelden", 303)
    back = f"{kit.settings.public_url.rstrip('/')}/afmelden"
    try:
        address = await kit.code_flow.logout_address(session.id_token, back)
    except KNOWN:  # the issuer is away: then here only
        address = ""
    response = RedirectResponse(address or "/afmelden", 303)
    site.cookies.forget(response)
    return response


async def _ended(request: Request) -> Response:
    site, _ = _rooms(request)
    request.state.session = site.cookies.session(request.cookies)
    return Screen(request).show("afgemeld.html")


def _rooms(request: Request) -> tuple[Site, Rooms]:
    return request.app.state.site, request.app.state.kit


def _back(kit: Rooms) -> str:
    return f"{kit.settings.public_url.rstrip('/')}/aanmelden/terug"


def _page(operation: str, handle: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        request.state.operation = operation
        request.state.unexpected = lambda: unexpected_page(request)
        try:
            return await handle(request)
        except KNOWN as error:
            return await page_of(request, error)

    return answered


def add_login(app: FastAPI) -> None:
    """The routes; none of them is of the API."""
    for method, path, operation, handle in (
        ("GET", "/aanmelden", "aanmelden", _begin),
        ("GET", "/aanmelden/terug", "aangemeld", _return),
        ("GET", _READY, "aangemeld_klaar", _ready),
        ("GET", "/aanmelden/sessie", "sessie", _goes_on),
        ("POST", "/afmelden", "afmelden", _end),
        ("GET", "/afmelden", "afgemeld", _ended),
    ):
        app.router.add_route(path, _page(operation, handle), methods=[method], include_in_schema=False)
