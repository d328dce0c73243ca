# SPDX-License-Identifier: EUPL-1.2
"""Who is on duty (S5): the roster by month, and whom to call today."""

import calendar
from datetime import date, datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Beeld
from zvhh_triage.domain.parts.dienst import Roosterwijziging
from zvhh_triage.domain.rooster import Rooster
from zvhh_triage.domain.rules.wie import is_procesregisseur
from zvhh_triage.views.zaak import PersoonBeeld


class RoosterdagBeeld(Beeld):
    """A day; null: nobody is on duty, and only the number stands."""

    dag: date
    dienst: PersoonBeeld | None


class RoosterwijzigingBeeld(Beeld):
    """A day that changed: from whom to whom, by whom, when."""

    dag: date
    van: PersoonBeeld | None
    naar: PersoonBeeld | None
    door: PersoonBeeld
    op: datetime

    @classmethod
    def uit(cls, config: Configuratie, change: Roosterwijziging) -> Self:
        return cls(
            dag=change.dag,
            van=PersoonBeeld.van(config, change.van) if change.van else None,
            naar=PersoonBeeld.van(config, change.naar) if change.naar else None,
            door=PersoonBeeld.van(config, change.door),
            op=change.op,
        )


class RoosterBeeld(Beeld):
    """A month: every day of it, and every change, oldest first."""

    maand: str
    dagen: tuple[RoosterdagBeeld, ...]
    geschiedenis: tuple[RoosterwijzigingBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, maand: str, rooster: Rooster) -> Self:
        year, month = (int(part) for part in maand.split("-"))
        days = [date(year, month, day + 1) for day in range(calendar.monthrange(year, month)[1])]
        return cls(
            maand=maand,
            dagen=tuple(
                RoosterdagBeeld(dag=dag, dienst=PersoonBeeld.van(config, who) if (who := rooster.op(dag)) else None)
                for dag in days
            ),
            geschiedenis=tuple(RoosterwijzigingBeeld.uit(config, one) for one in rooster.geschiedenis),
        )


class VandaagBeeld(Beeld):
    """Whom to call today (S5): name and number, or the number alone."""

    dag: date
    naam: str | None
    telefoon: str

    @classmethod
    def van(cls, config: Configuratie, dag: date, rooster: Rooster) -> Self:
        """A name only of who is a procesregisseur still."""
        who = rooster.op(dag)
        known = config.professional(who) if who is not None and is_procesregisseur(config, who) else None
        return cls(dag=dag, naam=known.naam if known else None, telefoon=config.telefoon_procesregisseur)
