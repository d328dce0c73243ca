# SPDX-License-Identifier: EUPL-1.2
"""S6b, S6c, S16, S14, D13, L8 over HTTP on a real database: what people decide on places, and what is shown of it."""

import pytest
from services.regie.tests.parts.service import Regie
from services.regie.tests.story import Maak

from zvhh_contracts.regie_intern import PlaatsTeruggegeven
from zvhh_kit.testing import SUBJECT as ZAAK

pytestmark = pytest.mark.parts

CASUS = f"/v1/casussen/{ZAAK}"
OPEN = "2025-03-12 11:00"


def zaak(nummer: int) -> str:
    return f"0190aaaa-0000-8000-8000-{nummer:012d}"


@pytest.fixture
async def vol_jaar(regie: Regie, maak: Maak) -> Regie:
    """2026: three places given (1, 2, 3), and 4 and 5 wait."""
    moment = maak.op("2026-02-01 12:00")
    for nummer in range(1, 6):
        melding = maak.melding(kenmerk=f"ZV-222{nummer}-2222", pilotjaar=2026, ontvangen_op=moment)
        antwoord = maak.toegekend(nummer, jaar=2026) if nummer <= 3 else maak.wachtlijst(nummer - 3, jaar=2026)
        await regie.hear(zaak(nummer), melding, maak.weegoverleg(), antwoord, at=moment)
        await regie.hear("pilot-2026", maak.gevraagd(zaak(nummer), moment, moment), at=moment)
    return regie


async def test_a_cap_that_is_raised_is_offered_and_confirmed(vol_jaar: Regie) -> None:
    """S6b, L9: beheer raises with a reason, a procesregisseur confirms for the first in line; all of it is shown."""
    regie, jaar = vol_jaar, "/v1/pilotjaren/2026"
    await regie.post("noor", f"{jaar}/bevestigingen", {"zaakId": zaak(4)}, 409)
    assert await regie.post("bea", f"{jaar}/maximum", {"maximum": 4, "reden": "extra geld"}) == {"maximum": 4}
    fout = await regie.post("bea", f"{jaar}/maximum", {"maximum": 4, "reden": "nog eens"}, 409)
    assert fout["fouten"][0]["plaats"] == "/maximum"
    beeld = await regie.get("noor", jaar)
    assert [een["aangebodenOp"] is not None for een in beeld["wachtlijst"]] == [True, False]
    (verhoging,) = beeld["verhogingen"]
    assert (verhoging["van"], verhoging["naar"], verhoging["reden"], verhoging["door"]) == (3, 4, "extra geld", "bea")
    await regie.post("noor", f"{jaar}/bevestigingen", {"zaakId": zaak(5)}, 409)
    assert await regie.post("noor", f"{jaar}/bevestigingen", {"zaakId": zaak(4)}) == {"plaats": 4}
    beeld = await regie.get("noor", jaar)
    assert [(plek["nummer"], plek["bevestigdDoor"]) for plek in beeld["plaatsen"]][-1] == (4, "noor")
    assert (beeld["maximum"], beeld["vrij"], beeld["wachtend"]) == (4, 0, 1)
    assert "extra geld" not in str(await regie.stored("pilot-2026"))


async def test_a_year_is_raised_before_its_first_claim(regie: Regie, maak: Maak) -> None:
    """S6b: a year of the configuration; an unknown one is not found."""
    regie.at(maak.op("2025-01-02 09:00"))
    assert await regie.post("bea", "/v1/pilotjaren/2026/maximum", {"maximum": 4, "reden": "x"}) == {"maximum": 4}
    await regie.post("bea", "/v1/pilotjaren/2031/maximum", {"maximum": 4, "reden": "x"}, 404)
    assert [jaar["maximum"] for jaar in (await regie.get("bea", "/v1/pilotjaren"))["items"]] == [30, 4]


async def test_the_place_that_came_free_keeps_its_number(vol_jaar: Regie, maak: Maak) -> None:
    """S6b: places are shown by number; the number of an undone opening is given again."""
    regie, jaar = vol_jaar, "/v1/pilotjaren/2026"
    await regie.hear("pilot-2026", PlaatsTeruggegeven(zaak_id=zaak(2)), at=maak.op("2026-02-02 12:00"))
    assert await regie.post("noor", f"{jaar}/bevestigingen", {"zaakId": zaak(4)}) == {"plaats": 2}
    beeld = await regie.get("noor", jaar)
    assert [plek["kenmerk"] for plek in beeld["plaatsen"]] == ["ZV-2221-2222", "ZV-2224-2222", "ZV-2223-2222"]


async def test_who_waits_goes_on_or_out(regie: Regie, maak: Maak) -> None:
    """S6b, D5: from 1 January into the next year's line; or by a way on, with the reason; both are shown."""
    moment = maak.op("2025-12-30 12:00")
    for nummer in (1, 2):
        melding = maak.melding(kenmerk=f"ZV-222{nummer}-2222")
        await regie.hear(zaak(nummer), melding, maak.weegoverleg(), maak.wachtlijst(nummer), at=moment)
    await regie.hear(
        "pilot-2025", *[maak.gevraagd(zaak(n), moment, moment) for n in (3, *range(11, 40), 1, 2)], at=moment
    )
    assert (await regie.get("noor", "/v1/pilotjaren/2025"))["wachtend"] == 2
    doorzetting = "/v1/pilotjaren/2025/doorzettingen"
    await regie.post("noor", doorzetting, {"zaakId": zaak(1)}, 409)
    regie.at(maak.op("2026-01-02 12:00"))
    assert await regie.post("noor", doorzetting, {"zaakId": zaak(1)}) == {"pilotjaar": 2026}
    vertrek = f"/v1/casussen/{zaak(2)}/wachtlijst/vertrek"
    await regie.post("noor", vertrek, {"route": "zomaar", "reden": "x"}, 400)
    assert await regie.post("noor", vertrek, {"route": "lokaal", "reden": "duurt te lang"}) == {
        "stand": "van-wachtlijst"
    }
    casus = await regie.get("noor", f"/v1/casussen/{zaak(2)}")
    assert casus["vanWachtlijst"]["route"] == {"code": "lokaal", "tekst": "Lokaal, met advies"}
    assert casus["vanWachtlijst"]["reden"] == "duurt te lang"
    assert (casus["wachtlijst"], casus["deelnemers"], casus["vernietigenOp"]) == (None, [], "2026-02-01")
    beeld = await regie.get("noor", "/v1/pilotjaren/2025")
    assert (beeld["doorgezet"], beeld["vergeven"]) == (1, 30)


async def test_an_undone_opening_is_shown_with_its_reason(regie: Regie, maak: Maak) -> None:
    """S6b: who, when and why; the reason is stored sealed."""
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=maak.op(OPEN))
    assert await regie.post("noor", f"{CASUS}/ongedane-opening", {"reden": "xyzzy"}) == {"stand": "tweede-weegoverleg"}
    casus = await regie.get("noor", CASUS)
    (ongedaan,) = casus["openingenOngedaan"]
    assert (ongedaan["plaats"], ongedaan["door"], ongedaan["reden"]) == (1, "noor", "xyzzy")
    assert (casus["stand"], casus["klok"], casus["plaats"]) == ("tweede-weegoverleg", None, None)
    assert "xyzzy" not in str(await regie.stored(ZAAK))
    await regie.post("noor", f"{CASUS}/ongedane-opening", {"reden": "x"}, 409)


async def test_a_running_case_of_before_is_marked(regie: Regie, maak: Maak) -> None:
    """S6c, Story 7.1: in the list and by itself: no place, no pilot year, its own clock and its participants dated."""
    await regie.hear(ZAAK, maak.lopend(), at=maak.op("2025-02-03 10:00"))
    (regel,) = (await regie.get("piet", "/v1/casussen"))["items"]
    assert (regel["vanVoorDePilot"], regel["pilotjaar"], regel["plaats"], regel["stand"]) == (True, None, None, "loopt")
    casus = await regie.get("piet", CASUS)
    assert casus["klok"]["tot"] == "2025-05-29T22:00:00Z"
    assert casus["vernietigenUiterlijkOp"] == "2029-11-14"
    assert [(een["organisatie"]["naam"], een["van"], een["totEnMet"]) for een in casus["deelnames"]] == [
        ("Veilig Thuis Duinrand", "2025-02-03", None),
        ("Politie Duinrand", "2025-02-03", None),
    ]
    assert (await regie.get("noor", "/v1/pilotjaren/2025"))["vergeven"] == 0


async def test_detentions_are_drawn_beside_the_clock(regie: Regie, maak: Maak) -> None:
    """S14: dated periods at the clock, every version at the casus; one that was none is not drawn."""
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=maak.op(OPEN))
    regie.at(maak.op("2025-04-01 12:00"))
    for van in ("2025-03-20", "2025-03-25"):
        await regie.post("piet", f"{CASUS}/detenties", {"van": van, "gehoordVan": "het OM"})
    correctie = {"van": "2025-03-25", "gehoordVan": "het OM", "isDetentie": False, "reden": "ander persoon"}
    gedaan = await regie.post("noor", f"{CASUS}/detenties/2/correcties", correctie)
    assert gedaan == {"nummer": 2, "versie": 2}
    casus = await regie.get("piet", CASUS)
    assert casus["klok"]["detenties"] == [{"van": "2025-03-20", "totEnMet": None}]
    assert casus["klok"]["tot"] == "2025-09-11T22:00:00Z"
    assert [versie["reden"] for versie in casus["detenties"][1]["versies"]] == [None, "ander persoon"]
    assert "ander persoon" not in str(await regie.stored(ZAAK))


async def test_the_zwaartepunt_with_its_history(regie: Regie, maak: Maak) -> None:
    """S16: what counts and what counted, in words, with the reason."""
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=maak.op(OPEN))
    assert (await regie.get("noor", CASUS))["zwaartepunt"] is None
    for nummer, gemeente in enumerate(("delft", "rijswijk"), 1):
        body = {"gemeente": gemeente, "per": "2025-03-12", "reden": f"reden {nummer}"}
        assert await regie.post("noor", f"{CASUS}/zwaartepunten", body) == {"nummer": nummer}
    casus = await regie.get("piet", CASUS)
    assert (casus["zwaartepunt"]["gemeenteNaam"], casus["zwaartepunt"]["reden"]) == ("Rijswijk", "reden 2")
    assert [een["gemeente"] for een in casus["zwaartepunten"]] == ["delft", "rijswijk"]


async def test_agreements_stand_beside_the_choice(regie: Regie, maak: Maak) -> None:
    """S16, Story 5.5: what each gemeente agreed for a day, until when, and whether a reason is needed."""
    regie.at(maak.op("2025-06-10 12:00"))
    beeld = await regie.get("piet", "/v1/casusregie/gemeenten")
    assert beeld["op"] == "2025-06-10"
    zandvoorde, meerwijk = beeld["gemeenten"]
    assert [een["tekst"] for een in zandvoorde["afspraken"]] == ["Gemeente Zandvoorde: levert casusregie, team VVT."]
    assert [een["tekst"] for een in meerwijk["afspraken"]] == [
        "Gemeente Meerwijk: levert geen casusregie, geldig tot en met wo 31 december 2025."
    ]
    assert (zandvoorde["redenNodig"], meerwijk["redenNodig"], meerwijk["verlopen"]) == (False, True, None)
    later = (await regie.get("noor", "/v1/casusregie/gemeenten?op=2026-01-01"))["gemeenten"][1]
    assert (later["afspraken"], later["redenNodig"]) == ([], False)
    assert later["verlopen"]["tekst"] == ("Gemeente Meerwijk: levert geen casusregie, verlopen op wo 31 december 2025.")
    await regie.get("noor", "/v1/casusregie/gemeenten?op=morgen", 400)


async def test_a_warning_and_a_refused_end_show_in_words(regie: Regie, maak: Maak) -> None:
    """S16, D13: led for the children without a child; a decision to end that could not be."""
    moment = maak.op(OPEN)
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.wachtlijst(), maak.erbij(maak.GZ), at=moment)
    await regie.hear(ZAAK, maak.aangewezen(1, maak.gemeente(), "2025-03-12"), maak.beeindigd("2025-03-12"), at=moment)
    casus = await regie.get("noor", CASUS)
    assert [een["code"] for een in casus["casusregie"]["waarschuwingen"]] == ["geen-kind-bekend"]
    assert casus["beeindigenGeweigerd"][0]["reden"]["tekst"] == "Deze casus was niet geopend."
    assert casus["wachtlijst"]["positie"] == 1


async def test_a_casus_that_was_ended_is_shielded(regie: Regie, maak: Maak) -> None:
    """D13, L8, S15: like afgeschaald: 404 to read; who took part last reads "meld opnieuw" when they register."""
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=maak.op(OPEN))
    await regie.hear(ZAAK, maak.beeindigd("2025-03-13 10:00"), at=maak.op("2025-03-13 10:01"))
    detentie = {"van": "2025-03-12", "gehoordVan": "het OM"}
    for wie, status in (("noor", 409), ("piet", 409), ("gijs", 404)):
        await regie.get(wie, CASUS, 404)
        assert (await regie.get(wie, "/v1/casussen?stand=beeindigd"))["items"] == []
        probleem = await regie.post(wie, f"{CASUS}/detenties", detentie, status)
        assert ("Meld opnieuw" in str(probleem)) == (status == 409)
    await regie.post("noor", f"{CASUS}/zwaartepunten", {"gemeente": "delft", "per": "2025-03-13", "reden": "x"}, 404)


async def test_a_destroyed_casus_is_gone(regie: Regie, maak: Maak) -> None:
    """L8: not to be read nor written, as if it had never been; its place stays counted without a name."""
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=maak.op(OPEN))
    await regie.hear("pilot-2025", maak.gevraagd(ZAAK, *[maak.op(OPEN)] * 2), at=maak.op(OPEN))
    await regie.hear(ZAAK, maak.vernietigd(), at=maak.op("2030-03-03"))
    await regie.get("noor", CASUS, 404)
    await regie.post("noor", f"{CASUS}/detenties", {"van": "2025-03-12", "gehoordVan": "het OM"}, 404)
    jaar = await regie.get("noor", "/v1/pilotjaren/2025")
    assert [(plek["nummer"], plek["kenmerk"]) for plek in jaar["plaatsen"]] == [(1, None)]
