# SPDX-License-Identifier: EUPL-1.2
"""Whose work a zaak is, whether it can't wait, and tasks that a person ends."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zvhh_contracts import meldingen
from zvhh_contracts.triage_intern import Aanhaling, AfstemmingAangehaald, AfstemmingBeantwoord
from zvhh_contracts.triages import SpoedGewijzigd
from zvhh_kit.decision import Actor, changed
from zvhh_kit.testing import SUBJECT

Make = Callable[..., Any]
NOOR, BRAM = (
    Actor(persoon, "00000099000000000100", frozenset({"procesregisseur"}))
    for persoon in ("noor.testema", "bram.proefstra")
)
VT = "00000099000000001000"
CODE = "A-7K4M-9QXT"
VERA = Actor("vera", VT, frozenset({"melder"}))


def test_a_zaak_is_claimed(zaak: Make) -> None:
    """D2: it is theirs, and so are its tasks; once more changes nothing."""
    one = zaak().pak().dan_niets()
    assert (one.triage.eigenaar, one.triage.taken[0].persoon) == ("noor.testema", "noor.testema")
    assert one.story.outcome.result == {"eigenaar": "noor.testema"}
    one.pak().dan_niets()
    assert [(e.persoon, e.door, e.op) for e in one.triage.eigenaren] == [("noor.testema", "noor.testema", one.at)]
    assert one.story.outcome.result == {"eigenaar": "noor.testema"}


def test_what_a_colleague_has_is_not_taken_but_handed_over(zaak: Make) -> None:
    """D2: by who has it, or by a colleague when they are away; the history stays."""
    one = zaak().pak().pak(by=BRAM).geweigerd("al-gepakt", status=409)
    one.draag_over("bram.proefstra").dan_niets()
    assert one.triage.eigenaar == "bram.proefstra"
    assert one.story.outcome.result == {"eigenaar": "bram.proefstra"}
    one.draag_over("bram.proefstra").dan_niets()
    assert one.story.outcome.result == {"eigenaar": "bram.proefstra"}
    one.draag_over("noor.testema")
    assert [(e.persoon, e.door) for e in one.triage.eigenaren] == [
        ("noor.testema", "noor.testema"),
        ("bram.proefstra", "noor.testema"),
        ("noor.testema", "noor.testema"),
    ]


@pytest.mark.parametrize("aan", ["niemand", "bea", "piet"])
def test_only_to_a_procesregisseur_of_the_configuration(zaak: Make, aan: str) -> None:
    """D2: not to who isn't known, has another function at the ZVHH, or works elsewhere."""
    one = zaak().draag_over(aan).geweigerd("procesregisseur-onbekend", status=400)
    assert one.story.outcome.refused.faults[0].place == "/aan"
    assert one.triage.eigenaar is None


def test_not_to_who_is_barred_and_who_is_barred_loses_it(zaak: Make) -> None:
    """L6, D2: a zaak is nobody's that may not see it; and it may be claimed by another."""
    one = zaak().pak(by=BRAM).doe(meldingen.ProfessionalGeweerd(persoon="bram.proefstra", per=zaak().at))
    assert (one.triage.eigenaar, one.triage.taken[0].persoon) == (None, None)
    one.draag_over("bram.proefstra").geweigerd("geweerd", status=400)
    assert one.pak(by=NOOR).triage.eigenaar == "noor.testema"


def test_claiming_and_handing_over_are_for_procesregisseurs_and_for_what_is_there(zaak: Make, leeg: Make) -> None:
    """L9, L6."""
    zaak().pak(by=VERA).geweigerd("geen-procesregisseur", status=403)
    zaak().draag_over(by=VERA).geweigerd("geen-procesregisseur", status=403)
    leeg().pak().geweigerd("niet-gevonden", status=404)
    leeg().gepland().draag_over().geweigerd("niet-gevonden", status=404)


def test_work_goes_on_after_the_outcome(zaak: Make) -> None:
    """D2: somebody keeps what is left to be done, also of a zaak that ended."""
    assert zaak().gehouden().pak().triage.eigenaar == "noor.testema"
    assert zaak().ingetrokken().pak().triage.taken[0].persoon == "noor.testema"


def test_spoed_is_set_and_lifted_by_a_person_with_reason(zaak: Make) -> None:
    """D2: told to others without the reason; every version stays; as it is already, nothing happens."""
    one = zaak().spoed(False).dan_niets()
    one.spoed().dan(SpoedGewijzigd(spoed=True, op=one.at))
    assert (one.triage.spoed, one.story.outcome.result) == (True, {"spoed": True})
    assert one.triage.spoedbesluiten[0].reden.cipher == b"dreiging"
    one.spoed().dan_niets()
    assert one.story.outcome.result == {"spoed": True}
    one.spoed(False, by=BRAM).dan(SpoedGewijzigd(spoed=False, op=one.at))
    assert one.triage.spoed is False
    assert [(v.spoed, v.door) for v in one.triage.spoedbesluiten] == [(True, "noor.testema"), (False, "bram.proefstra")]


def test_spoed_belongs_to_what_is_in_triage(zaak: Make) -> None:
    """D2, L9: not after the weegoverleg or a withdrawal, not by somebody else."""
    assert zaak().drie_keer_ja().bevestig("doorgezet").spoed().triage.spoed is True
    zaak().gehouden().spoed().geweigerd("weegoverleg-gehouden")
    zaak().ingetrokken().spoed().geweigerd("ingetrokken")
    zaak().spoed(by=VERA).geweigerd("geen-procesregisseur", status=403)


def test_spoed_comes_first_then_scope_then_the_oldest(zaak: Make) -> None:
    """D2, S1b: by a text that sorts as the list reads."""
    old, new = zaak(), zaak(ontvangen_op=zaak().at.replace(hour=23))
    scope = zaak(relatie="anders", ontvangen_op=zaak().at.replace(day=4))
    urgent = zaak(ontvangen_op=zaak().at.replace(day=5)).spoed()
    in_order = [urgent, scope, old, new]
    assert all(one.triage.volgorde < other.triage.volgorde for one, other in pairwise(in_order))
    judged = scope.pilot(hoort_bij=True)
    assert judged.triage.volgorde > new.triage.volgorde
    assert urgent.spoed(False).triage.volgorde > judged.triage.volgorde


def test_a_reporter_who_doubted_is_called_back(zaak: Make) -> None:
    """S5: a task until a procesregisseur says that it was done, whatever happens meanwhile."""
    one = zaak(twijfel="niemand-bereikbaar")
    assert one.taken == ("beoordelen", "melder-terugbellen")
    one.drie_keer_ja().bevestig("doorgezet")
    assert one.taken == ("melder-terugbellen",)
    one.rond_af("melder-terugbellen", by=BRAM).dan_niets()
    assert one.story.outcome.result == {"taak": "melder-terugbellen"}
    assert one.taken == ()
    done = one.triage.afgerond[0]
    assert (done.taak, done.door, done.op) == ("melder-terugbellen", "bram.proefstra", one.at)
    assert bool(done.bevinding)
    one.rond_af("melder-terugbellen").geweigerd("taak-niet-open", status=409)


def test_a_reporter_who_cites_a_consultation_is_called_back_unless_it_is_theirs(zaak: Make, leeg: Make) -> None:
    """S5: it is asked of the consultation itself; until that answers, and for a code that nobody gave out or that another
    partner got, it is doubt without consultation."""
    answers: dict[Aanhaling, tuple[str, ...]] = {
        "bekend": (),
        "andere-partner": ("melder-terugbellen",),
        "onbekend": ("melder-terugbellen",),
    }
    for uitkomst, taken in answers.items():
        one = zaak(twijfel="overlegd", afstemming=CODE)
        assert one.story.events == [(CODE, AfstemmingAangehaald(zaak_id=SUBJECT, melder_oin=VT))]
        assert (one.taken, one.triage.melder_twijfelt) == (("beoordelen", "melder-terugbellen"), True)
        one.doe(AfstemmingBeantwoord(code=CODE, uitkomst=uitkomst)).dan_niets()
        assert one.taken == ("beoordelen", *taken)
    assert one.rond_af("melder-terugbellen").taken == ("beoordelen",)
    answered = leeg().doe(AfstemmingBeantwoord(code=CODE, uitkomst="bekend"))
    came = meldingen.MeldingIngediend(
        kenmerk="ZV-7K4M-9QXT", pilotjaar=2025, ontvangen_op=one.at, eerste_verwerking_op=one.at, melder_oin=VT,
        gemeente="delft", relatie="partner", twijfel="overlegd", afstemming=CODE,
    )  # fmt: skip
    assert answered.doe(came).taken == ("beoordelen",)
    assert leeg().doe(AfstemmingBeantwoord(code=CODE, uitkomst="onbekend")).taken == ()


def test_a_zaak_of_before_is_not_called_back_for_what_nobody_asked(zaak: Make) -> None:
    """S5: an earlier release did not ask after a code; what it decided stays as it was."""
    one = zaak(twijfel="overlegd", afstemming=CODE)
    one.story.document.state = changed(one.triage, afstemming_stand=None)
    assert one.pak().taken == ("beoordelen",)


def test_who_did_not_doubt_is_not_called_back(zaak: Make) -> None:
    """S5."""
    assert zaak().dan_niets().taken == ("beoordelen",)
    zaak().rond_af().geweigerd("taak-niet-open")
    zaak(twijfel="niemand-bereikbaar").rond_af(by=VERA).geweigerd("geen-procesregisseur", status=403)


def test_a_task_that_crossed_an_outcome_ends_when_a_person_says_so(zaak: Make) -> None:
    """D1, D2: each of them; a later supplement is a new task."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland().op(date(2025, 3, 4)).aangevuld()
    assert one.rond_af("aangevuld-na-besluit").taken == ()
    assert one.op(date(2025, 3, 5)).aangevuld().taken == ("aangevuld-na-besluit",)
    assert zaak().ingetrokken().rond_af("veiligheid-geborgd").taken == ()
    planned = zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken().geannuleerd()
    assert planned.taken == ("veiligheid-geborgd",)
    planned.rond_af("veiligheid-geborgd", bevinding=None).geweigerd("bevinding-ontbreekt", status=400)
    assert planned.rond_af("veiligheid-geborgd").taken == ()
    assert zaak().ingetrokken().gehouden().rond_af("overleg-al-gehouden").taken == ()


def test_what_crosses_again_is_looked_at_again(zaak: Make) -> None:
    """D1, D2: joined when the weegoverleg was held, and withdrawn after somebody had looked at that."""
    one = zaak().voeg().gehouden().rond_af("overleg-al-gehouden")
    assert one.taken == ()
    assert one.op(date(2025, 3, 20)).ingetrokken().taken == ("overleg-al-gehouden",)
    assert one.rond_af("overleg-al-gehouden").taken == ()


def test_the_nearest_term_comes_first_in_the_tasks(zaak: Make) -> None:
    """D2: then the oldest receipt; without a term last; without tasks nowhere."""
    soon = zaak().vraag().op(date(2025, 3, 11)).doe("aanvulling")
    late = zaak().op(date(2025, 3, 10)).vraag().op(date(2025, 3, 18)).doe("aanvulling")
    none = zaak(ontvangen_op=zaak().at.replace(day=1))
    newer = zaak()
    in_order = [soon, late, none, newer]
    assert all(one.triage.taken_volgorde < other.triage.taken_volgorde for one, other in pairwise(in_order))
    assert zaak().gehouden().triage.taken_volgorde == ""
    assert [taak.uiterlijk for taak in zaak(twijfel="niemand-bereikbaar").vraag().triage.taken] == [None]


def test_a_place_in_a_list_is_a_moment_in_utc(zaak: Make) -> None:
    """D2: whatever offset the moment was told in, so that texts sort as moments do."""
    at = zaak().at
    assert (
        zaak(ontvangen_op=at.astimezone(ZoneInfo("America/New_York"))).triage.volgorde
        == f"2 {at:%Y-%m-%dT%H:%M:%S.000+00:00}"
    )
