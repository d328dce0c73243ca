# SPDX-License-Identifier: EUPL-1.2
"""Whose fault an error is: a part's that is away, so that we wait; or the message's, so that it alone is put aside.

Not for: waiting, nor for putting aside; that is who handles.
"""

from aiokafka.errors import KafkaError
from pymongo.errors import PyMongoError

from zvhh_kit.bus.producer import Refusal
from zvhh_kit.store.documents import Unavailable

__all__ = ["AWAY", "unexpected", "why_away"]

AWAY = (Unavailable, Refusal, KafkaError, PyMongoError, TimeoutError, ConnectionError)
"""Database or broker don't do now what they should: no record's fault, and the same may go through later."""


def unexpected(fault: BaseException) -> str:
    """The reason of a dead letter for an error that nobody foresaw: its type, as its text may hold anything."""
    return f"unexpected: {type(fault).__name__}"


def why_away(fault: BaseException) -> str:
    """What is waited for: database, broker, or newer-schema (a document that a newer release wrote)."""
    if isinstance(fault, (Refusal, KafkaError)):
        return "broker"
    return "newer-schema" if str(fault) == "NewerSchema" else "database"
