# SPDX-License-Identifier: EUPL-1.2
"""What an audit found: counts by kind of fault, and a text for each.

For: whoever asks for an audit. Not for: finding anything. Texts hold ids, types and numbers only.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Findings", "Kind"]

Kind = Literal["lost", "doubled", "gaps", "missing", "inconsistent"]


@dataclass(slots=True)
class Findings:
    """lost: acknowledged, and without its effect · doubled: with more effects than were asked for, or one number given to
    two events · gaps: a channel that skips a number · missing: an effect without its event, an event not handled, something
    left to do · inconsistent: a state that the history does not call for, or that other services do not share.

    `commands`, `acknowledged`, `repeats` (records on topics that consumers drop) and `destroyed` (zaken of which only
    tombstones are left) are no faults.
    """

    commands: int = 0
    acknowledged: int = 0
    repeats: int = 0
    destroyed: int = 0
    lost: int = 0
    doubled: int = 0
    gaps: int = 0
    missing: int = 0
    inconsistent: int = 0
    texts: list[str] = field(default_factory=list)

    def add(self, kind: Kind, text: str) -> None:
        """One more fault."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.texts.append(f"{kind}: {text}")

    @property
    def green(self) -> bool:
        """Whether nothing was found."""
        return not (self.lost or self.doubled or self.gaps or self.missing or self.inconsistent)

    def as_row(self) -> dict[str, Any]:
        """The counts, for a table."""
        counts = ("commands", "acknowledged", "repeats", "destroyed")
        names = (*counts, "lost", "doubled", "gaps", "missing", "inconsistent")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        counts = ", ".join(f"{name} {count}" for name, count in self.as_row().items())
        more = [f"… and {len(self.texts) - 40} more"] if len(self.texts) > 40 else []
        return "\n".join([counts, *self.texts[:40], *more])
