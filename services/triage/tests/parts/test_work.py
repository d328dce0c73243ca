# SPDX-License-Identifier: EUPL-1.2
"""Joining, work, tasks, roster and consultations from outside, on a real database: what several documents say together."""

from datetime import datetime
from typing import Any

import pytest
from services.triage.tests.parts.service import WOENSDAG, Dienst, codes
from services.triage.tests.story import PO, VT

from zvhh_contracts import casussen, meldingen
from zvhh_kit.testing.service import new_zaak

pytestmark = pytest.mark.parts

VOEG = {"motivatie": "zelfde mensen"}


async def test_a_melding_is_joined_by_kenmerk_or_id_and_split_again(dienst: Dienst) -> None:
    """D11b, S10: both details show it; the reporter reads one sentence."""
    a = await dienst.melding(kenmerk="ZV-BBBB-2222")
    b = await dienst.melding()
    answer = await dienst.doe(f"/{b}/voeging", VOEG | {"bij": "ZV-BBBB-2222", "rollenOmgekeerd": True})
    assert (answer.status_code, answer.json()) == (201, {"versie": 1, "uitkomst": "gevoegd"})
    shown = (await dienst.lees(f"/{b}")).json()
    assert (shown["stand"], shown["gevoegdBij"], shown["besluiten"][0]["bijKenmerk"]) == ("gevoegd", a, "ZV-BBBB-2222")
    assert shown["besluiten"][0]["motivatie"] == "zelfde mensen"
    [joined] = (await dienst.lees(f"/{a}")).json()["gevoegdeMeldingen"]
    assert (joined["zaakId"], joined["rollenOmgekeerd"]) == (b, True)
    assert (await dienst.lees(f"/{b}/terugkoppeling", "vera")).json() == {
        "zaakId": b, "kenmerk": "ZV-7K4M-9QXT", "uitkomst": "behandeld",
        "tekst": "Uw melding is behandeld. De procesregisseur belt u.",
        "route": None, "advies": None, "aanvulling": None,
    }  # fmt: skip
    split = await dienst.doe(f"/{b}/splitsing", {"motivatie": "toch niet"})
    assert (split.status_code, split.json()) == (201, {"versie": 2, "uitkomst": "heropend"})
    assert (await dienst.lees(f"/{a}")).json()["gevoegdeMeldingen"] == []
    assert (await dienst.doe(f"/{b}/voeging", VOEG | {"bij": a})).status_code == 201
    assert "zelfde mensen" not in repr(await dienst.stored(b))


async def test_what_cannot_be_joined_to(dienst: Dienst) -> None:
    """D11b, L6, L8: itself, unknown, closed, ended, joined, in a chain, or out of sight; two with one kenmerk."""
    b = await dienst.melding(kenmerk="ZV-BBBB-2222")
    a, closed, rejected, barred = [await dienst.melding() for _ in range(4)]
    await dienst.feed(closed, casussen.CasusBeeindigd(nummer=3, grond="overlijden", beeindigd_op=WOENSDAG))
    await dienst.feed(barred, meldingen.ProfessionalGeweerd(persoon="noor.testema", per=WOENSDAG))
    await dienst.afgewezen(rejected)

    async def refused(zaak: str, bij: str) -> list[str]:
        return codes(await dienst.doe(f"/{zaak}/voeging", VOEG | {"bij": bij}))

    assert await refused(b, "ZV-XXXX-9999") == ["zaak-onbekend"]
    assert await refused(b, "0190aaaa-0000-8000-8000-0000000000ff") == ["zaak-onbekend"]
    assert await refused(b, closed) == ["zaak-onbekend"]
    assert await refused(b, barred) == ["zaak-onbekend"]
    assert await refused(b, rejected) == ["zaak-loopt-niet"]
    assert await refused(b, "ZV-BBBB-2222") == ["bij-zichzelf"]
    assert await refused(b, "ZV-7K4M-9QXT") == ["kenmerk-niet-eenduidig"]
    assert (await dienst.doe(f"/{b}/voeging", VOEG | {"bij": a})).status_code == 201
    c = await dienst.melding()
    assert await refused(c, b) == ["zaak-loopt-niet"]
    assert await refused(a, c) == ["heeft-gevoegde"]
    assert (await dienst.doe(f"/{c}/voeging", {"bij": "onzin", "motivatie": "x"})).status_code == 400


async def test_joining_twice_by_one_request_is_once_also_when_the_zaak_has_ended(dienst: Dienst) -> None:
    """D1, D11b: the same answer again."""
    a, b = await dienst.melding(kenmerk="ZV-BBBB-2222"), await dienst.melding()
    body = VOEG | {"bij": "ZV-BBBB-2222"}
    first = await dienst.doe(f"/{b}/voeging", body, key="sleutel-1")
    await dienst.feed(a, casussen.CasusAfgeschaald(nummer=3, afgeschaald_op=WOENSDAG))
    again = await dienst.doe(f"/{b}/voeging", body, key="sleutel-1")
    assert (first.json(), again.status_code, again.json()) == ({"versie": 1, "uitkomst": "gevoegd"}, 201, first.json())


async def test_a_running_case_of_before_is_joined_to_and_on_no_worklist(dienst: Dienst) -> None:
    """S6c, D11b: known by kenmerk, never listed."""
    a, b = await dienst.lopende(), await dienst.melding()
    assert (await dienst.lees(f"/{a}")).json()["stand"] == "lopend"
    assert [row["zaakId"] for row in (await dienst.lees("")).json()["items"]] == [b]
    assert (await dienst.lees("", stand="lopend")).status_code == 400
    assert (await dienst.lees("", vanMij=True, stand=["gewogen", "open"])).json()["items"] == []
    assert (await dienst.doe(f"/{b}/voeging", VOEG | {"bij": a})).status_code == 201


async def test_the_worklist_has_spoed_on_top_and_shows_age_and_owner(dienst: Dienst) -> None:
    """D2, S1b: spoed, then scope, then oldest; across pages; filters of mine, of a pilot year and of spoed."""
    old = await dienst.melding()
    new = await dienst.melding(ontvangen_op=datetime(2025, 3, 4, 8).astimezone(), melder_oin=PO)
    scope = await dienst.melding(relatie="anders", ontvangen_op=WOENSDAG)
    urgent = await dienst.melding(ontvangen_op=WOENSDAG, pilotjaar=2024)
    assert (await dienst.doe(f"/{urgent}/spoed", {"spoed": True, "reden": "dreiging"})).json() == {"spoed": True}
    assert (await dienst.doe(f"/{new}/eigenaar", None, "bram")).json() == {"eigenaar": "bram.proefstra"}

    async def ids(wie: str = "noor", **query: Any) -> list[str]:
        return [row["zaakId"] for row in (await dienst.lees("", wie, **query)).json()["items"]]

    assert await ids() == [urgent, scope, old, new]
    page, seen = (await dienst.lees("", aantal=1)).json(), []
    for _ in range(4):
        seen += [row["zaakId"] for row in page["items"]]
        page = (await dienst.lees("", aantal=1, na=page["volgende"])).json() if page["volgende"] else page
    assert seen == [urgent, scope, old, new]
    assert (await ids("bram", vanMij=True), await ids(vanMij=True)) == ([new], [])
    assert (await ids(pilotjaar=2024), await ids(spoed=True), await ids(spoed=False)) == (
        [urgent],
        [urgent],
        [scope, old, new],
    )
    row = (await dienst.lees("", partner=PO)).json()["items"][0]
    assert (row["leeftijdDagen"], row["eigenaar"]) == (1, {"persoon": "bram.proefstra", "naam": "Bram Proefstra"})
    handed = await dienst.doe(f"/{new}/overdracht", {"aan": "noor.testema"}, "bram")
    assert (handed.status_code, await ids(vanMij=True)) == (201, [new])
    assert codes(await dienst.doe(f"/{new}/eigenaar", None, "bram")) == ["al-gepakt"]
    detail = (await dienst.lees(f"/{new}")).json()
    assert [one["persoon"] for one in detail["eigenaren"]] == ["bram.proefstra", "noor.testema"]
    assert detail["namen"] == {"bram.proefstra": "Bram Proefstra", "noor.testema": "Noor Testema"}


async def test_the_tasks_of_all_zaken_nearest_term_first(dienst: Dienst) -> None:
    """S10, D2, S5: in words, with term; a doubt that is answered is gone; what is closed or barred is not there (L6)."""
    planned = await dienst.melding()
    doubted = await dienst.melding(twijfel="niemand-bereikbaar", ontvangen_op=WOENSDAG)
    await dienst.oordelen(planned)
    await dienst.doe(f"/{planned}/bevestiging", {"uitkomst": "doorgezet"})
    await dienst.feed(planned, meldingen.MeldingIngetrokken(ingetrokken_op=WOENSDAG))
    items = (await dienst.taken()).json()["items"]
    assert [row["zaakId"] for row in items] == [planned, doubted]
    assert (items[0]["spoed"], items[0]["taken"]) == (False, [
        {"code": "veiligheid-geborgd", "tekst": "De melding is ingetrokken. Is de veiligheid geborgd?", "groep": "nu",
         "uiterlijk": None, "teLaat": False, "voor": "procesregisseur", "oin": None, "persoon": None, "nummer": None,
         "advies": None,
         "waar": [{"dienst": "triage", "operatie": "rond_taak_af"}]}
    ])  # fmt: skip
    assert [task["code"] for task in items[1]["taken"]] == ["beoordelen", "melder-terugbellen"]
    done = await dienst.doe(
        f"/{doubted}/afgeronde-taken", {"taak": "melder-terugbellen", "bevinding": "gebeld, zij doet mee"}
    )
    assert (done.status_code, done.json()) == (201, {"taak": "melder-terugbellen"})
    await dienst.doe(f"/{doubted}/eigenaar", None)
    [mine] = (await dienst.taken(vanMij=True)).json()["items"]
    assert [task["persoon"]["naam"] for task in mine["taken"]] == ["Noor Testema"]
    await dienst.feed(doubted, meldingen.ProfessionalGeweerd(persoon="noor.testema", per=WOENSDAG))
    await dienst.feed(planned, casussen.CasusAfgeschaald(nummer=3, afgeschaald_op=WOENSDAG))
    assert (await dienst.taken()).json()["items"] == []
    assert [row["zaakId"] for row in (await dienst.taken("bram")).json()["items"]] == [doubted]


async def test_who_is_barred_sees_nothing_whatever_their_role(dienst: Dienst) -> None:
    """L6: a list never shows what a detail refuses; another person of the same organisation still reads."""
    zaak = await dienst.melding()
    for persoon in ("noor.testema", "vera"):
        await dienst.feed(zaak, meldingen.ProfessionalGeweerd(persoon=persoon, per=WOENSDAG))
    assert (await dienst.lees(f"/{zaak}")).status_code == 404
    assert (await dienst.lees("")).json()["items"] == []
    assert (await dienst.lees(f"/{zaak}/terugkoppeling", "vera")).status_code == 404
    assert (await dienst.doe(f"/{zaak}/eigenaar", None)).status_code == 404
    assert (await dienst.lees(f"/{zaak}", "bram")).status_code == 200
    await dienst.feed(zaak, meldingen.WeringOpgeheven(persoon="vera", per=WOENSDAG))
    assert (await dienst.lees(f"/{zaak}/terugkoppeling", "vera")).status_code == 200


async def test_a_destroyed_zaak_is_unknown(dienst: Dienst) -> None:
    """L8: in details, lists and commands; its repeat can't bring it back."""
    zaak = await dienst.melding()
    await dienst.feed(zaak, meldingen.MeldingVernietigd(vernietigd_op=WOENSDAG))
    assert (await dienst.lees(f"/{zaak}")).status_code == 404
    assert (await dienst.doe(f"/{zaak}/eigenaar", None)).status_code == 404
    assert (await dienst.lees("")).json()["items"] == []
    assert (await dienst.stored(zaak))["state"] is None


async def test_the_roster_and_who_is_called_today(dienst: Dienst) -> None:
    """S5: a reporter reads name and number, or the number alone; a month is set and swapped by procesregisseurs."""
    empty = {"dag": "2025-03-05", "naam": None, "telefoon": "070-7570900"}
    assert (await dienst.rooster("/vandaag", "vera")).json() == empty
    assert (await dienst.rooster("/2025-03")).json()["geschiedenis"] == []
    days = {
        "dagen": [{"dag": "2025-03-05", "persoon": "noor.testema"}, {"dag": "2025-03-06", "persoon": "bram.proefstra"}]
    }
    assert (await dienst.zet_rooster("/2025-03/dagen", days)).json() == {"gewijzigd": 2}
    for wie in ("vera", "rob", "noor", "bea"):
        assert (await dienst.rooster("/vandaag", wie)).json() == empty | {"naam": "Noor Testema"}
    swap = await dienst.zet_rooster("/2025-03/ruil", {"dag": "2025-03-05", "metDag": "2025-03-06"}, "bram")
    assert (swap.status_code, swap.json()) == (201, {"gewijzigd": 2})
    assert (await dienst.rooster("/vandaag", "vera")).json()["naam"] == "Bram Proefstra"
    month = (await dienst.rooster("/2025-03", "bea")).json()
    assert (len(month["dagen"]), month["dagen"][4]["dienst"]["naam"], month["dagen"][0]["dienst"]) == (
        31,
        "Bram Proefstra",
        None,
    )
    assert [change["door"]["naam"] for change in month["geschiedenis"]] == ["Noor Testema"] * 2 + ["Bram Proefstra"] * 2
    wrong = {"dagen": [{"dag": "2025-04-01", "persoon": "bea"}]}
    assert codes(await dienst.zet_rooster("/2025-03/dagen", wrong)) == ["dag-niet-in-maand", "procesregisseur-onbekend"]
    assert (await dienst.rooster("/2025-13")).status_code == 404


async def test_a_consultation_and_the_melding_that_cites_it(dienst: Dienst) -> None:
    """S5: a code to read out; the same request gives the same; triage shows known, of another partner, or unknown."""
    body = {"partner": VT, "moment": "2025-03-05T08:55:00+01:00", "advies": "melden"}
    made = [await dienst.leg_afstemming_vast(body, key="sleutel-1") for _ in range(2)]
    code = made[0].json()["code"]
    assert ([one.status_code for one in made], made[1].json()["code"]) == ([201, 201], code)
    assert set(code.removeprefix("A-").replace("-", "")) <= set("23456789BCDFGHJKMNPQRSTVWXZ")
    other = (await dienst.leg_afstemming_vast(body, key="sleutel-2")).json()["code"]
    assert other != code
    shown = (await dienst.lees_afstemming(code)).json()
    assert (shown["partner"]["naam"], shown["advies"], shown["adviesTekst"]) == (
        "Veilig Thuis Duinrand",
        "melden",
        "Melden",
    )
    assert (shown["moment"], shown["door"]["naam"]) == ("2025-03-05T07:55:00Z", "Noor Testema")
    assert (await dienst.lees_afstemming("A-XXXX-XXXX")).status_code == 404
    assert (await dienst.lees_afstemming(code, "vera")).status_code == 403
    zaken = [await dienst.melding(twijfel="overlegd", afstemming=one, melder_oin=oin) for one, oin in
             ((code, VT), (code, PO), ("A-XXXX-XXXX", VT))]  # fmt: skip
    cited = [(await dienst.lees(f"/{zaak}")).json()["afstemming"] for zaak in zaken]
    assert [one["uitkomst"] for one in cited] == ["bekend", "andere-partner", "onbekend"]
    assert (cited[0]["advies"], cited[2]["partner"]) == ("melden", None)
    unknown = {"partner": "00000099000000099000", "moment": "2025-03-06T09:00:00Z", "advies": "melden"}
    assert codes(await dienst.leg_afstemming_vast(unknown)) == ["partner-onbekend", "moment-in-toekomst"]


async def test_a_cited_closed_zaak_exists_and_shows_nothing_more(dienst: Dienst) -> None:
    """S15, L8, L6: that there is one, not its content; and not to who is barred from it."""
    closed = await dienst.melding(kenmerk="ZV-BBBB-2222")
    await dienst.feed(closed, casussen.CasusAfgeschaald(nummer=3, afgeschaald_op=WOENSDAG))
    zaak = await dienst.melding(oud_kenmerk="ZV-BBBB-2222")
    other = await dienst.melding(oud_kenmerk="ZV-XXXX-9999")

    async def seen(id_: str) -> Any:
        return (await dienst.lees(f"/{id_}")).json()["eerdereZaak"]

    assert await seen(zaak) == {"kenmerk": "ZV-BBBB-2222", "bekend": True, "gesloten": True}
    assert await seen(other) == {"kenmerk": "ZV-XXXX-9999", "bekend": False, "gesloten": False}
    await dienst.feed(closed, meldingen.ProfessionalGeweerd(persoon="noor.testema", per=WOENSDAG))
    assert (await seen(zaak))["bekend"] is False
    assert await seen(await dienst.melding()) is None


async def test_two_at_once_the_second_sees_the_first_s_change(dienst: Dienst) -> None:
    """D2: who saw an older view is told so (412) and changes nothing; who looks again may; without If-Match both count."""
    zaak, other = await dienst.melding(), await dienst.melding()
    tag = (await dienst.lees(f"/{zaak}")).headers["etag"]
    body = {"criterium": "veiligheid", "ja": True, "motivatie": "gevaar"}
    assert (await dienst.doe(f"/{zaak}/oordelen", body, "bram", if_match=tag)).status_code == 201
    late = await dienst.doe(f"/{zaak}/eigenaar", None, if_match=tag)
    assert late.status_code == 412
    seen = await dienst.lees(f"/{zaak}")
    assert (seen.json()["eigenaar"], len(seen.json()["oordelen"])) == (None, 1)
    assert (await dienst.doe(f"/{zaak}/eigenaar", None, if_match=seen.headers["etag"])).status_code == 201
    tag = (await dienst.lees(f"/{zaak}")).headers["etag"]
    await dienst.doe(f"/{other}/voeging", VOEG | {"bij": zaak})
    assert (await dienst.doe(f"/{zaak}/spoed", {"spoed": True, "reden": "x"}, if_match=tag)).status_code == 412
    assert (await dienst.doe(f"/{zaak}/spoed", {"spoed": True, "reden": "x"})).status_code == 201


async def test_a_view_does_not_age(dienst: Dienst) -> None:
    """D2: what nobody changed has the same ETag a day later."""
    zaak = await dienst.melding()
    tag = (await dienst.lees(f"/{zaak}")).headers["etag"]
    dienst.at(WOENSDAG.replace(day=7))
    assert (await dienst.lees(f"/{zaak}")).headers["etag"] == tag
    assert (await dienst.lees("")).json()["items"][0]["leeftijdDagen"] == 4


async def test_whom_to_call_is_listed_when_the_melding_is_heard_last(dienst: Dienst) -> None:
    """D5, S6b: given a zaak that left the line before its melding was heard, when that comes, then the reporter is called."""
    zaak = new_zaak()
    weg = casussen.CasusVanWachtlijst(pilotjaar=2025, route="lokaal", van_wachtlijst_op=WOENSDAG, door="noor.testema")
    await dienst.feed(zaak, weg)
    assert (await dienst.stored(zaak))["state"]["taken"] == (await dienst.taken()).json()["items"] == []
    await dienst.feed(zaak, dienst.ingediend())
    [row] = (await dienst.taken()).json()["items"]
    assert (row["zaakId"], [task["code"] for task in row["taken"]]) == (zaak, ["bel-de-melder"])


async def test_what_an_earlier_release_stored_is_asked_after_too(dienst: Dienst) -> None:
    """D1, S10: withdrawn with a weegoverleg planned it left the question to meetings; what it had of planning is no task."""
    ingetrokken, te_plannen = await dienst.melding(), await dienst.melding()
    await dienst.feed(ingetrokken, meldingen.MeldingIngetrokken(ingetrokken_op=WOENSDAG))
    stored = dienst.rooms.store.collection
    await stored.update_one({"_id": ingetrokken}, {"$set": {"state.taken": [], "state.taken_volgorde": ""}})
    oud = {"code": "weegoverleg-plannen", "voor": "procesregisseur"}
    await dienst.oordelen(te_plannen)
    await dienst.doe(f"/{te_plannen}/bevestiging", {"uitkomst": "doorgezet"})
    await stored.update_one({"_id": te_plannen}, {"$set": {"state.taken": [oud]}})
    [row] = (await dienst.taken()).json()["items"]
    assert (row["zaakId"], [task["code"] for task in row["taken"]]) == (ingetrokken, ["veiligheid-geborgd"])
    assert (await dienst.lees(f"/{ingetrokken}")).json()["taken"] == ["veiligheid-geborgd"]
    body = {"taak": "veiligheid-geborgd", "bevinding": "zij woont bij haar zus"}
    assert (await dienst.doe(f"/{ingetrokken}/afgeronde-taken", body)).status_code == 201
    assert (await dienst.taken()).json()["items"] == []
