# SPDX-License-Identifier: EUPL-1.2
"""The hash chain of the access log: every kind of tampering is found, and named (L7)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.privacy.chain import START, Break, Chain, ChainKeys, Verified, linked

Lines = list[dict[str, Any]]


def _lines(count: int, writer: str = "w") -> Lines:
    head, lines = START, []
    for n in range(count):
        lines.append(linked({"object": f"zaak/{n}", "time": datetime(2025, 3, 3, tzinfo=UTC)}, writer, head))
        head = (lines[-1]["n"], lines[-1]["hash"])
    return lines


def _check(lines: Lines) -> Verified:
    found = Verified()
    chain = Chain("w", found)
    for line in sorted(lines, key=lambda line: int(line["n"])):
        chain.check(line)
    return found


def _change(lines: Lines) -> None:
    lines[2]["object"] = "zaak/other"


def _add_field(lines: Lines) -> None:
    lines[2]["extra"] = 1


def _change_well(lines: Lines) -> None:
    """By someone who knows how a hash is made, for one line."""
    lines[2] = linked({"object": "zaak/other"}, "w", (2, lines[1]["hash"]))


def _swap(lines: Lines) -> None:
    lines[2]["n"], lines[4]["n"] = lines[4]["n"], lines[2]["n"]


def _drop_first(lines: Lines) -> None:
    del lines[0]


def _double(lines: Lines) -> None:
    lines.append(dict(lines[2]))


def _drop_and_renumber(lines: Lines) -> None:
    del lines[2]
    for n, line in enumerate(lines, 1):
        line["n"] = n


@pytest.mark.parametrize(
    ("tamper", "breaks"),
    [
        (_change, [(3, "changed")]),
        (_add_field, [(3, "changed")]),
        (_change_well, [(4, "replaced")]),
        (_swap, [(3, "moved"), (5, "moved")]),
        (_drop_first, [(1, "removed")]),
        (_double, [(3, "doubled")]),
        (_drop_and_renumber, [(3, "moved"), (4, "changed"), (5, "changed"), (6, "changed"), (7, "changed")]),
    ],
)
def test_tampering_is_named(tamper: Callable[[Lines], None], breaks: list[tuple[int, str]]) -> None:
    """L7: which line, and what was done to it; its neighbours are not blamed."""
    lines = _lines(8)
    tamper(lines)
    assert [(found.n, found.kind) for found in _check(lines)] == breaks


def test_a_gap_is_one_break() -> None:
    """L7: lines 3 to 6 are gone."""
    lines = _lines(8)
    del lines[2:6]
    found = _check(lines)
    assert (found.breaks, found.counts) == ([Break("w", 3, "removed", 6)], {"w": 4})


def test_a_sound_chain_has_no_breaks() -> None:
    """L7: and its count and head, which are to be noted elsewhere against removal at the very end."""
    lines = _lines(8)
    found = _check([{**line, "_id": n} for n, line in enumerate(lines)])
    assert not found
    assert (list(found), found.counts, found.heads) == ([], {"w": 8}, {"w": lines[-1]["hash"]})


def test_a_time_without_a_zone_is_the_same_time() -> None:
    """A database may give it back without; UTC."""
    lines = _lines(2)
    assert not _check([{**line, "time": line["time"].replace(tzinfo=None)} for line in lines])


@given(st.integers(0, 9), st.sampled_from(["object", "time", "writer", "previous", "hash"]), st.text(max_size=70))
def test_any_changed_field_is_found(at: int, field: str, value: str) -> None:
    """L7: no field can be changed in silence, but to what it was."""
    lines = _lines(10)
    same = lines[at][field] == value
    lines[at][field] = value
    assert bool(_check(lines)) is not same


KEYS = ChainKeys([b"een" * 16])


def _sealed(count: int, head: tuple[int, str] = START, keys: ChainKeys | None = KEYS) -> Lines:
    lines: Lines = []
    for n in range(count):
        lines.append(linked({"object": f"zaak/{n}"}, "w", head, keys))
        head = (lines[-1]["n"], lines[-1]["hash"])
    return lines


def _verified(
    lines: Lines, keys: ChainKeys | None = KEYS, anchors: dict[int, frozenset[str]] | None = None
) -> Verified:
    found = Verified()
    chain = Chain("w", found, keys, anchors)
    for line in lines:
        chain.check(line)
    chain.end()
    return found


def _after(lines: Lines) -> tuple[int, str]:
    return lines[-1]["n"], lines[-1]["hash"]


def test_a_chain_of_before_verifies_up_to_where_the_key_begins() -> None:
    """L7: and it is told how many lines those are."""
    early = _sealed(3, keys=None)
    lines = early + _sealed(4, _after(early))
    assert "key" not in early[0]
    found = _verified(lines)
    assert (found.breaks, found.counts, found.unkeyed) == ([], {"w": 7}, {"w": 3})
    assert _verified(_sealed(4)).unkeyed == {}


def test_who_has_the_database_alone_can_not_make_a_line_that_fits() -> None:
    """L7: relinked without the key, made anew without one, or sealed with another: each is found."""
    lines = _sealed(6)
    forged = lines[:3] + _sealed(3, _after(lines[:3]), keys=None)
    assert [one.kind for one in _verified(forged).breaks] == ["unkeyed"] * 3
    other = lines[:3] + _sealed(3, _after(lines[:3]), keys=ChainKeys([b"een ander" * 8]))
    assert [one.kind for one in _verified(other).breaks] == ["unknown-key"] * 3
    renamed = [*lines[:3], {**lines[3], "key": "00000000"}]
    assert [one.kind for one in _verified(renamed).breaks] == ["unknown-key"]
    bare = [*lines[:3], {name: value for name, value in lines[3].items() if name != "key"}]
    assert [one.kind for one in _verified(bare).breaks] == ["changed"]


def test_the_log_may_get_another_key() -> None:
    """The old one stays behind it; without it its lines can't be verified."""
    early = _sealed(3)
    both = ChainKeys([b"nieuw" * 16, b"een" * 16])
    lines = early + _sealed(3, _after(early), keys=both)
    assert not _verified(lines, both)
    assert {one.kind for one in _verified(lines, ChainKeys([b"nieuw" * 16])).breaks} == {"unknown-key"}


@pytest.mark.parametrize("lost", [1, 3, 6])
def test_lines_off_the_end_are_missed_by_what_was_noted(lost: int) -> None:
    """L7: the newest ones taken away; without a note nobody sees it."""
    lines = _sealed(6)
    noted = {6: frozenset({lines[-1]["hash"]}), 2: frozenset({lines[1]["hash"]})}
    assert (_verified(lines, anchors=noted).breaks, _verified(lines, anchors=noted).anchored) == ([], {"w": 6})
    assert not _verified(lines[:-lost])
    assert _verified(lines[:-lost], anchors=noted).breaks == [Break("w", 7 - lost, "removed", 6)]


def test_a_chain_that_was_made_anew_is_not_the_one_that_was_noted() -> None:
    """L7: also by somebody who has the key; and one of before the key, made anew by anybody."""
    lines, again = _sealed(6), [linked({"object": "zaak/x"}, "w", START, KEYS)]
    again += _sealed(5, _after(again))
    noted = {3: frozenset({lines[2]["hash"]})}
    assert _verified(again, anchors=noted).breaks == [Break("w", 3, "anchored", 3)]
    plain = _sealed(4, keys=None)
    assert _verified(plain, anchors=noted).breaks == [Break("w", 3, "anchored", 3)]
