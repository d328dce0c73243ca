# SPDX-License-Identifier: EUPL-1.2
"""Until when an invitation to a weegoverleg gives access: vastleggen, else thirty days after its day (L6)."""

from datetime import UTC, date, datetime, timedelta

from services.intake.tests.story import Gemeld

from zvhh_contracts import overleggen
from zvhh_intake.domain.derived import UITNODIGING
from zvhh_kit.domain.calendar import at_local

PO, OM, VT = "00000099000000002000", "00000099000000003000", "00000099000000001000"
T0 = datetime(2025, 3, 5, 9, tzinfo=UTC)
BEGIN = datetime(2025, 3, 12, 9, tzinfo=UTC)
EIND = at_local(date(2025, 4, 12))
GEPLAND = overleggen.WeegoverlegGepland(nummer=1, begin=BEGIN, duur_minuten=60, genodigden=(PO, OM))
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=BEGIN, vastgelegd_op=BEGIN, besloten=True, aanwezigen=(PO, VT), passend=True, doorzetten="ja",
    deelnemers=(PO, VT),
)  # fmt: skip


def _verzet(begin: datetime) -> overleggen.OverlegVerzet:
    return overleggen.OverlegVerzet(nummer=1, soort="weegoverleg", begin=begin, duur_minuten=60)


def test_what_is_never_recorded_ends_by_itself(gemeld: Gemeld) -> None:
    """L6: the last day is included; the weegoverleg is still planned, and may be recorded."""
    story = gemeld(GEPLAND, op=T0)
    assert story.state.toegang == (PO, OM)
    assert story.reminders[UITNODIGING] == EIND
    story.when(UITNODIGING, at=EIND)
    assert (story.state.toegang, story.state.stand) == ((), "weegoverleg-gepland")
    assert UITNODIGING not in story.reminders
    story.when(GEHOUDEN, at=EIND)
    assert story.state.toegang == (VT, PO)


def test_another_day_is_another_end(gemeld: Gemeld) -> None:
    """L6, D3: moved before or after it ended, they are invited to the new day."""
    story = gemeld(GEPLAND, _verzet(BEGIN + timedelta(days=7)), op=T0)
    assert story.reminders[UITNODIGING] == EIND + timedelta(days=7)
    story.when(UITNODIGING, at=EIND + timedelta(days=7)).when(_verzet(BEGIN + timedelta(days=60)), at=EIND)
    assert story.state.toegang == (PO, OM)
    assert story.reminders[UITNODIGING] == EIND + timedelta(days=60)
    story.when(_verzet(BEGIN + timedelta(days=60)).model_copy(update={"nummer": 2}), at=EIND)
    assert story.state.overleg.gepland.begin == BEGIN + timedelta(days=60)


def test_nothing_is_left_to_end(gemeld: Gemeld) -> None:
    """L6: recorded or cancelled, access is decided by that; invited anew, the days count anew."""
    for einde in (GEHOUDEN, overleggen.OverlegGeannuleerd(nummer=1, soort="weegoverleg")):
        story = gemeld(GEPLAND, einde, op=T0)
        assert UITNODIGING not in story.reminders
        assert story.state.uitnodiging_tot is None
    opnieuw = gemeld(GEPLAND, op=T0).when(UITNODIGING, at=EIND).when(GEPLAND, at=EIND)
    assert opnieuw.state.toegang == (PO, OM)
