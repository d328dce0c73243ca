# SPDX-License-Identifier: EUPL-1.2
"""Noting the heads of the log outside the database: in time, again after a failure, and only what is ours (L7)."""

import json
from typing import Any

import pytest

from zvhh_kit.bus.envelope import Header
from zvhh_kit.bus.producer import Refusal
from zvhh_kit.effects.anchor import Anchoring, note_of, notes_in
from zvhh_kit.privacy.chain import ChainKeys

KEYS = ChainKeys([b"een" * 16])


class Heads:
    """A log with two writers."""

    async def heads(self) -> dict[str, tuple[int, str]]:
        return {"proef-1": (4, "cd"), "proef-0": (7, "ab")}


class Topic:
    """What was sent, or a broker that refuses."""

    def __init__(self) -> None:
        self.sent: list[bytes | None] = []
        self.refuses = False

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: list[Header]) -> None:
        assert (topic, headers) == ("heads", [])
        if self.refuses:
            raise Refusal("UnknownTopicOrPartitionError")
        self.sent.append(value)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("zvhh_kit.effects.anchor.time", made)
    return made


class Age(dict[str, float]):
    def set(self, name: str, value: float, /, **labels: str) -> None:
        assert not labels
        self[name] = value


def _anchoring(topic: Any, age: Any) -> Anchoring:
    heads: Any = Heads()
    return Anchoring(heads, topic, "heads", KEYS, age)


async def test_every_writer_is_noted_at_the_start_and_each_hour(clock: Clock) -> None:
    topic, age = Topic(), Age()
    anchoring = _anchoring(topic, age)
    for minutes in (0, 1, 30, 59, 60, 61, 121):
        clock.now = 1000.0 + minutes * 60
        await anchoring.look()
    assert notes_in(topic.sent, KEYS) == ({"proef-0": {7: frozenset({"ab"})}, "proef-1": {4: frozenset({"cd"})}}, 0)
    assert len(topic.sent) == 3 * 2
    assert age == {"zvhh_log_anchor_age_seconds": 0.0}


async def test_what_can_not_be_noted_ages_and_comes_again(clock: Clock) -> None:
    """Each minute; at the end of the process once more, and nobody waits for it."""
    topic, age = Topic(), Age()
    topic.refuses = True
    anchoring = _anchoring(topic, age)
    for _ in range(3 * 60 * 4):
        await anchoring.look()
        clock.now += 15
    assert age["zvhh_log_anchor_age_seconds"] > 7200
    await anchoring.last()
    topic.refuses = False
    await anchoring.look()
    assert age["zvhh_log_anchor_age_seconds"] == 0.0
    await anchoring.last()
    assert len(topic.sent) == 4


@pytest.mark.parametrize("change", [{"n": 3}, {"hash": "xx"}, {"writer": "proef-1"}, {"seal": "00"}, {"seal": None}])
def test_a_note_that_somebody_else_made_is_none(change: dict[str, Any]) -> None:
    """L7: who may write on the topic can't lower what was noted, nor forge it."""
    good = note_of("proef-0", 7, "ab", KEYS)
    forged = json.dumps(json.loads(good) | change).encode()
    assert notes_in([good, forged], KEYS) == ({"proef-0": {7: frozenset({"ab"})}}, 1)


def test_odd_records_are_foreign_and_old_keys_still_count() -> None:
    old = note_of("proef-0", 7, "ab", KEYS)
    both = ChainKeys([b"nieuw" * 16, b"een" * 16])
    odd: list[bytes | None] = [None, b"", b"[]", b"{}", b"\xff", b'{"seal": 3}']
    assert notes_in([*odd, old], both) == ({"proef-0": {7: frozenset({"ab"})}}, len(odd))
