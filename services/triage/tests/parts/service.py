# SPDX-License-Identifier: EUPL-1.2
"""Triage with a client, asked as people would; and the people of the stories."""

from datetime import date, time
from typing import Any

import httpx2
from services.triage.tests.story import BEGIN, PO, VT, ZVHH, ingediend, lopende_zaak

from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing.service import Running, new_zaak

MENSEN = {
    "noor": Actor("noor.testema", ZVHH, frozenset({"procesregisseur"})),
    "bram": Actor("bram.proefstra", ZVHH, frozenset({"procesregisseur"})),
    "vera": Actor("vera", VT, frozenset({"melder"})),
    "piet": Actor("piet", PO, frozenset({"melder"})),
    "rob": Actor("rob", VT, frozenset({"deelnemer"})),
    "bea": Actor("bea", ZVHH, frozenset({"beheer"})),
}
WOENSDAG = at_local(date(2025, 3, 5), time(9))


class Dienst(Running):
    """The service with a client; a zaak is made by the event of intake."""

    mensen = MENSEN
    ingediend = staticmethod(ingediend)

    async def melding(self, **anders: Any) -> str:
        """A zaak whose melding came in; its id."""
        zaak = new_zaak()
        await self.feed(zaak, ingediend(**anders))
        return zaak

    async def lees(self, path: str, wie: str = "noor", **query: Any) -> httpx2.Response:
        """GET under /v1/triages."""
        return await self.ask("GET", f"/v1/triages{path}", MENSEN.get(wie), query=query)

    async def doe(self, path: str, body: Any, wie: str = "noor", key: str = "", if_match: str = "") -> httpx2.Response:
        """POST under /v1/triages."""
        path = f"/v1/triages{path}"
        return await self.ask("POST", path, MENSEN.get(wie), body=body, key=key, if_match=if_match)

    async def lopende(self) -> str:
        """A running case of before the pilot; its id."""
        zaak = new_zaak()
        await self.feed(zaak, lopende_zaak(BEGIN))
        return zaak

    async def taken(self, wie: str = "noor", **query: Any) -> httpx2.Response:
        """GET /v1/taken."""
        return await self.ask("GET", "/v1/taken", MENSEN.get(wie), query=query)

    async def rooster(self, path: str, wie: str = "noor") -> httpx2.Response:
        """GET under /v1/rooster."""
        return await self.ask("GET", f"/v1/rooster{path}", MENSEN.get(wie))

    async def zet_rooster(self, path: str, body: Any, wie: str = "noor") -> httpx2.Response:
        """POST under /v1/rooster."""
        return await self.ask("POST", f"/v1/rooster{path}", MENSEN.get(wie), body=body)

    async def leg_afstemming_vast(self, body: Any, wie: str = "noor", key: str = "") -> httpx2.Response:
        """POST /v1/afstemmingen."""
        return await self.ask("POST", "/v1/afstemmingen", MENSEN.get(wie), body=body, key=key)

    async def lees_afstemming(self, code: str, wie: str = "noor") -> httpx2.Response:
        """GET /v1/afstemmingen/{code}."""
        return await self.ask("GET", f"/v1/afstemmingen/{code}", MENSEN.get(wie))

    async def oordelen(self, zaak: str, **nee: str) -> None:
        """Three criteria, ja but for those named."""
        for criterium in ("leefgebieden", "veiligheid", "samenwerking"):
            ja = criterium not in nee
            body = {"criterium": criterium, "ja": ja, "motivatie": nee.get(criterium, "goede reden")}
            extra = {"domeinen": ["straf", "zorg"]} if criterium == "samenwerking" and ja else {}
            assert (await self.doe(f"/{zaak}/oordelen", body | extra)).status_code == 201

    async def afgewezen(self, zaak: str, route: str = "lokaal") -> None:
        """One nee, confirmed by Bram."""
        await self.oordelen(zaak, samenwerking="alleen zorg is genoeg")
        body = {"uitkomst": "afgewezen", "route": route, "advies": "bespreek in het wijkteam"}
        assert (await self.doe(f"/{zaak}/bevestiging", body, "bram")).status_code == 201


def codes(response: httpx2.Response) -> list[str]:
    """The codes of a refusal."""
    return [fout["code"] for fout in response.json()["fouten"]]
