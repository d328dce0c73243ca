# SPDX-License-Identifier: EUPL-1.2
"""The settings read from the environment: everything that is missing or wrong at once, in words, never a value.

Not for: what the settings are (`settings`).
"""

import sys
from typing import Any

from pydantic import ValidationError

from zvhh_kit.process.faults import faults_of
from zvhh_kit.process.settings import Settings

__all__ = ["load"]


def load(**known: Any) -> Settings:
    """The settings from the environment, and `known` before it.

    When anything is missing or wrong: writes all of it to standard error, one line each with its meaning, and leaves
    the program with status 2. No value is ever written.
    """
    try:
        return Settings(**known)
    except ValidationError as error:
        sys.stderr.write("\n".join(explain(error)) + "\n")
        raise SystemExit(2) from None


def explain(error: ValidationError) -> list[str]:
    """Every setting that is missing or wrong, in words."""
    places = [
        str(detail["loc"][0]) if detail["loc"] else ""
        for detail in error.errors(include_input=False, include_url=False)
    ]
    lines = ["De instellingen zijn niet compleet. The settings are not complete:"]
    for place, fault in zip(places, faults_of(error), strict=True):
        field = Settings.model_fields.get(place)
        text = "ontbreekt / is missing" if fault.code == "ontbreekt" else fault.text
        lines.append(f"  ZVHH_{place.upper()}: {text} ({field.description if field else ''})")
    return lines
