# SPDX-License-Identifier: EUPL-1.2
"""The golden examples: what an event looks like on the wire, named with the services that read it.

For: the tests of producer and consumers, which work from the same files, and the AsyncAPI document.
Not for: run time; the examples are not part of the installed package.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "Example", "load"]

FOLDER = Path(__file__).resolve().parents[2]
"""`shared/contracts` in a checkout: holds `examples` and `schemas`."""


@dataclass(frozen=True, slots=True)
class Example:
    """One file. `consumers`: the services that read this type, or `partner` · `attributes`: of CloudEvents · `data`."""

    name: str
    consumers: tuple[str, ...]
    attributes: dict[str, str]
    data: dict[str, Any]

    @property
    def type(self) -> str:
        """The CloudEvents type."""
        return self.attributes["type"]

    @property
    def newest(self) -> bool:
        """Whether this is what is written today: `<type>.json`. Others are variants, or what an older release wrote."""
        return self.name == self.type

    @property
    def writer(self) -> str:
        """The service that publishes it, or `partner`."""
        system = self.attributes["source"].split(":")[5]
        return system.removeprefix("zvhh-") if system.startswith("zvhh-") else "partner"

    @property
    def json(self) -> str:
        """The data as it lies on the topic: no spaces, in the order of the model."""
        return json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))


def load(folder: Path = FOLDER) -> tuple[Example, ...]:
    """Every example of a checkout, by name of file."""
    found = []
    for file in sorted((folder / "examples").glob("*.json")):
        content = json.loads(file.read_text("utf-8"))
        found.append(Example(file.stem, tuple(content["consumers"]), content["attributes"], content["data"]))
    return tuple(found)
