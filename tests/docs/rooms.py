# SPDX-License-Identifier: EUPL-1.2
"""docs/rooms.md: every room of the kit and of the services with what it is for and what not, from the modules themselves.

python -m tests.docs.rooms            writes the page (also in `make generate`)

Not for: what a room may import; that is `house`, and told in docs/architecture.md.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.docs.house import ROOT, SERVICES

PAGE = ROOT / "docs/rooms.md"
_HEAD = """# Rooms

Every module of the kit and of the four services, by the room in which it stands, in its own words. How the rooms of a service
lie to each other is told in [architecture.md](architecture.md#a-service). This page is made by `make generate` from the
docstrings of the modules: what is not right here is mended there.
"""
_NOT_FOR = re.compile(r"Not for: (.+?)(?:\.(?=\s|$)|$)", re.DOTALL)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _said(file: Path) -> tuple[str, str]:
    """What a module says that it is for, and what not."""
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    found = _NOT_FOR.search(said)
    first = said.partition("\n\n")[0]
    return _cell(_NOT_FOR.sub("", first).strip()), _cell(found[1]) if found else ""


def _folders(package: Path) -> Iterator[tuple[str, list[Path]]]:
    """The package itself and each folder in it, with its modules; without what only marks a folder."""
    for folder in [package, *sorted(one for one in package.rglob("*") if one.is_dir())]:
        files = sorted(one for one in folder.glob("*.py") if one.name != "__init__.py")
        name = folder.relative_to(package).as_posix()
        if files or (folder / "__init__.py").is_file():
            yield "" if name == "." else name, files


def _table(package: Path) -> Iterator[str]:
    for name, files in _folders(package):
        marker = package / name / "__init__.py"
        does, not_for = _said(marker) if marker.is_file() else ("", "")
        yield f"\n| **`{name or package.name}`** | {does} | {not_for} |\n"
        if name == "":
            yield "|---|---|---|\n"
        for file in files:
            does, not_for = _said(file)
            yield f"| `{file.stem}` | {does} | {not_for} |\n"


def _page_of(title: str, package: Path) -> str:
    """One table of a package; a folder is a row in bold, above its modules."""
    rows = "".join(_table(package)).replace("\n\n|", "\n|")
    return f"\n## {title}\n{rows}"


def page() -> str:
    """The whole page."""
    parts = [_HEAD, _page_of("The kit", ROOT / "shared/kit/src/zvhh_kit")]
    parts += [_page_of(one, ROOT / f"services/{one}/src/zvhh_{one}") for one in SERVICES]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write("docs/rooms.md\n")
