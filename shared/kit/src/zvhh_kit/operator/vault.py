# SPDX-License-Identifier: EUPL-1.2
"""What an operator sees and does with keys: where they stand, rotation, and documents that came back without theirs.

A restored database can hold a document whose key was destroyed since. Nobody can read it; here it is found and becomes
a tombstone again (L8); running processes do the same by themselves (`burial`). Not for: how keys are wrapped (`privacy.rotation`).
"""

import logging
from dataclasses import dataclass
from typing import Any

from zvhh_kit.effects.burial import returned
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.privacy.rotation import Progress, Rotated, Standing, rotate, standing

__all__ = ["Turned", "came_back", "look", "turn"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turned:
    """A rotation and how the keys stand after it."""

    rotated: Rotated
    standing: Standing

    @property
    def whole(self) -> bool:
        """Whether the current master key wraps every living key now."""
        return not self.rotated.unreadable and set(+self.standing.living) <= {self.standing.current}

    def row(self) -> dict[str, Any]:
        """As an operator sees it."""
        return {"rewrapped": self.rotated.rewrapped, "unreadable": self.rotated.unreadable} | row(self.standing)


def row(found: Standing) -> dict[str, Any]:
    """How keys stand, as an operator sees it."""
    kids = sorted(found.given | set(found.living))
    return {
        "current": found.current,
        "masters": [{"kid": kid, "given": kid in found.given, "keys": found.living[kid]} for kid in kids],
        "destroyed": found.destroyed,
        "mayBeDestroyed": found.idle,
        "missing": found.lost,
    }


async def look(tools: Toolbox) -> Standing:
    """How the keys of this service stand. Raises Unavailable."""
    return await standing(tools.rooms.keys)


async def turn(tools: Toolbox, told: Progress) -> Turned:
    """Rewrap all under the current master key. Raises Unavailable; again goes on where it ended."""
    turned = Turned(await rotate(tools.rooms.keys, told), await standing(tools.rooms.keys))
    extra = {"count": turned.rotated.rewrapped, "by": tools.by, "outcome": "ok" if turned.whole else "part"}
    log.warning("keys rewrapped", extra=extra)
    return turned


async def came_back(tools: Toolbox, *, execute: bool) -> list[dict[str, Any]]:
    """Documents with a state whose key was destroyed; with `execute` they become tombstones. Raises Unavailable."""
    found: list[dict[str, Any]] = []
    async for rows in returned(tools.rooms.store, tools.rooms.keys):
        if execute:
            await tools.rooms.engine.bury([one["zaakId"] for one in rows])
            await tools.publish()
        found += rows
    if execute:
        log.warning("documents without key buried", extra={"count": len(found), "by": tools.by})
    return found
