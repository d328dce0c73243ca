# SPDX-License-Identifier: EUPL-1.2
"""Mutation testing of the four domains: every line is broken in turn, and some pure test must notice.

    python -m tests.mutants [intake triage meetings regie]

Prints a table, writes build/mutants.json (with what survived, as a diff), and ends with status 1 below the goal. Works
on a copy in build/mutants. ZVHH_MUTANTS_AT_ONCE=1 spares a busy machine. Not for: the kit, whose faults are provoked on
real parts (`tests/faults`).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/mutants"
SERVICES = ("intake", "triage", "meetings", "regie")
GOAL = 0.98
KILLED = ("killed", "timeout")
_SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/zvhh_{service}/domain/*"]
pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider", "-p", "tests.pure", "-p", "zvhh_local.pytest_parts"]
pytest_add_cli_args_test_selection = ["tests"]
also_copy = ["weigeringen.yaml"]

[tool.pytest.ini_options]
asyncio_mode = "auto"
asyncio_default_fixture_loop_scope = "session"
asyncio_default_test_loop_scope = "session"
"""


def main(services: Sequence[str]) -> int:
    """Break and test the domains of these services, all by default. Status 0: each reaches the goal."""
    found = {service: _mutate(service) for service in services or SERVICES}
    table = Table("domain", "mutants", "killed", "survived", "score", title="Mutants")
    for service, result in found.items():
        row = (result["mutants"], result["killed"], len(result["survived"]), f"{result['score']:.1%}")
        table.add_row(service, *map(str, row))
    Console().print(table)
    (ROOT / "build/mutants.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0 if all(result["score"] >= GOAL for result in found.values()) else 1


def _mutate(service: str) -> dict[str, Any]:
    folder = BUILD / service
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("src", "tests"):
        shutil.copytree(ROOT / "services" / service / part, folder / part)
    for table in (ROOT / "services" / service).glob("weigeringen.yaml"):
        shutil.copy(table, folder)
    (folder / "pyproject.toml").write_text(_SETTINGS.format(service=service), "utf-8")
    with (folder / "log.txt").open("w") as log:
        run = _mutmut("run", *_children())
        subprocess.run(run, cwd=folder, env=_environment(), stdout=log, stderr=log, check=False)
    return _read(folder)


def _mutmut(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mutmut", *arguments]


def _children() -> list[str]:
    """How many mutants at once: one for each processor, or as many as ZVHH_MUTANTS_AT_ONCE says."""
    at_once = os.environ.get("ZVHH_MUTANTS_AT_ONCE")
    return ["--max-children", at_once] if at_once else []


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "ZVHH_FEW_EXAMPLES": "1"}


def _read(folder: Path) -> dict[str, Any]:
    listed = subprocess.run(
        _mutmut("results", "--all", "true"), cwd=folder, env=_environment(), capture_output=True, text=True, check=True
    ).stdout
    outcomes = dict(re.findall(r"^\s*(\S+): (.+)$", listed, re.MULTILINE))
    counted = Counter(outcomes.values())
    killed = sum(counted[outcome] for outcome in KILLED)
    survived = _diffs(folder, [name for name, outcome in outcomes.items() if outcome not in KILLED])
    return {
        "mutants": len(outcomes),
        "killed": killed,
        "score": killed / max(1, len(outcomes)),
        "outcomes": counted,
        "survived": survived,
    }


def _diffs(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """What each mutant changed, by name: all in one process, for a process each takes longer than the tests."""
    show = (
        "import json, sys\n"
        "from mutmut.mutation.diff_apply import get_diff_for_mutant as diff\n"
        "print(json.dumps({name: diff(name) for name in json.load(sys.stdin)}))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", show],
        cwd=folder,
        env=_environment(),
        input=json.dumps(names),
        capture_output=True,
        text=True,
        check=True,
    )
    diffs: dict[str, str] = json.loads(shown.stdout.splitlines()[-1])
    return {
        name: "\n".join(line for line in text.splitlines() if re.match(r"[-+] ", line)) for name, text in diffs.items()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
