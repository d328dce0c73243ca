# SPDX-License-Identifier: EUPL-1.2
"""The language of the tests itself: it fails where a test says what is not so, and a service gives it verbs of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Self

import pytest
from pydantic import BaseModel, ConfigDict

from zvhh_contracts.event import Event, Reader
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor, Command, Context, Decision, Fault, Refused, Sealed, changed, to
from zvhh_kit.testing.story import SUBJECT, Story, given

NOW = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
VERA = Actor("vera", "00000099000000001000", frozenset({"melder"}))
ELSEWHERE = "0190bbbb-0000-8000-8000-000000000002"


class Geteld(Event):
    """How many there are."""

    type: ClassVar[str] = "nl.proef.tellers.geteld.v1"
    aantal: int


class Gehoord(Reader):
    """Somebody else counts too."""

    type: ClassVar[str] = "nl.proef.anderen.gehoord.v1"


class Tel(Command):
    """Count one more."""

    waarom: Sealed[str] = Sealed("zomaar")
    elders: bool = False


class Stand(BaseModel):
    """How many there are, who counted last, and when."""

    model_config = ConfigDict(frozen=True, extra="allow")
    aantal: int = 0
    door: str = ""
    op: datetime = NOW


def _tel(stand: Stand | None, command: Tel, ctx: Context) -> Decision[Stand]:
    if command.waarom.cipher == b"":
        raise Refused.many([Fault("leeg", "Zeg waarom.", "/waarom"), Fault("niets", "Zeg iets.", "/")])
    was = stand or Stand()
    now = changed(was, aantal=was.aantal + 1, door=ctx.actor.subject, op=ctx.now)
    said = Geteld(aantal=now.aantal)
    return Decision(now, events=(to(ELSEWHERE, said) if command.elders else said,), result={"aantal": now.aantal})


def _gehoord(_: Stand | None, event: Gehoord, __: Context) -> Decision[Stand]:
    del event
    return Decision.nothing("niets mee te doen")


def _table() -> Handlers:
    table = Handlers()
    kind = table.document("teller", Stand)
    kind.command(Tel, _tel)
    kind.event(Gehoord, _gehoord)
    return table


class Teller(Story[Stand]):
    """A story with a verb of its own."""

    ACTOR = VERA

    def tel(self, waarom: str = "zomaar", *, elders: bool = False) -> Self:
        """Count."""
        return self.when(Tel(waarom=Sealed(waarom), elders=elders))


def _teller() -> Teller:
    return Teller(_table()).at(NOW)


def _all_fail(*checks: Callable[[], object]) -> None:
    for check in checks:
        with pytest.raises(AssertionError):
            check()


def test_a_service_has_its_own_verbs_and_its_own_actor() -> None:
    """Given a moment, when a verb says nothing else, then it happens then, by the actor of the story; the state is typed."""
    story = _teller().tel().then(Geteld(aantal=1)).tel().then_result({"aantal": 2})
    aantal: int = story.state.aantal
    assert (aantal, story.state.door, story.state.op) == (2, "vera", NOW)
    assert story.facts == ["Geteld"]


def test_time_goes_on() -> None:
    """`on` is a day in the Netherlands; `at=` moves the story too."""
    story = _teller().on(date(2025, 7, 1), 9, 30).tel()
    assert story.state.op == datetime(2025, 7, 1, 7, 30, tzinfo=UTC)
    story.when(Tel(), at=NOW + timedelta(days=300), by=VERA).tel()
    assert story.state.op == NOW + timedelta(days=300)


def test_without_a_moment_nothing_happens() -> None:
    """Else a test would stand on a clock."""
    with pytest.raises(ValueError, match="needs a moment"):
        Story(_table()).when(Tel())


def test_what_was_given_must_have_been_accepted() -> None:
    """A history that was refused proves nothing."""
    assert given(_table(), Tel(), Tel(), at=NOW).state.aantal == 2
    with pytest.raises(AssertionError, match="Zeg waarom"):
        given(_table(), Tel(waarom=Sealed("")), at=NOW)


def test_a_refusal_is_seen_with_its_words_and_places() -> None:
    """Every code, no other; and it counts as no answer."""
    story = _teller().tel("").then_refused("niets", "leeg", status=400)
    assert (story.texts, story.places) == (["Zeg waarom.", "Zeg iets."], ["/waarom", "/"])
    _all_fail(story.then_accepted, story.then_nothing, story.then, lambda: story.then_refused("leeg"))


def test_what_is_said_is_compared_whole() -> None:
    """Another number, one too few, or to another document: each is a difference."""
    story = _teller().tel()
    elsewhere, other = lambda: story.then(Geteld(aantal=1), to=ELSEWHERE), lambda: story.then(Geteld(aantal=2))
    _all_fail(elsewhere, other, story.then, story.then_nothing, lambda: story.then_result({"aantal": 2}))
    story.tel(elders=True).then(Geteld(aantal=2), to=ELSEWHERE)
    assert story.document.id == SUBJECT


def test_nothing_is_said_with_its_reason() -> None:
    """An event that changes nothing is no refusal."""
    story = _teller().tel().when(Gehoord()).then_nothing().then_accepted()
    story.then_result(None, why_nothing="niets mee te doen")


def test_a_reminder_that_is_not_due_can_not_come() -> None:
    """A test may not wake what sleeps."""
    with pytest.raises(AssertionError, match="not due"):
        _teller().tel().when("wek")
