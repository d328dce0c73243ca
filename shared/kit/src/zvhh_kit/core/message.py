# SPDX-License-Identifier: EUPL-1.2
"""A message and what came of it. There is one way in: an event, a command and a due reminder are all messages.

Named tuples, as `Folded`: made for every record, a frozen dataclass costs twice the time.

Not for: what a message means; that is a service's domain.
"""

from datetime import datetime
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from zvhh_kit.domain.decision import NOBODY, Actor, Refused

__all__ = ["Message", "Outcome"]


class Message(NamedTuple):
    """One message for one document.

    `subject` is the id of that document; `received` the moment at which the message reached our border (UTC).
    An event has `name` (its type), `source`, `sequence` (from 1 per source and subject) and `data` (JSON bytes).
    A command has `body`, `actor`, `key` (namespaced and hashed) and `digest` (of the clear request), and `number` or `ref`
    where it is about one part of the document.
    With `expects` a command is decided on exactly that version of the document, else it is `moved`; it is given alone.
    A reminder has `name` and `due`, the moment for which it was set. `record` is where it came from, for dead letters.
    """

    subject: str
    kind: Literal["event", "command", "reminder"]
    received: datetime
    name: str = ""
    source: str = ""
    sequence: int = 0
    data: bytes = b""
    body: BaseModel | None = None
    actor: Actor = NOBODY
    key: str = ""
    digest: str = ""
    due: datetime | None = None
    trace: str = ""
    record: Any = None
    expects: int | None = None
    number: int = 0
    ref: str = ""


class Outcome(NamedTuple):
    """What became of a message.

    handled: decided and saved · repeated: was handled before, `result` as then · skipped: no handler, or a tombstone ·
    refused: a command that is not allowed · dead: this record can never be handled, `reason` says why (no personal
    data) and `unexpected` whether a program's error did it · postponed: a reminder that failed and will come again ·
    moved: not decided, as the document is no longer at the version that the command expects.
    """

    status: Literal["handled", "repeated", "skipped", "refused", "dead", "postponed", "moved"]
    result: Any = None
    refused: Refused | None = None
    reason: str = ""
    unexpected: bool = False
