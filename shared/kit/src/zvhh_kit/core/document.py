# SPDX-License-Identifier: EUPL-1.2
"""The one document of a subject: its state and all that must be saved with it in one write. Pure.

For: turning what MongoDB keeps into a `Document` and back, within the bounds that MongoDB would refuse beyond.
Not for: deciding (`fold`) or storing (`store`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

import bson
from bson.codec_options import CodecOptions, TypeEncoder, TypeRegistry
from bson.raw_bson import RawBSONDocument
from pydantic import BaseModel

from zvhh_kit.core.handlers import DocumentKind
from zvhh_kit.domain.decision import KEPT

__all__ = [
    "CODEC",
    "MAX_DOCUMENT_BYTES",
    "Document",
    "NewerSchema",
    "TooLarge",
    "Unstorable",
    "data_subjects",
    "read_state",
]

MAX_DOCUMENT_BYTES = 4 * 1024 * 1024
"""A document of 4 MB is far beyond any zaak and far below MongoDB's 16 MB: it is the fault of the message that made it."""


class NewerSchema(Exception):
    """The document was written by a newer release: it is left alone until this process is upgraded."""


class Unstorable(Exception):
    """MongoDB would refuse this document; the text says why, without any content."""


class TooLarge(Unstorable):
    """It is beyond `MAX_DOCUMENT_BYTES`."""

    def __init__(self) -> None:
        super().__init__("document-too-large")


class _Dates(TypeEncoder):
    """A civil date is stored as its ISO text: BSON has instants only, and a date is not one."""

    python_type = date

    def transform_python(self, value: date) -> str:
        return value.isoformat()


CODEC: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True, type_registry=TypeRegistry([_Dates()]))


_RAW = CODEC.with_options(document_class=RawBSONDocument)


@dataclass(slots=True)
class Document:
    """What is kept of one subject.

    version: 0 = not stored yet · marks: source → last sequence handled · keys: key → {digest, result, at, by, …} ·
    sent: subject → last sequence given out · n: entries ever put in the outbox or effects · outbox: events not yet
    known to be published, oldest first · effects: what is to be done outside, oldest first · reminders: name → moment ·
    retries: name → failures in a row · gone: when it became a tombstone · writer: the write that made this version ·
    given: OIN → by how many bytes its commands made the state larger.
    """

    id: str
    kind: str
    version: int = 0
    schema: int = 1
    state: Any = None
    marks: dict[str, int] = field(default_factory=dict)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    n: int = 0
    outbox: list[dict[str, Any]] = field(default_factory=list)
    effects: list[dict[str, Any]] = field(default_factory=list)
    reminders: dict[str, datetime] = field(default_factory=dict)
    retries: dict[str, int] = field(default_factory=dict)
    gone: datetime | None = None
    writer: str = ""
    given: dict[str, int] = field(default_factory=dict)

    def draft(self) -> Self:
        """A copy that a message may be tried on; states are frozen, so they are shared."""
        return type(self)(
            self.id,
            self.kind,
            self.version,
            self.schema,
            self.state,
            dict(self.marks),
            dict(self.keys),
            dict(self.sent),
            self.n,
            list(self.outbox),
            list(self.effects),
            dict(self.reminders),
            dict(self.retries),
            self.gone,
            self.writer,
            self.given,
        )

    def become(self, other: "Document") -> None:
        """Take over everything of a draft that was tried and found good."""
        for name in Document.__slots__:
            setattr(self, name, getattr(other, name))

    @property
    def due(self) -> datetime | None:
        """The earliest reminder."""
        return min(self.reminders.values(), default=None)

    @property
    def saved_at(self) -> datetime:
        """When the oldest entry that is still in the outbox was saved, real time. The outbox must not be empty."""
        at: datetime = self.outbox[0]["at"]
        return at

    @property
    def size(self) -> int:
        """How many bytes the state has; the rest of a document goes by itself. Raises Unstorable."""
        return 0 if self.state is None else _size(self.state.model_dump(mode="python"))

    def encode(self, by: str = "", before: int = 0) -> RawBSONDocument:
        """The next version of the document, as MongoDB will store it. Raises Unstorable.

        `by`: the organisation whose command made the state what it is, of a size that was `before`; it is counted.
        """
        fields = self._fields()
        if by and self.state is not None:
            grown = _size(fields["state"]) - before
            self.given = fields["given"] = {**self.given, by: max(0, self.given.get(by, 0) + grown)}
        raw = _encoded(fields)
        if len(raw) > MAX_DOCUMENT_BYTES:
            raise TooLarge
        return RawBSONDocument(raw, codec_options=_RAW)

    def _fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "_id": self.id,
            "soort": self.kind,
            "v": self.version + 1,
            "writer": self.writer,
            "schema": self.schema,
            "state": None if self.state is None else self.state.model_dump(mode="python"),
            "marks": self.marks,
            "keys": self.keys,
            "sent": self.sent,
            "n": self.n,
            "outbox": self.outbox,
            "effects": self.effects,
            "reminders": self.reminders,
            "retries": self.retries,
        }
        if self.due is not None:
            fields["due"] = self.due
        if self.gone is not None:
            fields["gone"] = self.gone
        if self.given:
            fields["given"] = self.given
        return fields

    @classmethod
    def decode(cls, raw: dict[str, Any], kind: DocumentKind[Any]) -> Self:
        """The stored document, its state lifted to today's schema. Raises NewerSchema."""
        if raw["schema"] > kind.schema:
            raise NewerSchema(f"{kind.name} {raw['schema']} > {kind.schema}")
        return cls(
            id=raw["_id"],
            kind=raw["soort"],
            version=raw["v"],
            schema=kind.schema,
            state=read_state(raw, kind),
            marks=raw["marks"],
            keys=raw["keys"],
            sent=raw["sent"],
            n=raw["n"],
            outbox=raw["outbox"],
            effects=raw["effects"],
            reminders=raw["reminders"],
            retries=raw["retries"],
            gone=raw.get("gone"),
            writer=raw.get("writer", ""),
            given=raw.get("given", {}),
        )


def _size(state: dict[str, Any]) -> int:
    return len(_encoded({"state": state}))


def _encoded(fields: dict[str, Any]) -> bytes:
    try:
        raw: bytes = bson.encode(fields, codec_options=CODEC)
    except (
        bson.errors.InvalidDocument,
        bson.errors.InvalidStringData,
        OverflowError,
        ValueError,
        TypeError,
    ) as fault:
        raise Unstorable(type(fault).__name__) from None
    return raw


def read_state(raw: dict[str, Any], kind: DocumentKind[Any]) -> BaseModel | None:
    """The state in a stored document, lifted to today's schema; None where there is none (marks only, tombstone)."""
    state = raw["state"]
    if state is None:
        return None
    for schema in range(raw["schema"], kind.schema):
        state = kind.upcasts[schema](state)
    # extra in its parts too: written back as they were
    valid: BaseModel = kind.state.model_validate(state, extra="allow", context=KEPT)
    return valid


def data_subjects(state: Any) -> tuple[str, ...]:
    """The refs by which a state names its persons, when it does so by `data_subjects()`."""
    about = getattr(state, "data_subjects", None)
    return tuple(about()) if about is not None else ()
