# SPDX-License-Identifier: EUPL-1.2
"""An event only ever gains optional fields: the generator refuses to write a schema that would break a reader."""

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zvhh_contracts import generate, schemas
from zvhh_contracts.examples import FOLDER
from zvhh_contracts.meldingen import MeldingIngediend
from zvhh_contracts.overleggen import CasusregieAangewezen
from zvhh_contracts.topics import EVENTS

MODELS = [event for events in EVENTS.values() for event in events]
Change = Callable[[dict[str, Any]], Any]

BREAKING: dict[str, Change] = {
    "a field is gone": lambda s: s["properties"].pop("gemeente"),
    "a field has another type": lambda s: s["properties"].update(pilotjaar={"type": "string"}),
    "a pattern is wider": lambda s: s["properties"]["melderOin"].update(pattern=r"^\d{1,20}$"),
    "a list has a word more": lambda s: s["properties"]["relatie"]["enum"].append("buur"),
    "a list has a word less": lambda s: s["properties"]["relatie"]["enum"].pop(),
    "what was always there may be missing": lambda s: s["required"].remove("kenmerk"),
    "a new field is required": lambda s: (s["properties"].update(x={"type": "integer"}), s["required"].append("x")),
    "a part of a list changed": lambda s: s["properties"]["wensen"]["items"]["enum"].append("anders"),
}
HARMLESS: dict[str, Change] = {
    "an optional field more": lambda s: s["properties"].update(x={"type": "integer"}),
    "digits spelled out": lambda s: s["properties"]["melderOin"].update(pattern=r"^\d{20}$"),
    "other words": lambda s: s.update(description="anders"),
    "other words at a field": lambda s: s["properties"]["kenmerk"].update(description="anders", title="x"),
}


@pytest.mark.parametrize("event", MODELS, ids=lambda event: event.__name__)
def test_what_is_committed_still_holds(event: type[Any]) -> None:
    """No required field went, came or changed its type against the committed schema."""
    committed = json.loads((FOLDER / "schemas" / f"{event.type}.json").read_text("utf-8"))
    assert schemas.incompatibilities(committed, schemas.schema_of(event)) == []


@pytest.mark.parametrize("change", BREAKING.values(), ids=BREAKING.keys())
def test_a_breaking_change_is_seen(change: Change) -> None:
    """Each way to break a reader is found."""
    old = schemas.schema_of(MeldingIngediend)
    new = copy.deepcopy(old)
    change(new)
    assert schemas.incompatibilities(old, new)


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_harmless_change_is_let_through(change: Change) -> None:
    """Optional fields and words may come."""
    old = schemas.schema_of(MeldingIngediend)
    new = copy.deepcopy(old)
    change(new)
    assert schemas.incompatibilities(old, new) == []


def test_a_change_inside_a_part_is_seen() -> None:
    """Parts are compared where they are used, not by their name."""
    old = schemas.schema_of(CasusregieAangewezen)
    new = copy.deepcopy(old)
    new["$defs"]["Regisseur"]["properties"].pop("persoon")
    assert [fault for fault in schemas.incompatibilities(old, new) if "persoon" in fault]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the examples and schemas that a test may spoil."""
    for name in ("examples", "schemas"):
        shutil.copytree(FOLDER / name, tmp_path / name)
    shutil.copy(FOLDER / "asyncapi.json", tmp_path)
    return tmp_path


def test_check_finds_a_file_that_was_not_generated(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Drift is named by file, and nothing is written."""
    (checkout / "asyncapi.json").write_text("{}")
    assert generate.main(["--check", "--folder", str(checkout)]) == 1
    assert "asyncapi.json" in capsys.readouterr().err
    assert (checkout / "asyncapi.json").read_text() == "{}"
    assert generate.main(["--folder", str(checkout)]) == 0
    assert generate.main(["--check", "--folder", str(checkout)]) == 0


def test_a_breaking_schema_is_never_written(checkout: Path) -> None:
    """Whoever changes an event by mistake can't regenerate the mistake away."""
    file = checkout / "schemas" / f"{MeldingIngediend.type}.json"
    committed = json.loads(file.read_text("utf-8"))
    committed["properties"]["vroeger"] = {"type": "integer"}
    committed["required"].append("vroeger")
    file.write_text(json.dumps(committed), "utf-8")
    assert generate.main(["--folder", str(checkout)]) == 1
    assert "vroeger" in file.read_text("utf-8")
