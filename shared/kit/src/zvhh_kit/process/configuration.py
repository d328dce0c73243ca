# SPDX-License-Identifier: EUPL-1.2
"""The configuration file: YAML that becomes one typed model, or a list of every fault with its line in the file.

For: data with an owner (years, terms, partners …), read once at the start.
Not for: addresses, secrets and sizes; those are `settings`. What may be in the file is the model's to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from zvhh_kit.process.faults import faults_of

__all__ = ["ConfigurationError", "FileFault", "load_configuration"]

M = TypeVar("M", bound=BaseModel)
Lines = dict[tuple[str, ...], int]


@dataclass(frozen=True, slots=True, order=True)
class FileFault:
    """One thing that is wrong in the file: its line (from 1), the path of keys to it, and a Dutch text."""

    line: int
    place: str
    text: str


class ConfigurationError(Exception):
    """The file can't be used; `faults` names everything that is wrong with it, in the order of the file."""

    def __init__(self, path: Path, faults: Sequence[FileFault]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> Iterator[str]:
        """One line of text for each fault, as an editor can follow it: file:line: place: text."""
        for fault in self.faults:
            yield f"{self.path}:{fault.line}: {fault.place + ': ' if fault.place else ''}{fault.text}"


def load_configuration(path: Path | None, model: type[M], **agreed: object) -> M:
    """The configuration in the file, checked whole; without a path the model's defaults.

    `agreed`: fields that a setting says too, with its value: a file that says otherwise is wrong.

    Raises ConfigurationError with every fault at once, also for a key that stands there twice.
    """
    if path is None:
        return model()
    data, lines, doubles = _read(path)
    faults = list(doubles)
    try:
        valid = model.model_validate(data)
    except ValidationError as error:
        found = zip(error.errors(include_url=False, include_input=False), faults_of(error), strict=True)
        faults += [
            FileFault(_line_of(detail["loc"], lines), _named(detail["loc"]), fault.text) for detail, fault in found
        ]
    else:
        faults += _disagreements(valid, agreed, lines)
    if faults:
        raise ConfigurationError(path, faults)
    return valid


def _disagreements(valid: BaseModel, agreed: Mapping[str, object], lines: Lines) -> Iterator[FileFault]:
    for name, value in agreed.items():
        if getattr(valid, name) != value:
            key = type(valid).model_fields[name].alias or name
            yield FileFault(_line_of((key,), lines), key, "Dit is anders dan in de instellingen van de dienst.")


class _Loader(yaml.SafeLoader):
    """Dates and moments stay as they are written: what they may look like is the model's to say."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the table of PyYAML, made anew
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _read(path: Path) -> tuple[Any, Lines, list[FileFault]]:
    try:
        loader = _Loader(path.read_text("utf-8"))
        node = loader.get_single_node()
        lines: Lines = {(): 1}
        doubles = list(_walk(node, (), lines)) if node is not None else []
        data = {} if node is None else loader.construct_document(node)
    except UnicodeDecodeError:
        raise ConfigurationError(path, [FileFault(1, "", "Het bestand is geen UTF-8.")]) from None
    except OSError:
        raise ConfigurationError(path, [FileFault(1, "", "Het bestand kan niet gelezen worden.")]) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(path, [FileFault(line, "", "Dit is geen geldige YAML.")]) from None
    except (yaml.YAMLError, ValueError):
        raise ConfigurationError(path, [FileFault(1, "", "Dit is geen geldige YAML.")]) from None
    return data, lines, doubles


def _walk(node: yaml.Node, path: tuple[str, ...], lines: Lines) -> Iterator[FileFault]:
    """Notes the line of every key and item; yields the keys that stand there twice."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                yield FileFault(line, _named((*path, name)), "Deze sleutel staat er al.")
            seen.add(name)
            lines[(*path, name)] = line
            yield from _walk(value, (*path, name), lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            lines[(*path, str(number))] = item.start_mark.line + 1
            yield from _walk(item, (*path, str(number)), lines)


def _line_of(loc: Sequence[int | str], lines: Lines) -> int:
    """The line of the deepest part of the location that the file has."""
    path: tuple[str, ...] = ()
    for step in loc:
        if (*path, str(step)) in lines:
            path = (*path, str(step))
    return lines[path]


def _named(loc: Sequence[int | str]) -> str:
    return ".".join(str(step) for step in loc)
