# SPDX-License-Identifier: EUPL-1.2
"""Rooms of the kit never need each other in a circle, so that each can be read and tried by itself; and none of them knows a
word of this house: another one could stand on the same kit."""

import re
from collections.abc import Iterator
from pathlib import Path

import grimp

import zvhh_kit
from zvhh_contracts.huis import BEWAARTERMIJN, CONTACT, DOEL, ROLLEN

SOURCE = Path(zvhh_kit.__file__).parent
OF_THE_HOUSE = {
    *(ROLLEN - {"operator"}),  # whoever runs a program is called that everywhere
    *("casusregisseur", "intake", "triage", "meetings", "regie", "pilot", "casus", "weegoverleg"),
    *CONTACT.values(), "zvhh.nl", DOEL, str(BEWAARTERMIJN.days),
}  # fmt: skip


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


def test_the_kit_knows_no_word_of_the_house() -> None:
    """Roles, services, addresses and terms come from the contracts, the configuration, or what a service says of itself."""
    known = re.compile(rf"(?<![a-z])(zvhh_)?({'|'.join(map(re.escape, OF_THE_HOUSE))})(?![a-z])", re.IGNORECASE)
    found = {
        f"{file.relative_to(SOURCE)}:{number}: {line.strip()}"
        for file in SOURCE.rglob("*.py")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if known.search(line.replace("bel de procesregisseur", ""))  # a text for people says whom to call
    }
    assert found == set()
