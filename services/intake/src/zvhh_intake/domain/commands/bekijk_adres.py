# SPDX-License-Identifier: EUPL-1.2
"""A shielded address is looked at, with a reason; it changes nothing (D10)."""

from typing import Literal

from zvhh_kit.domain.decision import Command

AdresReden = Literal["huisbezoek", "veiligheid", "spoed", "gegevens-controleren"]
"""Why somebody needs a shielded address; logged with the view (D10, L7)."""


class BekijkAdres(Command):
    """Why the address is needed."""

    reden: AdresReden
