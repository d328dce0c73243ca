# SPDX-License-Identifier: EUPL-1.2
"""Confirming an outcome: doorzetten, afwijzen, revising."""

from datetime import date

import pytest
from services.triage.tests.story import BRAM, Make, there

from zvhh_contracts.configuration import Feestdagen, Termijnen
from zvhh_contracts.triages import TriageAfgewezen, TriageDoorgezet
from zvhh_kit.domain.decision import Sealed
from zvhh_triage.domain.commands.bevestig import Bevestig
from zvhh_triage.domain.parts.oordelen import CRITERIA


def test_three_times_ja_is_passed_on_with_a_term_of_ten_working_days(zaak: Make) -> None:
    """S10: doorgezet, a planning task, ten working days; the person is named (L9). Story 1.2."""
    one = zaak().op(date(2025, 3, 5)).drie_keer_ja().bevestig("doorgezet")
    term = date(2025, 3, 19)
    one.dan(TriageDoorgezet(versie=1, doorgezet_op=one.at, door="noor.testema", weegoverleg_uiterlijk_op=term))
    state = one.triage
    assert (state.stand, state.termijn, one.taken) == ("doorgezet", term, ())
    assert state.vernietigen_op is None
    assert one.uitslag == {"versie": 1, "uitkomst": "doorgezet"}


def test_one_nee_is_rejected_with_a_way_on_and_a_date_of_destruction(zaak: Make) -> None:
    """S10, D5, L8: route, sealed advice, destroyed after 30 days. Story 4.3."""
    one = zaak().op(date(2025, 6, 13)).drie_keer_ja().oordeel("samenwerking", ja=False, by=BRAM)
    one.bevestig("afgewezen", by=BRAM)
    until = date(2025, 7, 13)
    one.dan(TriageAfgewezen(versie=1, afgewezen_op=one.at, door="bram.proefstra", route="lokaal", vernietigen_op=until))
    assert (one.triage.stand, one.triage.vernietigen_op, one.taken) == ("afgewezen", until, ("bel-de-melder",))
    assert there(there(one.triage.besluit).advies).cipher == b"bespreek in het wijkteam"


@pytest.mark.parametrize(
    ("nee", "text"),
    [
        (1, "Eén criterium is 'nee'. Doorzetten kan dan niet."),
        (2, "Twee criteria zijn 'nee'. Doorzetten kan dan niet."),
        (3, "Alle drie de criteria zijn 'nee'. Doorzetten kan dan niet."),
    ],
)
def test_passing_on_against_a_nee_is_refused(zaak: Make, nee: int, text: str) -> None:
    """S10: the outcome agrees with the judgements. Story 4.3."""
    one = zaak().drie_keer_ja()
    for criterium in CRITERIA[::-1][:nee]:
        one.oordeel(criterium, ja=False)
    one.bevestig("doorgezet").geweigerd("criterium-nee", status=409)
    assert one.teksten == [text]
    assert one.triage.stand == "open"


def test_rejecting_against_three_times_ja_is_refused(zaak: Make) -> None:
    """S9, S10: three times ja leaves no other reason to refuse."""
    one = zaak().drie_keer_ja().bevestig("afgewezen").geweigerd("criteria-ja", status=409)
    assert one.teksten == ["Alle drie de criteria zijn 'ja'. Afwijzen kan dan niet."]


def test_every_criterion_is_judged_first(zaak: Make) -> None:
    """S8, S10: no outcome on half a judgement; every missing one is named."""
    one = zaak().oordeel("leefgebieden", ja=False).bevestig("afgewezen")
    one.geweigerd("criterium-niet-beoordeeld", "criterium-niet-beoordeeld")
    assert one.teksten == ["U koos bij criterium 2 geen ja of nee.", "U koos bij criterium 3 geen ja of nee."]


def test_every_no_has_a_way_on(zaak: Make) -> None:
    """D5: no afwijzing without route and advice, no doorzetten with them."""
    one = zaak().drie_keer_ja().oordeel("veiligheid", ja=False)
    one.bevestig("afgewezen", route=None, advies=None).geweigerd("route-ontbreekt", "advies-ontbreekt", status=400)
    zaak().drie_keer_ja().bevestig("doorgezet", route="regulier").geweigerd("route-hoort-hier-niet")


def test_there_is_no_field_for_another_reason() -> None:
    """S9: what can be said at an afwijzing is a route and advice, nothing else."""
    assert set(Bevestig.model_fields) == {"uitkomst", "route", "advies"}


def test_out_of_scope_can_only_be_rejected(zaak: Make) -> None:
    """S1b: nee → afgewezen with D5, without criteria; ja → the three criteria as ever."""
    one = zaak(relatie="anders").bevestig("afgewezen").geweigerd("pilotoordeel-ontbreekt")
    one.pilot(hoort_bij=False).bevestig("doorgezet").geweigerd("hoort-niet-bij-pilot")
    assert one.plaatsen == ["/uitkomst"]
    one.bevestig("afgewezen", route="regulier")
    assert (one.triage.stand, there(one.triage.besluit).route) == ("afgewezen", "regulier")
    one.pilot(hoort_bij=True).drie_keer_ja().bevestig("doorgezet")
    assert (one.triage.stand, one.triage.versie) == ("doorgezet", 2)


def test_a_revision_is_a_new_version_and_the_date_of_destruction_goes(zaak: Make) -> None:
    """D2, L8: both versions stay with their names. Story 4.4."""
    one = zaak().op(date(2025, 6, 13)).drie_keer_ja().oordeel("samenwerking", ja=False, by=BRAM)
    one.bevestig("afgewezen", by=BRAM).op(date(2025, 6, 16)).oordeel("samenwerking")
    assert one.triage.stand == "afgewezen"
    one.bevestig("doorgezet")
    term = date(2025, 6, 30)
    one.dan(TriageDoorgezet(versie=2, doorgezet_op=one.at, door="noor.testema", weegoverleg_uiterlijk_op=term))
    assert [(b.uitkomst, b.door) for b in one.triage.besluiten] == [
        ("afgewezen", "bram.proefstra"),
        ("doorgezet", "noor.testema"),
    ]
    assert (one.triage.stand, one.triage.vernietigen_op) == ("doorgezet", None)


def test_a_zaak_that_was_passed_on_can_be_rejected_until_the_weegoverleg(zaak: Make) -> None:
    """D2: also with a weegoverleg planned; not once it was held."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland().oordeel("veiligheid", ja=False).bevestig("afgewezen")
    assert (one.triage.stand, one.triage.versie) == ("afgewezen", 2)
    late = zaak().drie_keer_ja().bevestig("doorgezet").gepland().gehouden().bevestig("afgewezen")
    late.geweigerd("weegoverleg-gehouden")


def test_passing_on_once_more_on_the_same_judgements_stays_quiet(zaak: Make) -> None:
    """D1: the same request, or the same decision again by someone else, is one decision."""
    one = zaak().drie_keer_ja().bevestig("doorgezet", key="zelfde").bevestig("doorgezet", key="zelfde").dan_niets()
    one.bevestig("doorgezet", by=BRAM).dan_niets()
    assert len(one.triage.besluiten) == 1
    assert one.uitslag == {"versie": 1, "uitkomst": "doorgezet"}


def test_confirming_new_judgements_does_not_stretch_the_term(zaak: Make) -> None:
    """S10: ten working days from the first doorzetten."""
    one = zaak().op(date(2025, 3, 5)).drie_keer_ja().bevestig("doorgezet").op(date(2025, 3, 12))
    one.oordeel("veiligheid").bevestig("doorgezet")
    assert (one.triage.versie, one.triage.termijn) == (2, date(2025, 3, 19))


def test_an_outcome_ends_the_wait_for_a_supplement(zaak: Make) -> None:
    """S10: no task of a term that no longer matters."""
    one = zaak().drie_keer_ja().vraag().bevestig("doorgezet")
    assert one.triage.stand == "doorgezet"
    assert one.story.reminders == {}


def test_an_advice_belongs_to_a_rejection(zaak: Make) -> None:
    """D5: route and advice are told to the reporter of a no, never beside doorzetten."""
    one = zaak().drie_keer_ja().bevestig("doorgezet", route="regulier", advies=Sealed("x"))
    one.geweigerd("route-hoort-hier-niet", "advies-hoort-hier-niet", status=400)
    assert one.teksten[1] == "Een advies hoort alleen bij afwijzen."


def test_the_term_of_planning_is_the_configuration_s(zaak_onder: Make) -> None:
    """S10: in its working days, by its rule of holidays: 5 May counts here, 2 and 6 May don't."""
    days = Feestdagen(bevrijdingsdag="nooit", extra=(date(2025, 5, 2), date(2025, 5, 6)))
    one = zaak_onder(feestdagen=days).op(date(2025, 4, 30)).drie_keer_ja().bevestig("doorgezet")
    assert (one.triage.termijn, there(one.triage.besluit).vernietigen_op) == (date(2025, 5, 16), None)
    short = zaak_onder(termijnen=Termijnen(weegoverleg_werkdagen=1, afgewezen_bewaren_dagen=3)).op(date(2025, 4, 30))
    assert short.drie_keer_ja().bevestig("doorgezet").triage.termijn == date(2025, 5, 1)
    assert short.oordeel("veiligheid", ja=False).bevestig("afgewezen").triage.vernietigen_op == date(2025, 5, 3)
    assert there(short.triage.besluit).weegoverleg_uiterlijk_op is None
