# SPDX-License-Identifier: EUPL-1.2
"""The house: links that lead somewhere, short first pages, nothing of one machine in any file, a head on each module."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

SPDX = "# SPDX-License-Identifier: EUPL-1.2"
MAX_README, MAX_DECISION = 60, 40

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
    """Each has a question, options, a choice and a cost, and stands in the index."""
    folder = root / "docs/decisions"
    index = (folder / "README.md").read_text("utf-8")
    for number, file in enumerate(sorted(folder.glob("[0-9]*.md")), start=1):
        text = file.read_text("utf-8")
        assert file.name.startswith(f"{number:04}-")
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
