# SPDX-License-Identifier: EUPL-1.2
"""The invitation: who is on it, what it says, and how it follows every change (D3, L4b, L6)."""

from datetime import date, timedelta

from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.overleggen import WeegoverlegGepland
from zvhh_meetings.domain.rules.behandeling import overleg_met
from zvhh_meetings.views.uitnodiging import UitnodigingBeeld

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG, SH = "00000099000000007000", "00000099000000009000"
WOENSDAG = date(2025, 3, 12)


def tekst(zaak: Zaak, nummer: int = 1) -> UitnodigingBeeld:
    """The invitation of an overleg now."""
    return UitnodigingBeeld.van(zaak.staat, overleg_met(zaak.staat, nummer))


def test_it_says_kenmerk_time_and_place_only(zaak: Zaak) -> None:
    """D3: no personal data, no organisations."""
    begin = zaak.lokaal(WOENSDAG)
    zaak.gepland()
    assert tekst(zaak).model_dump() == {
        "uid": "zv-7k4m-9qxt-1@zvhh",
        "volgnummer": 0,
        "methode": "REQUEST",
        "stand": "CONFIRMED",
        "kenmerk": "ZV-7K4M-9QXT",
        "begin": begin,
        "eind": begin + timedelta(minutes=90),
        "plaats": "Stadhuis, kamer 3",
    }


def test_it_follows_moving_and_cancelling(zaak: Zaak) -> None:
    """D3, story 4.5 and 6.2: same UID, SEQUENCE up by one each time, CANCEL at the end."""
    zaak.gepland().verzet(1, zaak.lokaal(date(2025, 3, 13)), "ziek")
    verzet = tekst(zaak)
    assert (verzet.volgnummer, verzet.methode, verzet.begin) == (1, "REQUEST", zaak.lokaal(date(2025, 3, 13)))
    zaak.annuleer(1, "nog zieker")
    weg = tekst(zaak)
    assert (weg.uid, weg.volgnummer, weg.methode, weg.stand) == (verzet.uid, 2, "CANCEL", "CANCELLED")


def test_a_proposal_is_tentative_until_a_person_plans_it_and_the_casus_is_open(nieuwe_zaak: type[Zaak]) -> None:
    """S13, D3."""
    zaak = nieuwe_zaak().loopt()
    assert tekst(zaak, 2).stand == "TENTATIVE"
    zaak.plan(zaak.lokaal(date(2025, 3, 26)), PO, VT)
    assert (tekst(zaak, 2).stand, tekst(zaak, 2).uid) == ("CONFIRMED", "zv-7k4m-9qxt-2@zvhh")
    voorlopig = nieuwe_zaak().gewogen().plan(zaak.lokaal(date(2025, 3, 26)), PO, VT)
    assert tekst(voorlopig, 2).stand == "TENTATIVE"


def test_others_are_invited_and_who_is_taken_off_loses_access(zaak: Zaak) -> None:
    """L6, D3: told again under the same number, so that the others know; who fell off is kept for a CANCEL."""
    zaak.gepland().nodig(1, PO, VT, WG)
    begin = zaak.lokaal(WOENSDAG)
    zaak.dan(WeegoverlegGepland(nummer=1, begin=begin, duur_minuten=90, genodigden=(PO, VT, WG)))
    assert zaak.staat.genodigden == (PO, VT, WG)
    overleg = zaak.volgend
    assert (overleg.afgezegd, overleg.volgnummer, overleg.wijzigingen[-1].wat) == ((OM, RN), 0, "uitnodiging")
    assert zaak.resultaat == {"nummer": 1, "soort": "weegoverleg"}
    zaak.nodig(1, PO, VT, OM).goed()
    assert there(zaak.volgend).afgezegd == (RN, WG)
    zaak.nodig(1, OM, VT, PO).dan_niets()
    assert len(there(zaak.volgend).wijzigingen) == 3


def test_another_place_is_a_change_of_the_invitation(zaak: Zaak) -> None:
    """D3: SEQUENCE up; nobody else needs to know."""
    zaak.gepland().nodig(1, plaats="Raadhuis").dan_niets()
    assert (zaak.volgend.plaats, zaak.volgend.volgnummer) == ("Raadhuis", 1)
    assert zaak.volgend.afgezegd == ()
    zaak.nodig(1, plaats="Raadhuis").dan_niets()
    assert zaak.volgend.volgnummer == 1


def test_every_fault_of_an_invitation(zaak: Zaak) -> None:
    """D3, L5: a reason; partners, each once."""
    zaak.gepland().nodig(1, PO, SH, PO, reden=None)
    zaak.geweigerd("reden-ontbreekt", "derde", "dubbel", status=400)
    assert zaak.plaatsen == ["/reden", "/genodigden/1", "/genodigden/2"]
    zaak.nodig(7, PO).geweigerd("overleg-bestaat-niet", status=404)
    zaak.annuleer(1, "ziek").nodig(1, PO).geweigerd("geannuleerd", status=409)


def test_a_casusoverleg_invites_who_takes_part(zaak: Zaak) -> None:
    """L4b, L6: and tells nobody of a change, for the list of participants is the access list."""
    zaak.loopt().nodig(2, PO, WG).geweigerd("geen-deelnemer", status=400)
    zaak.nodig(2, PO, VT).dan_niets()
    assert zaak.staat.genodigden == (PO, VT)


def test_without_lid_1_is_a_warning(zaak: Zaak) -> None:
    """L4."""
    zaak.gepland().nodig(1, VT, RN).goed()
    assert "lid-1-partner" in zaak.resultaat["waarschuwingen"][0]


def test_planning_a_proposal_for_fewer_keeps_the_others_for_a_cancel(zaak: Zaak) -> None:
    """D3, S13: the proposal had invited every participant."""
    zaak.loopt().plan(zaak.lokaal(date(2025, 3, 26)), PO, VT).goed()
    assert (zaak.volgend.afgezegd, zaak.volgend.volgnummer) == ((OM, RN), 2)


def test_access_ends_with_vastleggen(zaak: Zaak) -> None:
    """L6: invited, and not among those who take part from now on."""
    zaak.gepland().nodig(1, PO, VT, RN, WG, OM).op(WOENSDAG)
    assert WG in zaak.staat.genodigden
    zaak.weeg().goed()
    assert WG not in (*zaak.staat.genodigden, *zaak.staat.deelnemers)
