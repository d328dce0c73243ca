# SPDX-License-Identifier: EUPL-1.2
"""The style of the pages as `make setup` builds it: small, whole, with its licences, and in the wheel that goes out.

Not for: how a page looks with it.
"""

import gzip
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from zvhh_local.folders import checkout, style

MOST = 35_000
"""Bytes that a first visit may fetch of style, compressed."""
PARTS = re.compile(r"\.(utrecht-[a-z-]+)")


@pytest.fixture(scope="module")
def built() -> Path:
    """The file; a set-up that could not make it said why."""
    assert style().is_file(), (
        "the pages have no style: run `make setup` with Node.js or a network, and read what it says"
    )
    return style()


def test_the_whole_style_is_small(built: Path) -> None:
    assert len(gzip.compress(built.read_bytes())) <= MOST


def test_it_asks_no_other_host_for_anything(built: Path) -> None:
    """No font, picture or other style: what it needs is in it."""
    text = built.read_text("utf-8")
    assert "@import" not in text
    assert re.findall(r"url\((?![\"']?data:)[^)]*\)", text) == []
    assert set(re.findall(r"https?://[^/'\"\s]+", text)) <= {"http://www.w3.org"}, (
        "the name of svg, which nobody fetches"
    )


def test_theme_parts_and_our_own_stand_in_it_in_that_order(built: Path) -> None:
    text = built.read_text("utf-8")
    own = (built.parent.parent / "zvhh.css").read_text("utf-8")
    assert text.endswith(own), "run `make setup`"
    assert text.index(".voorbeeld-theme {") < text.index(".utrecht-button{") < text.index(own)


def test_every_token_that_our_own_style_uses_exists(built: Path) -> None:
    """A token of the theme that was renamed would fall back on nothing, without a word."""
    text, own = built.read_text("utf-8"), (built.parent.parent / "zvhh.css").read_text("utf-8")
    used = set(re.findall(r"var\((--[a-z0-9-]+)", own))
    assert used
    assert used - set(re.findall(r"(--[a-z0-9-]+):", text)) == set()


def test_every_part_that_is_asked_for_is_there(built: Path) -> None:
    """Each package of `requirements/npm` gave its class; none is there for nothing."""
    lock = (checkout() / "requirements/npm/package.json").read_text("utf-8")
    asked = {f"utrecht-{name}" for name in re.findall(r"@utrecht/([a-z-]+)-css", lock)}
    assert len(asked) == 10
    assert asked <= set(PARTS.findall(built.read_text("utf-8")))


def test_own_text_is_thirteen_pixels_at_least_and_has_three_weights(built: Path) -> None:
    own = (built.parent.parent / "zvhh.css").read_text("utf-8")
    sizes = [float(size) for size in re.findall(r"font-size: ([0-9.]+)rem", own)]
    assert min(sizes) * 16 >= 13
    assert set(re.findall(r"font-weight: (\d+)", own)) == {"400", "600", "650"}


def test_the_licences_of_what_is_in_it_lie_beside_it(built: Path) -> None:
    text = (built.parent / "licences.txt").read_text("utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE" in text
    assert text.count("@utrecht/") == 10
    assert "@nl-design-system-unstable/voorbeeld-design-tokens" in text
    assert "licences.txt" in built.read_text("utf-8")[:200]


def test_the_wheel_of_the_kit_has_it(built: Path, tmp_path: Path) -> None:
    """git does not have the file, and the builder leaves out what git ignores unless it is told."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=checkout() / "shared/kit", check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        assert opened.read("zvhh_kit/web/static/built/zvhh.css") == built.read_bytes()
        assert "zvhh_kit/web/static/built/licences.txt" in opened.namelist()


def test_without_node_and_network_the_set_up_says_so_and_goes_on(tmp_path: Path) -> None:
    """The system works without a style; nobody may think that it should look like that."""
    shutil.copytree(checkout() / "requirements", tmp_path / "requirements")
    own = style().parent.parent.relative_to(checkout()) / "zvhh.css"
    (tmp_path / own).parent.mkdir(parents=True)
    shutil.copy(checkout() / own, tmp_path / own)
    command = [sys.executable, str(tmp_path / "requirements/pages.py")]
    ran = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "THE PAGES HAVE NO STYLE" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / own).with_name("built").exists()
