# SPDX-License-Identifier: EUPL-1.2
"""Where the local stack keeps what it fetched, and where it writes while it runs."""

import os
from pathlib import Path

import zvhh_kit


def checkout() -> Path:
    """The checkout that this package is installed from (editable); else the current folder."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "Makefile").is_file() and (folder / "requirements").is_dir():
            return folder
    return Path.cwd()


def cache_folder() -> Path:
    """Fetched files, shared by all runs of this checkout; ZVHH_CACHE moves it. Made when missing."""
    folder = Path(os.environ.get("ZVHH_CACHE") or checkout() / ".cache")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def style() -> Path:
    """The style of the pages; `make setup` makes it where it gets the packages for it. Without it pages are unstyled."""
    return Path(zvhh_kit.__file__).parent / "web" / "static" / "built" / "zvhh.css"
