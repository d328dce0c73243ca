# SPDX-License-Identifier: EUPL-1.2
"""Meetings from outside, on a real database and broker: each route acts, refuses, and is closed to who may not."""

import json
from datetime import date
from typing import Any

import httpx2
import pytest
from services.meetings.tests.parts.dienst import Dienst

from zvhh_contracts import casussen
from zvhh_contracts.topics import OVERLEGGEN
from zvhh_kit.testing.broker import read_topic, until
from zvhh_kit.testing.service import new_zaak

pytestmark = pytest.mark.parts

ZV, WG = "00000099000000000100", "00000099000000007000"
VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WOENSDAG, EERSTE = date(2025, 3, 12), date(2025, 3, 26)
PLAN = {
    "doelen": "rust voor Anna",
    "interventies": [
        {"soort": "rn-traject", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01"},
        {
            "soort": "aware",
            "voor": "slachtoffer",
            "eigenaar": VT,
            "start": "2025-04-01",
            "omschrijving": "tas van Anna",
        },
    ],
}

"""The fixture of the conftest: the service with a client."""


def codes(response: httpx2.Response) -> list[str]:
    """The codes of a refusal."""
    return [fout["code"] for fout in response.json()["fouten"]]


async def test_a_weegoverleg_is_planned_and_its_agenda_shows_the_wish(dienst: Dienst) -> None:
    """S3, S10: the planning task in the list, planned, and read by who is invited."""
    zaak = await dienst.te_plannen()
    (regel,) = (await dienst.lees("", stand="te-plannen")).json()["items"]
    assert (regel["zaakId"], regel["kenmerk"]) == (zaak, "ZV-7K4M-9QXT")
    assert [(taak["code"], taak["uiterlijk"]) for taak in regel["taken"]] == [("weegoverleg-plannen", "2025-03-19")]
    assert (await dienst.lees(f"/{zaak}", "rob")).status_code == 404
    begin = dienst.verhaal.lokaal(WOENSDAG).isoformat()
    body = {"begin": begin, "duurMinuten": 90, "plaats": "Stadhuis", "genodigden": [PO, VT, RN]}
    answer = await dienst.goed(f"/{zaak}/overleggen", body)
    assert answer == {"nummer": 1, "soort": "weegoverleg", "waarschuwingen": []}
    agenda = (await dienst.lees(f"/{zaak}/overleggen/1/agenda", "rob")).json()
    assert (agenda["kenmerk"], agenda["plaats"], agenda["begin"]) == (
        "ZV-7K4M-9QXT",
        "Stadhuis",
        "2025-03-12T09:00:00Z",
    )
    assert "De melder wil AWARE bespreken." in [punt["titel"] for punt in agenda["punten"]]
    assert (await dienst.lees(f"/{zaak}/overleggen/2/agenda")).status_code == 404


async def test_a_wrong_body_names_every_fault_and_stores_nothing(dienst: Dienst) -> None:
    """L5, L6: unknown fields, wrong types and missing fields; and the faults of the domain with their places."""
    zaak = await dienst.te_plannen()
    answer = await dienst.doe(f"/{zaak}/overleggen", {"begin": "woensdag", "duurMinuten": 5, "extra": 1})
    assert answer.status_code == 400
    places = {fout["plaats"] for fout in answer.json()["fouten"]}
    assert places == {"/begin", "/duurMinuten", "/extra", "/plaats", "/genodigden"}
    body = {"begin": "2025-03-01T10:00:00+01:00", "duurMinuten": 60, "plaats": "x", "genodigden": ["0" * 20]}
    answer = await dienst.doe(f"/{zaak}/overleggen", body)
    assert (answer.status_code, codes(answer)) == (400, ["begin-voorbij", "partner-onbekend"])
    nested = dienst.verhaal.weegverslag(notities={"beeldvorming": "x", "bsn": "999990019"})
    answer = await dienst.doe(f"/{zaak}/overleggen/1/weegverslag", nested)
    assert (answer.status_code, [fout["plaats"] for fout in answer.json()["fouten"]]) == (400, ["/notities/bsn"])
    assert (await dienst.lees(f"/{zaak}")).json()["overleggen"] == []


async def test_moved_and_cancelled(dienst: Dienst) -> None:
    """D3: with a reason; then it stands under without a date."""
    zaak = await dienst.gepland()
    path = f"/{zaak}/overleggen/1"
    answer = await dienst.doe(f"{path}/verzetting", {"begin": "2025-03-13T10:00:00+01:00"})
    assert (answer.status_code, codes(answer)) == (400, ["reden-ontbreekt"])
    await dienst.goed(f"{path}/verzetting", {"begin": "2025-03-13T10:00:00+01:00", "reden": "ziek"})
    assert (await dienst.lees(f"/{zaak}")).json()["overleggen"][0]["volgnummer"] == 1
    await dienst.goed(f"{path}/annulering", {"reden": "ziek"})
    assert [regel["zaakId"] for regel in (await dienst.lees("", zonderDatum=True)).json()["items"]] == [zaak]
    assert (await dienst.lees("", zonderDatum=False)).json()["items"] == []
    assert (await dienst.lees("", laat=True)).json()["items"] == []
    assert codes(await dienst.doe(f"{path}/verzetting", {"begin": "2025-03-13T10:00:00+01:00", "reden": "x"})) == [
        "geannuleerd"
    ]


async def test_zaken_are_found_by_kenmerk_within_sight(dienst: Dienst) -> None:
    """L6: none, one or both of two that share it, as far as the asker sees them; what can't be one is refused."""
    uitgenodigd, ander = await dienst.gepland(), await dienst.te_plannen()

    async def gevonden(wie: str, kenmerk: str = "ZV-7K4M-9QXT") -> list[str]:
        return [regel["zaakId"] for regel in (await dienst.lees("", wie, kenmerk=kenmerk)).json()["items"]]

    assert sorted(await gevonden("fatima")) == sorted([uitgenodigd, ander])
    assert await gevonden("rob") == [uitgenodigd]
    assert await gevonden("wim") == await gevonden("fatima", "ZV-2222-2222") == []
    assert (await dienst.lees("", kenmerk="$ne")).status_code == 400


async def test_the_minutes_of_a_weegoverleg(dienst: Dienst) -> None:
    """S11, L4: faults with their places; recorded, shown to participants in clear, closed to who was only invited."""
    zaak = await dienst.gepland()
    path = f"/{zaak}/overleggen/1/weegverslag"
    assert codes(await dienst.doe(path, dienst.verhaal.weegverslag())) == ["nog-niet-gehouden"]
    dienst.op(WOENSDAG)
    zonder = dienst.verhaal.weegverslag(aanwezigen=[{"oin": VT}, {"oin": RN}])
    answer = await dienst.doe(path, zonder)
    assert (answer.status_code, codes(answer)) == (409, ["geen-quorum"] * 4)
    answer = await dienst.goed(path, dienst.verhaal.weegverslag(deelnemers=[PO, VT]))
    assert (answer["nummer"], answer["besloten"]) == (1, True)
    shown = (await dienst.lees(f"/{zaak}", "vera")).json()
    verslag = shown["overleggen"][0]["weegverslag"]
    assert (verslag["motivatie"], verslag["afspraken"][0]["tekst"]) == ("past bij de pilot", "bellen")
    assert shown["casusregie"]["casusregie"] == {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}}
    assert (shown["stand"], shown["vernietigenUiterlijkOp"]) == ("wacht-op-plaats", "2030-03-03")
    assert (await dienst.lees(f"/{zaak}", "rob")).status_code == 404
    assert codes(await dienst.doe(path, dienst.verhaal.weegverslag())) == ["al-vastgelegd"]


async def test_the_minutes_of_a_casusoverleg(dienst: Dienst) -> None:
    """S12, S13, D3: the gate in words, then version 1; agreements carried on; the rhythm shown."""
    zaak = await dienst.loopt()
    dienst.op(EERSTE)
    path = f"/{zaak}/overleggen/2/casusverslag"
    half = PLAN | {"interventies": PLAN["interventies"][:1]}
    answer = await dienst.doe(path, dienst.verhaal.casusverslag(plan=half))
    assert answer.json()["fouten"] == [
        {
            "code": "geen-interventie-slachtoffer",
            "tekst": "Er is nog geen interventie voor het slachtoffer.",
            "plaats": "/plan/interventies",
        }
    ]
    gemeld = [{"nummer": 2, "stand": "gedaan"}, {"nummer": 1, "stand": "niet-gedaan"}]
    await dienst.goed(path, dienst.verhaal.casusverslag(plan=PLAN, afspraken=gemeld))
    shown = (await dienst.lees(f"/{zaak}")).json()
    assert (shown["plan"]["versie"], shown["plan"]["doelen"]) == (1, "rust voor Anna")
    assert shown["ritme"]["tussenpozen"] == []
    assert shown["overleggen"][2]["begin"] == "2025-06-04T08:00:00Z"
    punten = (await dienst.lees(f"/{zaak}/overleggen/3/agenda", "piet")).json()["punten"]
    assert [punt["tekst"] for punt in punten if punt["soort"] == "afspraak"] == ["bellen"]


async def test_owners_bring_their_own_up_to_date(dienst: Dienst) -> None:
    """S12, D3: own agreements and interventions only, and by participants only."""
    zaak = await dienst.loopt()
    dienst.op(EERSTE)
    await dienst.goed(f"/{zaak}/overleggen/2/casusverslag", dienst.verhaal.casusverslag(plan=PLAN))
    answer = await dienst.doe(f"/{zaak}/afspraken/1/stand", {"stand": "gedaan"}, "piet")
    assert (answer.status_code, codes(answer)) == (403, ["niet-van-u"])
    assert await dienst.goed(f"/{zaak}/afspraken/1/stand", {"stand": "gedaan"}, "vera") == {
        "nummer": 1,
        "stand": "gedaan",
    }
    answer = await dienst.doe(f"/{zaak}/interventies/1/stand", {"stand": "loopt"}, "vera")
    assert (answer.status_code, codes(answer)) == (403, ["niet-van-u"])
    assert await dienst.goed(f"/{zaak}/interventies/1/stand", {"stand": "loopt"}, "rob") == {
        "nummer": 1,
        "stand": "loopt",
    }
    assert (await dienst.doe(f"/{zaak}/afspraken/1/stand", {"stand": "gedaan"}, "wim")).status_code == 404


async def test_partners_join_and_leave(dienst: Dienst) -> None:
    """L4b, L6: sees the zaak from joining on, and nothing from leaving on."""
    zaak = await dienst.loopt()
    assert (await dienst.lees(f"/{zaak}", "wim")).status_code == 404
    assert codes(await dienst.doe(f"/{zaak}/deelnemers", {"oin": WG})) == ["reden-ontbreekt"]
    await dienst.goed(f"/{zaak}/deelnemers", {"oin": WG, "reden": "behandeling"})
    assert (await dienst.lees(f"/{zaak}", "wim")).status_code == 200
    assert len((await dienst.lees("", "wim")).json()["items"]) == 1
    assert codes(await dienst.doe(f"/{zaak}/deelnemers/{PO}/vertrek", {"reden": "klaar"})) == [
        "afspraak-niet-overgedragen"
    ]
    overdracht = [{"nummer": 2, "aan": OM}]
    answer = await dienst.goed(f"/{zaak}/deelnemers/{PO}/vertrek", {"reden": "klaar", "overdracht": overdracht})
    assert answer == {"oin": PO, "waarschuwingen": []}
    assert (await dienst.lees(f"/{zaak}", "piet")).status_code == 404
    assert (await dienst.lees("", "piet")).json()["items"] == []


async def test_casusregie_between_two_overleggen(dienst: Dienst) -> None:
    """S16: refused with its text, appointed, answered by regie."""
    zaak = await dienst.loopt()
    body = {
        "casusregie": {"vorm": "een", "regisseur": {"oin": WG, "persoon": "wim"}},
        "ingangsdatum": "2025-03-12",
        "aanvaardOp": "2025-03-12",
        "reden": "wissel",
    }
    answer = await dienst.doe(f"/{zaak}/casusregie", body)
    assert (answer.status_code, codes(answer)) == (400, ["geen-deelnemer"])
    delen = [{"oin": RN, "persoon": "rob", "aandeel": "pleger"}] * 2
    answer = await dienst.doe(f"/{zaak}/casusregie", body | {"casusregie": {"vorm": "twee", "regisseurs": delen}})
    assert answer.status_code == 400
    goed = body | {"casusregie": {"vorm": "een", "regisseur": {"oin": RN, "persoon": "rob"}}}
    assert (await dienst.goed(f"/{zaak}/casusregie", goed))["aanwijzing"] == 2
    await dienst.feed(zaak, casussen.CasusregieGeweigerd(aanwijzing=2, redenen=("overlapt",)))
    shown = (await dienst.lees(f"/{zaak}")).json()["aanwijzingen"][1]
    assert (shown["antwoord"], shown["redenen"], shown["reden"]) == ("geweigerd", ["overlapt"], "wissel")


async def test_the_same_request_twice_is_one_and_another_with_its_key_is_refused(dienst: Dienst) -> None:
    """D1: Idempotency-Key."""
    zaak = await dienst.te_plannen()
    begin = dienst.verhaal.lokaal(WOENSDAG).isoformat()
    body = {"begin": begin, "duurMinuten": 90, "plaats": "Stadhuis", "genodigden": [PO, VT]}
    answers = [await dienst.doe(f"/{zaak}/overleggen", body, key="sleutel-1") for _ in range(2)]
    assert [answer.json()["nummer"] for answer in answers] == [1, 1]
    other = await dienst.doe(f"/{zaak}/overleggen", body | {"duurMinuten": 60}, key="sleutel-1")
    assert (other.status_code, codes(other)) == (409, ["sleutel-hergebruikt"])


KEUZE = {
    "casusregie": {"vorm": "een", "regisseur": {"oin": RN, "persoon": "rob"}},
    "ingangsdatum": "2025-03-12",
    "aanvaardOp": "2025-03-12",
    "reden": "x",
}
LEZERS, SCHRIJVERS, EIGENAARS = {"fatima", "vera", "rob", "piet", "wim"}, {"fatima"}, {"vera", "rob", "piet", "wim"}
PLAN_BODY = {"begin": "2025-03-12T10:00:00+01:00", "duurMinuten": 60, "plaats": "x", "genodigden": [PO]}
AFSPRAAK = {"soort": "overig", "tekst": "x", "eigenaar": VT, "uiterlijk": "2025-03-12"}
ROUTES: list[tuple[str, str, Any, set[str]]] = [
    ("GET", "", None, LEZERS),
    ("GET", "/{zaak}", None, LEZERS),
    ("GET", "/{zaak}/overleggen/1/agenda", None, LEZERS),
    ("GET", "/{zaak}/overleggen/1/uitnodiging", None, LEZERS),
    ("POST", "/{zaak}/overleggen/1/uitnodiging", {"plaats": "Raadhuis", "reden": "x"}, SCHRIJVERS),
    ("POST", "/{zaak}/afspraken", AFSPRAAK, SCHRIJVERS),
    ("POST", "/{zaak}/overleggen", PLAN_BODY, SCHRIJVERS),
    ("POST", "/{zaak}/overleggen/1/verzetting", {"begin": "2025-03-12T10:00:00+01:00"}, SCHRIJVERS),
    ("POST", "/{zaak}/overleggen/1/annulering", {"reden": "x"}, SCHRIJVERS),
    ("POST", "/{zaak}/overleggen/1/weegverslag", {}, SCHRIJVERS),
    ("POST", "/{zaak}/overleggen/2/casusverslag", {}, SCHRIJVERS),
    ("GET", "/{zaak}/overleggen/1/verslag", None, LEZERS),
    ("GET", "/{zaak}/overdracht", None, EIGENAARS),
    ("POST", "/{zaak}/overleggen/1/aanvullingen", {"bij": "beeldvorming", "tekst": "x"}, LEZERS),
    ("POST", "/{zaak}/overleggen/1/herziening", {}, SCHRIJVERS),
    ("POST", "/{zaak}/deelnemers", {"oin": WG, "reden": "x"}, SCHRIJVERS),
    ("POST", "/{zaak}/deelnemers/" + PO + "/vertrek", {"reden": "x"}, SCHRIJVERS),
    ("POST", "/{zaak}/casusregie", KEUZE, SCHRIJVERS),
    ("POST", "/{zaak}/afspraken/1/stand", {"stand": "gedaan"}, EIGENAARS),
    ("POST", "/{zaak}/interventies/1/stand", {"stand": "loopt"}, EIGENAARS),
]


async def _ask(dienst: Dienst, route: tuple[str, str, Any, set[str]], zaak: str, wie: str) -> int:
    method, path, body, _ = route
    path = path.format(zaak=zaak)
    response = await (dienst.lees(path, wie) if method == "GET" else dienst.doe(path, body, wie))
    status: int = response.status_code
    return status


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route[0]} {route[1]}")
async def test_every_route_by_every_role(dienst: Dienst, route: tuple[str, str, Any, set[str]]) -> None:
    """L6: 401 without a token, 403 for a role that may not, 404 alike for unknown and for another organisation's."""
    zaak, onbekend = await dienst.loopt(), "0190aaaa-0000-8000-8000-0000000000ff"
    for wie in dienst.mensen:
        allowed = (200 if route[1] == "" else 404) if wie in route[3] else 403
        assert await _ask(dienst, route, onbekend, wie) == allowed, wie
    assert await _ask(dienst, route, onbekend, "niemand") == 401
    if "wim" in route[3] and route[1]:
        assert await _ask(dienst, route, zaak, "wim") == 404


@pytest.mark.parametrize("route", [route for route in ROUTES if route[1]], ids=lambda route: f"{route[0]} {route[1]}")
async def test_a_closed_zaak_is_there_for_nobody(dienst: Dienst, route: tuple[str, str, Any, set[str]]) -> None:
    """L8, L6: shielded looks like unknown, in details, lists and commands."""
    zaak = await dienst.loopt()
    await dienst.feed(zaak, casussen.CasusAfgeschaald(nummer=2, afgeschaald_op=dienst.verhaal.lokaal(WOENSDAG, 12)))
    for wie in route[3]:
        assert await _ask(dienst, route, zaak, wie) == 404, wie
        assert (await dienst.lees("", wie)).json()["items"] == []


async def test_a_zaak_without_a_melding_is_not_shown(dienst: Dienst) -> None:
    """L6: what came before the melding shows nothing."""
    zaak = new_zaak()
    await dienst.feed(zaak, dienst.verhaal.doorgezet())
    assert (await dienst.lees(f"/{zaak}")).status_code == 404
    assert (await dienst.lees("")).json()["items"] == []


async def test_texts_are_sealed_in_the_database_and_every_read_is_logged(dienst: Dienst) -> None:
    """L7, L8: no free text in clear in document or events, a line for each read and write."""
    zaak = await dienst.loopt()
    dienst.op(EERSTE)
    await dienst.goed(f"/{zaak}/overleggen/2/casusverslag", dienst.verhaal.casusverslag(plan=PLAN))
    await dienst.lees(f"/{zaak}")
    stored = repr(await dienst.stored(zaak))
    for clear in ("Anna", "past bij de pilot", "surveillance", "kennismaken"):
        assert clear not in stored
    actions = {line["action"] for line in await dienst.logged()}
    assert {"plan_overleg", "leg_weegverslag_vast", "leg_casusverslag_vast", "lees_overlegtraject"} <= actions


async def test_from_topic_to_topic(dienst: Dienst, pytestconfig: pytest.Config) -> None:
    """S10, S13: intake and triage by Kafka, a person plans, the event goes out by Kafka without place or names (D3)."""
    zaak = new_zaak()
    dienst.op(date(2025, 3, 5))

    async def te_plannen() -> Any:
        return (await dienst.lees("", stand="te-plannen")).json()["items"]

    async with dienst.consuming(pytestconfig.rootpath / "deploy/topics.yaml"):
        await dienst.send(zaak, dienst.verhaal.doorgezet(), dienst.verhaal.ingediend())
        await until(te_plannen)
        body = {"begin": "2025-03-12T10:00:00+01:00", "duurMinuten": 60, "plaats": "Stadhuis", "genodigden": [PO, VT]}
        await dienst.goed(f"/{zaak}/overleggen", body)
        (record,) = await read_topic(dienst.settings, OVERLEGGEN, 1)
    assert (record.key, json.loads(record.value)) == (zaak, {
        "nummer": 1, "begin": "2025-03-12T09:00:00Z", "duurMinuten": 60, "genodigden": [PO, VT],
    })  # fmt: skip
