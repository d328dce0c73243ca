# SPDX-License-Identifier: EUPL-1.2
"""Scripts of pages are read by tsc, as strictly as `make check` does: what may be null or is of no such kind is an error.

Not for: what a script does; browsers show that.
"""

import json
import subprocess
from pathlib import Path

import pytest

from zvhh_local.folders import checkout

NPM = checkout() / ".tools/npm"
GOOD = """
/** @param {Element} deel */
function opVorige(deel) {
  const link = deel.querySelector("a");
  return link ? link.href : "";
}
for (const deel of document.querySelectorAll("[data-deel]")) opVorige(deel);
"""


def read(folder: Path, text: str) -> str:
    """What tsc says of a script; empty when all is well."""
    assert (NPM / "node").exists(), "no tsc: run `make setup` with Node.js or a network, and read what it says"
    (folder / "deel.js").write_text(text, "utf-8")
    own = {"extends": str(checkout() / "requirements/npm/tsconfig.json"), "include": ["*.js"]}
    (folder / "tsconfig.json").write_text(json.dumps(own), "utf-8")
    command = [str(NPM / "node"), str(NPM / "node_modules/typescript/bin/tsc"), "-p", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_a_script_with_its_kinds_in_words_passes(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == ""


def test_two_scripts_of_one_page_share_their_names(tmp_path: Path) -> None:
    """They are no modules: the second `opVorige` would take the place of the first in the browser too."""
    (tmp_path / "eerder.js").write_text("const opVorige = 3;\nconsole.log(opVorige);\n", "utf-8")
    assert "TS2451" in read(tmp_path, GOOD) or "TS2300" in read(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("part", "instead", "error"),
    [
        ("/** @param {Element} deel */", "", "TS7006"),
        ('return link ? link.href : "";', "return link.href;", "TS18047"),
        ("opVorige(deel);", "opVorige(3);", "TS2345"),
        ("link.href :", "link.hraf :", "TS2339"),
    ],
)
def test_each_mistake_is_seen(tmp_path: Path, part: str, instead: str, error: str) -> None:
    assert part in GOOD
    assert error in read(tmp_path, GOOD.replace(part, instead))
