# SPDX-License-Identifier: EUPL-1.2
"""The files of the project and its pages, for the tests of documents."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {".git", ".venv", ".tools", ".cache", "build", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def project_files() -> Sequence[Path]:
    """Every file of the project: what git tracks or would track; outside git, all but what make makes."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        found = [file for file in ROOT.rglob("*") if not SKIPPED & set(file.relative_to(ROOT).parts)]
    return sorted(file for file in found if file.is_file())


@pytest.fixture(scope="session")
def pages(project_files: Sequence[Path]) -> Mapping[Path, str]:
    """Every Markdown page with its text."""
    return {file: file.read_text("utf-8") for file in project_files if file.suffix == ".md"}


@pytest.fixture(scope="session")
def operations() -> str:
    """The page for operators."""
    return (ROOT / "docs/operations.md").read_text("utf-8")
