# SPDX-License-Identifier: EUPL-1.2
"""The table of tasks against the four services: one owner for each code, and an operation by which its people end it.

That each comes up and is ended, each service's own `test_taken` shows.
"""

import ast
import importlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from zvhh_contracts.taken import AFRONDEN, TAKEN, Dienst, van

ROOT = Path(__file__).parents[2]
DIENSTEN: tuple[Dienst, ...] = ("intake", "triage", "meetings", "regie")
_TAAK = frozenset({"Taak"})


def _operaties(dienst: str) -> set[str]:
    document = json.loads((ROOT / f"docs/openapi/{dienst}.json").read_text("utf-8"))
    return {one["operationId"] for path in document["paths"].values() for one in path.values()}


def _constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a module names at its top."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            targets, values = node.targets[0], node.value
            names = targets.elts if isinstance(targets, ast.Tuple) else [targets]
            texts = values.elts if isinstance(values, ast.Tuple) else [values]
            for name, text in zip(names, texts, strict=False):
                if isinstance(name, ast.Name) and isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[name.id] = text.value
    return found


def _given(dienst: str) -> Iterator[str]:
    """The code of each `Taak(code=…)` in the source of a service that is written there."""
    for file in sorted((ROOT / f"services/{dienst}/src").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        names = _constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TAAK:
                (code,) = [one.value for one in node.keywords if one.arg == "code"]
                if isinstance(code, ast.Constant):
                    yield str(code.value)
                elif isinstance(code, ast.Name) and code.id in names:
                    yield names[code.id]


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_a_service_gives_its_own_tasks_only(dienst: Dienst) -> None:
    """D2: so that no work stands twice on a start page."""
    assert set(_given(dienst)) <= van(dienst)


def test_every_code_has_one_owner() -> None:
    """D2: the four shares are the table."""
    assert set().union(*(van(dienst) for dienst in DIENSTEN)) == set(TAKEN)
    assert sum(len(van(dienst)) for dienst in DIENSTEN) == len(TAKEN)


@pytest.mark.parametrize("code", TAKEN)
def test_a_task_is_done_by_who_it_is_for(code: str) -> None:
    """L6: each operation exists, and each role of the task may use one of them."""
    soort = TAKEN[code]
    mogen: set[str] = set()
    for plaats in soort.waar:
        dienst, _, operatie = plaats.partition(".")
        assert operatie in _operaties(dienst), plaats
        mogen |= set(importlib.import_module(f"zvhh_{dienst}.access").ACCESS[operatie])
    assert set(soort.voor) <= mogen


@pytest.mark.parametrize("code", TAKEN)
def test_the_words_are_sentences(code: str) -> None:
    """Plain Dutch, without the code."""
    woorden = TAKEN[code].woorden
    assert woorden[0].isupper() and woorden.endswith((".", "?"))
    assert "-" not in woorden and "_" not in woorden


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_the_four_lists_have_one_shape(dienst: str) -> None:
    """D2: a page shows them with one template, and every service ends tasks alike."""
    document = json.loads((ROOT / f"docs/openapi/{dienst}.json").read_text("utf-8"))
    parts = document["components"]["schemas"]
    first = json.loads((ROOT / "docs/openapi/intake.json").read_text("utf-8"))["components"]["schemas"]
    answer = document["paths"]["/v1/taken"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer == {"$ref": "#/components/schemas/Page_ZaakTaken_"}
    for name in ("ZaakTaken", "TaakBeeld", "WaarBeeld", "TaakpersoonBeeld"):
        assert parts[name] == first[name], name
    assert AFRONDEN in _operaties(dienst)
