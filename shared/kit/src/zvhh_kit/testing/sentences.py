# SPDX-License-Identifier: EUPL-1.2
"""No sentence that people read is false in some state: every state of every story in a service's tests is looked at.

For: an autouse fixture of a service, with a table that says of each sentence when it is true. Not for: the words themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest

from zvhh_kit.testing.story import Story

__all__ = ["Said", "Truths", "watching"]

Said = Iterable[str]
"""The sentences that somebody reads of a state."""
Truths = Mapping[str, Callable[[Any], bool]]
"""Sentence → when it is true, judged by the parts of a state."""


def watching(said: Callable[[Any, datetime], Said], truths: Truths) -> Iterator[None]:
    """The body of a fixture: after each message of each story, all that is said is in the table, and true."""
    when = Story.when
    found: list[str] = []

    def looking(self: Story, message: Any, *, at: datetime, **rest: Any) -> Story:
        told = when(self, message, at=at, **rest)
        state = self.state
        if state is not None:
            for sentence in said(state, at):
                true = truths.get(sentence)
                if true is None:
                    found.append(f"nobody said when this is true: {sentence}")
                elif not true(state):
                    found.append(f"false in {getattr(state, 'stand', '?')}, after {message!r:.200}: {sentence}")
        return told

    patch = pytest.MonkeyPatch()
    patch.setattr(Story, "when", looking)
    try:
        yield
    finally:
        patch.undo()
    if found:
        pytest.fail("\n".join(found))
