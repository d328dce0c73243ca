# SPDX-License-Identifier: EUPL-1.2
"""Causes in words and other people's log lines: every line of the broker's client can be read, and nothing personal is in it."""

import ast
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiokafka
import pytest
from aiokafka.errors import GroupAuthorizationFailedError, KafkaConnectionError, KafkaError
from hypothesis import given, settings
from hypothesis import strategies as st
from pymongo.errors import OperationFailure, ServerSelectionTimeoutError

from zvhh_kit.process.causes import attempts, cause, library_line
from zvhh_kit.store.documents import Unavailable

NAME = "Anna Fictief"
CLIENT = logging.getLogger("aiokafka")


def templates() -> Iterator[tuple[str, int]]:
    """Every line that the broker's client can log as a warning or worse, and how many arguments it has."""
    for file in Path(aiokafka.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("log"), attr="warning" | "error" | "critical"),
                    args=[ast.Constant(str(template)), *rest],
                ):
                    yield template, len(rest)


TEMPLATES = sorted(set(templates()))


def line(name: str, template: str, *arguments: Any) -> str:
    """The line as it is told."""
    return library_line(logging.LogRecord(name, logging.ERROR, __file__, 1, template, arguments, None))


@pytest.mark.parametrize(("template", "count"), TEMPLATES, ids=[template[:30] for template, _ in TEMPLATES])
def test_no_line_of_the_client_is_a_bare_template(template: str, count: int) -> None:
    """Whatever it holds: hosts, numbers, errors."""
    assert len(TEMPLATES) > 30
    for argument in ("broker-1.example", 3, ConnectionRefusedError("x"), ["a", 1], KafkaError, object()):
        told = line("aiokafka.client", template, *[argument] * count)
        assert "%" not in told
        assert "…" not in told or "Partition movements" in template


@settings(deadline=None)
@given(st.text(max_size=40), st.lists(st.one_of(st.text(), st.integers(), st.builds(ValueError, st.just(NAME)))))
def test_any_line_of_any_library_can_be_told(template: str, arguments: list[Any]) -> None:
    """Arguments too many, too few, of the wrong kind: never an error, and never a text that was given."""
    told = line("somebody.else", "%s %d %(name)s %5.2f %r: " + template.replace(NAME, ""), *arguments, NAME, {NAME})
    assert NAME not in told


def test_an_address_is_told_by_the_brokers_client_alone() -> None:
    """A text of another library may be anybody's."""
    refused = ConnectionRefusedError(111, NAME)
    words = "nobody listens on that port (ConnectionRefusedError)"
    assert (
        line("aiokafka", 'Unable connect to "%s:%s": %s', "b-1", 9092, refused)
        == f'Unable connect to "b-1:9092": {words}'
    )
    assert (
        line("other", 'Unable connect to "%s:%s": %s', "b-1", 9092, refused) == f'Unable connect to "…:9092": {words}'
    )
    assert line("aiokafka", "%s", NAME) == "…"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, NAME), "no host has that name (gaierror)"),
        (OSError(113, NAME), "no way leads to that host (OSError)"),
        (OperationFailure(NAME, 18), "the user name or password is refused (OperationFailure)"),
        (OperationFailure(NAME, 13), "this user has no right to that (OperationFailure)"),
        (
            ServerSelectionTimeoutError(NAME),
            "none of the servers that can do this answers (ServerSelectionTimeoutError)",
        ),
        (GroupAuthorizationFailedError(NAME), "this user has no right to that (GroupAuthorizationFailedError)"),
        (ValueError(NAME), "ValueError"),
    ],
)
def test_a_cause_is_its_class_in_words(error: BaseException, words: str) -> None:
    """Also behind an error of ours that was made of it; never its text."""
    outer = Unavailable(NAME)
    outer.__cause__ = error
    assert cause(error) == words
    assert cause(outer) == (words if " " in words else "Unavailable")


def test_of_several_addresses_each_is_told_with_its_cause() -> None:
    """The client raises no more than that none did; and only what it said meanwhile counts."""
    CLIENT.error('Unable connect to "%s:%s": %s', "before", 1, ConnectionRefusedError())
    with attempts() as tried:
        CLIENT.error('Unable connect to "%s:%s": %s', "b", 2, socket.gaierror())
        CLIENT.error('Unable connect to "%s:%s": %s', "a", 1, ConnectionRefusedError())
        CLIENT.error("Unable connect to node with id %s: %s", 1, ConnectionRefusedError())
    CLIENT.error('Unable connect to "%s:%s": %s', "after", 1, ConnectionRefusedError())
    assert tried.why(KafkaConnectionError(NAME)) == (
        "a:1: nobody listens on that port (ConnectionRefusedError); b:2: no host has that name (gaierror)"
    )
    assert (
        tried.why(GroupAuthorizationFailedError()) == "this user has no right to that (GroupAuthorizationFailedError)"
    )
