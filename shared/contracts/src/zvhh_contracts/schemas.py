# SPDX-License-Identifier: EUPL-1.2
"""From an event model to its published JSON Schema (2020-12), and what of a new schema would break who reads it.

For: `generate`, which writes the schemas, and the tests that hold models, schemas and examples together.
Not for: validating events at run time; pydantic does that.
"""

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from zvhh_contracts.event import Event

__all__ = ["incompatibilities", "schema_of", "text_of"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ANNOTATIONS = frozenset({"$comment", "$defs", "$schema", "default", "description", "discriminator", "title"})
_OF_OBJECTS = frozenset({"properties", "required", "additionalProperties"})


class _WithoutTitles(GenerateJsonSchema):
    """Titles made from field names say nothing that the name doesn't."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never."""
        del schema
        return False


def schema_of(event: type[Event]) -> dict[str, Any]:
    """The schema of an event's data, as a reader may rely on it.

    Fields that are not required may be missing in older events; fields that are not named may come in newer ones, so
    the schema leaves objects open, although we ourselves never write an unknown field.
    """
    schema = event.model_json_schema(schema_generator=_WithoutTitles, mode="serialization")
    _leave_open(schema)
    comment = "Generated; do not edit. A reader passes over fields that it does not know."
    return {"$schema": DIALECT, "$comment": comment, "title": event.__name__} | schema


def _leave_open(node: Any) -> None:
    if isinstance(node, dict):
        if node.get("additionalProperties") is False:
            del node["additionalProperties"]
        for child in node.values():
            _leave_open(child)
    elif isinstance(node, list):
        for child in node:
            _leave_open(child)


def text_of(document: Any) -> str:
    """A JSON document as it is committed: indented, in its own order, with a newline at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def incompatibilities(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What in `new` would break a reader or an old event in the log; empty when only optional fields came.

    A value more in an enum, or a variant more in a union, breaks too: a strict reader would make a dead letter of it.
    """
    return list(_compare(_resolved(old, old), _resolved(new, new), "data"))


def _compare(old: Any, new: Any, place: str) -> Iterator[str]:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        if old != new:
            yield f"{place}: changed"
        return
    had, has = old.get("properties", {}), new.get("properties", {})
    for name, schema in had.items():
        if name not in has:
            yield f"{place}.{name}: removed"
        else:
            yield from _compare(schema, has[name], f"{place}.{name}")
    needed, needs = set(old.get("required", ())), set(new.get("required", ()))
    yield from (f"{place}.{name}: is required now, older events may miss it" for name in sorted(needs - needed))
    yield from (f"{place}.{name}: is no longer required" for name in sorted((needed - needs) & set(has)))
    yield from _compare_rest(_rest(old), _rest(new), place)


def _compare_rest(old: dict[str, Any], new: dict[str, Any], place: str) -> Iterator[str]:
    for keyword in sorted({*old, *new}):
        was, now = old.get(keyword), new.get(keyword)
        if keyword == "pattern" and isinstance(was, str) and isinstance(now, str):
            was, now = (
                was.replace(r"\d", "[0-9]"),
                now.replace(r"\d", "[0-9]"),
            )  # the same for whoever reads a JSON Schema
        if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
            for number, (one, other) in enumerate(zip(was, now, strict=True)):
                yield from _compare(one, other, f"{place}/{keyword}/{number}")
        else:
            yield from _compare(was, now, f"{place}/{keyword}")


def _rest(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name not in _ANNOTATIONS | _OF_OBJECTS}


def _resolved(node: Any, root: dict[str, Any]) -> Any:
    """The schema with every `$ref` filled in; no model of ours holds itself."""
    if isinstance(node, list):
        return [_resolved(child, root) for child in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target = root["$defs"][node["$ref"].removeprefix("#/$defs/")]
        return _resolved(target, root)
    return {name: _resolved(child, root) for name, child in node.items() if name != "$defs"}
