# SPDX-License-Identifier: EUPL-1.2
"""The work on a zaak beside judging it: whose it is, whether it can't wait, which tasks a person ended (D2)."""

from typing import Literal

from zvhh_kit.domain.decision import Sealed
from zvhh_triage.domain.parts.deel import Gezegd, Tekst

Afrondbaar = Literal[
    "melder-terugbellen", "bel-de-melder", "aangevuld-na-besluit", "veiligheid-geborgd", "overleg-al-gehouden"
]
"""Tasks that end when a person says so; the others end by what happens to the zaak."""


class Spoedbesluit(Gezegd):
    """A procesregisseur said that the zaak can't wait, or no longer, and why (D2)."""

    spoed: bool
    reden: Sealed[Tekst]


class Eigenaar(Gezegd):
    """Whose work the zaak is since `op`: `persoon` took it, or `door` gave it to them (D2)."""

    persoon: str


class Afgerond(Gezegd):
    """A task that a person ended, and what they found; None from before that was asked."""

    taak: str
    bevinding: Sealed[Tekst] | None = None
