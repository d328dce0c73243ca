# SPDX-License-Identifier: EUPL-1.2
"""Every service of this checkout, found by its folder, as its own code describes it: nothing is connected to."""

import importlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Service

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(file.parent.name for file in (ROOT / "services").glob("*/pyproject.toml"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def services() -> Mapping[str, Service]:
    """name → the service, wired with settings without meaning."""
    settings = Settings.for_documents()
    return {name: importlib.import_module(f"zvhh_{name}.service").create(settings) for name in NAMES}


@pytest.fixture(scope="session")
def tables() -> Mapping[str, Handlers]:
    """name → its table of handlers under the pilot's own configuration."""
    return {name: importlib.import_module(f"zvhh_{name}.handlers").handlers(Configuratie()) for name in NAMES}
