# SPDX-License-Identifier: EUPL-1.2
"""The base of every part, of a body and of what is kept."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Deel(BaseModel):
    """A part: frozen, and what a newer release added survives a write by this one. In a body the call shuts it."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        from_attributes=True,
        alias_generator=to_camel,
        populate_by_name=True,
        hide_input_in_errors=True,
    )
