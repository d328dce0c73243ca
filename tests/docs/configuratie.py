# SPDX-License-Identifier: EUPL-1.2
"""docs/configuratie.md: every field of the configuration file with its default and what it is, as the model says it.

    python -m tests.docs.configuratie            writes the page (also in `make generate`)

For: who keeps the file. Not for: settings; those are in docs/operations.md.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, to_jsonable_python

from zvhh_contracts.configuration import Configuratie

PAGE = Path(__file__).resolve().parents[2] / "docs/configuratie.md"
_HEAD = """# Het configuratiebestand

Eén YAML-bestand voor alle vier de diensten (`ZVHH_CONFIGURATION`). Wat er niet in staat heeft de waarde van de pilot in
Haaglanden. Een fout houdt de start tegen; elke fout wordt met haar regel genoemd. Een voorbeeld staat in
`deploy/local/configuratie.yaml`. Deze pagina wordt gemaakt door `make generate`.
"""


def page() -> str:
    """The whole page: a table for the file itself and one for each part that it is made of."""
    parts: dict[type[BaseModel], str] = {Configuratie: "Het hele bestand"}
    text = _HEAD
    done: set[type[BaseModel]] = set()
    while left := [model for model in parts if model not in done]:
        text += _section(left[0], parts[left[0]], parts)
        done.add(left[0])
    return text


def _section(model: type[BaseModel], title: str, parts: dict[type[BaseModel], str]) -> str:
    lines = [f"\n## {title}\n\n| veld | als het er niet staat | wat het is |\n|---|---|---|\n"]
    for field in model.model_fields.values():
        for part in _models_in(field.annotation):
            parts.setdefault(part, f"`{field.alias}`")
        lines.append(f"| `{field.alias}` | {_default(field)} | {field.description} |\n")
    return "".join(lines)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**verplicht**"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, BaseModel):
        return "zie hieronder"
    if value in (None, "", (), PydanticUndefined):
        return "–"
    if isinstance(value, dict) and all(isinstance(words, str) for words in value.values()):
        return ", ".join(f"`{code}`" for code in value)
    return f"`{json.dumps(to_jsonable_python(value, by_alias=True), ensure_ascii=False)}`"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write("docs/configuratie.md\n")
