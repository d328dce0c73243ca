# SPDX-License-Identifier: EUPL-1.2
"""What every part of a state has in common. Not for: what people send, nor for what is shown."""

from pydantic import BaseModel, ConfigDict


class Deel(BaseModel):
    """A part of a state, or a state: frozen; fields of a newer release survive us."""

    model_config = ConfigDict(frozen=True, extra="allow")
