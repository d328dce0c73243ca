# SPDX-License-Identifier: EUPL-1.2
"""No event has room for personal data or free text (L6): a walk over every field of every model.

Allowed are codes, ids, numbers, dates, yes or no, and words from a fixed list. The exceptions are named here, each with
its reason; a new one is a decision, not a detail.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from zvhh_contracts.event import Event
from zvhh_contracts.topics import EVENTS

MODELS = [event for events in EVENTS.values() for event in events]
TEXTS = ("Anna Fictief", "Hij staat elke avond voor haar deur.", "twee\nregels", "é", "x" * 200)
"""None of these may fit a text field of an event."""

EXCEPTIONS = {
    "CasusregieAangewezen.casusregie.team": "the name of a team of a gemeente (S16), never of a person",
    "CasusregieVastgelegd.casusregie.team": "the same, in the answer",
    "LopendeZaakIngebracht.casusregie.team": "the same, of a running case of before (S6c)",
    "MeldingAangeboden.meldingReferentie": "the partner's own key, on the partner's own topic (D1)",
    "MeldingAangeboden.melding": "encrypted for intake (JWE), on the partner's own topic",
    "Terugkoppeling.meldingReferentie": "the partner's own key, back on the partner's own topic",
    "Terugkoppeling.tekst": "our own fixed words for a step, never what somebody typed (D5)",
    "Terugkoppeling.kenmerk": "derived from the zaak; says nothing about a person",
    "Terugkoppeling.waarschuwingen": "our own fixed words beside an accepted melding, never what somebody typed (S1b)",
    "Terugkoppeling.fouten.code": "our own code of a fault",
    "Terugkoppeling.fouten.tekst": "our own fixed words for a fault, never the input",
    "Terugkoppeling.fouten.plaats": "a JSON pointer of our own field names",
}


@pytest.mark.parametrize("event", MODELS, ids=lambda event: event.__name__)
def test_no_field_takes_free_text(event: type[Event]) -> None:
    """L6: what an event can't hold can't leak."""
    found = {place for place, _ in _loose(_schema(event))}
    unexpected = sorted({f"{event.__name__}{place}" for place in found} - set(EXCEPTIONS))
    assert not unexpected, "give it a pattern (Code, Oin, Persoon, ZaakId), a Literal, or keep it out of the event"


def test_every_exception_is_one() -> None:
    """A reason for a field that is gone, or has become strict, must not stay behind."""
    loose = {f"{event.__name__}{place}" for event in MODELS for place, _ in _loose(_schema(event))}
    assert set(EXCEPTIONS) <= loose


def test_the_walk_finds_what_it_should() -> None:
    """The test itself: a text, a text in a list, an open object and a text as a key are all found."""
    text = {"type": "string"}
    for schema in (text, {"anyOf": [text, {"type": "null"}]}, {"type": "array", "items": text}, {"type": "object"}, {}):
        assert list(_loose({"type": "object", "properties": {"x": schema}, "additionalProperties": False})), schema
    keyed = {"type": "object", "propertyNames": text, "additionalProperties": {"type": "integer"}}
    assert list(_loose({"type": "object", "properties": {"x": keyed}, "additionalProperties": False}))
    by_pattern = {"type": "object", "patternProperties": {"": {"type": "integer"}}}
    assert list(_loose({"type": "object", "properties": {"x": by_pattern}, "additionalProperties": False}))


def _schema(event: type[Event]) -> dict[str, Any]:
    return event.model_json_schema(by_alias=True)


def _loose(root: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place in a schema where free text would fit."""
    yield from _walk(root, root, "")


def _walk(node: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if "$ref" in node:
        node = root["$defs"][node["$ref"].removeprefix("#/$defs/")]
    if "enum" in node or "const" in node or node.get("type") in ("integer", "boolean", "null"):
        return
    for union in ("anyOf", "oneOf"):
        for child in node.get(union, ()):
            yield from _walk(child, root, place)
    match node.get("type"):
        case "string":
            if not _strict(node):
                yield place, node
        case "array":
            for child in [*node.get("prefixItems", ()), *([node["items"]] if "items" in node else [])]:
                yield from _walk(child, root, place)
        case "object":
            yield from _object(node, root, place)
        case _ if not {"anyOf", "oneOf"} & node.keys():
            yield place, node


def _object(node: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, child in node.get("properties", {}).items():
        yield from _walk(child, root, f"{place}.{name}")
    for pattern, child in node.get("patternProperties", {}).items():
        yield from _walk({"type": "string", "pattern": pattern}, root, place)
        yield from _walk(child, root, place)
    if "patternProperties" in node and "additionalProperties" not in node:
        return  # so pydantic writes a mapping whose keys have a pattern: it takes no other key
    others = node.get("additionalProperties", True)
    if others is False:
        return
    if others is True or "propertyNames" not in node:
        yield place, node
        return
    yield from _walk(node["propertyNames"], root, place)
    yield from _walk(others, root, place)


def _strict(node: dict[str, Any]) -> bool:
    if node.get("format") in ("date", "date-time"):
        return True
    pattern = node.get("pattern", "")
    anchored = pattern.startswith("^") and pattern.endswith("$")
    return anchored and not any(re.search(pattern, text) for text in TEXTS)
