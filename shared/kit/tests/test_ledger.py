# SPDX-License-Identifier: EUPL-1.2
"""A checkpoint never passes what is not published, and comes to the end once all of it is. Pure; on parts: test_relay."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.store.checkpoints import Checkpoints
from zvhh_kit.store.ledger import Ledger
from zvhh_kit.store.writes import Kept, Writes

ZAKEN = ("t-1", "t-2", "t-3")


def _kept(**versions: int) -> list[Kept]:
    return [Kept(name.replace("_", "-"), "teller", version, [{"n": 1}]) for name, version in versions.items()]


def test_a_checkpoint_stops_before_a_write_that_is_under_way() -> None:
    """Its end is not known yet: it may have been saved already."""
    writes = Writes()
    first, second = writes.begin(), writes.begin()
    writes.saved(second, _kept())
    assert writes.checkpoint == first - 1
    writes.saved(first, _kept())
    assert writes.checkpoint == second


def test_a_checkpoint_stops_before_a_document_that_waits() -> None:
    """One of a hundred that was refused holds it up, whatever was written and published after it."""
    writes = Writes()
    first = writes.begin()
    writes.saved(first, _kept(t_1=1, t_2=5))
    later = writes.begin()
    writes.saved(later, _kept(t_3=1))
    writes.settled("t-3", 1)
    writes.settled("t-1", 1)
    assert writes.checkpoint == first - 1
    writes.settled("t-2", 5)
    assert writes.checkpoint == later


def test_an_older_version_that_is_published_says_nothing_of_a_newer_one() -> None:
    """The same document was saved twice; publishing what the first write left is not publishing the second."""
    writes = Writes()
    for version in (1, 2):
        writes.saved(writes.begin(), _kept(t_1=version))
    writes.settled("t-1", 1)
    assert writes.checkpoint == 1
    writes.settled("t-1", 2)
    assert writes.checkpoint == 2


def test_of_two_writes_at_once_the_one_begun_first_may_be_the_last() -> None:
    """It lost, folded again over the other one's version and was saved then: the other's publishing says nothing of it."""
    writes = Writes()
    loser, winner = writes.begin(), writes.begin()
    writes.saved(winner, _kept(t_1=3))
    writes.saved(loser, _kept(t_1=4))
    writes.settled("t-1", 3)
    assert writes.checkpoint == loser - 1
    writes.settled("t-1", 4)
    assert writes.checkpoint == winner


def test_a_newer_version_that_is_published_holds_all_before_it() -> None:
    """Whoever saves publishes the whole outbox: the second write's has the first one's entries."""
    writes = Writes()
    for version in (1, 2):
        writes.saved(writes.begin(), _kept(t_1=version))
    writes.settled("t-1", 2)
    assert (writes.checkpoint, len(writes)) == (2, 0)


def test_what_waits_is_in_one_hand_at_a_time() -> None:
    """Two that publish at once would send the same twice; a newer version has its turn when the older one's ends."""
    writes = Writes()
    writes.saved(writes.begin(), _kept(t_1=1))
    taken = writes.take()
    assert ([one.version for one in taken], writes.take(), writes.take(early=True)) == ([1], [], [])
    writes.saved(writes.begin(), _kept(t_1=2))
    assert writes.take() == []
    writes.hand_back(taken)
    assert [one.version for one in writes.take()] == [2]


def test_what_was_refused_has_its_turn_again_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at once, or a broker that refuses would be asked without end; before a process leaves at once."""
    writes, now = Writes(), time.monotonic()
    writes.saved(writes.begin(), _kept(t_1=1))
    writes.hand_back(writes.take())
    assert writes.take() == []
    writes.hand_back(early := writes.take(early=True))
    assert len(early) == 1
    monkeypatch.setattr(time, "monotonic", lambda: now + 3600)
    assert len(writes.take()) == 1


def test_under_a_new_name_what_waited_is_still_published() -> None:
    """What is still written under the old one may hold the new checkpoint up; it never lets it pass too far."""
    old = Writes()
    old.saved(old.begin(), _kept(t_1=1))
    new = old.renamed()
    assert new.name != old.name
    new.saved(new.begin(), _kept(t_2=1))
    assert {one.id for one in new.take()} == {"t-1", "t-2"}
    old.saved(old.begin(), _kept(t_3=1))
    assert [one.id for one in new.take()] == ["t-3"]
    new.settled("t-1", 1)
    assert new.checkpoint == 0
    for zaak in ("t-2", "t-3"):
        new.settled(zaak, 1)
    assert (new.checkpoint, len(new), old.checkpoint) == (1, 0, 2)


def test_a_document_that_was_made_again_is_not_taken_for_published() -> None:
    """Its numbers begin at 1 again, while this process still knows of the earlier one that 3 was acknowledged."""
    ledger, then = Ledger(None), datetime(2025, 3, 1, tzinfo=UTC)  # type: ignore[arg-type]
    ledger.acknowledged("t-1", {"n": 3, "at": then})
    again = Kept("t-1", "teller", 1, [{"n": 1, "at": then + timedelta(days=1900)}])
    assert ledger.unpublished(again) == again.outbox
    ledger.acknowledged("t-1", again.outbox[0])
    assert ledger.unpublished(again) == []


@given(st.lists(st.tuples(st.sampled_from(["begin", "saved", "settled"]), st.integers(0, 9), st.sampled_from(ZAKEN))))
def test_a_checkpoint_never_passes_what_is_open(steps: list[tuple[str, int, str]]) -> None:
    """In whatever order writes begin, end and are published."""
    writes, reached = Writes(), 0
    under_way, waiting, versions = set[int](), dict[int, tuple[str, int]](), Counter[str]()
    for what, pick, zaak in steps:
        match what:
            case "begin":
                under_way.add(writes.begin())
            case "saved" if under_way:
                number = sorted(under_way)[pick % len(under_way)]
                under_way.discard(number)
                versions[zaak] += 1
                waiting[number] = (zaak, versions[zaak])
                writes.saved(number, _kept(**{zaak.replace("-", "_"): versions[zaak]}))
            case "settled" if waiting:
                done, version = waiting[sorted(waiting)[pick % len(waiting)]]
                writes.settled(done, version)
                waiting = {n: (z, v) for n, (z, v) in waiting.items() if z != done or v > version}
        assert writes.checkpoint >= reached, "it went back"
        reached = writes.checkpoint
        assert all(reached < number for number in under_way | waiting.keys())
    for zaak, version in waiting.values():
        writes.settled(zaak, version)
    for number in under_way:
        writes.saved(number, _kept())
    assert writes.checkpoint == writes.last


@given(st.text(alphabet="0123456789abcdef", min_size=12, max_size=12), st.integers(1, 10**12 - 1))
def test_a_writers_name_is_read_as_it_was_written(name: str, number: int) -> None:
    """And lies in an index between those of the writes before and after it."""
    writer = Checkpoints.writer(name, number)
    assert Checkpoints.parts(writer) == (name, number)
    assert Checkpoints.writer(name, number - 1) < writer < f"{name}."


def test_a_write_of_nobody_known_is_never_taken_for_published() -> None:
    """Of another release, or none: its number lies beyond every checkpoint of no name."""
    assert Checkpoints.parts("") == Checkpoints.parts("shift-abc") == ("", 1)
