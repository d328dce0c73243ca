# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts of a state is put there after every decision, reminders too; and a state changes one way."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from pydantic import BaseModel, ConfigDict

from zvhh_contracts.event import Reader
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Command, Context, Decision, Derived, changed
from zvhh_kit.testing.story import Story, given

NOW = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


class Gezet(Reader):
    """An event that says when to wake."""

    type: ClassVar[str] = "nl.proef.wekkers.gezet.v1"
    op: datetime


class Zet(Command):
    """When to wake; None: not. `vergeet`: the state does not say that it woke."""

    op: datetime | None = None
    vergeet: bool = False


class Staat(BaseModel):
    """What was asked, and what follows from it."""

    model_config = ConfigDict(frozen=True, extra="allow")
    op: datetime | None = None
    gewekt: int = 0
    vergeet: bool = False
    stand: str = ""


def _zet(staat: Staat | None, command: Zet, ctx: Context) -> Decision[Staat]:
    return Decision(changed(staat or Staat(), op=command.op, vergeet=command.vergeet), result=[ctx.number, ctx.ref])


def _gezet(staat: Staat | None, event: Gezet, _: Context) -> Decision[Staat]:
    return Decision(changed(staat or Staat(), op=event.op))


def _wek(staat: Staat, ctx: Context) -> Decision[Staat]:
    if staat.op is not None and staat.op > ctx.now:
        return Decision.nothing("not yet")
    return Decision(changed(staat, gewekt=staat.gewekt + 1, op=staat.op if staat.vergeet else None))


def _derive(staat: Staat, ctx: Context) -> Derived[Staat]:
    if ctx.actor.subject == "breekt":
        raise RuntimeError
    wekt = {"wek": staat.op} if staat.op is not None else {}
    return Derived(changed(staat, stand=f"{staat.gewekt} keer"), wekt)


def _handlers() -> Handlers:
    table = Handlers()
    kind = table.document("staat", Staat, derive=_derive)
    kind.command(Zet, _zet)
    kind.event(Gezet, _gezet)
    kind.reminder("wek", _wek)
    return table


def _story() -> Story:
    return given(_handlers(), Zet(op=LATER), at=NOW)


def test_it_follows_after_a_command_an_event_and_a_reminder() -> None:
    """No decision here sets `stand` or a reminder."""
    story = _story()
    assert (story.state.stand, story.reminders) == ("0 keer", {"wek": LATER})
    story.when(Gezet(op=LATER + timedelta(hours=1)), at=NOW)
    assert story.reminders == {"wek": LATER + timedelta(hours=1)}
    story.when("wek", at=LATER + timedelta(hours=2))
    assert (story.state.stand, story.reminders) == ("1 keer", {})


def test_what_no_longer_follows_is_cancelled() -> None:
    """Given a reminder, when its ground goes, then it goes."""
    assert _story().when(Zet(), at=NOW).reminders == {}


def test_a_moment_is_kept_in_milliseconds() -> None:
    """And one that is set already is not set again."""
    story = given(_handlers(), Zet(op=LATER + timedelta(microseconds=1500)), at=NOW)
    assert story.reminders == {"wek": LATER + timedelta(milliseconds=1)}


def test_a_reminder_that_decides_nothing_still_stands_when_it_follows() -> None:
    """Given one that came too early, when nothing is decided, then it stands at its moment."""
    story = _story()
    story.document.reminders["wek"] = NOW
    story.when("wek", at=NOW)
    assert (story.outcome and story.outcome.status, story.reminders) == ("handled", {"wek": LATER})


def test_one_that_would_fire_for_ever_fails_and_comes_later() -> None:
    """A mistake of a domain, told as every reminder that fails: later each time, never in a circle."""
    story = given(_handlers(), Zet(op=LATER, vergeet=True), at=NOW).when("wek", at=LATER)
    assert story.outcome is not None
    assert (story.outcome.status, story.outcome.unexpected) == ("postponed", True)
    assert story.reminders["wek"] > LATER


def test_one_that_failed_keeps_its_delay() -> None:
    """Given one that failed, when something else is decided, then it still comes as late as it would have."""
    story = given(_handlers(), Zet(op=LATER, vergeet=True), at=NOW).when("wek", at=LATER)
    later = story.reminders["wek"]
    story.when(Gezet(op=LATER), at=LATER)
    assert (story.reminders, story.document.retries) == ({"wek": later}, {"wek": 1})


def test_what_cannot_be_derived_is_that_messages_fault() -> None:
    """As when the decision itself raises."""
    from zvhh_kit.domain.decision import Actor

    story = _story().when(Zet(), at=NOW, by=Actor("breekt", ""))
    assert story.outcome is not None
    assert (story.outcome.status, story.outcome.unexpected) == ("dead", True)
    assert story.state.op == LATER


def test_a_reminder_that_the_table_does_not_know_stays() -> None:
    """A newer release set it."""
    story = _story()
    story.document.reminders["nieuwer"] = LATER
    assert set(story.when(Zet(), at=NOW).reminders) == {"nieuwer"}


def test_a_decision_finds_the_part_that_the_path_names() -> None:
    """By number or by ref (ADR 0008: the body is the command)."""
    story = _story().when(Zet(), at=NOW, number=3, ref="x")
    assert story.outcome is not None
    assert story.outcome.result == [3, "x"]


def test_a_field_that_does_not_exist_is_not_stored() -> None:
    """At run time too, and what a newer release added stays."""
    newer = Staat.model_validate({"later": 1})
    with pytest.raises(TypeError, match="Staat has no stnad"):
        changed(newer, stnad="x")  # type: ignore[call-arg]
    assert changed(newer, stand="x").model_dump()["later"] == 1
