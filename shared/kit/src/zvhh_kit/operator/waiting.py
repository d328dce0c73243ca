# SPDX-License-Identifier: EUPL-1.2
"""What waits in the documents, and to give it a push: reminders, events that are not published, effects that failed.

Every change goes through the engine, or replaces the document only if nobody else did. Not for: dead letters.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import MAX_BACKOFF
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.process.telemetry import new_trace
from zvhh_kit.process.times import in_millis, wall_time
from zvhh_kit.store.overview import hurry_effects

__all__ = ["NoReminder", "Waiting", "fire", "publish", "reminders", "retry_effects", "shift", "unpublished"]

log = logging.getLogger(__name__)
EVER = datetime(9999, 1, 1, tzinfo=UTC)


class NoReminder(Exception):
    """This document has no reminder of this name (any more)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reminder. `late`: how long it has been due, domain time; below zero = it is not due yet."""

    zaak: str
    kind: str
    name: str
    due: datetime
    late: timedelta
    failures: int

    def row(self) -> dict[str, Any]:
        """As an operator sees it."""
        return {
            "zaakId": self.zaak,
            "kind": self.kind,
            "name": self.name,
            "due": self.due,
            "overdueSeconds": max(0, int(self.late.total_seconds())),
            "failures": self.failures,
        }


async def reminders(tools: Toolbox, *, overdue: bool, limit: int) -> list[Waiting]:
    """The earliest reminders, or only those that are due or failed. Raises store.Unavailable."""
    now = tools.rooms.clock.now()
    documents = await tools.rooms.store.due(now + MAX_BACKOFF if overdue else EVER, limit)
    found = [
        Waiting(document.id, document.kind, name, due, now - due, document.retries.get(name, 0))
        for document in documents
        for name, due in document.reminders.items()
    ]
    kept = [one for one in found if not overdue or one.due <= now or one.failures]
    return sorted(kept, key=lambda one: one.due)[:limit]


async def fire(tools: Toolbox, zaak: str, name: str) -> Outcome:
    """Handle a reminder now, whenever it is due, and publish what came of it. Raises NoReminder, store.Unavailable."""
    document = _with(await tools.rooms.store.load([zaak]), zaak, name)
    now = tools.rooms.clock.now()
    message = Message(zaak, "reminder", now, name=name, due=document.reminders[name], trace=new_trace())
    [outcome], _ = await tools.rooms.engine.fold_and_save([message])
    await tools.publish()
    told = {"zaakId": zaak, "type": name, "outcome": outcome.status, "reason": outcome.reason, "by": tools.by}
    log.info("reminder fired", extra=told)
    return outcome


async def shift(tools: Toolbox, zaak: str, name: str, to: datetime) -> datetime:
    """Move a reminder to another moment (aware, domain time), its failures forgotten; the moment that it stood at.

    Raises NoReminder, store.Unavailable.
    """
    was: list[datetime] = []

    def move(known: Mapping[str, Document]) -> list[Document]:
        document = _with(known, zaak, name)
        was.append(document.reminders[name])
        document.reminders[name] = in_millis(to)
        document.retries.pop(name, None)
        return [document]

    await tools.rooms.engine.rewrite([zaak], move)
    await tools.publish()
    log.info("reminder shifted", extra={"zaakId": zaak, "type": name, "outcome": "shifted", "by": tools.by})
    return was[-1]


def _with(known: Mapping[str, Document], zaak: str, name: str) -> Document:
    document = known.get(zaak)
    if document is None or name not in document.reminders:
        raise NoReminder(f"{zaak} {name}")
    return document


async def unpublished(tools: Toolbox, limit: int) -> list[dict[str, Any]]:
    """Documents with events that are saved and not known to be published, oldest first. Raises store.Unavailable."""
    now = wall_time()
    return [_outbox_row(document, now) for document in await tools.rooms.relay.unpublished(limit)]


def _outbox_row(document: Document, now: datetime) -> dict[str, Any]:
    return {
        "zaakId": document.id,
        "kind": document.kind,
        "events": len(document.outbox),
        "oldestType": document.outbox[0]["type"],
        "since": document.saved_at,
        "ageSeconds": max(0, int((now - document.saved_at).total_seconds())),
    }


async def publish(tools: Toolbox, limit: int) -> list[dict[str, Any]]:
    """Publish what waits; the documents of which the broker refused something. Raises store.Unavailable."""
    documents = await tools.rooms.relay.unpublished(limit)
    published = await tools.rooms.relay.publish(documents)
    await tools.rooms.store.clear_outboxes(published)
    done, now = {document.id for document in published}, wall_time()
    log.info("outbox published", extra={"count": len(done), "by": tools.by})
    return [_outbox_row(document, now) for document in documents if document.id not in done]


async def retry_effects(tools: Toolbox) -> None:
    """Try every effect that failed now, instead of when its wait is over. Raises store.Unavailable."""
    changed = await hurry_effects(tools.rooms.store, wall_time())
    await tools.rooms.effects.perform()
    log.info("effects tried", extra={"count": changed, "by": tools.by})
