# SPDX-License-Identifier: EUPL-1.2
"""Afschalen: offered only when possible, decided together, answered by regie (S14, S14b)."""

from datetime import date

from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.casussen import AfschalenGeweigerd, AfschalenMogelijk, AfschalenVervallen, CasusAfgeschaald
from zvhh_contracts.overleggen import AfschalenBesloten, AfschalenNietBesloten, OverlegGeannuleerd
from zvhh_meetings.domain.rules.agenda import agenda

VT, PO, RN, SH = (f"0000009900000000{code}" for code in ("1000", "2000", "6000", "9000"))
DAG = date(2025, 10, 22)
SINDS = date(2025, 9, 20)
AF = {
    "uitkomst": "afschalen",
    "reden": "rustig",
    "gaatVerder": [{"oin": VT, "afspraak": "belt elke maand"}],
    "signalen": "nieuwe berichten",
}


def mogelijk(zaak: Zaak) -> Zaak:
    """Overleg 3 is planned for 22 October; six months have passed on 20 September."""
    zaak.loopt().op(date(2025, 3, 26)).bespreek(volgende={"begin": zaak.lokaal(DAG), "reden": "rustig"})
    return zaak.op(SINDS).doe(AfschalenMogelijk(sinds=zaak.lokaal(SINDS, 0)))


def soorten(zaak: Zaak) -> list[str]:
    """The items of the next agenda."""
    return [punt.soort for punt in agenda(zaak.config, zaak.staat, zaak.volgend)]


def test_not_offered_and_refused_before_the_clock_has_run(zaak: Zaak) -> None:
    """S14, story 1.7: the text says from when; niet and later are not asked either."""
    zaak.loopt()
    assert "afschalen-mogelijk" not in soorten(zaak)
    zaak.op(date(2025, 3, 26)).bespreek(afschalen=AF).geweigerd("afschalen-niet-mogelijk", status=409)
    assert "Afschalen kan vanaf 12-09-2025." in zaak.teksten[0]
    zaak.bespreek(afschalen={"uitkomst": "later", "reden": "x"}).geweigerd("afschalen-niet-mogelijk", status=409)


def test_the_clock_counts_at_the_moment_of_the_overleg(zaak: Zaak) -> None:
    """S14: minutes of an overleg of before that moment, typed after it, can't decide it."""
    mogelijk(zaak).op(DAG)
    zaak.bespreek(3, gehoudenOp=zaak.lokaal(date(2025, 9, 19)), afschalen=AF).geweigerd("afschalen-niet-mogelijk")


def test_afschalen_is_decided_and_no_next_overleg_is_proposed(zaak: Zaak) -> None:
    """S14: an item on the agenda; those present and who goes on travel; regie answers."""
    mogelijk(zaak).dan_niets()
    assert "afschalen-mogelijk" in soorten(zaak)
    zaak.op(DAG).bespreek(3, afschalen=AF)
    besluit = AfschalenBesloten(nummer=3, besloten_op=zaak.lokaal(DAG), aanwezigen=(PO, VT, RN), gaan_verder=(VT,))
    assert zaak.feiten == ["CasusoverlegGehouden", "AfschalenBesloten"]
    assert zaak.story.events[1][1] == besluit
    assert (zaak.staat.stand, zaak.staat.zonder_datum) == ("loopt", False)
    zaak.plan(zaak.lokaal(date(2025, 12, 3)), PO, VT).geweigerd("besluit-in-behandeling", status=409)


def test_the_decision_names_who_goes_on_and_the_signals(zaak: Zaak) -> None:
    """S14b: who, with which agreement, and which signals lead to a new melding; no derde (L5); no next date."""
    mogelijk(zaak).op(DAG)
    zaak.bespreek(3, afschalen={"uitkomst": "afschalen", "reden": "rustig"})
    zaak.geweigerd("gaat-verder-ontbreekt", "signalen-ontbreken", status=400)
    derde = AF | {"gaatVerder": [{"oin": SH, "afspraak": "belt"}]}
    zaak.bespreek(3, afschalen=derde, volgende={"begin": zaak.lokaal(date(2025, 12, 31))})
    zaak.geweigerd("derde", "hoort-hier-niet")


def test_afschalen_needs_a_quorum(zaak: Zaak) -> None:
    """L4: VT and RN alone can't."""
    mogelijk(zaak).op(DAG).bespreek(3, afschalen=AF, aanwezigen=zaak.aanwezig(VT, RN)).geweigerd(
        "geen-quorum", status=409
    )


def test_niet_or_later_is_told_and_the_rhythm_goes_on(zaak: Zaak) -> None:
    """S14: the next casusoverleg is proposed, with the item on its agenda again."""
    mogelijk(zaak).op(DAG).bespreek(3, afschalen={"uitkomst": "later", "reden": "feestdagen"})
    assert zaak.feiten == ["CasusoverlegGehouden", "AfschalenNietBesloten", "CasusoverlegGepland"]
    assert zaak.story.events[1][1] == AfschalenNietBesloten(nummer=3, uitkomst="later", door="fatima")
    assert "afschalen-mogelijk" in soorten(zaak)


def test_the_item_goes_when_an_incident_comes_to_light(zaak: Zaak) -> None:
    """S14: AfschalenVervallen."""
    mogelijk(zaak).doe(AfschalenVervallen(opnieuw_op=zaak.lokaal(date(2026, 2, 28), 0))).dan_niets()
    assert "afschalen-mogelijk" not in soorten(zaak)
    zaak.op(DAG).bespreek(3, afschalen=AF).geweigerd("afschalen-niet-mogelijk")
    assert "Afschalen kan vanaf 28-02-2026." in zaak.teksten[0]


def test_closed_is_shielded(zaak: Zaak) -> None:
    """S14, L8: afgeschermd, nothing more to do, nothing planned, no command; five years from step 1 (story 1.9)."""
    mogelijk(zaak).op(DAG).bespreek(3, afschalen=AF).doe(CasusAfgeschaald(nummer=3, afgeschaald_op=zaak.at)).dan_niets()
    assert (zaak.staat.stand, zaak.staat.afgeschermd, zaak.staat.taken) == ("afgeschaald", True, ())
    assert zaak.wekkers == {}
    assert zaak.staat.vernietigen_op == date(2030, 3, 3)
    zaak.plan(zaak.lokaal(date(2025, 12, 31)), PO).geweigerd("afgeschaald", status=409)
    zaak.voeg_toe(SH).geweigerd("afgeschaald", status=409)


def test_what_was_planned_is_cancelled_at_closing(zaak: Zaak) -> None:
    """S14: whatever was still planned."""
    zaak.loopt().doe(CasusAfgeschaald(nummer=9, afgeschaald_op=zaak.at))
    zaak.dan(OverlegGeannuleerd(nummer=2, soort="casusoverleg"))


def test_overtaken_is_a_task_and_the_zaak_goes_on(zaak: Zaak) -> None:
    """S14, D3: refused by regie: stays open, a task, without a date until one is planned; told twice it is one."""
    mogelijk(zaak).op(DAG).bespreek(3, afschalen=AF)
    nee = AfschalenGeweigerd(nummer=3, reden="incident")
    zaak.doe(nee).dan_niets()
    zaak.doe(nee).dan_niets()
    assert len(zaak.staat.casus.afschalen_geweigerd) == 1
    assert zaak.taken == ["afschalen-geweigerd", "zonder-datum"]
    assert zaak.wekkers["zonder-datum"] == zaak.lokaal(date(2025, 10, 29), 0)
    zaak.plan(zaak.lokaal(date(2025, 11, 5)), PO, VT, reden="incident").goed()
    assert "afschalen-geweigerd" in soorten(zaak)
    zaak.doe(AfschalenVervallen(opnieuw_op=zaak.lokaal(date(2026, 4, 1), 0)))
    zaak.op(date(2025, 11, 5)).bespreek(4).goed()
    assert zaak.taken == []


def test_from_when_it_is_possible_it_is_answered_at_each_overleg(zaak: Zaak) -> None:
    """S14: afschalen, niet or later, with a reason; below the quorum nothing is asked (L4); before it nothing either."""
    mogelijk(zaak).op(DAG).bespreek(3).geweigerd("afschalen-onbeantwoord", status=400)
    zaak.bespreek(3, gehoudenOp=zaak.lokaal(date(2025, 9, 19)), volgende=None).goed()
    eigen = mogelijk(type(zaak)()).op(DAG)
    eigen.bespreek(3, aanwezigen=zaak.aanwezig(VT, RN)).goed()
    eigen.plan(zaak.lokaal(date(2025, 11, 5)), PO, VT, RN, reden="quorum").op(date(2025, 11, 5))
    eigen.bespreek(4).geweigerd("afschalen-onbeantwoord")
    eigen.bespreek(4, afschalen={"uitkomst": "niet", "reden": "nog onrustig"}).goed()
    assert eigen.story.events[1][1] == AfschalenNietBesloten(nummer=4, uitkomst="niet", door="fatima")
    eigen.op(date(2026, 1, 14)).bespreek(5).geweigerd("afschalen-onbeantwoord")


def test_the_clock_runs_out_on_the_moment_itself(zaak: Zaak) -> None:
    """S14: at the moment of AfschalenMogelijk it may be decided."""
    zaak.loopt().op(date(2025, 3, 26)).doe(AfschalenMogelijk(sinds=zaak.lokaal(date(2025, 3, 26), 10)))
    zaak.bespreek(gehoudenOp=zaak.lokaal(date(2025, 3, 26), 9, 59), afschalen=AF).geweigerd("afschalen-niet-mogelijk")
    assert "er zijn nog geen 6 maanden zonder incidenten voorbij" in zaak.teksten[0]
    zaak.bespreek(afschalen=AF).goed()
