# SPDX-License-Identifier: EUPL-1.2
"""The agenda of one overleg, as people read it."""

from datetime import datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.rules.agenda import Agendapunt, agenda


class AgendaBeeld(Beeld):
    """The agenda of one overleg."""

    zaak_id: str
    kenmerk: str | None
    nummer: int
    soort: Overlegsoort
    begin: datetime
    duur_minuten: int
    plaats: str
    punten: tuple[Agendapunt, ...]

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, traject: Overlegtraject, overleg: Overleg) -> Self:
        """Of an opened state."""
        return cls(
            zaak_id=zaak_id,
            kenmerk=traject.kenmerk,
            nummer=overleg.nummer,
            soort=overleg.soort,
            begin=overleg.begin,
            duur_minuten=overleg.duur_minuten,
            plaats=overleg.plaats,
            punten=agenda(config, traject, overleg),
        )
