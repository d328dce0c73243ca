# SPDX-License-Identifier: EUPL-1.2
"""The makers that a test of intake asks for, by what they take and give. Not for: what they make (`conftest`)."""

from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel

from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_kit.testing import Story


class MaaktDienIn(Protocol):
    """A clear command from the good melding, with top-level fields changed; None takes one away."""

    def __call__(self, **anders: Any) -> DienIn: ...


class MaaktIndiening(Protocol):
    """A command as the border offers it."""

    def __call__(self, weg: str = "rest", referentie: str = "", **anders: Any) -> Indiening: ...


class Gemeld(Protocol):
    """A melding, and what was heard of it, at one moment."""

    def __call__(self, *gehoord: BaseModel, op: datetime = ...) -> Story: ...


class GemeldLangs(Protocol):
    """The same by one of the ways in."""

    def __call__(self, *gehoord: BaseModel, weg: str = "rest") -> Story: ...
