# SPDX-License-Identifier: EUPL-1.2
"""The base of what is kept: frozen, and what a newer release added survives a write by this one."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Deel(BaseModel):
    """A kept part: frozen, and what a newer release added survives a write by this one."""

    model_config = ConfigDict(
        frozen=True, extra="allow", from_attributes=True, alias_generator=to_camel, populate_by_name=True
    )
