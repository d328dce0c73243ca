# SPDX-License-Identifier: EUPL-1.2
"""Planning a weegoverleg and another date for a casusoverleg: acts, refuses, stays quiet."""

from datetime import date

from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.overleggen import CasusoverlegGepland, WeegoverlegGepland

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG, SH, ZV = "00000099000000007000", "00000099000000009000", "00000099000000000100"
WOENSDAG = date(2025, 3, 12)


def test_a_weegoverleg_is_a_task_after_triage_and_is_planned(zaak: Zaak) -> None:
    """S10: doorgezet makes a planning task with its term; planning invites, and the invited get access (L6)."""
    zaak.te_plannen().dan_niets()
    assert zaak.staat.stand == "te-plannen"
    assert [(taak.code, taak.uiterlijk) for taak in zaak.staat.taken] == [("weegoverleg-plannen", date(2025, 3, 19))]
    begin = zaak.lokaal(WOENSDAG)
    zaak.plan(begin, PO, OM, VT, RN)
    zaak.dan(WeegoverlegGepland(nummer=1, begin=begin, duur_minuten=90, genodigden=(PO, OM, VT, RN)))
    assert (zaak.staat.stand, zaak.taken) == ("weegoverleg-gepland", [])
    assert zaak.staat.genodigden == (PO, OM, VT, RN)
    assert zaak.resultaat == {"nummer": 1, "soort": "weegoverleg"}


def test_a_repeated_plan_is_one_overleg(zaak: Zaak) -> None:
    """D1: the same request again answers the same and plans nothing."""
    zaak.te_plannen().plan(zaak.lokaal(WOENSDAG), PO, VT, key="zelfde").plan(
        zaak.lokaal(WOENSDAG), PO, VT, key="zelfde"
    ).dan_niets()
    assert len(zaak.staat.overleggen) == 1


def test_nothing_is_planned_before_triage_or_twice(zaak: Zaak) -> None:
    """S10: only after doorgezet, and one weegoverleg at a time."""
    zaak.doe(zaak.ingediend()).plan(zaak.lokaal(WOENSDAG), PO).geweigerd("niet-te-plannen", status=409)
    zaak.doe(zaak.doorgezet()).plan(zaak.lokaal(WOENSDAG), PO).goed()
    zaak.plan(zaak.lokaal(date(2025, 3, 13)), PO).geweigerd("al-gepland", status=409)


def test_an_unknown_zaak_is_not_found(zaak: Zaak) -> None:
    """L6: unknown and forbidden look alike."""
    zaak.plan(zaak.lokaal(WOENSDAG), PO).geweigerd("bestaat-niet", status=404)


def test_every_fault_of_a_plan_is_told_at_once(zaak: Zaak) -> None:
    """L5: a derde is not invited; nor an unknown organisation, nor one twice, nor into the past."""
    zaak.te_plannen().plan(zaak.lokaal(date(2025, 3, 4)), PO, SH, "0" * 20, PO)
    zaak.geweigerd("begin-voorbij", "derde", "partner-onbekend", "dubbel", status=400)
    assert zaak.plaatsen == ["/begin", "/genodigden/1", "/genodigden/2", "/genodigden/3"]
    assert "Slachtofferhulp Duinrand is een derde" in " ".join(zaak.teksten)


def test_no_lid_1_invited_is_a_warning(zaak: Zaak) -> None:
    """L4: nothing is blocked, but they can't decide without lid 1."""
    zaak.te_plannen().plan(zaak.lokaal(WOENSDAG), VT, RN).goed()
    tekst = "Er is nog geen lid-1-partner uitgenodigd. Zonder lid 1 kan dit overleg niet besluiten."
    assert zaak.resultaat["waarschuwingen"] == [tekst]


def test_another_day_than_proposed_needs_a_reason_and_keeps_the_number(zaak: Zaak) -> None:
    """S13: the proposal of 26 March may be replaced; later needs a reason, and with one it is never blocked."""
    zaak.loopt()
    later = zaak.lokaal(date(2025, 4, 2), 14)
    zaak.plan(later, PO, VT).geweigerd("reden-ontbreekt", status=400)
    assert zaak.teksten == ["Schrijf waarom het casusoverleg later is dan 26-03-2025."]
    zaak.plan(later, PO, VT, reden="vakantie").dan(CasusoverlegGepland(nummer=2, begin=later, duur_minuten=90))
    zaak.plan(later, PO, VT).geweigerd("al-gepland")


def test_the_first_casusoverleg_may_be_earlier_without_a_reason(zaak: Zaak) -> None:
    """S13: *within* two weeks after the weegoverleg."""
    zaak.loopt().plan(zaak.lokaal(date(2025, 3, 20)), PO, VT).goed()


def test_the_proposed_day_is_confirmed_without_a_reason(zaak: Zaak) -> None:
    """S13: another hour on the proposed day is no other date."""
    zaak.loopt().plan(zaak.lokaal(date(2025, 3, 26), 15), PO, VT).goed()
    overleg = zaak.volgend
    assert (overleg.nummer, overleg.voorstel, overleg.plaats) == (2, False, "Stadhuis, kamer 3")


def test_a_casusoverleg_invites_only_those_that_take_part(zaak: Zaak) -> None:
    """L4b, L6: the participant list is the access list."""
    zaak.loopt().plan(zaak.lokaal(date(2025, 3, 26)), PO, WG).geweigerd("geen-deelnemer", status=400)
    assert zaak.plaatsen == ["/genodigden/1"]


def test_a_provisional_overleg_is_fixed_once_by_the_opening(zaak: Zaak) -> None:
    """S13: provisional until CasusGeopend, then told once more under the same number."""
    zaak.gewogen()
    begin = zaak.lokaal(date(2025, 3, 26))
    assert zaak.volgend.voorlopig
    zaak.doe(zaak.geopend()).dan(CasusoverlegGepland(nummer=2, begin=begin, duur_minuten=90))
    assert (zaak.staat.stand, zaak.volgend.voorlopig) == ("loopt", False)


def test_planned_anew_it_is_provisional_until_the_casus_is_open(zaak: Zaak) -> None:
    """S13: and it lasts as long as is planned now, not as was proposed."""
    begin = zaak.lokaal(date(2025, 3, 26))
    zaak.gewogen().annuleer(2, "ziek").plan(begin, PO, VT, duurMinuten=45)
    zaak.dan(CasusoverlegGepland(nummer=3, begin=begin, duur_minuten=45, voorlopig=True))
    zaak.doe(zaak.geopend()).annuleer(3, "ziek").plan(begin, PO, VT)
    zaak.dan(CasusoverlegGepland(nummer=4, begin=begin, duur_minuten=90))
    zaak.op(date(2025, 3, 26)).bespreek(4).plan(zaak.lokaal(date(2025, 6, 4)), PO, duurMinuten=30).goed()
    assert (zaak.volgend.duur_minuten, zaak.volgend.voorlopig) == (30, False)
