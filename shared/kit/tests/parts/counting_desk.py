# SPDX-License-Identifier: EUPL-1.2
"""An operator's desk on the counting service, and a release of it in which what failed is mended. For the tests beside."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from counting import IN, OUT, URN, Gebeurd, Teller, Telling, table, tel

from zvhh_kit.audit import Audit
from zvhh_kit.checkpoints import Checkpoints
from zvhh_kit.clock import SystemClock
from zvhh_kit.decision import Context, Decision
from zvhh_kit.effects import Effects, Perform
from zvhh_kit.handlers import Handlers
from zvhh_kit.identity.dropped import Dropped
from zvhh_kit.operator.desk import Desk
from zvhh_kit.operator.topic_log import open_log
from zvhh_kit.privacy import AccessLog, StaticIds
from zvhh_kit.privacy.reading import LogReader

__all__ = ["desk_of", "mended", "stored"]


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
async def desk_of(
    telling: Telling, *, by: str = "olga", performers: dict[str, Perform] | None = None
) -> AsyncIterator[Desk]:
    """A desk that is the process `telling`."""

    async def written(*_: Sequence[Any]) -> None:
        """The counting service has no log of reads and writes."""

    async with open_log(telling.bootstrap, {}) as log:
        yield Desk(
            service="telling",
            by=by,
            log=log,
            topics=[telling.prefix + IN],
            group=telling.prefix + "telling",
            writes={telling.prefix + OUT},
            feedback=set(),
            urn=URN,
            clock=SystemClock(),
            handlers=telling.handlers,
            store=telling.store,
            keys=telling.keys,
            engine=telling.engine,
            reading=telling.reading,
            trial=telling.reading,
            relay=telling.relay,
            checkpoints=Checkpoints(telling.store),
            dead_letters=telling.dead_letters,
            effects=Effects(telling.store, performers or {}, telling.metrics),
            written=written,
            notes=AccessLog(telling.store.database["teller_verwerkingen"], "telling-operator", SystemClock()),
            log_reader=LogReader(telling.store.database["teller_verwerkingen"]),
            audit=Audit("telling", StaticIds(bytes(32))),
            oin="00000099000000000100",
            dropped=Dropped(telling.store.database["teller_uitgever"]),
        )


async def stored(telling: Telling) -> list[dict[str, Any]]:
    """Every document as it stands in the database."""
    return [raw async for raw in telling.store.collection.find().sort("_id")]
