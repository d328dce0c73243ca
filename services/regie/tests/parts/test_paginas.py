# SPDX-License-Identifier: EUPL-1.2
"""The pages of regie on a real database: who finds which zaak, an incident by form, two people at once, the log."""

import re
import time
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import pytest
from services.regie.tests.parts.service import PEOPLE, Regie
from services.regie.tests.story import Maak

from zvhh_kit.testing import SUBJECT as ZAAK
from zvhh_kit.web.session import Session

pytestmark = pytest.mark.parts

KENMERK = "ZV-7K4M-9QXT"
INCIDENT = {
    "soort": "stalking",
    "moment": "gisteren 21:30",
    "gehoordVan": "Anna, telefonisch",
    "omschrijving": "Hij stond voor <b>de deur</b>.\r\nNiet aangebeld.",
    "ernstig": "nee",
}


class Lezer:
    """Somebody at a browser who is logged in."""

    def __init__(self, regie: Regie, wie: str) -> None:
        self._regie, self._actor = regie, PEOPLE[wie]

    async def get(self, path: str, status: int = 200) -> str:
        return await self._answer("GET", path, status)

    async def post(self, path: str, fields: dict[str, str], status: int = 303) -> str:
        return await self._answer("POST", path, status, data=fields, headers={"Origin": "http://localhost"})

    async def velden(self, path: str) -> dict[str, str]:
        """The hidden fields of the form on a page."""
        return verborgen(await self.get(path))

    async def _answer(self, method: str, path: str, status: int, **more: Any) -> str:
        site, now = self._regie.app.state.site, int(time.time())
        session = Session(self._actor.subject, self._actor.oin, tuple(self._actor.roles), "Naam", "", "", now, now)
        value = site.seal.seal("sessie", {name: getattr(session, name) for name in Session.__slots__})
        headers = {"Cookie": f"zvhh-sessie={value}", "Accept": "text/html"} | more.pop("headers", {})
        response = await self._regie.client.request(method, path, headers=headers, **more)
        assert response.status_code == status, response.text
        return response.headers.get("location", "") if status == 303 else response.text


def verborgen(html: str) -> dict[str, str]:
    main = html.partition("<main")[2]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main)}


@pytest.fixture
async def open_casus(regie: Regie, maak: Maak) -> AsyncIterator[Regie]:
    moment = maak.op("2025-03-12 11:00")
    await regie.hear(ZAAK, maak.melding(kenmerk=KENMERK), maak.weegoverleg(), maak.toegekend(), at=moment)
    regie.at(maak.op("2025-03-20 10:00"))
    yield regie


async def test_a_zaak_is_found_by_its_kenmerk_by_who_takes_part(open_casus: Regie) -> None:
    """L6: by others it is not, in the same words as one that does not exist; in small letters it is the same one."""
    for wie in ("piet", "noor"):
        page = await Lezer(open_casus, wie).get(f"/zaken/{KENMERK}")
        assert KENMERK in page and "Zonder incident kan afschalen vanaf" in page
        assert f'href="/zaken/{KENMERK}"' in await Lezer(open_casus, wie).get("/zaken")
    assert KENMERK in await Lezer(open_casus, "piet").get(f"/zaken/{KENMERK.lower()}")
    gijs = Lezer(open_casus, "gijs")
    vreemd = await gijs.get(f"/zaken/{KENMERK}", 404)
    assert vreemd == await gijs.get("/zaken/ZV-2222-2222", 404)
    assert KENMERK not in await gijs.get("/zaken")
    for wie in ("bea", "fred", "vera-meldt"):
        await Lezer(open_casus, wie).get(f"/zaken/{KENMERK}", 404)


async def test_what_is_typed_above_a_page_leads_to_the_zaak(open_casus: Regie) -> None:
    """As it is read aloud: without dashes or its first letters; what is no kenmerk is said."""
    piet = Lezer(open_casus, "piet")
    for getypt in ("zv-7k4m-9qxt", "7K4M 9QXT", "ZV7K4M9QXT"):
        assert await piet.get(f"/zaken?kenmerk={getypt}", 303) == f"/zaken/{KENMERK}"
    assert "is geen kenmerk" in await piet.get("/zaken?kenmerk=<b>x")


async def test_two_zaken_with_one_kenmerk_are_told_apart(open_casus: Regie, maak: Maak) -> None:
    """D1: a kenmerk is never an id; who asks chooses, and goes on with the one that was chosen."""
    ander = "0190aaaa-0000-8000-8000-000000000077"
    moment = maak.op("2025-03-21 11:00")
    await open_casus.hear(ander, maak.melding(kenmerk=KENMERK), maak.weegoverleg(), maak.toegekend(2), at=moment)
    noor = Lezer(open_casus, "noor")
    assert len(re.findall(rf'href="/zaken/{KENMERK}\?nummer=', await noor.get(f"/zaken/{KENMERK}"))) == 2
    page = await noor.get(f"/zaken/{KENMERK}?nummer=2")
    assert f"/incidenten/{KENMERK}/nieuw?nummer=2" in page
    await noor.get(f"/zaken/{KENMERK}?nummer=3", 200)
    assert await noor.get(f"/incidenten/{KENMERK}/nieuw", 303) == f"/zaken/{KENMERK}"
    fields = await noor.velden(f"/incidenten/{KENMERK}/nieuw?nummer=2") | INCIDENT
    await noor.post(f"/incidenten/{KENMERK}/nieuw?nummer=1", fields, 412)


async def test_a_time_that_nobody_knows_is_not_shown(open_casus: Regie) -> None:
    """D4 S14: by every page an incident of which only the day is known says so, and never the end of that day."""
    incident = {
        "soort": "bedreiging",
        "moment": "2025-03-18",
        "gehoordVan": "buren",
        "omschrijving": "x",
        "ernstig": False,
    }
    await open_casus.post("piet", f"/v1/casussen/{ZAAK}/incidenten", incident)
    piet = Lezer(open_casus, "piet")
    for path in (f"/zaken/{KENMERK}", f"/incidenten/{KENMERK}/nieuw"):
        page = await piet.get(path)
        assert "tijd onbekend" in page and "23:59" not in page, path


async def test_an_incident_by_form_is_the_one_of_the_api(open_casus: Regie) -> None:
    """D4, S14: sent twice it is one; the clock moves; what was typed is shown as text."""
    piet, path = Lezer(open_casus, "piet"), f"/incidenten/{KENMERK}/nieuw"
    fields = await piet.velden(path) | INCIDENT
    assert await piet.post(path, fields) == f"/zaken/{KENMERK}?incident=1"
    assert await piet.post(path, fields) == f"/zaken/{KENMERK}?incident=1"
    (incident,) = (await open_casus.get("noor", f"/v1/casussen/{ZAAK}"))["incidenten"]
    assert incident["moment"] == "2025-03-19T20:30:00Z"
    assert incident["versies"][0]["omschrijving"] == "Hij stond voor <b>de deur</b>.\nNiet aangebeld."
    page = await piet.get(f"/zaken/{KENMERK}?incident=1")
    assert "Incident 1 is vastgelegd." in page and "gisteren<br>21:30 uur" in page
    assert "&lt;b&gt;de deur" in page and "Laatste incident: wo 19 maart 2025" in page


async def test_a_used_form_with_another_text_is_not_lost(open_casus: Regie) -> None:
    """D1: the back button and another text: it is said, and sent again it is a second incident."""
    piet, path = Lezer(open_casus, "piet"), f"/incidenten/{KENMERK}/nieuw"
    fields = await piet.velden(path) | INCIDENT
    await piet.post(path, fields)
    page = await piet.post(path, fields | {"omschrijving": "En nog iets."}, 409)
    assert "U hebt dit formulier al verstuurd" in page and "En nog iets." in page
    again = verborgen(page) | INCIDENT | {"omschrijving": "En nog iets."}
    assert await piet.post(path, again) == f"/zaken/{KENMERK}?incident=2"


async def test_two_people_at_once_read_each_other_first(open_casus: Regie) -> None:
    """D2: the second is told, with their text, and beside it what the first recorded."""
    piet, noor, path = Lezer(open_casus, "piet"), Lezer(open_casus, "noor"), f"/incidenten/{KENMERK}/nieuw"
    van_piet, van_noor = await piet.velden(path) | INCIDENT, await noor.velden(path) | INCIDENT
    await piet.post(path, van_piet)
    page = await noor.post(path, van_noor | {"soort": "geweld"}, 412)
    assert "Iemand anders heeft dit net gewijzigd" in page
    assert "Nieuwe daad van stalking</b>" in page and "Anna, telefonisch" in page
    assert (await noor.post(path, van_noor | verborgen(page))).endswith("incident=2")


async def test_faults_of_the_domain_stand_at_their_field_too(open_casus: Regie) -> None:
    """D4: a moment in the future, in the words of the rule."""
    piet, path = Lezer(open_casus, "piet"), f"/incidenten/{KENMERK}/nieuw"
    page = await piet.post(path, await piet.velden(path) | INCIDENT | {"moment": "morgen 10:00"}, 400)
    assert '<a href="#veld-moment">Deze datum en tijd liggen in de toekomst.</a>' in page
    assert "vr 21 maart 2025, 10:00 uur</p>" in page
    page = await piet.post(path, await piet.velden(path), 400)
    assert "Er zijn 5 dingen die u moet aanpassen" in page


async def test_what_was_read_on_a_page_stands_in_the_log(open_casus: Regie) -> None:
    """L7: as a page, by the operation that it stands on; who found nothing too."""
    await Lezer(open_casus, "piet").get(f"/zaken/{KENMERK}")
    lines = await open_casus.logged(actor="piet", action="lees_casus")
    assert {(line["origin"], line["result"]) for line in lines} == {("regie/pagina", "ok")}
    await Lezer(open_casus, "gijs").get(f"/zaken/{KENMERK}", 404)
    assert [line["result"] for line in await open_casus.logged(actor="gijs")] == ["unknown"]
