# SPDX-License-Identifier: EUPL-1.2
"""What goes over all zaken, invitations, running cases of before, and who is barred: from outside, on a real database."""

from datetime import date
from typing import Any

import httpx2
import pytest
from services.meetings.tests.parts.dienst import Dienst

from zvhh_contracts import meldingen
from zvhh_kit.testing.service import new_zaak

pytestmark = pytest.mark.parts

VT, PO, OM, RN, WG = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000", "7000"))
EERSTE = date(2025, 3, 26)

"""The fixture of the conftest: the service with a client."""


async def vraag(dienst: Dienst, path: str, wie: str, **query: Any) -> httpx2.Response:
    """GET under /v1."""
    answer: httpx2.Response = await dienst.ask("GET", f"/v1{path}", dienst.mensen.get(wie), query=query)
    return answer


async def test_tasks_are_of_who_asks(dienst: Dienst) -> None:
    """L6, D2, D3: a procesregisseur plans, an organisation has its own agreements; the oldest term first, by pages."""
    te_plannen = await dienst.te_plannen()
    loopt = await dienst.loopt()
    noor = (await vraag(dienst, "/taken", "fatima")).json()["items"]
    assert [(een["zaakId"], [taak["code"] for taak in een["taken"]]) for een in noor] == [
        (te_plannen, ["weegoverleg-plannen"])
    ]
    dienst.op(date(2025, 3, 20))
    (vera,) = (await vraag(dienst, "/taken", "vera")).json()["items"]
    assert (vera["zaakId"], vera["kenmerk"]) == (loopt, "ZV-7K4M-9QXT")
    assert vera["taken"] == [
        {
            "code": "afspraak",
            "tekst": "Voer uw afspraak uit en meld hoe het staat.",
            "groep": "afspraken",
            "uiterlijk": "2025-03-19",
            "teLaat": True,
            "voor": "deelnemer",
            "oin": VT,
            "persoon": None,
            "nummer": 1,
            "advies": None,
            "waar": [
                {"dienst": "meetings", "operatie": "meld_afspraak"},
                {"dienst": "meetings", "operatie": "leg_casusverslag_vast"},
            ],
        }
    ]
    assert (await vraag(dienst, "/taken", "rob")).json()["items"] == []
    assert (await vraag(dienst, "/taken", "wim")).json()["items"] == []
    assert (await vraag(dienst, "/taken", "mel")).status_code == 403
    assert (await vraag(dienst, "/taken", "niemand")).status_code == 401


async def test_tasks_come_by_their_term_and_by_pages(dienst: Dienst) -> None:
    """D2: oldest term first, and one without a term last."""
    later, eerder, zonder = new_zaak(), new_zaak(), new_zaak()
    dienst.op(date(2025, 3, 5))
    verhaal = dienst.verhaal
    for zaak, dag in ((later, date(2025, 3, 19)), (eerder, date(2025, 3, 14))):
        doorgezet = verhaal.doorgezet().model_copy(update={"weegoverleg_uiterlijk_op": dag})
        await dienst.feed(zaak, verhaal.ingediend(), doorgezet)
    await dienst.feed(zonder, verhaal.ingediend(), verhaal.doorgezet(), verhaal.geopend())
    await dienst.feed(zonder, verhaal.ongedaan(verhaal.lokaal(date(2025, 3, 13))))
    eerste = (await vraag(dienst, "/taken", "fatima", aantal=1)).json()
    tweede = (await vraag(dienst, "/taken", "fatima", aantal=5, na=eerste["volgende"])).json()
    gezien = [een["zaakId"] for een in (*eerste["items"], *tweede["items"])]
    assert gezien[0] == eerder
    assert set(gezien[1:]) == {later, zonder}


async def test_the_mean_over_all_zaken_in_sight(dienst: Dienst) -> None:
    """S13, L6: beside ten weeks; an organisation gets the mean of its own zaken only."""
    assert (await vraag(dienst, "/ritme", "fatima")).json() == {
        "zaken": 0,
        "tussenpozen": 0,
        "gemiddeld": None,
        "gemiddeldeWeken": None,
        "tekst": None,
        "bedoeldWeken": 10,
    }
    zaak = await dienst.loopt()
    for nummer, dag in ((2, EERSTE), (3, date(2025, 6, 4))):
        dienst.op(dag)
        wensen = {} if nummer == 2 else {"wensen": None}
        await dienst.goed(f"/{zaak}/overleggen/{nummer}/casusverslag", dienst.verhaal.casusverslag(**wensen))
    verwacht = {"zaken": 1, "tussenpozen": 1, "gemiddeld": 70.0, "gemiddeldeWeken": "10,0", "bedoeldWeken": 10}
    tekst = {"tekst": "gemiddeld 10,0 weken"}
    assert (await vraag(dienst, "/ritme", "fatima")).json() == verwacht | tekst
    assert (await vraag(dienst, "/ritme", "vera")).json() == verwacht | tekst
    assert (await vraag(dienst, "/ritme", "wim")).json()["tussenpozen"] == 0


async def test_an_invitation_is_read_by_who_is_on_it(dienst: Dienst) -> None:
    """D3, L6: kenmerk, time and place; others invited, and who falls off sees nothing from then on."""
    zaak = await dienst.gepland()
    path = f"/{zaak}/overleggen/1/uitnodiging"
    assert (await dienst.lees(path, "rob")).json() == {
        "uid": "zv-7k4m-9qxt-1@zvhh",
        "volgnummer": 0,
        "methode": "REQUEST",
        "stand": "CONFIRMED",
        "kenmerk": "ZV-7K4M-9QXT",
        "begin": "2025-03-12T09:00:00Z",
        "eind": "2025-03-12T10:30:00Z",
        "plaats": "Stadhuis",
    }
    assert (await dienst.lees(path, "wim")).status_code == 404
    body = {"genodigden": [PO, OM, VT, WG], "plaats": "Raadhuis", "reden": "behandelaar erbij"}
    await dienst.goed(path, body)
    assert (await dienst.lees(path, "rob")).status_code == 404
    nieuw = (await dienst.lees(path, "wim")).json()
    assert (nieuw["plaats"], nieuw["volgnummer"]) == ("Raadhuis", 1)
    assert (await dienst.doe(path, {"genodigden": [], "reden": "x"})).status_code == 400


async def test_a_running_case_and_its_agreements(dienst: Dienst) -> None:
    """S6c: in sight of who takes part from bringing in; agreements typed afterwards, sealed, on the next agenda."""
    zaak = new_zaak()
    await dienst.feed(zaak, dienst.verhaal.ingebracht(), dienst.verhaal.lopend_geopend())
    body = {"soort": "overig", "tekst": "belt Anna", "eigenaar": VT, "uiterlijk": "2025-02-28"}
    assert await dienst.goed(f"/{zaak}/afspraken", body) == {"nummer": 1}
    assert "Anna" not in repr(await dienst.stored(zaak))
    beeld = (await dienst.lees(f"/{zaak}", "vera")).json()
    assert (beeld["stand"], beeld["afspraken"][0]["tekst"]) == ("loopt", "belt Anna")
    assert beeld["feiten"] == {
        "spoed": False,
        "vanVoorDePilot": True,
        "kinderen": 0,
        "gevoegd": 0,
        "rollenOmgekeerd": False,
        "gevoegdBij": None,
        "zwaartepunt": None,
        "geopendOp": "2025-02-03T08:00:00Z",
        "wachtlijstSinds": None,
        "openingOngedaanOp": None,
    }
    assert (beeld["casusregie"]["nummer"], beeld["casusregie"]["antwoord"], beeld["casusregie"]["door"]) == (
        0,
        "vastgelegd",
        None,
    )
    assert (await dienst.lees(f"/{zaak}", "wim")).status_code == 404


async def test_a_barred_person_sees_nothing_whatever_their_role(dienst: Dienst) -> None:
    """L6: details, lists, tasks, figures, agenda and commands; a colleague does, and they do again afterwards."""
    zaak = await dienst.loopt()
    at = dienst.verhaal.lokaal(EERSTE)
    wegen = [f"/overlegtrajecten/{zaak}{deel}" for deel in ("", "/overleggen/2/agenda", "/overleggen/2/uitnodiging")]
    for wie in ("vera", "fatima"):
        await dienst.feed(zaak, meldingen.ProfessionalGeweerd(persoon=wie, per=at))
        assert [(await vraag(dienst, weg, wie)).status_code for weg in wegen] == [404, 404, 404]
        assert (await vraag(dienst, "/overlegtrajecten", wie)).json()["items"] == []
        assert (await vraag(dienst, "/taken", wie)).json()["items"] == []
        assert (await dienst.lees(f"/{zaak}", "piet")).status_code == 200
    assert (await dienst.doe(f"/{zaak}/afspraken/1/stand", {"stand": "gedaan"}, "vera")).status_code == 404
    assert (await dienst.doe(f"/{zaak}/deelnemers", {"oin": WG, "reden": "x"})).status_code == 404
    await dienst.feed(zaak, meldingen.WeringOpgeheven(persoon="vera", per=at))
    assert (await dienst.lees(f"/{zaak}", "vera")).status_code == 200


async def test_destroyed_is_there_for_nobody(dienst: Dienst) -> None:
    """L8: details, lists and tasks; nothing of it is left in the database."""
    zaak = await dienst.loopt()
    await dienst.feed(zaak, meldingen.MeldingVernietigd(vernietigd_op=dienst.verhaal.lokaal(EERSTE)))
    assert (await dienst.lees(f"/{zaak}")).status_code == 404
    assert (await vraag(dienst, "/taken", "vera")).json()["items"] == []
    stored = repr(await dienst.stored(zaak))
    assert "ZV-7K4M-9QXT" not in stored


async def test_what_an_earlier_release_stored_of_another_is_no_task(dienst: Dienst) -> None:
    """D1, L6: a question that nobody could answer here; triage asks it now, and here it can't be ended."""
    zaak = await dienst.loopt()
    oud = {"code": "ingetrokken-na-weegoverleg", "voor": "procesregisseur"}
    await dienst.rooms.store.collection.update_one({"_id": zaak}, {"$set": {"state.taken": [oud]}})
    assert (await vraag(dienst, "/taken", "fatima")).json()["items"] == []
    gezien = (await vraag(dienst, f"/overlegtrajecten/{zaak}", "fatima")).json()
    assert gezien["taken"] == []
