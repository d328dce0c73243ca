# SPDX-License-Identifier: EUPL-1.2
"""Whether a path such as `state.overleg.deelnemers` leads anywhere in what a service stores.

Walked are the fields of a state's models, through tuples, dicts and unions. What is sealed is stored as its cipher text:
a path may end there and lead no further. For: `test_queries`. Not for: what a filter compares with.
"""

import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from zvhh_kit.core.handlers import DocumentKind
from zvhh_kit.domain.decision import Sealed

KIT = frozenset({"_id", "due", "soort", "outbox", "effects", "gone"})
"""Fields that the kit keeps beside a state."""
_UNIONS = (Union, types.UnionType)


def leads_somewhere(path: str, kinds: Sequence[DocumentKind[Any]]) -> bool:
    """Whether a stored path, from `state.` on or one of the kit's, exists in at least one kind of document."""
    first, *rest = path.split(".")
    if first in KIT:
        return not rest
    if first == "reminders":
        return len(rest) == 1 and any(rest[0] in kind.reminders for kind in kinds)
    return first == "state" and any(resolves(kind.state, rest) for kind in kinds)


def resolves(kind: Any, names: Sequence[str]) -> bool:
    """Whether the names lead through this type, one by one."""
    if not names:
        return True
    return any(resolves(inner, rest) for inner, rest in _steps(kind, names))


def _steps(kind: Any, names: Sequence[str]) -> Iterator[tuple[Any, Sequence[str]]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(names[0])
        if field is not None:
            yield field.annotation, names[1:]
        return
    origin, given = get_origin(kind), get_args(kind)
    if origin is Annotated or origin in _UNIONS:
        yield from ((one, names) for one in (given[:1] if origin is Annotated else given) if one is not type(None))
    elif origin in (tuple, list, frozenset, set):
        # into each of its members, or one of them by its number
        yield from ((one, names[1:] if names[0].isdecimal() else names) for one in given if one is not Ellipsis)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield given[1], names[1:]


def models_of(kind: Any) -> Iterator[type[BaseModel]]:
    """Every model in a type: a state and its parts. Nothing inside what is sealed."""
    seen: set[int] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, type) and issubclass(one, BaseModel):
            yield one
            waiting += [field.annotation for field in one.model_fields.values()]
        elif get_origin(one) is not Sealed:
            waiting += get_args(one)
