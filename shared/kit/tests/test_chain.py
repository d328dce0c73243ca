# SPDX-License-Identifier: EUPL-1.2
"""The hash chain of the access log: every kind of tampering is found, and named (L7)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.privacy.chain import START, Break, Chain, Verified, linked

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
