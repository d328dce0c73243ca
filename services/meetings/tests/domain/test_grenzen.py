# SPDX-License-Identifier: EUPL-1.2
"""The edges of what may be asked: the moment itself, the day before and after, and each field that a refusal names."""

from datetime import date, timedelta
from typing import Any

import pytest
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.casussen import IncidentGeregistreerd
from zvhh_contracts.meldingen import MeldingIngetrokken
from zvhh_meetings.domain.rules.behandeling import naam

ZV = "00000099000000000100"
VT, PO, OM, RN, WG, SH = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000", "7000", "9000"))
WOENSDAG, EERSTE = date(2025, 3, 12), date(2025, 3, 26)
GEEN: dict[str, Any] = {"passend": None, "motivatie": None, "doorzetten": None, "deelnemers": None, "casusregie": None}
REGIE: dict[str, Any] = {
    "casusregie": {"vorm": "een", "regisseur": {"oin": ZV, "persoon": "rob"}},
    "aanvaardOp": "2025-03-27",
}


def test_an_overleg_lies_after_the_one_before(zaak: Zaak) -> None:
    """D3: also where another moment is typed than was planned; the moment itself is too early."""
    zaak.loopt().op(EERSTE).bespreek(gehoudenOp=zaak.lokaal(WOENSDAG)).geweigerd("voor-vorig-overleg", status=400)
    assert (zaak.plaatsen, zaak.teksten) == (["/gehoudenOp"], ["Dit moment ligt voor het vorige overleg."])
    zaak.bespreek(gehoudenOp=zaak.lokaal(WOENSDAG, 10, 1)).goed()


def test_recorded_from_the_moment_itself(zaak: Zaak) -> None:
    """S11: at 10:00 sharp it has begun; the place says which moment was wrong."""
    zaak.gepland().op(WOENSDAG, 9, 59).weeg().geweigerd("nog-niet-gehouden")
    assert zaak.plaatsen == ["/gehoudenOp"]
    zaak.op(WOENSDAG, 10).weeg().goed()


def test_each_kind_has_minutes_of_its_own(zaak: Zaak) -> None:
    """S11, S12: the other way round too."""
    zaak.loopt().op(EERSTE).weeg(2).geweigerd("ander-overleg", status=409)
    assert zaak.teksten == ["Dit is een casusoverleg. Gebruik het verslag van een casusoverleg."]
    zaak.herzie(2, passend=False).geweigerd("ander-overleg")


def test_planned_for_a_moment_to_come(zaak: Zaak) -> None:
    """S10: the moment itself is too late; a minute later is not."""
    zaak.te_plannen().plan(zaak.at, PO).geweigerd("begin-voorbij")
    zaak.plan(zaak.at + timedelta(minutes=1), PO).goed()


@pytest.mark.parametrize(
    ("wat", "tekst"),
    [("afgewezen", "Deze melding is afgewezen."), ("ingetrokken", "Deze melding is ingetrokken.")],
)
def test_nothing_is_planned_for_what_ended(zaak: Zaak, wat: str, tekst: str) -> None:
    """D1, S10: each with its own words, and nobody takes part any more."""
    zaak.te_plannen().doe(zaak.afgewezen() if wat == "afgewezen" else MeldingIngetrokken(ingetrokken_op=zaak.at))
    zaak.plan(zaak.lokaal(WOENSDAG), PO).geweigerd("niet-te-plannen", status=409)
    assert zaak.teksten == [tekst]
    zaak.voeg_toe(WG).geweigerd("loopt-niet", status=409)


def test_another_day_than_proposed(zaak: Zaak) -> None:
    """S13: the second casusoverleg, 4 June: a day earlier or later needs a reason, the day itself and a past one do not."""
    zaak.loopt().op(EERSTE).bespreek()
    zaak.plan(zaak.lokaal(date(2025, 6, 3)), PO).geweigerd("reden-ontbreekt", status=400)
    eerder = "Schrijf waarom het casusoverleg eerder is dan 04-06-2025."
    assert (zaak.teksten, zaak.plaatsen) == ([eerder], ["/reden"])
    zaak.plan(zaak.lokaal(date(2025, 6, 5)), PO).geweigerd("reden-ontbreekt")
    assert zaak.teksten == ["Schrijf waarom het casusoverleg later is dan 04-06-2025."]
    zaak.annuleer(3, "ziek").plan(zaak.lokaal(date(2025, 6, 3)), PO).geweigerd("reden-ontbreekt")
    assert zaak.teksten == [eerder]
    zaak.op(date(2025, 6, 4)).plan(zaak.lokaal(date(2025, 6, 5)), PO).geweigerd("reden-ontbreekt")
    zaak.op(date(2025, 6, 5), 9).plan(zaak.lokaal(date(2025, 6, 5)), PO).goed()


def test_the_first_casusoverleg_is_within_two_weeks(zaak: Zaak) -> None:
    """S13: earlier without a reason, later not; the proposed day without one."""
    zaak.loopt().plan(zaak.lokaal(date(2025, 3, 27)), PO).geweigerd("reden-ontbreekt")
    zaak.plan(zaak.lokaal(date(2025, 3, 25)), PO).goed()


def test_without_a_date_the_proposal_still_counts(zaak: Zaak) -> None:
    """S13: cancelled, it is still two weeks after the weegoverleg, also where the casus was opened later."""
    zaak.gewogen().op(date(2025, 3, 14)).doe(zaak.geopend(date(2025, 3, 14))).annuleer(2, "ziek").goed()
    zaak.plan(zaak.lokaal(date(2025, 3, 27)), PO).geweigerd("reden-ontbreekt")
    assert zaak.teksten == ["Schrijf waarom het casusoverleg later is dan 26-03-2025."]
    zaak.plan(zaak.lokaal(date(2025, 3, 26)), PO).goed()


def test_a_withdrawal_at_the_moment_itself_comes_too_late(zaak: Zaak) -> None:
    """D1: it has begun; a moment before it is cancelled."""
    begin = zaak.lokaal(WOENSDAG)
    zaak.gepland().op(WOENSDAG, 10).doe(MeldingIngetrokken(ingetrokken_op=begin)).dan_niets()
    zaak.doe(MeldingIngetrokken(ingetrokken_op=begin - timedelta(milliseconds=1)))
    assert zaak.feiten == ["OverlegGeannuleerd"]


def test_below_the_quorum_every_decision_is_refused(zaak: Zaak) -> None:
    """L4: each field of it, at its place; the talk is kept."""
    besluit: dict[str, Any] = {
        "passend": True,
        "doorzetten": "ja",
        "deelnemers": [PO, VT],
        "casusregie": REGIE,
        "gezocht": {"doorOin": ZV},
    }
    niet: dict[str, Any] = {"route": "lokaal", "wieBewaaktVeiligheid": PO, "wieVertelt": PO}
    zaak.gepland().op(WOENSDAG).weeg(aanwezigen=zaak.aanwezig(VT), **besluit, **niet).geweigerd(*["geen-quorum"] * 8)
    assert zaak.plaatsen[:5] == ["/passend", "/doorzetten", "/deelnemers", "/casusregie", "/gezocht"]
    assert zaak.plaatsen[5:] == ["/route", "/wieBewaaktVeiligheid", "/wieVertelt"]
    zaak.doe(zaak.geopend())
    einde = {"grond": "overlijden", "reden": "x"}
    nee = {"uitkomst": "niet", "reden": "x"}
    plan = {"doelen": "x", "interventies": []}
    zaak.weeg().op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(VT), plan=plan, afschalen=nee, beeindigen=einde)
    zaak.geweigerd(*["geen-quorum"] * 3, status=409)
    assert zaak.plaatsen == ["/plan", "/afschalen", "/beeindigen"]


def test_what_belongs_elsewhere_is_named(zaak: Zaak) -> None:
    """S11: fields of niet passend with passend, and the other way round, each at its place."""
    zaak.gepland().op(WOENSDAG).weeg(route="lokaal", wieBewaaktVeiligheid=PO, wieVertelt=PO)
    zaak.geweigerd(*["hoort-hier-niet"] * 3, status=400)
    assert zaak.plaatsen == ["/route", "/wieBewaaktVeiligheid", "/wieVertelt"]
    niet: dict[str, Any] = {"passend": False, "route": "lokaal", "wieBewaaktVeiligheid": "0" * 20, "wieVertelt": ZV}
    zaak.weeg(**niet, gezocht={"doorOin": ZV})
    zaak.geweigerd(*["hoort-hier-niet"] * 4, "partner-onbekend", status=400)
    assert zaak.plaatsen == ["/deelnemers", "/casusregie", "/gezocht", "/doorzetten", "/wieBewaaktVeiligheid"]
    zaak.weeg(doorzetten="nog-niet", gezocht={"doorOin": ZV}).geweigerd(*["hoort-hier-niet"] * 3)
    assert zaak.plaatsen == ["/deelnemers", "/casusregie", "/gezocht"]


def test_a_search_is_done_by_one_that_takes_part_or_the_zvhh(zaak: Zaak) -> None:
    """S11: and a choice in minutes is named at its place."""
    zaak.gepland().op(WOENSDAG).weeg(casusregie=None, gezocht={"doorOin": WG}).geweigerd("geen-deelnemer", status=400)
    assert zaak.plaatsen == ["/gezocht/doorOin"]
    zaak.weeg(casusregie=REGIE | {"aanvaardOp": "2025-03-13"})
    zaak.geweigerd("zvhh-regisseur", "persoon-onbekend", "aanvaard-in-toekomst", status=400)
    assert zaak.plaatsen == ["/casusregie/casusregie", "/casusregie/casusregie", "/casusregie/aanvaardOp"]


def test_the_day_of_acceptance_is_today_at_the_latest(zaak: Zaak) -> None:
    """S16: today is accepted; between two overleggen the agreement of a gemeente is judged on the day of coming in force."""
    zaak.loopt(deelnemers=[PO, OM, VT, RN, "00000099000000005000"])
    meerwijk: dict[str, Any] = {"vorm": "gemeente", "oin": "00000099000000005000", "team": "VVT", "persoon": "mia"}
    meerwijk |= {"gronden": ["contact-lastig"]}
    zaak.regie(meerwijk, None, ingangsdatum="2026-01-01").geweigerd("reden-ontbreekt")
    assert zaak.plaatsen == ["/reden"]
    zaak.regie(meerwijk, None, ingangsdatum="2025-12-31").geweigerd("reden-ontbreekt", "reden-ontbreekt")
    zaak.regie(meerwijk).goed()


def test_agreements_are_due_from_the_day_of_the_overleg(zaak: Zaak) -> None:
    """S11: on that day and on the day of the next, not before and not after."""
    for dag, code in (
        ("2025-03-25", "datum-voor-overleg"),
        ("2025-06-05", "datum-na-volgend-overleg"),
    ):
        nieuw = {"soort": "overig", "tekst": "brief", "eigenaar": RN, "uiterlijk": dag}
        zaak = zaak if zaak.staat else zaak.loopt().op(EERSTE)
        zaak.bespreek(nieuweAfspraken=[nieuw]).geweigerd(code, status=400)
        assert zaak.plaatsen == ["/nieuweAfspraken/0/uiterlijk"]
    randen = [nieuw | {"uiterlijk": dag} for dag in ("2025-03-26", "2025-06-04")]
    zaak.bespreek(nieuweAfspraken=randen).goed()


def test_the_day_is_that_of_the_overleg_also_when_it_is_recorded_later(zaak: Zaak) -> None:
    """S11: due on the day itself, written down a day after."""
    nieuw = {"soort": "overig", "tekst": "brief", "eigenaar": RN, "uiterlijk": "2025-03-26"}
    zaak.loopt().op(date(2025, 3, 27)).bespreek(nieuweAfspraken=[nieuw]).goed()


def test_an_end_leaves_two_weeks_for_agreements(zaak: Zaak) -> None:
    """S11, D13: without a next overleg they are due two weeks after this one."""
    einde = {"grond": "overlijden", "reden": "x"}
    nieuw = [{"soort": "overig", "tekst": "brief", "eigenaar": RN}]
    zaak.loopt().op(EERSTE).bespreek(beeindigen=einde, nieuweAfspraken=nieuw).goed()
    assert zaak.staat.afspraken[-1].uiterlijk == date(2025, 4, 9)


def test_the_next_overleg_lies_in_the_future(zaak: Zaak) -> None:
    """S13: not now; and where the casus is to end, there is none."""
    zaak.loopt().op(EERSTE).bespreek(volgende={"begin": zaak.at, "reden": "x"}).geweigerd("begin-voorbij")
    assert zaak.plaatsen == ["/volgende/begin"]
    einde = {"grond": "overlijden", "reden": "x"}
    later = {"begin": zaak.at + timedelta(minutes=1), "reden": "x"}
    zaak.bespreek(volgende=later, beeindigen=einde).geweigerd("hoort-hier-niet")
    zaak.bespreek(volgende=later).goed()


def test_a_proposal_lies_in_the_future(zaak: Zaak) -> None:
    """S13, D3: minutes that are written at the very moment of the proposal leave the zaak without a date."""
    zaak.loopt().op(date(2025, 6, 4), 10).bespreek().goed()
    assert (zaak.feiten, zaak.staat.zonder_datum) == (["CasusoverlegGehouden"], True)


def test_a_casusoverleg_too_names_who_looks(zaak: Zaak) -> None:
    """S11: one that takes part, or the ZVHH."""
    zaak.loopt().op(EERSTE).bespreek(gezocht={"doorOin": WG}).geweigerd("geen-deelnemer", status=400)
    assert zaak.plaatsen == ["/gezocht/doorOin"]


def test_an_opening_before_its_weegoverleg_is_known_has_no_proposal(zaak: Zaak) -> None:
    """S13: events of regie may come first; whatever day is asked then needs no reason, and nobody takes part yet."""
    zaak.doe(zaak.ingediend()).doe(zaak.geopend()).plan(zaak.lokaal(EERSTE), PO).geweigerd("geen-deelnemer")


def test_without_a_clock_afschalen_has_no_day(zaak: Zaak) -> None:
    """S14: after an incident that regie still looks at, no day is named."""
    zaak.loopt().doe(
        IncidentGeregistreerd(
            nummer=1,
            soort="geweld",
            moment=zaak.at,
            ernstig=False,
            geregistreerd_op=zaak.at,
            afschalen_mogelijk_op=None,
        )
    )
    zaak.op(EERSTE).bespreek(afschalen={"uitkomst": "niet", "reden": "x"}).geweigerd("afschalen-niet-mogelijk")
    assert zaak.teksten == ["Afschalen kan nu niet: er zijn nog geen 6 maanden zonder incidenten voorbij."]


def test_what_is_handed_over_has_a_place(zaak: Zaak) -> None:
    """L4b: each fault at its line; nothing twice."""
    zaak.loopt().vertrek(PO, {"nummer": 2, "aan": OM}, {"nummer": 2, "aan": PO}, {"nummer": 1, "aan": WG})
    zaak.geweigerd("dubbel", "geen-deelnemer", "niet-over-te-dragen", "geen-deelnemer", status=400)
    assert zaak.plaatsen == ["/overdracht/1/nummer", "/overdracht/1/aan", "/overdracht/2/nummer", "/overdracht/2/aan"]


def test_a_number_stands_in_a_plan_once(zaak: Zaak) -> None:
    """S12: and must be one of the version before."""
    pleger = {"soort": "rn-traject", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01"}
    slachtoffer = pleger | {"voor": "slachtoffer"}
    zaak.loopt().op(EERSTE).bespreek(plan={"doelen": "rust", "interventies": [pleger, slachtoffer]}).goed()
    dubbel = [pleger | {"nummer": 1}, slachtoffer | {"nummer": 1}]
    zaak.op(date(2025, 6, 4)).bespreek(3, plan={"doelen": "rust", "interventies": dubbel})
    zaak.geweigerd("interventie-nummer", "interventie-nummer", status=400)
    assert zaak.plaatsen == ["/plan/interventies/0/nummer", "/plan/interventies/1/nummer"]


def test_who_is_no_longer_on_the_list_is_still_named(zaak: Zaak) -> None:
    """L5: by its number."""
    assert naam(zaak.config, PO) == "Politie Duinrand"
    assert naam(zaak.config, "0" * 20) == "organisatie " + "0" * 20
