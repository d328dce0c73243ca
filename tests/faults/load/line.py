# SPDX-License-Identifier: EUPL-1.2
"""The line of the pilot year as the load sees it: a place that came free is confirmed for who is first (S6b, L9).

For: walkers that give a place back, and those that wait for one. Not for: the order of the line; that is judged elsewhere.
"""

import asyncio
import time
from typing import Any

from tests.faults.audit.journal import Journal
from tests.faults.load.asking import Asking, Unanswered

__all__ = ["Line"]

WHO = "bram.zv"
YEAR = "/v1/pilotjaren/2025"


class Line:
    """One procesregisseur who confirms places, one after the other. `opened`: the zaken that got one so."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self.opened: set[str] = set()

    async def confirm(self, asking: Asking, journal: Journal) -> None:
        """A place is being given back: wait until it is free, and confirm it for who is offered it; nobody where none waits.

        Raises Unanswered, Refusal. While this runs nobody may leave the line.
        """
        async with self._turn:
            year = await self._free(asking)
            if not year["wachtlijst"]:
                return
            id_ = year["wachtlijst"][0]["zaakId"]
            zaak = next(one for one in journal.zaken if one.id == id_)
            body = {"zaakId": id_}
            await asking.give(zaak, WHO, "regie", "bevestig_plaats", f"{YEAR}/bevestigingen", body)
            self.opened.add(id_)

    async def _free(self, asking: Asking) -> Any:
        """The year, once a place in it is free, and offered to the first in line."""
        until, tries = time.monotonic() + asking.patience, 0
        while True:
            tries += 1
            await asyncio.sleep(asking.pause(tries, 0.6))
            answer = await asking.get(WHO, "regie", YEAR)
            if answer is not None and answer.done and answer.body["vrij"] > 0:
                line = answer.body["wachtlijst"]
                if not line or line[0]["aangebodenOp"] is not None:
                    return answer.body
            if time.monotonic() > until:
                raise Unanswered("a place that was given back did not come free")
