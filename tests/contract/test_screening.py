# SPDX-License-Identifier: EUPL-1.2
"""L10 in every service as it is wired: without a VOG date in the configuration nobody gets in, whatever their role."""

import importlib
import json
from datetime import date
from pathlib import Path

import pytest
from tests.contract.conftest import NAMES

from zvhh_contracts.configuration import Configuratie, Professional
from zvhh_kit.decision import Actor
from zvhh_kit.identity import ROLES
from zvhh_kit.settings import Settings

ZVHH, VOG = "00000099000000000100", date(2025, 3, 3)
CONFIG = Configuratie(
    professionals=(
        Professional(id="noor", organisatie=ZVHH, naam="Noor Testema", vog_op=VOG),
        Professional(id="bram", organisatie=ZVHH, naam="Bram Proefstra"),
    )
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("who", "day", "admitted"),
    [("noor", VOG, True), ("noor", date(2025, 3, 2), False), ("bram", VOG, False), ("vreemd", VOG, False)],
)
def test_who_has_no_vog_on_the_day_is_refused(name: str, who: str, day: date, admitted: bool, tmp_path: Path) -> None:
    """L10: the day before is too early; no date and no account are the same."""
    file = tmp_path / "configuratie.yaml"
    file.write_text(json.dumps(CONFIG.model_dump(mode="json", by_alias=True)), "utf-8")
    settings = Settings.for_documents().model_copy(update={"configuration": file})
    admit = importlib.import_module(f"zvhh_{name}.service").create(settings).admit
    for role in ROLES:
        refused = admit(Actor(who, ZVHH, frozenset({role})), day)
        assert (refused is None) == admitted
        if refused is not None:
            assert (refused.code, refused.status) == ("geen-vog", 403)
