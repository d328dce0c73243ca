# SPDX-License-Identifier: EUPL-1.2
"""What an operator types, judged by the types of what people and partners give (`zvhh_contracts.given`): typer's parsers.

For: every option and argument of a command that is text or a moment. Not for: whether it exists; the command says that.
"""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from pydantic import StringConstraints, TypeAdapter, ValidationError

from zvhh_contracts.given import LINE, LocalMoment
from zvhh_kit.process.faults import faults_of

__all__ = ["document_id", "line", "moment"]


def _judged(kind: Any) -> Callable[[str], Any]:
    """A parser for values of this type; what is left out stays so."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def parse(typed: str) -> Any:
        try:
            return adapter.validate_python(typed) if typed else typed
        except ValidationError as error:
            raise typer.BadParameter(faults_of(error)[0].text) from None

    return parse


line = _judged(Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), LINE])
"""One line: a reason, the name of a reminder, a letter."""

document_id = _judged(Annotated[str, StringConstraints(to_lower=True, pattern=r"^[A-Za-z0-9-]{1,100}$")])
"""The id of a zaak or of another document."""

moment = _judged(LocalMoment)
"""A moment with its offset."""
