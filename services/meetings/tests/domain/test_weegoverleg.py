# SPDX-License-Identifier: EUPL-1.2
"""Vastleggen of a weegoverleg (S11): acts, refuses every fault at once, stays quiet when repeated."""

from datetime import date, timedelta
from typing import Any

import pytest
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.casusregie import EenCasusregisseur, Regisseur
from zvhh_contracts.overleggen import (
    CasusoverlegGepland,
    CasusregieAangewezen,
    CasusregieGezocht,
    WeegoverlegGehouden,
)
from zvhh_meetings.domain.rules.verslag import Quorum, quorum

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG, SH, ZV = "00000099000000007000", "00000099000000009000", "00000099000000000100"
WOENSDAG = date(2025, 3, 12)


def test_passend_and_doorzetten_claims_a_place_and_proposes_the_first_casusoverleg(zaak: Zaak) -> None:
    """S11, S13, story 1.3: held Wed 12 March, participants and casusregie named, proposed Wed 26 March, provisional."""
    zaak.gepland().op(WOENSDAG).weeg()
    begin = zaak.lokaal(WOENSDAG)
    zaak.dan(
        WeegoverlegGehouden(
            nummer=1,
            gehouden_op=begin,
            vastgelegd_op=zaak.at,
            besloten=True,
            aanwezigen=(PO, OM, VT, RN),
            passend=True,
            doorzetten="ja",
            deelnemers=(PO, OM, VT, RN),
            wensen={"aware": "later"},
        ),
        CasusregieAangewezen(
            aanwijzing=1,
            casusregie=EenCasusregisseur(regisseur=Regisseur(oin=VT, persoon="vera")),
            ingangsdatum=WOENSDAG,
            aanvaard_op=WOENSDAG,
        ),
        CasusoverlegGepland(nummer=2, begin=zaak.lokaal(date(2025, 3, 26)), duur_minuten=90, voorlopig=True),
    )
    assert (zaak.staat.stand, zaak.staat.genodigden) == ("wacht-op-plaats", (PO, OM, VT, RN))
    assert [(een.soort, een.uiterlijk.isoformat()) for een in zaak.staat.afspraken] == [
        ("contact", "2025-03-19"),
        ("veiligheid", "2025-03-14"),
    ]
    assert zaak.resultaat["besloten"] is True


def test_minutes_are_recorded_once(zaak: Zaak) -> None:
    """D3: after vastleggen nothing changes; the same request again answers the same."""
    zaak.gepland().op(WOENSDAG).weeg(key="k").weeg(key="k").dan_niets()
    zaak.weeg(key="l").geweigerd("al-vastgelegd", status=409)


def test_nothing_is_recorded_before_it_began(zaak: Zaak) -> None:
    """S11: judged by the moment of receipt; and never as the other kind of overleg, nor an unknown one."""
    zaak.gepland().op(WOENSDAG, 9, 59).weeg().geweigerd("nog-niet-gehouden", status=409)
    zaak.op(WOENSDAG).weeg(gehoudenOp=zaak.lokaal(WOENSDAG, 14)).geweigerd("nog-niet-gehouden", status=409)
    zaak.bespreek(1).geweigerd("ander-overleg", status=409)
    zaak.weeg(7).geweigerd("overleg-bestaat-niet", status=404)
    zaak.op(WOENSDAG, 10).weeg(gehoudenOp=zaak.lokaal(WOENSDAG, 9, 45)).goed()
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 3, 26))


def test_below_the_quorum_nothing_is_decided(zaak: Zaak) -> None:
    """L4: without lid 1 a decision is refused with the reason; the minutes alone are kept, and a new date is asked."""
    zaak.gepland().op(WOENSDAG).weeg(aanwezigen=zaak.aanwezig(VT, RN, ZV))
    assert set(zaak.teksten) == {"Besluiten kan nu niet: er is geen lid-1-partner. Het gesprek kunt u wel vastleggen."}
    assert zaak.plaatsen == ["/passend", "/doorzetten", "/deelnemers", "/casusregie"]
    zaak.geweigerd(*["geen-quorum"] * 4, status=409)
    leeg: dict[str, Any] = {"passend": None, "doorzetten": None, "deelnemers": None, "casusregie": None}
    zaak.weeg(aanwezigen=zaak.aanwezig(VT, RN, ZV), **leeg)
    zaak.dan(
        WeegoverlegGehouden(
            nummer=1,
            gehouden_op=zaak.lokaal(WOENSDAG),
            vastgelegd_op=zaak.at,
            besloten=False,
            aanwezigen=(VT, RN),
            wensen={"aware": "later"},
        )
    )
    assert (zaak.staat.stand, zaak.staat.zonder_datum) == ("te-plannen", True)
    assert zaak.wekkers["zonder-datum"] == zaak.lokaal(date(2025, 3, 19), 0)
    zaak.plan(zaak.lokaal(date(2025, 3, 20)), PO, VT).goed()
    assert zaak.resultaat["soort"] == "weegoverleg"


@pytest.mark.parametrize(
    ("wie", "waarom"),
    [
        ((PO,), "er zijn minder dan 2 organisaties"),
        ((PO, PO, ZV), "er zijn minder dan 2 organisaties"),
        ((VT,), "er zijn minder dan 2 organisaties en er is geen lid-1-partner"),
    ],
)
def test_one_organisation_is_not_enough(zaak: Zaak, wie: tuple[str, ...], waarom: str) -> None:
    """L4: two organisations, one of them lid 1; the ZVHH counts for none, and one organisation counts once."""
    zaak.gepland().op(WOENSDAG).weeg(aanwezigen=zaak.aanwezig(*wie))
    assert set(zaak.teksten) == {f"Besluiten kan nu niet: {waarom}. Het gesprek kunt u wel vastleggen."}


def test_a_derde_and_an_unknown_one_count_for_nothing(zaak: Zaak) -> None:
    """L4, L5: nor is one of them named."""
    tekst = "Besluiten kan nu niet: er zijn minder dan 2 organisaties. Het gesprek kunt u wel vastleggen."
    assert quorum(zaak.config, (PO, SH, "0" * 20)) == Quorum(haalt=False, tekst=tekst)
    tekst = "Besluiten kan: 2 organisaties, lid 1: Politie Duinrand."
    assert quorum(zaak.config, (PO, RN, SH)) == Quorum(haalt=True, tekst=tekst)


def test_everything_that_is_missing_is_told_at_once(zaak: Zaak) -> None:
    """S3, S11, L4b, L5: passend, why, doorzetten, participants, casusregie, both kinds of agreement, each wish."""
    zaak.gepland().op(WOENSDAG)
    zaak.weeg(passend=None).geweigerd("passend-ontbreekt", status=400)
    assert zaak.teksten == ["Kies passend of niet passend."]
    zaak.weeg(motivatie=None, doorzetten=None, deelnemers=None, casusregie=None, afspraken=None, wensen=None)
    zaak.geweigerd(
        "motivatie-ontbreekt",
        "doorzetten-ontbreekt",
        "afspraak-contact-ontbreekt",
        "afspraak-veiligheid-ontbreekt",
        "wens-onbeantwoord",
    )
    zaak.weeg(
        deelnemers=None, casusregie=None, afspraken=[], geenContactNodig="te gevaarlijk", geenVeiligheidNodig="is er"
    )
    zaak.geweigerd("deelnemers-ontbreken", "regie-ontbreekt")
    zaak.weeg(aanwezigen=zaak.aanwezig(PO, VT, SH), deelnemers=[PO, VT, SH, VT], route="geen")
    zaak.geweigerd("derde", "derde", "dubbel", "hoort-hier-niet")
    zaak.weeg(aanwezigen=[]).geweigerd("aanwezigen-ontbreken", *["geen-quorum"] * 4)


def test_not_needed_because_takes_the_place_of_an_agreement(zaak: Zaak) -> None:
    """S11: ≥ 1 of each kind or "niet nodig, omdat"."""
    zaak.gepland().op(WOENSDAG)
    zaak.weeg(afspraken=[], geenContactNodig="te gevaarlijk", geenVeiligheidNodig="al geregeld").goed()
    assert zaak.staat.afspraken == ()


def test_agreements_are_due_on_the_next_overleg_at_the_latest(zaak: Zaak) -> None:
    """S11: checked at vastleggen; an owner that takes part; without a date it is due at the next overleg."""
    afspraken = [
        {"soort": "contact", "tekst": "bellen", "eigenaar": VT, "uiterlijk": "2025-03-27"},
        {"soort": "veiligheid", "tekst": "surveillance", "eigenaar": WG, "uiterlijk": "2025-03-11"},
    ]
    zaak.gepland().op(WOENSDAG).weeg(afspraken=afspraken)
    zaak.geweigerd("datum-na-volgend-overleg", "eigenaar-doet-niet-mee", "datum-voor-overleg", status=400)
    assert "De datum ligt na het volgende overleg. Kies uiterlijk 26-03-2025." in zaak.teksten
    zonder = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.weeg(afspraken=zonder).goed()
    assert {een.uiterlijk for een in zaak.staat.afspraken} == {date(2025, 3, 26)}


def test_nog_niet_asks_a_second_weegoverleg_and_no_place(zaak: Zaak) -> None:
    """S11: doorzetten nog-niet: nobody takes part yet, agreements are due within two weeks, a new date is asked."""
    zaak.gepland().op(WOENSDAG).weeg(doorzetten="nog-niet")
    zaak.geweigerd("hoort-hier-niet", "hoort-hier-niet")
    zaak.weeg(doorzetten="nog-niet", deelnemers=None, casusregie=None).goed()
    assert zaak.feiten == ["WeegoverlegGehouden"]
    assert (zaak.staat.stand, zaak.staat.zonder_datum, zaak.staat.deelnemers) == ("te-plannen", True, ())
    zaak.plan(zaak.lokaal(date(2025, 3, 19)), PO, OM, VT, RN).goed()
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.op(date(2025, 3, 19)).weeg(2, deelnemers=[PO, VT], afspraken=afspraken).goed()
    assert zaak.staat.stand == "wacht-op-plaats"
    assert [een.nummer for een in zaak.staat.afspraken] == [1, 2, 3, 4]


def test_nog_niet_agreements_within_two_weeks(zaak: Zaak) -> None:
    """S11: without a date for the next overleg within 2 weeks."""
    laat = [
        {"soort": soort, "tekst": "iets", "eigenaar": VT, "uiterlijk": WOENSDAG + timedelta(days=15)}
        for soort in ("contact", "veiligheid")
    ]
    zaak.gepland().op(WOENSDAG).weeg(doorzetten="nog-niet", deelnemers=None, casusregie=None, afspraken=laat)
    zaak.geweigerd("datum-na-volgend-overleg", "datum-na-volgend-overleg")


def test_two_weeks_are_not_moved_off_a_holiday(zaak: Zaak) -> None:
    """S11: Monday 7 April and two weeks is tweede paasdag, 21 April; only a date of an overleg moves to the 22nd."""
    laat = [
        {"soort": soort, "tekst": "iets", "eigenaar": VT, "uiterlijk": "2025-04-22"}
        for soort in ("contact", "veiligheid")
    ]
    zaak.te_plannen().plan(zaak.lokaal(date(2025, 4, 7)), PO, OM, VT, RN).op(date(2025, 4, 7))
    zaak.weeg(doorzetten="nog-niet", deelnemers=None, casusregie=None, afspraken=laat)
    zaak.geweigerd("datum-na-volgend-overleg", "datum-na-volgend-overleg")
    zaak.weeg(casusregie=None, gezocht={"doorOin": VT}, afspraken=laat).goed()


def test_not_passend_has_a_way_on_and_someone_who_watches(zaak: Zaak) -> None:
    """S11, D5: route, who watches safety, who tells; the invited lose access (L6); destroyed after 30 days (L8)."""
    zaak.gepland().op(WOENSDAG)
    niet: dict[str, Any] = {
        "passend": False,
        "doorzetten": None,
        "deelnemers": None,
        "casusregie": None,
        "afspraken": None,
    }
    zaak.weeg(**niet | {"wensen": None})
    zaak.geweigerd("route-ontbreekt", "wie-bewaakt-veiligheid-ontbreekt", "wie-vertelt-ontbreekt", status=400)
    zaak.weeg(**niet, route="lokaal", wieBewaaktVeiligheid=PO, wieVertelt=ZV).dan(
        WeegoverlegGehouden(
            nummer=1,
            gehouden_op=zaak.lokaal(WOENSDAG),
            vastgelegd_op=zaak.at,
            besloten=True,
            aanwezigen=(PO, OM, VT, RN),
            passend=False,
            route="lokaal",
            wensen={"aware": "later"},
        )
    )
    assert (zaak.staat.stand, zaak.staat.genodigden, zaak.staat.zonder_datum) == ("niet-passend", (), False)
    assert zaak.staat.vernietigen_op == date(2025, 4, 11)
    zaak.plan(zaak.lokaal(date(2025, 3, 20)), PO).geweigerd("niet-te-plannen", status=409)


def test_not_passend_decides_nothing_else(zaak: Zaak) -> None:
    """S11: no participants, no casusregie, no doorzetten; a derde watches nothing (L5)."""
    zaak.gepland().op(WOENSDAG).weeg(passend=False, route="geen", wieBewaaktVeiligheid=SH, wieVertelt=VT)
    zaak.geweigerd("hoort-hier-niet", "hoort-hier-niet", "hoort-hier-niet", "derde", status=400)


def test_no_regisseur_yet_is_accepted_and_reminded(zaak: Zaak) -> None:
    """S11, story 5.1: Thursday 1 May, gezocht; reminder Friday 9 May (Monday 5 May is a holiday); first on the agenda."""
    zaak.te_plannen().plan(zaak.lokaal(date(2025, 5, 1)), PO, OM, VT, RN).op(date(2025, 5, 1))
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.weeg(casusregie=None, gezocht={"doorOin": ZV}, afspraken=afspraken).goed()
    assert CasusregieGezocht(door=ZV, herinneren_op=date(2025, 5, 9)) in [event for _, event in zaak.story.events]
    assert zaak.wekkers["casusregie-gezocht"] == zaak.lokaal(date(2025, 5, 9), 0)
    assert zaak.taken == ["casusregie-gezocht"]
    zaak.op(date(2025, 5, 9)).doe("casusregie-gezocht").dan_niets()
    assert there(zaak.staat.gezocht).herinnerd


def test_a_choice_and_a_search_do_not_go_together(zaak: Zaak) -> None:
    """S11: one or the other; who looks takes part or is the ZVHH."""
    zaak.gepland().op(WOENSDAG).weeg(gezocht={"doorOin": WG}).geweigerd("regie-dubbel", "geen-deelnemer")


def test_wishes_are_answered_with_a_reason_where_not_discussed(zaak: Zaak) -> None:
    """S3: besproken, or later / niet with a reason."""
    zaak.gepland().op(WOENSDAG)
    for antwoord in ("later", "niet"):
        zaak.weeg(wensen=[{"wens": "aware", "antwoord": antwoord}]).geweigerd("reden-ontbreekt", status=400)
    twee = [{"wens": "aware", "antwoord": "besproken"}] * 2
    zaak.weeg(wensen=twee).geweigerd("dubbel")
    zaak.weeg(wensen=twee[:1]).goed()


def test_no_lid_1_among_the_participants_is_a_warning(zaak: Zaak) -> None:
    """L4b: nothing is blocked."""
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.gepland().op(WOENSDAG).weeg(deelnemers=[VT, RN], afspraken=afspraken).goed()
    tekst = "Er doet geen lid-1-partner mee. Zonder lid 1 kan een overleg niet besluiten."
    assert zaak.resultaat["waarschuwingen"] == [tekst]


def test_late_minutes_propose_no_date_in_the_past(zaak: Zaak) -> None:
    """S13, D3: typed three weeks later, the proposal has passed: without a date."""
    zaak.gepland().op(date(2025, 4, 2)).weeg().goed()
    assert "CasusoverlegGepland" not in zaak.feiten
    assert zaak.staat.zonder_datum


@pytest.mark.parametrize(("er_is", "ontbreekt"), [("contact", "veiligheid"), ("veiligheid", "contact")])
def test_an_agreement_of_each_kind(zaak: Zaak, er_is: str, ontbreekt: str) -> None:
    """S11: one of the other kind is not enough."""
    afspraken = [{"soort": er_is, "tekst": "iets", "eigenaar": VT}]
    zaak.gepland().op(WOENSDAG).weeg(afspraken=afspraken).geweigerd(f"afspraak-{ontbreekt}-ontbreekt", status=400)


def test_an_owner_goes_on_with_the_zaak(zaak: Zaak) -> None:
    """S11, L4b: who was present and does not take part from now on owns nothing; where it is still to be decided, may."""
    zaak.gepland().op(WOENSDAG).weeg(deelnemers=[PO, RN], casusregie=None, gezocht={"doorOin": PO})
    zaak.geweigerd("eigenaar-doet-niet-mee", status=400)
    assert zaak.plaatsen == ["/afspraken/0/eigenaar"]
    zaak.weeg(doorzetten="nog-niet", deelnemers=None, casusregie=None).goed()


def test_a_second_weegoverleg_decides_anew_who_takes_part(zaak: Zaak) -> None:
    """S6b, L4b: who stays, stays since the first; who is no longer named left on the day; a new one joins on it."""
    zaak.loopt().op(date(2025, 3, 17)).doe(zaak.ongedaan(zaak.at))
    later = date(2025, 3, 19)
    zaak.plan(zaak.lokaal(later), PO, OM, VT, RN).op(later)
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.weeg(3, deelnemers=[WG, PO, VT], aanwezigen=zaak.aanwezig(PO, VT), afspraken=afspraken).goed()
    assert [(een.oin, een.van, een.tot) for een in zaak.staat.deelnames] == [
        (PO, WOENSDAG, None),
        (OM, WOENSDAG, later),
        (VT, WOENSDAG, None),
        (RN, WOENSDAG, later),
        (WG, later, None),
    ]
    assert [een.vertrek.door for een in zaak.staat.deelnames if een.vertrek] == ["fatima", "fatima"]
    assert [een.overleg for een in zaak.staat.aanwijzingen] == [1, 3]


def test_a_second_weegoverleg_asks_every_wish_again(zaak: Zaak) -> None:
    """S3: also what was besproken in the first one."""
    wens = [{"wens": "aware", "antwoord": "besproken"}]
    zaak.gepland().op(WOENSDAG).weeg(doorzetten="nog-niet", deelnemers=None, casusregie=None, wensen=wens).goed()
    later = date(2025, 3, 19)
    afspraken = [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]
    zaak.plan(zaak.lokaal(later), PO, OM, VT, RN).op(later).weeg(2, afspraken=afspraken, wensen=None)
    zaak.geweigerd("wens-onbeantwoord", status=400)


def test_who_was_not_invited_counts_with_a_reason_only(zaak: Zaak) -> None:
    """L4: neither alone nor as the second organisation; with why it was there it counts, and the reason stays."""
    zaak.te_plannen().plan(zaak.lokaal(date(2025, 3, 12)), PO, OM, VT).op(date(2025, 3, 12))
    zaak.weeg().geweigerd("niet-uitgenodigd", status=400)
    assert zaak.plaatsen == ["/aanwezigen/3/reden"]
    aanwezigen = [{"oin": oin} for oin in (PO, OM, VT)] + [{"oin": RN, "reden": "Kent de pleger; belde die ochtend."}]
    zaak.weeg(aanwezigen=aanwezigen).goed()
    [gehouden] = zaak.staat.gehouden("weegoverleg")
    assert (gehouden.besloten, gehouden.aanwezigen) == (True, (PO, OM, VT, RN))
    assert bool(there(gehouden.weegverslag).aanwezigen[3].reden)


def test_who_was_taken_off_the_invitation_is_not_invited(zaak: Zaak) -> None:
    """L4, D3: the invitation as it is when the overleg is held."""
    zaak.gepland().nodig(1, PO, OM, VT).goed()
    zaak.op(date(2025, 3, 12)).weeg().geweigerd("niet-uitgenodigd", status=400)
