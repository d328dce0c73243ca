# SPDX-License-Identifier: EUPL-1.2
"""Lists by cursor: `?na=<cursor>&aantal=50`, a page of items and the cursor of what comes after it.

Not for: what is in a list, or who may see it.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hmac import compare_digest
from typing import Annotated, Any, Generic, Self, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.requests import Request

from zvhh_kit.domain.decision import Fault
from zvhh_kit.http.problem import Problem
from zvhh_kit.service.rooms import Rooms

__all__ = ["Beeld", "Gedaan", "Page", "PageAsked", "PageQuery"]

T = TypeVar("T")
MAX_ITEMS = 200
Seal = Callable[[str], str]
"""What is signed → its signature."""


class Beeld(BaseModel):
    """What the API shows of something: camelCase. Opened `Sealed` values may stand in it; they show as their value."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True, frozen=True)


class Gedaan(Beeld):
    """The answer to a command that needs no more: what came of it, in a code."""

    resultaat: str | None = None


class Page(Beeld, Generic[T]):
    """A part of a list, and the cursor of the next part (null: this was the last)."""

    items: Sequence[T] = Field(description="De gevraagde onderdelen, op volgorde.")
    volgende: str | None = Field(
        default=None, description="Geef dit als `na` mee voor het vervolg; null: er is geen vervolg."
    )


@dataclass(frozen=True, slots=True)
class PageAsked:
    """Which part of a list: how many, and after which (sort value, id)."""

    limit: int = 50
    after: tuple[Any, str] | None = None

    @classmethod
    def read(cls, cursor: str | None, limit: int, seal: Seal) -> Self:
        """Raises Problem 400 for a cursor that we did not give, or that another list gave."""
        return cls(limit, _after(cursor, seal) if cursor is not None else None)


def _after(cursor: str, seal: Seal) -> tuple[Any, str]:
    said, _, signature = cursor.partition(".")
    if not compare_digest(signature.encode(), seal(said).encode()):
        raise Problem(400, faults=[Fault("onbekende-cursor", "Neem hiervoor de waarde van volgende over.", "query:na")])
    kind, value, id_ = json.loads(base64.urlsafe_b64decode(said.encode() + b"=="))
    return datetime.fromisoformat(value) if kind == "moment" else value, id_


def cursor_of(value: Any, id_: str, seal: Seal) -> str:
    """The cursor that means: after this one."""
    said = ["moment", value.isoformat(), id_] if isinstance(value, datetime) else ["plain", value, id_]
    written = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    return f"{written}.{seal(written)}"


def cursor_after(raw: Mapping[str, Any], sort: str, seal: Seal) -> str:
    """The same of a stored document in a list in order of its field `sort`, a dotted path."""
    here: Any = raw
    for name in sort.split("."):
        here = here.get(name) if isinstance(here, Mapping) else None
    return cursor_of(here, raw["_id"], seal)


def cursor_seal(request: Request) -> Seal:
    """How the cursors of the list that is asked are signed: each list its own."""
    kit: Rooms = request.app.state.kit
    return partial(kit.ids.cursor, request.state.operation)


async def _asked(
    request: Request,
    na: Annotated[
        str | None, Query(max_length=500, description="De cursor `volgende` van de vorige bladzijde.")
    ] = None,
    aantal: Annotated[int, Query(ge=1, le=MAX_ITEMS, description="Hoeveel onderdelen.")] = 50,
) -> PageAsked:
    return PageAsked.read(na, aantal, cursor_seal(request))


PageQuery = Annotated[PageAsked, Depends(_asked)]
"""An endpoint's parameter: which part of the list is asked."""
