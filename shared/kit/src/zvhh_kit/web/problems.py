# SPDX-License-Identifier: EUPL-1.2
"""What went wrong, as a page: in words for people, nothing about what is not theirs, and what they typed still there.

Not for: faults of a form; those stand at its fields (`form`).
"""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zvhh_kit.http.answers import problem_of
from zvhh_kit.http.problem import Problem, unexpected
from zvhh_kit.http.refusals import unless_too_many
from zvhh_kit.web.form import Form
from zvhh_kit.web.screen import Screen

__all__ = ["page_of", "send_again", "unexpected_page"]

_NOT_THERE = "Dit bestaat niet, of u hebt er geen toegang toe."
_WORDS: dict[int, tuple[str, str]] = {
    400: ("Dit adres klopt niet", "Controleer het adres, of ga terug naar de vorige pagina."),
    401: ("U bent uitgelogd", "Log opnieuw in om dit te zien."),
    403: ("Geen toegang", ""),
    404: ("Niet gevonden", _NOT_THERE),
    405: ("Niet gevonden", _NOT_THERE),
    409: ("Dit kan nu niet", ""),
    413: ("Te lang", "Uw tekst is te lang om te versturen. Ga terug en maak de tekst korter."),
    429: ("Te veel in korte tijd", "U vraagt dit te vaak achter elkaar. Wacht een minuut en probeer het opnieuw."),
    500: (
        "Er ging bij ons iets mis",
        "Probeer het over een minuut opnieuw. Blijft het misgaan? Bel het nummer onderaan.",
    ),
    503: ("Dit lukt nu niet", "Deze pagina is nu niet op te halen. Probeer het over een minuut opnieuw."),
}
_SAVING = "Opslaan lukt nu niet. Uw tekst staat nog op dit scherm. Sluit dit venster niet."
_AWAY = frozenset({429, 500, 503})


async def page_of(request: Request, error: Exception) -> Response:
    """The page that one of `answers.KNOWN` is. A form that could not be sent now can be sent again from it."""
    problem = await unless_too_many(request, problem_of(request, error))
    if isinstance(error, HTTPException) and problem.status == 405:
        problem = Problem(404)
    screen = Screen(request)
    if request.method == "POST" and problem.status in _AWAY:
        return send_again(request, _SAVING, problem.status)
    title, text = _WORDS.get(problem.status, ("Dit kan nu niet", ""))
    text = text or problem.detail
    answer = screen.show("fout.html", problem.status, title=title, text=text, code=problem.status)
    answer.headers.update({name: one for name, one in problem.headers.items() if name != "WWW-Authenticate"})
    return answer


def unexpected_page(request: Request) -> Response:
    """The page for an error of ours."""
    try:
        if request.method == "POST" and hasattr(request.state, "typed"):
            return send_again(request, _SAVING, 500)
        title, text = _WORDS[500]
        return Screen(request).show("fout.html", 500, title=title, text=text, code=500)
    except Exception:  # noqa: BLE001 - the error may be in what every page needs; the border tells of the first one
        return unexpected()


def send_again(request: Request, text: str, status: int, *, log_in: bool = False) -> Response:
    """What was typed, with a button that sends it again, whether or not there is script.

    `log_in`: nobody is logged in any longer; that goes in another tab, so that this one stays as it is.
    """
    screen = Screen(request)
    form: Form[Any] | None = getattr(request.state, "form", None)
    labels = {name: one.label for name, one in form.fields.items()} if form is not None else {}
    shown = [(labels[name], value) for name, value in screen.typed.items() if name in labels and value.strip()]
    return screen.show("opnieuw.html", status, text=text, shown=shown, hidden=list(screen.typed.items()), log_in=log_in)
