# SPDX-License-Identifier: EUPL-1.2
"""The weegoverleg and who takes part: what must be decided, who may read from when to when (S3, S11, L4, L4b, L6, L8, D5)."""

from typing import Any

from tests.e2e.world import World, codes, local, only, soon

from zvhh_local.examples import OM, PO, RN, VT, weegverslag
from zvhh_local.people import ORGANISATIONS

NOOR, FATIMA, VERA, PIET, ROB, WIM, GIJS = "noor.zv", "fatima.zv", "vera.vt", "piet.po", "rob.rn", "wim.wg", "gijs.gz"
WG, SH, GZ = (ORGANISATIONS[name] for name in ("WG", "SH", "GZ"))


async def sees(world: World, who: str, zaak: str) -> list[str]:
    """In which services a person reads the zaak."""
    paths = {"intake": "/v1/meldingen", "meetings": "/v1/overlegtrajecten", "regie": "/v1/casussen"}
    replies = {
        service: (await world.outside.get(who, service, f"{path}/{zaak}")).status for service, path in paths.items()
    }
    return [service for service, status in replies.items() if status == 200]


async def planned(world: World) -> tuple[str, int]:
    """A zaak with a weegoverleg on 12 March 2025 at ten; it is half past eleven."""
    world.at("2025-03-10T09:00")
    zaak = await world.stages.report()
    await world.stages.pass_on(zaak)
    nummer = await world.stages.plan(zaak, local("2025-03-12T10:00"), (VT, PO, OM, RN))
    world.at("2025-03-12T11:30")
    return zaak, nummer


async def test_every_decision_is_asked_for_at_once(world: World) -> None:
    """S3 S11 L4: an empty report of a meeting that may decide names all that is missing; nothing is recorded."""
    zaak, nummer = await planned(world)
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/weegverslag"
    refused = await world.post(
        FATIMA, "meetings", path, {"aanwezigen": [{"oin": PO}, {"oin": VT}], "passend": True}, status=400
    )
    assert codes(refused) == [
        "afspraak-contact-ontbreekt",
        "afspraak-veiligheid-ontbreekt",
        "doorzetten-ontbreekt",
        "motivatie-ontbreekt",
        "wens-onbeantwoord",
    ]
    late = weegverslag()
    late["afspraken"][0]["uiterlijk"] = "2025-03-27"
    late["deelnemers"] = [*late["deelnemers"], SH]
    refused = await world.post(FATIMA, "meetings", path, late, status=400)
    assert codes(refused) == ["datum-na-volgend-overleg", "derde"]
    assert world.events_of(zaak, "WeegoverlegGehouden") == []


async def test_below_the_quorum_it_is_talked_about_and_not_decided(world: World) -> None:
    """L4 S11 S6: procesregisseurs count for none; decisions are refused, minutes are kept, no place is claimed."""
    zaak, nummer = await planned(world)
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/weegverslag"
    present = [{"oin": VT}, {"oin": ORGANISATIONS["ZV"], "persoon": FATIMA}]
    refused = await world.post(FATIMA, "meetings", path, weegverslag(aanwezigen=present), status=409)
    assert set(codes(refused)) == {"geen-quorum"}
    kept = await world.post(
        FATIMA, "meetings", path, {"aanwezigen": present, "notities": {"beeldvorming": "Besproken."}}
    )
    assert kept["besloten"] is False
    assert (await world.event(zaak, "WeegoverlegGehouden"))["besloten"] is False
    await world.settle()
    assert world.events_of(zaak, "PlaatsGevraagd", "CasusGeopend") == []
    again = await world.stages.plan(zaak, local("2025-03-14T10:00"), (VT, PO))
    assert again == 2


async def test_not_yet_means_a_second_weegoverleg_and_no_place(world: World) -> None:
    """S11 S6: doorzetten nog niet; the second one takes the place."""
    zaak, nummer = await planned(world)
    nog_niet: dict[str, Any] = {"doorzetten": "nog-niet", "deelnemers": [], "casusregie": None}
    await world.stages.weigh(zaak, nummer, **nog_niet)
    assert (await world.event(zaak, "WeegoverlegGehouden"))["doorzetten"] == "nog-niet"
    await world.settle()
    assert world.events_of(zaak, "PlaatsGevraagd") == []
    second = await world.stages.plan(zaak, local("2025-03-19T10:00"))
    world.at("2025-03-19T11:30")
    await world.stages.weigh(zaak, second)
    await world.event(zaak, "CasusGeopend")
    assert len(world.events_of(zaak, "PlaatsGevraagd")) == 1


async def test_not_passend_has_a_way_on_and_ends_access(world: World) -> None:
    """S11 D5 L6 L8: the invited read from invitation to vastleggen; a no names the way on, who watches and who tells."""
    world.at("2025-03-10T09:00")
    zaak = await world.stages.report()
    await world.stages.pass_on(zaak)
    assert await sees(world, ROB, zaak) == []
    nummer = await world.stages.plan(zaak, local("2025-03-12T10:00"), (VT, PO, RN))

    async def rob() -> list[str]:
        return await sees(world, ROB, zaak)

    await soon(rob, ["intake", "meetings"])
    assert await sees(world, WIM, zaak) == []
    world.at("2025-03-12T11:30")
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/weegverslag"
    no = {"aanwezigen": [{"oin": PO}, {"oin": VT}], "passend": False, "motivatie": "Geen stalking."}
    refused = await world.post(FATIMA, "meetings", path, no, status=400)
    assert codes(refused) == ["route-ontbreekt", "wie-bewaakt-veiligheid-ontbreekt", "wie-vertelt-ontbreekt"]
    no |= {"route": "lokaal", "wieBewaaktVeiligheid": PO, "wieVertelt": VT}
    await world.post(FATIMA, "meetings", path, no)
    assert (await world.event(zaak, "WeegoverlegGehouden"))["route"] == "lokaal"
    await soon(rob, [])

    async def told() -> Any:
        shown = [await world.get(who, "intake", f"/v1/meldingen/{zaak}") for who in (VERA, NOOR)]
        return [(one["stand"], one["route"], one["vernietigenOp"]) for one in shown]

    await soon(told, [("behandeld", None, None), ("niet-passend", "lokaal", "2025-04-11")])
    assert world.events_of(zaak, "PlaatsGevraagd") == []


async def test_partners_join_and_leave_and_access_goes_with_them(world: World) -> None:
    """L4b L6 S11 D3: dated, with a reason; open agreements are handed over in the same act; a leaving regisseur is sought."""
    zaak, nummer = await planned(world)
    deelnemers = [VT, PO, RN]
    await world.stages.weigh(zaak, nummer, deelnemers=deelnemers)
    await world.stages.in_meetings(zaak, "loopt")
    path = f"/v1/overlegtrajecten/{zaak}/deelnemers"
    assert codes(await world.post(NOOR, "meetings", path, {"oin": SH, "reden": "Kennis."}, status=400)) == ["derde"]
    assert codes(await world.post(NOOR, "meetings", path, {"oin": WG}, status=400)) == ["reden-ontbreekt"]
    await world.post(NOOR, "meetings", path, {"oin": WG, "reden": "Boris krijgt hulp van De Wende."})

    async def wim() -> list[str]:
        return await sees(world, WIM, zaak)

    await soon(wim, ["intake", "meetings", "regie"])
    await world.post(NOOR, "meetings", f"{path}/{WG}/vertrek", {"reden": "De hulp is gestopt."})
    assert "meetings" not in await sees(world, WIM, zaak)  # at once, where it was recorded
    await soon(wim, [])
    await _the_leader_leaves(world, zaak, path)
    left = {
        one["oin"]: one["tot"] for one in (await world.get(NOOR, "meetings", path.rpartition("/")[0]))["deelnemers"]
    }
    assert left == {VT: "2025-03-12", PO: None, RN: None, WG: "2025-03-12"}


async def _the_leader_leaves(world: World, zaak: str, path: str) -> None:
    leave = f"{path}/{VT}/vertrek"
    refused = await world.post(NOOR, "meetings", leave, {"reden": "Vera stopt."}, status=400)
    assert codes(refused) == ["afspraak-niet-overgedragen"]
    hand_over = {"reden": "Vera stopt.", "overdracht": [{"nummer": 1, "aan": RN}]}
    await world.post(NOOR, "meetings", leave, hand_over)
    assert (await world.event(zaak, "CasusregieGezocht"))["door"] == ORGANISATIONS["ZV"]
    shown = await world.get(NOOR, "meetings", path.rpartition("/")[0])
    assert only(one["eigenaar"] for one in shown["afspraken"] if one["nummer"] == 1) == RN

    async def leads() -> Any:
        return (await world.get(NOOR, "regie", f"/v1/casussen/{zaak}"))["casusregie"]["nu"]

    await soon(leads, None)

    async def vera() -> list[str]:
        return await sees(world, VERA, zaak)

    await soon(vera, ["intake"])  # as reporter of her own melding
    last = await world.post(NOOR, "meetings", f"{path}/{GZ}/vertrek", {"reden": "Doet niet mee."}, status=409)
    assert last["code"] == "geen-deelnemer"


async def test_the_last_lid_1_partner_leaving_is_a_warning(world: World) -> None:
    """L4b: never a block."""
    zaak, nummer = await planned(world)
    await world.stages.weigh(zaak, nummer, deelnemers=[VT, PO])
    await world.stages.in_meetings(zaak, "loopt")
    path = f"/v1/overlegtrajecten/{zaak}/deelnemers/{PO}/vertrek"
    gone = await world.post(NOOR, "meetings", path, {"reden": "Klaar.", "overdracht": [{"nummer": 2, "aan": VT}]})
    assert "lid-1-partner" in only(gone["waarschuwingen"])
