# SPDX-License-Identifier: EUPL-1.2
"""The hash chain of the access log: how a line is linked, and how a chain is checked. Pure.

For: `zvhh_kit.privacy.log`. A line carries its number n (from 1 per writer), the hash of the line before and its own.
The hash is keyed, under a key outside the database: who may write there can't make a line that fits. Lines of before there
was a key verify as they were made, up to where it begins and no further. What it can't show by itself: lines taken off the
very end; against that, heads are noted elsewhere (`anchor`).
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

__all__ = ["START", "Anchors", "Break", "Chain", "ChainKeys", "Verified", "linked"]

START = (0, "")
"""Number and hash before the first line."""

Line = Mapping[str, Any]
Kind = Literal["changed", "removed", "moved", "doubled", "replaced", "unkeyed", "unknown-key", "anchored"]
Anchors = Mapping[int, frozenset[str]]
"""Number of a line of one writer → the hashes that were noted of it outside the database."""
_LABEL = b"zvhh-log"


class ChainKeys:
    """The keys of the chain: the first one seals, the others only verify what was sealed before. Shows nothing of itself."""

    __slots__ = ("_keys", "current")

    def __init__(self, secrets: Sequence[bytes]) -> None:
        """`secrets`: at least one, of 32 random bytes or more each."""
        keys = [hmac.digest(secret, _LABEL, "sha256") for secret in secrets]
        self._keys = {hmac.digest(key, b"kid", "sha256").hex()[:8]: key for key in keys}
        self.current = next(iter(self._keys))

    def seal(self, kid: str, text: bytes) -> str | None:
        """The keyed hash; None for a key that was not given."""
        key = self._keys.get(kid)
        return hmac.digest(key, text, "sha256").hex() if key is not None else None

    def __repr__(self) -> str:
        return "ChainKeys(…)"


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a writer's chain does not hold: line `n` up to and including `last`.

    changed: its content is not what was written · removed: these lines are not there · moved: it stood elsewhere ·
    doubled: there are two with this number · replaced: the line before it is another one than was written ·
    unkeyed: without a key after one that had it · unknown-key: under a key that was not given · anchored: another one, or
    none, than was noted outside the database.
    """

    writer: str
    n: int
    kind: Kind
    last: int


@dataclass(slots=True)
class Verified:
    """The outcome for all writers; as a sequence it is its breaks, so it is false when all is well.

    unkeyed: how many lines a writer wrote before there was a key · anchored: up to which line its heads were noted outside ·
    foreign: notes there that are not ours.
    """

    breaks: list[Break] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    unkeyed: dict[str, int] = field(default_factory=dict)
    anchored: dict[str, int] = field(default_factory=dict)
    foreign: int = 0

    def __iter__(self) -> Iterator[Break]:
        return iter(self.breaks)

    def __len__(self) -> int:
        return len(self.breaks)


def linked(content: Line, writer: str, head: tuple[int, str], keys: ChainKeys | None = None) -> dict[str, Any]:
    """`content` as the next line of `writer` after `head` (number, hash); without keys its hash is a plain one."""
    line = {**content, "writer": writer, "n": head[0] + 1, "previous": head[1]}
    if keys is not None:
        line["key"] = keys.current
    return {**line, "hash": _hash_of(line, keys)}


def _hash_of(line: Line, keys: ChainKeys | None) -> str | None:
    """None where it can't be said: its key was not given."""
    plain = {name: value for name, value in line.items() if name not in {"_id", "hash"}}
    text = json.dumps(plain, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if "key" not in line:
        return hashlib.sha256(text.encode()).hexdigest()
    return keys.seal(str(line["key"]), text.encode()) if keys is not None else None


def _plain(value: Any) -> Any:
    """Datetimes as epoch milliseconds (a database gives them back with or without a zone); what else was put in, somehow."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return round(aware.timestamp() * 1000)
    return repr(value)


class Chain:
    """Checks the lines of one writer, given in order of n."""

    def __init__(
        self, writer: str, found: Verified, keys: ChainKeys | None = None, anchors: Anchors | None = None
    ) -> None:
        self._writer = writer
        self._found = found
        self._keys = keys
        self._anchors = anchors or {}
        self._keyed = False
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
        should = _hash_of(line, self._keys)
        own = line.get("hash") == should
        link = line.get("previous") == self._hash
        if should is None:
            self._report(n, "unknown-key")
        elif not own:
            self._report(n, "changed" if link or not whole else "moved")
        elif self._keyed and "key" not in line:
            self._report(n, "unkeyed")
        elif whole and not link and self._trusted:
            self._report(n, "replaced")
        elif not self._anchors.get(n, frozenset({should})) <= {should}:
            self._report(n, "anchored")
        self._keyed = self._keyed or "key" in line
        if not self._keyed:
            self._found.unkeyed[self._writer] = n
        self._n, self._hash, self._trusted = n, str(line.get("hash")), own
        self._found.counts[self._writer] = self._found.counts.get(self._writer, 0) + 1
        self._found.heads[self._writer] = self._hash

    def end(self) -> None:
        """There are no more lines: what was noted of later ones is gone."""
        last = max(self._anchors, default=0)
        if last:
            self._found.anchored[self._writer] = last
        if last > self._n:
            self._report(self._n + 1, "removed", last=last)

    def _report(self, n: int, kind: Kind, last: int = 0) -> None:
        self._found.breaks.append(Break(self._writer, n, kind, last or n))
