# SPDX-License-Identifier: EUPL-1.2
"""What all parts of the state have in common, and the kinds of text in them.

For: the models of this domain. A part of the state keeps fields that a newer release added; in what a person sends the
kit lets nothing unknown pass, in its parts neither.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

from zvhh_contracts.given import LINE, NAME, TEXT

Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), TEXT]
"""Free text: always inside a `Sealed`, for it may be about people."""

Naam = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), LINE, NAME]
"""Of somebody who takes no part otherwise. As long as a text: a shorter bound would shut what was kept."""

Plaats = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), LINE]
"""Where an overleg is, or its video link: stands on the invitation, so nothing about people is in it (D3)."""


class Deel(BaseModel):
    """A part of the state: frozen, camelCase outside, keeps what it does not know."""

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)
