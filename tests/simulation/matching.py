# SPDX-License-Identifier: EUPL-1.2
"""MongoDB's queries, updates and expressions, as far as the kit uses them; anything else raises.

Pure: documents in, answers out. Held to the real database by `test_faithful_database`. Not for: which document is seen
by whom (`database`).
"""

import copy
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from operator import ge, gt, le, lt
from typing import Any

__all__ = ["Unfaithful", "evaluated", "inserted_by", "matches", "projected", "sort_key", "updated"]


class Unfaithful(AssertionError):
    """The kit asked for something that the fake does not know: it must be taught, never pretend."""


_ORDERED: Mapping[str, Callable[[Any, Any], bool]] = {"$gt": gt, "$gte": ge, "$lt": lt, "$lte": le}


def _values(document: Any, path: str) -> list[Any]:
    """What a dotted path leads to: through an array by number, or into each of its members."""
    if not path:
        return [document]
    name, _, rest = path.partition(".")
    if isinstance(document, list):
        if name.isdecimal():
            return _values(document[int(name)], rest) if int(name) < len(document) else []
        return [found for one in document if isinstance(one, Mapping) for found in _values(one, path)]
    if isinstance(document, Mapping) and name in document:
        return _values(document[name], rest)
    return []


def _each(found: list[Any]) -> list[Any]:
    """A condition holds for an array when it holds for the array or one of its members."""
    return [*found, *(member for one in found if isinstance(one, list) for member in one)]


def _order(value: Any) -> tuple[int, Any]:
    if value is None:
        return (0, 0)
    if isinstance(value, bool):
        return (5, value)
    if isinstance(value, (int, float)):
        return (1, value)
    if isinstance(value, str):
        return (2, value)
    if isinstance(value, datetime):
        return (6, value)
    raise Unfaithful(f"order of {type(value).__name__}")


def _compare(value: Any, operator: str, bound: Any) -> bool:
    if value is None or isinstance(value, (list, Mapping)) or _order(value)[0] != _order(bound)[0]:
        return False
    return _ORDERED[operator](_order(value), _order(bound))


def _condition(found: list[Any], operator: str, wanted: Any) -> bool:
    values = _each(found)
    match operator:
        case "$in":
            return any(_condition(found, "$eq", one) for one in wanted)
        case "$nin":
            return not _condition(found, "$in", wanted)
        case "$eq":
            return any(value == wanted for value in values) or (wanted is None and not found)
        case "$ne":
            return not _condition(found, "$eq", wanted)
        case "$exists":
            return bool(found) == bool(wanted)
        case "$gt" | "$gte" | "$lt" | "$lte":
            return any(_compare(value, operator, wanted) for value in values)
    raise Unfaithful(f"query operator {operator}")


def _field(document: Any, path: str, wanted: Any) -> bool:
    found = _values(document, path)
    if isinstance(wanted, Mapping) and "$elemMatch" in wanted:
        parts = wanted["$elemMatch"].items()
        return any(isinstance(one, Mapping) and all(_field(one, *part) for part in parts) for one in _each(found))
    if isinstance(wanted, Mapping) and wanted and all(name.startswith("$") for name in wanted):
        return all(_condition(found, operator, bound) for operator, bound in wanted.items())
    return _condition(found, "$eq", wanted)


def matches(document: Mapping[str, Any], query: Mapping[str, Any], now: datetime) -> bool:
    """Whether a document fits a query; `now` is the database's own time."""
    for name, wanted in query.items():
        if name == "$and":
            fits = all(matches(document, one, now) for one in wanted)
        elif name == "$or":
            fits = any(matches(document, one, now) for one in wanted)
        elif name == "$expr":
            fits = bool(evaluated(document, wanted, now))
        elif name.startswith("$"):
            raise Unfaithful(f"query operator {name}")
        else:
            fits = _field(document, name, wanted)
        if not fits:
            return False
    return True


def evaluated(document: Mapping[str, Any], expression: Any, now: datetime) -> Any:
    """The value of an aggregation expression."""
    if isinstance(expression, str) and expression.startswith("$$"):
        if expression != "$$NOW":
            raise Unfaithful(expression)
        return now
    if isinstance(expression, str) and expression.startswith("$"):
        found = _values(document, expression[1:])
        return found[0] if found else None
    if isinstance(expression, Mapping):
        [(operator, arguments)] = expression.items()
        return _computed(operator, [evaluated(document, one, now) for one in arguments])
    return expression


def _computed(operator: str, values: list[Any]) -> Any:
    computed: Any
    match operator, values:
        case "$subtract" | "$divide", [left, right] if left is None or right is None:
            computed = None
        case "$subtract", [datetime() as left, datetime() as right]:
            computed = int((left - right) / timedelta(milliseconds=1))
        case "$subtract", [datetime() as left, millis]:
            computed = left - timedelta(milliseconds=millis)
        case "$subtract", [left, right]:
            computed = left - right
        case "$divide", [left, right]:
            computed = left / right
        case "$lt" | "$lte" | "$gt" | "$gte", [left, right]:
            computed = _ORDERED[operator](_order(left), _order(right))
        case "$eq", [left, right]:
            computed = left == right
        case "$and", _:
            computed = all(values)
        case _:
            raise Unfaithful(f"expression {operator}")
    return computed


def projected(document: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What a projection leaves; computed fields too, as in an aggregation."""
    made: dict[str, Any] = {"_id": document["_id"]} if fields.get("_id", 1) else {}
    for name, how in fields.items():
        if how == 1 or how is True:
            top = name.partition(".")[0]
            if top in document:
                made[top] = document[top]
        elif isinstance(how, (str, Mapping)):
            made[name] = evaluated(document, how, now)
        elif name != "_id":
            raise Unfaithful(f"projection of {name}")
    return made


def sort_key(document: Mapping[str, Any], path: str) -> tuple[int, Any]:
    """By what a document is sorted, ascending: of an array its least member; nothing comes first."""
    return min((_order(one) for one in _each(_values(document, path)) if not isinstance(one, list)), default=(0, 0))


def _set(document: Any, path: str, value: Any) -> None:
    *way, last = path.split(".")
    for name in way:
        document = document[int(name)] if isinstance(document, list) else document.setdefault(name, {})
    if isinstance(document, list):
        document[int(last)] = value
    else:
        document[last] = value


def _placed(path: str, document: Mapping[str, Any], query: Mapping[str, Any]) -> str:
    """`effects.$.tries`: the place of the first member that fits the query's condition on that array."""
    if ".$." not in path:
        return path
    array, _, rest = path.partition(".$.")
    [(condition, wanted)] = [(name, value) for name, value in query.items() if name.startswith(f"{array}.")]
    field = condition.removeprefix(f"{array}.")
    place = next(n for n, one in enumerate(document[array]) if _field(one, field, wanted))
    return f"{array}.{place}.{rest}"


def updated(
    document: Mapping[str, Any],
    update: Mapping[str, Any],
    query: Mapping[str, Any],
    now: datetime,
    *,
    new: bool = False,
) -> dict[str, Any]:
    """The document after an update. `new`: it is being inserted by an upsert."""
    made: dict[str, Any] = copy.deepcopy(dict(document))
    for operator, changes in update.items():
        for name, value in changes.items():
            path = _placed(name, document, query)
            match operator:
                case "$set":
                    _set(made, path, value)
                case "$setOnInsert":
                    if new:
                        _set(made, path, value)
                case "$currentDate" if value is True:
                    _set(made, path, now)
                case "$inc":
                    _set(made, path, (_values(made, path) or [0])[0] + value)
                case "$max":
                    was = (_values(made, path) or [None])[0]
                    _set(made, path, value if was is None or _order(value) > _order(was) else was)
                case "$unset":
                    made.pop(path, None)
                case "$pull":
                    kept = [one for one in _values(made, path)[0] if not matches(one, value, now)]
                    _set(made, path, kept)
                case _:
                    raise Unfaithful(f"update operator {operator}")
    return made


def inserted_by(query: Mapping[str, Any]) -> dict[str, Any]:
    """What an upsert begins with: the equalities of its query."""
    return {name: value for name, value in query.items() if not name.startswith("$") and not isinstance(value, Mapping)}
