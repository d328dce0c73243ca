# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision: the table that every service fills in `handlers.py`.

For: registering the decide functions of a service, per kind of document.
Not for: calling them; `zvhh_kit.core.fold` does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from zvhh_kit.domain.decision import Actor, Context, Decision, Derived

S = TypeVar("S", bound=BaseModel)
M = TypeVar("M", bound=BaseModel)
Upcast = Callable[[dict[str, Any]], dict[str, Any]]

_ZAAK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def is_zaak(subject: str) -> bool:
    """Whether a subject is the id of a zaak: a UUIDv8 in lower case."""
    return _ZAAK.fullmatch(subject) is not None


@dataclass(slots=True)
class DocumentKind(Generic[S]):
    """One kind of document of a service, and what each message does to it.

    `schema` is the number of the state's shape; `upcasts[n]` lifts a stored state from shape n to n + 1. `stage` names
    the field of the state that says how far it is, for operators; empty where there is none. `shield` takes out of an
    opened state what nobody sees without a reason of their own (D10). `part` gives of a state that somebody sees what they
    see of it, whatever view shows it (L6). `derive` is called after every decision that gives a state, so that no decision
    can forget what follows from it.
    """

    name: str
    state: type[S]
    subjects: Callable[[str], bool]
    schema: int = 1
    stage: str = ""
    shield: Callable[[S], None] | None = None
    part: Callable[[S, Actor], S] | None = None
    derive: Callable[[S, Context], Derived[S]] | None = None
    upcasts: dict[int, Upcast] = field(default_factory=dict)
    events: dict[str, tuple[type[BaseModel], Callable[..., Decision[Any]]]] = field(default_factory=dict)
    commands: dict[type[BaseModel], Callable[..., Decision[Any]]] = field(default_factory=dict)
    reminders: dict[str, Callable[..., Decision[Any]]] = field(default_factory=dict)
    key_reused: Callable[..., Decision[Any]] | None = None

    def event(self, model: type[M], decide: Callable[[S | None, M, Context], Decision[S]]) -> None:
        """An event, read by `model` (a tolerant reader with a `type`), leads to `decide`: total, never refuses."""
        kind: str = model.type  # type: ignore[attr-defined]
        if kind in self.events:
            raise ValueError(f"{kind} has two handlers for {self.name}")
        self.events[kind] = (model, decide)

    def command(self, model: type[M], decide: Callable[[S | None, M, Context], Decision[S]]) -> None:
        """A command leads to `decide`, which may raise `Refused`."""
        if model in self.commands:
            raise ValueError(f"{model.__name__} has two handlers for {self.name}")
        self.commands[model] = decide

    def reminder(self, name: str, decide: Callable[[S, Context], Decision[S]]) -> None:
        """A reminder that has come due leads to `decide`: a proposal, never a decision about people (L9)."""
        if name in self.reminders:
            raise ValueError(f"{name} has two handlers for {self.name}")
        self.reminders[name] = decide

    def reused_key(self, decide: Callable[[S | None, Any, Context], Decision[S]]) -> None:
        """A command with the key of an earlier, other one leads to `decide` instead of a plain refusal (D1).

        For a partner's record, which must be answered; it may raise `Refused` itself.
        """
        self.key_reused = decide


class Handlers:
    """The whole table of a service: its kinds of documents, each with its messages."""

    def __init__(self) -> None:
        self._kinds: list[DocumentKind[Any]] = []

    def document(
        self,
        name: str,
        state: type[S],
        *,
        subjects: Callable[[str], bool] = is_zaak,
        schema: int = 1,
        stage: str = "",
        shield: Callable[[S], None] | None = None,
        part: Callable[[S, Actor], S] | None = None,
        derive: Callable[[S, Context], Derived[S]] | None = None,
    ) -> DocumentKind[S]:
        """Add a kind of document. `subjects` tells which ids are of this kind; kinds may not overlap.

        Raises ValueError when the state has no field called `stage`.
        """
        if stage and stage not in state.model_fields:
            raise ValueError(f"{name} has no field {stage}")
        kind = DocumentKind(name, state, subjects, schema, stage, shield, part, derive)
        self._kinds.append(kind)
        return kind

    def kind_of(self, subject: str) -> DocumentKind[Any] | None:
        """The kind that a subject is of, or None where this service keeps no document for it."""
        return next((kind for kind in self._kinds if kind.subjects(subject)), None)

    def named(self, name: str) -> DocumentKind[Any]:
        """The kind called `name`. Raises KeyError."""
        return next(kind for kind in self._kinds if kind.name == name)

    def __iter__(self) -> Iterator[DocumentKind[Any]]:
        return iter(self._kinds)

    @property
    def event_types(self) -> frozenset[str]:
        """Every CloudEvents type that some kind has a handler for."""
        return frozenset(kind for document in self._kinds for kind in document.events)
