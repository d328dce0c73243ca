# SPDX-License-Identifier: EUPL-1.2
"""Who was barred from a zaak, and let in again (L6)."""

from datetime import datetime

from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld


class WeringBeeld(Beeld):
    """Who was barred from the zaak, by whom and why, and whether they were let in again."""

    persoon: str
    op: datetime
    door: str
    reden: Sealed[str]
    opgeheven_op: datetime | None
    opgeheven_door: str | None
    reden_opheffing: Sealed[str] | None


class WeringenBeeld(Beeld):
    """Every time that somebody was barred from one zaak, oldest first."""

    weringen: tuple[WeringBeeld, ...]
