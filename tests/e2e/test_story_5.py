# SPDX-License-Identifier: EUPL-1.2
"""Story 5, casusregie: looked for, the three forms, who may lead, and periods that never overlap (S11, S16)."""

from typing import Any

from tests.e2e.world import World, codes, expect, local, only, soon, text_of

from zvhh_local.examples import OM, PO, RN, VT, casusverslag
from zvhh_local.people import ORGANISATIONS

NOOR, VERA = "noor.zv", "vera.vt"
GZ, GM, WG, SH, ZV = (ORGANISATIONS[name] for name in ("GZ", "GM", "WG", "SH", "ZV"))


def een(oin: str, persoon: str) -> dict[str, Any]:
    """Form één."""
    return {"vorm": "een", "regisseur": {"oin": oin, "persoon": persoon}}


def twee(*delen: tuple[str, str, str]) -> dict[str, Any]:
    """Form twee: OIN, person, share."""
    return {"vorm": "twee", "regisseurs": [{"oin": oin, "persoon": wie, "aandeel": deel} for oin, wie, deel in delen]}


def gemeente(oin: str, persoon: str, *gronden: str, team: str = "VVT") -> dict[str, Any]:
    """Form gemeente."""
    return {"vorm": "gemeente", "oin": oin, "team": team, "persoon": persoon, "gronden": list(gronden)}


def keuze(vorm: dict[str, Any], vanaf: str, **more: Any) -> dict[str, Any]:
    """An appointment between two overleggen, accepted on the day that it starts."""
    return {"casusregie": vorm, "ingangsdatum": vanaf, "aanvaardOp": vanaf, "reden": "Zo afgesproken."} | more


async def appoint(world: World, zaak: str, body: dict[str, Any]) -> str:
    """Appoint, and return regie's answer."""
    path = f"/v1/overlegtrajecten/{zaak}"
    nummer = (await world.post(NOOR, "meetings", f"{path}/casusregie", body))["aanwijzing"]

    async def answered() -> Any:
        shown = await world.get(NOOR, "meetings", path)
        return only(one["antwoord"] for one in shown["aanwijzingen"] if one["nummer"] == nummer) != "wacht"

    await soon(answered, True)
    shown = await world.get(NOOR, "meetings", path)
    return str(only(one["antwoord"] for one in shown["aanwijzingen"] if one["nummer"] == nummer))


async def history(world: World, zaak: str) -> list[tuple[str, str, str | None]]:
    """Who led in which form, from and up to and including which day."""
    shown = await world.get(NOOR, "regie", f"/v1/casussen/{zaak}")
    return [(one["vorm"], one["van"], one["totEnMet"]) for one in shown["casusregie"]["historie"]]


async def searched(world: World) -> str:
    """A zaak whose weegoverleg on Thursday 1 May 2025 found no casusregisseur."""
    world.at("2025-04-22T09:00")
    zaak = await world.stages.report()
    await world.stages.to_open(zaak, local("2025-05-01T10:00"), casusregie=None, gezocht={"doorOin": VT})
    return zaak


async def test_5_1_to_5_3_and_5_6_from_looked_for_to_two(world: World) -> None:
    """S11 S16 L9: looked for, with a reminder; form één; who may not; form twee; no overlap and no silent gap."""
    zaak = await searched(world)
    await _looked_for(world, zaak)
    await _one_then_two(world, zaak)
    await _refused(world, zaak)
    await _periods(world, zaak)


async def _looked_for(world: World, zaak: str) -> None:
    assert await world.event(zaak, "CasusregieGezocht") == {
        "door": VT,
        "herinnerenOp": "2025-05-09",
    }  # 5 May is a holiday
    path = f"/v1/overlegtrajecten/{zaak}"
    agenda = await world.get(NOOR, "meetings", f"{path}/overleggen/2/agenda")
    assert agenda["punten"][0]["soort"] == "casusregie-gezocht"

    async def reminded() -> Any:
        return (await world.get(NOOR, "meetings", path))["gezocht"]["herinnerd"]

    world.at("2025-05-08T23:59")
    await world.settle()
    assert await reminded() is False
    world.at("2025-05-09T00:00")
    await soon(reminded, True)
    assert world.events_of(zaak, "CasusregieAangewezen") == []


async def _one_then_two(world: World, zaak: str) -> None:
    world.at("2025-05-12T09:00")
    assert await appoint(world, zaak, keuze(een(RN, "rob.rn"), "2025-05-12")) == "vastgelegd"
    assert (await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}"))["gezocht"] is None
    world.at("2025-06-02T09:00")
    both = twee((RN, "rob.rn", "pleger"), (VT, "vera.vt", "slachtoffer"))
    assert await appoint(world, zaak, keuze(both, "2025-06-02")) == "vastgelegd"
    assert await history(world, zaak) == [("een", "2025-05-12", "2025-06-01"), ("twee", "2025-06-02", None)]
    now = (await world.get(NOOR, "regie", f"/v1/casussen/{zaak}"))["casusregie"]["nu"]
    shares = {one["organisatie"]["oin"]: one["aandeel"] for one in now["regisseurs"]}
    assert shares == {RN: "(Vermeend) pleger", VT: "Slachtoffer"}


async def _refused(world: World, zaak: str) -> None:
    path = f"/v1/overlegtrajecten/{zaak}/casusregie"
    two_in_one = {
        "vorm": "een",
        "regisseurs": twee((RN, "rob.rn", "pleger"), (VT, "vera.vt", "kinderen"))["regisseurs"],
    }
    for wrong, code, words in (
        (two_in_one, "onbekend-veld", "bestaat hier niet"),
        (twee((RN, "rob.rn", "pleger"), (RN, "rob.rn", "slachtoffer")), "ongeldig", "twee verschillende partners"),
        (twee((RN, "rob.rn", "pleger"), (VT, "vera.vt", "pleger")), "ongeldig", "elk een ander aandeel"),
        (gemeente(PO, "piet.po", "contact-lastig"), "geen-gemeente", "is geen gemeente"),
        (gemeente(GZ, "gijs.gz"), "te-weinig", "Minimaal 1"),
        (een(SH, "sam.sh"), "derde", "is een derde"),
        (een(WG, "wim.wg"), "geen-deelnemer", "doet niet mee aan deze zaak"),
        (een(ZV, "noor.zv"), "zvhh-regisseur", "procesregisseur kan geen casusregisseur zijn"),
        (een(RN, "vera.vt"), "persoon-onbekend", "bij de gekozen organisatie werkt"),
    ):
        refused = await world.post(NOOR, "meetings", path, keuze(wrong, "2025-06-02"), status=400)
        assert code in codes(refused), (wrong, refused)
        assert words in text_of(refused)
    without = keuze(een(VT, "vera.vt"), "2025-06-02", reden=None)
    assert codes(await world.post(NOOR, "meetings", path, without, status=400)) == ["reden-ontbreekt"]
    assert len(await history(world, zaak)) == 2


async def _periods(world: World, zaak: str) -> None:
    world.at("2025-06-20T09:00")
    assert await appoint(world, zaak, keuze(een(VT, "vera.vt"), "2025-06-20")) == "vastgelegd"
    kept = [("een", "2025-05-12", "2025-06-01"), ("twee", "2025-06-02", "2025-06-19"), ("een", "2025-06-20", None)]
    assert await history(world, zaak) == kept
    for day in ("2025-05-20", "2025-06-10", "2025-05-02"):
        assert await appoint(world, zaak, keuze(een(RN, "rob.rn"), day)) == "geweigerd"
    assert await history(world, zaak) == kept
    shown = await world.get(NOOR, "regie", f"/v1/casussen/{zaak}")
    assert shown["casusregie"]["gaten"] == []
    reasons = [only(one["redenen"])["code"] for one in shown["casusregie"]["geweigerd"]]
    assert reasons == ["begint-in-afgesloten-periode", "begint-in-afgesloten-periode", "begint-voor-lopende-periode"]


async def test_5_4_and_5_5_other_shares_and_the_gemeente(world: World) -> None:
    """S16: other shares; a gemeente against its agreement needs a reason and is never blocked; no kind is a warning."""
    zaak = await searched(world)
    path = f"/v1/overlegtrajecten/{zaak}"
    world.at("2025-05-13T09:00")
    split = twee((VT, "vera.vt", "dagelijks-contact"), (OM, "olga.om", "strafzaak"))
    assert await appoint(world, zaak, keuze(split, "2025-05-13")) == "vastgelegd"
    for oin in (GM, GZ):
        await world.post(NOOR, "meetings", f"{path}/deelnemers", {"oin": oin, "reden": "Er zijn kinderen."})
    await _what_the_gemeenten_agreed(world)
    await _centre_of_gravity(world, zaak)
    world.at("2025-05-15T12:00")
    against = {"casusregie": gemeente(GM, "mia.gm", "kinderen", team="Jeugd"), "aanvaardOp": "2025-05-15"}
    refused = await world.outside.post(
        "fatima.zv", "meetings", f"{path}/overleggen/2/casusverslag", _minutes(casusregie=against)
    )
    assert (refused.status, refused.codes) == (400, ["reden-ontbreekt"])
    assert "geen casusregie levert" in text_of(refused.body)
    saved = await world.stages.hold(zaak, 2, casusregie=against | {"reden": "Het gaat om de kinderen."})
    assert saved["besloten"] is True
    assert "staat geen kind" in only(saved["waarschuwingen"])
    world.at("2025-06-02T09:00")
    with_agreement = keuze(gemeente(GZ, "gijs.gz", "contact-lastig"), "2025-06-02")
    answer = expect(await world.outside.post(NOOR, "meetings", f"{path}/casusregie", with_agreement), 201)
    assert answer["waarschuwingen"] == []
    led = [
        ("twee", "2025-05-13", "2025-05-14"),
        ("gemeente", "2025-05-15", "2025-06-01"),
        ("gemeente", "2025-06-02", None),
    ]

    async def rows() -> Any:
        return await history(world, zaak)

    await soon(rows, led)
    await _a_gap_is_seen(world, zaak, led)


async def _what_the_gemeenten_agreed(world: World) -> None:
    """S16: shown beside the choice, for the day on which it would start; over is over."""

    async def agreed(day: str) -> dict[str, Any]:
        listed = (await world.get(NOOR, "regie", "/v1/casusregie/gemeenten", op=day))["gemeenten"]
        return {one["gemeente"]["oin"]: one for one in listed}

    now = await agreed("2025-12-31")
    assert (now[GM]["redenNodig"], now[GM]["verlopen"]) == (True, None)
    said = only(now[GM]["afspraken"])
    assert (said["levert"], said["van"], said["totEnMet"]) == ("nee", "2025-01-01", "2025-12-31")
    assert (now[GZ]["redenNodig"], only(now[GZ]["afspraken"])["team"]) == (False, "VVT")
    later = await agreed("2026-01-01")
    assert (later[GM]["redenNodig"], later[GM]["afspraken"]) == (False, [])
    assert later[GM]["verlopen"]["totEnMet"] == "2025-12-31"


async def _centre_of_gravity(world: World, zaak: str) -> None:
    """S16: a gemeente since a day, with a reason; not in the future, never before the last; every one stays."""
    path = f"/v1/casussen/{zaak}/zwaartepunten"
    body = {"gemeente": "zandvoorde", "per": "2025-05-12", "reden": "Anna woont er."}
    for wrong, code in (
        ({"gemeente": "elders"}, "gemeente-onbekend"),
        ({"per": "2025-05-14"}, "datum-in-toekomst"),
        ({"reden": ""}, "te-kort"),
    ):
        assert codes(await world.post(NOOR, "regie", path, body | wrong, status=400)) == [code]
    await world.post(NOOR, "regie", path, body)
    early = body | {"gemeente": "meerwijk", "per": "2025-05-11"}
    assert codes(await world.post(NOOR, "regie", path, early, status=400)) == ["voor-laatste-zwaartepunt"]
    await world.post(NOOR, "regie", path, early | {"per": "2025-05-13", "reden": "Boris woont er."})
    assert await world.event(zaak, "ZwaartepuntGewijzigd", 2) == {"gemeente": "meerwijk", "per": "2025-05-13"}
    shown = await world.get(VERA, "regie", f"/v1/casussen/{zaak}")
    assert [one["gemeente"] for one in shown["zwaartepunten"]] == ["zandvoorde", "meerwijk"]
    assert shown["zwaartepunt"]["gemeente"] == "meerwijk"


async def _a_gap_is_seen(world: World, zaak: str, led: list[tuple[str, str, str | None]]) -> None:
    """S16 L4b: who leads leaves; from then until the next one starts nobody leads, and everybody sees that."""
    path = f"/v1/overlegtrajecten/{zaak}"
    world.at("2025-07-01T09:00")
    await world.post(NOOR, "meetings", f"{path}/deelnemers/{GZ}/vertrek", {"reden": "Het team stopt."})
    await soon(lambda: _leads(world, zaak), None)
    world.at("2025-07-10T09:00")
    assert await appoint(world, zaak, keuze(een(VT, "vera.vt"), "2025-07-10")) == "vastgelegd"
    rows = await history(world, zaak)
    assert rows[:2] == led[:2]
    assert rows[-1] == ("een", "2025-07-10", None)
    shown = await world.get(VERA, "regie", f"/v1/casussen/{zaak}")
    gap = only(shown["casusregie"]["gaten"])
    assert (gap["van"], gap["totEnMet"]) == ("2025-07-01", "2025-07-09")
    assert rows[2] == ("gemeente", "2025-06-02", "2025-06-30")


async def _leads(world: World, zaak: str) -> Any:
    return (await world.get(NOOR, "regie", f"/v1/casussen/{zaak}"))["casusregie"]["nu"]


def _minutes(**changes: Any) -> dict[str, Any]:
    return casusverslag(PO, VT, wensen=[{"wens": "aware", "antwoord": "besproken"}]) | changes
