# SPDX-License-Identifier: EUPL-1.2
"""A decision of a weegoverleg that was recorded wrongly is put right until its effect is final (D3)."""

from datetime import date
from typing import Any

import pytest
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.casusregie import EenCasusregisseur, Regisseur
from zvhh_contracts.casussen import CasusAfgeschaald, CasusVanWachtlijst
from zvhh_contracts.overleggen import CasusoverlegGepland, CasusregieAangewezen, OverlegGeannuleerd, WeegoverlegHerzien

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG, ZV = "00000099000000007000", "00000099000000000100"
WOENSDAG, VRIJDAG, EERSTE = date(2025, 3, 12), date(2025, 3, 14), date(2025, 3, 26)
NIET: dict[str, Any] = {
    "passend": False,
    "motivatie": "geen ex-partner",
    "route": "lokaal",
    "wieBewaaktVeiligheid": PO,
    "wieVertelt": ZV,
}
NOG_NIET: dict[str, Any] = {"passend": True, "motivatie": "nog uitzoeken", "doorzetten": "nog-niet"}
AFSPRAKEN = [
    {"soort": "contact", "tekst": "bellen", "eigenaar": VT},
    {"soort": "veiligheid", "tekst": "surveillance", "eigenaar": PO},
]
DOOR: dict[str, Any] = {
    "passend": True,
    "motivatie": "wel ex-partner",
    "doorzetten": "ja",
    "deelnemers": [VT, PO],
    "casusregie": {
        "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}},
        "aanvaardOp": "2025-03-14",
    },
}
GEWOGEN_NIET: dict[str, Any] = {
    "passend": False,
    "doorzetten": None,
    "deelnemers": None,
    "casusregie": None,
    "afspraken": None,
    "route": "lokaal",
    "wieBewaaktVeiligheid": PO,
    "wieVertelt": ZV,
}
GEWOGEN_NOG_NIET: dict[str, Any] = {"doorzetten": "nog-niet", "deelnemers": None, "casusregie": None}


def test_passend_was_wrong(zaak: Zaak) -> None:
    """D3: the opened casus is not passend: participants out at once, the casusoverleg cancelled, regie told."""
    zaak.loopt().op(VRIJDAG).herzie(**NIET).dan(
        WeegoverlegHerzien(
            nummer=1,
            versie=2,
            herzien_op=zaak.at,
            gehouden_op=zaak.lokaal(WOENSDAG),
            passend=False,
            route="lokaal",
            door="fatima",
        ),
        OverlegGeannuleerd(nummer=2, soort="casusoverleg"),
    )
    assert zaak.resultaat == {"nummer": 1, "versie": 2}
    staat = zaak.staat
    assert (staat.stand, staat.deelnemers, staat.gezocht, staat.gepland) == ("niet-passend", (), None, None)
    assert {(een.tot, bool(there(een.vertrek).reden), there(een.vertrek).door) for een in staat.deelnames} == {
        (VRIJDAG, True, "fatima")
    }
    assert (staat.aanwijzing, staat.casusregisseurs) == (None, frozenset())
    wijziging = staat.overleggen[1].wijzigingen[-1]
    assert (wijziging.wat, wijziging.door, staat.overleggen[1].volgnummer) == ("geannuleerd", "fatima", 2)
    zaak.doe(zaak.ongedaan(zaak.at)).goed()
    assert (zaak.staat.stand, zaak.staat.vernietigen_op) == ("niet-passend", date(2025, 4, 13))


def test_every_version_is_kept_and_the_talk_stays(zaak: Zaak) -> None:
    """D3: those present, notes and wishes stay as recorded; what was decided before can be read with the reason."""
    zaak.loopt().op(VRIJDAG).herzie(**NIET)
    overleg = zaak.staat.overleggen[0]
    (herziening,) = overleg.herzieningen
    assert (herziening.versie, herziening.door, herziening.op, bool(herziening.reden)) == (2, "fatima", zaak.at, True)
    assert (herziening.eerder.passend, herziening.eerder.deelnemers) == (True, (PO, OM, VT, RN))
    assert (overleg.aanwezigen, len(there(overleg.weegverslag).wensen)) == ((PO, OM, VT, RN), 1)
    assert (overleg.vastgelegd_op, there(overleg.weegverslag).passend) == (zaak.lokaal(WOENSDAG, 13), False)
    zaak.op(date(2025, 3, 17)).herzie(**NOG_NIET).goed()
    assert [een.versie for een in zaak.staat.overleggen[0].herzieningen] == [2, 3]
    assert zaak.feit(WeegoverlegHerzien).versie == 3
    assert len(zaak.staat.afspraken) == 2


def test_not_passend_was_wrong(zaak: Zaak) -> None:
    """D3, S11, S13: it goes on: participants from today, casusregie, new agreements, the first casusoverleg proposed."""
    zaak.gepland().op(WOENSDAG).weeg(**GEWOGEN_NIET).op(VRIJDAG)
    zaak.herzie(**DOOR, afspraken=AFSPRAKEN).dan(
        WeegoverlegHerzien(
            nummer=1,
            versie=2,
            herzien_op=zaak.at,
            gehouden_op=zaak.lokaal(WOENSDAG),
            passend=True,
            doorzetten="ja",
            deelnemers=(VT, PO),
            door="fatima",
        ),
        CasusregieAangewezen(
            aanwijzing=1,
            casusregie=EenCasusregisseur(regisseur=Regisseur(oin=VT, persoon="vera")),
            ingangsdatum=VRIJDAG,
            aanvaard_op=VRIJDAG,
        ),
        CasusoverlegGepland(nummer=2, begin=zaak.lokaal(EERSTE), duur_minuten=90, voorlopig=True),
    )
    staat = zaak.staat
    assert (staat.stand, staat.deelnemers) == ("wacht-op-plaats", (VT, PO))
    assert {een.van for een in staat.deelnames} == {VRIJDAG}
    assert [(een.nummer, een.overleg, een.uiterlijk) for een in staat.afspraken] == [(1, 1, EERSTE), (2, 1, EERSTE)]
    assert staat.vernietigen_op == date(2030, 3, 3)
    zaak.doe(zaak.geopend(VRIJDAG)).op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(VT, PO), wensen=[])
    zaak.geweigerd("wens-onbeantwoord")


def test_it_is_judged_as_the_first_time_all_at_once(zaak: Zaak) -> None:
    """D3, S11: a reason, why, participants, casusregie, both kinds of agreement, dates and owners."""
    zaak.gepland().op(WOENSDAG).weeg(**GEWOGEN_NIET).op(VRIJDAG)
    zaak.herzie(reden=None, passend=True, doorzetten="ja")
    zaak.geweigerd(
        "reden-ontbreekt",
        "motivatie-ontbreekt",
        "deelnemers-ontbreken",
        "regie-ontbreekt",
        "afspraak-contact-ontbreekt",
        "afspraak-veiligheid-ontbreekt",
        status=400,
    )
    assert zaak.teksten[0] == "Schrijf waarom het besluit verkeerd is vastgelegd."
    assert zaak.plaatsen[0] == "/reden"
    laat = [een | {"uiterlijk": "2025-03-27"} for een in AFSPRAKEN[:1]]
    vroeg = [een | {"uiterlijk": "2025-03-13", "eigenaar": WG} for een in AFSPRAKEN[1:]]
    zaak.herzie(**DOOR, afspraken=laat + vroeg)
    zaak.geweigerd("datum-na-volgend-overleg", "datum-voor-overleg", "eigenaar-doet-niet-mee")
    zaak.herzie(passend=None, motivatie="x").geweigerd("passend-ontbreekt")
    zaak.herzie(passend=False, motivatie="x").geweigerd(
        "route-ontbreekt", "wie-bewaakt-veiligheid-ontbreekt", "wie-vertelt-ontbreekt"
    )
    assert zaak.staat.stand == "niet-passend"


def test_nog_niet_becomes_ja_and_the_second_weegoverleg_is_cancelled(zaak: Zaak) -> None:
    """D3: the agreements of the overleg itself count; who owns one and does not take part is a warning."""
    afspraken = [een | {"eigenaar": RN} for een in AFSPRAKEN]
    zaak.gepland().op(WOENSDAG).weeg(**GEWOGEN_NOG_NIET, afspraken=afspraken)
    zaak.plan(zaak.lokaal(date(2025, 3, 19)), PO, VT).op(VRIJDAG).herzie(**DOOR).goed()
    assert zaak.feiten == ["WeegoverlegHerzien", "OverlegGeannuleerd", "CasusregieAangewezen", "CasusoverlegGepland"]
    assert (zaak.staat.stand, zaak.volgend.nummer, zaak.volgend.soort) == (
        "wacht-op-plaats",
        3,
        "casusoverleg",
    )
    assert zaak.resultaat["waarschuwingen"] == [
        f"Afspraak {nummer} is van Reclassering Duinrand, maar Reclassering Duinrand doet niet mee."
        for nummer in (1, 2)
    ]


def test_ja_becomes_nog_niet(zaak: Zaak) -> None:
    """D3, S11: no place, nobody takes part, a second weegoverleg is asked; also from the wachtlijst."""
    zaak.gewogen().doe(zaak.op_wachtlijst(zaak.at)).op(VRIJDAG).herzie(**NOG_NIET).goed()
    assert zaak.feiten == ["WeegoverlegHerzien"]
    assert (zaak.staat.stand, zaak.staat.zonder_datum, zaak.staat.deelnemers) == ("te-plannen", True, ())


def test_ja_becomes_nog_niet_on_an_open_casus_before_regie_answers(zaak: Zaak) -> None:
    """D3, S6b: the decision counts at once; the opening that regie takes back changes nothing any more."""
    herzien = zaak.loopt().op(VRIJDAG).herzie(**NOG_NIET).staat
    assert herzien.stand == "te-plannen"
    ongedaan = zaak.doe(zaak.ongedaan(zaak.at)).goed().staat
    assert ongedaan.stand == "te-plannen"
    zaak.op(date(2025, 3, 17)).herzie(**DOOR).goed()
    assert zaak.staat.stand == "wacht-op-plaats"
    assert [een.vervallen for een in zaak.staat.aanwijzingen] == [True, False]
    assert zaak.staat.casusregisseurs == {VT}
    zaak.doe(zaak.geopend(date(2025, 3, 17))).goed()
    assert (zaak.staat.stand, zaak.volgend.voorlopig) == ("loopt", False)


def test_looking_for_a_casusregisseur_may_be_what_was_decided(zaak: Zaak) -> None:
    """D3, S11: the reminder counts from today; a search that stood ends with a no."""
    zaak.gepland().op(WOENSDAG).weeg(**GEWOGEN_NIET).op(VRIJDAG)
    gezocht = {naam: waarde for naam, waarde in DOOR.items() if naam != "casusregie"} | {"gezocht": {"doorOin": VT}}
    zaak.herzie(**gezocht, afspraken=AFSPRAKEN).goed()
    assert (there(zaak.staat.gezocht).sinds, there(zaak.staat.gezocht).herinneren_op) == (VRIJDAG, date(2025, 3, 21))
    zaak.herzie(**NIET).goed()
    assert zaak.staat.gezocht is None
    assert "casusregie-gezocht" not in zaak.wekkers


@pytest.mark.parametrize(
    ("dag", "mag"), [(date(2025, 4, 10), True), (date(2025, 4, 11), True), (date(2025, 4, 12), False)]
)
def test_not_passend_is_final_after_thirty_days(zaak: Zaak, dag: date, mag: bool) -> None:
    """D3: recorded on 12 March: the 30th day, 11 April, still; the day after no more."""
    zaak.gepland().op(WOENSDAG).weeg(**GEWOGEN_NIET).op(dag).herzie(**NOG_NIET, afspraken=AFSPRAKEN)
    if mag:
        zaak.goed()
    else:
        zaak.geweigerd("besluit-definitief", status=409)
        assert zaak.teksten == ["Het besluit is ouder dan 30 dagen. Het verandert niet meer."]


def test_thirty_days_count_from_when_it_was_last_put_right(zaak: Zaak) -> None:
    """D3: not passend since 14 March: until 13 April."""
    zaak.loopt().op(VRIJDAG).herzie(**NIET).doe(zaak.ongedaan(zaak.at))
    zaak.op(date(2025, 4, 14)).herzie(**NOG_NIET).geweigerd("besluit-definitief")
    zaak.op(date(2025, 4, 13)).herzie(**NOG_NIET).goed()


def test_passend_is_final_at_the_first_casusoverleg(zaak: Zaak) -> None:
    """D3: also where those present could not decide; before it there is no term."""
    zaak.loopt().op(EERSTE, 12).herzie(reden=None, **NIET).geweigerd("reden-ontbreekt")
    zaak.op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(VT, RN)).herzie(**NIET).geweigerd(
        "besluit-definitief", status=409
    )
    assert zaak.teksten == ["Er is al een casusoverleg gehouden. Dit besluit verandert niet meer."]


def test_long_after_a_wait_it_may_still_be_put_right(zaak: Zaak) -> None:
    """D3: passend and waiting: no 30 days; without a proposal that has passed, agreements within two weeks from now."""
    zaak.gewogen().doe(zaak.op_wachtlijst(zaak.at)).op(date(2025, 6, 2)).herzie(**NIET).goed()
    zaak.herzie(**DOOR | {"casusregie": None, "gezocht": {"doorOin": VT}}, afspraken=AFSPRAKEN).goed()
    assert "CasusoverlegGepland" not in zaak.feiten
    assert {een.uiterlijk for een in zaak.staat.afspraken[2:]} == {date(2025, 6, 16)}


def test_the_same_decision_is_none(zaak: Zaak) -> None:
    """D3: participants and casusregie of a zaak that goes on change by acts of their own (L4b, S16); nor the same no."""
    zaak.loopt().op(VRIJDAG).herzie(**DOOR).geweigerd("zelfde-besluit", status=409)
    assert zaak.teksten == [
        "De zaak is al passend en gaat al door. Wie meedoet en wie de casusregie voert, wijzigt u apart."
    ]
    zaak.herzie(**NIET).herzie(**NIET).geweigerd("zelfde-besluit", status=409)
    assert zaak.teksten == ["Dit is het besluit dat al vastligt."]
    zaak.herzie(**NIET | {"wieVertelt": PO}).goed()
    zaak.herzie(**NIET | {"wieVertelt": PO, "route": "geen"}).goed()
    zaak.herzie(**NIET | {"wieVertelt": PO, "route": "geen", "wieBewaaktVeiligheid": VT}).goed()


def test_only_the_last_decision_of_a_held_weegoverleg(zaak: Zaak) -> None:
    """D3: unknown, planned, undecided, another kind, and one that was followed by another weegoverleg."""
    zaak.gepland().herzie(7, **NIET).geweigerd("overleg-bestaat-niet", status=404)
    zaak.herzie(**NIET).geweigerd("niets-besloten", status=409)
    leeg: dict[str, Any] = {"passend": None, "doorzetten": None, "deelnemers": None, "casusregie": None}
    zaak.op(WOENSDAG).weeg(aanwezigen=zaak.aanwezig(VT, RN), **leeg).herzie(**NIET).geweigerd("niets-besloten")
    zaak.plan(zaak.lokaal(VRIJDAG), PO, OM, VT, RN).op(VRIJDAG).weeg(2, **GEWOGEN_NOG_NIET, afspraken=AFSPRAKEN).goed()
    zaak.plan(zaak.lokaal(date(2025, 3, 17)), PO, OM, VT, RN).op(date(2025, 3, 17))
    zaak.weeg(3, deelnemers=[PO, VT], afspraken=AFSPRAKEN).goed()
    zaak.herzie(2, **NIET).geweigerd("later-weegoverleg", status=409)
    zaak.herzie(4, **NIET).geweigerd("ander-overleg", status=409)
    zaak.herzie(3, **NIET).goed()


def test_what_regie_ended_is_not_put_right(zaak: Zaak, nieuwe_zaak: type[Zaak]) -> None:
    """D3, S6b: after an undone opening or leaving the wachtlijst a weegoverleg decides anew; a closed one is closed."""
    zaak.loopt().op(date(2025, 3, 13)).doe(zaak.ongedaan(zaak.at)).op(VRIJDAG)
    zaak.herzie(**NIET).geweigerd("al-ongedaan", status=409)
    weg = nieuwe_zaak().gewogen()
    weg.doe(weg.op_wachtlijst(weg.at)).op(VRIJDAG)
    weg.doe(CasusVanWachtlijst(pilotjaar=2025, route="geen", van_wachtlijst_op=weg.at, door="noor"))
    weg.herzie(**NIET).geweigerd("al-ongedaan")
    dicht = nieuwe_zaak().loopt()
    dicht.doe(CasusAfgeschaald(nummer=9, afgeschaald_op=dicht.at)).herzie(**NIET).geweigerd("afgeschaald", status=409)
    leeg = nieuwe_zaak()
    leeg.herzie(**NIET).geweigerd("bestaat-niet", status=404)


def test_the_same_request_twice_is_one(zaak: Zaak) -> None:
    """D1: Idempotency-Key."""
    zaak.loopt().op(VRIJDAG).herzie(**NIET, key="k").herzie(**NIET, key="k").dan_niets()
    assert len(zaak.staat.overleggen[0].herzieningen) == 1


def test_an_undone_opening_counts_from_the_moment_of_the_decision(zaak: Zaak) -> None:
    """S6b, D3: as `stand` judges it: undone at the same moment is undone."""
    zaak.gewogen()
    vastgelegd = zaak.at
    zaak.doe(zaak.geopend()).doe(zaak.ongedaan(vastgelegd)).op(VRIJDAG).herzie(**NIET).geweigerd("al-ongedaan")
    assert zaak.staat.stand == "te-plannen"


def test_a_proposal_of_this_very_moment_has_passed(zaak: Zaak) -> None:
    """D3, S11, S13: at Wed 26 March 10:00 nothing is proposed; agreements are due within two weeks."""
    zaak.gepland().op(WOENSDAG).weeg(**GEWOGEN_NIET).op(EERSTE, 10)
    zaak.herzie(**DOOR | {"casusregie": None, "gezocht": {"doorOin": VT}}, afspraken=AFSPRAKEN).goed()
    assert "CasusoverlegGepland" not in zaak.feiten
    assert {een.uiterlijk for een in zaak.staat.afspraken} == {date(2025, 4, 9)}
