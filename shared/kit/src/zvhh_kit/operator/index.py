# SPDX-License-Identifier: EUPL-1.2
"""Making the index of persons anew (D11): each document gets the hashes that the keys of now make of what is in it.

Works beside the running processes: what was changed meanwhile is made anew from what it is now. Not for: what is hashed;
the service says that (`Service.reindex`).
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pydantic import BaseModel

from zvhh_kit.core.document import Document
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.privacy import KeyGone, KeyMissing, KeyUnreadable
from zvhh_kit.store.overview import ids_after

__all__ = ["Rebuilt", "rebuild"]

log = logging.getLogger(__name__)
_BATCH = 500
Reindex = Callable[[BaseModel, BaseModel], BaseModel | None]
"""(state as it is kept, the same with its sealed values open) → the state as it should be kept; None: it is so already."""


@dataclass(slots=True)
class Rebuilt:
    """What was done. `unreadable`: zaken whose key can't be used, so that they stay as they are."""

    seen: int = 0
    changed: int = 0
    unreadable: list[str] = field(default_factory=list)


async def rebuild(tools: Toolbox, told: Callable[[int, int], None] = lambda _done, _all: None) -> Rebuilt | None:
    """Make all of it anew; None where the service has none. Raises Unavailable; again is harmless, and goes on where
    something was left."""
    of_service = tools.rooms.service.reindex
    if of_service is None:
        return None
    reindex = partial(of_service, tools.rooms.ids.blind)
    done, after = Rebuilt(), ""
    while ids := await ids_after(tools.rooms.store, after, _BATCH):
        for id_ in ids:
            done.seen += 1
            try:
                done.changed += await _one(tools, reindex, id_)
            except (KeyMissing, KeyUnreadable):
                done.unreadable.append(id_)
            except KeyGone:
                pass  # it is being destroyed
        after = ids[-1]
        told(done.seen, done.seen)
    log.warning("index made anew", extra={"count": done.changed, "by": tools.by})
    return done


async def _one(tools: Toolbox, reindex: Reindex, id_: str) -> bool:
    """Whether it was changed. What another process saved in between is looked at again."""
    while True:
        kept, opened = [(await tools.rooms.store.load([id_])).get(id_) for _ in range(2)]
        if kept is None or opened is None or kept.state is None or kept.version != opened.version:
            if kept is None or kept.state is None:
                return False
            continue
        await tools.rooms.sealing.open(id_, opened.state)
        state = reindex(kept.state, opened.state)
        if state is None:
            return False
        if await tools.rooms.engine.rewrite([id_], _put(id_, kept.version, state)):
            await tools.publish()
            return True


def _put(id_: str, version: int, state: BaseModel) -> Callable[[Mapping[str, Document]], Sequence[Document]]:
    def change(known: Mapping[str, Document]) -> list[Document]:
        document = known.get(id_)
        if document is None or document.version != version:
            return []
        document.state = state
        return [document]

    return change
