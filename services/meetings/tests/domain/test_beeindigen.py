# SPDX-License-Identifier: EUPL-1.2
"""Other ends of a casus (D13), and what stays readable of one that has ended (S14b)."""

from datetime import date, timedelta

import pytest
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.casussen import AfschalenMogelijk, BeeindigenGeweigerd, CasusAfgeschaald, CasusBeeindigd
from zvhh_contracts.overleggen import BeeindigenBesloten, Eindgrond
from zvhh_meetings.domain.rules.agenda import agenda
from zvhh_meetings.views.overdracht import OverdrachtBeeld

VT, PO, RN, WG, SH = (f"0000009900000000{code}" for code in ("1000", "2000", "6000", "7000", "9000"))
EERSTE, TWEEDE = date(2025, 3, 26), date(2025, 6, 4)
OVER = {
    "grond": "overdracht",
    "reden": "verhuisd",
    "gaatVerder": [
        {"oin": VT, "afspraak": "belt"},
        {"oin": PO, "afspraak": "let op"},
        {"oin": VT, "afspraak": "meldt"},
    ],
    "signalen": "nieuwe berichten",
}
AF = {k: v for k, v in OVER.items() if k != "grond"} | {"uitkomst": "afschalen"}


@pytest.mark.parametrize("grond", ["overdracht", "overlijden", "geen-ex-partnerstalking", "samengevoegd"])
def test_a_casus_ends_without_the_six_months(zaak: Zaak, grond: Eindgrond) -> None:
    """D13, L4: decided in the overleg by those present; regie answers; no next overleg, and none can be planned."""
    zaak.loopt().op(EERSTE).bespreek(beeindigen=OVER | {"grond": grond})
    assert zaak.feiten == ["CasusoverlegGehouden", "BeeindigenBesloten"]
    assert zaak.story.events[1][1] == BeeindigenBesloten(
        nummer=2, besloten_op=zaak.lokaal(EERSTE), aanwezigen=(PO, VT, RN), grond=grond, gaan_verder=(VT, PO)
    )
    assert (zaak.staat.stand, zaak.staat.zonder_datum, zaak.staat.besluit_in_behandeling) == ("loopt", False, 2)
    zaak.plan(zaak.lokaal(TWEEDE), PO, VT).geweigerd("besluit-in-behandeling", status=409)


def test_the_same_quorum_as_every_decision(zaak: Zaak) -> None:
    """L4, D13: besproken, niet besloten; the text says what is missing."""
    zaak.loopt().op(EERSTE).bespreek(beeindigen=OVER, aanwezigen=zaak.aanwezig(VT, RN))
    zaak.geweigerd("geen-quorum", status=409)
    assert (zaak.plaatsen, "geen lid-1-partner" in zaak.teksten[0]) == (["/beeindigen"], True)


def test_overdracht_names_who_takes_over(zaak: Zaak) -> None:
    """D13, S14b: who goes on and the signals where others take over; for the other grounds they may be left out."""
    zaak.loopt().op(EERSTE).bespreek(beeindigen={"grond": "overdracht", "reden": "verhuisd"})
    zaak.geweigerd("gaat-verder-ontbreekt", "signalen-ontbreken", status=400)
    assert zaak.plaatsen == ["/beeindigen/gaatVerder", "/beeindigen/signalen"]
    derde = OVER | {"gaatVerder": [{"oin": SH, "afspraak": "belt"}]}
    zaak.bespreek(beeindigen=derde).geweigerd("derde", status=400)
    assert zaak.plaatsen == ["/beeindigen/gaatVerder/0/oin"]
    zaak.bespreek(beeindigen={"grond": "overlijden", "reden": "bericht van de politie"}).goed()
    assert zaak.feit(BeeindigenBesloten).gaan_verder == ()


def test_one_end_at_a_time_and_no_next_date(zaak: Zaak) -> None:
    """D13, S14: not afschalen as well; niet or later beside it is no second end."""
    zaak.loopt().doe(AfschalenMogelijk(sinds=zaak.lokaal(date(2025, 3, 20), 0))).op(EERSTE)
    zaak.bespreek(beeindigen=OVER, afschalen=AF).geweigerd("twee-besluiten", status=400)
    assert (zaak.teksten, zaak.plaatsen) == (["Kies afschalen of beëindigen. Niet allebei."], ["/beeindigen"])
    zaak.bespreek(beeindigen=OVER, volgende={"begin": zaak.lokaal(TWEEDE)}).geweigerd("hoort-hier-niet")
    assert zaak.teksten == ["U besluit dat deze casus eindigt. Dan komt er geen volgend overleg."]
    zaak.bespreek(beeindigen=OVER, afschalen={"uitkomst": "niet", "reden": "verhuisd"}).goed()
    assert zaak.feiten == ["CasusoverlegGehouden", "AfschalenNietBesloten", "BeeindigenBesloten"]


def test_afschalen_is_not_asked_of_who_end_it_otherwise(zaak: Zaak) -> None:
    """S14, D13: from when it is possible it must be answered, unless the casus ends for another reason."""
    zaak.loopt().doe(AfschalenMogelijk(sinds=zaak.lokaal(date(2025, 3, 20), 0))).op(EERSTE)
    zaak.bespreek().geweigerd("afschalen-onbeantwoord", status=400)
    assert zaak.teksten == ["Afschalen is mogelijk. Kies afschalen, niet of later, en schrijf waarom."]
    assert zaak.plaatsen == ["/afschalen"]
    zaak.bespreek(beeindigen=OVER).goed()


def test_a_refused_end_comes_back_on_the_agenda(zaak: Zaak) -> None:
    """D13: regie said no: a task, an item on the next agenda, and a new decision may follow."""
    zaak.loopt().op(EERSTE).bespreek(beeindigen=OVER).doe(BeeindigenGeweigerd(nummer=2, reden="al-gesloten"))
    assert zaak.staat.besluit_in_behandeling is None
    assert "beeindigen-geweigerd" in zaak.taken
    zaak.plan(zaak.lokaal(date(2025, 4, 9)), PO, VT, RN, reden="opnieuw").goed()
    soorten = [een.soort for een in agenda(zaak.config, zaak.staat, zaak.volgend)]
    assert "beeindigen-geweigerd" in soorten
    assert "afschalen-geweigerd" not in soorten
    zaak.op(date(2025, 4, 9)).bespreek(3, beeindigen=OVER).goed()
    assert zaak.staat.besluit_in_behandeling == 3


def test_ended_is_closed_as_afgeschaald(zaak: Zaak) -> None:
    """D13, L8: shielded; no command; the text says how it ended."""
    zaak.loopt().op(EERSTE).bespreek(beeindigen=OVER)
    zaak.doe(CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=zaak.at)).goed()
    assert (zaak.staat.stand, zaak.staat.afgeschermd, zaak.staat.besluit_in_behandeling) == ("beeindigd", True, None)
    zaak.vul_aan(1).geweigerd("beeindigd", status=409)
    assert zaak.teksten == ["Deze zaak is beëindigd. Zijn er nieuwe ontwikkelingen? Meld de zaak opnieuw."]


def test_those_present_may_read_the_overdracht_for_thirty_days(zaak: Zaak) -> None:
    """S14b: the organisations that were present when it was decided, to and including the 30th day after closing."""
    zaak.loopt().op(EERSTE).bespreek(beeindigen=OVER)
    assert (zaak.staat.overdracht_lezers, zaak.staat.overdracht_tot) == ((), None)
    assert not zaak.staat.overdracht_leesbaar(EERSTE)
    dicht = zaak.lokaal(date(2025, 3, 27), 9)
    zaak.doe(CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=dicht))
    laatste = date(2025, 4, 26)
    assert (zaak.staat.overdracht_lezers, zaak.staat.overdracht_tot) == ((PO, VT, RN), laatste)
    assert [zaak.staat.overdracht_leesbaar(laatste + timedelta(days=dag)) for dag in (-1, 0, 1)] == [True, True, False]


def test_the_overdracht_is_all_that_is_shown(zaak: Zaak) -> None:
    """S14b: who goes on, agreements, signals, dates, kenmerk; nothing else of the zaak."""
    zaak.loopt().op(EERSTE).bespreek(beeindigen=OVER)
    zaak.doe(CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=zaak.at))
    beeld = OverdrachtBeeld.van(zaak.config, "z", zaak.staat)
    assert (beeld.einde, beeld.besloten_op, beeld.gesloten_op) == ("overdracht", zaak.lokaal(EERSTE), zaak.at)
    assert (beeld.kenmerk, beeld.leesbaar_tot) == ("ZV-7K4M-9QXT", date(2025, 4, 25))
    assert [een.organisatie.naam for een in beeld.gaat_verder] == [
        "Veilig Thuis Duinrand",
        "Politie Duinrand",
        "Veilig Thuis Duinrand",
    ]
    assert set(OverdrachtBeeld.model_fields) == {
        "zaak_id",
        "kenmerk",
        "einde",
        "besloten_op",
        "gesloten_op",
        "gaat_verder",
        "signalen",
        "leesbaar_tot",
    }


def test_the_overdracht_of_afschalen(zaak: Zaak) -> None:
    """S14b: the decision that regie took over counts, not an earlier one that it refused."""
    from zvhh_contracts.casussen import AfschalenGeweigerd

    zaak.loopt().doe(AfschalenMogelijk(sinds=zaak.lokaal(date(2025, 3, 20), 0))).op(EERSTE).bespreek(afschalen=AF)
    zaak.doe(AfschalenGeweigerd(nummer=2, reden="incident"))
    zaak.plan(zaak.lokaal(date(2025, 4, 9)), PO, VT, reden="opnieuw").op(date(2025, 4, 9))
    anders = AF | {"gaatVerder": [{"oin": RN, "afspraak": "begeleidt"}]}
    zaak.bespreek(3, afschalen=anders, aanwezigen=zaak.aanwezig(PO, VT)).goed()
    zaak.doe(CasusAfgeschaald(nummer=3, afgeschaald_op=zaak.at))
    assert zaak.staat.overdracht_lezers == (PO, VT, RN)
    beeld = OverdrachtBeeld.van(zaak.config, "z", zaak.staat)
    assert (beeld.einde, [een.organisatie.oin for een in beeld.gaat_verder]) == ("afgeschaald", [RN])


def test_closed_without_a_decision_here_leaves_nothing_to_read(zaak: Zaak) -> None:
    """S14b: nobody was present."""
    zaak.loopt().doe(CasusAfgeschaald(nummer=9, afgeschaald_op=zaak.at))
    assert (zaak.staat.overdracht_lezers, zaak.staat.overdracht_tot) == ((), None)
    with pytest.raises(ValueError, match="no overdracht"):
        OverdrachtBeeld.van(zaak.config, "z", zaak.staat)


def test_who_goes_on_takes_part_and_reads_the_overdracht(zaak: Zaak) -> None:
    """S14b, L6: one that never took part would be named in what it can't read; one that takes part reads it, absent too."""
    zaak.loopt().op(EERSTE)
    vreemd = OVER | {"gaatVerder": [{"oin": WG, "afspraak": "belt"}]}
    zaak.bespreek(beeindigen=vreemd).geweigerd("geen-deelnemer", status=400)
    assert zaak.plaatsen == ["/beeindigen/gaatVerder/0/oin"]
    zaak.bespreek(beeindigen=OVER | {"gaatVerder": [{"oin": RN, "afspraak": "belt"}]}, aanwezigen=zaak.aanwezig(PO, VT))
    zaak.goed().doe(CasusBeeindigd(nummer=2, grond="overdracht", beeindigd_op=zaak.at))
    assert zaak.staat.overdracht_lezers == (PO, VT, RN)
