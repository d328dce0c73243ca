# SPDX-License-Identifier: EUPL-1.2
"""How many dead letters are open and how many zaken wait for one, for the metrics: the topic is read on from where it was.

Not for: the other gauges, which are the database's.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from zvhh_kit.bus.letters import Act, Letter, read_on, read_record
from zvhh_kit.bus.topic_log import BrokerAway, open_log
from zvhh_kit.process.telemetry import Metrics

__all__ = ["LetterWatch"]

log = logging.getLogger(__name__)
EVERY = 30.0


class LetterWatch:
    """The loop of one process. Each look reads only what is new, so it costs a connection and little else."""

    def __init__(self, bootstrap: str, security: Mapping[str, Any], topic: str, metrics: Metrics) -> None:
        self._bootstrap = bootstrap
        self._security = security
        self._topic = topic
        self._metrics = metrics
        self._open: dict[str, str] = {}
        self._read_to: dict[Any, int] = {}

    async def run(self) -> None:
        """Look, until cancelled; a broker that is away leaves the last figures."""
        while True:
            try:
                await self.look()
            except BrokerAway as fault:
                log.warning("letter watch waits", extra={"reason": str(fault)})
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Look once. Raises BrokerAway."""
        async with open_log(self._bootstrap, self._security) as topics:
            async for record in read_on(topics, self._topic, self._read_to):
                self._take(read_record(record))
        self._metrics.set("zvhh_dead_letters_open", len(self._open))
        self._metrics.set("zvhh_zaken_stopped", len({zaak for zaak in self._open.values() if zaak}))

    def _take(self, read: Letter | Act | None) -> None:
        """Of an open letter only its id and zaak are kept: a bad day may make very many."""
        if isinstance(read, Letter):
            self._open[read.id] = read.subject
        elif read is not None and read.closes:
            for id_ in read.letters:
                self._open.pop(id_, None)
