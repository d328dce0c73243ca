# SPDX-License-Identifier: EUPL-1.2
"""Regie on real parts: its rooms, the people who ask it, and short ways to ask and to let events reach it."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing.service import Running

ZV = "00000099000000000100"
VT, PO, GZ = "00000099000000001000", "00000099000000002000", "00000099000000004000"
PEOPLE = {
    "noor": Actor("noor", ZV, frozenset({"procesregisseur"})),
    "piet": Actor("piet", PO, frozenset({"deelnemer", "melder"})),
    "gijs": Actor("gijs", GZ, frozenset({"deelnemer", "melder"})),
    "vera-meldt": Actor("vera", VT, frozenset({"melder"})),
    "bea": Actor("bea", ZV, frozenset({"beheer"})),
    "fred": Actor("fred", ZV, frozenset({"toezicht"})),
    "otto": Actor("otto", ZV, frozenset({"operator"})),
}


class Regie(Running):
    """One regie: its rooms, a client for its API, and ways to let events reach it."""

    async def get(self, who: str, path: str, status: int = 200) -> Any:
        """GET as somebody; the JSON."""
        return await self._answer("GET", who, path, status)

    async def post(self, who: str, path: str, body: Any, status: int = 201, key: str = "") -> Any:
        """POST as somebody; the JSON. Without a key each request has one of its own."""
        return await self._answer("POST", who, path, status, body=body, key=key)

    async def _answer(self, method: str, who: str, path: str, status: int, **more: Any) -> Any:
        answer = await self.ask(method, path, PEOPLE.get(who), **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def hear(self, subject: str, *events: BaseModel, at: datetime) -> None:
        """What other services, and regie's own documents, said at a moment."""
        self.at(at)
        await self.feed(subject, *events)
