# SPDX-License-Identifier: EUPL-1.2
"""A form: what a person typed becomes the command that the API takes, read as strictly; every fault finds its field.

A field has the name of the place of its faults: `gehoordVan` those at /gehoordVan and below it. So neither the model's faults nor
the domain's need a table. Not for: what is allowed; the command and
its decision say that. Nor for what is done when it can't be sent now: the route keeps what was typed.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from zvhh_kit.domain.decision import Command, Fault, Refused
from zvhh_kit.http import Problem
from zvhh_kit.process.faults import faults_of
from zvhh_kit.web.typed import Reader, Unreadable, as_typed

__all__ = ["KEY", "SEEN", "TOKEN", "Field", "Filled", "Form"]

C = TypeVar("C", bound=Command)
KEY, SEEN, TOKEN = "_sleutel", "_gezien", "_bewijs"
"""Hidden fields: the key of the request, the ETag of what was seen, and that the form was given to this person."""

_USED = "sleutel-hergebruikt"
_OF_THE_BORDER = {
    _USED: "U hebt dit formulier al verstuurd, met een andere tekst. Wat u daarna hebt gewijzigd, is nog niet opgeslagen. "
    "Kijk eerst wat er al staat. Wilt u dit ook opslaan? Verstuur het dan opnieuw.",
    "gewijzigd": "Iemand anders heeft dit net gewijzigd. Uw tekst staat hieronder; vergelijk en sla opnieuw op.",
}
"""What a person reads instead of what a programmer does."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what stands above it, what is said when it must be filled and is not, how it is read."""

    name: str
    label: str
    empty: str = ""
    read: Reader = as_typed

    @property
    def place(self) -> str:
        return f"/{self.name}"


@dataclass(frozen=True, slots=True)
class Filled(Generic[C]):
    """A form as it stands on a page: what was typed, how it was read, what is wrong with it, and what came of it."""

    fields: Mapping[str, Field]
    typed: Mapping[str, str] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    command: C | None = None
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    status: int = 200
    result: Any = None

    @property
    def done(self) -> bool:
        """Whether it was carried out; a repeat too."""
        return self.result is not None

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Every fault in the order of the fields: the id of its field (empty: of the whole) and what is wrong."""
        found = [(f"veld-{name}", one.text) for name in self.fields for one in self._of(name)]
        return [("", one.text) for one in self.faults if self._field_of(one) is None] + found

    def fault(self, name: str) -> str:
        """What is wrong with a field; empty: nothing."""
        return " ".join(one.text for one in self._of(name))

    def value(self, name: str) -> str:
        """What was typed in a field."""
        return self.typed.get(name, "")

    def _of(self, name: str) -> list[Fault]:
        return [one for one in self.faults if self._field_of(one) == name]

    def _field_of(self, fault: Fault) -> str | None:
        """The field of a fault; of one deeper down the field that it lies in."""
        name = fault.place[1:].partition("/")[0]
        return name if name in self.fields else None


class Form(Generic[C]):
    """The fields of one command, in the order of the page."""

    def __init__(self, command: type[C], fields: Sequence[Field]) -> None:
        """Raises ValueError for a field that the command does not have."""
        names = {one.alias or name for name, one in command.model_fields.items()}
        if unknown := [one.name for one in fields if one.name not in names]:
            raise ValueError(f"{command.__name__} has no {', '.join(unknown)}")
        self.fields = {one.name: one for one in fields}
        self._reader = TypeAdapter(command)

    def blank(self, **typed: str) -> Filled[C]:
        """Nothing filled in yet, but for `typed`."""
        return Filled(self.fields, typed)

    def read(self, typed: Mapping[str, str], today: date) -> Filled[C]:
        """What was typed on the local day `today`, as the command where it can be read; an empty field is one that was left out."""
        document: dict[str, Any] = {}
        unread: list[Fault] = []
        for one in self.fields.values():
            said = typed.get(one.name, "").replace("\r\n", "\n").strip()
            try:
                if said:
                    document[one.name] = one.read(said, today)
            except Unreadable as why:
                unread.append(Fault("verkeerde-vorm", why.text, one.place))
        command, faults = None, unread
        try:
            command = self._reader.validate_json(to_json(document), strict=True, extra="forbid")
        except ValidationError as error:
            at = {one.place for one in unread}
            faults = [*unread, *(self._in_words(one) for one in faults_of(error, document) if one.place not in at)]
        known = typed.get(KEY, "")
        wrong = tuple(faults)
        filled = Filled(self.fields, typed, document, wrong, None if wrong else command, status=400 if wrong else 200)
        return replace(filled, key=known) if known else filled

    async def submit(self, typed: Mapping[str, str], today: date, do: Callable[[C], Awaitable[Any]]) -> Filled[C]:
        """Read, and give the command to `do` when it can be read; what is refused comes back at its fields.

        What else `do` raises is for the route: not there, away, an error of ours.
        """
        filled = self.read(typed, today)
        if filled.command is None:
            return filled
        try:
            return replace(filled, result=await do(filled.command))
        except Refused as refused:
            if refused.status == 404:
                raise
            faults = tuple(replace(one, text=_OF_THE_BORDER.get(one.code, one.text)) for one in refused.faults)
            key = secrets.token_urlsafe(16) if refused.code == _USED else filled.key
            return replace(filled, faults=faults, status=refused.status, key=key)
        except Problem as problem:
            if problem.status != 412:
                raise
            return replace(filled, faults=(Fault(problem.code, _OF_THE_BORDER[problem.code]),), status=412)

    def _in_words(self, fault: Fault) -> Fault:
        """With what this form says where a field was left empty."""
        found = next((one for one in self.fields.values() if one.place == fault.place), None)
        return replace(fault, text=found.empty) if found and found.empty and fault.code == "ontbreekt" else fault
