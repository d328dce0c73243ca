# SPDX-License-Identifier: EUPL-1.2
"""What every command answers, and that asking for what is so already changes nothing and says why (D1, D3)."""

from datetime import date

from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.casussen import AfschalenGeweigerd, BeeindigenGeweigerd, CasusregieGeweigerd
from zvhh_kit.domain.decision import Actor

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG = "00000099000000007000"
WOENSDAG, EERSTE = date(2025, 3, 12), date(2025, 3, 26)
PIET = Actor("piet", PO, frozenset({"deelnemer"}))
PLAN = {
    "doelen": "veilig thuis",
    "interventies": [
        {"soort": "aware", "voor": "slachtoffer", "eigenaar": VT, "start": "2025-04-01"},
        {"soort": "rn-traject", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01"},
    ],
}


def test_an_overleg_that_is_planned_so_already(zaak: Zaak) -> None:
    """D3: moved to where it is, invited who is, cancelled again."""
    zaak.gepland()
    begin = zaak.lokaal(WOENSDAG)
    zaak.verzet(1, begin, "toch niet").dan_niets().antwoord("it is planned then already", nummer=1)
    zaak.nodig(1, RN, VT, OM, PO).dan_niets().antwoord("it says so already", nummer=1)
    zaak.verzet(1, begin, "langer", duurMinuten=120).antwoord(nummer=1)
    zaak.nodig(1, PO, VT).antwoord(nummer=1, soort="weegoverleg")
    zaak.annuleer(1, "ziek").antwoord(nummer=1)
    zaak.annuleer(1, "ziek").dan_niets().antwoord("it was cancelled already", nummer=1)


def test_minutes_answer_whether_those_present_decided(zaak: Zaak) -> None:
    """L4: with the sentence that says why."""
    zaak.gepland().op(WOENSDAG).weeg()
    tekst = "Besluiten kan: 4 organisaties, lid 1: Politie Duinrand, Parket Duinrand."
    zaak.antwoord(nummer=1, besloten=True, tekst=tekst)
    zaak.doe(zaak.geopend()).op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(VT, RN))
    tekst = "Besluiten kan nu niet: er is geen lid-1-partner. Het gesprek kunt u wel vastleggen."
    zaak.antwoord(nummer=2, besloten=False, tekst=tekst)
    zaak.vul_aan(2).antwoord(nummer=2, aanvulling=1)
    zaak.vul_aan(2).antwoord(nummer=2, aanvulling=2)


def test_a_partner_that_takes_part_already(zaak: Zaak) -> None:
    """L4b: joining twice is joining once."""
    zaak.loopt().voeg_toe(WG).antwoord(oin=WG)
    zaak.voeg_toe(WG).dan_niets().antwoord("it takes part already", oin=WG)
    zaak.vertrek(WG).antwoord(oin=WG)


def test_an_agreement_and_an_intervention_that_stand_so_already(zaak: Zaak) -> None:
    """S12, D3: told twice is told once."""
    zaak.loopt().op(EERSTE).bespreek(plan=PLAN).goed()
    zaak.afspraak(1, "gedaan").antwoord(nummer=1, stand="gedaan")
    zaak.afspraak(1, "gedaan").dan_niets().antwoord("it stands so already", nummer=1, stand="gedaan")
    zaak.interventie(2, "loopt").antwoord(nummer=2, stand="loopt")
    zaak.interventie(2, "loopt").dan_niets().antwoord("it stands so already", nummer=2, stand="loopt")


def test_an_appointment_answers_its_number(zaak: Zaak) -> None:
    """S16: regie answers by it."""
    zaak.loopt().regie({"vorm": "een", "regisseur": {"oin": RN, "persoon": "rob"}}).antwoord(aanwijzing=2)


def test_what_regie_told_before_changes_nothing(zaak: Zaak) -> None:
    """S14, S16, D13: each answer counts once, the first."""
    zaak.loopt()
    for antwoord in (
        AfschalenGeweigerd(nummer=2, reden="incident"),
        BeeindigenGeweigerd(nummer=2, reden="niet-open"),
    ):
        zaak.doe(antwoord).doe(antwoord).dan_niets()
        assert there(zaak.story.outcome).reason == "refused before"
    geweigerd = CasusregieGeweigerd(aanwijzing=1, redenen=("overlapt",))
    zaak.doe(geweigerd).doe(geweigerd).dan_niets()
    assert there(zaak.story.outcome).reason == "answered before"


def test_an_older_judgement_of_triage_changes_nothing(zaak: Zaak) -> None:
    """S10: whatever order the events come in."""
    zaak.te_plannen().doe(zaak.afgewezen(versie=1)).dan_niets()
    assert there(zaak.story.outcome).reason == "an older version of the judgement"
    assert zaak.staat.stand == "te-plannen"


def test_a_second_yes_of_triage_cancels_nothing(zaak: Zaak) -> None:
    """S10: revised and doorgezet again, the planned weegoverleg stands."""
    zaak.gepland().doe(zaak.doorgezet(versie=2)).dan_niets()
    assert (zaak.staat.stand, there(zaak.staat.triage).versie) == ("weegoverleg-gepland", 2)
