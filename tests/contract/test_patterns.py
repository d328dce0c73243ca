# SPDX-License-Identifier: EUPL-1.2
"""Every pattern of the project: none takes digits, letters or blanks of other scripts without saying so.

`\\d`, `\\w` and `\\s` do, in Python as well as in pydantic: a number in Arabic digits would be another organisation, another
year, another document. Not for: what a text of people may hold (`zvhh_contracts.given`).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.partners import Partner
from zvhh_kit.process.settings import Settings

ROOT = Path(__file__).parents[2]
ARABIC, FULLWIDTH = "\u0660", "\uff10"
ANY_SCRIPT = {
    "services/intake/src/zvhh_intake/domain/rules/afscherming.py": "the words and numbers of an address, as people write them",
    "services/intake/src/zvhh_intake/domain/rules/sporen.py": "the words of a name, in any script",
}
_CLASS = re.compile(r"(?<!\\)(?:\\\\)*\\[dDwWsSbB]")
_CALLS = {"compile", "fullmatch", "match", "search", "sub", "split", "findall", "finditer"}


def patterns(tree: ast.AST) -> Iterator[str]:
    """The text of every pattern: given to `re`, or called `pattern`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        of_re = isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS and _is_re(node.func.value)
        given = [*node.args[:1]] if of_re else []
        given += [word.value for word in node.keywords if word.arg in ("pattern", "regex")]
        for value in given:
            yield from (
                part.value for part in ast.walk(value) if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def _is_re(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "re"


def test_no_pattern_takes_other_scripts_by_accident() -> None:
    """Digits are `[0-9]`; where every script is meant, the file stands here with its reason."""
    sources = [file for folder in ("shared", "services", "deploy") for file in ROOT.glob(f"{folder}/*/src/**/*.py")]
    assert len(sources) > 200
    found = {
        str(file.relative_to(ROOT))
        for file in sources
        for pattern in patterns(ast.parse(file.read_text("utf-8")))
        if _CLASS.search(pattern)
    }
    assert found == set(ANY_SCRIPT)


def test_the_look_finds_what_it_should() -> None:
    """The test itself: by `re`, by the keyword, inside an annotation; an escaped backslash is none."""
    text = "import re\nre.compile(r'a\\d')\nx: A[str, S(pattern=r'\\w{2}')]\nre.sub(r'[0-9]\\\\d', '', t)\n"
    found = {pattern: bool(_CLASS.search(pattern)) for pattern in patterns(ast.parse(text))}
    assert found == {r"a\d": True, r"\w{2}": True, r"[0-9]\\d": False}


def _strings(model: type[BaseModel]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text with a pattern in a model's schema."""
    waiting: list[tuple[str, Any]] = [(model.__name__, model.model_json_schema())]
    while waiting:
        place, here = waiting.pop()
        if isinstance(here, dict):
            if isinstance(here.get("pattern"), str):
                yield place, here
            waiting += [(f"{place}.{name}", value) for name, value in here.items()]
        elif isinstance(here, list):
            waiting += [(place, value) for value in here]


@pytest.mark.parametrize("model", [Configuratie, Settings])
def test_every_pattern_of_settings_and_configuration_is_of_ascii(model: type[BaseModel]) -> None:
    """Each of them refuses a text in other digits, whatever else it asks."""
    found = list(_strings(model))
    assert found
    for place, schema in found:
        judge = (
            TypeAdapter(Oin).validate_python
            if schema["pattern"] == "^[0-9]{20}$"
            else re.compile(schema["pattern"]).search
        )
        for digit in (ARABIC, FULLWIDTH):
            try:
                taken = judge(digit * 20)
            except ValidationError:
                taken = None
            assert not taken, place


@pytest.mark.parametrize("digit", [ARABIC, FULLWIDTH], ids=ascii)
def test_an_oin_has_our_own_digits(digit: str) -> None:
    """L6: an organisation has one number, and one way to write it."""
    with pytest.raises(ValidationError):
        TypeAdapter(Oin).validate_python(digit * 20)
    with pytest.raises(ValidationError):
        Partner.model_validate({"oin": digit * 20, "naam": "x", "klasse": "1c"})
    for name, value in (
        ("oin", digit * 20),
        ("kafka_bootstrap", f"broker:909{digit}"),
        ("public_url", f"http://zvhh\u2003{digit}.test"),
    ):
        with pytest.raises(ValidationError):
            Settings(**(Settings.for_documents().model_dump() | {name: value}))
    known = Settings.for_documents().model_dump()
    assert Settings(**(known | {"kafka_bootstrap": "a-1.b:9092,[::1]:9093", "public_url": "http://zvhh.test:1/a"})).oin
