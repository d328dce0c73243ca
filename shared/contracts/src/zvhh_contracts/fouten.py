# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of errors: each code that a door can answer with, its texts and places, and what to do about it.

For: the operation that serves it, and who connects a system. `fouten.json` is generated from the code (`make generate`).
Not for: raising anything.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel

__all__ = ["Foutsoort", "catalogus"]

Deur = Literal["rest", "kafka"]


class Foutsoort(BaseModel):
    """One code. In `teksten` and `plaatsen` "…" (or n, for a number) stands for what is filled in.

    `deuren`: rest = a request is answered by it (`code`, or one of `fouten`) · kafka = a partner's record is.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)

    code: str
    teksten: tuple[str, ...]
    plaatsen: tuple[str, ...]
    diensten: tuple[str, ...]
    deuren: tuple[Deur, ...]
    doen: str


@cache
def catalogus() -> tuple[Foutsoort, ...]:
    """Every code, in order of the alphabet."""
    text = (files("zvhh_contracts") / "fouten.json").read_text("utf-8")
    return TypeAdapter(tuple[Foutsoort, ...]).validate_json(text)
