# SPDX-License-Identifier: EUPL-1.2
"""ETag and If-Match: nobody overwrites what they have not seen (D2).

The tag is of a representation, never of a version: what a person can't see changing does not stand in their way.
Not for: comparing and deciding as one step; that is `documents`, with the engine.
"""

import inspect
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request

from zvhh_kit.domain.decision import Fault
from zvhh_kit.http.problem import Problem

__all__ = [
    "IF_MATCH",
    "View",
    "changed",
    "given_tags",
    "no_if_match",
    "tag_of",
    "tag_of_view",
    "tags_in",
    "wanted_tags",
]

IF_MATCH = "If-Match"
View = Callable[[str, Any], BaseModel | Awaitable[BaseModel]]
"""(id, state with its sealed values open) → what the GET of the document shows to this person."""


def tag_of(body: bytes) -> str:
    """The ETag of a representation."""
    return f'"{sha256(body).hexdigest()[:32]}"'


async def tag_of_view(view: View, id_: str, state: Any) -> str:
    """The ETag that the GET would give for this state now."""
    shown = view(id_, state)
    model = await shown if inspect.isawaitable(shown) else shown
    return tag_of(model.model_dump_json(by_alias=True).encode())


def tags_in(given: str) -> frozenset[str]:
    """The tags of a header; a weak one counts as its strong one, as a proxy that compresses makes ours weak."""
    return frozenset(one.strip().removeprefix("W/") for one in given.split(","))


def given_tags(request: Request) -> str:
    """The whole If-Match, empty where there is none."""
    return ", ".join(request.headers.getlist(IF_MATCH))


def wanted_tags(request: Request) -> frozenset[str] | None:
    """What the request says that its sender saw; None where it says nothing, or `*`: anything that exists."""
    given = given_tags(request)
    tags = tags_in(given)
    return None if not given or "*" in tags else tags


def no_if_match() -> Problem:
    """The answer where If-Match can't be kept: nobody may think that they were protected."""
    return Problem(400, faults=[Fault("if-match", "If-Match kan hier niet. Laat deze kop weg.", f"header:{IF_MATCH}")])


def changed() -> Problem:
    """The answer to who did not see the latest: 412, and nothing of what they sent."""
    return Problem(412)
