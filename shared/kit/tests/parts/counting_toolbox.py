# SPDX-License-Identifier: EUPL-1.2
"""An operator's tools on the counting service, and a release of it in which what failed is mended. For the tests beside."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from counting import IN, OIN, OUT, Gebeurd, Geteld, Teller, Telling, table, tel

from zvhh_kit.bus.topic_log import open_log
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Context, Decision
from zvhh_kit.effects.performing import Effects, Perform
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.privacy import AccessLog
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Service
from zvhh_kit.service.rooms import Rooms

__all__ = ["mended", "service_of", "stored", "toolbox_of"]


def mended() -> Handlers:
    """The table of a release that handles what the one of today fails on."""
    handlers: Handlers = table()
    kind = handlers.named("teller")
    kind.events[Gebeurd.type] = (Gebeurd, _tel)
    kind.reminders["faal"] = kind.reminders["wek"]
    return handlers


def _tel(teller: Teller | None, gebeurd: Gebeurd, ctx: Context) -> Decision[Teller]:
    decision: Decision[Teller] = tel(teller, gebeurd.model_copy(update={"hoe": ""}), ctx)
    return decision


@asynccontextmanager
async def toolbox_of(
    telling: Telling, *, by: str = "olga", performers: dict[str, Perform] | None = None
) -> AsyncIterator[Toolbox]:
    """An operator's tools on the process `telling`."""
    rooms: Any = Rooms(service_of(telling))
    for name in ("handlers", "store", "keys", "engine", "relay", "reading", "dead_letters"):
        setattr(rooms, name, getattr(telling, name))
    rooms.group = telling.prefix + "telling"
    rooms.notes = AccessLog(telling.store.database["tellers_verwerkingen"], "telling-operator", SystemClock())
    rooms.reading_with = lambda _: telling.reading
    rooms.effects = Effects(telling.store, performers or {}, telling.metrics)
    async with open_log(telling.bootstrap, {}) as topics:
        yield Toolbox(rooms, by, topics)


def service_of(telling: Telling) -> Service:
    """The counting service, as its author would describe it."""
    known = {"topic_prefix": telling.prefix, "oin": OIN, "kafka_bootstrap": telling.bootstrap}
    return Service(
        name="telling",
        settings=Settings.for_documents().model_copy(update=known),
        handlers=telling.handlers,
        topic_of={Geteld.type: OUT},
        reads=[IN],
        collection="tellers",
        routers=(),
        access={},
    )


async def stored(telling: Telling) -> list[dict[str, Any]]:
    """Every document as it stands in the database."""
    return [raw async for raw in telling.store.collection.find().sort("_id")]
