# SPDX-License-Identifier: EUPL-1.2
"""How commands show what they found: a table for people, JSON for machines, a bar while it takes long.

Not for: what is shown.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

__all__ = ["AsJson", "as_json", "lines", "progress", "table"]

AsJson = Annotated[bool, typer.Option("--json", help="Toon het als JSON.")]
WIDE = 200
"""Columns where there is no terminal: a file or a pipe cuts nothing off."""


def as_json(value: Any) -> None:
    """The value, indented."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def table(title: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows under a title; `columns`: field → head. Without rows one line that says so."""
    if not rows:
        typer.echo(f"{title}: geen.")
        return
    shown = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for field, head in columns.items():
        numbers = all(isinstance(row.get(field), int | None) for row in rows)
        shown.add_column(head, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(_text(row.get(field)) for field in columns))
    _console().print(shown)


def lines(found: Mapping[str, Any]) -> None:
    """One line for each field."""
    for head, value in found.items():
        typer.echo(f"{head}: {_text(value)}")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, told how much of how much is done; nothing where that is no terminal."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=None)

        def told(done: int, whole: int) -> None:
            bar.update(task, completed=done, total=whole)

        yield told


def _console() -> Console:
    return Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else WIDE)


def _plain(value: Any) -> str:
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)


def _text(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return value.astimezone().isoformat(sep=" ", timespec="seconds")
    return str(value)
