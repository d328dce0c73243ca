# SPDX-License-Identifier: EUPL-1.2
"""Where a record goes that can never be handled: raw, with the reason, before its offset is committed.

A partner's record may hold personal data in clear by mistake, so of those only the address goes there. What an operator
did with letters is a record on the same topic: one store, one retention. Not for: doing it; that is `operator`.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from zvhh_kit.bus.envelope import Header, Headers
from zvhh_kit.bus.producer import Producer, Refusal

__all__ = ["ACT", "DeadLetters", "Deed", "RecordCopy", "copy_in", "is_pointer"]

log = logging.getLogger(__name__)
TOO_LARGE = "MessageSizeTooLargeError"
PREFIX = "dead-letter-"
ACT = "operator-act"
OURS = (PREFIX, "operator-")
Deed = Literal["requeued", "replayed", "discarded", "tried"]
"""What an operator did: the first three close a letter; `tried` leaves it open, with a new reason."""

LETTERS_PER_ACT = 2000
"""About 30 kB: within every topic's bound."""


@dataclass(frozen=True, slots=True)
class RecordCopy:
    """A record as it came, out of its letter: what `Reading` asks of a record."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: list[Header]
    timestamp: int
    timestamp_type: int


class DeadLetters:
    """The dead-letter topic of one service."""

    def __init__(self, producer: Producer, topic: str) -> None:
        self._producer = producer
        self.topic = topic

    async def send(self, record: Any, reason: str, *, pointer_only: bool) -> None:
        """Keep `record` for an operator. Raises producer.Refusal while the broker does not take it."""
        headers: list[Header] = [
            ("dead-letter-reason", reason.encode()),
            ("dead-letter-topic", record.topic.encode()),
            ("dead-letter-partition", str(record.partition).encode()),
            ("dead-letter-offset", str(record.offset).encode()),
            ("dead-letter-timestamp", f"{record.timestamp},{record.timestamp_type}".encode()),
        ]
        log.error("dead letter", extra={"topic": record.topic, "offset": record.offset, "reason": reason})
        if not pointer_only:
            try:
                await self._producer.send(self.topic, record.key, *_raw(record, headers))
            except Refusal as refusal:
                if str(refusal) != TOO_LARGE:
                    raise
            else:
                return
        await self._producer.send(self.topic, None, b"", [*headers, ("dead-letter-pointer", b"true")])

    async def act(self, deed: Deed, letters: Sequence[str], *, by: str, reason: str = "") -> None:
        """Note what was done with letters (`partition:offset` on this topic), by whom and why. Raises producer.Refusal."""
        headers: list[Header] = [
            (ACT, deed.encode()),
            ("operator-by", by.encode()),
            ("operator-reason", reason.encode()),
        ]
        for begin in range(0, len(letters), LETTERS_PER_ACT):
            some = list(letters[begin : begin + LETTERS_PER_ACT])
            await self._producer.send(self.topic, None, json.dumps(some).encode(), headers)


def _raw(record: Any, headers: list[Header]) -> tuple[bytes, list[Header]]:
    """Value and headers as they came; a null value is told apart from an empty one by a header."""
    null = [("dead-letter-null-value", b"true")] if record.value is None else []
    return record.value or b"", [*_with_value(record.headers), *headers, *null]


def _with_value(headers: Headers) -> list[Header]:
    """A header without a value is as if it were not there; and what only a letter or an act may say is no record's."""
    return [(name, value) for name, value in headers if value is not None and not name.startswith(OURS)]


def is_pointer(letter: Any) -> bool:
    """Whether a letter holds the address of its record only."""
    return "dead-letter-pointer" in dict(letter.headers)


def copy_in(letter: Any) -> RecordCopy | None:
    """The record in a letter as it came, for where its own topic no longer holds it; None in a pointer."""
    ours = dict(letter.headers)
    if is_pointer(letter):
        return None
    moment = ours.get("dead-letter-timestamp", f"{letter.timestamp},{letter.timestamp_type}".encode())
    timestamp, timestamp_type = (int(part) for part in moment.split(b","))
    return RecordCopy(
        topic=ours["dead-letter-topic"].decode(),
        partition=int(ours["dead-letter-partition"]),
        offset=int(ours["dead-letter-offset"]),
        key=letter.key,
        value=None if "dead-letter-null-value" in ours else letter.value,
        headers=_with_value(letter.headers),
        timestamp=timestamp,
        timestamp_type=timestamp_type,
    )
