# SPDX-License-Identifier: EUPL-1.2
"""Running cases of before the pilot in meetings (S6c): they enter at casusoverleg."""

from datetime import date, timedelta

import pytest
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.overleggen import CasusoverlegGehouden, CasusoverlegGepland, CasusregieGezocht
from zvhh_meetings.domain.rules.agenda import agenda

VT, PO, RN, WG = (f"0000009900000000{code}" for code in ("1000", "2000", "6000", "7000"))
ZV = "00000099000000000100"
INGEBRACHT = date(2025, 2, 3)


def test_it_enters_at_casusoverleg(zaak: Zaak) -> None:
    """S6c, S13, story 7.1: no weegoverleg, no place; ten weeks after its last casusoverleg at the same local time."""
    begin = zaak.lokaal(date(2025, 3, 31), 11)
    zaak.op(INGEBRACHT, 9).doe(zaak.ingebracht())
    zaak.dan(CasusoverlegGepland(nummer=1, begin=begin, duur_minuten=zaak.config.overleg_minuten))
    assert (zaak.staat.stand, zaak.volgend.voorstel, zaak.volgend.voorlopig) == ("loopt", True, False)
    assert there(zaak.staat.melding).van_voor_de_pilot
    assert there(zaak.staat.melding).pilotjaar is None
    assert (zaak.staat.kenmerk, zaak.staat.ontvangen_op) == ("ZV-4W8K-2PFD", zaak.lokaal(INGEBRACHT, 9))
    zaak.doe(zaak.lopend_geopend()).dan_niets()
    assert zaak.staat.stand == "loopt"
    assert zaak.staat.casus.afschalen_vanaf == zaak.lokaal(date(2025, 5, 30), 0)


def test_participants_and_casusregie_come_with_it(zaak: Zaak) -> None:
    """S6c, L4b, L6, S16: access from bringing in; who led, leads, and regie has that already."""
    zaak.lopend(deelnemers=(VT, PO, RN, VT))
    assert zaak.staat.deelnemers == zaak.staat.genodigden == (VT, PO, RN)
    assert [een.van for een in zaak.staat.deelnames] == [INGEBRACHT] * 3
    aanwijzing = there(zaak.staat.aanwijzing)
    assert (aanwijzing.nummer, aanwijzing.ingangsdatum, aanwijzing.aanvaard_op) == (0, *[date(2024, 12, 1)] * 2)
    antwoord = there(zaak.staat.antwoord(0))
    assert (antwoord.vastgelegd, antwoord.van) == (True, date(2024, 12, 1))
    assert zaak.staat.casusregisseurs == {VT}
    regie = {"vorm": "een", "regisseur": {"oin": RN, "persoon": "rob"}}
    zaak.regie(regie).goed()
    assert zaak.resultaat == {"aanwijzing": 1}
    assert zaak.staat.casusregisseurs == {RN}


def test_casusregie_since_it_began_where_nobody_says_otherwise(zaak: Zaak) -> None:
    """S6c: the day on which the case began."""
    assert there(zaak.lopend(casusregie_van=None).staat.aanwijzing).ingangsdatum == date(2024, 11, 14)


def test_without_casusregie_the_zvhh_looks_for_one(zaak: Zaak) -> None:
    """S6c, S11: reminder after five working days."""
    zaak.op(INGEBRACHT, 9).doe(zaak.ingebracht(casusregie=None, casusregie_van=None))
    assert zaak.story.events[0][1] == CasusregieGezocht(door=ZV, herinneren_op=date(2025, 2, 10))
    assert "casusregie-gezocht" in zaak.taken
    assert zaak.staat.aanwijzingen == ()


def test_without_an_earlier_casusoverleg_the_first_is_two_weeks_after_bringing_in(zaak: Zaak) -> None:
    """S6c, S13: at the hour of the configuration."""
    zaak.lopend(laatste_casusoverleg_op=None)
    uur = zaak.config.overleg_begin_uur
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 2, 17), uur)
    assert zaak.staat.laat_op is None


@pytest.mark.parametrize(("vorige", "voorstel"), [(date(2024, 11, 25), False), (date(2024, 11, 26), True)])
def test_a_proposal_that_has_passed_is_no_proposal(zaak: Zaak, vorige: date, voorstel: bool) -> None:
    """S6c, D3: then it stands under without a date, with its reminder."""
    zaak.lopend(laatste_casusoverleg_op=zaak.lokaal(vorige, 9))
    assert (zaak.staat.gepland is not None, zaak.staat.zonder_datum) == (voorstel, not voorstel)
    assert ("zonder-datum" in zaak.wekkers) is not voorstel


def test_amber_counts_from_the_last_one_of_before(zaak: Zaak) -> None:
    """S13, S6c: twelve weeks after 20 January; the mean is of those held here only."""
    zaak.lopend()
    assert zaak.staat.laat_op == date(2025, 1, 20) + timedelta(weeks=12)
    zaak.op(date(2025, 3, 31)).bespreek(1, aanwezigen=zaak.aanwezig(VT, PO), wensen=None).goed()
    assert zaak.feit(CasusoverlegGehouden).dagen_sinds_vorige is None
    assert zaak.staat.laat_op == date(2025, 3, 31) + timedelta(weeks=12)


def test_open_agreements_are_typed_afterwards(zaak: Zaak) -> None:
    """S6c, D3: a task until as many are typed as intake told; they stand on the next agenda, also when overdue."""
    zaak.lopend()
    assert "afspraken-overtypen" in zaak.taken
    zaak.typ_over(VT, "2025-01-31").goed()
    assert zaak.resultaat == {"nummer": 1}
    assert "afspraken-overtypen" in zaak.taken
    zaak.typ_over(PO).goed()
    assert zaak.resultaat == {"nummer": 2}
    assert "afspraken-overtypen" not in zaak.taken
    punten = [punt.afspraak for punt in agenda(zaak.config, zaak.staat, zaak.volgend) if punt.afspraak]
    assert punten == [1, 2]
    assert zaak.taken_van(VT) == [("afspraak", 1)]
    zaak.afspraak(1, "gedaan").goed()
    assert "afspraken-overtypen" not in zaak.taken


def test_an_agreement_of_before_has_an_owner_that_takes_part(zaak: Zaak) -> None:
    """S6c, L4b."""
    zaak.lopend().typ_over(WG).geweigerd("eigenaar-doet-niet-mee", status=400)
    assert zaak.plaatsen == ["/eigenaar"]


def test_only_of_before_the_pilot(nieuwe_zaak: type[Zaak]) -> None:
    """S6c: agreements of any other zaak are made in an overleg; and of none before there is a melding."""
    nieuwe_zaak().loopt().typ_over(VT).geweigerd("niet-van-voor-de-pilot", status=409)
    nieuwe_zaak().typ_over(VT).geweigerd("bestaat-niet", status=404)
    zonder = nieuwe_zaak().op(INGEBRACHT, 9).doe(nieuwe_zaak.lopend_geopend())
    zonder.typ_over(VT).geweigerd("nog-geen-deelnemers", status=409)


def test_destroyed_five_years_after_the_first_processing(zaak: Zaak) -> None:
    """L8, story 7.1: not after bringing in."""
    assert zaak.lopend().staat.vernietigen_op == date(2029, 11, 14)


def test_children_are_counted(zaak: Zaak) -> None:
    """S6c, S16: for the ground of the gemeente; none where intake told of none."""
    assert zaak.lopend().staat.kinderen == 0
    assert zaak.lopend(rollen={"slachtoffer": 1, "pleger": 1, "kind": 2}).staat.kinderen == 2
