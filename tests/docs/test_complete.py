# SPDX-License-Identifier: EUPL-1.2
"""What operators and contributors can set, see or run stands in the documents; a message says which line is missing."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
import yaml
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from tests.docs import house

from zvhh_contracts import generate
from zvhh_contracts.partner import Stap
from zvhh_contracts.topics import EVENTS
from zvhh_kit.cli import service_cli
from zvhh_kit.process.settings import ALL_ROLES, Settings
from zvhh_kit.process.telemetry import METRICS, Metric
from zvhh_local.cli import app as local_app
from zvhh_local.page_paths import FIRST_OF, OWN, SHARED


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value: Any = field.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, tuple):
        value = ",".join(value)
    return "–" if value is None or value == "" else f"`{value}`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_operations(name: str, operations: str) -> None:
    """With its default and meaning, as the code has them."""
    field = Settings.model_fields[name]
    row = f"| `ZVHH_{name.upper()}` | {_default(field)} | {field.description} |"
    assert row in operations.splitlines(), f"put this row in docs/operations.md:\n{row}"


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_metric_stands_in_operations(metric: Metric, operations: str) -> None:
    """With kind, labels and meaning, as the code has them."""
    row = f"| `{metric.name}` | {metric.kind} | {', '.join(metric.labels) or '–'} | {metric.meaning} |"
    assert row in operations.splitlines(), f"put this row in docs/operations.md:\n{row}"


def test_no_row_is_left_of_what_is_gone(operations: str) -> None:
    """A setting or metric that no longer exists must not stay in the tables."""
    settings = set(re.findall(r"^\| `ZVHH_(\w+)` \|", operations, re.MULTILINE))
    metrics = set(re.findall(r"^\| `(zvhh_\w+)` \|", operations, re.MULTILINE))
    assert settings == {name.upper() for name in Settings.model_fields}
    assert metrics == {metric.name for metric in METRICS}


def test_every_topic_stands_in_operations(root: Path, operations: str) -> None:
    """As in deploy/topics.yaml, and no other."""
    table = yaml.safe_load((root / "deploy/topics.yaml").read_text("utf-8"))["topics"]
    rows = [
        f"| `{t['name']}` | {t['partitions']} | {t['retention_days']} | {', '.join(t['writers'])} | {', '.join(t['readers'])} |"
        for t in table
    ]
    found = [line for line in operations.splitlines() if re.match(r"\| `(zvhh\.|partner\.)", line)]
    assert found == rows, "the table of topics in docs/operations.md should be:\n" + "\n".join(rows)
    assert set(EVENTS) <= {t["name"] for t in table}


def test_every_path_of_a_page_stands_with_the_front_door(root: Path) -> None:
    """With its owner, as the local front door has it: whoever sets up another one reads it there."""
    text = (root / "docs/doors.md").read_text("utf-8")
    found = re.findall(r"^\| (`/.+`) \| (.+) \|$", text, re.MULTILINE)
    owned = [(", ".join(f"`{path}`" for path in paths), service) for service, paths in OWN.items()]
    first = [(f"`{path}`", ", ".join(services)) for path, services in FIRST_OF.items()]
    shared = [(", ".join(f"`{path}`" for path in SHARED), ", ".join(OWN))]
    assert found == [*owned, *first, *shared]


@pytest.mark.parametrize("role", ALL_ROLES)
def test_every_role_stands_in_operations(role: str, operations: str) -> None:
    """What a process can be told to do."""
    assert re.search(rf"^\| `{role}` \|", operations, re.MULTILINE)


def _commands(app: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command under its whole name."""

    def walk(command: Any, words: str) -> Iterator[tuple[str, Any]]:
        if hasattr(command, "commands"):
            for part, child in command.commands.items():
                yield from walk(child, f"{words} {part}")
        else:
            yield words, command

    found = typer.main.get_command(app)
    single = not hasattr(found, "commands")
    yield from ([(name, found)] if single else walk(found, name))


def _never(_: Settings) -> Any:
    raise AssertionError("no service is made for its command line")


COMMANDS = [*_commands(service_cli("x", _never), "zvhh-<service>"), *_commands(local_app, "zvhh-local")]


@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=[words for words, _ in COMMANDS])
def test_every_command_stands_in_operations(words: str, command: Any, operations: str) -> None:
    """A service's commands with every option; those of the local stack by name."""
    (row,) = [
        line for line in operations.splitlines() if line.startswith((f"| `{words}`", f"| `{words} [", f"| `{words} --"))
    ]
    if words.startswith("zvhh-<service>"):
        options = [option for one in command.params for option in one.opts if option not in ("--help",)]
        assert [option for option in options if option not in row] == []


def test_the_table_has_no_command_that_is_gone(operations: str) -> None:
    """A command that no longer exists must not stay in the table."""
    rows = re.findall(r"^\| `(zvhh-[^`\[]+?)(?: (?:\[|--)[^`]*)?` \|", operations, re.MULTILINE)
    assert sorted(rows) == sorted(words for words, _ in COMMANDS)


def test_every_module_that_a_page_names_exists(
    root: Path, pages: dict[Path, str], project_files: Sequence[Path]
) -> None:
    """A page of a service names its own modules; rooms of the floor plan may be absent. Decisions tell how it was then."""
    there = [f"/{file.relative_to(root)}" for file in project_files]
    there += [f"/{room}.py" for room in (*house.ALL, *(f"domain/{one}" for one in house.DOMAIN))]
    gone = []
    for page, text in pages.items():
        if page.parent.name == "decisions":
            continue
        own = f"/{page.parent.relative_to(root)}/" if page.parent != root else "/"
        for name in re.findall(r"`([\w./-]+\.py)`", text):
            if not any(file.endswith(f"/{name}") and (own == "/docs/" or file.startswith(own)) for file in there):
                gone.append(f"{page.relative_to(root)}: {name}")
    assert gone == []


def _typed(text: str) -> Iterator[str]:
    """Every command line of ours on a page: in a code span or a block."""
    inside = re.findall(r"`(zvhh-[^`]+)`", text) + re.findall(r"^    (zvhh-.+?)(?:  +#.*)?$", text, re.MULTILINE)
    yield from (" ".join(one.split()) for one in inside)


def test_every_command_that_a_page_names_exists(pages: dict[Path, str]) -> None:
    """With each option that is given to it there: who was woken must not have to guess."""
    services = "|".join(("<service>", "intake", "triage", "meetings", "regie"))
    known = {words: {option for one in command.params for option in one.opts} for words, command in COMMANDS}
    unknown = []
    for page, text in pages.items():
        for line in _typed(text):
            general = re.sub(rf"^zvhh-({services})\b", "zvhh-<service>", line)
            found = max((words for words in known if f"{general} ".startswith(f"{words} ")), key=len, default=None)
            given = set(re.findall(r"(?<!\S)\[?(--[a-z-]+)", general))
            if " " in general and (found is None or not given - {"--help"} <= known[found]):
                unknown.append(f"{page.name}: {line}")
    assert unknown == []


def test_every_alarm_is_told_on_the_page_for_the_night(root: Path) -> None:
    """Whoever is woken finds the alarm by its name, and no other."""
    (group,) = yaml.safe_load((root / "deploy/alerts/zvhh.yaml").read_text("utf-8"))["groups"]
    text = (root / "docs/alarm.md").read_text("utf-8")
    assert set(re.findall(r"\bZvhh\w+", text)) == {rule["alert"] for rule in group["rules"]}


def _alarms(operations: str) -> dict[str, list[str]]:
    rows = re.findall(r"^\| (Zvhh\w+) \| (.+) \|$", operations, re.MULTILINE)
    return {name: rest.split(" | ") for name, rest in rows}


def test_every_alarm_stands_in_operations(root: Path, operations: str) -> None:
    """As in deploy/alerts, with the same expression and time, and only metrics that exist."""
    (group,) = yaml.safe_load((root / "deploy/alerts/zvhh.yaml").read_text("utf-8"))["groups"]
    rules = {rule["alert"]: f"`{rule['expr']}`, {rule['for']}" for rule in group["rules"]}
    assert {name: cells[0] for name, cells in _alarms(operations).items()} == rules
    known = {metric.name for metric in METRICS} | {"up"}
    for rule in group["rules"]:
        named = set(re.findall(r"\b(zvhh_\w+|up)\b(?=[{)\[])", rule["expr"]))
        assert named, rule["alert"]
        assert named <= known, rule["alert"]


def test_every_cure_is_a_command_that_a_test_exercises(
    root: Path, operations: str, project_files: Sequence[Path]
) -> None:
    """Each alarm says what it means, what follows, and a cure; the test that it names exists."""
    texts = [
        file.read_text("utf-8") for file in project_files if file.name.startswith("test_") and file.suffix == ".py"
    ]
    tests = {name for text in texts for name in re.findall(r"^(?:async )?def (test_\w+)\(", text, re.MULTILINE)}
    commands = {words.removeprefix("zvhh-<service> ") for words, _ in COMMANDS}
    (group,) = yaml.safe_load((root / "deploy/alerts/zvhh.yaml").read_text("utf-8"))["groups"]
    for rule in group["rules"]:
        cure = rule["annotations"]["cure"].removeprefix("{{ $labels.job }} ")
        assert any(cure == words or cure.startswith(f"{words} ") for words in commands), cure
    for name, cells in _alarms(operations).items():
        assert len(cells) == 5, name
        assert all(cells), name
        assert cells[4].strip("`") in tests, f"{name}: {cells[4]}"


def _targets(root: Path) -> list[str]:
    return re.findall(r"^([a-z]+):.*## ", (root / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_every_make_target_stands_in_contributing(root: Path) -> None:
    """And no other."""
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `make ([a-z]+)` \|", text, re.MULTILINE)) == sorted(_targets(root))


def test_every_target_that_a_page_names_exists(root: Path, pages: dict[Path, str]) -> None:
    """README's commands too: a newcomer's first command must be there."""
    named = {word for text in pages.values() for word in re.findall(r"(?:`|^    )make ([a-z]+)", text, re.MULTILINE)}
    assert {"demo", "test"} <= named
    assert named - set(_targets(root)) == set()


def test_every_step_of_feedback_stands_in_integrating(root: Path) -> None:
    """A partner finds each `stap` that it can get."""
    table = (root / "docs/integrating.md").read_text("utf-8").partition("| `stap` |")[2]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == set(get_args(Stap))


def test_what_is_generated_is_current() -> None:
    """Schemas and AsyncAPI are what the models say; else run python -m zvhh_contracts.generate."""
    files = generate.generated()
    assert generate.drifted(files) == []
    assert generate.broken(files) == []
