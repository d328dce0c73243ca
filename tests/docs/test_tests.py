# SPDX-License-Identifier: EUPL-1.2
"""The tests of the services: where they lie, and that mypy knows what they are given.

Not for: what they test.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.docs.house import SERVICES

REAL = frozenset({"real_parts", "kafka_bootstrap", "mongodb_url"})
"""Fixtures that start a broker or a database."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(folder: Path) -> Iterator[tuple[Path, Function]]:
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, Function):
                yield file, node


def _is_fixture(function: Function) -> bool:
    return any("fixture" in ast.unparse(one) for one in function.decorator_list)


def _given(function: Function) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _that_need_parts(fixtures: Mapping[str, set[str]]) -> set[str]:
    """The fixtures that lead to a broker or a database, one by way of the other."""
    found = set(REAL)
    while more := {name for name, needs in fixtures.items() if needs & found} - found:
        found |= more
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_only_parts_need_a_broker_or_a_database(service: str, root: Path) -> None:
    """Everything else runs with nothing: who changes a rule waits for nobody."""
    folder = root / "services" / service / "tests"
    functions = list(_functions(folder))
    real = _that_need_parts(
        {one.name: {given.arg for given in _given(one)} for _, one in functions if _is_fixture(one)}
    )
    wrong = [
        f"{file.relative_to(folder)}:{one.lineno} {one.name}"
        for file, one in functions
        if one.name.startswith("test_") and "parts" not in file.relative_to(folder).parts
        if {given.arg for given in _given(one)} & real
    ]
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_test_is_given_has_a_type(service: str, root: Path) -> None:
    """No fixture that is Any, and no maker that takes whatever it is given: a verb that is renamed is found by mypy."""
    folder = root / "services" / service / "tests"
    wrong = []
    for file, one in _functions(folder):
        if not (one.name.startswith("test_") or _is_fixture(one)):
            continue
        kinds = [ast.unparse(given.annotation) for given in _given(one) if given.annotation is not None]
        kinds += [ast.unparse(one.returns)] if one.returns is not None and _is_fixture(one) else []
        if any(kind == "Any" or "Callable[..., Any]" in kind for kind in kinds):
            wrong.append(f"{file.relative_to(folder)}:{one.lineno} {one.name}")
    assert wrong == []
