# SPDX-License-Identifier: EUPL-1.2
"""Rooms of the kit never need each other in a circle: each can be read, and tried, by itself."""

from collections.abc import Iterator

import grimp


def circles(graph: grimp.ImportGraph) -> Iterator[frozenset[str]]:
    """Every set of modules that import each other, in one step or in more."""
    reached = {one: graph.find_downstream_modules(one) for one in graph.modules}
    found = {frozenset({one} | {other for other in those if one in reached[other]}) for one, those in reached.items()}
    return (one for one in found if len(one) > 1)


def test_no_room_needs_itself() -> None:
    """Imports inside a function, and those for types only, count too."""
    graph = grimp.build_graph("zvhh_kit", exclude_type_checking_imports=False)
    assert graph.modules
    assert [sorted(one) for one in circles(graph)] == []


def test_a_circle_would_be_seen() -> None:
    """The test of the test: of three, of which one is outside."""
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "b")):
        graph.add_import(importer=importer, imported=imported)
    assert [sorted(one) for one in circles(graph)] == [["b", "c"]]
