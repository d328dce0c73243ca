# SPDX-License-Identifier: EUPL-1.2
"""The committed OpenAPI documents are what the services answer, so that a change of an API shows in review."""

import importlib
import json
from pathlib import Path

import pytest

from zvhh_kit.http import create_app
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.rooms import Rooms

SERVICES = sorted(file.parent.name for file in (Path(__file__).parents[2] / "services").glob("*/pyproject.toml"))


@pytest.mark.parametrize("name", SERVICES)
def test_the_committed_document_is_current(name: str, root: Path) -> None:
    """docs/openapi/<service>.json is the output of `zvhh-<service> openapi`."""
    service = importlib.import_module(f"zvhh_{name}.service").create(Settings.for_documents())
    document = json.dumps(create_app(Rooms(service)).openapi(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    committed = root / "docs/openapi" / f"{name}.json"
    cure = "make generate"
    assert committed.is_file() and committed.read_text("utf-8") == document, f"run {cure}"


def test_no_document_is_left_of_a_service_that_is_gone(root: Path) -> None:
    """One for each service."""
    assert sorted(file.stem for file in (root / "docs/openapi").glob("*.json")) == SERVICES
