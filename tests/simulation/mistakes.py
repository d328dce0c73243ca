# SPDX-License-Identifier: EUPL-1.2
"""Mistakes put into the kit on purpose, each by replacing one thing: the simulation is worth what it sees of them.

A mistake here that no longer finds what it replaces fails loudly: then it has to be put anew. Not for: how many seeds
each needs; that stands in the README and is held by `test_mistakes`.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pymongo
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.dead_letters import DeadLetters
from zvhh_kit.bus.producer import Producer, Refusal
from zvhh_kit.bus.relay import Relay
from zvhh_kit.core import fold
from zvhh_kit.effects.performing import Effects
from zvhh_kit.store import documents as store
from zvhh_kit.store import engine, ledger
from zvhh_kit.store.checkpoints import Checkpoints
from zvhh_kit.store.ledger import Ledger

__all__ = ["MISTAKES", "Mistake", "planted"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the kit, which invariant shows it, and what is replaced: owner, name → made from the old one.

    seed: one that showed it; another one may after a change of the kit."""

    invariant: str
    owner: Any
    name: str
    made: Callable[[Any], Any]
    seed: int = 0


@contextmanager
def planted(mistake: Mistake) -> Iterator[None]:
    """While this lasts the kit makes this mistake."""
    was = vars(mistake.owner)[mistake.name]
    setattr(mistake.owner, mistake.name, mistake.made(was))
    try:
        yield
    finally:
        setattr(mistake.owner, mistake.name, was)


def _whatever_version(was: Any) -> Any:
    def operation(folded: Any) -> Any:
        made = was(folded)
        return (
            pymongo.ReplaceOne({"_id": folded.document.id}, folded.raw)
            if isinstance(made, pymongo.ReplaceOne)
            else made
        )

    return operation


def _with_options(**options: Any) -> Callable[[Any], Any]:
    def made(was: Any) -> Any:
        def init(self: Any, *arguments: Any) -> None:
            was(self, *arguments)
            self.collection = self.collection.with_options(**options)

        return init

    return made


def _commits_first(was: Any) -> Any:
    async def handle(self: Any, records: Any) -> None:
        with contextlib.suppress(Exception):
            await self._subscriber.consumer.commit()
        await was(self, records)

    return handle


def _never_refused(was: Any) -> Any:
    async def send_all(self: Any, records: Any) -> Any:
        return [None] * len(await was(self, records))

    return send_all


def _only_the_newest(was: Any) -> Any:
    return lambda self, document: was(self, document)[-1:]


def _nothing(was: Any) -> Any:
    return lambda *_, **__: None


async def _for_ever(*_: Any) -> None:
    await asyncio.Event().wait()


async def _nothing_later(*_: Any, **__: Any) -> None:
    return None


def _forgets_keys(was: Any) -> Any:
    def command(draft: Any, *rest: Any) -> Any:
        draft.keys = {}
        return was(draft, *rest)

    return command


def _any_due(was: Any) -> Any:
    def reminder(draft: Any, message: Any, *rest: Any) -> Any:
        draft.reminders[message.name] = message.due
        return was(draft, message, *rest)

    return reminder


def _repeats_count(was: Any) -> Any:
    def event(draft: Any, message: Any, *rest: Any) -> Any:
        if message.sequence == draft.marks.get(message.source, 0):
            draft.marks[message.source] = message.sequence - 1
        return was(draft, message, *rest)

    return event


def _struck_out_first(was: Any) -> Any:
    async def one(self: Any, document: Any, entry: Any) -> Any:
        await self._store.effect_done(document, entry["n"])
        return await was(self, document, entry)

    return one


def _lets_letters_go(was: Any) -> Any:
    async def send(*arguments: Any, **more: Any) -> None:
        with contextlib.suppress(Refusal):
            await was(*arguments, **more)

    return send


def _empties_any(was: Any) -> Any:
    async def clear_outboxes(self: Any, documents: Any) -> None:
        clears = [pymongo.UpdateOne({"_id": one.id}, {"$set": {"outbox": []}}) for one in documents]
        if clears:
            async with store.reachable():
                await self._fast.bulk_write(clears, ordered=False)

    return clear_outboxes


def _always_saved(was: Any) -> Any:
    async def save(self: Any, folded: Any) -> bool:
        await was(self, folded)
        return True

    return save


WRITES = vars(ledger)["Writes"]
LOCAL, ONE = ReadConcern("local"), WriteConcern(1)
MISTAKES: Mapping[str, Mistake] = {
    "a document is replaced whatever its version": Mistake(
        "acknowledged is kept", store, "_operation", _whatever_version, seed=1
    ),
    "a save that lost is taken for one that won": Mistake("acknowledged is kept", store.Store, "save", _always_saved),
    "reads see what may roll back": Mistake(
        "nothing published rolls back", store.Store, "__init__", _with_options(read_concern=LOCAL), seed=51
    ),
    "a save is acknowledged by one member": Mistake(
        "acknowledged is kept", store.Store, "__init__", _with_options(write_concern=ONE), seed=4
    ),
    "offsets are committed before the save": Mistake(
        "handled once, in order", Consumer, "handle", _commits_first, seed=19
    ),
    "a refused record counts as sent": Mistake(
        "what is said is published", Producer, "send_all", _never_refused, seed=12
    ),
    "only the newest entry is sent": Mistake(
        "first occurrences in order", Ledger, "unpublished", _only_the_newest, seed=1
    ),
    "a write of unknown end keeps its name": Mistake("what is said is published", Ledger, "abandon", _nothing, seed=53),
    "what stands after a conflict is folded again": Mistake(
        "what is said is published", engine, "_standing", lambda _: lambda *_: [], seed=8
    ),
    "a name is not announced": Mistake(
        "what is said is published", Checkpoints, "announce", lambda _: _nothing_later, seed=8
    ),
    "a checkpoint passes what is under way": Mistake(
        "what is said is published", WRITES, "checkpoint", lambda _: property(lambda self: self.last), seed=11
    ),
    "nobody sweeps": Mistake("what is said is published", Relay, "sweep", lambda _: _for_ever, seed=19),
    "a spoiled producer is kept": Mistake(
        "what is said is published", Producer, "_replace", lambda _: _nothing_later, seed=6
    ),
    "outboxes are emptied whatever the version": Mistake(
        "what is said is published", store.Store, "clear_outboxes", _empties_any, seed=208
    ),
    "keys are forgotten": Mistake("a command is done once", fold, "_command", _forgets_keys, seed=1),
    "a repeated event counts": Mistake("handled once, in order", fold, "_event", _repeats_count),
    "a reminder fires whatever its moment": Mistake("a reminder fires once", fold, "_reminder", _any_due),
    "an effect is struck out before it is done": Mistake(
        "what is promised is done", Effects, "_one", _struck_out_first, seed=18
    ),
    "a refused dead letter is let go": Mistake(
        "every bad record is a dead letter", DeadLetters, "send", _lets_letters_go, seed=6
    ),
}
