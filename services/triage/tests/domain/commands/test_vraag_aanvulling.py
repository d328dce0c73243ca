# SPDX-License-Identifier: EUPL-1.2
"""Asking for more: the term, its end, the answer."""

from datetime import date

from services.triage.tests.story import Make, there

from zvhh_contracts.configuration import Feestdagen, Termijnen
from zvhh_contracts.triages import AanvullingGevraagd
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Context
from zvhh_triage.domain.reminders import aanvulling_verstreken

DINSDAG = date(2025, 6, 3)
TERMIJN = date(2025, 6, 11)


def test_a_supplement_is_asked_with_five_working_days(zaak: Make) -> None:
    """S10: Tue 3 June + 5 working days = Wed 11 June, as Mon 9 June is Pinksteren. Story 4.2."""
    one = zaak().op(DINSDAG).vraag()
    one.dan(AanvullingGevraagd(versie=1, gevraagd_op=one.at, uiterlijk_op=TERMIJN))
    assert (one.triage.stand, one.triage.termijn) == ("aanvulling", TERMIJN)
    assert one.story.reminders == {"aanvulling": at_local(date(2025, 6, 12))}
    assert there(one.triage.vraag).vraag.cipher == b"Welke hulp is er al?"


def test_the_end_of_the_term_is_a_task_and_never_a_refusal(zaak: Make) -> None:
    """S10, L9: on 12 June a task; the zaak waits on. Story 4.2."""
    one = zaak().op(DINSDAG).vraag().op(date(2025, 6, 12), 0).doe("aanvulling").dan_niets()
    assert (one.triage.stand, one.taken) == ("aanvulling", ("termijn-verstreken",))
    assert one.triage.taken[0].uiterlijk == TERMIJN


def test_a_late_supplement_is_accepted(zaak: Make) -> None:
    """S10, D1: back to be judged, the task is gone. Story 4.2."""
    one = zaak().op(DINSDAG).vraag().op(date(2025, 6, 12), 0).doe("aanvulling").op(date(2025, 6, 12)).aangevuld()
    one.dan_niets()
    assert (one.triage.stand, one.taken, one.triage.termijn) == ("open", ("beoordelen",), None)


def test_a_supplement_in_time_ends_the_term(zaak: Make) -> None:
    """S10: no reminder is left."""
    one = zaak().op(DINSDAG).vraag().op(date(2025, 6, 5)).aangevuld()
    assert (one.triage.stand, one.story.reminders) == ("open", {})


def test_the_procesregisseur_may_choose_the_day(zaak: Make) -> None:
    """S10: another day than the usual one, but not a day that is over."""
    one = zaak().op(DINSDAG).vraag(date(2025, 6, 20))
    assert one.triage.termijn == date(2025, 6, 20)
    zaak().op(DINSDAG).vraag(date(2025, 6, 2)).geweigerd("termijn-voorbij", status=400)
    assert zaak().op(DINSDAG).vraag(DINSDAG).triage.termijn == DINSDAG


def test_a_further_question_takes_the_place_of_the_last(zaak: Make) -> None:
    """S10: a new term, both questions stay; the same request twice is one question (D1)."""
    one = zaak().op(DINSDAG).vraag(key="een").vraag(key="een").dan_niets().op(date(2025, 6, 4)).vraag()
    one.dan(AanvullingGevraagd(versie=2, gevraagd_op=one.at, uiterlijk_op=date(2025, 6, 12)))
    assert len(one.triage.vragen) == 2
    assert one.story.reminders == {"aanvulling": at_local(date(2025, 6, 13))}


def test_after_a_decision_nothing_is_asked(zaak: Make) -> None:
    """S10: the outcome is revised by judging, not by asking."""
    zaak().drie_keer_ja().bevestig("doorgezet").vraag().geweigerd("al-besloten", status=409)


def test_a_supplement_after_a_decision_is_a_task(zaak: Make) -> None:
    """D1: it crossed the decision; nothing is lost and a person looks at it."""
    one = zaak().op(DINSDAG).drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen")
    one.op(date(2025, 6, 4)).aangevuld().dan_niets()
    assert (one.triage.stand, one.taken) == ("afgewezen", ("bel-de-melder", "aangevuld-na-besluit"))


def test_the_term_of_a_withdrawn_or_held_zaak_is_off(zaak: Make) -> None:
    """L9: no task for what is over."""
    assert zaak().vraag().ingetrokken().story.reminders == {}
    assert zaak().vraag().gehouden().story.reminders == {}


def test_asking_again_after_the_end_of_a_term_starts_a_new_one(zaak: Make) -> None:
    """S10: the task of the old term is gone; the person is told which question it was, and until when."""
    one = zaak().op(DINSDAG).vraag().op(date(2025, 6, 12), 0).doe("aanvulling").vraag()
    assert (one.triage.stand, one.taken, one.triage.termijn) == ("aanvulling", (), date(2025, 6, 19))
    assert one.uitslag == {"versie": 2, "uiterlijk_op": "2025-06-19"}


def test_a_supplement_ends_the_task_for_the_next_question_too(zaak: Make) -> None:
    """S10: what was late once is not late for ever."""
    one = zaak().op(DINSDAG).vraag().op(date(2025, 6, 12), 0).doe("aanvulling").aangevuld()
    assert one.triage.termijn_verstreken is False
    assert (
        zaak().op(DINSDAG).vraag().op(date(2025, 6, 12), 0).doe("aanvulling").voeg().triage.termijn_verstreken is False
    )


def test_the_term_of_a_supplement_is_the_configuration_s(zaak_onder: Make) -> None:
    """S10: its working days, its holidays."""
    own = zaak_onder(feestdagen=Feestdagen(extra=(date(2025, 6, 4),)), termijnen=Termijnen(aanvulling_werkdagen=1))
    assert own.op(DINSDAG).vraag().triage.termijn == date(2025, 6, 5)


def test_a_term_that_ends_after_the_answer_makes_no_task(zaak: Make) -> None:
    """S10, L9: the reminder came due at the moment at which the answer came in."""
    one = zaak().op(DINSDAG).vraag()
    answered = one.triage.model_copy(update={"stand": "open"})
    decision = aanvulling_verstreken(answered, Context(one.at, "zaak", one.at))
    assert (decision.state, decision.why_nothing) == (None, "no supplement is awaited any more")
