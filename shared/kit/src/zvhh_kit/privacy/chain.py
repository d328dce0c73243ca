# SPDX-License-Identifier: EUPL-1.2
"""The hash chain of the access log: how a line is linked, and how a chain is checked. Pure.

For: `zvhh_kit.privacy.log`. A line carries its number n (from 1 per writer), the hash of the line before and its own.
What it shows: lines changed, removed, put in or moved afterwards. What it can't show: lines taken off the very end, or
a whole chain made anew by someone who may write to the database; against those, note count and head elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

__all__ = ["START", "Break", "Chain", "Verified", "linked"]

START = (0, "")
"""Number and hash before the first line."""

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a writer's chain does not hold: line `n` up to and including `last`.

    changed: its content is not what was written · removed: these lines are not there · moved: it stood elsewhere ·
    doubled: there are two with this number · replaced: the line before it is another one than was written.
    """

    writer: str
    n: int
    kind: Literal["changed", "removed", "moved", "doubled", "replaced"]
    last: int


@dataclass(slots=True)
class Verified:
    """The outcome for all writers; as a sequence it is its breaks, so it is false when all is well."""

    breaks: list[Break] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Break]:
        return iter(self.breaks)

    def __len__(self) -> int:
        return len(self.breaks)


def linked(content: Line, writer: str, head: tuple[int, str]) -> dict[str, Any]:
    """`content` as the next line of `writer` after `head` (number, hash)."""
    line = {**content, "writer": writer, "n": head[0] + 1, "previous": head[1]}
    return {**line, "hash": _hash_of(line)}


def _hash_of(line: Line) -> str:
    plain = {name: value for name, value in line.items() if name not in {"_id", "hash"}}
    text = json.dumps(plain, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Datetimes as epoch milliseconds (a database gives them back with or without a zone); what else was put in, somehow."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return round(aware.timestamp() * 1000)
    return repr(value)


class Chain:
    """Checks the lines of one writer, given in order of n."""

    def __init__(self, writer: str, found: Verified) -> None:
        self._writer = writer
        self._found = found
        self._n, self._hash = START
        self._trusted = True  # the line before was sound; after a broken one a wrong link says nothing new

    def check(self, line: Line) -> None:
        """Take the next line into account."""
        n = line.get("n")
        if not isinstance(n, int) or n <= self._n:
            self._report(self._n, "doubled")
            return
        whole = n == self._n + 1
        if not whole:
            self._report(self._n + 1, "removed", last=n - 1)
        own = line.get("hash") == _hash_of(line)
        link = line.get("previous") == self._hash
        if not own:
            self._report(n, "changed" if link or not whole else "moved")
        elif whole and not link and self._trusted:
            self._report(n, "replaced")
        self._n, self._hash, self._trusted = n, str(line.get("hash")), own
        self._found.counts[self._writer] = self._found.counts.get(self._writer, 0) + 1
        self._found.heads[self._writer] = self._hash

    def _report(
        self, n: int, kind: Literal["changed", "removed", "moved", "doubled", "replaced"], last: int = 0
    ) -> None:
        self._found.breaks.append(Break(self._writer, n, kind, last or n))
