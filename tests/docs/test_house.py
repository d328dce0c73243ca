# SPDX-License-Identifier: EUPL-1.2
"""The house: the same rooms in all four services and what each may import; links that lead somewhere, short first pages,
nothing of one machine in any file, a head on each module."""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from tests.docs import house

from zvhh_contracts.configuration import Configuratie

SPDX = "# SPDX-License-Identifier: EUPL-1.2"
MAX_README, MAX_DECISION, MAX_LINES = 60, 40, 350

HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "repo1.maven" + ".org",
    "registry.npmjs" + ".org",
    "conda" + ".anaconda",
)
PLACES = ("/" + "work/", "/" + "tmp/", "/" + "home/", "/" + "root/")


def _links(text: str) -> Iterator[str]:
    outside_code = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    yield from re.findall(r"\]\(([^)\s]+)\)", outside_code)


def _anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_link_leads_somewhere(pages: Mapping[Path, str]) -> None:
    """Relative links to files that exist, and to headings that are there."""
    dead = []
    for page, text in pages.items():
        for link in _links(text):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (anchor and anchor not in _anchors(target.read_text("utf-8"))):
                dead.append(f"{page.name}: {link}")
    assert dead == []


def test_readme_is_short(root: Path) -> None:
    """Who must scroll does not begin."""
    assert len((root / "README.md").read_text("utf-8").splitlines()) <= MAX_README


def test_decisions_are_short_and_listed(root: Path) -> None:
    """Each has a question, options, a choice and a cost, a number of its own, and stands in the index."""
    folder = root / "docs/decisions"
    index = (folder / "README.md").read_text("utf-8")
    files = sorted(folder.glob("*-*.md"))
    numbers = [file.name.partition("-")[0] for file in files]
    assert all(re.fullmatch(r"[0-9]{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    for file in files:
        text = file.read_text("utf-8")
        assert f"]({file.name})" in index
        assert len(text.splitlines()) <= MAX_DECISION, file.name
        assert all(f"**{part}.**" in text for part in ("Question", "Options", "Choice", "Cost")), file.name


def test_every_page_of_docs_can_be_reached(root: Path) -> None:
    """The index names each page."""
    index = (root / "docs/README.md").read_text("utf-8")
    unreached = [
        file.name for file in (root / "docs").glob("*.md") if file.name != "README.md" and file.name not in index
    ]
    assert unreached == []


def test_every_service_has_a_page(root: Path) -> None:
    """What it does, reads, publishes and keeps."""
    missing = [
        file.parent.name
        for file in (root / "services").glob("*/pyproject.toml")
        if not (file.parent / "README.md").is_file()
    ]
    assert missing == []


def test_no_file_knows_a_registry_or_a_machine(project_files: Sequence[Path]) -> None:
    """Which registry serves packages, and where a folder lies, is a machine's own affair."""
    found = []
    for file in project_files:
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{file.name}: {host}" for host in HOSTS if host in text]
        found += [f"{file.name}: {place}" for place in PLACES if re.search(rf"(?<![\w./}}])\{place}", text)]
    assert found == []


def test_every_module_has_its_head(project_files: Sequence[Path]) -> None:
    """The licence in the first line, then a docstring that says what the module is for."""
    faults = []
    for file in project_files:
        if file.suffix != ".py":
            continue
        text = file.read_text("utf-8")
        if text.partition("\n")[0] != SPDX:
            faults.append(f"{file}: the first line must be {SPDX}")
        if not ast.get_docstring(ast.parse(text)):
            faults.append(f"{file}: no module docstring")
    assert faults == []


def test_no_name_that_says_nothing(project_files: Sequence[Path]) -> None:
    """A module is named after what it is, not after how vague it is."""
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}
    assert [file for file in project_files if file.suffix == ".py" and file.stem in vague] == []


def _kept_in(service: str) -> set[str]:
    """The modules in which the states of a service's documents stand."""
    table = importlib.import_module(f"zvhh_{service}.handlers").handlers(Configuratie())
    return {kind.state.__module__.removeprefix(f"zvhh_{service}.") for kind in table}


def _has_its_place(one: house.Module, documents: set[str]) -> bool:
    if one.room not in ("", *house.ALL) or one.service not in house.ONLY.get(one.room, house.SERVICES):
        return False
    if one.file.parent.name == f"zvhh_{one.service}":
        return one.file.stem in (*house.FILES, "readers")
    if one.domain_room == "events" and len(one.parts) > 2:
        return one.parts[2] in house.TOLD_BY
    return one.domain_room != "document" or one.name in documents


@pytest.mark.parametrize("service", house.SERVICES)
def test_a_service_has_these_rooms_and_no_other(service: str) -> None:
    """Who knows one service finds any happening in the other three without searching."""
    documents = _kept_in(service)
    strange = [one.name for one in house.modules(service) if not _has_its_place(one, documents)]
    assert strange == []
    assert all(name.startswith("domain.") and name.count(".") == 1 for name in documents), documents


@pytest.mark.parametrize("service", house.SERVICES)
def test_a_room_imports_only_what_lies_below_it(service: str) -> None:
    """Nothing points up: a view knows no route, a decision no view."""
    known, wrong = {one.name: one for one in house.modules(service)}, []
    for one in known.values():
        for other in house.imports(one, known):
            if one.room == other.room == "domain":
                may = house.DOMAIN_MAY_IMPORT.get(one.domain_room, ())
                fits = other.domain_room in ("", one.domain_room, *may)
            else:
                fits = other.room in ("", one.room, *house.MAY_IMPORT.get(one.room, ()))
                fits &= other.room != "readers" or one.room != "domain" or one.domain_room in house.MAY_READ
            if not fits:
                wrong.append(f"{one.name} imports {other.name}")
    assert wrong == []


@pytest.mark.parametrize("service", house.SERVICES)
def test_no_modules_import_each_other_in_a_circle(service: str) -> None:
    """What can't be read alone is one module."""
    assert house.circles(service) == []


@pytest.mark.parametrize("service", house.SERVICES)
def test_no_module_is_too_long_to_be_read_at_once(service: str) -> None:
    """A file of more than 350 lines holds several things."""
    long = {one.name: len(one.file.read_text("utf-8").splitlines()) for one in house.modules(service)}
    assert {name: lines for name, lines in long.items() if lines > MAX_LINES} == {}
