# SPDX-License-Identifier: EUPL-1.2
"""Every refusal of a domain, with its code, its words and its places, held against a table that people can read.

For: the tests of a service: `known_refusals` in its `conftest.py`. What a person is told changes on purpose or not at
all, and an integrator can look up each code. Not for: whether something is refused; each test says that itself.

    ZVHH_WRITE_REFUSALS=1 pytest services/<name>/tests      writes services/<name>/weigeringen.yaml again
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from zvhh_kit.domain import decision
from zvhh_kit.domain.decision import Fault

__all__ = ["Refusals", "recording"]

Table = dict[str, dict[str, list[str]]]
"""code → `teksten` and `plaatsen`; numbers in them are written as `n`, so that a date or an index is one line."""


class Refusals:
    """The table in `file`, and what was refused in a test. `package`: whose refusals, the domain of a service for example."""

    def __init__(self, file: Path, package: str) -> None:
        self._file = file
        self._package = package
        self._seen: set[tuple[str, str, str]] = set()
        self._table: Table = yaml.safe_load(file.read_text("utf-8")) or {} if file.is_file() else {}

    def saw(self, fault: Fault) -> None:
        """A fault was made; it counts when code of the package made it."""
        if self._is_ours():
            self._seen.add((fault.code, _without_numbers(fault.text), _without_numbers(fault.place)))

    def settle(self, *, write: bool) -> None:
        """Fail on what the table doesn't have, or take it in. Starts anew for the next test."""
        seen, self._seen = self._seen, set()
        unknown = sorted(one for one in seen if not self._has(*one))
        if not unknown:
            return
        if not write:
            lines = "\n".join(f"{code} | {text} | {place}" for code, text, place in unknown)
            pytest.fail(f"not in {self._file.name}; if it is meant, run with ZVHH_WRITE_REFUSALS=1:\n{lines}")
        for code, text, place in unknown:
            row = self._table.setdefault(code, {"teksten": [], "plaatsen": []})
            row["teksten"] = sorted({*row["teksten"], text})
            row["plaatsen"] = sorted({*row["plaatsen"], place})
        self._file.write_text(yaml.safe_dump(self._table, allow_unicode=True, width=10_000, sort_keys=True), "utf-8")

    def _has(self, code: str, text: str, place: str) -> bool:
        row = self._table.get(code, {"teksten": [], "plaatsen": []})
        return text in row["teksten"] and place in row["plaatsen"]

    def _is_ours(self) -> bool:
        frame = sys._getframe(2)
        while frame.f_back is not None and str(frame.f_globals.get("__name__", "")).startswith("zvhh_kit."):
            frame = frame.f_back
        return str(frame.f_globals.get("__name__", "")).startswith(self._package)


def recording(refusals: Refusals) -> Iterator[None]:
    """The body of a fixture: what is refused meanwhile is seen, and settled at the end."""
    write = bool(os.environ.get("ZVHH_WRITE_REFUSALS"))
    made = Fault.__init__

    def making(self: Fault, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        refusals.saw(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(decision.Fault, "__init__", making)
    try:
        yield
    finally:
        patch.undo()
    refusals.settle(write=write)


def _without_numbers(text: str) -> str:
    return re.sub(r"[0-9]+", "n", text)
