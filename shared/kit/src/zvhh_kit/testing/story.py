# SPDX-License-Identifier: EUPL-1.2
"""Given / when / then for decisions: one language of tests for every service. Ships with the kit.

    given(handlers, Indiening(…), at=moment, by=vera).when(TrekIn(…), at=later, by=vera).then(MeldingIngetrokken(…))

A service gives its stories verbs of its own domain, in Dutch, on top of these:

    class Zaak(Story[Staat]):
        ACTOR = NOOR
        def pak(self) -> Self:
            return self.when(Pak())

    Zaak(handlers).given(ingediend(), at=begin).on(date(2025, 3, 5), 9).pak().then_refused("te-laat")

Not for: real parts (broker, database); those come from the test set-up.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast

from pydantic import BaseModel

from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import NOBODY, Actor, Command, Fault, Refused, Sealed

__all__ = ["SUBJECT", "Story", "given", "know"]

SUBJECT = "0190aaaa-0000-8000-8000-000000000001"
"""The zaak that a test is about when it names none."""

SOURCE = "urn:nld:oin:00000099000000000100:systeem:zvhh-test"

if TYPE_CHECKING:
    # A story that does not say of what its state is, is of anything
    from typing_extensions import TypeVar as WithDefault

    S = WithDefault("S", bound=BaseModel, default=Any)
else:
    S = TypeVar("S", bound=BaseModel)


class Story(Generic[S]):
    """One document and what was done to it; each `when` is a message, each `then` looks at the last one."""

    ACTOR: ClassVar[Actor] = NOBODY
    """Who gives a command where a test names nobody."""

    def __init__(self, handlers: Handlers, *, subject: str = SUBJECT) -> None:
        kind = handlers.kind_of(subject)
        if kind is None:
            raise ValueError(f"no document kind for {subject}")
        self.kind = kind
        self.document = Document(subject, kind.name)
        self.moment: datetime | None = None
        self.outcome: Outcome | None = None
        self.events: list[tuple[str, BaseModel]] = []
        self.effects: list[dict[str, Any]] = []
        self._commands = 0

    @property
    def state(self) -> S:
        """The state now; None where there is none (yet, or any more)."""
        return cast(S, self.document.state)

    @property
    def reminders(self) -> dict[str, datetime]:
        """The reminders that are set now."""
        return self.document.reminders

    def at(self, moment: datetime) -> Self:
        """What follows happens at this moment (aware)."""
        self.moment = moment
        return self

    def on(self, day: date, hour: int = 12, minute: int = 0) -> Self:
        """What follows happens on this day, at this time on the clock in the Netherlands."""
        return self.at(at_local(day, time(hour, minute)))

    def given(self, *history: BaseModel | str, at: datetime | None = None, by: Actor | None = None) -> Self:
        """What happened before; every message of it must be accepted."""
        for message in history:
            self.when(message, at=at, by=by)._acted()
        return self

    def when(
        self,
        message: BaseModel | str,
        *,
        at: datetime | None = None,
        by: Actor | None = None,
        received: datetime | None = None,
        source: str = "",
        key: str = "",
        number: int = 0,
        ref: str = "",
    ) -> Self:
        """Fold one message: a command, an event (any model with a `type`), or the name of a reminder that comes due.

        It happens at the moment of the story, or at another one, which is the moment of the story from then on. `number` or
        `ref`: the part of the document that a command is about, as its path would name it.
        """
        if at is not None:
            self.moment = at
        if self.moment is None:
            raise ValueError("a story needs a moment: at=…, or on(…) before")
        now = self.moment.astimezone(UTC)
        made = self._message(message, at=now, by=by or self.ACTOR, received=received or now, source=source, key=key)
        made = made._replace(number=number, ref=ref)
        before = self.document.n
        folded = fold(self.document, [made], self.kind, Folding(now, now))
        self.document, self.outcome = folded.document, folded.outcomes[0]
        self.events = [(e["to"], _event_of(e)) for e in folded.document.outbox if e["n"] > before]
        self.effects = [e for e in folded.document.effects if e["n"] > before]
        return self

    def _message(
        self, message: BaseModel | str, *, at: datetime, by: Actor, received: datetime, source: str, key: str
    ) -> Message:
        subject, received = self.document.id, received.astimezone(UTC)
        if isinstance(message, str):
            due = self.document.reminders.get(message)
            if due is None or due > at:
                raise AssertionError(f"reminder {message!r} is not due at {at}; set: {self.document.reminders}")
            return Message(subject, "reminder", received, name=message, due=due)
        if isinstance(message, Command) or type(message) in self.kind.commands:
            for value in _sealed_in(message):
                _seal(value)
            self._commands += 1
            key = key or f"test-{self._commands}"
            return Message(subject, "command", received, body=message, actor=by, key=key, digest=repr(message))
        name = _type_of(type(message))
        source = source or f"{SOURCE}:{name.split('.')[2]}"
        sequence = self.document.marks.get(source, 0) + 1
        data = message.model_dump_json(by_alias=True).encode()
        return Message(subject, "event", received, name=name, source=source, sequence=sequence, data=data)

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

    def then_accepted(self) -> Self:
        """Whatever followed, it was not refused."""
        self._acted()
        return self

    def then_result(self, result: Any, *, why_nothing: str = "") -> Self:
        """The command answers exactly this; `why_nothing`: and changed nothing, for this reason."""
        self._acted()
        assert (self.result, self._last.reason) == (result, why_nothing)
        return self

    def then_refused(self, *codes: str, status: int | None = None) -> Self:
        """The command was refused, with exactly these codes in any order."""
        assert isinstance(self._last.refused, Refused), self.outcome
        assert sorted(fault.code for fault in self._last.refused.faults) == sorted(codes)
        assert status is None or self._last.refused.status == status
        return self

    @property
    def result(self) -> Any:
        """What the last command answers."""
        return self._last.result

    @property
    def facts(self) -> list[str]:
        """The names of the events that the last message led to."""
        return [type(event).__name__ for _, event in self.events]

    @property
    def texts(self) -> list[str]:
        """What the last refusal says, fault by fault."""
        return [fault.text for fault in self._faults]

    @property
    def places(self) -> list[str]:
        """Where in the request each fault of the last refusal lies."""
        return [fault.place for fault in self._faults]

    @property
    def _last(self) -> Outcome:
        assert self.outcome is not None, "nothing happened yet"
        return self.outcome

    @property
    def _faults(self) -> tuple[Fault, ...]:
        return self._last.refused.faults if self._last.refused else ()

    def _acted(self) -> None:
        seen = self._last
        assert seen.status in ("handled", "repeated", "skipped"), (seen.status, seen.reason, self.texts)


def given(
    handlers: Handlers,
    *history: BaseModel | str,
    at: datetime | None = None,
    by: Actor = NOBODY,
    subject: str = SUBJECT,
) -> Story:
    """A document after `history`; every message of it must be accepted."""
    return Story(handlers, subject=subject).given(*history, at=at, by=by)


_MODELS: dict[str, type[BaseModel]] = {}


def know(*models: type[BaseModel]) -> None:
    """Tell which event models `then` may compare with; contracts' events are given once by a service's tests."""
    _MODELS.update({_type_of(model): model for model in models})


def _type_of(model: type[BaseModel]) -> str:
    name: str = model.type  # type: ignore[attr-defined]
    return name


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


def _sealed_in(part: object) -> Iterator[Sealed[Any]]:
    """Every sealed value of a command."""
    if isinstance(part, Sealed):
        yield part
        return
    inner: Iterable[object] = ()
    if isinstance(part, BaseModel):
        inner = (getattr(part, name) for name in type(part).model_fields)
    elif isinstance(part, Mapping):
        inner = part.values()
    elif isinstance(part, list | tuple):
        inner = part
    for one in inner:
        yield from _sealed_in(one)


def _seal(value: Sealed[Any]) -> None:
    """Stand-in for the API, which seals before deciding: the cipher is the clear text, so that tests can compare."""
    if value.cipher is None:
        clear = value.clear
        value.seal((clear.model_dump_json() if isinstance(clear, BaseModel) else str(clear)).encode())
