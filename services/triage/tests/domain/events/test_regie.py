# SPDX-License-Identifier: EUPL-1.2
"""What meetings and regie tell after triage: a decision put right, the line, an opening undone, every end."""

from collections.abc import Callable
from datetime import date

import pytest
from services.triage.tests.story import Make, Zaak, there

from zvhh_contracts import casussen

DAG = date(2025, 6, 20)
EIND = date(2025, 7, 20)


def test_a_decision_that_is_put_right_counts_as_it_is_now(zaak: Make) -> None:
    """D3, L8: the last version; its thirty days begin when it was put right, and end with a passend."""
    one = zaak().gehouden().op(DAG).herzien(passend=False).dan_niets()
    assert (one.triage.stand, one.triage.vernietigen_op, there(one.triage.weging).versie) == ("gewogen", EIND, 2)
    assert (there(one.triage.weging).beslist_op, there(one.triage.weging).besloten) == (one.at, True)
    one.herzien(passend=True, versie=3)
    assert (one.triage.vernietigen_op, there(one.triage.weging).passend, there(one.triage.weging).versie) == (
        None,
        True,
        3,
    )


def test_a_decision_put_right_is_a_held_weegoverleg(leeg: Make, zaak: Make) -> None:
    """D2, D3: whatever was heard before; no term of a supplement is left."""
    assert zaak().vraag().herzien(passend=True).story.reminders == {}
    zaak().herzien(passend=True).oordeel("veiligheid").geweigerd("weegoverleg-gehouden")
    assert leeg().herzien(passend=False).triage.stand == "wacht-op-melding"


def test_besproken_niet_besloten_ends_nothing(zaak: Make) -> None:
    """L4, L8: no decision, no day of destruction."""
    assert zaak().op(DAG).gehouden(passend=None).triage.vernietigen_op is None


def test_a_zaak_that_leaves_the_line_ends_like_not_passend(zaak: Make) -> None:
    """S6b, D5, L8: thirty days; and a place that comes after all ends that."""
    one = zaak().gehouden().wachtlijst().op(DAG).van_wachtlijst().dan_niets()
    assert (one.triage.stand, one.triage.vernietigen_op) == ("gewogen", EIND)
    assert one.geopend().triage.vernietigen_op is None


def test_an_opening_that_is_undone_opens_no_judgement(zaak: Make) -> None:
    """S6b, D2: a weegoverleg was held; a second one follows in meetings."""
    one = zaak().gehouden().geopend()
    one.doe(casussen.OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=one.at, door="noor.testema")).dan_niets()
    assert (one.triage.stand, one.triage.casus, one.triage.vernietigen_op) == ("gewogen", "ongedaan", None)
    one.oordeel("veiligheid").geweigerd("weegoverleg-gehouden")


@pytest.mark.parametrize("heard", ["geopend", "wachtlijst", "van_wachtlijst", "afgeschaald", "beeindigd"])
def test_a_casus_ends_the_term_of_a_supplement(zaak: Make, heard: str) -> None:
    """L9: no task of what is over."""
    one = getattr(zaak().vraag(), heard)()
    assert (one.triage.stand, one.story.reminders) == ("gewogen", {})
    assert one.triage.casus == heard.replace("_", "-")


@pytest.mark.parametrize("end", ["afgeschaald", "beeindigd"])
def test_every_end_is_shielded(zaak: Make, end: str) -> None:
    """D13, L8: ended otherwise is closed exactly as afgeschaald."""
    one = zaak().gehouden().geopend()
    assert one.triage.afgeschermd is False
    getattr(one, end)().dan_niets()
    assert (one.triage.afgeschermd, one.triage.casus) == (True, end)


def test_a_running_case_of_before_needs_no_judging(leeg: Make) -> None:
    """S6c: known and marked, no pilot year, no task, never judged; its five years began before."""
    one = leeg().op(date(2025, 2, 3)).lopend().dan_niets()
    state = one.triage
    assert (state.stand, one.taken, there(state.melding).pilotjaar, state.gemeente) == ("lopend", (), None, "delft")
    assert (state.ontvangen_op, state.vernietigen_uiterlijk_op) == (one.at, date(2029, 11, 14))
    refusals: tuple[Callable[[], Zaak], ...] = (
        lambda: one.oordeel("veiligheid"),
        lambda: one.pilot(hoort_bij=True),
        lambda: one.bevestig("afgewezen"),
        one.vraag,
        one.spoed,
    )
    for refused in refusals:
        refused().geweigerd("lopende-zaak", status=409)


def test_a_running_case_of_before_is_one_whatever_is_heard_first(leeg: Make) -> None:
    """S6c, S4: regie before intake; a gemeente outside is not kept; shielded when it ends (L8)."""
    opened = casussen.LopendeCasusGeopend(geopend_op=leeg().at, afschalen_mogelijk_op=leeg().at)
    first, last = leeg().doe(opened).lopend(), leeg().lopend().doe(opened)
    assert first.triage == last.triage
    assert (first.triage.stand, first.triage.casus) == ("lopend", "geopend")
    assert leeg().lopend(gemeente="buiten-de-regio").triage.gemeente is None
    assert first.afgeschaald().triage.afgeschermd is True


def test_an_overleg_that_triage_does_not_know_is_none_of_its_business(leeg: Make, zaak: Make) -> None:
    """D3: cancelled or moved, before anything else was heard or of another number: nothing, and why."""
    for one in (leeg().geannuleerd(), zaak().geannuleerd(), zaak().gepland(1).geannuleerd(2)):
        one.dan_niets()
        assert there(one.story.outcome).reason == "not the weegoverleg that is planned"
