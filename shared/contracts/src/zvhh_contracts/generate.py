# SPDX-License-Identifier: EUPL-1.2
"""Writes what is generated from the models: `schemas/<type>.json` and `asyncapi.json`; `--check` only compares.

    python -m zvhh_contracts.generate            writes what changed
    python -m zvhh_contracts.generate --check    status 1 when a file is not what the models say

It refuses (status 1) to overwrite a schema by one that would break who reads it: such a change is a new type `.v2`.
Not for: examples; those are written by hand, for each event and each version that was ever published.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from zvhh_contracts import asyncapi, examples, schemas
from zvhh_contracts.topics import EVENTS

__all__ = ["broken", "drifted", "generated", "main"]


def generated(folder: Path = examples.FOLDER) -> dict[Path, str]:
    """Every generated file of a checkout, with its text."""
    files = {
        folder / "schemas" / f"{event.type}.json": schemas.text_of(schemas.schema_of(event))
        for events in EVENTS.values()
        for event in events
    }
    return files | {folder / "asyncapi.json": schemas.text_of(asyncapi.document(examples.load(folder)))}


def drifted(files: dict[Path, str]) -> list[str]:
    """The files that are missing or differ."""
    return [file.name for file, text in files.items() if not file.is_file() or file.read_text("utf-8") != text]


def broken(files: dict[Path, str]) -> list[str]:
    """What the new schemas would break against the committed ones."""
    return [
        f"{file.stem}: {fault}"
        for file, text in files.items()
        if file.parent.name == "schemas" and file.is_file()
        for fault in schemas.incompatibilities(json.loads(file.read_text("utf-8")), json.loads(text))
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Status 0: all is as it should be · 1: it is not, and each fault was named."""
    parser = argparse.ArgumentParser(
        prog="python -m zvhh_contracts.generate", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 when a file is out of date")
    parser.add_argument("--folder", type=Path, default=examples.FOLDER, help="shared/contracts of a checkout")
    given = parser.parse_args(arguments)
    files = generated(given.folder)
    out_of_date, faults = drifted(files), broken(files)
    for fault in faults:
        sys.stderr.write(f"breaks readers, make a .v2 of it: {fault}\n")
    if given.check:
        for name in out_of_date:
            sys.stderr.write(f"out of date, run python -m zvhh_contracts.generate: {name}\n")
        return 1 if out_of_date or faults else 0
    if faults:
        return 1
    for file, text in files.items():
        if file.name in out_of_date:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
            sys.stdout.write(f"{file.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
