# SPDX-License-Identifier: EUPL-1.2
"""One type for one thing, wherever it is given: what is called a telephone number is judged as one, in a body, a query, a
partner's record, the configuration, a setting and an operator's command.

Not for: what each of them takes (`shared/contracts/tests/test_given.py`), nor days, moments, lines and texts (`test_given`).
"""

import inspect
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, get_args

import pytest
import typer
from pydantic import TypeAdapter, ValidationError
from tests.contract.velden import Veld, velden

from zvhh_contracts.given import BSN, EMAIL, NAME, PART_DAY, PHONE, REFERENCE
from zvhh_contracts.partner import MeldingAangeboden
from zvhh_kit.cli import service_cli
from zvhh_kit.operator.replay import UnknownPlace, start_of
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Service

OF_ITS_NAME = {
    r"e_?mail": EMAIL,
    r"telefoon": PHONE,
    r"(?<!referentie_is_)bsn": BSN,
    r"(^|_)naam$": NAME,
    r"_deels$": PART_DAY,
    r"^(melding_)?referentie$": REFERENCE,
}
"""What the name of a field says that it is. An old reference of before the pilot is sealed, and may be anything."""
ODD = {EMAIL: "geen-adres", PHONE: "-", BSN: "123456789", NAME: "999990019", PART_DAY: "85", REFERENCE: "999990019"}


def _name(veld: Veld) -> str:
    return re.split(r"[.?]", veld.plaats)[-1]


@pytest.fixture(scope="module")
def alles(services: Mapping[str, Service]) -> Mapping[str, Veld]:
    """Every field."""
    return velden(services)


@pytest.mark.parametrize(("pattern", "kind"), OF_ITS_NAME.items(), ids=list(OF_ITS_NAME))
def test_what_is_called_so_is_of_that_type(alles: Mapping[str, Veld], pattern: str, kind: Any) -> None:
    """L2: a new field with such a name and a type of its own fails here; so does a walk that went blind."""
    named = [veld for veld in alles.values() if veld.kaal is str and re.search(pattern, _name(veld))]
    assert named
    for veld in named:
        if kind is not NAME or not _has_a_form(veld):
            assert kind in veld.voorwaarden, veld.plaats
            assert _refuses(veld.toets, ODD[kind]), veld.plaats


def _has_a_form(veld: Veld) -> bool:
    """Whether it is a code by a pattern of its own: the name of frozen figures is no name of anybody."""
    return any(getattr(one, "pattern", None) for one in veld.voorwaarden)


def _refuses(toets: TypeAdapter[Any], value: Any) -> bool:
    try:
        toets.validate_python(value)
    except ValidationError:
        return True
    return False


def test_a_record_of_a_partner_holds_nothing_that_is_not_judged() -> None:
    """D1, L2: its reference is judged by the door, which must answer it whatever it is; its content as a body is. A new
    field of it belongs in the tests of the door."""
    assert set(MeldingAangeboden.model_fields) == {"melding_referentie", "melding"}


def test_no_number_is_larger_than_can_be_counted_with(alles: Mapping[str, Veld]) -> None:
    """D2: a number beyond what the database keeps, or a term beyond the calendar, would fail later, at an event."""
    found = [veld for veld in alles.values() if veld.kaal is int]
    assert len(found) > 40
    for veld in found:
        for number in (2**63, -(2**63) - 1, 10**9):
            assert _refuses(veld.toets, number), veld.plaats


def test_no_setting_takes_what_nobody_sees() -> None:
    """A setting of text has a form, or is a line."""
    told = [(name, field) for name, field in Settings.model_fields.items() if field.annotation is str]
    assert len(told) > 8
    for name, field in told:
        toets: TypeAdapter[Any] = TypeAdapter(str if not field.metadata else _annotated(field.metadata))
        for odd in ("a\u200bb", "a\nb", "a\x07"):
            assert _refuses(toets, odd), name


def _annotated(conditions: list[Any]) -> Any:
    kind: Any = str
    for one in conditions:
        kind = Annotated[kind, one]
    return kind


def _options(app: typer.Typer) -> dict[str, tuple[Any, Any]]:
    """`command option` → the bare type of what is typed there, and its parser, of every command."""
    found = {}
    for command in app.registered_commands:
        assert command.callback is not None
        for name, parameter in inspect.signature(command.callback).parameters.items():
            bare, *about = get_args(parameter.annotation)
            found[f"{command.callback.__name__} {name}"] = bare, getattr(about[0], "parser", None)
    for group in app.registered_groups:
        assert group.typer_instance is not None
        found |= _options(group.typer_instance)
    return found


def _is_text(bare: Any) -> bool:
    return bare in (str, datetime) or any(_is_text(one) for one in get_args(bare))


@pytest.fixture(scope="module")
def options() -> dict[str, tuple[Any, Any]]:
    """Of every command that a service has."""
    return _options(service_cli("proef", lambda _: None))  # type: ignore[arg-type,return-value]


def test_every_command_of_an_operator_judges_what_is_typed(options: Mapping[str, tuple[Any, Any]]) -> None:
    """A new option of plain text fails here: give it a parser of `zvhh_kit.cli.given`. Who it is that types is not typed."""
    typed = {name: parser for name, (bare, parser) in options.items() if _is_text(bare)}
    typed = {name: parser for name, parser in typed.items() if not name.endswith((" by", " role"))}
    assert len(typed) > 10
    for name, parser in typed.items():
        assert parser is not None, name
        for odd in ("a\u200bb", "a\nb", "a\x07"):
            with pytest.raises(typer.BadParameter):
                parser(odd)


@pytest.mark.parametrize(
    "odd", ["20251001", "1756080000", "2025-10-01T09:00:00", "2025-10-01", "9999-12-31T23:00:00Z", "nu"]
)
def test_a_moment_of_an_operator_is_written_as_any_other(options: Mapping[str, tuple[Any, Any]], odd: str) -> None:
    """S7: a reminder that is shifted to 1970 goes off at once; the topics are read from where it was meant."""
    _, parser = options["reminders_shift to"]
    with pytest.raises(typer.BadParameter):
        parser(odd)
    with pytest.raises(UnknownPlace):
        start_of(odd, [])
    told = "2025-10-01T09:00:00+02:00"
    assert parser(told) == start_of(told, []) == datetime.fromisoformat(told)
