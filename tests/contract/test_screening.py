# SPDX-License-Identifier: EUPL-1.2
"""L10 in every service as it is wired: without a VOG date in the configuration nobody gets in, whatever their role."""

import importlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.contract.conftest import NAMES

from zvhh_contracts.configuration import Configuratie, Professional
from zvhh_contracts.huis import ROLLEN
from zvhh_kit.domain.decision import Actor
from zvhh_kit.process.configuration import ConfigurationError
from zvhh_kit.process.settings import Settings

ZVHH, VOG = "00000099000000000100", date(2025, 3, 3)
CONFIG = Configuratie(
    professionals=(
        Professional(id="noor", organisatie=ZVHH, naam="Noor Testema", vog_op=VOG),
        Professional(id="bram", organisatie=ZVHH, naam="Bram Proefstra"),
    )
)


def settings_with(file: Path) -> Settings:
    """Settings of the ZVHH of this configuration; nothing is connected to."""
    return Settings.for_documents().model_copy(update={"configuration": file, "oin": ZVHH})


def create_of(name: str) -> Any:
    """How a service is made."""
    return importlib.import_module(f"zvhh_{name}.service").create


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("who", "day", "admitted"),
    [("noor", VOG, True), ("noor", date(2025, 3, 2), False), ("bram", VOG, False), ("vreemd", VOG, False)],
)
def test_who_has_no_vog_on_the_day_is_refused(name: str, who: str, day: date, admitted: bool, tmp_path: Path) -> None:
    """L10: the day before is too early; no date and no account are the same."""
    file = tmp_path / "configuratie.yaml"
    file.write_text(json.dumps(CONFIG.model_dump(mode="json", by_alias=True)), "utf-8")
    admit = create_of(name)(settings_with(file)).admit
    for role in ROLLEN:
        refused = admit(Actor(who, ZVHH, frozenset({role})), day)
        assert (refused is None) == admitted
        if refused is not None:
            assert (refused.code, refused.status) == ("geen-vog", 403)


@pytest.mark.parametrize("name", NAMES)
def test_everybody_counts_for_the_organisation_on_record(name: str, tmp_path: Path) -> None:
    """L6: screened, in any role, but with a token of an organisation that is not theirs."""
    file = tmp_path / "configuratie.yaml"
    file.write_text(json.dumps(CONFIG.model_dump(mode="json", by_alias=True)), "utf-8")
    admit = create_of(name)(settings_with(file)).admit
    for role in ROLLEN:
        refused = admit(Actor("noor", "00000099000000002000", frozenset({role})), VOG)
        assert (refused.code, refused.status) == ("andere-organisatie", 403)


@pytest.mark.parametrize("name", NAMES)
def test_whose_roles_count_is_said_once(name: str, tmp_path: Path) -> None:
    """L6: a configuration file of another Zorg- en Veiligheidshuis than the settings name starts nothing."""
    file = tmp_path / "configuratie.yaml"
    file.write_text(json.dumps({"zvhhOin": "00000099000000000200"}), "utf-8")
    with pytest.raises(ConfigurationError, match="zvhhOin"):
        create_of(name)(settings_with(file))
