# SPDX-License-Identifier: EUPL-1.2
"""What is raised, turned into the answer that it has: problems, refusals of a domain, and what other rooms raise.

Not for: raising any of it. What is not here is an error of ours, and the border answers that.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from zvhh_kit.domain.decision import Fault, Refused
from zvhh_kit.http.problem import TITLES, Problem, answer
from zvhh_kit.http.refusals import unless_too_many
from zvhh_kit.identity import IssuerAway, NotKnown, Organisationless
from zvhh_kit.privacy import KeyGone
from zvhh_kit.process.faults import faults_of
from zvhh_kit.store.documents import Unavailable

__all__ = ["KNOWN", "add_handlers", "problem_of"]

_NO_TOKEN = {
    "geen-token": "Stuur een toegangstoken mee: Authorization: Bearer …",
    "token-verlopen": "Uw toegangstoken is verlopen. Meld u opnieuw aan.",
    "token-ongeldig": "Uw toegangstoken is niet geldig voor deze dienst.",
}


def _of_validation(_: Request, error: RequestValidationError) -> Problem:
    """A path that no resource can have is not found; what a query or header says wrong is 400, never 422."""
    details = error.errors()
    if any(detail["loc"][0] == "path" for detail in details):
        return Problem(404)
    faults = faults_of([{**detail, "loc": tuple(detail["loc"][1:])} for detail in details])
    places = [f"{detail['loc'][0]}:{fault.place.strip('/')}" for detail, fault in zip(details, faults, strict=True)]
    return Problem(
        400, faults=[Fault(fault.code, fault.text, place) for fault, place in zip(faults, places, strict=True)]
    )


def _of_http(request: Request, error: HTTPException) -> Problem:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(allowed_methods(request))
    return Problem(error.status_code if error.status_code in TITLES else 400, headers=headers)


def allowed_methods(request: Request) -> list[str]:
    """Every method that some route has on the requested path; Starlette itself only names those of the first route."""
    methods: set[str] = set()
    for route in request.app.state.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= set(route.methods or ())
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))


def _of_stranger(_: Request, error: NotKnown) -> Problem:
    challenge = 'Bearer realm="zvhh"' + ("" if error.code == "geen-token" else ', error="invalid_token"')
    return Problem(401, error.code, _NO_TOKEN[error.code], headers={"WWW-Authenticate": challenge})


_ANSWERS: dict[type[Exception], Callable[[Request, Any], Problem]] = {
    Problem: lambda _, problem: problem,
    Refused: lambda _, refused: Problem(refused.status, refused.code, refused.faults[0].text, faults=refused.faults),
    NotKnown: _of_stranger,
    Organisationless: lambda *_: Problem(
        403, "geen-organisatie", "Uw aanmelding zegt niet bij welke organisatie u hoort."
    ),
    IssuerAway: lambda *_: Problem(503),
    KeyGone: lambda *_: Problem(404),
    Unavailable: lambda *_: Problem(503),
    RequestValidationError: _of_validation,
    HTTPException: _of_http,
}


KNOWN = tuple(_ANSWERS)
"""What has an answer here; anything else is an error of ours."""


def problem_of(request: Request, error: Exception) -> Problem:
    """The problem that one of `KNOWN` is."""
    kind = next(kind for kind in type(error).__mro__ if kind in _ANSWERS)
    return _ANSWERS[kind](request, error)


def add_handlers(app: FastAPI) -> None:
    """Let the app answer all of these."""
    for kind, problem_of in _ANSWERS.items():
        app.add_exception_handler(kind, _handler(problem_of))


def _handler(problem_of: Callable[[Request, Any], Problem]) -> Callable[[Request, Any], Awaitable[Response]]:
    async def handle(request: Request, error: Any) -> Response:
        return answer(await unless_too_many(request, problem_of(request, error)))

    return handle
