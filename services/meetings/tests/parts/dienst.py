# SPDX-License-Identifier: EUPL-1.2
"""Meetings with a client, asked as people would; and the people of the stories."""

from datetime import date
from typing import Any

import httpx2
from services.meetings.tests.gegevens import OM, PO, RN, VT, WG, ZV
from services.meetings.tests.verhaal import Zaak

from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing.service import Running, new_zaak

MENSEN = {
    "fatima": Actor("fatima", ZV, frozenset({"procesregisseur"})),
    "vera": Actor("vera", VT, frozenset({"deelnemer"})),
    "rob": Actor("rob", RN, frozenset({"deelnemer"})),
    "piet": Actor("piet", PO, frozenset({"deelnemer", "melder"})),
    "wim": Actor("wim", WG, frozenset({"deelnemer"})),
    "mel": Actor("mel", VT, frozenset({"melder"})),
    "bea": Actor("bea", ZV, frozenset({"beheer"})),
    "fred": Actor("fred", ZV, frozenset({"toezicht"})),
    "otto": Actor("otto", ZV, frozenset({"operator"})),
}


class Dienst(Running):
    """Meetings on a real database with a client; other services are heard by their events."""

    mensen = MENSEN
    verhaal = Zaak

    def op(self, dag: date, uur: int = 13) -> None:
        """The clock stands at this local moment."""
        self.at(self.verhaal.lokaal(dag, uur))

    async def lees(self, path: str, wie: str = "fatima", **query: Any) -> httpx2.Response:
        """GET under /v1/overlegtrajecten."""
        return await self.ask("GET", f"/v1/overlegtrajecten{path}", MENSEN.get(wie), query=query)

    async def doe(self, path: str, body: Any, wie: str = "fatima", key: str = "") -> httpx2.Response:
        """POST under /v1/overlegtrajecten."""
        return await self.ask("POST", f"/v1/overlegtrajecten{path}", MENSEN.get(wie), body=body, key=key)

    async def goed(self, path: str, body: Any, wie: str = "fatima") -> Any:
        """POST that must be accepted; its answer."""
        answer = await self.doe(path, body, wie)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def te_plannen(self) -> str:
        """A zaak with three times ja; its id. The clock stands at Wednesday 5 March."""
        zaak = new_zaak()
        self.op(date(2025, 3, 5))
        await self.feed(zaak, self.verhaal.ingediend(), self.verhaal.doorgezet())
        return zaak

    async def gepland(self) -> str:
        """The weegoverleg of Wednesday 12 March 10:00 is planned."""
        zaak = await self.te_plannen()
        begin = self.verhaal.lokaal(date(2025, 3, 12)).isoformat()
        body = {"begin": begin, "duurMinuten": 90, "plaats": "Stadhuis", "genodigden": [PO, OM, VT, RN]}
        await self.goed(f"/{zaak}/overleggen", body)
        return zaak

    async def loopt(self) -> str:
        """It was held, and the casus is open."""
        zaak = await self.gepland()
        self.op(date(2025, 3, 12))
        await self.goed(f"/{zaak}/overleggen/1/weegverslag", self.verhaal.weegverslag())
        await self.feed(zaak, self.verhaal.geopend())
        return zaak
