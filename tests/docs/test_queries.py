# SPDX-License-Identifier: EUPL-1.2
"""Every MongoDB operator and every path into a stored state stands in a service's `queries.py`, and leads somewhere.

A field that was renamed is found by no type: by this. Not for: whether a filter is right, nor what it costs
(`tests/integration/test_lists`).
"""

import ast
import importlib
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from tests.docs import house
from tests.docs.paths import leads_somewhere, models_of, resolves

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import DocumentKind, Handlers
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.process.settings import Settings


def _kinds(service: str) -> Sequence[DocumentKind[Any]]:
    return tuple(importlib.import_module(f"zvhh_{service}.handlers").handlers(Configuratie()))


def _is_query(text: str) -> bool:
    """MongoDB's, not JSON Schema's."""
    return text.startswith(("$", "state.")) and text not in ("$ref", "$defs")


@pytest.mark.parametrize("service", house.SERVICES)
def test_filters_stand_in_one_room(service: str) -> None:
    """No `$in`, no `state.…` anywhere else: not in a route, not in a table of access."""
    elsewhere = [
        f"{one.name}:{node.lineno} {text}"
        for one in house.modules(service)
        if one.room != "queries"
        for node, text in house.texts(one.tree)
        if _is_query(text)
    ]
    assert elsewhere == []


@pytest.mark.parametrize("service", house.SERVICES)
def test_every_path_leads_somewhere(service: str) -> None:
    """Each stands there whole, and resolves against the state of a kind of document; so does what is matched within it."""
    kinds = _kinds(service)
    fields = {name for kind in kinds for model in models_of(kind.state) for name in model.model_fields}
    lost = []
    for one in (one for one in house.modules(service) if one.room == "queries"):
        lost += [f"made of parts, line {line}" for line in _pieced_together(one.tree)]
        lost += [path for path in _paths(one.tree) if not leads_somewhere(path, kinds)]
        lost += [key for key in _inner_keys(one.tree) if key.partition(".")[0] not in fields]
    assert lost == []


@pytest.mark.parametrize("service", house.SERVICES)
def test_every_index_leads_somewhere(service: str) -> None:
    """They stand in `queries.INDEXES`, beside the filters and orders that they are for."""
    described = importlib.import_module(f"zvhh_{service}.service").create(Settings.for_documents())
    assert described.indexes == importlib.import_module(f"zvhh_{service}.queries").INDEXES
    kinds = _kinds(service)
    assert [name for keys in described.indexes for name, _ in keys if not leads_somewhere(name, kinds)] == []


def _paths(tree: ast.AST) -> Iterator[str]:
    """Every path that is written out, but for a lone prefix of an f-string (which is a fault of its own)."""
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node, text in house.texts(tree):
        if text.startswith("state.") and id(node) not in pieces:
            yield text


def _pieced_together(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        parts = {ast.JoinedStr: "values", ast.BinOp: "left"}.get(type(node))
        found = getattr(node, parts) if parts else ()
        for part in found if isinstance(found, list) else (found,):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and _is_query(part.value):
                yield part.lineno


def _inner_keys(tree: ast.AST) -> Iterator[str]:
    """Keys of filters that are no whole path: the names within `$elemMatch`. A table of paths is no filter."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and not all(
            isinstance(one, ast.Constant) and _is_query(str(one.value)) for one in node.values
        ):
            for key in node.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    name = key.value
                    if not _is_query(name) and name not in ("_id", "due", "soort"):
                        yield name


def test_a_path_that_was_misspelt_is_found() -> None:
    """The check itself: through parts, lists and unions to a field that is there, and not to one that isn't."""
    table: Handlers = importlib.import_module("zvhh_intake.handlers").handlers(Configuratie())
    melding = (table.named("melding"),)
    assert all(leads_somewhere(path, melding) for path in ("state.taken.voor", "state.taken.0.voor", "_id", "due"))
    wrong = ("state.taken.vor", "state.taken.voor.wie", "state", "taken.voor", "reminders.onzin", "due.later")
    assert [path for path in wrong if path != "state" and leads_somewhere(path, melding)] == []
    assert resolves(dict[str, tuple[int, ...]], ["x", "0"])
    assert not resolves(Sealed[str], ["inside"])
