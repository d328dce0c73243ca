# SPDX-License-Identifier: EUPL-1.2
"""Story 6, the rhythm: proposals of ten weeks, moving, cancelling, the mean; and who may decide (S13, D3, S12, L4)."""

from datetime import date
from typing import Any

from tests.e2e.world import World, codes, expect, local, only, soon, text_of

from zvhh_local.examples import PO, RN, VT, casusverslag

NOOR, FATIMA, VERA, PIET = "noor.zv", "fatima.zv", "vera.vt", "piet.po"
TEN_LOCAL = "T10:00"


async def planned(world: World, zaak: str) -> tuple[int, str]:
    """Number and begin of what is planned next."""
    shown = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
    one = only(one for one in shown["overleggen"] if one["stand"] == "gepland")
    return int(one["nummer"]), str(one["begin"])


async def hold(world: World, zaak: str, day: str) -> int:
    """Hold what is planned on that day, and record it an hour later; the number of what is proposed next."""
    nummer, begin = await planned(world, zaak)
    assert begin == utc(f"{day}{TEN_LOCAL}")
    world.at(f"{day}T11:00")
    shown = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
    possible = shown["afschalen"]["mogelijkSinds"] is not None
    answer = {"afschalen": {"uitkomst": "later", "reden": "Eerst nog een keer spreken."}} if possible else {}
    await world.stages.hold(zaak, nummer, **answer)
    return nummer + 1


def utc(moment: str) -> str:
    """A local moment as the API writes it."""
    from datetime import UTC

    return local(moment).astimezone(UTC).isoformat().replace("+00:00", "Z")


async def replan(world: World, zaak: str, day: str, reden: str | None) -> Any:
    """Plan the next casusoverleg on that day at ten."""
    body = {
        "begin": f"{local(day + TEN_LOCAL).isoformat()}",
        "duurMinuten": 60,
        "plaats": "Kamer 2",
        "genodigden": [VT, PO, RN],
        "reden": reden,
    }
    return await world.outside.post(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen", body)


async def opened(world: World, weegoverleg: str) -> str:
    """A zaak whose weegoverleg was held that day at ten."""
    world.at(f"{weegoverleg[:8]}{int(weegoverleg[8:]) - 4:02}T09:00")
    zaak = await world.stages.report()
    await world.stages.to_open(zaak, local(weegoverleg + TEN_LOCAL))
    return zaak


async def test_6_1_to_6_6_ten_weeks_on_at_the_same_local_time(world: World) -> None:
    """S13 D3 L9: the whole of one zaak's rhythm, from 10 February 2025 to 5 March 2026."""
    zaak = await opened(world, "2025-01-27")
    await hold(world, zaak, "2025-02-10")
    assert (await planned(world, zaak))[1] == "2025-04-22T08:00:00Z"  # 21 April is a holiday; summer time by then
    nummer = await hold(world, zaak, "2025-04-22")
    assert (await planned(world, zaak))[1] == "2025-07-01T08:00:00Z"
    await _move(world, zaak, nummer)
    await _cancel(world, zaak, nummer)
    world.at("2025-07-15T09:00")
    expect(await replan(world, zaak, "2025-07-22", None), 201)
    await hold(world, zaak, "2025-07-22")
    assert (await planned(world, zaak))[1] == "2025-09-30T08:00:00Z"
    await _later_with_a_reason(world, zaak)
    await _the_mean(world, zaak)
    await _around_holidays(world, zaak)


async def _move(world: World, zaak: str, nummer: int) -> None:
    world.at("2025-06-30T09:00")
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/verzetting"
    body = {"begin": "2025-07-08T10:00:00+02:00"}
    refused = await world.post(NOOR, "meetings", path, body, status=400)
    assert codes(refused) == ["reden-ontbreekt"]
    await world.post(NOOR, "meetings", path, body | {"reden": "Vera is met vakantie."})
    moved = await world.event(zaak, "OverlegVerzet")
    assert moved == {"nummer": nummer, "soort": "casusoverleg", "begin": "2025-07-08T08:00:00Z", "duurMinuten": 60}
    shown = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
    assert only(one["volgnummer"] for one in shown["overleggen"] if one["nummer"] == nummer) == 1
    update = await invitation(world, zaak, nummer)
    assert (update["methode"], update["volgnummer"], update["begin"]) == ("REQUEST", 1, "2025-07-08T08:00:00Z")
    assert "Anna" not in str(update)


async def invitation(world: World, zaak: str, nummer: int) -> dict[str, Any]:
    """What the .ics of an overleg holds, as who is invited reads it."""
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/uitnodiging"
    read: dict[str, Any] = await world.get(VERA, "meetings", path)
    return read


async def _cancel(world: World, zaak: str, nummer: int) -> None:
    world.at("2025-07-07T09:00")
    path = f"/v1/overlegtrajecten/{zaak}"
    cancel = f"{path}/overleggen/{nummer}/annulering"
    assert codes(await world.post(NOOR, "meetings", cancel, {}, status=400)) == ["reden-ontbreekt"]
    uid = (await invitation(world, zaak, nummer))["uid"]
    await world.post(NOOR, "meetings", cancel, {"reden": "Te weinig aanwezigen."})
    assert (await world.event(zaak, "OverlegGeannuleerd"))["nummer"] == nummer
    cancelled = await invitation(world, zaak, nummer)
    assert (cancelled["uid"], cancelled["methode"], cancelled["volgnummer"]) == (uid, "CANCEL", 2)
    shown = await world.get(NOOR, "meetings", path)
    assert shown["zonderDatum"] is True
    listed = (await world.get(NOOR, "meetings", "/v1/overlegtrajecten", zonderDatum=True, aantal=200))["items"]
    assert zaak in [one["zaakId"] for one in listed]
    assert await late_task(world, zaak) == ("zonder-datum", "2025-07-14", False)
    world.at("2025-07-15T00:00")
    assert await late_task(world, zaak) == ("zonder-datum", "2025-07-14", True)
    await world.settle()
    assert world.events_of(zaak, "CasusoverlegGepland")[-1].data["begin"] == "2025-07-01T08:00:00Z"


async def late_task(world: World, zaak: str) -> Any:
    """The one task of a procesregisseur for this zaak: what, until when, and whether that is over."""
    rows = (await world.get(NOOR, "meetings", "/v1/taken", aantal=200))["items"]
    tasks = [one for row in rows if row["zaakId"] == zaak for one in row["taken"]]
    return only((one["code"], one["uiterlijk"], one["teLaat"]) for one in tasks if one["voor"] == "procesregisseur")


async def _later_with_a_reason(world: World, zaak: str) -> None:
    world.at("2025-09-01T09:00")
    await world.stages.closable(zaak)  # six months since the opening; each next casusoverleg answers that (S14)
    refused = await replan(world, zaak, "2025-10-16", None)
    assert (refused.status, refused.codes) == (400, ["reden-ontbreekt"])
    expect(await replan(world, zaak, "2025-10-16", "Iedereen kan pas dan."), 201)
    await hold(world, zaak, "2025-10-16")
    assert (await planned(world, zaak))[1] == "2025-12-29T09:00:00Z"  # 25 and 26 December, then a weekend


async def _the_mean(world: World, zaak: str) -> None:
    shown = (await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}"))["ritme"]
    assert shown["tussenpozen"] == [71, 91, 86]
    assert (shown["gemiddeldeWeken"], shown["tekst"]) == ("11,8", "gemiddeld 11,8 weken (3 tussenpozen)")
    days = [one.data["dagenSindsVorige"] for one in world.events_of(zaak, "CasusoverlegGehouden")]
    assert days == [None, 71, 91, 86]


async def _around_holidays(world: World, zaak: str) -> None:
    await hold(world, zaak, "2025-12-29")
    for day, proposed in (
        ("2026-01-23", "2026-04-07"),  # Goede Vrijdag, weekend, paasmaandag
        ("2026-02-16", "2026-04-28"),  # Koningsdag
        ("2026-03-05", "2026-05-15"),  # Hemelvaart
    ):
        expect(await replan(world, zaak, day, "Eerder, want er is veel veranderd."), 201)
        await hold(world, zaak, day)
        assert (await planned(world, zaak))[1] == utc(proposed + TEN_LOCAL)


async def test_6_6_and_6_7_pinksteren_and_who_may_decide(world: World) -> None:
    """S12 S13 L4 D3: without lid 1, or with one organisation, minutes are kept and nothing is decided; then two versions."""
    zaak = await opened(world, "2025-03-17")
    await hold(world, zaak, "2025-03-31")
    nummer, begin = await planned(world, zaak)
    assert begin == "2025-06-10T08:00:00Z"
    world.at("2025-06-10T11:00")
    plan = world.stages.plan_van_aanpak(date(2025, 6, 11))
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/casusverslag"
    for present, words in (([VT, RN], "er is geen lid-1-partner"), ([PO], "er zijn minder dan 2 organisaties")):
        body = casusverslag(*present, plan=plan)
        refused = await world.post(FATIMA, "meetings", path, body, status=409)
        assert codes(refused) == ["geen-quorum"]
        assert words in text_of(refused)
        closing = {"uitkomst": "afschalen", "reden": "Rust.", "gaatVerder": [{"oin": VT, "afspraak": "Bellen."}]}
        body = casusverslag(*present, afschalen=closing | {"signalen": "Bezoek."})
        refused = await world.post(FATIMA, "meetings", path, body, status=409)
        assert "geen-quorum" in codes(refused)
    kept = await world.stages.hold(zaak, nummer, VT, RN, notities={"beeldvorming": "Er is gepraat."})
    assert kept["besloten"] is False
    assert "lid-1-partner" in kept["tekst"]
    assert (await world.event(zaak, "CasusoverlegGehouden", 2))["besloten"] is False
    await _plan_versions(world, zaak, plan)
    await _own_things_only(world, zaak)


async def _plan_versions(world: World, zaak: str, plan: dict[str, Any]) -> None:
    path = f"/v1/overlegtrajecten/{zaak}"
    for number, day in enumerate(("2025-06-24", "2025-07-08"), start=1):
        if number == 1:
            expect(await replan(world, zaak, day, "Er kon niet besloten worden."), 201)
        else:
            expect(await replan(world, zaak, day, "Het plan moet strakker."), 201)
        nummer, _ = await planned(world, zaak)
        world.at(f"{day}T11:00")
        only_pleger = plan | {"interventies": plan["interventies"][:1]}
        refused = await world.outside.post(
            FATIMA,
            "meetings",
            f"{path}/overleggen/{nummer}/casusverslag",
            casusverslag(PO, VT, plan=only_pleger),
        )
        assert (refused.status, refused.codes) == (400, ["geen-interventie-slachtoffer"])
        agreement = {"soort": "overig", "tekst": "Slot vervangen.", "eigenaar": VT}
        await world.stages.hold(
            zaak, nummer, PO, VT, plan=plan | {"doelen": f"Doel {number}."}, nieuweAfspraken=[agreement]
        )
        assert (await world.event(zaak, "PlanVanAanpakVastgesteld", number))["versie"] == number
    versions = (await world.get(NOOR, "meetings", path))["planversies"]
    assert [(one["versie"], one["doelen"]) for one in versions] == [(1, "Doel 1."), (2, "Doel 2.")]


async def _own_things_only(world: World, zaak: str) -> None:
    """S12: between overleggen an owner brings an own intervention or agreement up to date, nobody else."""
    path = f"/v1/overlegtrajecten/{zaak}"
    shown = await world.get(NOOR, "meetings", path)
    ours = only(one["nummer"] for one in shown["plan"]["interventies"] if one["eigenaar"] == PO)
    stand = f"{path}/interventies/{ours}/stand"
    assert (await world.post(VERA, "meetings", stand, {"stand": "loopt"}, status=403))["code"] == "niet-van-u"
    await world.post(NOOR, "meetings", stand, {"stand": "loopt"}, status=403)
    await world.post(PIET, "meetings", stand, {"stand": "loopt"})
    after = await world.get(NOOR, "meetings", path)
    assert only(one["stand"] for one in after["plan"]["interventies"] if one["nummer"] == ours) == "loopt"
    assert all(one["stand"] == "gepland" for version in after["planversies"] for one in version["interventies"])
    open_ = [one["nummer"] for one in after["afspraken"] if one["eigenaar"] == VT and one["stand"] == "open"]
    agreement = f"{path}/afspraken/{open_[-1]}/stand"
    assert codes(await world.post(VERA, "meetings", agreement, {"stand": "kan-niet-meer"}, status=400)) == [
        "reden-ontbreekt"
    ]
    await world.post(VERA, "meetings", agreement, {"stand": "gedaan"})

    async def on_agenda() -> Any:
        nummer, _ = await planned(world, zaak)
        agenda = await world.get(NOOR, "meetings", f"{path}/overleggen/{nummer}/agenda")
        return [one["afspraak"] for one in agenda["punten"] if one["soort"] == "afspraak"]

    still_open = [one["nummer"] for one in after["afspraken"] if one["stand"] in ("open", "niet-gedaan")]
    await soon(on_agenda, [one for one in still_open if one != open_[-1]])
