# SPDX-License-Identifier: EUPL-1.2
"""The border with a partner's own system: what its record becomes.

A partner's record is a command, not an event: it may be refused, and then it is answered (see `Decision.gives_way`).
Not for: decrypting or judging it; the service that reads partner topics brings a `PartnerDoor`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from zvhh_kit.decision import Command

__all__ = ["Offer", "PartnerDoor", "PartnerRecord"]


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """A record of a partner's topic whose envelope was in order and whose source agrees with the topic's OIN.

    `received` is the broker's append time, translated by the clock; never the partner's own time (S7).
    """

    oin: str
    type: str
    data: bytes
    received: datetime
    trace: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The command that a record becomes, its key in the partner's own name space, and the clear request (for the digest)."""

    command: Command
    reference: str
    clear: bytes
    subject: str


class PartnerDoor(Protocol):
    """Turns a record into an offer. Raises ValueError (with a reason without content) for what can't even be answered."""

    async def __call__(self, record: PartnerRecord) -> Offer: ...
