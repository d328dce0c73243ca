# SPDX-License-Identifier: EUPL-1.2
"""A state and its parts change in one way, whose every field mypy knows: the check itself is tried here on a misspelt field
and on a value of another type, for every model that is stored; and there is no way round it.

Not for: what a newer release stored, which survives (the kit's `test_derive`).
"""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from tests.docs import house
from tests.docs.paths import models_of

from zvhh_contracts.configuration import Configuratie

UNTYPED = ("Any", "object")
ROUND = ("model_copy", "__setattr__", "setattr")
"""What would change a model without its types being asked; and of a domain also what would make one so."""


def _stored() -> Iterator[type[BaseModel]]:
    """Every state and part of the four services that a decision may change: those of the services themselves."""
    seen = set()
    for service in house.SERVICES:
        for kind in importlib.import_module(f"zvhh_{service}.handlers").handlers(Configuratie()):
            for model in models_of(kind.state):
                if model.model_fields and model.__module__.startswith("zvhh_") and model not in seen:
                    seen.add(model)
                    yield model


def _module(models: list[type[BaseModel]]) -> str:
    """For each model a function with two wrong changes, in lines that can be told from each other, and a right one."""
    lines = ["from zvhh_kit.domain.decision import changed", ""]
    for number, model in enumerate(models):
        name, field = model.__qualname__.partition("[")[0], next(iter(model.model_fields))
        lines += [
            f"from {model.__module__} import {name} as M{number}",
            f"def f{number}(part: M{number}) -> None:",
            f"    changed(part, gemeentee='delft')  # misspelt: {model.__module__}.{name}",
            f"    changed(part, {field}=f{number})  # of another type: {model.__module__}.{name}.{field}",
            f"    changed(part, {field}=part.{field})",
            "",
        ]
    return "\n".join(lines)


def test_a_wrong_change_of_anything_that_is_stored_fails_the_check(root: Path, tmp_path: Path) -> None:
    """Given every state and part, when a field is misspelt or gets a value of another type, then mypy says so; else not."""
    models = [model for model in _stored() if "[" not in model.__qualname__]
    assert len(models) > 100
    file = tmp_path / "wrong.py"
    file.write_text(_module(models), "utf-8")
    settings = ("--config-file", str(root / "pyproject.toml"), "--no-error-summary", "--hide-error-context")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *settings, str(file)], cwd=root, capture_output=True, text=True, check=False
    )
    told = {int(line) for line in re.findall(r"wrong\.py:(\d+): error", checked.stdout)}
    lines = file.read_text("utf-8").splitlines()
    expected = {number for number, line in enumerate(lines, start=1) if "# misspelt" in line or "# of another" in line}
    assert expected - told == set(), [lines[number - 1] for number in sorted(expected - told)]
    assert told - expected == set(), checked.stdout


def _ways_round(module: house.Module) -> Iterator[str]:
    words = (*ROUND, "model_construct") if module.room == "domain" else ROUND
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            word = node.attr if isinstance(node, ast.Attribute) else node.id
            if word in words:
                yield f"{node.lineno} {word}"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            extra = node.args.kwarg
            if extra is not None and (extra.annotation is None or ast.unparse(extra.annotation) in UNTYPED):
                yield f"{node.lineno} {node.name}(**{extra.arg})"
        elif isinstance(node, ast.Call) and _is_changed(node) and any(one.arg is None for one in node.keywords):
            yield f"{node.lineno} changed(**…)"


def _is_changed(call: ast.Call) -> bool:
    function: Any = call.func
    return getattr(function, "id", getattr(function, "attr", "")) == "changed"


@pytest.mark.parametrize("service", house.SERVICES)
def test_there_is_no_way_round(service: str) -> None:
    """No copy with fields by their names as text, no function that takes whatever fields it is given."""
    found = [f"{one.name}:{way}" for one in house.modules(service) for way in _ways_round(one)]
    assert found == []
