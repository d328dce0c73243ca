# SPDX-License-Identifier: EUPL-1.2
"""What every part of a document is: frozen, and said by somebody where a person said it.

All moments are UTC, all dates are local days (Europe/Amsterdam). Texts of people are sealed.
"""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from zvhh_contracts.given import TEXT

Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), TEXT]


class Deel(BaseModel):
    """A part of a document: frozen, and what a newer release added to it survives."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Gezegd(Deel):
    """Something that a procesregisseur said: who, and when."""

    door: str
    op: AwareDatetime
