# SPDX-License-Identifier: EUPL-1.2
"""What a domain says: a decision, a refusal, an event for another document, a sealed value. Pure.

For: the functions of a service's domain, which take a state and a message and return a `Decision`.
Not for: saving, sending or sealing anything; the rest of the kit does that with what is said here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    PydanticSerializationError,
    core_schema,
)

S = TypeVar("S", bound=BaseModel)
T = TypeVar("T")

__all__ = [
    "EACH",
    "KEPT",
    "NOBODY",
    "Actor",
    "Addressed",
    "Command",
    "Context",
    "Decision",
    "Derived",
    "Effect",
    "Fault",
    "Refused",
    "Sealed",
    "changed",
    "to",
]


EACH = "#"
"""In `SEALED_BY`: of a list, each one by its own number, from 1."""
KEPT = {"kept": True}
"""The context in which what was kept is validated: a type that judges what people give must let it pass as it is, or a
document of before that type could not be read any more."""


if TYPE_CHECKING:
    # To mypy it is this, and so it knows the fields of every model: a misspelt one or a value of another type is an error
    from dataclasses import replace as changed
else:

    def changed(model, /, **fields):
        """A copy of a part or a state with these fields, the one way to change either; what a newer release added stays.

        Raises TypeError for a field that it does not have: it would be stored, and stay.
        """
        if unknown := fields.keys() - type(model).model_fields.keys():
            raise TypeError(f"{type(model).__name__} has no {', '.join(sorted(unknown))}")
        return model.model_copy(update=fields)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a code for machines, a Dutch text for people, and where it is (a JSON pointer)."""

    code: str
    text: str
    place: str = ""


class Refused(Exception):
    """A command that is not allowed, with every reason at once. Only commands are refused, never events.

    `status` is the HTTP status that fits: 400 wrong input, 403 not you, 404 not there, 409 not now.
    """

    def __init__(self, code: str, text: str, *, status: int = 409, place: str = "") -> None:
        super().__init__(code)
        self.faults: tuple[Fault, ...] = (Fault(code, text, place),)
        self.status = status

    @classmethod
    def many(cls, faults: Iterable[Fault], *, status: int = 400) -> Self:
        """A refusal for several faults; the first one names it. Raises ValueError when there are none."""
        found = tuple(faults)
        if not found:
            raise ValueError("a refusal needs a fault")
        refused = cls(found[0].code, found[0].text, status=status, place=found[0].place)
        refused.faults = found
        return refused

    @property
    def code(self) -> str:
        """The code of the first fault."""
        return self.faults[0].code


class Sealed(Generic[T]):
    """Personal data or free text about people: clear only inside the API, sealed in a document, silent everywhere else.

    It is bound to its zaak and field. Where a model has `SEALED_BY`, field → the field with its number (or EACH), what lies
    in that field is bound to that number too: what is known of one person does not open as another's.

    Its text never shows in repr, str, logs or errors. A sealed value can be stored but not shown; an opened one can be
    shown but not stored (both raise). The rooms that seal and open it are `zvhh_kit.privacy`. Source: L6, L7, L8.
    """

    __slots__ = ("_cipher", "_clear", "_inner")
    _no_type: ClassVar[object] = object()

    def __init__(self, clear: T | None = None, *, cipher: bytes | None = None, inner: Any = _no_type) -> None:
        self._clear = clear
        self._cipher = cipher
        self._inner = inner

    @property
    def clear(self) -> T:
        """The value, when it is open. Raises ValueError when it is sealed."""
        if self._cipher is not None and self._clear is None:
            raise ValueError("this value is sealed")
        return self._clear  # type: ignore[return-value]

    @property
    def cipher(self) -> bytes | None:
        """The sealed bytes, or None while the value has only been clear."""
        return self._cipher

    def seal(self, cipher: bytes) -> None:
        """Replace the clear value by its cipher text."""
        self._clear, self._cipher = None, cipher

    def open(self, clear: T) -> None:
        """Show the value; the cipher text goes, so that what was opened is never stored."""
        self._clear, self._cipher = clear, None

    @property
    def inner(self) -> Any:
        """The type of the value, by which an opened one is validated."""
        return self._inner

    def __repr__(self) -> str:
        return "Sealed(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (self._clear, self._cipher) == (other._clear, other._cipher)

    __hash__ = None  # type: ignore[assignment]  # it changes when sealed; and so pydantic copies one that is a default

    def __bool__(self) -> bool:
        return self._cipher is not None or bool(self._clear)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = (get_args(source) or (str,))[0]
        if inner is bytes:
            raise TypeError("Sealed[bytes] could not be told from its own cipher text")
        clear = handler.generate_schema(inner)

        def wrap(
            value: Any, validate: core_schema.ValidatorFunctionWrapHandler, info: core_schema.ValidationInfo
        ) -> "Sealed[Any]":
            if isinstance(value, bytes):
                return cls(cipher=value, inner=inner)
            try:
                if not isinstance(value, Sealed):
                    return cls(
                        _from_json(inner, value, validate, info.context) if info.mode == "json" else validate(value),
                        inner=inner,
                    )
                if value._cipher is None:
                    value._clear = validate(value._clear)
            except ValidationError as fault:
                raise _without_input(fault) from None
            value._inner = inner
            return value

        def unwrap(value: "Sealed[Any]", info: core_schema.SerializationInfo) -> Any:
            if info.mode == "python":
                if value._cipher is None:
                    raise PydanticSerializationError("a clear value must be sealed before it is stored")
                return value._cipher
            if value._cipher is not None:
                raise PydanticSerializationError("a sealed value must be opened before it is shown")
            shown = value._clear
            return shown.model_dump(mode="json", by_alias=True) if isinstance(shown, BaseModel) else shown

        return core_schema.with_info_wrap_validator_function(
            wrap, clear, serialization=core_schema.plain_serializer_function_ser_schema(unwrap, info_arg=True)
        )


def _from_json(inner: Any, value: Any, validate: core_schema.ValidatorFunctionWrapHandler, context: Any) -> Any:
    """A value that came as JSON: a wrapping validator gets it as Python, where strict refuses the text of a date."""
    try:
        return validate(value)
    except ValidationError:
        return TypeAdapter(inner).validate_json(json.dumps(value), strict=True, extra="forbid", context=context)


def _without_input(fault: ValidationError) -> ValidationError:
    """The same faults at the same places, without the values that were wrong."""
    lines: list[InitErrorDetails] = []
    for error in fault.errors(include_url=False, include_input=False):
        text, context = error["msg"], error.get("ctx")
        if error["type"] == "union_tag_invalid":  # the one text that quotes its input
            text, context = "Input tag is none of the expected tags", None
        kind = PydanticCustomError(error["type"], text, context)
        lines.append(InitErrorDetails(type=kind, loc=error["loc"], input="…"))
    return ValidationError.from_exception_data(fault.title, lines, hide_input=True)


@dataclass(frozen=True, slots=True)
class Addressed:
    """An event for another document than the one that decides."""

    subject: str
    event: BaseModel


def to(subject: str, event: BaseModel) -> Addressed:
    """Address an event to the document `subject`; without this an event is about the deciding document itself."""
    return Addressed(subject, event)


@dataclass(frozen=True, slots=True)
class Effect:
    """Something outside to be done after the save (a partner's feedback, later mail or a PDF): done at least once."""

    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person (subject id) of an organisation (OIN), with the roles of their token."""

    subject: str
    oin: str
    roles: frozenset[str] = frozenset()


class Command(BaseModel):
    """What a person or a partner's system asks: the body of a request, camelCase, nothing unknown in it.

    Who asks and when it came in are not in it; they are `Context.actor` and `Context.received`.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        hide_input_in_errors=True,  # a missing field would quote the whole body, names and all
    )


NOBODY = Actor("", "")
"""The actor of events and reminders: no person."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may know beside state and message.

    `now` is the moment of deciding and `received` the moment at which the message reached our border (HTTP arrival, or
    the broker's append time): both UTC, cut to milliseconds. A window is judged by `received`, never by `now` (S7).
    `subject` is the id of the deciding document; `source` the document that an event comes from; `actor` who gave a
    command (`NOBODY` for events and reminders). `number` or `ref`: the part of the document that a command is about, where
    its path names one (0 and empty where not).
    """

    now: datetime
    subject: str
    received: datetime
    source: str = ""
    actor: Actor = NOBODY
    number: int = 0
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Derived(Generic[S]):
    """What follows from the parts of a state: the state with that in it, and every reminder that must stand, by its moment
    (aware); one that is not named must not. What has fired is no longer named: a part of the state says so."""

    state: S
    reminders: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision(Generic[S]):
    """All that follows from one message; the kit saves it in one write or not at all.

    state: the new state, None = unchanged · events: facts, about this document or `to` another · reminders: name → when
    (aware), None = cancel · effects: to be done outside after the save · result: what a repeated command gets again,
    without personal data · gone: leave only a tombstone · gives_way: the next request with this key decides anew (D1).
    """

    state: S | None = None
    events: tuple[BaseModel | Addressed, ...] = ()
    reminders: Mapping[str, datetime | None] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    result: Any = None
    gone: bool = False
    gives_way: bool = False
    why_nothing: str = ""

    @classmethod
    def nothing(cls, why: str) -> "Decision[S]":
        """Explicitly nothing, and why: for events that no longer fit and for repeats."""
        return cls(why_nothing=why)
