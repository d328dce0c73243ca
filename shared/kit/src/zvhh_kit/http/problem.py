# SPDX-License-Identifier: EUPL-1.2
"""Every error as problem+json (RFC 9457), in Dutch, with every fault and its place; never the input, never an error's text.

For: raising `Problem` in this room, and turning what other rooms raise into an answer.
Not for: refusals of a domain; those are `Refused`, and come through here as they are.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from zvhh_kit.decision import Fault, Refused
from zvhh_kit.faults import faults_of
from zvhh_kit.identity import IssuerAway, NotKnown, Organisationless
from zvhh_kit.privacy import KeyGone
from zvhh_kit.store import Unavailable

__all__ = ["MEDIA_TYPE", "TITLES", "Problem", "add_handlers", "answer", "unexpected"]

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = "5"

TITLES: dict[int, str] = {
    400: "Ongeldig verzoek",
    401: "Niet aangemeld",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Methode bestaat hier niet",
    409: "Dit kan nu niet",
    412: "Intussen gewijzigd",
    413: "Verzoek te groot",
    415: "Verkeerd soort inhoud",
    428: "Zeg wat u zag",
    429: "Te veel in korte tijd",
    500: "Onverwachte fout",
    503: "Tijdelijk niet beschikbaar",
}
_DETAILS: dict[int, tuple[str, str]] = {
    400: ("ongeldig", "Het verzoek klopt niet. Kijk bij fouten wat er anders moet."),
    401: ("niet-aangemeld", "Meld u aan en probeer het opnieuw."),
    403: ("geen-rol", "Uw rol geeft hier geen toegang."),
    404: ("niet-gevonden", "Dit bestaat niet, of u heeft er geen toegang toe."),
    405: ("methode", "Deze methode bestaat niet op dit adres. Kijk in de kop Allow wat wel kan."),
    412: ("gewijzigd", "Iemand anders heeft dit net gewijzigd. Bekijk de wijziging en sla opnieuw op."),
    413: ("te-groot", "Het verzoek is groter dan hier mag."),
    415: ("inhoud-soort", "Stuur JSON in UTF-8, niet samengepakt, met Content-Type: application/json."),
    428: ("if-match-ontbreekt", "Dit vervangt wat er staat. Lees het eerst, en geef de ETag mee als If-Match."),
    429: ("te-veel", "U vraagt dit te vaak achter elkaar. Wacht even en probeer het opnieuw."),
    500: ("onverwacht", "Er ging bij ons iets mis. Probeer het later opnieuw."),
    503: ("even-niet", "Dit kan nu even niet. Probeer het straks opnieuw; hetzelfde verzoek mag u herhalen."),
}
_NO_TOKEN = {
    "geen-token": "Stuur een toegangstoken mee: Authorization: Bearer …",
    "token-verlopen": "Uw toegangstoken is verlopen. Meld u opnieuw aan.",
    "token-ongeldig": "Uw toegangstoken is niet geldig voor deze dienst.",
}


class Problem(Exception):
    """An answer that says what is wrong: HTTP status, a code for machines, a Dutch text and the faults."""

    def __init__(
        self,
        status: int,
        code: str = "",
        detail: str = "",
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code or str(status))
        usual = _DETAILS.get(status, ("fout", TITLES.get(status, "Er ging iets mis.")))
        self.status = status
        self.code = code or usual[0]
        self.detail = detail or usual[1]
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def answer(problem: Problem) -> Response:
    """The problem as a response."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(problem.status, "Fout"),
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "fouten": [{"code": fault.code, "tekst": fault.text, "plaats": fault.place} for fault in problem.faults],
    }
    headers = dict(problem.headers)
    if problem.status == 503:
        headers.setdefault("Retry-After", RETRY_AFTER_S)
    return JSONResponse(body, problem.status, headers, media_type=MEDIA_TYPE)


def unexpected() -> Response:
    """The answer to an error of ours: it says nothing about it."""
    return answer(Problem(500))


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
    for route in request.app.state.kit.routes:
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


def add_handlers(app: FastAPI) -> None:
    """Let the app answer all of these; what is not here is an error of ours, and the border answers that."""
    for kind, problem_of in _ANSWERS.items():
        app.add_exception_handler(kind, _handler(problem_of))


def _handler(problem_of: Callable[[Request, Any], Problem]) -> Callable[[Request, Any], Awaitable[Response]]:
    from zvhh_kit.http.refusals import note_address  # it raises problems itself

    async def handle(request: Request, error: Any) -> Response:
        problem: Problem = problem_of(request, error)
        told = await request.app.state.kit.limits.failed(request, problem)
        if told is not problem:
            await note_address(request)
        return answer(told)

    return handle
