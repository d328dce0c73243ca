# SPDX-License-Identifier: EUPL-1.2
"""`Sealed` keeps silent: its text shows in no repr, error, dump or log line (L6, L7)."""

import copy
import json
import logging
import traceback
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, PydanticUserError, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from zvhh_kit.domain.decision import Command, Refused, Sealed

SECRET = "Anna Fictief"


class Adres(BaseModel):
    soort: Literal["adres"] = "adres"
    straat: Annotated[str, Field(max_length=20)]


class Telefoon(BaseModel):
    soort: Literal["telefoon"]
    nummer: str


class Persoon(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    naam: Annotated[str, Field(max_length=20)]
    geboren: date | None = None
    bereikbaar: Annotated[Adres | Telefoon, Field(discriminator="soort")] | None = None


class Melding(Command):
    toelichting: Sealed[str]
    persoon: Sealed[Persoon] | None = None
    citaten: tuple[Sealed[str], ...] = ()
    gemeente: str = ""


def _melding() -> Melding:
    return Melding(toelichting=Sealed(SECRET), persoon=Sealed(Persoon(naam=SECRET)), citaten=(Sealed(SECRET),))


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format, "{0}".format, lambda value: f"{value}"])
def test_no_text_of_a_value_or_its_model_shows_it(show: Any) -> None:
    """L6: repr, str, format and f-string of the value, of its model and of a container."""
    melding = _melding()
    shown = [show(thing) for thing in (melding.toelichting, melding, [melding], {"a": melding.persoon})]
    assert SECRET not in "".join(shown)
    assert "Sealed(…)" in shown[0]


def test_a_log_line_and_an_exception_do_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    """L7: nor logging by %s, nor an exception with the model in it."""
    melding = _melding()
    logging.getLogger("test").error("melding %s %r", melding, melding.toelichting)
    told = "".join(traceback.format_exception(RuntimeError(melding)))
    with pytest.raises(TypeError) as unknown:
        json.dumps({"toelichting": melding.toelichting})
    assert SECRET not in caplog.text + told + str(unknown.value)


def test_a_clear_value_can_not_be_stored() -> None:
    """L8: python mode, that of the store, raises and tells nothing."""
    with pytest.raises(PydanticSerializationError) as raised:
        _melding().model_dump()
    assert SECRET not in "".join(traceback.format_exception(raised.value))


def test_a_sealed_value_can_not_be_shown() -> None:
    """L6: JSON mode, that of a response, raises; python mode gives the cipher."""
    melding = Melding(toelichting=Sealed(cipher=b"\x01abc"))
    for dump in (melding.model_dump_json, lambda: melding.model_dump(mode="json")):
        with pytest.raises(PydanticSerializationError):
            dump()
    assert melding.model_dump()["toelichting"] == b"\x01abc"
    with pytest.raises(ValueError, match="sealed"):
        _ = melding.toelichting.clear


def test_the_reader_of_a_document_gives_sealed_values() -> None:
    """Bytes, which JSON has not, are cipher text; nobody can send them by HTTP."""
    read = Melding.model_validate({"toelichting": b"\x01abc", "citaten": [b"\x01d"]})
    assert (read.toelichting.cipher, read.citaten[0].cipher) == (b"\x01abc", b"\x01d")
    sent = Melding.model_validate_json('{"toelichting": "\\u0001abc"}', strict=True)
    assert sent.toelichting.cipher is None


def test_an_open_value_is_shown_in_json() -> None:
    """The API shows what was opened, with its inner model by alias and dates as text."""
    persoon = Persoon(naam=SECRET, geboren=date(1990, 2, 3))
    shown = Melding(toelichting=Sealed("a"), persoon=Sealed(persoon)).model_dump(mode="json")
    assert (shown["toelichting"], shown["persoon"]["geboren"]) == ("a", "1990-02-03")


@pytest.mark.parametrize(
    ("body", "place", "kind"),
    [
        ({"toelichting": {"naam": SECRET}}, ("toelichting",), "string_type"),
        ({"toelichting": "a", "persoon": {"naam": SECRET * 9}}, ("persoon", "naam"), "string_too_long"),
        ({"toelichting": "a", "persoon": {"naam": "a", "geboren": SECRET}}, ("persoon", "geboren"), "date_"),
        ({"toelichting": "a", "persoon": {"naam": "a", "x": SECRET}}, ("persoon", "x"), "extra_forbidden"),
        (
            {"toelichting": "a", "persoon": {"naam": "a", "bereikbaar": {"soort": SECRET}}},
            ("persoon", "bereikbaar"),
            "union_tag_invalid",
        ),
        ({"toelichting": "a", "persoon": {"geboren": SECRET}}, ("persoon", "naam"), "missing"),
        ({"persoon": {"naam": SECRET}}, ("toelichting",), "missing"),
        ({"toelichting": "a", "citaten": [SECRET, 7]}, ("citaten", 1), "string_type"),
    ],
)
def test_a_validation_error_names_the_place_and_not_the_value(body: Any, place: tuple[Any, ...], kind: str) -> None:
    """L6: the fault keeps its kind and place, its text and traceback hold no input."""
    with pytest.raises(ValidationError) as raised:
        Melding.model_validate_json(json.dumps(body), strict=True)
    errors = raised.value.errors(include_input=False)
    assert any(error["loc"] == place and error["type"].startswith(kind) for error in errors)
    told = "".join(traceback.format_exception(raised.value)) + str(errors)
    assert SECRET not in told


def test_also_a_model_that_does_not_hide_its_input_keeps_the_values_of_its_sealed_fields() -> None:
    """L6: what a sealed field refused is not in the error, whatever the model's settings are."""

    class Loose(BaseModel):
        persoon: Sealed[Persoon]

    with pytest.raises(ValidationError) as raised:
        Loose.model_validate({"persoon": {"naam": SECRET * 9, "geboren": SECRET}})
    assert SECRET not in str(raised.value) + str(raised.value.errors())


def test_broken_json_is_not_quoted() -> None:
    """L6: pydantic quotes the body unless told not to."""
    with pytest.raises(ValidationError) as raised:
        Melding.model_validate_json('{"toelichting": "' + SECRET)
    assert SECRET not in str(raised.value)


def test_a_ready_made_value_is_validated_too() -> None:
    """A clear `Sealed` made in code gets the checks of its type."""
    with pytest.raises(ValidationError):
        Melding(toelichting=Sealed(7))  # type: ignore[arg-type]
    with pytest.raises(ValidationError) as raised:
        Melding(toelichting=Sealed("a"), persoon=Sealed({"naam": SECRET * 9}))  # type: ignore[arg-type]
    assert SECRET not in str(raised.value)


def test_a_default_is_not_shared() -> None:
    """Sealing the default of one model must not seal that of the next."""

    class WithDefault(BaseModel):
        tekst: Sealed[str] = Field(default=Sealed(""), validate_default=True)

    first, second = WithDefault(), WithDefault()
    first.tekst.seal(b"\x01a")
    assert second.tekst.cipher is None


def test_copies_are_copies() -> None:
    """A deep copy opens and seals on its own."""
    melding = _melding()
    copied = copy.deepcopy(melding)
    copied.toelichting.seal(b"\x01a")
    assert melding.toelichting.clear == SECRET


def test_truth_and_equality() -> None:
    assert not Sealed("")
    assert Sealed(cipher=b"\x01a")
    assert Sealed("a") == Sealed("a") != Sealed("b")
    assert Sealed("a") != "a"


def test_bytes_can_not_be_sealed() -> None:
    """They could not be told from cipher text, and would be stored in clear."""
    with pytest.raises((TypeError, PydanticUserError)):
        TypeAdapter(Sealed[bytes])


def test_the_schema_is_that_of_the_inner_type() -> None:
    """OpenAPI tells a partner what to send, and what comes back."""
    for mode in ("validation", "serialization"):
        schema = Melding.model_json_schema(mode=mode)
        assert schema["properties"]["toelichting"]["type"] == "string"


def test_a_refusal_tells_its_codes_only() -> None:
    """L6: the text of a refusal is for the one who asked, not for logs."""
    refused = Refused("te-lang", f"{SECRET} past niet", place="/naam")
    assert SECRET not in str(refused) + repr(refused)


class _MetDatum(BaseModel):
    dag: date
    delen: tuple[int, ...] = ()


class _Houder(BaseModel):
    inhoud: Sealed[_MetDatum]


def test_strict_json_may_hold_a_date_and_a_list_inside() -> None:
    """The API validates JSON strictly: in JSON a date is a text and a tuple a list, inside a sealed value too."""
    houder = _Houder.model_validate_json('{"inhoud": {"dag": "1990-02-03", "delen": [1]}}', strict=True)
    assert houder.inhoud.clear == _MetDatum(dag=date(1990, 2, 3), delen=(1,))
    with pytest.raises(ValidationError) as raised:
        _Houder.model_validate_json('{"inhoud": {"dag": "1990-02-03", "delen": [true]}}', strict=True)
    assert raised.value.errors(include_input=False)[0]["loc"] == ("inhoud", "delen", 0)


def test_what_is_unknown_inside_a_sealed_part_of_a_body_is_told() -> None:
    """L2: a part that is kept may hold what a newer release added; a body may not, in what is sealed neither, by either way in
    which JSON is read strictly."""

    class Gegevens(BaseModel):
        model_config = ConfigDict(extra="allow")
        sinds: date | None = None

    class Lichaam(Command):
        gegevens: Sealed[Gegevens]

    for document in ('{"gegevens": {"vreemd": 1}}', '{"gegevens": {"sinds": "2025-03-03", "vreemd": 1}}'):
        with pytest.raises(ValidationError, match="vreemd"):
            TypeAdapter(Lichaam).validate_json(document, strict=True, extra="forbid")
