# SPDX-License-Identifier: EUPL-1.2
"""The page of rooms is what the modules say, and the one floor plan in the documents is the one that is checked."""

import re
from pathlib import Path

from tests.docs import house
from tests.docs.rooms import PAGE, page


def test_the_page_is_current() -> None:
    """The page is generated: after a change of a module's docstring `make generate` writes it again."""
    assert PAGE.read_text("utf-8") == page(), "run make generate"


def test_the_floor_plan_that_is_told_is_the_one_that_is_checked(root: Path) -> None:
    """docs/architecture.md names each room of a service and of a domain, and no other."""
    section = (root / "docs/architecture.md").read_text("utf-8").partition("\n## A service\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `([a-z_/<>]+?)(?:\.py|/)?` \|", section, re.MULTILINE)
    within = [f"domain/{one}" for one in (*house.DOMAIN, "<document>")]
    assert sorted(told) == sorted([*house.ALL, *within])
