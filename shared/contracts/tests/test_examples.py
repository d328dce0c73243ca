# SPDX-License-Identifier: EUPL-1.2
"""Models, schemas and golden examples say the same. Who reads an example is tested in `tests/contract`."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from zvhh_contracts.event import Event
from zvhh_contracts.examples import FOLDER, Example, load
from zvhh_contracts.partner import Terugkoppeling
from zvhh_contracts.topics import EVENTS

MODELS: dict[str, type[Event]] = {event.type: event for events in EVENTS.values() for event in events}
EXAMPLES = load()


def _written(event: Event) -> str:
    """The data as a service writes it; feedback to a partner leaves out what is not there."""
    return event.model_dump_json(by_alias=True, exclude_none=isinstance(event, Terugkoppeling))


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_every_event_has_an_example_and_a_schema(kind: str) -> None:
    """A type without an example is not published: nobody could test against it."""
    assert kind in {one.name for one in EXAMPLES}, f"write shared/contracts/examples/{kind}.json"
    assert (FOLDER / "schemas" / f"{kind}.json").is_file(), "run python -m zvhh_contracts.generate"


def test_nothing_that_was_published_is_removed() -> None:
    """An example or schema stays as long as its type may lie in a log: each still has its model."""
    kinds = {one.type for one in EXAMPLES} | {Path(file).stem for file in (FOLDER / "schemas").glob("*.json")}
    assert kinds == set(MODELS)


def test_an_event_type_names_domain_fact_and_version() -> None:
    """NL GOV profile: reverse domain name, plural domain, one version."""
    for kind in MODELS:
        domain, fact, version = kind.removeprefix("nl.zorgenveiligheid.").split(".")
        assert domain.endswith("en") or domain.endswith("s"), f"{kind}: the domain must be a plural"
        assert fact == fact.lower() and version[0] == "v" and version[1:].isdecimal()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_an_example_is_what_the_model_writes(example: Example) -> None:
    """Byte for byte, in the same order. Only an example of an older release may lack fields that came later."""
    written = _written(MODELS[example.type].model_validate_json(example.json))
    if example.newest:
        assert written == example.json
    known = {name: value for name, value in json.loads(written).items() if name in example.data}
    assert json.dumps(known) == json.dumps(example.data)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_an_example_fits_its_schema(example: Example) -> None:
    """What is committed for others describes what is sent; date and date-time are checked too."""
    schema = json.loads((FOLDER / "schemas" / f"{example.type}.json").read_text("utf-8"))
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    assert [error.message for error in validator.iter_errors(example.data)] == []


def test_the_schema_refuses_what_is_wrong_and_passes_over_what_is_new() -> None:
    """A schema that takes anything would prove nothing; one that refuses new fields would break its readers."""
    example = next(one for one in EXAMPLES if one.name.endswith("melding-ingediend.v1"))
    schema = json.loads((FOLDER / "schemas" / f"{example.type}.json").read_text("utf-8"))
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    assert not validator.is_valid(example.data | {"melderOin": "geen-oin"})
    assert not validator.is_valid(example.data | {"ontvangenOp": "gisteren"})
    assert not validator.is_valid({name: value for name, value in example.data.items() if name != "kenmerk"})
    assert validator.is_valid(example.data | {"laterToegevoegd": 1})


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_no_model_takes_an_unknown_field(example: Example) -> None:
    """We never write what is not in the contract."""
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        MODELS[example.type].model_validate(example.data | {"onbekend": 1})
