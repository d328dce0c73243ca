# SPDX-License-Identifier: EUPL-1.2
"""`process(messages)`: load, fold, save, again on a conflict; then wake the relay. The one way in.

Not for: where messages come from (consumer, HTTP, reminders) nor how events go out (relay).
"""

import asyncio
import random
import secrets
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from zvhh_kit.clock import Clock
from zvhh_kit.document import Document
from zvhh_kit.fold import Folded, Folding, fold
from zvhh_kit.handlers import Handlers
from zvhh_kit.message import Message, Outcome
from zvhh_kit.store import Store
from zvhh_kit.times import wall_time

__all__ = ["Engine"]


class Engine:
    """Handles messages exactly once in effect, whoever else handles messages of the same documents."""

    def __init__(
        self,
        store: Store,
        handlers: Handlers,
        clock: Clock,
        *,
        wake: Callable[[list[Document]], None] = lambda _: None,
        conflict: Callable[[], None] = lambda: None,
        tombstone_after: timedelta | None = None,
        sendable: Container[str] | None = None,
    ) -> None:
        self._store = store
        self._handlers = handlers
        self._clock = clock
        self._wake = wake
        self._conflict = conflict
        self._tombstone_after = tombstone_after
        self._sendable = sendable
        self._name = secrets.token_hex(6)
        self._writes = 0

    async def process(self, messages: Sequence[Message]) -> list[Outcome]:
        """Handle messages and answer after the save; publishing is the relay's, and nobody waits for it here.

        Outcomes come in the order of the messages. Raises `store.Unavailable` when the database is away: nothing, or
        only whole documents, were saved then, and the same messages may be given again.
        """
        outcomes, saved = await self.fold_and_save(messages)
        self._wake(saved)
        return outcomes

    async def fold_and_save(self, messages: Sequence[Message]) -> tuple[list[Outcome], list[Document]]:
        """As `process`, and hand back the saved documents, for a caller that publishes them itself."""
        by_subject: defaultdict[str, list[int]] = defaultdict(list)
        for place, message in enumerate(messages):
            by_subject[message.subject].append(place)
        settled: dict[str, Folded] = {}
        tried: dict[str, Folded] = {}
        lost = 0
        while True:
            known = await self._load(by_subject.keys() - settled.keys())
            settled |= {subject: one for subject, one in tried.items() if _stands(one, known.get(subject))}
            tried = self._fold(messages, {s: by_subject[s] for s in by_subject if s not in settled}, known)
            if await self._store.save([one for one in tried.values() if one.changed]):
                break
            self._conflict()
            lost += 1
            await asyncio.sleep(random.uniform(0, min(0.002 * 2**lost, 0.2)))  # noqa: S311 - spreads retries, no secret
        folded = settled | tried
        outcomes = self._in_order(messages, by_subject, folded)
        return outcomes, [_saved(one.document) for one in folded.values() if one.changed and not one.removed]

    async def _load(self, subjects: Iterable[str]) -> dict[str, Document]:
        return await self._store.load([subject for subject in subjects if self._handlers.kind_of(subject) is not None])

    def _fold(
        self, messages: Sequence[Message], by_subject: Mapping[str, list[int]], known: Mapping[str, Document]
    ) -> dict[str, Folded]:
        self._writes += 1
        writer = f"{self._name}-{self._writes}"
        folding = Folding(self._clock.now(), wall_time(), self._tombstone_after, self._sendable, writer)
        folded = {}
        for subject, places in by_subject.items():
            kind = self._handlers.kind_of(subject)
            if kind is not None:
                document = known.get(subject) or Document(subject, kind.name, schema=kind.schema)
                folded[subject] = fold(document, [messages[place] for place in places], kind, folding)
        return folded

    def _in_order(
        self, messages: Sequence[Message], by_subject: Mapping[str, list[int]], folded: Mapping[str, Folded]
    ) -> list[Outcome]:
        outcomes: list[Any] = [Outcome("skipped", reason="no document of this kind here")] * len(messages)
        for subject, one in folded.items():
            for place, outcome in zip(by_subject[subject], one.outcomes, strict=True):
                outcomes[place] = outcome
        return outcomes


def _stands(tried: Folded, now: Document | None) -> bool:
    """Whether what was tried is what is stored: a bulk that lost somewhere still wrote the rest, and does not say which.

    What stands is not folded again: it would swallow its own messages as repeats, and be published and told by nobody.
    """
    return now is not None and now.writer == tried.document.writer


def _saved(document: Document) -> Document:
    return replace(document, version=document.version + 1)
