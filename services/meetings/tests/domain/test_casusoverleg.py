# SPDX-License-Identifier: EUPL-1.2
"""Vastleggen of a casusoverleg (S12, S13): acts, refuses every fault at once, stays quiet when repeated."""

from datetime import date
from typing import Any

from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.overleggen import CasusoverlegGehouden, CasusoverlegGepland

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG, ZV = "00000099000000007000", "00000099000000000100"
EERSTE = date(2025, 3, 26)
PLAN = {
    "doelen": "rust",
    "interventies": [
        {"soort": "rn-traject", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01"},
        {"soort": "aware", "voor": "slachtoffer", "eigenaar": VT, "start": "2025-04-01"},
    ],
}


def test_a_held_casusoverleg_proposes_the_next_ten_weeks_on(zaak: Zaak) -> None:
    """S13, story 1.5: held Wed 26 March, next proposed Wed 4 June at the same local time."""
    zaak.loopt().op(EERSTE).bespreek().dan(
        CasusoverlegGehouden(
            nummer=2,
            gehouden_op=zaak.lokaal(EERSTE),
            vastgelegd_op=zaak.at,
            besloten=True,
            aanwezigen=(PO, VT, RN),
            extras=dict.fromkeys(zaak.config.extras, "besproken"),
            wensen={"aware": "besproken"},
        ),
        CasusoverlegGepland(nummer=3, begin=zaak.lokaal(date(2025, 6, 4)), duur_minuten=90),
    )
    assert zaak.volgend.voorstel
    assert zaak.volgend.genodigden == (PO, OM, VT, RN)


def test_minutes_are_recorded_once(zaak: Zaak) -> None:
    """D3: immutable after vastleggen; the same request again answers the same."""
    zaak.loopt().op(EERSTE).bespreek(key="k").bespreek(key="k").dan_niets()
    zaak.bespreek(key="l").geweigerd("al-vastgelegd", status=409)


def test_a_casusoverleg_needs_an_open_casus(zaak: Zaak) -> None:
    """S6, S13: provisional until CasusGeopend; not before it began either."""
    zaak.gewogen().op(EERSTE).bespreek().geweigerd("niet-geopend", status=409)
    zaak.doe(zaak.geopend()).op(EERSTE, 9).bespreek().geweigerd("nog-niet-gehouden", status=409)


def test_the_second_counts_the_days(zaak: Zaak) -> None:
    """S13, story 1.6: 26 March → 4 June → 13 August: 70 days each."""
    zaak.loopt().op(EERSTE).bespreek().op(date(2025, 6, 4)).bespreek(3).goed()
    assert zaak.feiten == ["CasusoverlegGehouden", "CasusoverlegGepland"]
    assert zaak.feit(CasusoverlegGehouden).dagen_sinds_vorige == 70
    assert zaak.feit(CasusoverlegGepland).begin == zaak.lokaal(date(2025, 8, 13))


def test_without_lid_1_minutes_are_kept_and_nothing_is_decided(zaak: Zaak) -> None:
    """L4, story 6.7: VT and RN only: plan refused, text says lid 1 is missing; minutes kept, a new date asked."""
    zaak.loopt().op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(VT, RN), plan=PLAN).geweigerd("geen-quorum", status=409)
    assert "geen lid-1-partner" in zaak.teksten[0]
    zaak.bespreek(aanwezigen=zaak.aanwezig(PO, ZV), plan=PLAN).geweigerd("geen-quorum", status=409)
    assert "minder dan 2 organisaties" in zaak.teksten[0]
    zaak.bespreek(aanwezigen=zaak.aanwezig(VT, RN)).goed()
    assert zaak.feiten == ["CasusoverlegGehouden"]
    assert zaak.resultaat["besloten"] is False
    assert zaak.staat.zonder_datum


def test_below_the_quorum_a_new_date_may_be_chosen_at_once(zaak: Zaak) -> None:
    """L4, D3: a new date asked; sooner than ten weeks needs no reason then."""
    zaak.loopt().op(EERSTE).bespreek(
        aanwezigen=zaak.aanwezig(VT, RN), volgende={"begin": zaak.lokaal(date(2025, 4, 2))}
    )
    assert zaak.feiten == ["CasusoverlegGehouden", "CasusoverlegGepland"]


def test_only_those_that_take_part_are_present(zaak: Zaak) -> None:
    """L4b, L6: another partner is added first; the ZVHH may always be there."""
    zaak.loopt().op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(PO, VT, WG, ZV)).geweigerd("geen-deelnemer", status=400)
    assert zaak.plaatsen == ["/aanwezigen/2/oin"]
    zaak.bespreek(aanwezigen=zaak.aanwezig(ZV, PO, WG, VT)).geweigerd("geen-deelnemer")


def test_the_picture_is_confirmed_or_updated(zaak: Zaak) -> None:
    """S12: at every casusoverleg; per line of whom, fact or assumption, and the source."""
    zaak.loopt().op(EERSTE).bespreek(beeldBevestigd=None).geweigerd("beeld-ontbreekt", status=400)
    regel = {"over": "pleger", "aard": "aanname", "bron": RN, "tekst": "drinkt"}
    zaak.bespreek(beeldBevestigd=None, beeld=[regel | {"bron": "0" * 20}]).geweigerd("partner-onbekend")
    zaak.bespreek(beeldBevestigd=None, beeld=[regel]).goed()


def test_another_next_date_needs_a_reason(zaak: Zaak) -> None:
    """S13: earlier or later with a reason, never a block; not into the past."""
    zaak.loopt().op(EERSTE)
    mei = zaak.lokaal(date(2025, 5, 14))
    zaak.bespreek(volgende={"begin": mei}).geweigerd("reden-ontbreekt", status=400)
    assert zaak.teksten == ["Schrijf waarom het volgende overleg niet op 04-06-2025 is."]
    zaak.bespreek(volgende={"begin": zaak.lokaal(EERSTE, 9), "reden": "x"}).geweigerd("begin-voorbij")
    zaak.bespreek(volgende={"begin": mei, "reden": "spannend"}).goed()
    assert zaak.volgend.begin == mei


def test_a_later_wish_is_answered_at_the_first_casusoverleg(zaak: Zaak) -> None:
    """S3: "later" at the weegoverleg comes back at the first casusoverleg that decides, and only there."""
    zaak.loopt().op(EERSTE).bespreek(wensen=None).geweigerd("wens-onbeantwoord", status=400)
    zaak.bespreek().op(date(2025, 6, 4)).bespreek(3, wensen=None).goed()


def test_an_answered_wish_need_not_be_answered_again(zaak: Zaak) -> None:
    """S3: besproken at the weegoverleg is an answer."""
    zaak.loopt(wensen=[{"wens": "aware", "antwoord": "besproken"}]).op(EERSTE).bespreek(wensen=None).goed()


def test_late_is_amber_and_blocks_nothing(zaak: Zaak) -> None:
    """S13: twelve weeks after the last held casusoverleg a flag, gone with the next."""
    zaak.loopt().op(EERSTE).bespreek()
    assert zaak.wekkers["casusoverleg-laat"] == zaak.lokaal(date(2025, 6, 18), 0)
    zaak.op(date(2025, 6, 18)).doe("casusoverleg-laat").dan_niets()
    assert (zaak.staat.laat, zaak.taken) == (True, ["casusoverleg-laat"])
    zaak.bespreek(3).goed()
    assert (zaak.staat.laat, zaak.taken) == (False, [])
    assert zaak.wekkers["casusoverleg-laat"] == zaak.lokaal(date(2025, 8, 27), 0)


def test_a_serious_incident_proposes_an_earlier_overleg(zaak: Zaak) -> None:
    """D4: a task for the procesregisseur, gone when it was no incident, or at the next casusoverleg."""
    from zvhh_contracts.casussen import IncidentGeregistreerd, IncidentHerzien

    zaak.loopt().op(date(2025, 3, 21))
    feit: dict[str, Any] = {"nummer": 1, "soort": "geweld", "moment": zaak.lokaal(date(2025, 3, 20), 21, 30)}
    klok = zaak.lokaal(date(2025, 9, 20), 0)
    zaak.doe(
        IncidentGeregistreerd(**feit, ernstig=True, geregistreerd_op=zaak.at, afschalen_mogelijk_op=klok)
    ).dan_niets()
    assert zaak.taken == ["ernstig-incident"]
    assert zaak.staat.casus.afschalen_vanaf == klok
    herzien = IncidentHerzien(**feit, versie=2, is_incident=False, ernstig=True, afschalen_mogelijk_op=None)
    zaak.doe(herzien).dan_niets()
    assert zaak.taken == []
    zaak.doe(
        IncidentGeregistreerd(
            **feit | {"nummer": 2}, ernstig=True, geregistreerd_op=zaak.at, afschalen_mogelijk_op=klok
        )
    )
    zaak.op(EERSTE).bespreek()
    assert zaak.taken == []
