# SPDX-License-Identifier: EUPL-1.2
"""Triage from outside, on a real database and broker: each route acts, refuses, and is closed to who may not."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from services.triage.tests.parts.service import WOENSDAG, Dienst, codes
from services.triage.tests.story import PO, VT

from zvhh_contracts import casussen, meldingen, overleggen
from zvhh_contracts.topics import TRIAGES
from zvhh_kit.testing.broker import read_topic, until
from zvhh_kit.testing.service import new_zaak

pytestmark = pytest.mark.parts


async def test_the_worklist_is_oldest_first_and_shows_nothing_that_does_not_count(dienst: Dienst) -> None:
    """S4, D2: by moment of receipt only; no column for SASH, aangifte or regio; a gemeente outside reads "–"."""
    late = await dienst.melding(ontvangen_op=datetime(2025, 3, 4, 8, tzinfo=UTC), gemeente="buiten-de-regio")
    early = await dienst.melding(melder_oin=PO, gemeente="westland")
    page = (await dienst.lees("")).json()
    assert [row["zaakId"] for row in page["items"]] == [early, late]
    assert [row["gemeente"] for row in page["items"]] == ["Westland", "–"]
    assert page["items"][0]["partner"] == {"oin": PO, "naam": "Politie Duinrand"}
    text = json.dumps(page).lower()
    assert not [word for word in ("sash", "aangifte", "regio") if word in text]


async def test_the_worklist_is_filtered_by_what_may_count(dienst: Dienst) -> None:
    """D2, S4: stand, gemeente, partner; "buiten de regio" and "onbekend" are no filter value; pages by cursor."""
    delft, westland = await dienst.melding(), await dienst.melding(melder_oin=PO, gemeente="westland")
    await dienst.afgewezen(delft)

    async def ids(**query: Any) -> list[str]:
        return [row["zaakId"] for row in (await dienst.lees("", **query)).json()["items"]]

    assert await ids() == [westland]
    assert await ids(stand="afgewezen") == [delft]
    assert await ids(stand=["open", "afgewezen"], gemeente="delft") == [delft]
    assert await ids(partner=PO) == [westland]
    for gemeente in ("buiten-de-regio", "onbekend", "parijs"):
        response = await dienst.lees("", gemeente=gemeente)
        assert (response.status_code, codes(response)) == (400, ["gemeente-onbekend"])
    assert (await dienst.lees("", stand="verzonnen")).status_code == 400
    first = (await dienst.lees("", stand=["open", "afgewezen"], aantal=1)).json()
    second = (await dienst.lees("", stand=["open", "afgewezen"], aantal=1, na=first["volgende"])).json()
    assert len({first["items"][0]["zaakId"], second["items"][0]["zaakId"]}) == 2


async def test_three_times_ja_is_passed_on(dienst: Dienst) -> None:
    """S8, S10: the leefgebieden counted as told, names and reasons shown, ten working days. Story 1.2."""
    zaak = await dienst.melding()
    await dienst.oordelen(zaak)
    answer = await dienst.doe(f"/{zaak}/bevestiging", {"uitkomst": "doorgezet"})
    assert (answer.status_code, answer.json()) == (201, {"versie": 1, "uitkomst": "doorgezet"})
    shown = (await dienst.lees(f"/{zaak}")).json()
    assert (shown["stand"], shown["termijn"], shown["taken"]) == ("doorgezet", "2025-03-19", [])
    assert (shown["leefgebieden"]["aantal"], shown["leefgebieden"]["gebruikelijk"]) == (3, 2)
    assert shown["namen"] == {"noor.testema": "Noor Testema"}
    assert [oordeel["motivatie"] for oordeel in shown["oordelen"]] == ["goede reden"] * 3
    assert shown["oordelen"][2]["domeinen"] == ["straf", "zorg"]
    assert shown["vernietigenUiterlijkOp"] == "2030-03-03"


async def test_passing_on_against_a_nee_is_refused_in_words(dienst: Dienst) -> None:
    """S10: 409 with the text of the page; all faults at once."""
    zaak = await dienst.melding()
    await dienst.oordelen(zaak, veiligheid="niet in het geding")
    answer = await dienst.doe(f"/{zaak}/bevestiging", {"uitkomst": "doorgezet"})
    assert (answer.status_code, codes(answer)) == (409, ["criterium-nee"])
    assert answer.json()["fouten"][0]["tekst"] == "Eén criterium is 'nee'. Doorzetten kan dan niet."
    answer = await dienst.doe(f"/{zaak}/bevestiging", {"uitkomst": "afgewezen"})
    assert (answer.status_code, codes(answer)) == (400, ["route-ontbreekt", "advies-ontbreekt"])


async def test_a_fourth_criterion_and_another_reason_have_no_field(dienst: Dienst) -> None:
    """S9: refused by the shape of the request."""
    zaak = await dienst.melding()
    fourth = {"criterium": "alles-geprobeerd", "ja": False, "motivatie": "x"}
    assert (await dienst.doe(f"/{zaak}/oordelen", fourth)).status_code == 400
    other = {"uitkomst": "afgewezen", "route": "geen", "advies": "x", "andereReden": "te druk"}
    assert (await dienst.doe(f"/{zaak}/bevestiging", other)).status_code == 400
    empty = {"criterium": "veiligheid", "ja": True, "motivatie": "  "}
    assert (await dienst.doe(f"/{zaak}/oordelen", empty)).status_code == 400


async def test_the_reporter_reads_outcome_and_advice_and_never_a_motivation(dienst: Dienst) -> None:
    """L6, D5: own organisation only; no motivation, no name, and of route lokaal nothing else. Story 4.3."""
    zaak = await dienst.melding()
    await dienst.afgewezen(zaak)
    answer = await dienst.lees(f"/{zaak}/terugkoppeling", "vera")
    assert answer.json() == {
        "zaakId": zaak, "kenmerk": "ZV-7K4M-9QXT", "uitkomst": "behandeld", "route": None,
        "tekst": "Uw melding is behandeld. De procesregisseur belt u.", "advies": None, "aanvulling": None,
    }  # fmt: skip
    regulier = await dienst.melding()
    await dienst.afgewezen(regulier, route="regulier")
    told = (await dienst.lees(f"/{regulier}/terugkoppeling", "vera")).json()
    assert (told["uitkomst"], told["route"], told["advies"]) == ("afgewezen", "regulier", "bespreek in het wijkteam")
    assert (await dienst.lees(f"/{zaak}/terugkoppeling", "piet")).status_code == 404
    assert (await dienst.lees(f"/{zaak}/terugkoppeling", "noor")).status_code == 200
    assert (await dienst.lees(f"/{zaak}", "vera")).status_code == 403


async def test_a_supplement_is_asked_and_the_reporter_reads_the_question(dienst: Dienst) -> None:
    """S10: five working days unless told otherwise; never a day that is over."""
    zaak = await dienst.melding()
    answer = await dienst.doe(f"/{zaak}/aanvullingen", {"vraag": "Welke hulp is er al?"})
    assert (answer.status_code, answer.json()) == (201, {"versie": 1, "uiterlijkOp": "2025-03-12"})
    told = (await dienst.lees(f"/{zaak}/terugkoppeling", "vera")).json()
    assert told["uitkomst"] == "aanvulling-gevraagd"
    assert told["aanvulling"] == {"vraag": "Welke hulp is er al?", "uiterlijkOp": "2025-03-12"}
    late = await dienst.doe(f"/{zaak}/aanvullingen", {"vraag": "Nog iets?", "uiterlijkOp": "2025-03-04"})
    assert (late.status_code, codes(late)) == (400, ["termijn-voorbij"])
    await dienst.feed(zaak, meldingen.MeldingAangevuld(aangevuld_op=WOENSDAG))
    assert (await dienst.lees(f"/{zaak}")).json()["stand"] == "open"


async def test_another_relation_is_judged_for_scope_first(dienst: Dienst) -> None:
    """S1b."""
    zaak = await dienst.melding(relatie="anders")
    assert (await dienst.lees("")).json()["items"][0]["pilotvraag"] is True
    judged = {"criterium": "veiligheid", "ja": True, "motivatie": "gevaar"}
    assert codes(await dienst.doe(f"/{zaak}/oordelen", judged)) == ["pilotoordeel-ontbreekt"]
    answer = await dienst.doe(f"/{zaak}/pilotoordeel", {"hoortBij": True, "motivatie": "woonden samen"})
    assert (answer.status_code, answer.json()) == (201, {"versie": 1})
    assert (await dienst.doe(f"/{zaak}/oordelen", judged)).status_code == 201


async def test_the_same_request_twice_is_one_and_another_with_its_key_is_refused(dienst: Dienst) -> None:
    """D1: Idempotency-Key."""
    zaak = await dienst.melding()
    body = {"criterium": "veiligheid", "ja": True, "motivatie": "gevaar"}
    answers = [await dienst.doe(f"/{zaak}/oordelen", body, key="sleutel-1") for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"versie": 1}] * 2
    assert len((await dienst.lees(f"/{zaak}")).json()["oordelen"]) == 1
    other = await dienst.doe(f"/{zaak}/oordelen", body | {"motivatie": "anders"}, key="sleutel-1")
    assert (other.status_code, codes(other)) == (409, ["sleutel-hergebruikt"])


async def test_revised_until_the_weegoverleg_is_held(dienst: Dienst) -> None:
    """D2, L8: both versions with their names, the date of destruction gone; afterwards 409. Story 4.4."""
    zaak = await dienst.melding()
    await dienst.afgewezen(zaak)
    assert (await dienst.lees(f"/{zaak}")).json()["vernietigenOp"] == "2025-04-04"
    await dienst.oordelen(zaak)
    assert (await dienst.doe(f"/{zaak}/bevestiging", {"uitkomst": "doorgezet"})).json()["versie"] == 2
    shown = (await dienst.lees(f"/{zaak}")).json()
    assert [besluit["door"] for besluit in shown["besluiten"]] == ["bram.proefstra", "noor.testema"]
    assert shown["vernietigenOp"] is None
    held = overleggen.WeegoverlegGehouden(
        nummer=1, gehouden_op=WOENSDAG, vastgelegd_op=WOENSDAG, besloten=True, aanwezigen=(VT, PO), passend=True, doorzetten="ja"
    )  # fmt: skip
    await dienst.feed(zaak, held)
    body = {"criterium": "veiligheid", "ja": False, "motivatie": "te laat"}
    assert codes(await dienst.doe(f"/{zaak}/oordelen", body)) == ["weegoverleg-gehouden"]


ROUTES = [
    ("GET", "", {"noor"}),
    ("GET", "/{zaak}", {"noor"}),
    ("GET", "/{zaak}/terugkoppeling", {"noor", "vera", "piet"}),
    ("POST", "/{zaak}/pilotoordeel", {"noor"}),
    ("POST", "/{zaak}/oordelen", {"noor"}),
    ("POST", "/{zaak}/aanvullingen", {"noor"}),
    ("POST", "/{zaak}/bevestiging", {"noor"}),
    ("POST", "/{zaak}/voeging", {"noor"}),
    ("POST", "/{zaak}/splitsing", {"noor"}),
    ("POST", "/{zaak}/eigenaar", {"noor"}),
    ("POST", "/{zaak}/overdracht", {"noor"}),
    ("POST", "/{zaak}/spoed", {"noor"}),
    ("POST", "/{zaak}/afgeronde-taken", {"noor"}),
]
BODIES: dict[str, dict[str, Any]] = {
    "pilotoordeel": {"hoortBij": True, "motivatie": "x"},
    "oordelen": {"criterium": "veiligheid", "ja": True, "motivatie": "x"},
    "aanvullingen": {"vraag": "x"},
    "bevestiging": {"uitkomst": "doorgezet"},
    "voeging": {"bij": "ZV-7K4M-9QXT", "motivatie": "x"},
    "splitsing": {"motivatie": "x"},
    "overdracht": {"aan": "bram.proefstra"},
    "spoed": {"spoed": True, "reden": "x"},
    "afgeronde-taken": {"taak": "melder-terugbellen", "bevinding": "gebeld"},
}


async def _ask(dienst: Dienst, method: str, path: str, wie: str) -> int:
    body = BODIES.get(path.rsplit("/", maxsplit=1)[-1])
    response = await (dienst.lees(path, wie) if method == "GET" else dienst.doe(path, body, wie))
    status: int = response.status_code
    return status


@pytest.mark.parametrize(("method", "path", "may"), ROUTES)
async def test_every_route_by_every_role(dienst: Dienst, method: str, path: str, may: set[str]) -> None:
    """L6: 401 without a token, 403 for a role that may not, before anything is looked up."""
    for wie in dienst.mensen:
        status = await _ask(dienst, method, path.format(zaak="0190aaaa-0000-8000-8000-0000000000ff"), wie)
        allowed = wie in may or (wie == "bram" and "noor" in may)
        assert status == ((200 if path == "" else 404) if allowed else 403), wie
    assert await _ask(dienst, method, path.format(zaak="0190aaaa-0000-8000-8000-0000000000ff"), "niemand") == 401


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in ROUTES if path])
async def test_a_closed_casus_is_there_for_nobody(dienst: Dienst, method: str, path: str) -> None:
    """L8, L6: shielded looks like unknown, in details, lists and commands."""
    zaak = await dienst.melding()
    await dienst.feed(zaak, casussen.CasusAfgeschaald(nummer=3, afgeschaald_op=WOENSDAG))
    assert await _ask(dienst, method, path.format(zaak=zaak), "noor") == 404
    assert (await dienst.lees("", stand=["gewogen", "open"])).json()["items"] == []
    assert await _ask(dienst, "GET", f"/{zaak}/terugkoppeling", "vera") == 404


async def test_a_zaak_without_a_melding_is_not_shown(dienst: Dienst) -> None:
    """L6: what came before the melding shows nothing."""
    zaak = new_zaak()
    await dienst.feed(zaak, overleggen.WeegoverlegGepland(nummer=1, begin=WOENSDAG, duur_minuten=60, genodigden=(VT,)))
    assert (await dienst.lees(f"/{zaak}")).status_code == 404
    assert (await dienst.lees("", stand="wacht-op-melding")).json()["items"] == []


async def test_texts_are_sealed_in_the_database_and_every_read_is_logged(dienst: Dienst) -> None:
    """L7, L8: no free text in clear, a line for each read and write."""
    zaak = await dienst.melding()
    await dienst.afgewezen(zaak)
    await dienst.lees(f"/{zaak}")
    stored = await dienst.stored(zaak)
    assert "wijkteam" not in repr(stored)
    assert "zorg is genoeg" not in repr(stored)
    actions = {line["action"] for line in await dienst.logged()}
    assert {"beoordeel", "bevestig", "lees_triage"} <= actions


async def test_from_topic_to_topic(dienst: Dienst, pytestconfig: pytest.Config) -> None:
    """S10: a melding comes in by Kafka, a person decides, the event goes out by Kafka."""
    zaak = new_zaak()

    async def is_there() -> bool:
        return bool((await dienst.lees(f"/{zaak}")).status_code == 200)

    async with dienst.consuming(pytestconfig.rootpath / "deploy/topics.yaml"):
        await dienst.send(zaak, dienst.ingediend())
        await until(is_there)
        await dienst.oordelen(zaak)
        assert (await dienst.doe(f"/{zaak}/bevestiging", {"uitkomst": "doorgezet"})).status_code == 201
        (record,) = await read_topic(dienst.settings, TRIAGES, 1)
    assert (record.key, json.loads(record.value)) == (zaak, {
        "versie": 1, "doorgezetOp": "2025-03-05T08:00:00Z", "door": "noor.testema", "weegoverlegUiterlijkOp": "2025-03-19",
    })  # fmt: skip
    assert b"goede reden" not in record.value
