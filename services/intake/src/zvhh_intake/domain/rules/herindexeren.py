# SPDX-License-Identifier: EUPL-1.2
"""The traces of a melding made anew under the keys of today (D11).

For: the command that makes the index anew. Not for: a change of the zaak: nothing is said, and nobody hears of it.
"""

from typing import Any, cast

from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.sporen import Index, hashes_onder, sporen_van
from zvhh_kit.domain.decision import changed


def herindexeer(index: Index, bewaard: Any, geopend: Any) -> Melding | None:
    """The melding with the traces that its persons, as they are known now, leave under the keys of the index.

    `geopend`: the same, readable. None where it has them already, and for what has no persons (a draft, a year).
    """
    if not isinstance(bewaard, Melding) or not isinstance(geopend, Melding):
        return None
    personen = enumerate(geopend.personen, start=1)
    sporen = tuple(
        spoor
        for nr, wie in personen
        for spoor in sporen_van(nr, wie.rol, hashes_onder(index, cast(Any, wie.gegevens)))  # the same fields, as kept
    )
    return changed(bewaard, sporen=sporen) if set(_plat(sporen)) != set(_plat(bewaard.sporen)) else None


def _plat(sporen: Any) -> list[tuple[str, str, int]]:
    return [(one.hash, one.rol, one.nr) for one in sporen]
