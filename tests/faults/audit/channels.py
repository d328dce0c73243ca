# SPDX-License-Identifier: EUPL-1.2
"""Are the channels whole: numbered from 1 without a gap, one event to a number, and handled by everybody who reads them?

For: the audit. A channel is source document → subject document. Not for: what the events mean (`zaken`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tests.faults.audit.evidence import Channel, Document, Evidence, Record, unpublished
from tests.faults.audit.findings import Findings
from tests.faults.audit.rules import READS, TOPICS, keeps

__all__ = [
    "channels",
    "check_numbering",
    "check_readers",
    "check_topics",
    "check_writers",
    "first_occurrences",
    "name_of",
]

Channels = Mapping[Channel, list[Record]]


def channels(records: Iterable[Record]) -> dict[Channel, list[Record]]:
    """Every record by channel, in the order in which consumers get them."""
    found: defaultdict[Channel, list[Record]] = defaultdict(list)
    for record in records:
        found[record.channel].append(record)
    return dict(found)


def first_occurrences(records: Iterable[Record]) -> dict[int, Record]:
    """Of one channel: number → the first record that has it."""
    found: dict[int, Record] = {}
    for record in records:
        found.setdefault(record.sequence, record)
    return found


def check_numbering(records: Iterable[Record], findings: Findings, *, name: str = "") -> None:
    """One channel: from 1, each number first seen right after the one before, and always with the same content."""
    seen: dict[int, Record] = {}
    for record in records:
        number, known = record.sequence, seen.get(record.sequence)
        if known is not None:
            findings.repeats += 1
            if known.content != record.content:
                findings.add("doubled", f"{name} number {number} is two events: {known} and {record}")
            continue
        if number != len(seen) + 1:
            findings.add("gaps", f"{name} number {number} at {record}, after {max(seen, default=0)}")
        seen[number] = record
        if record.key != record.headers.get("ce_subject"):
            findings.add("inconsistent", f"{record}: its key is not its subject")


def check_writers(evidence: Evidence, of: Channels, findings: Findings) -> None:
    """Every document's numbers are on the topic, no others are, and nothing waits to be published or done."""
    sent: dict[Channel, int] = {}
    for service, documents in evidence.documents.items():
        for id_, document in documents.items():
            for subject, number in document["sent"].items():
                sent[_source(service, id_, subject, of), subject] = number
            _check_left(service, document, evidence.checkpoints.get(service, {}), findings)
    for channel, number in sent.items():
        highest = max((record.sequence for record in of.get(channel, ())), default=0)
        if highest < number:
            findings.add("missing", f"{name_of(channel)}: {number} events, on the topic {highest}")
    for channel, records in of.items():
        highest = max(record.sequence for record in records)
        if highest > sent.get(channel, 0):
            findings.add("inconsistent", f"{name_of(channel)}: number {highest} was published and is not known")


def _check_left(service: str, document: Document, checkpoints: Mapping[str, int], findings: Findings) -> None:
    if waiting := unpublished(document, checkpoints):
        findings.add("missing", f"{service} {document['_id']}: not published: {waiting}")
    if document["effects"]:
        findings.add("missing", f"{service} {document['_id']}: {len(document['effects'])} effects not done")


def _source(service: str, id_: str, subject: str, of: Channels) -> str:
    """The source URN of a channel: the service's own, with the document in it unless that is the subject."""
    system = next((source for source, _ in of if _service(source) == service), f"…:zvhh-{service}")
    urn = ":".join(system.split(":")[:6])
    return urn if id_ == subject else f"{urn}:{id_}"


def _service(source: str) -> str:
    """intake, of urn:nld:oin:…:systeem:zvhh-intake[:…]."""
    parts = source.split(":")
    return parts[5].removeprefix("zvhh-") if len(parts) > 5 else ""


def check_readers(evidence: Evidence, of: Channels, findings: Findings) -> None:
    """Every reader has handled every channel up to its highest number, and nothing beyond."""
    topic_of = {channel: records[0].topic for channel, records in of.items()}
    for service, documents in evidence.documents.items():
        expected: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (source, subject), records in of.items():
            if topic_of[source, subject] in READS[service] and keeps(service, subject):
                expected[subject][source] = max(record.sequence for record in records)
        for subject in expected.keys() | documents.keys():
            marks = documents[subject]["marks"] if subject in documents else {}
            _compare(f"{service} {subject}", marks, expected.get(subject, {}), findings)


def _compare(name: str, marks: Mapping[str, int], expected: Mapping[str, int], findings: Findings) -> None:
    for source in marks.keys() | expected.keys():
        has, wants = marks.get(source, 0), expected.get(source, 0)
        if has < wants:
            findings.add("missing", f"{name} handled {_tail(source)} up to {has} of {wants}")
        elif has > wants:
            findings.add("inconsistent", f"{name} handled {_tail(source)} up to {has}, on the topic {wants}")


def _tail(source: str) -> str:
    return ":".join(source.split(":")[5:])


def name_of(channel: Channel) -> str:
    """A channel in a text."""
    return f"{_tail(channel[0])} → {channel[1]}"


def check_topics(evidence: Evidence, findings: Findings) -> None:
    """On each topic only its own service writes."""
    for record in evidence.events():
        if _service(record.headers.get("ce_source", "")) != TOPICS[record.topic]:
            findings.add("inconsistent", f"{record} is of another service")
