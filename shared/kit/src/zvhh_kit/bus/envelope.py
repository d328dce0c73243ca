# SPDX-License-Identifier: EUPL-1.2
"""The envelope of an event: CloudEvents 1.0 by the NL GOV profile, Kafka binary mode, key = subject.

Written by hand because every record passes here (the SDK costs four times as much); the SDK is the oracle in the tests.
Not for: what is inside the data.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

__all__ = ["BadEnvelope", "Envelope", "Header", "Headers", "headers_of", "read", "source_of", "texts_of"]

Header = tuple[str, bytes]
Headers = Iterable[tuple[str, bytes | None]]
"""As a broker gives them: a header may have no value, and then it is as if it were not there."""

JSON = "application/json"
_SOURCE = re.compile(r"urn:nld:oin:([0-9]{20}):systeem:([a-z0-9-]+)(?::([A-Za-z0-9._-]+))?")
_TYPE = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9][a-z0-9-]*)+")
TRACE = "traceparent"
_NAMES = {"content-type": "datacontenttype", TRACE: TRACE}
_REQUIRED = ("id", "source", "specversion", "type")
MAX_SEQUENCE = 2**31 - 1
_ALWAYS: list[Header] = [("ce_specversion", b"1.0"), ("ce_sequencetype", b"Integer"), ("content-type", JSON.encode())]


class BadEnvelope(Exception):
    """A record that can't be read as a CloudEvent; the text names every fault and quotes nothing of the record."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The attributes of one event. `sequence` is 0 where the event has none (a partner's record)."""

    id: str
    source: str
    type: str
    subject: str
    sequence: int
    oin: str
    system: str
    trace: str


def source_of(urn: str, document: str, subject: str) -> str:
    """The source of a channel: the system alone where the document is the subject, else the document in it."""
    return urn if document == subject else f"{urn}:{document}"


@lru_cache(maxsize=1024)
def rfc3339(moment: datetime) -> str:
    """UTC with milliseconds and Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def headers_of(entry: dict[str, Any], id_: str, urn: str, resource: str) -> list[Header]:
    """The headers of an outbox entry of the document `id_`. `resource` is the address of this kind of document in the owning service."""
    headers = [
        *_ALWAYS,
        ("ce_id", f"{id_}:{entry['n']}".encode()),
        ("ce_source", source_of(urn, id_, entry["to"]).encode()),
        ("ce_type", entry["type"].encode()),
        ("ce_subject", entry["to"].encode()),
        ("ce_time", rfc3339(entry["time"]).encode()),
        ("ce_sequence", str(entry["seq"]).encode()),
        ("ce_dataref", f"{resource}/{id_}".encode()),
    ]
    if entry["trace"]:
        headers.append(("traceparent", entry["trace"].encode()))
    return headers


def texts_of(headers: Headers) -> dict[str, str]:
    """Every header that has a value, as a text for people and tools: what is not UTF-8 in it is replaced."""
    return {name: value.decode("utf-8", "replace") for name, value in headers if value is not None}


def read(key: bytes | None, value: bytes | None, headers: Headers) -> Envelope:
    """The envelope of a service's event (a partner's: `partner`). Raises BadEnvelope naming every fault at once."""
    if value is None:
        raise BadEnvelope("tombstone")
    attributes, faults = _attributes(headers)
    faults += [f"{name} missing" for name in _REQUIRED if not attributes.get(name)]
    if attributes.get("specversion", "1.0") != "1.0":
        faults.append("specversion is not 1.0")
    if attributes.get("type") and not _TYPE.fullmatch(attributes["type"]):
        faults.append("type is not a reverse domain name")
    source = _SOURCE.fullmatch(attributes.get("source", ""))
    if source is None and attributes.get("source"):
        faults.append("source is not urn:nld:oin:<oin>:systeem:<systeem>")
    if attributes.get("datacontenttype", JSON).split(";")[0].strip() != JSON:
        faults.append("content type is not application/json")
    sequence = _sequence(attributes, faults)
    if not attributes.get("subject") or (key or b"") != attributes["subject"].encode():
        faults.append("key is not the subject")
    if faults or source is None:
        raise BadEnvelope("; ".join(faults))
    return Envelope(
        attributes["id"],
        attributes["source"],
        attributes["type"],
        attributes.get("subject", ""),
        sequence,
        source[1],
        source[2],
        attributes.get("traceparent", ""),
    )


def _attributes(headers: Headers) -> tuple[dict[str, str], list[str]]:
    """The attributes in the headers; those of others, as of their tools for tracing, may hold anything."""
    found: dict[str, str] = {}
    faults = []
    for name, raw in headers:
        attribute = name[3:] if name[:3] == "ce_" else _NAMES.get(name)
        if raw is None or not attribute:
            continue
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            if name != TRACE:
                faults.append("a header is not UTF-8")
            continue
        if attribute not in found:
            found[attribute] = text
        elif found[attribute] != text and name != TRACE:
            faults.append("a header stands twice with two values")
    return found, faults


def _sequence(attributes: dict[str, str], faults: list[str]) -> int:
    text = attributes.get("sequence", "")
    if attributes.get("sequencetype") != "Integer" or not text.isascii() or not text.isdecimal():
        faults.append("sequence or sequencetype missing or not an Integer")
        return 0
    if not 1 <= int(text[:12]) <= MAX_SEQUENCE:
        faults.append("sequence out of range")
    return int(text[:12])
