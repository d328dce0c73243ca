# SPDX-License-Identifier: EUPL-1.2
"""The handlers of every service, as the fuzz folds with them."""

import importlib
from collections.abc import Mapping

import pytest

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import Handlers

SERVICES = ("intake", "triage", "meetings", "regie")


@pytest.fixture(scope="session")
def tables() -> Mapping[str, Handlers]:
    """name → its table of handlers under the pilot's own configuration."""
    return {name: importlib.import_module(f"zvhh_{name}.handlers").handlers(Configuratie()) for name in SERVICES}
