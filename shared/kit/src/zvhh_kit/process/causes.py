# SPDX-License-Identifier: EUPL-1.2
"""Why a part can't be reached, in words: the address and the class of the cause, never the text of an error.

For: log lines, ours and those of other people's libraries, and what an operator's command says. Not for: what is done
about it, nor for errors of a program.
"""

import asyncio
import errno
import logging
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from aiokafka import errors as kafka
from pymongo.errors import OperationFailure, ServerSelectionTimeoutError

__all__ = ["Attempts", "attempts", "cause", "library_line"]

Table = tuple[tuple[tuple[type[BaseException], ...], str], ...]

_LOGIN = "the user name or password is refused"
_NO_RIGHT = "this user has no right to that"
_KINDS: Table = (
    ((socket.gaierror,), "no host has that name"),
    ((ConnectionRefusedError,), "nobody listens on that port"),
    ((kafka.SaslAuthenticationFailed, kafka.AuthenticationFailedError), _LOGIN),
    (
        (kafka.UnsupportedSaslMechanismError, kafka.IllegalSaslStateError, kafka.AuthenticationMethodNotSupported),
        "this way of logging in is not offered there",
    ),
    (
        (
            kafka.TopicAuthorizationFailedError,
            kafka.GroupAuthorizationFailedError,
            kafka.ClusterAuthorizationFailedError,
            kafka.TransactionalIdAuthorizationFailed,
        ),
        _NO_RIGHT,
    ),
    ((kafka.NotEnoughReplicasError, kafka.NotEnoughReplicasAfterAppendError), "too few brokers hold that topic now"),
    ((kafka.UnknownTopicOrPartitionError,), "that topic is not there"),
    ((TimeoutError, asyncio.TimeoutError, kafka.RequestTimedOutError), "no answer in time"),
    ((ServerSelectionTimeoutError,), "none of the servers that can do this answers"),
    (
        (ConnectionError, EOFError),
        "the other side closed the connection; if it always does, only one of the two uses TLS",
    ),
)
_CERTIFICATE = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    62: "its certificate is for another host name",
    64: "its certificate is for another address",
}
"""By OpenSSL's number of what is wrong; every other one: nobody whom we trust signed it."""
_MONGODB = {13: _NO_RIGHT, 18: _LOGIN}
_NO_WAY = {errno.EHOSTUNREACH, errno.ENETUNREACH}


def cause(error: BaseException) -> str:
    """The class of what lies behind an error, in words, with the name of its type."""
    chain = list(_chain(error))
    for one in reversed(chain):  # the first to be raised says most
        if words := _words(one):
            return f"{words} ({type(one).__name__})"
    return type(error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _words(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(error.verify_code, "its certificate is signed by nobody whom we trust")
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS" if error.reason == "WRONG_VERSION_NUMBER" else "TLS failed"
    if isinstance(error, OperationFailure):
        return _MONGODB.get(error.code or 0, "")
    if isinstance(error, OSError) and error.errno in _NO_WAY:
        return "no way leads to that host"
    return next((words for types, words in _KINDS if isinstance(error, types)), "")


class Attempts:
    """What the broker's client said, while it tried, of each address that it could not use."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}

    def take(self, record: logging.LogRecord) -> bool:
        """Note the address and the cause of a failed attempt; lets every line through."""
        match record.args:
            case (str(host), int(port), BaseException() as error):
                self._said[f"{host}:{port}"] = cause(error)
        return True

    def why(self, error: BaseException) -> str:
        """Of an error that says no more than that no address would do, each address with its cause; else its own cause."""
        said = "; ".join(f"{address}: {words}" for address, words in sorted(self._said.items()))
        return said if said and isinstance(error, kafka.KafkaConnectionError) else cause(error)


@contextmanager
def attempts() -> Iterator[Attempts]:
    """Listens to the broker's client for as long as the block lasts: of several addresses it only raises that none did."""
    made, said_by = Attempts(), logging.getLogger("aiokafka")
    said_by.addFilter(made.take)
    try:
        yield made
    finally:
        said_by.removeFilter(made.take)


_PLACE = re.compile(r"%(?:\(([A-Za-z0-9_]+)\))?[-+ #0]*[0-9*]*(?:\.[0-9*]+)?[hlL]?([a-zA-Z%])")
_WORD = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_LINE = 200
_KNOWS_ONLY_PLACES = "aiokafka"
"""Its lines speak of hosts, topics, groups and members only."""


def library_line(record: logging.LogRecord) -> str:
    """A library's line with what of its arguments can't be personal: errors as their cause, numbers, a broker's names."""
    template, given = str(record.msg).partition("\n")[0][:_LINE], record.args or ()
    values = iter(given if isinstance(given, tuple) else ())
    places = record.name.partition(".")[0] == _KNOWS_ONLY_PLACES

    def filled(found: re.Match[str]) -> str:
        name, conversion = found.groups()
        if conversion == "%":
            return "%"
        value = given.get(name, "…") if name and isinstance(given, Mapping) else next(values, "…")
        return _shown(value, places=places)

    return _PLACE.sub(filled, template)


def _shown(value: Any, *, places: bool) -> str:
    if isinstance(value, BaseException):
        return cause(value)
    if isinstance(value, type):
        return value.__name__
    if value is None or isinstance(value, (bool, int, float)):
        return str(value)
    if isinstance(value, str):
        return value if places and _WORD.fullmatch(value) else "…"
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"[{', '.join(_shown(one, places=places) for one in value)}]"
    return type(value).__name__
