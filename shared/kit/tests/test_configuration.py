# SPDX-License-Identifier: EUPL-1.2
"""The configuration file: every fault at once, each with its line."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.process.configuration import ConfigurationError, load_configuration


class Partner(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)
    oin: str = Field(pattern=r"^\d{20}$")
    vast_tot: int = 0


class Wijk(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)
    naam: str = "Centrum"
    partners: tuple[Partner, ...] = ()
    jaren: dict[int, Partner] = {}

    @model_validator(mode="after")
    def _niet_leeg(self) -> "Wijk":
        if self.naam == "leeg":
            raise ValueError("de wijk is leeg")
        return self


def faults(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Line and place of each fault of this file."""
    path = tmp_path / "configuratie.yaml"
    path.write_text(text)
    with pytest.raises(ConfigurationError) as error:
        load_configuration(path, Wijk)
    return [(fault.line, fault.place) for fault in error.value.faults]


def test_without_a_file_the_defaults_hold() -> None:
    assert load_configuration(None, Wijk).naam == "Centrum"


def test_a_good_file_is_read_by_either_name_of_a_field(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text('naam: Zuid\npartners:\n  - {oin: "00000001000000000001", vast_tot: 3}\n')
    wijk = load_configuration(path, Wijk)
    assert (wijk.naam, wijk.partners[0].vast_tot) == ("Zuid", 3)


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("# nothing yet\n")
    assert load_configuration(path, Wijk) == Wijk()


def test_what_a_setting_says_too_must_agree(tmp_path: Path) -> None:
    """L6: whose roles count is said by a setting, who works there by the file; without a file there is nobody."""
    path = tmp_path / "c.yaml"
    path.write_text("partners: []\nnaam: Zuid\n")
    assert load_configuration(path, Wijk, naam="Zuid").naam == "Zuid"
    assert load_configuration(None, Wijk, naam="Zuid").naam == "Centrum"
    with pytest.raises(ConfigurationError) as error:
        load_configuration(path, Wijk, naam="Noord")
    assert [(fault.line, fault.place) for fault in error.value.faults] == [(2, "naam")]


def test_every_fault_is_named_with_its_line_at_once(tmp_path: Path) -> None:
    """A wrong configuration file names each line, and not only the first."""
    text = """\
naam: [1]
partners:
  - oin: "00000001000000000001"
  - oin: kort
    vastTot: veel
  - vast_tot: 3
jaren:
  2025:
    oin: "00000001000000000001"
    onbekend: 1
"""
    assert faults(tmp_path, text) == [
        (1, "naam"),
        (4, "partners.1.oin"),
        (5, "partners.1.vastTot"),
        (6, "partners.2.oin"),
        (10, "jaren.2025.onbekend"),
    ]


def test_a_fault_in_a_field_under_its_python_name_has_its_own_line(tmp_path: Path) -> None:
    text = 'partners:\n  - oin: "00000001000000000001"\n    vast_tot: veel\n'
    assert faults(tmp_path, text) == [(3, "partners.0.vast_tot")]


def test_a_key_that_stands_there_twice_is_a_fault(tmp_path: Path) -> None:
    """YAML itself would quietly take the last one."""
    assert faults(tmp_path, "naam: Zuid\npartners: []\nnaam: Noord\n") == [(3, "naam")]


@pytest.mark.parametrize(
    ("text", "line"), [("naam: Zuid\npartners: [\n", 3), ("naam: Zuid\n\tx: 1\n", 2), ("naam: leeg\n", 1)]
)
def test_broken_yaml_and_faults_of_the_whole_have_a_line(tmp_path: Path, text: str, line: int) -> None:
    assert faults(tmp_path, text)[0][0] == line


def test_a_file_that_is_not_there_or_not_text_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        load_configuration(tmp_path / "none.yaml", Wijk)
    (tmp_path / "bytes.yaml").write_bytes(b"naam: \xff\xfe")
    with pytest.raises(ConfigurationError):
        load_configuration(tmp_path / "bytes.yaml", Wijk)


def test_a_value_of_the_file_is_never_repeated(tmp_path: Path) -> None:
    """Names and phone numbers of professionals stand in it; a start-up log must not show them."""
    path = tmp_path / "c.yaml"
    path.write_text("naam: [Anna Fictief]\n")
    with pytest.raises(ConfigurationError) as error:
        load_configuration(path, Wijk)
    assert "Anna" not in str(error.value)


def test_the_real_model_reads_a_file_of_the_pilot(tmp_path: Path) -> None:
    """The pilot's own configuration, with a window in local time and a wrong place found."""
    path = tmp_path / "c.yaml"
    path.write_text(
        "pilotjaren:\n  2025:\n    begin: 2025-01-01T00:00:00+01:00\n    eind: 2025-10-01T00:00:00+02:00\n    maximum: 30\n"
        "partners:\n  - oin: '00000001000000000001'\n    naam: Politie\n    klasse: 1b\n    vastVan: 2025-01-01\n"
    )
    assert load_configuration(path, Configuratie).partners[0].naam == "Politie"
    path.write_text("pilotjaren:\n  2025: {begin: 2025-01-01T00:00:00+01:00, eind: x, maximum: 0}\n")
    with pytest.raises(ConfigurationError) as error:
        load_configuration(path, Configuratie)
    assert [fault.line for fault in error.value.faults] == [2, 2]
