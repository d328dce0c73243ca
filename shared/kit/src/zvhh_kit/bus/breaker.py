# SPDX-License-Identifier: EUPL-1.2
"""The breaker: an error of a program in many zaken at once is a bad deploy, and everything waits until it is mended.

Not for: one record's fault; it alone is put aside.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from zvhh_kit.core.message import Message, Outcome

__all__ = ["BREAKER", "Aside", "BadDeploy", "check_deploy"]

BREAKER = 20


class Aside(NamedTuple):
    """A record that never became a message."""

    record: Any
    reason: str
    unexpected: bool


class BadDeploy(Exception):
    """So many zaken failed on a program's error that the fault is ours, not the records': the partition waits."""


def check_deploy(
    is_partner: Callable[[str], bool],
    messages: Sequence[Message],
    outcomes: Sequence[Outcome],
    aside: Sequence[Aside],
) -> None:
    """Raise BadDeploy before everything is a dead letter.

    One partner counts once, whatever it sends: it must not be able to stop the others.
    """

    def who(record: Any, otherwise: Any) -> Any:
        return record.topic if record is not None and is_partner(record.topic) else otherwise

    failed = {
        who(message.record, message.subject)
        for message, outcome in zip(messages, outcomes, strict=True)
        if outcome.status == "dead" and outcome.unexpected
    }
    failed |= {
        who(one.record, (one.record.topic, one.record.partition, one.record.offset)) for one in aside if one.unexpected
    }
    if len(failed) > BREAKER:
        raise BadDeploy(f"{len(failed)} failed unexpectedly in one batch")
