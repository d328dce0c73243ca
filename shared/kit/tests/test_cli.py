# SPDX-License-Identifier: EUPL-1.2
"""The command line of a service, on a service that only notes what it is asked."""

import json
import os
import pwd
from collections.abc import Sequence
from pathlib import Path

import pytest
from border import Issuer, kit
from pydantic import BaseModel
from typer.testing import CliRunner

from zvhh_kit.bus.topics import TopicTable
from zvhh_kit.cli import service_cli
from zvhh_kit.cli.start import logged_in, signature
from zvhh_kit.privacy import Break, Verified
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Role, Settings
from zvhh_kit.service.description import Service


class Noted:
    """What was asked of a service."""

    def __init__(self) -> None:
        self.ran: Sequence[Role] = ()
        self.anchors = True
        self.log = Verified(counts={"triage-0": 17}, heads={"triage-0": "abc"})

    async def run(self, _: Service, roles: Sequence[Role]) -> None:
        self.ran = roles

    async def create_topics(
        self, _: Service, table: TopicTable, *, replication: int | None, partitions: int | None, few_copies: bool
    ) -> Sequence[str]:
        return [topic.name for topic in table.expanded([])]

    async def verify_log(self, _: Service, *, anchors: bool = True) -> Verified:
        self.anchors = anchors
        return self.log


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Noted:
    """The service, and settings that are whole; the logging of the test run stays as it is."""
    monkeypatch.setattr("zvhh_kit.process.telemetry.configure_logging", lambda *_, **__: None)
    monkeypatch.setattr("zvhh_kit.cli.start.load", lambda **known: Settings.for_documents().model_copy(update=known))
    noted = Noted()
    for name in ("run", "create_topics", "verify_log"):
        monkeypatch.setattr(f"zvhh_kit.run.process.{name}", getattr(noted, name))
    return noted


def run(service: Noted, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(service_cli("proef", lambda _: kit(Issuer()).service), words)  # type: ignore[arg-type]
    return result.exit_code, result.output


def test_run_takes_the_roles_that_are_asked(service: Noted) -> None:
    assert run(service, "run", "--role", "api,consumer") == (0, "")
    assert service.ran == ("api", "consumer")
    assert run(service, "run") == (0, "")
    assert set(service.ran) == {"api", "consumer", "sweep", "reminders", "effects"}


def test_an_unknown_role_is_said_so(service: Noted) -> None:
    status, said = run(service, "run", "--role", "api,alles")
    assert status == 2
    assert "alles" in said


def test_topics_are_made_and_named(service: Noted, tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text("topics:\n  - {name: zvhh.proef.v1, partitions: 2, retention_days: 1}\n")
    assert run(service, "topics", "create", "--file", str(file)) == (0, "zvhh.proef.v1\n")
    file.write_text("topics:\n  - {name: zvhh.proef.v1, partitions: 0}\n")
    assert run(service, "topics", "create", "--file", str(file))[0] == 2


def test_a_break_in_the_log_is_status_1(service: Noted) -> None:
    """L7: the command verifies every chain, and tells length and head of each, to be noted elsewhere."""
    assert run(service, "log", "verify") == (0, "triage-0: 17 regels, laatste hash abc\n")
    service.log.unkeyed, service.log.anchored = {"triage-0": 4}, {"triage-0": 16}
    said = "triage-0: 17 regels, laatste hash abc, de eerste 4 zonder sleutel, genoteerd tot 16\n"
    assert run(service, "log", "verify", "--without-anchors") == (0, said)
    assert not service.anchors
    service.log.foreign = 2
    assert run(service, "log", "verify")[0] == 1
    service.log.foreign = 0
    service.log.breaks.append(Break("triage-0", 3, "changed", 3))
    status, said = run(service, "log", "verify")
    assert status == 1
    assert "triage-0" in said.splitlines()[-1]


def test_openapi_needs_nothing_that_runs(service: Noted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("zvhh_kit.cli.start.load")
    status, said = run(service, "openapi")
    assert status == 0
    assert "/v1/dossiers" in json.loads(said)["paths"]
    assert said == run(service, "openapi")[1]


def test_a_wrong_configuration_stops_the_start_with_its_lines(service: Noted, tmp_path: Path) -> None:
    class Wijk(BaseModel):
        aantal: int

    path = tmp_path / "c.yaml"
    path.write_text("\naantal: veel\n")
    result = CliRunner().invoke(service_cli("proef", lambda _: load_configuration(path, Wijk)), ["run"])  # type: ignore[arg-type,return-value]
    assert result.exit_code == 2
    assert f"{path}:2: aantal: " in result.stderr


def test_an_act_is_signed_by_who_is_logged_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody signs as somebody else: neither by the option nor by the environment; `--by` says for whom."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "iemand-anders")
    me = logged_in()
    assert "iemand-anders" not in me
    assert signature("") == me
    assert signature("olga") == f"{me} namens olga"
    for odd in ("Olga van Dam", "olga\n", "olga namens piet", "x" * 101):
        with pytest.raises(SystemExit) as stop:
            signature(odd)
        assert stop.value.code == 2
    kernel = tmp_path / "loginuid"
    for said in ("4294967295", "", "geen getal"):
        kernel.write_text(said)
        assert logged_in(kernel) == logged_in(tmp_path / "nergens") == pwd.getpwuid(os.getuid()).pw_name
    kernel.write_text("1234567")
    assert logged_in(kernel) == "uid-1234567"
    kernel.write_text("0")
    assert logged_in(kernel) == pwd.getpwuid(0).pw_name
