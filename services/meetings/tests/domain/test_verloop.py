# SPDX-License-Identifier: EUPL-1.2
"""The life of an Overlegtraject, every stand of it; and every order in which the topics may arrive."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts import casussen
from zvhh_contracts.examples import Example, load
from zvhh_contracts.meldingen import (
    BetrokkenenGewijzigd,
    BewaartermijnGewijzigd,
    MeldingAangevuld,
    MeldingIngetrokken,
    ProfessionalGeweerd,
)
from zvhh_contracts.triages import MeldingAfgesplitst, MeldingToegevoegd, SpoedGewijzigd, TriageHeropend
from zvhh_meetings.domain.overlegtraject import Overlegtraject, Stand

B, C = (f"0190aaaa-0000-8000-8000-00000000000{nummer}" for nummer in (2, 3))
VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
AF = {
    "uitkomst": "afschalen",
    "reden": "rustig",
    "gaatVerder": [{"oin": VT, "afspraak": "belt elke maand"}],
    "signalen": "nieuwe berichten",
}


def test_a_life(nieuwe_zaak: type[Zaak]) -> None:
    """S10, S11, S13, S14, L9: every stand, each left by a person or by what another service told."""
    gezien: list[Stand] = []

    def zie(zaak: Zaak) -> Zaak:
        gezien.append(zaak.staat.stand)
        return zaak

    zaak = zie(nieuwe_zaak().doe(nieuwe_zaak.ingediend()))
    zie(zaak.op(date(2025, 3, 5)).doe(nieuwe_zaak.doorgezet()))
    zie(zaak.plan(zaak.lokaal(date(2025, 3, 12)), PO, OM, VT, RN))
    zie(zaak.op(date(2025, 3, 12)).weeg())
    zie(zaak.doe(casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=zaak.at)))
    zie(zaak.doe(nieuwe_zaak.geopend()))
    zaak.plan(zaak.lokaal(date(2025, 10, 22)), PO, VT, RN, reden="later open").goed()
    zaak.doe(casussen.AfschalenMogelijk(sinds=zaak.lokaal(date(2025, 9, 20), 0)))
    zaak.op(date(2025, 10, 22)).bespreek(3, afschalen=AF).goed()
    zie(zaak.doe(casussen.CasusAfgeschaald(nummer=3, afgeschaald_op=zaak.at)))
    zie(nieuwe_zaak().doe(nieuwe_zaak.ingediend()).doe(nieuwe_zaak.afgewezen()))
    zie(nieuwe_zaak().gepland().doe(MeldingIngetrokken(ingetrokken_op=zaak.lokaal(date(2025, 3, 10)))))
    niet: dict[str, Any] = {
        "passend": False,
        "doorzetten": None,
        "deelnemers": None,
        "casusregie": None,
        "afspraken": None,
    }
    zie(
        nieuwe_zaak().gepland().op(date(2025, 3, 12)).weeg(**niet, route="geen", wieBewaaktVeiligheid=PO, wieVertelt=VT)
    )
    zie(nieuwe_zaak().te_plannen().doe(zaak.gevoegd()))
    zie(nieuwe_zaak().gewogen().doe(zaak.van_wachtlijst()))
    zie(nieuwe_zaak().loopt().doe(casussen.CasusBeeindigd(nummer=2, grond="overlijden", beeindigd_op=zaak.at)))
    assert set(gezien) == set(get_args(Stand))


def _kanalen(zaak: Zaak, besloten: bool) -> list[list[BaseModel]]:
    """What each source tells, in its own order; regie only tells a zaak of which the weegoverleg decided."""
    at = zaak.lokaal(date(2025, 3, 12), 14)
    intake: list[BaseModel] = [
        MeldingAangevuld(aangevuld_op=at),
        BetrokkenenGewijzigd(gewijzigd_op=at, rollen={"kind": 1}, kind_erbij=True),
        ProfessionalGeweerd(persoon="rob", per=at),
        MeldingIngetrokken(ingetrokken_op=at),
        BewaartermijnGewijzigd(soort="aangehouden", vernietigen_op=None, op=at),
        BewaartermijnGewijzigd(soort="vrijgegeven", vernietigen_op=date(2030, 3, 3), op=at),
    ]
    triage: list[BaseModel] = [
        zaak.afgewezen(versie=2),
        SpoedGewijzigd(spoed=True, op=at),
        zaak.doorgezet(date(2025, 3, 7), versie=3),
        zaak.gevoegd(versie=4),
        TriageHeropend(versie=5, heropend_op=at, door="noor"),
        zaak.afgewezen(versie=6),
    ]
    erbij: list[list[BaseModel]] = [
        [MeldingToegevoegd(zaak_id=B, toegevoegd_op=at), MeldingAfgesplitst(zaak_id=B, afgesplitst_op=at)],
        [MeldingToegevoegd(zaak_id=C, toegevoegd_op=at, rollen_omgekeerd=True)],
    ]
    return [intake, triage, *erbij, _regie(zaak, at) if besloten else []]


def _regie(zaak: Zaak, at: datetime) -> list[BaseModel]:
    """Waits, is opened, has an incident, is undone, waits, leaves the line, and is opened after all."""
    incident: dict[str, Any] = {"nummer": 1, "soort": "geweld", "moment": at, "ernstig": True}
    return [
        zaak.op_wachtlijst(at),
        zaak.geopend(),
        casussen.CasusregieGeweigerd(aanwijzing=1, redenen=("overlapt",)),
        casussen.ZwaartepuntGewijzigd(gemeente="delft", per=at.date()),
        casussen.IncidentGeregistreerd(**incident, geregistreerd_op=at, afschalen_mogelijk_op=at),
        casussen.IncidentHerzien(**incident, versie=2, is_incident=True, afschalen_mogelijk_op=at),
        casussen.AfschalenMogelijk(sinds=at),
        casussen.AfschalenVervallen(opnieuw_op=at),
        zaak.ongedaan(at),
        zaak.op_wachtlijst(at, 2026),
        zaak.van_wachtlijst(),
        zaak.geopend(),
    ]


def _vouw(
    zaak: Zaak, volgorde: list[BaseModel], wanneer: dict[int, datetime]
) -> tuple[Overlegtraject, dict[str, datetime], Counter[str]]:
    """Fold the messages, each at the moment at which the broker got it; state, reminders and the events that followed."""
    gemeld: Counter[str] = Counter()
    for bericht in volgorde:
        zaak.at = wanneer[id(bericht)]
        zaak.doe(bericht).goed()
        gemeld.update(event.model_dump_json() + type(event).__name__ for _, event in zaak.story.events)
    return zaak.staat, dict(zaak.wekkers), gemeld


BEGIN: dict[str, Callable[[Zaak], Zaak]] = {
    "leeg": lambda zaak: zaak,
    "gepland": lambda zaak: zaak.gepland(),
    "begonnen": lambda zaak: zaak.gepland().op(date(2025, 3, 12), 11),
    "gewogen": lambda zaak: zaak.gewogen(),
}


@pytest.mark.parametrize("begin", BEGIN)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_order_of_the_topics_ends_the_same(nieuwe_zaak: type[Zaak], begin: str, data: st.DataObject) -> None:
    """Sources interleave in any order: same state, same reminders, same events, each once (D1, D2, S13)."""
    zaken = [BEGIN[begin](nieuwe_zaak()) for _ in range(2)]
    kanalen = _kanalen(zaken[0], begin == "gewogen")
    if begin == "leeg":
        kanalen[0].insert(0, nieuwe_zaak.ingediend())
        kanalen[1].insert(0, nieuwe_zaak.doorgezet())
    recht = [bericht for kanaal in kanalen for bericht in kanaal]
    anders = []
    over = [list(kanaal) for kanaal in kanalen]
    while any(over):
        anders.append(data.draw(st.sampled_from([kanaal for kanaal in over if kanaal])).pop(0))
    wanneer = {id(bericht): zaken[0].at + timedelta(days=nummer) for nummer, bericht in enumerate(recht)}
    assert _vouw(zaken[0], recht, wanneer) == _vouw(zaken[1], anders, wanneer)


def _lopend(zaak: Zaak) -> list[list[BaseModel]]:
    """A running case of before the pilot: intake and regie may come first."""
    at = zaak.lokaal(date(2025, 3, 12), 14)
    return [
        [zaak.ingebracht(casusregie=None), BetrokkenenGewijzigd(gewijzigd_op=at, rollen={"kind": 1}, kind_erbij=True)],
        [zaak.lopend_geopend(), casussen.AfschalenMogelijk(sinds=at)],
        [MeldingToegevoegd(zaak_id=B, toegevoegd_op=at)],
    ]


@pytest.mark.parametrize("vorige", [date(2025, 1, 20), date(2024, 9, 2)])
def test_every_order_of_a_running_case_ends_the_same(nieuwe_zaak: type[Zaak], vorige: date) -> None:
    """S6c: with a proposal, and without a date; brought in first or opened first: all 30 orders."""
    uitkomsten = []
    for volgorde in set(permutations([0, 0, 1, 1, 2])):
        zaak = nieuwe_zaak()
        kanalen = _lopend(zaak)
        kanalen[0][0] = zaak.ingebracht(casusregie=None, laatste_casusoverleg_op=zaak.lokaal(vorige))
        berichten = [bericht for kanaal in kanalen for bericht in kanaal]
        wanneer = {id(bericht): zaak.at + timedelta(days=nummer) for nummer, bericht in enumerate(berichten)}
        uitkomsten.append(_vouw(zaak, [kanalen[welk].pop(0) for welk in volgorde], wanneer))
    assert len(uitkomsten) == 30
    assert all(uitkomst == uitkomsten[0] for uitkomst in uitkomsten)


VOORBEELDEN = [een for een in load() if "meetings" in een.consumers]
STANDEN = ("nieuw", "te_plannen", "gepland", "gewogen", "loopt", "lopend")


@pytest.mark.parametrize("stand", STANDEN)
@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda een: een.name)
def test_every_event_is_decided_in_every_stand(nieuwe_zaak: type[Zaak], voorbeeld: Example, stand: str) -> None:
    """Total: any event may come at any moment, also as the first that meetings hears of a zaak."""
    zaak = nieuwe_zaak()
    if stand != "nieuw":
        getattr(zaak, stand)()
    model, _ = zaak.story.kind.events[voorbeeld.type]
    zaak.doe(model.model_validate_json(voorbeeld.json)).goed()


def test_every_event_that_meetings_reads_has_an_example(nieuwe_zaak: type[Zaak]) -> None:
    """What the test above tries is everything."""
    assert {een.type for een in VOORBEELDEN} == set(nieuwe_zaak().story.kind.events)
