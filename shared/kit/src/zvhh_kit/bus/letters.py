# SPDX-License-Identifier: EUPL-1.2
"""The dead letters of a service: those that are open, those that were dealt with, and what was done by whom.

For: folding the dead-letter topic. A letter is open until a later record of an operator closes it. Not for: closing it.
"""

import json
import logging
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zvhh_kit.bus.dead_letters import ACT, is_pointer
from zvhh_kit.bus.envelope import texts_of
from zvhh_kit.bus.topic_log import Place, TopicLog
from zvhh_kit.process.times import from_millis

log = logging.getLogger(__name__)

__all__ = ["Act", "Group", "Letter", "Letters", "grouped", "in_order", "read_on", "read_record"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `id`: its own partition:offset; `record`: where the record lies that it is about, `timestamp` of it.

    `subject`, `source`, `type`, `sequence` are empty where the letter holds an address only. `at`: real time, UTC.
    """

    id: str
    at: datetime
    reason: str
    record: Place
    pointer: bool
    subject: str = ""
    source: str = ""
    type: str = ""
    sequence: int = 0
    timestamp: str = ""

    @property
    def known_by(self) -> tuple[Place, str]:
        """By which letters are about one record: a topic that was made anew has other moments at the same places."""
        return self.record, self.timestamp

    @property
    def channel(self) -> str:
        """Source → subject; the topic where only an address was kept."""
        return f"{self.source.rpartition(':systeem:')[2]} → {self.subject}" if self.source else self.record[0]


@dataclass(frozen=True, slots=True)
class Act:
    """What an operator did: requeued, replayed, discarded, or tried without success."""

    at: datetime
    deed: str
    by: str
    reason: str
    letters: Sequence[str]

    @property
    def closes(self) -> bool:
        """Whether its letters are no longer open."""
        return self.deed != "tried"


@dataclass(frozen=True, slots=True)
class Group:
    """Open letters with one reason, type and channel."""

    reason: str
    type: str
    channel: str
    zaak: str
    letters: Sequence[Letter]

    def row(self) -> dict[str, Any]:
        """As an operator sees it."""
        moments = [letter.at for letter in self.letters]
        return {
            "reason": self.reason,
            "type": self.type,
            "channel": self.channel,
            "zaakId": self.zaak,
            "count": len(self.letters),
            "first": min(moments),
            "last": max(moments),
            "letters": [letter.id for letter in self.letters],
        }


@dataclass(slots=True)
class Letters:
    """What was read of the topic so far; `refresh` reads on.

    A record that was read again (offsets set back) may be dead again. While its letter is open, or was discarded, that is
    the same letter; one that was brought back and fails anew is another.
    """

    topic: str
    acts: dict[str, list[Act]] = field(default_factory=dict)
    _of: dict[tuple[Place, str], str] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)
    _all: dict[str, Letter] = field(default_factory=dict)
    _closed: set[str] = field(default_factory=set)
    _read_to: dict[Any, int] = field(default_factory=dict)

    @property
    def open(self) -> list[Letter]:
        """Those that nobody dealt with, oldest first."""
        return sorted((one for id_, one in self._all.items() if id_ not in self._closed), key=lambda one: one.at)

    def get(self, id_: str) -> Letter | None:
        """A letter, also one that is closed."""
        return self._all.get(self._same.get(id_, id_))

    def discarded(self) -> set[Place]:
        """Where the records lie that somebody decided to leave as they are."""
        return {self._all[id_].record for id_ in self.acts if id_ in self._all and self._discarded(id_)}

    async def refresh(self, log: TopicLog) -> None:
        """Read what came since the last time. Raises topic_log.BrokerAway."""
        async for record in read_on(log, self.topic, self._read_to):
            self.take(record)

    def take(self, record: Any) -> None:
        """One record of the topic: a letter, or an act."""
        read = read_record(record)
        if isinstance(read, Letter):
            self._take(read)
        elif read is not None:
            ids = [self._same.get(id_, id_) for id_ in read.letters]
            for id_ in ids:
                self.acts.setdefault(id_, []).append(read)
            if read.closes:
                self._closed.update(ids)

    def _take(self, letter: Letter) -> None:
        before = self._of.get(letter.known_by)
        if before is not None and before != letter.id and (before not in self._closed or self._discarded(before)):
            if letter.pointer or not self._all[before].pointer:
                self._same[letter.id] = before
                return
            self._give_way(before, letter.id)
        self._of[letter.known_by] = letter.id
        self._all[letter.id] = letter

    def _give_way(self, pointer: str, copy: str) -> None:
        """A letter that only points at its record gives way to one that holds it, with all that was done about it."""
        del self._all[pointer]
        self._same |= {one: copy for one, known in self._same.items() if known == pointer} | {pointer: copy}
        self.acts |= {copy: self.acts.pop(pointer)} if pointer in self.acts else {}
        self._closed |= {copy} if pointer in self._closed else set()

    def _discarded(self, id_: str) -> bool:
        return any(act.deed == "discarded" for act in self.acts.get(id_, []))

    def reason(self, letter: Letter) -> str:
        """Why it is dead: as the last try found."""
        tried = [act.reason for act in self.acts.get(letter.id, []) if act.deed == "tried"]
        return tried[-1] if tried else letter.reason


async def read_on(log: TopicLog, topic: str, read_to: dict[Any, int]) -> AsyncIterator[Any]:
    """The records of a topic from `read_to` on, which is moved to the end of now. Raises topic_log.BrokerAway."""
    places = await log.partitions([topic])
    begins, ends = await log.begins(places), await log.ends(places)
    starts = {place: max(begins[place], read_to.get(place, 0)) for place in places}
    async for records in log.batches(starts, ends):
        for record in records:
            yield record
    read_to |= ends


def read_record(record: Any) -> Letter | Act | None:
    """What a record of a dead-letter topic is; None for one that is neither, or that we can't have written."""
    headers = texts_of(record.headers)
    try:
        if ACT in headers:
            by, reason = headers.get("operator-by", ""), headers.get("operator-reason", "")
            return Act(from_millis(record.timestamp), headers[ACT], by, reason, tuple(json.loads(record.value)))
        return _letter(record, headers) if "dead-letter-reason" in headers else None
    except (ValueError, TypeError, KeyError):
        log.warning("no letter", extra={"topic": record.topic, "offset": record.offset})
        return None


def _letter(record: Any, headers: dict[str, str]) -> Letter:
    sequence = headers.get("ce_sequence", "")
    return Letter(
        id=f"{record.partition}:{record.offset}",
        at=from_millis(record.timestamp),
        reason=headers["dead-letter-reason"],
        record=(
            headers["dead-letter-topic"],
            int(headers["dead-letter-partition"]),
            int(headers["dead-letter-offset"]),
        ),
        pointer=is_pointer(record),
        subject=headers.get("ce_subject", ""),
        source=headers.get("ce_source", ""),
        type=headers.get("ce_type", ""),
        sequence=int(sequence[:12]) if sequence.isascii() and sequence.isdecimal() else 0,
        timestamp=headers.get("dead-letter-timestamp", ""),
    )


def grouped(letters: Letters, chosen: Iterable[Letter]) -> list[Group]:
    """Letters by reason, type and channel; the largest group first."""
    found: dict[tuple[str, str, str, str], list[Letter]] = {}
    for letter in chosen:
        key = (letters.reason(letter), letter.type, letter.channel, letter.subject)
        found.setdefault(key, []).append(letter)
    return sorted((Group(*key, members) for key, members in found.items()), key=lambda group: -len(group.letters))


def in_order(open_letters: Sequence[Letter], chosen: Collection[Letter]) -> list[Letter]:
    """The chosen letters and all other open ones of the same zaken, as a zaak can take them: in the order of its topics.

    One event of a zaak can only be handled after those before it, so they go together.
    """
    zaken = {letter.subject for letter in chosen if letter.subject}
    ids = {letter.id for letter in chosen}
    taken = [letter for letter in open_letters if letter.id in ids or letter.subject in zaken]
    return sorted(taken, key=lambda letter: (letter.subject, letter.record))
