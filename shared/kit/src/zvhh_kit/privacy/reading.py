# SPDX-License-Identifier: EUPL-1.2
"""Reading the log of reads and writes (L7): by zaak, by who acted, by whom it was about, by organisation and by period.

For: the operation for supervision and the operator's command, which both log that somebody read it. Not for: writing
lines (`log`), nor checking them (`chain`).
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING

from zvhh_kit.core.handlers import DocumentKind
from zvhh_kit.store.documents import reachable

__all__ = ["LogAsked", "LogReader", "as_csv", "objects_of", "place_of", "shown"]

"""Why somebody reads the log; it stands in the line that this reading makes."""

_COLUMNS = {
    "tijd": "time",
    "handeling": "action",
    "object": "object",
    "resultaat": "result",
    "persoon": "actor",
    "organisatie": "oin",
    "doel": "purpose",
    "betrokkene": "data_subject",
    "herkomst": "origin",
    "adres": "address",
    "trace": "trace",
    "schrijver": "writer",
    "nummer": "n",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class LogAsked:
    """Which lines: all that is given must hold.

    objects: `<kind>/<id>` · subjects: pseudonyms of persons · actor: who acted · oin: their organisation · since, until:
    from and up to (not including) a moment.
    """

    objects: Sequence[str] = ()
    subjects: Sequence[str] = ()
    actor: str = ""
    oin: str = ""
    result: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def empty(self) -> bool:
        """Whether it asks for everything."""
        return self == LogAsked()

    def query(self) -> dict[str, Any]:
        """As the database reads it."""
        wanted: dict[str, Any] = {"actor": self.actor, "oin": self.oin, "result": self.result}
        found: dict[str, Any] = {name: value for name, value in wanted.items() if value}
        if self.objects:
            found["object"] = {"$in": list(self.objects)}
        if self.subjects:
            found["data_subject"] = {"$in": list(self.subjects)}
        period = {"$gte": self.since, "$lt": self.until}
        if given := {name: moment for name, moment in period.items() if moment is not None}:
            found["time"] = given
        return found


class LogReader:
    """The lines of every writer of one service, by time."""

    def __init__(self, collection: Any) -> None:
        self._collection = collection

    async def prepare(self) -> None:
        """Make the indexes that a question needs. Raises Unavailable."""
        async with reachable():
            for first in ("object", "data_subject"):
                await self._collection.create_index([(first, ASCENDING), ("time", ASCENDING), ("_id", ASCENDING)])
            await self._collection.create_index([("time", ASCENDING), ("_id", ASCENDING)])

    async def page(self, asked: LogAsked, after: tuple[datetime, str] | None, limit: int) -> list[dict[str, Any]]:
        """Lines in order of time, beginning after a place. Raises Unavailable."""
        parts = [asked.query()]
        if after is not None:
            moment, id_ = after
            later = {"$or": [{"time": {"$gt": moment}}, {"_id": {"$gt": ObjectId(id_)}}]}
            parts += [{"time": {"$gte": moment}}, later]
        async with reachable():
            found = self._collection.find({"$and": parts}).sort([("time", ASCENDING), ("_id", ASCENDING)]).limit(limit)
            return [line async for line in found]


def objects_of(kinds: Iterable[DocumentKind[Any]], id_: str) -> tuple[str, ...]:
    """What the lines of one id are about: the document, whatever its kind, and questions to the log for it."""
    return tuple(f"{name}/{id_.lower()}" for name in (*(kind.name for kind in kinds), "verwerkingen"))


def place_of(line: Mapping[str, Any]) -> tuple[datetime, str]:
    """After which the next page begins."""
    return line["time"], str(line["_id"])


def shown(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line as it is read: Dutch names, nothing left out but its hashes."""
    return {name: line.get(field, "") for name, field in _COLUMNS.items()}


def as_csv(lines: Iterable[Mapping[str, Any]], *, head: bool = True) -> bytes:
    """Lines as a file for a Dutch spreadsheet: semicolons, UTF-8 with its mark; nothing in it is taken for a formula."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    if head:
        write.writerow(_COLUMNS)
    for line in lines:
        write.writerow([_cell(value) for value in shown(line).values()])
    return (("\ufeff" if head else "") + out.getvalue()).encode()


def _cell(value: Any) -> str:
    text = value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
