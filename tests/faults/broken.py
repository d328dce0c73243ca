# SPDX-License-Identifier: EUPL-1.2
"""A service's own command line on a kit of which one rule is broken on purpose, so that the audit can be seen to turn red.

`python broken.py <service> <break> <arguments of zvhh-service …>`; the break `none` leaves the kit whole. Either may be made
to die at one point, once: ZVHH_BROKEN_STOP is `before-save:<event type>` or `before-publish:<event type>`, ZVHH_BROKEN_ONCE
a file that is there afterwards. For the tests beside it. Not for anything else.
"""

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.relay import Relay
from zvhh_kit.core import fold
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message
from zvhh_kit.store.documents import Store
from zvhh_kit.store.writes import Kept, Outbox

KILLED = 9


def own_events() -> None:
    """Publish only what a save adds: what another process saved and could not publish is passed over."""
    load, publish, known = Store.load, Relay.publish, dict[str, int]()

    async def noted(self: Store, ids: Sequence[str], session: Any = None) -> dict[str, Document]:
        found = await load(self, ids, session)
        known.update({id_: document.n for id_, document in found.items()})
        return found

    async def own(self: Relay, documents: Iterable[Outbox]) -> Any:
        return await publish(self, [_newer(document, known.get(document.id, 0)) for document in documents])

    Store.load, Relay.publish = noted, own  # type: ignore[method-assign]


def _newer(document: Outbox, n: int) -> Kept:
    return Kept(document.id, document.kind, document.version, [one for one in document.outbox if one["n"] > n])


def no_marks() -> None:
    """Handle every event that comes, whatever was handled before."""
    real = fold._event

    def unmarked(draft: Document, message: Message, *rest: Any) -> Any:
        draft.marks[message.source] = message.sequence - 1
        return real(draft, message, *rest)

    fold._event = unmarked  # type: ignore[assignment]


def commit_first() -> None:
    """Commit the offsets of a batch before it is handled."""
    real = Consumer.handle

    async def committed(self: Consumer, records: Sequence[Any]) -> None:
        await self._subscriber.consumer.commit()
        await real(self, records)

    Consumer.handle = committed  # type: ignore[method-assign]


BREAKS: dict[str, Callable[[], None]] = {
    "none": lambda: None,
    "own-events": own_events,
    "no-marks": no_marks,
    "commit-first": commit_first,
}


def die_at(point: str, type_: str, marker: Path) -> None:
    """End at once, as by kill -9, before the save of an event of this type, or between the save that tells one and its
    publishing.
    """
    save, event, handled = Store.save, fold._event, set[str]()

    def seen(draft: Document, message: Message, *rest: Any) -> Any:
        handled.add(message.name)
        return event(draft, message, *rest)

    async def mortal(self: Store, folded: Sequence[fold.Folded]) -> bool:
        if point == "before-save" and type_ in handled:
            _die_once(marker)
        done = await save(self, folded)
        if point == "before-publish" and any(entry["type"] == type_ for one in folded for entry in one.document.outbox):
            _die_once(marker)
        return done

    fold._event, Store.save = seen, mortal  # type: ignore[assignment, method-assign]


def _die_once(marker: Path) -> None:
    if not marker.exists():
        marker.touch()
        os._exit(KILLED)


if __name__ == "__main__":
    service, broken, *arguments = sys.argv[1:]
    BREAKS[broken]()
    if stop := os.environ.pop("ZVHH_BROKEN_STOP", ""):
        point, _, type_ = stop.partition(":")
        die_at(point, type_, Path(os.environ.pop("ZVHH_BROKEN_ONCE")))
    sys.argv = [f"zvhh-{service}", *arguments]
    importlib.import_module(f"zvhh_{service}.cli").main()
