# SPDX-License-Identifier: EUPL-1.2
"""The bound on depth: exact, whatever stands in texts, and never a reader that runs out of stack."""

import json
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from zvhh_kit.core.depth import MAX_DEPTH, too_deep
from zvhh_kit.core.json_document import NotJson, read_json

TEXTS = st.text(st.sampled_from('[]{}"\\aé\n'), max_size=12)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS, inside, max_size=4),
    max_leaves=40,
)


def depth(tree: Any) -> int:
    """How deep a tree is, counted otherwise."""
    inside = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    return 0 if inside is None else 1 + max((depth(one) for one in inside), default=0)


@examples(TREES, st.integers(0, MAX_DEPTH + 4), st.booleans())
def test_the_bound_is_exact(tree: Any, around: int, objects: bool) -> None:
    """Brackets in texts don't count, quotes and backslashes in them either."""
    for _ in range(around):
        tree = {'"}]': tree} if objects else [tree]
    assert too_deep(json.dumps(tree).encode()) == (depth(tree) > MAX_DEPTH)


@pytest.mark.parametrize("deep", [MAX_DEPTH + 1, 700, 100_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"zorgen":', "}"), ('[{"a":', "}]")])
@pytest.mark.parametrize("whole", [True, False])
def test_too_deep_is_refused_with_a_code_of_its_own(deep: int, opens: str, closes: str, whole: bool) -> None:
    """Also where it is cut off; no depth runs out of stack."""
    raw = (opens * deep + "1" + (closes * deep if whole else "")).encode()
    with pytest.raises(NotJson) as raised:
        read_json(raw)
    assert [(fault.code, fault.place) for fault in raised.value.faults] == [("te-diep", "")]


def test_at_the_bound_it_is_read() -> None:
    """The last that is allowed."""
    assert depth(read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)) == MAX_DEPTH
