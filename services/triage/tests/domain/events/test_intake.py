# SPDX-License-Identifier: EUPL-1.2
"""Who is kept out, how long a zaak stays, and its destruction."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Literal

import pytest
from services.triage.tests.story import Make, Zaak

from zvhh_contracts import casussen, meldingen
from zvhh_contracts.triages import TriageVernietigd
from zvhh_kit.domain.decision import Sealed
from zvhh_triage.domain.commands.beoordeel import Beoordeel
from zvhh_triage.domain.triage import naar_vorm_2

DAG = date(2025, 6, 13)
EIND = date(2025, 7, 13)
VIJF_JAAR = date(2030, 3, 3)
Soort = Literal["verlengd", "aangehouden", "vrijgegeven"]


def termijn(one: Zaak, soort: Soort, op: date | None) -> Zaak:
    """intake: a person changed the term, now."""
    return one.doe(meldingen.BewaartermijnGewijzigd(soort=soort, vernietigen_op=op, op=one.at))


def test_a_person_is_barred_and_let_in_again(zaak: Make, leeg: Make) -> None:
    """L6: each once, in whatever order it is heard."""
    one = leeg()
    for persoon in ("a", "b", "a"):
        one.doe(meldingen.ProfessionalGeweerd(persoon=persoon, per=one.at)).dan_niets()
    assert one.triage.geweerd == ("b", "a")
    let_in = one.doe(meldingen.WeringOpgeheven(persoon="b", per=one.at)).dan_niets().triage
    assert let_in.geweerd == ("a",)
    assert zaak().doe(meldingen.WeringOpgeheven(persoon="b", per=one.at)).triage.geweerd == ()


def test_the_term_is_five_years_unless_a_person_changed_it(zaak: Make) -> None:
    """L8: renewed, on hold, released: shown here, decided in intake."""
    one = zaak().op(DAG)
    assert (one.triage.vernietigen_op, one.triage.vernietigen_uiterlijk_op) == (None, VIJF_JAAR)
    termijn(one, "verlengd", date(2032, 3, 3)).dan_niets()
    assert (one.triage.vernietigen_op, one.triage.vernietigen_uiterlijk_op) == (None, date(2032, 3, 3))
    termijn(one, "aangehouden", None)
    assert (one.triage.aangehouden, one.triage.vernietigen_uiterlijk_op) == (True, None)
    termijn(one, "vrijgegeven", date(2032, 3, 3))
    assert (one.triage.aangehouden, one.triage.vernietigen_uiterlijk_op) == (False, date(2032, 3, 3))


def test_a_hold_stops_the_thirty_days_and_a_release_says_the_day(zaak: Make) -> None:
    """L8: of a rejected zaak."""
    one = zaak().op(DAG).drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen")
    assert one.triage.vernietigen_op == EIND
    assert termijn(one.op(date(2025, 6, 14)), "aangehouden", None).triage.vernietigen_op is None
    released = termijn(one.op(date(2025, 8, 1)), "vrijgegeven", date(2025, 8, 2))
    assert released.triage.vernietigen_op == date(2025, 8, 2)


def test_a_no_after_the_change_sets_its_own_day(zaak: Make) -> None:
    """L8: what happened last counts."""
    one = termijn(zaak().op(date(2025, 6, 12)), "vrijgegeven", VIJF_JAAR)
    assert one.triage.vernietigen_op is None
    one.op(DAG).drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen")
    assert one.triage.vernietigen_op == EIND


def test_a_change_at_the_moment_of_the_no_counts(zaak: Make) -> None:
    """L8: the term was changed knowing of it."""
    one = zaak().op(DAG).drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen")
    assert termijn(one, "aangehouden", None).triage.vernietigen_op is None


def test_what_is_taken_back_leaves_no_day(zaak: Make) -> None:
    """L8, S6b, D11b: a withdrawal or a line that a weegoverleg or a place outranked, a rejection that was joined."""
    assert zaak().ingetrokken().gehouden().triage.vernietigen_op is None
    rejected = zaak().drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen")
    assert rejected.voeg().triage.vernietigen_op is None
    assert rejected.ingetrokken().gehouden(passend=False, route="lokaal").triage.termijn is None


@pytest.mark.parametrize("how", ["ingetrokken", "niet_passend", "van_wachtlijst"])
def test_every_other_end_is_held_and_released_alike(zaak: Make, how: str) -> None:
    """L8: withdrawn, not passend, and from the line; before and after the change."""
    ends: dict[str, Callable[[Zaak], Zaak]] = {
        "ingetrokken": lambda one: one.ingetrokken(),
        "niet_passend": lambda one: one.gehouden(passend=False, route="lokaal"),
        "van_wachtlijst": lambda one: one.gehouden().wachtlijst().van_wachtlijst(),
    }
    one = ends[how](termijn(zaak().op(date(2025, 6, 12)), "verlengd", date(2032, 3, 3)).op(DAG))
    assert one.triage.vernietigen_op == EIND
    termijn(one.op(date(2025, 6, 14)), "aangehouden", None)
    assert one.triage.vernietigen_op is None


@pytest.mark.parametrize(
    "before",
    ["nothing", "open", "gevoegd", "afgeschaald", "only barred"],
)
def test_destruction_is_whole_in_every_state_and_final(zaak: Make, leeg: Make, before: str) -> None:
    """L8: document and reminders go, others hear it, and nothing late brings it back."""
    ways: dict[str, Callable[[], Zaak]] = {
        "nothing": leeg,
        "open": lambda: zaak().vraag(),
        "gevoegd": lambda: zaak().voeg(),
        "afgeschaald": lambda: zaak().gehouden().geopend().afgeschaald(),
        "only barred": lambda: leeg().doe(meldingen.ProfessionalGeweerd(persoon="a", per=leeg().at)),
    }
    one = ways[before]()
    one.op(EIND).doe(meldingen.MeldingVernietigd(vernietigd_op=one.at))
    assert one.story.events == [(one.story.document.id, TriageVernietigd(vernietigd_op=one.at))]
    assert (one.story.state, one.story.reminders) == (None, {})
    assert one.story.document.gone is not None
    one.doe(casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=one.at)).dan_niets()
    assert one.story.state is None
    one.doe(Beoordeel(criterium="veiligheid", ja=True, motivatie=Sealed("x"))).geweigerd("bestaat-niet", status=404)


def test_a_stored_state_of_yesterday_is_lifted() -> None:
    """Tasks were codes once; they are read as tasks."""
    assert naar_vorm_2({"stand": "open", "taken": ["weegoverleg-plannen"]}) == {
        "stand": "open",
        "taken": [{"code": "weegoverleg-plannen"}],
    }
    assert naar_vorm_2({}) == {"taken": []}


def test_a_moment_is_local_where_a_day_counts(zaak: Make) -> None:
    """L8: first processed at 23:30 UTC is the next day in Amsterdam."""
    one = zaak(eerste_verwerking_op=datetime(2025, 3, 3, 23, 30, tzinfo=UTC))
    assert one.triage.vernietigen_uiterlijk_op == date(2030, 3, 4)
