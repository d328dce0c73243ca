# SPDX-License-Identifier: EUPL-1.2
"""`process(messages)`: load, fold, save, again on a conflict; then wake the relay. The one way in.

Not for: where messages come from (consumer, HTTP, reminders) nor how events go out (relay).
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import Folded, Folding, fold, leave_tombstone
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.process.clock import Clock
from zvhh_kit.process.telemetry import new_trace
from zvhh_kit.process.times import wall_time
from zvhh_kit.store.documents import Store
from zvhh_kit.store.ledger import Ledger
from zvhh_kit.store.writes import Write

__all__ = ["Engine"]


class Engine:
    """Handles messages exactly once in effect, whoever else handles messages of the same documents."""

    def __init__(
        self,
        store: Store,
        handlers: Handlers,
        clock: Clock,
        ledger: Ledger,
        *,
        wake: Callable[[], None] = lambda: None,
        conflict: Callable[[], None] = lambda: None,
        tombstone_after: timedelta | None = None,
        sendable: Container[str] | None = None,
    ) -> None:
        self._store = store
        self._handlers = handlers
        self._clock = clock
        self._ledger = ledger
        self._wake = wake
        self._conflict = conflict
        self._tombstone_after = tombstone_after
        self._sendable = sendable

    async def process(self, messages: Sequence[Message]) -> list[Outcome]:
        """Handle messages and answer after the save; publishing is the relay's, and nobody waits for it here.

        Outcomes come in the order of the messages. Raises `store.Unavailable` when the database is away: nothing, or
        only whole documents, were saved then, and the same messages may be given again.
        """
        outcomes, _ = await self.fold_and_save(messages)
        self._wake()
        return outcomes

    async def give(self, command: Message) -> tuple[Outcome, Any]:
        """As `process` for one command, and beside its outcome the state as it is now; None where there is none."""
        [outcome], standing = await self.fold_and_save([command])
        self._wake()
        return outcome, standing[0].state if standing else None

    async def fold_and_save(self, messages: Sequence[Message]) -> tuple[list[Outcome], list[Document]]:
        """As `process`, for a caller that publishes by itself what now waits; and all their documents as they are now."""
        by_subject = _by_subject(messages)
        folded = await self._settle(messages, by_subject)
        standing = [one.document for one in folded.values() if not one.removed]
        return self._in_order(messages, by_subject, folded), standing

    async def foresee(self, messages: Sequence[Message]) -> list[Outcome]:
        """What `process` would answer now; nothing is saved, so nothing stands in the way of the real thing."""
        by_subject = _by_subject(messages)
        folded = self._fold(messages, by_subject, await self._load(by_subject), "")
        return self._in_order(messages, by_subject, folded)

    async def rewrite(
        self, ids: Sequence[str], change: Callable[[Mapping[str, Document]], Sequence[Document]]
    ) -> list[Document]:
        """Save what `change` makes of the documents as they are now, for an operator: no message leads to it.

        It gets those that exist and hands back those to save, which it may have made; it is called again when another
        process was first. Raises store.Unavailable, document.Unstorable.
        """
        while True:
            changed = list(change(await self._load(ids, surely=True)))
            write = await self._ledger.begin()
            for document in changed:
                document.writer = write.writer
            try:
                done = await self._store.save([Folded(one, True, [], one.encode()) for one in changed])
            except BaseException:
                self._ledger.abandon(write)
                raise
            if done:
                return _saved(write, changed)
            self._ledger.abandon(write)  # of several, some may have been saved; the sweep finds them

    async def bury(self, ids: Sequence[str]) -> list[Document]:
        """Turn those of these documents that have a state into tombstones, for an operator; as `rewrite`."""

        def change(known: Mapping[str, Document]) -> list[Document]:
            standing = [one for one in known.values() if one.state is not None]
            for document in standing:
                leave_tombstone(document, self._folding(""), new_trace())
            return standing

        return await self.rewrite(ids, change)

    async def _settle(self, messages: Sequence[Message], by_subject: Mapping[str, list[int]]) -> dict[str, Folded]:
        """Load, fold and save until every document that changed is saved."""
        known = await self._load(by_subject)
        write = await self._ledger.begin()
        try:
            folded = await self._save(messages, by_subject, known, write.writer)
        except BaseException:
            self._ledger.abandon(write)
            raise
        _saved(write, _kept(folded))
        return folded

    async def _save(
        self,
        messages: Sequence[Message],
        by_subject: Mapping[str, list[int]],
        known: Mapping[str, Document],
        writer: str,
    ) -> dict[str, Folded]:
        """Fold and save until all of it stands.

        A bulk that lost somewhere still wrote the rest, and does not say which. What stands is known by its writer, and is
        not folded again: it would swallow its own messages as repeats, and be published and told by nobody. Which of our
        tries it was says the version that it was made from: after a failover a later try may have been made from an older
        one, and what that said never stood.
        """
        settled: dict[str, Folded] = {}
        tries: dict[tuple[str, int], Folded] = {}
        lost = 0
        while True:
            tried = self._fold(messages, {s: by_subject[s] for s in by_subject if s not in settled}, known, writer)
            if doubted := [subject for subject, one in tried.items() if _doubted(one)]:
                known = await self._load(doubted, surely=True)
                tried |= self._fold(messages, {subject: by_subject[subject] for subject in doubted}, known, writer)
            if await self._store.save([one for one in tried.values() if one.changed]):
                return settled | tried
            self._conflict()
            lost += 1
            await asyncio.sleep(random.uniform(0, min(0.002 * 2**lost, 0.2)))  # noqa: S311 - spreads retries, no secret
            known = await self._load(by_subject.keys() - settled.keys())
            tries |= {(subject, one.document.version): one for subject, one in tried.items()}
            settled |= {now.id: tries[now.id, now.version - 1] for now in _standing(known, writer)}

    async def _load(self, subjects: Iterable[str], *, surely: bool = False) -> dict[str, Document]:
        """The documents; `surely` for what follows from something that one does *not* show (see `Store.fenced`)."""
        ids = [one for one in subjects if self._handlers.kind_of(one) is not None]
        if surely:
            async with self._store.fenced() as session:
                known = await self._store.load(ids, session)
        else:
            known = await self._store.load(ids)
        await self._ledger.trim(known.values())
        return known

    def _fold(
        self,
        messages: Sequence[Message],
        by_subject: Mapping[str, list[int]],
        known: Mapping[str, Document],
        writer: str,
    ) -> dict[str, Folded]:
        folding, folded = self._folding(writer), {}
        for subject, places in by_subject.items():
            kind = self._handlers.kind_of(subject)
            if kind is not None:
                document = known.get(subject) or Document(subject, kind.name, schema=kind.schema)
                folded[subject] = fold(document, [messages[place] for place in places], kind, folding)
        return folded

    def _folding(self, writer: str) -> Folding:
        return Folding(self._clock.now(), wall_time(), self._tombstone_after, self._sendable, writer)

    def _in_order(
        self, messages: Sequence[Message], by_subject: Mapping[str, list[int]], folded: Mapping[str, Folded]
    ) -> list[Outcome]:
        outcomes: list[Any] = [Outcome("skipped", reason="no document of this kind here")] * len(messages)
        for subject, one in folded.items():
            for place, outcome in zip(by_subject[subject], one.outcomes, strict=True):
                outcomes[place] = outcome
        return outcomes


def _doubted(tried: Folded) -> bool:
    """Whether it says of a message that it can't be handled or is not allowed: nothing is saved then that would show that
    the document was an older one."""
    return any(outcome.status in ("dead", "refused") for outcome in tried.outcomes)


def _standing(known: Mapping[str, Document], writer: str) -> list[Document]:
    return [now for now in known.values() if now.writer == writer]


def _by_subject(messages: Sequence[Message]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, message in enumerate(messages):
        places[message.subject].append(place)
    return places


def _kept(folded: Mapping[str, Folded]) -> list[Document]:
    """Those that were written and are still there."""
    return [one.document for one in folded.values() if one.changed and not one.removed]


def _saved(write: Write, documents: list[Document]) -> list[Document]:
    for document in documents:
        document.version += 1
    write.saved(documents)
    return documents
