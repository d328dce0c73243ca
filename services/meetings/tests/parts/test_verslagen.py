# SPDX-License-Identifier: EUPL-1.2
"""Minutes from outside: read in their order, added to, put right; and the overdracht of a casus that has ended."""

from datetime import date

import httpx2
import pytest
from services.meetings.tests.parts.dienst import Dienst

from zvhh_contracts import casussen, meldingen

pytestmark = pytest.mark.parts

SH, ZV = "00000099000000009000", "00000099000000000100"
VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WOENSDAG, EERSTE = date(2025, 3, 12), date(2025, 3, 26)
NIET = {
    "reden": "verkeerd aangevinkt",
    "passend": False,
    "motivatie": "geen ex-partner",
    "route": "lokaal",
    "wieBewaaktVeiligheid": PO,
    "wieVertelt": ZV,
}
OVER = {
    "grond": "overdracht",
    "reden": "Anna is verhuisd",
    "gaatVerder": [{"oin": VT, "afspraak": "belt Anna elke maand"}],
    "signalen": "nieuwe berichten aan Anna",
}
DERDE = {
    "oin": SH,
    "naam": "Sara",
    "geheimhoudingGetekendOp": "2025-03-01",
    "deskundigheid": "slachtofferzorg",
    "rol": "adviseur",
}

"""The fixture of the conftest: the service with a client."""


def codes(response: httpx2.Response) -> list[str]:
    """The codes of a refusal."""
    return [fout["code"] for fout in response.json()["fouten"]]


async def test_minutes_are_read_in_the_order_of_the_talk(dienst: Dienst) -> None:
    """D3, S12, S17, L5: beeldvorming, oordeelsvorming, besluitvorming, each with what was added later."""
    zaak = await dienst.loopt()
    weeg = (await dienst.lees(f"/{zaak}/overleggen/1/verslag", "vera")).json()
    assert list(weeg)[-3:] == ["beeldvorming", "oordeelsvorming", "besluitvorming"]
    assert weeg["beeldvorming"]["aanwezigen"][0]["naam"] == "Politie Duinrand"
    assert (weeg["besluitvorming"]["besloten"], weeg["besluitvorming"]["weegbesluit"]["motivatie"]) == (
        True,
        "past bij de pilot",
    )
    assert [een["tekst"] for een in weeg["besluitvorming"]["afspraken"]] == ["bellen", "surveillance"]
    assert weeg["oordeelsvorming"]["wensen"][0]["reden"] == "eerst kennismaken"
    dienst.op(EERSTE)
    assert codes(await dienst.lees(f"/{zaak}/overleggen/2/verslag")) == ["niet-vastgelegd"]
    beeld = [{"over": "kind", "persoon": 1, "aard": "aanname", "bron": SH, "tekst": "Kim slaapt slecht"}]
    notities = {"beeldvorming": "rustiger", "oordeelsvorming": "minder onveilig", "besluitvorming": "zo door"}
    body = dienst.verhaal.casusverslag(derden=[DERDE], beeld=beeld, notities=notities)
    await dienst.goed(f"/{zaak}/overleggen/2/casusverslag", body)
    casus = (await dienst.lees(f"/{zaak}/overleggen/2/verslag", "rob")).json()
    assert [casus[deel]["notitie"] for deel in ("beeldvorming", "oordeelsvorming", "besluitvorming")] == [
        "rustiger",
        "minder onveilig",
        "zo door",
    ]
    assert casus["beeldvorming"]["derden"][0]["naam"] == "Sara"
    assert casus["beeldvorming"]["beeld"][0]["tekst"] == "Kim slaapt slecht"
    assert len(casus["oordeelsvorming"]["extras"]) == 6
    (kind,) = (await dienst.lees(f"/{zaak}")).json()["beeld"]
    assert (kind["over"], kind["persoon"], kind["regels"][0]["tekst"]) == ("kind", 1, "Kim slaapt slecht")
    assert "Kim" not in repr(await dienst.stored(zaak))


async def test_additions_by_who_takes_part(dienst: Dienst) -> None:
    """D3, L6: a deelnemer and a procesregisseur; an outsider sees no zaak; sealed in the database."""
    zaak = await dienst.loopt()
    path, body = f"/{zaak}/overleggen/1/aanvullingen", {"bij": "beeldvorming", "tekst": "Anna werkt weer"}
    assert await dienst.goed(path, body, "vera") == {"nummer": 1, "aanvulling": 1}
    assert (await dienst.goed(path, body | {"bij": "besluitvorming"}))["aanvulling"] == 2
    assert (await dienst.doe(path, body, "wim")).status_code == 404
    verslag = (await dienst.lees(f"/{zaak}/overleggen/1/verslag")).json()
    (een,) = verslag["beeldvorming"]["aanvullingen"]
    assert (een["tekst"], een["door"], een["oin"]) == ("Anna werkt weer", "vera", VT)
    assert len(verslag["besluitvorming"]["aanvullingen"]) == 1
    assert "Anna" not in repr(await dienst.stored(zaak))


async def test_a_decision_is_put_right(dienst: Dienst) -> None:
    """D3, L6: faults with their places; participants lose access with the same save; every version is read."""
    zaak = await dienst.loopt()
    path = f"/{zaak}/overleggen/1/herziening"
    answer = await dienst.doe(path, NIET | {"route": None, "motivatie": None, "reden": None})
    assert (answer.status_code, codes(answer)) == (
        400,
        ["reden-ontbreekt", "motivatie-ontbreekt", "route-ontbreekt"],
    )
    assert (await dienst.doe(path, NIET | {"bsn": "999990019"})).status_code == 400
    assert await dienst.goed(path, NIET) == {"nummer": 1, "versie": 2, "waarschuwingen": []}
    assert (await dienst.lees(f"/{zaak}", "vera")).status_code == 404
    assert (await dienst.lees(f"/{zaak}")).json()["stand"] == "niet-passend"
    besluit = (await dienst.lees(f"/{zaak}/overleggen/1/verslag")).json()["besluitvorming"]
    (versie,) = besluit["herzieningen"]
    assert (besluit["weegbesluit"]["passend"], versie["eerder"]["passend"], versie["reden"]) == (
        False,
        True,
        "verkeerd aangevinkt",
    )


async def test_the_overdracht_is_for_who_was_there(dienst: Dienst) -> None:
    """S14b, D13, L6, L8: nobody sees the zaak any more; those present read the overdracht, 30 days, each read logged."""
    zaak = await dienst.loopt()
    dienst.op(EERSTE)
    path = f"/{zaak}/overleggen/2/casusverslag"
    assert codes(await dienst.doe(path, dienst.verhaal.casusverslag(beeindigen={"grond": "x", "reden": "x"})))
    await dienst.goed(path, dienst.verhaal.casusverslag(beeindigen=OVER))
    assert (await dienst.lees(f"/{zaak}/overdracht", "vera")).status_code == 404
    dicht = casussen.CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=dienst.verhaal.lokaal(EERSTE, 14))
    await dienst.feed(zaak, dicht)
    assert (await dienst.lees(f"/{zaak}", "vera")).status_code == 404
    shown = (await dienst.lees(f"/{zaak}/overdracht", "vera")).json()
    assert (shown["einde"], shown["signalen"], shown["leesbaarTot"]) == (
        "overdracht",
        "nieuwe berichten aan Anna",
        "2025-04-25",
    )
    (verder,) = shown["gaatVerder"]
    assert (verder["organisatie"]["naam"], verder["afspraak"]) == ("Veilig Thuis Duinrand", "belt Anna elke maand")
    assert "verhuisd" not in str(shown)
    assert (await dienst.lees(f"/{zaak}/overdracht", "wim")).status_code == 404
    assert (await dienst.lees(f"/{zaak}/overdracht", "fatima")).status_code == 403
    assert "lees_overdracht" in {line["action"] for line in await dienst.logged()}
    dienst.op(date(2025, 4, 25), 23)
    assert (await dienst.lees(f"/{zaak}/overdracht", "rob")).status_code == 200
    dienst.op(date(2025, 4, 26), 0)
    assert (await dienst.lees(f"/{zaak}/overdracht", "rob")).status_code == 404


async def test_a_barred_person_reads_no_overdracht(dienst: Dienst) -> None:
    """L6: whoever they work for."""
    zaak = await dienst.loopt()
    dienst.op(EERSTE)
    await dienst.goed(f"/{zaak}/overleggen/2/casusverslag", dienst.verhaal.casusverslag(beeindigen=OVER))
    dicht = dienst.verhaal.lokaal(EERSTE, 14)
    await dienst.feed(zaak, casussen.CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=dicht))
    await dienst.feed(zaak, meldingen.ProfessionalGeweerd(persoon="vera", per=dicht))
    assert (await dienst.lees(f"/{zaak}/overdracht", "vera")).status_code == 404
    assert (await dienst.lees(f"/{zaak}/overdracht", "rob")).status_code == 200


async def test_who_records_has_seen_the_latest(dienst: Dienst) -> None:
    """D2: with If-Match minutes are recorded only on what their writer saw; else 412 and nothing is stored."""
    zaak = await dienst.gepland()
    dienst.op(WOENSDAG)
    etag = (await dienst.lees(f"/{zaak}")).headers["ETag"]
    await dienst.goed(f"/{zaak}/overleggen/1/verzetting", {"begin": "2025-03-13T10:00:00+01:00", "reden": "ziek"})
    body = dienst.verhaal.weegverslag(gehoudenOp=dienst.verhaal.lokaal(WOENSDAG).isoformat())
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/1/weegverslag"
    answer = await dienst.ask("POST", path, dienst.mensen["fatima"], body=body, if_match=etag)
    assert answer.status_code == 412
    etag = (await dienst.lees(f"/{zaak}")).headers["ETag"]
    answer = await dienst.ask("POST", path, dienst.mensen["fatima"], body=body, if_match=etag)
    assert answer.status_code == 201, answer.text
