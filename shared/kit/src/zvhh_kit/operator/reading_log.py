# SPDX-License-Identifier: EUPL-1.2
"""An operator reads the log of reads and writes (L7): the same lines as supervision, and that reading is a line too.

Not for: which lines fit a question (`privacy.reading`).
"""

from collections.abc import AsyncIterator
from typing import Any

from zvhh_kit.domain.decision import Actor
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.privacy.reading import LogAsked, place_of
from zvhh_kit.process.telemetry import new_trace

__all__ = ["lines"]

_PART = 500


async def lines(tools: Toolbox, asked: LogAsked, reason: str, limit: int) -> AsyncIterator[dict[str, Any]]:
    """The lines that fit, oldest first, `limit` at most. Raises Unavailable, also when the reading can't be logged."""
    about = [tools.rooms.audit.ids.pseudonym(one.partition("/")[2]) for one in asked.objects[:1]] + [*asked.subjects]
    seen = tools.rooms.audit.searches(
        about or [""],
        "verwerkingen",
        id_=asked.objects[0].partition("/")[2] if asked.objects else "*",
        action="log show",
        result="ok",
        way="operator",
        actor=Actor(tools.by, tools.rooms.settings.oin),
        trace=new_trace(),
        reason=reason,
    )
    await tools.rooms.notes.write(*seen)
    after, left = None, limit
    while left > 0:
        found = await tools.rooms.log_reader.page(asked, after, min(left, _PART))
        for line in found:
            yield line
        if len(found) < min(left, _PART):
            return
        left, after = left - len(found), place_of(found[-1])
