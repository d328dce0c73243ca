# SPDX-License-Identifier: EUPL-1.2
"""From what pydantic found wrong to faults for people: a code, a Dutch text and a place, never the input itself.

For: every border where others' input comes in (HTTP bodies and queries, partner records, the configuration file).
Not for: faults of the domain; those are texts of the domain itself.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from zvhh_kit.domain.decision import Fault

__all__ = ["faults_of", "pointer"]

_KINDS: dict[str, tuple[str, str]] = {
    "missing": ("ontbreekt", "Dit veld ontbreekt."),
    "extra_forbidden": ("onbekend-veld", "Dit veld bestaat hier niet."),
    "string_type": ("verkeerd-type", "Dit moet tekst zijn."),
    "string_too_short": ("te-kort", "Minimaal {min_length} tekens."),
    "string_too_long": ("te-lang", "Maximaal {max_length} tekens."),
    "string_pattern_mismatch": ("verkeerde-vorm", "Deze tekst heeft niet de juiste vorm."),
    "string_not_ascii": ("verkeerde-vorm", "Deze tekst bevat tekens die niet kunnen."),
    "string_unicode": ("verkeerde-vorm", "Deze tekst bevat tekens die niet kunnen."),
    "int_type": ("verkeerd-type", "Dit moet een geheel getal zijn."),
    "int_parsing": ("verkeerd-type", "Dit moet een geheel getal zijn."),
    "int_parsing_size": ("buiten-bereik", "Dit getal is te groot."),
    "int_from_float": ("verkeerd-type", "Dit moet een geheel getal zijn."),
    "float_type": ("verkeerd-type", "Dit moet een getal zijn."),
    "float_parsing": ("verkeerd-type", "Dit moet een getal zijn."),
    "finite_number": ("buiten-bereik", "Dit moet een eindig getal zijn."),
    "bool_type": ("verkeerd-type", "Dit moet true of false zijn."),
    "bool_parsing": ("verkeerd-type", "Dit moet true of false zijn."),
    "greater_than": ("buiten-bereik", "Dit moet meer zijn dan {gt}."),
    "greater_than_equal": ("buiten-bereik", "Dit moet minimaal {ge} zijn."),
    "less_than": ("buiten-bereik", "Dit moet minder zijn dan {lt}."),
    "less_than_equal": ("buiten-bereik", "Dit mag maximaal {le} zijn."),
    "literal_error": ("onbekende-waarde", "Kies uit: {expected}."),
    "enum": ("onbekende-waarde", "Kies uit: {expected}."),
    "list_type": ("verkeerd-type", "Dit moet een lijst zijn."),
    "tuple_type": ("verkeerd-type", "Dit moet een lijst zijn."),
    "set_type": ("verkeerd-type", "Dit moet een lijst zijn."),
    "frozen_set_type": ("verkeerd-type", "Dit moet een lijst zijn."),
    "dict_type": ("verkeerd-type", "Dit moet een object zijn."),
    "model_type": ("verkeerd-type", "Dit moet een object zijn."),
    "model_attributes_type": ("verkeerd-type", "Dit moet een object zijn."),
    "too_short": ("te-weinig", "Minimaal {min_length}."),
    "too_long": ("te-veel", "Maximaal {max_length}."),
    "date_type": ("geen-datum", "Dit moet een datum zijn: jjjj-mm-dd."),
    "date_parsing": ("geen-datum", "Dit moet een datum zijn: jjjj-mm-dd."),
    "date_from_datetime_parsing": ("geen-datum", "Dit moet een datum zijn: jjjj-mm-dd."),
    "date_from_datetime_inexact": ("geen-datum", "Dit moet een datum zijn zonder tijd: jjjj-mm-dd."),
    "datetime_type": ("geen-tijdstip", "Dit moet een tijdstip met tijdzone zijn, zoals 2025-03-03T10:00:00+01:00."),
    "datetime_parsing": ("geen-tijdstip", "Dit moet een tijdstip met tijdzone zijn, zoals 2025-03-03T10:00:00+01:00."),
    "datetime_from_date_parsing": (
        "geen-tijdstip",
        "Dit moet een tijdstip met tijdzone zijn, zoals 2025-03-03T10:00:00+01:00.",
    ),
    "timezone_aware": ("geen-tijdzone", "Bij dit tijdstip ontbreekt de tijdzone."),
    "time_type": ("geen-tijd", "Dit moet een tijd zijn: uu:mm."),
    "time_parsing": ("geen-tijd", "Dit moet een tijd zijn: uu:mm."),
    "union_tag_not_found": ("ontbreekt", "Hier ontbreekt het veld dat zegt welke soort het is."),
    "union_tag_invalid": ("onbekende-waarde", "Deze soort bestaat niet."),
    "none_required": ("onbekende-waarde", "Dit moet leeg zijn."),
    "json_invalid": ("geen-json", "Dit is geen geldige JSON."),
}
_OTHERWISE = ("ongeldig", "Deze waarde kan niet.")
_BUILT_IN = frozenset(get_args(ErrorType))
_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")


def faults_of(error: ValidationError | Sequence[Any], document: Any = None) -> tuple[Fault, ...]:
    """Every fault of a validation, in its order.

    `document` is what was validated, as plain JSON: a place is only as deep as the document goes, so that the names of
    unions and validators never show. A ValueError of one of our own models is Dutch already and is its own text; a
    PydanticCustomError brings its own code too. Those two must not repeat the input; everything else can't.
    """
    details: Iterable[ErrorDetails] = (
        error.errors(include_url=False, include_input=False) if isinstance(error, ValidationError) else error
    )
    return tuple(_fault(detail, document) for detail in details)


def _fault(detail: ErrorDetails, document: Any) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    place = pointer(_steps(detail["loc"], document, missing=kind == "missing"))
    if kind in {"value_error", "assertion_error"}:
        return Fault("ongeldig", str(context.get("error", "")) or _OTHERWISE[1], place)
    if kind not in _BUILT_IN:
        return Fault(kind, detail["msg"], place)
    code, text = _KINDS.get(kind, _OTHERWISE)
    bounds = {name: str(bound).replace(" or ", " of ") for name, bound in context.items()}
    return Fault(code, text.format_map(bounds), place)


def _steps(loc: Sequence[int | str], document: Any, *, missing: bool) -> list[int | str]:
    """The part of a location that the document really has; a missing field is the one step beyond it."""
    if document is None:
        return list(loc)
    steps: list[int | str] = []
    here = document
    for number, step in enumerate(loc, start=1):
        inside = (
            step in here
            if isinstance(here, dict)
            else isinstance(here, list) and isinstance(step, int) and step < len(here)
        )
        if inside:
            here = here[step]
        elif not (missing and number == len(loc)):
            continue
        steps.append(step)
    return steps


def pointer(steps: Sequence[int | str]) -> str:
    """A JSON pointer (RFC 6901). It ends before a name that no field of ours could have: that would be input."""
    places = []
    for step in steps:
        name = str(step)
        if not _NAME.fullmatch(name):
            break
        places.append(name)
    return "".join(f"/{name}" for name in places)
