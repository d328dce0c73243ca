# SPDX-License-Identifier: EUPL-1.2
"""Given / when / then for decisions, and a hand for tests that fold many messages. Ships with the kit for every service.

    given(handlers, Indiening(…), at=moment, by=vera).when(TrekIn(…), at=later, by=vera).then(MeldingIngetrokken(…))

Not for: real parts (broker, database); those come from the test set-up.
"""

from datetime import UTC, datetime
from typing import Any, Self

from pydantic import BaseModel

from zvhh_kit.decision import NOBODY, Actor, Command, Refused
from zvhh_kit.document import Document
from zvhh_kit.fold import Folding, fold
from zvhh_kit.handlers import Handlers
from zvhh_kit.message import Message, Outcome

__all__ = ["SUBJECT", "Story", "given"]

SUBJECT = "0190aaaa-0000-8000-8000-000000000001"
"""The zaak that a test is about when it names none."""

SOURCE = "urn:nld:oin:00000099000000000100:systeem:zvhh-test"


class Story:
    """One document and what was done to it; each `when` is a message, each `then` looks at the last one."""

    def __init__(self, handlers: Handlers, *, subject: str = SUBJECT) -> None:
        kind = handlers.kind_of(subject)
        if kind is None:
            raise ValueError(f"no document kind for {subject}")
        self.kind = kind
        self.document = Document(subject, kind.name)
        self.outcome: Outcome | None = None
        self.events: list[tuple[str, BaseModel]] = []
        self.effects: list[dict[str, Any]] = []
        self._commands = 0

    @property
    def state(self) -> Any:
        """The state now."""
        return self.document.state

    @property
    def reminders(self) -> dict[str, datetime]:
        """The reminders that are set now."""
        return self.document.reminders

    def when(
        self,
        message: BaseModel | str,
        *,
        at: datetime,
        by: Actor = NOBODY,
        received: datetime | None = None,
        source: str = "",
        key: str = "",
        number: int = 0,
        ref: str = "",
    ) -> Self:
        """Fold one message: a command, an event (any model with a `type`), or the name of a reminder that comes due.

        `number` or `ref`: the part of the document that a command is about, as its path would name it.
        """
        made = self._message(message, at=at, by=by, received=received or at, source=source, key=key)
        made = made._replace(number=number, ref=ref)
        now = at.astimezone(UTC)
        before = self.document.n
        folded = fold(self.document, [made], self.kind, Folding(now, now))
        self.document, self.outcome = folded.document, folded.outcomes[0]
        self.events = [(e["to"], _event_of(e)) for e in folded.document.outbox if e["n"] > before]
        self.effects = [e for e in folded.document.effects if e["n"] > before]
        return self

    def _message(
        self, message: BaseModel | str, *, at: datetime, by: Actor, received: datetime, source: str, key: str
    ) -> Message:
        subject, moment = self.document.id, received.astimezone(UTC)
        if isinstance(message, str):
            due = self.document.reminders.get(message)
            if due is None or due > at:
                raise AssertionError(f"reminder {message!r} is not due at {at}; set: {self.document.reminders}")
            return Message(subject, "reminder", moment, name=message, due=due)
        if isinstance(message, Command) or type(message) in self.kind.commands:
            _seal_all(message)
            self._commands += 1
            key = key or f"test-{self._commands}"
            return Message(subject, "command", moment, body=message, actor=by, key=key, digest=repr(message))
        name: str = type(message).type  # type: ignore[attr-defined]
        source = source or f"{SOURCE}:{name.split('.')[2]}"
        sequence = self.document.marks.get(source, 0) + 1
        data = message.model_dump_json(by_alias=True).encode()
        return Message(subject, "event", moment, name=name, source=source, sequence=sequence, data=data)

    def then(self, *events: BaseModel, to: str = "") -> Self:
        """Exactly these events were decided, about this document (or all addressed `to` another)."""
        self._acted()
        wanted = [(to or self.document.id, event) for event in events]
        assert self.events == wanted, f"\nexpected {wanted}\nseen     {self.events}"
        return self

    def then_nothing(self) -> Self:
        """No event, no effect, and no refusal."""
        self._acted()
        assert not self.events, self.events
        assert not self.effects, self.effects
        return self

    def then_refused(self, *codes: str, status: int | None = None) -> Self:
        """The command was refused, with exactly these codes in any order."""
        assert self.outcome is not None
        assert isinstance(self.outcome.refused, Refused), self.outcome
        assert sorted(fault.code for fault in self.outcome.refused.faults) == sorted(codes)
        assert status is None or self.outcome.refused.status == status
        return self

    def _acted(self) -> None:
        assert self.outcome is not None
        texts = [fault.text for fault in self.outcome.refused.faults] if self.outcome.refused else []
        assert self.outcome.status in ("handled", "repeated", "skipped"), (
            self.outcome.status,
            self.outcome.reason,
            texts,
        )


def given(
    handlers: Handlers,
    *history: BaseModel | str,
    at: datetime | None = None,
    by: Actor = NOBODY,
    subject: str = SUBJECT,
) -> Story:
    """A document after `history`; every message of it must be accepted."""
    story = Story(handlers, subject=subject)
    for message in history:
        if at is None:
            raise ValueError("a history needs a moment: at=…")
        story.when(message, at=at, by=by)._acted()
    return story


_MODELS: dict[str, type[BaseModel]] = {}


def know(*models: type[BaseModel]) -> None:
    """Tell which event models `then` may compare with; contracts' events are given once by a service's tests."""
    _MODELS.update({model.type: model for model in models})  # type: ignore[attr-defined]


def _event_of(entry: dict[str, Any]) -> BaseModel:
    model = _MODELS.get(entry["type"]) or _find_event(entry["type"])
    return model.model_validate_json(entry["data"])


def _find_event(kind: str) -> type[BaseModel]:
    """Any loaded event model with this type: the writer's, never a reader's (a reader passes fields over)."""
    stack: list[type[BaseModel]] = [BaseModel]
    while stack:
        model = stack.pop()
        if getattr(model, "type", None) == kind and model.model_config.get("extra") == "forbid":
            _MODELS[kind] = model
            return model
        stack.extend(model.__subclasses__())
    raise AssertionError(f"no model for {kind}")


def _seal_all(model: Any) -> None:
    """Stand-in for the API, which seals before deciding: the cipher is the clear text, so that tests can compare."""
    from zvhh_kit.decision import Sealed

    if isinstance(model, Sealed):
        if model.cipher is None:
            clear = model.clear
            model.seal((clear.model_dump_json() if isinstance(clear, BaseModel) else str(clear)).encode())
    elif isinstance(model, BaseModel):
        for name in type(model).model_fields:
            _seal_all(getattr(model, name))
    elif isinstance(model, list | tuple):
        for one in model:
            _seal_all(one)
    elif isinstance(model, dict):
        for one in model.values():
            _seal_all(one)
