# SPDX-License-Identifier: EUPL-1.2
"""Every error as problem+json (RFC 9457), in Dutch, with every fault and its place; never the input, never an error's text.

For: whatever has an answer to give. Not for: turning what other rooms raise into one (`answers`), nor refusals of a domain;
those are `Refused`.
"""

from collections.abc import Iterable, Mapping

from starlette.responses import JSONResponse, Response

from zvhh_kit.domain.decision import Fault

__all__ = ["MEDIA_TYPE", "TITLES", "Problem", "answer", "unexpected"]

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
    404: ("niet-gevonden", "Dit bestaat niet, of u hebt er geen toegang toe."),
    405: ("methode", "Deze methode bestaat niet op dit adres. Kijk in de kop Allow wat wel kan."),
    412: ("gewijzigd", "Iemand anders heeft dit net gewijzigd. Bekijk de wijziging en sla opnieuw op."),
    413: ("te-groot", "Het verzoek is groter dan hier mag."),
    415: ("inhoud-soort", "Stuur JSON in UTF-8, niet samengepakt, met Content-Type: application/json."),
    428: ("if-match-ontbreekt", "Dit vervangt wat er staat. Lees het eerst, en geef de ETag mee als If-Match."),
    429: ("te-veel", "U vraagt dit te vaak achter elkaar. Wacht even en probeer het opnieuw."),
    500: ("onverwacht", "Er ging bij ons iets mis. Probeer het later opnieuw."),
    503: ("even-niet", "Dit kan nu even niet. Probeer het straks opnieuw; hetzelfde verzoek mag u herhalen."),
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
