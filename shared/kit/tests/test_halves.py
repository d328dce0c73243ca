# SPDX-License-Identifier: EUPL-1.2
"""A batch in two halves is as one: in order, nothing left out, and a fault of one half leaves the other whole."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from zvhh_kit.bus.halves import LARGE, in_halves
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.store.documents import Unavailable

NOW = datetime(2025, 3, 3, tzinfo=UTC)


def _batch(subjects: list[int]) -> list[Message]:
    return [Message(f"t-{n}", "event", NOW, sequence=place) for place, n in enumerate(subjects)]


class Halves:
    """What was given, half by half."""

    def __init__(self) -> None:
        self.given: list[list[Message]] = []

    async def handle(self, half: list[Message]) -> tuple[list[Outcome], list[Document]]:
        """Answers with each message's own number, and saves a document of each subject."""
        self.given.append(half)
        saved = [Document(one, "teller") for one in dict.fromkeys(message.subject for message in half)]
        return [Outcome("handled", result=message.sequence) for message in half], saved


@examples(st.lists(st.integers(0, 30), max_size=200))
def test_every_message_is_answered_at_its_place_and_a_document_is_never_cut_in_two(subjects: list[int]) -> None:
    """The order of one document's messages is that of the batch."""
    halves, batch = Halves(), _batch(subjects)
    outcomes, saved = asyncio.run(in_halves(batch, halves.handle))
    assert [outcome.result for outcome in outcomes] == [message.sequence for message in batch]
    assert sorted(one.id for one in saved) == sorted({message.subject for message in batch})
    assert len(halves.given) == (1 if len(batch) < LARGE else 2)
    where = [{message.subject for message in half} for half in halves.given]
    assert not set.intersection(*where) or len(where) == 1
    assert all([m.sequence for m in half] == sorted(m.sequence for m in half) for half in halves.given)


async def test_what_is_away_for_one_half_is_raised_after_the_other_was_saved() -> None:
    """What is under way is not torn off, and nobody is blamed."""
    ended: list[int] = []

    async def handle(half: list[Message]) -> Any:
        if half[0].sequence == 0:
            raise Unavailable("weg")
        await asyncio.sleep(0.01)
        ended.append(len(half))
        return [Outcome("handled")] * len(half), []

    with pytest.raises(Unavailable):
        await in_halves(_batch(list(range(LARGE))), handle)
    assert ended == [LARGE // 2]


@examples(st.lists(st.integers(0, 90), max_size=200), st.sets(st.integers(0, 90), max_size=8))
def test_who_is_to_blame_is_found_and_everybody_else_is_handled(subjects: list[int], bad: set[int]) -> None:
    """What nobody foresaw of some documents: their messages alone are dead, in a reason without a word of them."""
    halves, blamed = Halves(), {f"t-{n}" for n in bad}

    async def handle(half: list[Message]) -> Any:
        if any(message.subject in blamed for message in half):
            raise AttributeError("Anna")
        return await halves.handle(half)

    batch = _batch(subjects)
    outcomes, saved = asyncio.run(in_halves(batch, handle))
    for message, outcome in zip(batch, outcomes, strict=True):
        expected = "dead" if message.subject in blamed else "handled"
        assert (outcome.status, outcome.unexpected) == (expected, expected == "dead")
        assert outcome.reason == ("unexpected: AttributeError" if expected == "dead" else "")
    assert sorted(one.id for one in saved) == sorted({m.subject for m in batch} - blamed)


async def test_what_raises_everywhere_is_nobodys_fault() -> None:
    """A bad release: nothing is put aside, whatever the size of the batch."""

    async def handle(half: list[Message]) -> Any:
        raise RuntimeError("stuk")

    with pytest.raises(RuntimeError, match="stuk"):
        await in_halves(_batch(list(range(100))), handle, most=20)


async def test_the_halves_wait_side_by_side() -> None:
    """Each is under way before the other has ended."""
    both = asyncio.Barrier(2)

    async def handle(half: list[Message]) -> Any:
        await both.wait()
        return [Outcome("handled")] * len(half), []

    async with asyncio.timeout(60):
        await in_halves(_batch(list(range(LARGE))), handle)
