# SPDX-License-Identifier: EUPL-1.2
"""JSON from outside, read the same by every door: a document, or a fault that says in Dutch why it is none.

Not for: what should stand in it; that is a model's.
"""

import json
import math
from typing import Any

from zvhh_kit.core.depth import MAX_DEPTH, too_deep
from zvhh_kit.domain.decision import Fault

__all__ = ["NotJson", "read_json"]

TOO_DEEP = Fault("te-diep", f"De velden liggen te diep in elkaar: ten hoogste {MAX_DEPTH} lagen.")


class NotJson(ValueError):
    """What was sent is no JSON document that every reader reads alike."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.faults = (fault,)


def read_json(raw: bytes) -> Any:
    """The JSON document, with plain types. Raises NotJson for what JSON readers disagree on or a database refuses:

    not UTF-8, broken, too deep, a key twice, a number that is none, a NUL.
    """
    if too_deep(raw):
        raise NotJson(TOO_DEEP)
    code, text = "geen-json", "De inhoud is geen geldige JSON."
    try:
        text_of = raw.decode("utf-8")
        document = json.loads(text_of, object_pairs_hook=_unique, parse_float=_finite, parse_constant=_no_number)
        if b"\\u0000" not in raw or not _has_nul(document):
            return document
        code, text = "nul-teken", "Er staat een teken in dat niet kan."
    except UnicodeDecodeError:
        code, text = "geen-utf8", "De inhoud is geen UTF-8."
    except _Endless:
        code, text = "getal-te-groot", "Er staat een getal in dat te groot is."
    except _Double:
        code, text = "dubbele-sleutel", "Een veld staat er twee keer in."
    except ValueError:
        pass
    raise NotJson(Fault(code, text))


class _Double(ValueError):
    """A key stands twice in one object."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Double
    return found


class _Endless(ValueError):
    """A number beyond what a float can be: it would be read as infinity, which no JSON can say."""


def _finite(written: str) -> float:
    number = float(written)
    if math.isinf(number):
        raise _Endless
    return number


def _no_number(_: str) -> None:
    raise ValueError("not a number")


def _has_nul(document: Any) -> bool:
    waiting = [document]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str) and "\0" in here:
            return True
        if isinstance(here, dict):
            waiting += [*here, *here.values()]
        elif isinstance(here, list):
            waiting += here
    return False
