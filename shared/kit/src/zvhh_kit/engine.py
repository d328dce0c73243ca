# SPDX-License-Identifier: EUPL-1.2
"""`process(messages)`: load, fold, save, again on a conflict; then wake the relay. The one way in.

Not for: where messages come from (consumer, HTTP, reminders) nor how events go out (relay).
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Container, Sequence
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
        lost = 0
        while True:
            folded = await self._fold(messages, by_subject)
            changed = [one for one in folded.values() if one.changed]
            if await self._store.save(changed):
                break
            self._conflict()
            lost += 1
            await asyncio.sleep(random.uniform(0, min(0.002 * 2**lost, 0.2)))  # noqa: S311 - spreads retries, no secret
        outcomes = self._in_order(messages, by_subject, folded)
        saved = [replace(one.document, version=one.document.version + 1) for one in changed if not one.removed]
        return outcomes, saved

    async def _fold(self, messages: Sequence[Message], by_subject: dict[str, list[int]]) -> dict[str, Folded]:
        kinds = {subject: self._handlers.kind_of(subject) for subject in by_subject}
        known = await self._store.load([subject for subject, kind in kinds.items() if kind is not None])
        folding = Folding(self._clock.now(), wall_time(), self._tombstone_after, self._sendable)
        folded = {}
        for subject, kind in kinds.items():
            if kind is not None:
                document = known.get(subject) or Document(subject, kind.name, schema=kind.schema)
                folded[subject] = fold(document, [messages[place] for place in by_subject[subject]], kind, folding)
        return folded

    def _in_order(
        self, messages: Sequence[Message], by_subject: dict[str, list[int]], folded: dict[str, Folded]
    ) -> list[Outcome]:
        outcomes: list[Any] = [Outcome("skipped", reason="no document of this kind here")] * len(messages)
        for subject, one in folded.items():
            for place, outcome in zip(by_subject[subject], one.outcomes, strict=True):
                outcomes[place] = outcome
        return outcomes
