# SPDX-License-Identifier: EUPL-1.2
"""The life of an Overlegtraject, every stand of it; and every order in which the topics may arrive."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from zvhh_contracts import casussen
from zvhh_contracts.meldingen import MeldingAangevuld, MeldingIngetrokken
from zvhh_meetings.domain.traject import Overlegtraject, Stand

VT, PO, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "6000"))
AF = {
    "uitkomst": "afschalen",
    "reden": "rustig",
    "gaatVerder": [{"oin": VT, "afspraak": "belt elke maand"}],
    "signalen": "nieuwe berichten",
}


def test_a_life(nieuwe_zaak: Any) -> None:
    """S10, S11, S13, S14, L9: every stand, each left by a person or by what another service told."""
    gezien: list[Stand] = []

    def zie(zaak: Any) -> Any:
        gezien.append(zaak.staat.stand)
        return zaak

    zaak = zie(nieuwe_zaak().doe(nieuwe_zaak.ingediend()))
    zie(zaak.op(date(2025, 3, 5)).doe(nieuwe_zaak.doorgezet()))
    zie(zaak.plan(zaak.lokaal(date(2025, 3, 12)), PO, VT, RN))
    zie(zaak.op(date(2025, 3, 12)).weeg())
    zie(zaak.doe(casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=zaak.at)))
    zie(zaak.doe(nieuwe_zaak.geopend()))
    zaak.plan(zaak.lokaal(date(2025, 10, 22)), PO, VT, RN, reden="later open").goed()
    zaak.doe(casussen.AfschalenMogelijk(sinds=zaak.lokaal(date(2025, 9, 20), 0)))
    zaak.op(date(2025, 10, 22)).bespreek(3, afschalen=AF).goed()
    zie(zaak.doe(casussen.CasusAfgeschaald(nummer=3, afgeschaald_op=zaak.at)))
    zie(nieuwe_zaak().doe(nieuwe_zaak.ingediend()).doe(nieuwe_zaak.afgewezen()))
    zie(nieuwe_zaak().gepland().doe(MeldingIngetrokken(ingetrokken_op=zaak.lokaal(date(2025, 3, 10)))))
    niet = {"passend": False, "doorzetten": None, "deelnemers": None, "casusregie": None, "afspraken": None}
    zie(
        nieuwe_zaak().gepland().op(date(2025, 3, 12)).weeg(**niet, route="geen", wieBewaaktVeiligheid=PO, wieVertelt=VT)
    )
    assert set(gezien) == set(get_args(Stand))


def _kanalen(zaak: Any, besloten: bool) -> list[list[BaseModel]]:
    """What each source tells, in its own order; regie only tells a zaak of which the weegoverleg decided."""
    at = zaak.lokaal(date(2025, 3, 12), 14)
    intake: list[BaseModel] = [MeldingAangevuld(aangevuld_op=at), MeldingIngetrokken(ingetrokken_op=at)]
    triage: list[BaseModel] = [
        zaak.afgewezen(versie=2),
        zaak.doorgezet(date(2025, 3, 7), versie=3),
        zaak.afgewezen(versie=4),
    ]
    incident: dict[str, Any] = {"nummer": 1, "soort": "geweld", "moment": at, "ernstig": True}
    regie: list[BaseModel] = [
        casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=at),
        zaak.geopend(),
        casussen.CasusregieGeweigerd(aanwijzing=1, redenen=("overlapt",)),
        casussen.IncidentGeregistreerd(**incident, geregistreerd_op=at, afschalen_mogelijk_op=at),
        casussen.IncidentHerzien(**incident, versie=2, is_incident=True, afschalen_mogelijk_op=at),
        casussen.AfschalenMogelijk(sinds=at),
        casussen.AfschalenVervallen(opnieuw_op=at),
    ]
    return [intake, triage, regie if besloten else []]


def _vouw(
    zaak: Any, volgorde: list[BaseModel], wanneer: dict[int, datetime]
) -> tuple[Overlegtraject, Any, Counter[str]]:
    """Fold the messages, each at the moment at which the broker got it; state, reminders and the events that followed."""
    gemeld: Counter[str] = Counter()
    for bericht in volgorde:
        zaak.at = wanneer[id(bericht)]
        zaak.doe(bericht).goed()
        gemeld.update(event.model_dump_json() + type(event).__name__ for _, event in zaak.story.events)
    return zaak.staat, dict(zaak.wekkers), gemeld


BEGIN: dict[str, Callable[[Any], Any]] = {
    "leeg": lambda zaak: zaak,
    "gepland": lambda zaak: zaak.gepland(),
    "begonnen": lambda zaak: zaak.gepland().op(date(2025, 3, 12), 11),
    "gewogen": lambda zaak: zaak.gewogen(),
}


@pytest.mark.parametrize("begin", BEGIN)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_order_of_the_topics_ends_the_same(nieuwe_zaak: Any, begin: str, data: st.DataObject) -> None:
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


@pytest.mark.parametrize("nummer", range(16))
def test_every_event_is_decided_on_nothing(nieuwe_zaak: Any, nummer: int) -> None:
    """Total: any event may be the first that meetings hears of a zaak."""
    zaak = nieuwe_zaak()
    at = zaak.at
    alle = [
        *[bericht for kanaal in _kanalen(zaak, besloten=True) for bericht in kanaal],
        zaak.ingediend(),
        casussen.CasusregieVastgelegd(
            aanwijzing=1,
            casusregie={"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}},
            van=at.date(),
        ),
        casussen.AfschalenGeweigerd(nummer=2, reden="incident"),
        casussen.CasusAfgeschaald(nummer=2, afgeschaald_op=at),
    ]
    assert len(alle) == 16
    zaak.doe(alle[nummer]).dan_niets()
