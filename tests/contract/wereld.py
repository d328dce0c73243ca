# SPDX-License-Identifier: EUPL-1.2
"""All services as pure folds, wired to each other as the broker would: every event goes to whoever reads its topic.

At each moment the test chooses what happens next: any channel's next event, any step that people can take by then.
For: `test_interleaving`. Not for: what people do, nor for real parts.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import bson
from pydantic import BaseModel

from zvhh_contracts.event import Event
from zvhh_contracts.topics import (
    CASUSSEN,
    INTAKE_INTERN,
    MELDINGEN,
    OVERLEGGEN,
    REGIE_INTERN,
    TOPIC_OF,
    TRIAGE_INTERN,
    TRIAGES,
)
from zvhh_kit.core.document import CODEC, Document
from zvhh_kit.core.fold import Folded, Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Actor
from zvhh_kit.privacy.sealing import sealed_in

ZVHH = "00000099000000000100"
READS: dict[str, frozenset[str]] = {
    "intake": frozenset({TRIAGES, OVERLEGGEN, CASUSSEN, INTAKE_INTERN}),
    "triage": frozenset({MELDINGEN, OVERLEGGEN, CASUSSEN, TRIAGE_INTERN}),
    "meetings": frozenset({MELDINGEN, TRIAGES, CASUSSEN}),
    "regie": frozenset({MELDINGEN, TRIAGES, OVERLEGGEN, REGIE_INTERN}),
}
Name = tuple[str, str]
"""A document: service and subject."""
Channel = tuple[Name, str]
"""Source document → subject."""
Heard = type[Event] | tuple[Name, type[Event]]
"""An event that was heard: by the document itself, or by another one."""
Choose = Callable[[list[Any]], Any]
"""Chooses one of what is possible now."""


@dataclass(frozen=True)
class Step:
    """What a person does, or a reminder that comes due, at `at`.

    It is possible once the service has heard `after`, and done before the service hears `ahead_of`: so two facts cross.
    """

    name: Name
    message: BaseModel | str
    at: datetime
    by: Actor
    after: tuple[Heard, ...] = ()
    ahead_of: tuple[type[Event], ...] = ()
    number: int = 0
    ref: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.message, BaseModel):
            for _, value in sealed_in(self.message):
                if value.cipher is None:
                    value.seal(repr(value.clear).encode())

    @property
    def needs(self) -> Counter[tuple[Name, str]]:
        """How often each event must have been heard, and by which document."""
        heard = (one if isinstance(one, tuple) else (self.name, one) for one in self.after)
        return Counter((name, event.type) for name, event in heard)


@dataclass(repr=False)
class World:
    """All services as pure folds, and what is under way between them."""

    tables: dict[str, Handlers]
    steps: list[Step]
    choose: Choose
    documents: dict[Name, Document] = field(default_factory=dict)
    clocks: dict[Name, datetime] = field(default_factory=dict)
    channels: dict[Channel, list[dict[str, Any]]] = field(default_factory=dict)
    read: Counter[tuple[str, Channel]] = field(default_factory=Counter)
    heard: Counter[tuple[Name, str]] = field(default_factory=Counter)
    done: set[int] = field(default_factory=set)

    def run(self, mishap: Callable[[], str]) -> "World":
        """Until nothing is left to do; `mishap` says what goes wrong at each moment, if anything."""
        while possible := [*self._deliveries(), *self._possible_steps()]:
            action = self.choose(possible)
            act = self._take_step if isinstance(action, int) else self._deliver
            match mishap():
                case "dies":
                    act(action, saved=False)
                case "starts again":
                    self._start_again(self.choose(sorted(self.documents)) if self.documents else None)
                case "hears again":
                    self._hear_again()
            act(action)
        left = [step for number, step in enumerate(self.steps) if number not in self.done]
        assert not left, f"never possible: {left[0].name} {type(left[0].message).__name__} after {left[0].after}"
        return self

    def picture(self) -> dict[str, Any]:
        """What counts: each state and its reminders as stored, and what was said on each channel.

        Two answers to two sources may come in either order; what must be in order is checked by who hears it.
        """
        seen: dict[str, Any] = {}
        for name, document in sorted(self.documents.items()):
            raw = bson.decode(document.encode().raw, CODEC)
            seen[f"{name}"] = {"state": raw["state"], "reminders": raw["reminders"]}
        for channel, sent in sorted(self.channels.items()):
            seen[f"{channel}"] = sorted((entry["type"], entry["data"]) for entry in sent)
        return seen

    def _deliveries(self) -> Iterator[tuple[str, Channel]]:
        for channel, entries in sorted(self.channels.items()):
            for service in sorted(self.tables):
                place = self.read[service, channel]
                if place < len(entries) and self._may_hear(service, entries[place]):
                    yield service, channel

    def _may_hear(self, service: str, entry: dict[str, Any]) -> bool:
        if TOPIC_OF[entry["type"]] not in READS[service]:
            return False
        waiting = [step for number, step in enumerate(self.steps) if number not in self.done]
        blocked = {(step.name, event.type) for step in waiting for event in step.ahead_of}
        return ((service, entry["to"]), entry["type"]) not in blocked

    def _possible_steps(self) -> Iterator[int]:
        busy: set[Name] = set()
        for number, step in enumerate(self.steps):
            if number in self.done or step.name in busy:
                continue
            busy.add(step.name)
            if step.needs <= self.heard:
                yield number

    def _deliver(self, action: tuple[str, Channel], *, saved: bool = True) -> None:
        service, channel = action
        entry = self.channels[channel][self.read[action]]
        kind = self.tables[service].kind_of(entry["to"])
        if kind is not None:
            name, message = (service, entry["to"]), _event(channel, entry)
            folded = self._fold(name, message, entry["time"])
            assert folded.outcomes[0].status in ("handled", "skipped"), (name, entry["type"], folded.outcomes)
            if not saved:
                return
            self._save(name, folded)
            self.heard[name, entry["type"]] += 1
        self.read[action] += saved

    def _take_step(self, number: int, *, saved: bool = True) -> None:
        step = self.steps[number]
        if isinstance(step.message, str):
            due = self._document(step.name).reminders[step.message]
            message = Message(step.name[1], "reminder", step.at, name=step.message, due=due)
        else:
            key = f"key-{number}"
            message = Message(step.name[1], "command", step.at, body=step.message, actor=step.by, key=key, digest=key)
            message = message._replace(number=step.number, ref=step.ref)
        folded = self._fold(step.name, message, step.at)
        outcome = folded.outcomes[0]
        assert outcome.status == "handled", (
            step.name,
            step.message,
            outcome.reason,
            outcome.refused and outcome.refused.faults,
        )
        if saved:
            self._save(step.name, folded)
            self.done.add(number)

    def _hear_again(self) -> None:
        """A record once more: an offset that was not committed, or a repeat of a relay."""
        if past := [(action, at) for action, at in sorted(self.read.items()) if at]:
            (service, channel), at = self.choose(past)
            entry = self.channels[channel][self.choose(list(range(at)))]
            if self.tables[service].kind_of(entry["to"]) is not None:
                folded = self._fold((service, entry["to"]), _event(channel, entry), entry["time"])
                assert (folded.outcomes[0].status, folded.changed) == ("repeated", False)

    def _start_again(self, name: Name | None) -> None:
        """Another process takes over: what it knows is what was stored."""
        if name is not None:
            kind = self.tables[name[0]].kind_of(name[1])
            assert kind is not None
            stored = bson.decode(self.documents[name].encode().raw, CODEC)
            self.documents[name] = Document.decode(stored, kind)

    def _document(self, name: Name) -> Document:
        kind = self.tables[name[0]].kind_of(name[1])
        assert kind is not None
        return self.documents.get(name) or Document(name[1], kind.name)

    def _fold(self, name: Name, message: Message, at: datetime) -> Folded:
        kind = self.tables[name[0]].kind_of(name[1])
        assert kind is not None
        self.clocks[name] = max(at, self.clocks.get(name, at))  # never back, however late a record is read
        return fold(self._document(name), [message], kind, Folding(self.clocks[name], self.clocks[name]))

    def _save(self, name: Name, folded: Folded) -> None:
        before = self._document(name).n
        self.documents[name] = folded.document
        for entry in folded.document.outbox:
            if entry["n"] > before:
                self.channels.setdefault((name, entry["to"]), []).append(entry)


def _event(channel: Channel, entry: dict[str, Any]) -> Message:
    (service, document), subject = channel
    source = f"urn:nld:oin:{ZVHH}:systeem:zvhh-{service}" + ("" if document == subject else f":{document}")
    return Message(
        subject,
        "event",
        entry["time"],
        name=entry["type"],
        source=source,
        sequence=entry["seq"],
        data=entry["data"].encode(),
    )
