# SPDX-License-Identifier: EUPL-1.2
"""Documents that are there while their key was destroyed become tombstones again, at the start and every minute (L8).

A restore of the database brings them back. Nobody is shown anything of them meanwhile (`http.documents`); this is for what
counts documents without opening them, and so that nothing of them stays. Not for: destroying keys (`destruction`).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from zvhh_kit.privacy import KeyStore
from zvhh_kit.privacy.rotation import all_destroyed
from zvhh_kit.process.telemetry import Metrics
from zvhh_kit.store.documents import Store, Unavailable
from zvhh_kit.store.engine import Engine
from zvhh_kit.store.overview import with_state

__all__ = ["Burial", "returned"]

log = logging.getLogger(__name__)


async def returned(store: Store, keys: KeyStore) -> AsyncIterator[list[dict[str, Any]]]:
    """The documents with a state whose key was destroyed, some at a time. Raises Unavailable."""
    async for ids in all_destroyed(keys):
        if rows := await with_state(store, ids):
            yield rows


class Burial:
    """The loop of one process; several may run side by side. `wake`: events of such a document still have to go out."""

    def __init__(
        self,
        store: Store,
        keys: KeyStore,
        engine: Engine,
        metrics: Metrics,
        *,
        wake: Callable[[], None] = lambda: None,
        every: float = 60.0,
    ) -> None:
        self._store = store
        self._keys = keys
        self._engine = engine
        self._metrics = metrics
        self._wake = wake
        self._every = every
        self._buried = 0

    async def run(self) -> None:
        """Look, until cancelled; waits where the database is away."""
        while True:
            try:
                await self.look()
            except Unavailable as fault:
                log.warning("burial waits for the database", extra={"reason": str(fault)})
            await asyncio.sleep(self._every)

    async def look(self) -> int:
        """Look once; how many were made tombstones. Raises Unavailable."""
        count = 0
        async for rows in returned(self._store, self._keys):
            buried = await self._engine.bury([row["zaakId"] for row in rows])
            count += len(buried)
        self._buried += count
        self._metrics.set("zvhh_documents_came_back", self._buried)
        if count:
            log.critical("documents without key buried", extra={"count": count})
            self._wake()
        return count
