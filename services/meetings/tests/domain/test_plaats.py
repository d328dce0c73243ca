# SPDX-License-Identifier: EUPL-1.2
"""A place, waiting for one, losing one, and other ends, as regie tells them (S6, S6b, D5, D13)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.casussen import (
    BeeindigenGeweigerd,
    CasusBeeindigd,
    CasusVanWachtlijst,
    IncidentGeregistreerd,
    ZwaartepuntGewijzigd,
)
from zvhh_contracts.overleggen import (
    CasusoverlegGepland,
    OverlegGeannuleerd,
    WeegoverlegGepland,
)

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WACHT = date(2025, 3, 12)
OPEN = date(2025, 5, 1)
WEG = OverlegGeannuleerd(nummer=2, soort="casusoverleg")


def wachtlijst(zaak: Zaak, **anders: Any) -> Zaak:
    """Passend, and no place."""
    zaak.gewogen(**anders)
    return zaak.doe(zaak.op_wachtlijst(zaak.at))


def van_wachtlijst(op: datetime) -> CasusVanWachtlijst:
    """regie: it left the line by a way on."""
    return CasusVanWachtlijst(pilotjaar=2025, route="lokaal", van_wachtlijst_op=op, door="noor")


def test_a_waiting_zaak_keeps_what_it_has(zaak: Zaak) -> None:
    """S6b: participants, agreements, incidents and regisseur; the provisional casusoverleg is cancelled."""
    wachtlijst(zaak).dan(WEG)
    voor = zaak.staat
    zaak.op(date(2025, 4, 1)).doe(
        IncidentGeregistreerd(
            nummer=1,
            soort="stalking",
            moment=zaak.at,
            ernstig=True,
            geregistreerd_op=zaak.at,
            afschalen_mogelijk_op=None,
        )
    )
    zaak.afspraak(1, "gedaan").goed()
    assert (zaak.staat.stand, zaak.staat.zonder_datum) == ("wachtlijst", False)
    assert zaak.staat.deelnames == voor.deelnames
    assert zaak.staat.casusregisseurs == {VT}
    assert zaak.taken == ["ernstig-incident"]
    assert zaak.taken_van(PO) == [("afspraak", 2)]


def test_no_casusoverleg_before_the_opening(nieuwe_zaak: type[Zaak]) -> None:
    """S6: neither planned nor held while it waits, nor held while the place is still claimed."""
    zaak = wachtlijst(nieuwe_zaak()).op(date(2025, 3, 26))
    zaak.plan(zaak.lokaal(date(2025, 4, 2)), PO).geweigerd("niet-te-plannen", status=409)
    zaak.bespreek().geweigerd("geannuleerd", status=409)
    nog_niet = nieuwe_zaak().gewogen().op(date(2025, 3, 26)).bespreek()
    nog_niet.geweigerd("niet-geopend", status=409)


def test_opened_after_waiting_it_is_proposed_anew(zaak: Zaak) -> None:
    """S6b, S13: two weeks after the opening, at the hour of the weegoverleg; Thursday 1 May → Thursday 15 May."""
    begin = zaak.lokaal(date(2025, 5, 15))
    wachtlijst(zaak).op(OPEN).doe(zaak.geopend(OPEN))
    zaak.dan(CasusoverlegGepland(nummer=3, begin=begin, duur_minuten=90))
    gepland = zaak.volgend
    assert (gepland.genodigden, gepland.voorstel, gepland.voorlopig) == ((PO, OM, VT, RN), True, False)
    assert (zaak.staat.stand, zaak.staat.zonder_datum) == ("loopt", False)


def test_a_reason_counts_from_the_opening(zaak: Zaak) -> None:
    """S13, S6b: later than the proposal after waiting needs a reason; within the two weeks none."""
    wachtlijst(zaak).op(OPEN).doe(zaak.geopend(OPEN))
    zaak.plan(zaak.lokaal(date(2025, 5, 16)), PO).geweigerd("reden-ontbreekt", status=400)
    assert zaak.teksten == ["Schrijf waarom het casusoverleg later is dan 15-05-2025."]
    zaak.plan(zaak.lokaal(date(2025, 5, 14)), PO).goed()


def test_told_too_late_there_is_no_proposal(zaak: Zaak) -> None:
    """S6b, D3: heard after the proposed moment: without a date."""
    wachtlijst(zaak).op(date(2025, 5, 15), 10).doe(zaak.geopend(OPEN)).dan_niets()
    assert (zaak.staat.gepland, zaak.staat.zonder_datum) == (None, True)


def test_opened_at_once_a_cancelled_proposal_is_not_made_again(zaak: Zaak) -> None:
    """D3: a person cancelled it; the opening changes nothing to that."""
    zaak.gewogen().annuleer(2, "andere week").doe(zaak.geopend()).dan_niets()
    assert (zaak.staat.stand, zaak.staat.zonder_datum) == ("loopt", True)


def test_a_cancelled_proposal_leaves_it_without_a_date_while_the_place_is_claimed(zaak: Zaak) -> None:
    """D3: also before regie answered."""
    zaak.gewogen().annuleer(2, "andere week").goed()
    assert (zaak.staat.stand, zaak.staat.zonder_datum) == ("wacht-op-plaats", True)


def test_the_invitation_of_a_provisional_overleg_follows_the_opening(zaak: Zaak) -> None:
    """D3, S13: from tentative to confirmed is a change: SEQUENCE up."""
    zaak.gewogen()
    assert zaak.volgend.volgnummer == 0
    assert zaak.doe(zaak.geopend()).volgend.volgnummer == 1


def test_the_line_of_the_next_year(zaak: Zaak) -> None:
    """S6b: on 1 January it waits in another line; nothing else changes."""
    wachtlijst(zaak).op(date(2026, 1, 1)).doe(zaak.op_wachtlijst(zaak.at, 2026)).dan_niets()
    assert (zaak.staat.stand, zaak.staat.casus.wachtlijst_sinds) == ("wachtlijst", zaak.at)


def test_it_leaves_the_line_by_a_way_on(zaak: Zaak) -> None:
    """S6b, D5, L8: it ends as one that is not passend: nobody takes part, destroyed after 30 days."""
    wachtlijst(zaak).op(OPEN).doe(van_wachtlijst(zaak.at)).dan_niets()
    assert (zaak.staat.stand, zaak.staat.deelnemers, zaak.taken) == ("van-wachtlijst", (), [])
    assert zaak.taken_van(VT) == []
    assert zaak.staat.vernietigen_op == date(2025, 5, 31)
    assert not zaak.staat.afgeschermd
    zaak.plan(zaak.lokaal(date(2025, 5, 15)), PO).geweigerd("niet-te-plannen", status=409)
    assert zaak.teksten == ["Deze zaak is van de wachtlijst gehaald."]
    zaak.voeg_toe(PO).geweigerd("loopt-niet", status=409)


@pytest.mark.parametrize("terug", ["op_wachtlijst", "geopend"])
def test_regie_has_the_last_word_on_the_line(zaak: Zaak, terug: str) -> None:
    """S6b: in the line again, or opened after all."""
    wachtlijst(zaak).op(OPEN).doe(van_wachtlijst(zaak.at))
    zaak.doe(zaak.op_wachtlijst(zaak.at) if terug == "op_wachtlijst" else zaak.geopend(OPEN))
    assert zaak.staat.stand == {"op_wachtlijst": "wachtlijst", "geopend": "loopt"}[terug]
    assert zaak.staat.deelnemers == (PO, OM, VT, RN)


def test_an_undone_opening_gets_a_second_weegoverleg(zaak: Zaak) -> None:
    """S6b: the proposed casusoverleg is cancelled, who takes part stays; then a weegoverleg with anybody invited."""
    zaak.loopt().op(date(2025, 3, 17)).doe(zaak.ongedaan(zaak.at)).dan(WEG)
    assert (zaak.staat.stand, zaak.staat.zonder_datum) == ("te-plannen", True)
    assert zaak.staat.deelnemers == (PO, OM, VT, RN)
    assert zaak.staat.casus.afschalen_vanaf is None
    assert zaak.taken == ["weegoverleg-plannen"]
    assert zaak.staat.taken[0].uiterlijk == date(2025, 3, 24)
    zaak.afspraak(1, "gedaan").goed()
    begin = zaak.lokaal(date(2025, 3, 20))
    zaak.plan(begin, PO, VT)
    zaak.dan(WeegoverlegGepland(nummer=3, begin=begin, duur_minuten=90, genodigden=(PO, VT)))
    assert zaak.staat.stand == "weegoverleg-gepland"


def test_the_second_weegoverleg_claims_a_place_again(zaak: Zaak) -> None:
    """S6b: passend and doorzetten: it waits for a place, and is opened anew."""
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.loopt().op(date(2025, 3, 17)).doe(zaak.ongedaan(zaak.at))
    zaak.plan(zaak.lokaal(date(2025, 3, 20)), PO, VT).op(date(2025, 3, 20)).weeg(3, afspraken=afspraken).goed()
    assert (zaak.staat.stand, zaak.volgend.voorlopig) == ("wacht-op-plaats", True)
    zaak.doe(zaak.geopend(date(2025, 3, 20))).goed()
    assert zaak.staat.stand == "loopt"


def test_the_second_weegoverleg_says_nog_niet(zaak: Zaak) -> None:
    """S6b, S11: a third one follows; who takes part stays."""
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.loopt().op(date(2025, 3, 17)).doe(zaak.ongedaan(zaak.at))
    zaak.plan(zaak.lokaal(date(2025, 3, 20)), PO, VT).op(date(2025, 3, 20))
    zaak.weeg(3, doorzetten="nog-niet", deelnemers=None, casusregie=None, afspraken=afspraken).goed()
    assert (zaak.staat.stand, zaak.staat.deelnemers) == ("te-plannen", (PO, OM, VT, RN))


def test_the_second_weegoverleg_says_not_passend(zaak: Zaak) -> None:
    """S6b, D5: the way on."""
    niet: dict[str, Any] = {
        "passend": False,
        "doorzetten": None,
        "deelnemers": None,
        "casusregie": None,
        "afspraken": None,
    }
    zaak.loopt().op(date(2025, 3, 17)).doe(zaak.ongedaan(zaak.at))
    zaak.plan(zaak.lokaal(date(2025, 3, 20)), PO, VT).op(date(2025, 3, 20))
    zaak.weeg(3, **niet, route="geen", wieBewaaktVeiligheid=PO, wieVertelt=VT).goed()
    assert (zaak.staat.stand, zaak.staat.vernietigen_op) == ("niet-passend", date(2025, 4, 19))


@pytest.mark.parametrize(("milliseconden", "stand"), [(0, "te-plannen"), (-1, "wacht-op-plaats")])
def test_what_was_decided_before_the_undoing_gives_no_place(zaak: Zaak, milliseconden: int, stand: str) -> None:
    """S6b: at the same moment it is before."""
    zaak.loopt()
    vastgelegd = there(there(zaak.staat.weging).vastgelegd_op)
    zaak.doe(zaak.ongedaan(vastgelegd + timedelta(milliseconds=milliseconden)))
    assert zaak.staat.stand == stand


def test_an_opening_undone_from_the_line_ends_the_waiting(zaak: Zaak) -> None:
    """S6b: opened after waiting, undone: no longer on the wachtlijst; the second weegoverleg counts two weeks anew."""
    wachtlijst(zaak).op(OPEN).doe(zaak.geopend(OPEN)).doe(zaak.ongedaan(zaak.at))
    assert (zaak.staat.stand, zaak.staat.casus.wachtlijst_sinds) == ("te-plannen", None)


def test_an_undone_opening_leaves_a_planned_weegoverleg(zaak: Zaak) -> None:
    """S6b: told twice or late, it cancels casusoverleggen only."""
    zaak.loopt().op(date(2025, 3, 17)).doe(zaak.ongedaan(zaak.at))
    zaak.plan(zaak.lokaal(date(2025, 3, 20)), PO, VT).doe(zaak.ongedaan(zaak.at)).dan_niets()
    assert zaak.staat.stand == "weegoverleg-gepland"


def test_ended_otherwise_is_closed_and_shielded(zaak: Zaak) -> None:
    """D13, L8: exactly as afgeschaald; what was planned is cancelled, and no task is left."""
    zaak.loopt().op(date(2025, 3, 27)).doe(CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=zaak.at)).dan(WEG)
    staat = zaak.staat
    assert (staat.stand, staat.afgeschermd, staat.taken, staat.deelnemers) == ("beeindigd", True, (), ())
    assert staat.casus.eindgrond == "overdracht"
    zaak.voeg_toe(PO).geweigerd("beeindigd", status=409)
    assert zaak.staat.vernietigen_op == date(2030, 3, 3)


def test_the_end_that_was_refused_is_a_task_until_the_next_casusoverleg(zaak: Zaak) -> None:
    """D13: told once, however often it comes."""
    zaak.loopt().op(date(2025, 3, 26)).bespreek().goed()
    nee = BeeindigenGeweigerd(nummer=2, reden="al-gesloten")
    zaak.doe(nee).dan_niets()
    assert zaak.taken == ["beeindigen-geweigerd"]
    zaak.doe(nee).dan_niets()
    assert len(zaak.staat.casus.beeindigen_geweigerd) == 1
    zaak.op(date(2025, 6, 4)).bespreek(3, wensen=None).goed()
    assert zaak.taken == []


def test_the_zwaartepunt_is_kept_for_showing(zaak: Zaak) -> None:
    """S16: the last one that regie told."""
    zaak.loopt().doe(ZwaartepuntGewijzigd(gemeente="delft", per=date(2025, 4, 1))).dan_niets()
    zaak.doe(ZwaartepuntGewijzigd(gemeente="rijswijk", per=date(2025, 5, 1)))
    assert there(zaak.staat.casus.zwaartepunt).gemeente == "rijswijk"
    assert there(zaak.staat.casus.zwaartepunt).per == date(2025, 5, 1)


@pytest.mark.parametrize("stand", ["wacht-op-plaats", "wachtlijst", "loopt"])
def test_looking_for_a_casusregisseur_is_reminded_before_the_opening_too(zaak: Zaak, stand: str) -> None:
    """S11, S6b: from the weegoverleg on; not while a second one is to be planned, and again after it."""
    zaak.gewogen(casusregie=None, gezocht={"doorOin": VT})
    if stand != "wacht-op-plaats":
        zaak.doe(zaak.op_wachtlijst(zaak.at) if stand == "wachtlijst" else zaak.geopend())
    assert zaak.staat.stand == stand
    assert zaak.wekkers["casusregie-gezocht"] == zaak.lokaal(date(2025, 3, 19), 0)
    assert "casusregie-gezocht" in zaak.taken
    zaak.doe(zaak.geopend()).doe(zaak.ongedaan(zaak.at))
    assert "casusregie-gezocht" not in zaak.wekkers


def test_the_line_is_known_before_the_rest(zaak: Zaak) -> None:
    """S6: regie's word may come first of all; without a line there is none."""
    zaak.doe(zaak.op_wachtlijst(zaak.at)).dan_niets()
    assert zaak.staat.stand == "wachtlijst"
