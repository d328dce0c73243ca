# SPDX-License-Identifier: EUPL-1.2
"""Where a record goes that can never be handled: raw, with the reason, before its offset is committed.

A partner's record may hold personal data in clear by mistake, so of those only the address goes there.
Not for: bringing a record back; that is a command for operators.
"""

import logging
from typing import Any

from zvhh_kit.envelope import Header
from zvhh_kit.producer import Producer, Refusal

__all__ = ["DeadLetters"]

log = logging.getLogger(__name__)
TOO_LARGE = "MessageSizeTooLargeError"


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


def _raw(record: Any, headers: list[Header]) -> tuple[bytes, list[Header]]:
    """Value and headers as they came; a null value is told apart from an empty one by a header."""
    null = [("dead-letter-null-value", b"true")] if record.value is None else []
    return record.value or b"", [*record.headers, *headers, *null]
