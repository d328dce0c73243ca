# SPDX-License-Identifier: EUPL-1.2
"""After a restore of a database from an older copy: the numbers that were given out since are lifted from the topics.

A restored database would give the same numbers to other events, and everybody would drop those as repeats. So each
document's numbers become at least what the topics hold. And every writer of a document with events is made known again, so
that a sweep publishes what it left. What people decided since the copy is lost: they must know which
zaken. Not for: what the service heard since; `replay` brings that back.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zvhh_kit.bus.envelope import texts_of
from zvhh_kit.bus.topic_log import Progress
from zvhh_kit.core.document import Document
from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["Lifted", "Numbers", "after_restore", "numbers_on"]

log = logging.getLogger(__name__)
BATCH = 500


@dataclass(slots=True)
class Numbers:
    """The highest that the topics hold of a document: n of its entries, and the sequence per subject."""

    n: int = 0
    sent: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lifted:
    """A document whose numbers stood too low. `missing`: it is not in the restored database at all."""

    zaak: str
    kind: str
    missing: bool
    sent: Mapping[str, tuple[int, int]]
    n: tuple[int, int]

    def row(self) -> dict[str, Any]:
        """As an operator sees it."""
        channels = {subject: {"was": was, "becomes": becomes} for subject, (was, becomes) in self.sent.items()}
        return {"zaakId": self.zaak, "kind": self.kind, "missing": self.missing, "n": list(self.n), "sent": channels}


async def numbers_on(tools: Toolbox, told: Progress) -> dict[str, Numbers]:
    """What the topics hold of this service's own events, by document; all topics, for one forgotten gives a number twice.

    Raises BrokerAway.
    """
    places = await tools.topics.partitions([*tools.writes, *tools.feedback])
    begins, ends = await tools.topics.begins(places), await tools.topics.ends(places)
    whole, done = sum(ends[place] - begins[place] for place in places), 0
    found: dict[str, Numbers] = {}
    async for records in tools.topics.batches(begins, ends):
        for record in records:
            _take(found, tools.rooms.service.urn, texts_of(record.headers), an_event=record.topic not in tools.feedback)
        done += len(records)
        told(done, whole)
    return found


def _take(found: dict[str, Numbers], urn: str, headers: Mapping[str, str], *, an_event: bool) -> None:
    """Note the numbers of one of our own records. A partner's feedback has an n of its document, and no channel."""
    document, _, n = headers.get("ce_id", "").rpartition(":")
    sequence = headers.get("ce_sequence", "")
    ours = headers.get("ce_source", "") in (urn, f"{urn}:{document}")
    if not (ours and document and n.isdecimal() and sequence.isdecimal()):
        return
    numbers = found.setdefault(document, Numbers())
    numbers.n = max(numbers.n, int(n))
    if an_event:
        subject = headers["ce_subject"]
        numbers.sent[subject] = max(numbers.sent.get(subject, 0), int(sequence))


async def after_restore(tools: Toolbox, *, execute: bool, told: Progress = lambda _done, _all: None) -> list[Lifted]:
    """Lift the numbers of each document to what the topics hold; without `execute` only say which. Again is harmless.

    A document that is not there becomes one with numbers only. Raises BrokerAway, store.Unavailable.
    """
    if execute:  # the names of who wrote may be lost, or older than the documents: nobody would publish what they left
        await tools.rooms.checkpoints.announce(*await tools.rooms.store.writers())
    known = sorted((await numbers_on(tools, told)).items())
    lifted: list[Lifted] = []
    for begin in range(0, len(known), BATCH):
        lifted += await _lift(tools, dict(known[begin : begin + BATCH]), execute=execute)
    if execute:
        log.warning("numbers lifted", extra={"count": len(lifted), "by": tools.by})
    return lifted


async def _lift(tools: Toolbox, known: Mapping[str, Numbers], *, execute: bool) -> list[Lifted]:
    found: list[Lifted] = []

    def lift(stored: Mapping[str, Document]) -> list[Document]:
        pairs = list(_changes(tools, known, stored))
        found[:] = [lifted for lifted, _ in pairs]
        return [document for _, document in pairs]

    lift(await tools.rooms.store.load(list(known)))
    if execute and found:
        await tools.rooms.engine.rewrite(list(known), lift)
        await tools.publish()
    return found


def _changes(
    tools: Toolbox, known: Mapping[str, Numbers], stored: Mapping[str, Document]
) -> Iterator[tuple[Lifted, Document]]:
    for id_, numbers in known.items():
        kind = tools.rooms.handlers.kind_of(id_)
        if kind is None:
            continue
        document = stored[id_] if id_ in stored else Document(id_, kind.name, schema=kind.schema)
        lower = {s: (document.sent.get(s, 0), n) for s, n in numbers.sent.items() if document.sent.get(s, 0) < n}
        if not lower and document.n >= numbers.n:
            continue
        lifted = Lifted(id_, kind.name, id_ not in stored, lower, (document.n, max(document.n, numbers.n)))
        document.sent |= {subject: n for subject, (_, n) in lower.items()}
        document.n = max(document.n, numbers.n)
        yield lifted, document
