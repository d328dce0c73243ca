# SPDX-License-Identifier: EUPL-1.2
"""An organisation, as people call it."""

from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.rules.behandeling import naam


class Organisatie(Beeld):
    """An organisation, as people call it."""

    oin: str
    naam: str

    @classmethod
    def van(cls, config: Configuratie, oin: str) -> Self:
        """By its OIN."""
        return cls(oin=oin, naam=naam(config, oin))
