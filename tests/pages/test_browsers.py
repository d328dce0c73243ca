# SPDX-License-Identifier: EUPL-1.2
"""The script that installs the browsers: quiet where they are, and clear where it can do nothing."""

import subprocess
from pathlib import Path

from playwright.async_api import Browser

from zvhh_local.folders import checkout

SCRIPT = checkout() / "deploy/local/browsers.sh"


def run(path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPT)], env={"PATH": path}, capture_output=True, text=True, check=False, timeout=60
    )


def test_where_there_is_no_apt_it_says_what_is_missing(tmp_path: Path) -> None:
    ran = run(str(tmp_path))
    assert ran.returncode == 1
    assert "apt install chromium firefox-esr" in ran.stderr


async def test_where_they_are_it_does_nothing(chromium: Browser, firefox: Browser) -> None:
    """They are, for both of them run."""
    assert (chromium.is_connected(), firefox.is_connected()) == (True, True)
    ran = run("/usr/bin:/bin")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
