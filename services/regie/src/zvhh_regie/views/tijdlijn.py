# SPDX-License-Identifier: EUPL-1.2
"""The tijdlijn of a casus and its overleggen, as people see them. Not for: what is in it; that is `rules.tijdlijn`."""

from datetime import date, datetime
from typing import Literal, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.rules.tijdlijn import Regel, Soort, is_ouder, tijdlijn, volgend_overleg
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.woorden import OUDER, TIJDLIJN, OrganisatieBeeld


class TijdlijnregelBeeld(Beeld):
    """What happened on the local day `dag`, at `moment` (null: only the day is known); `nummer`: of overleg, plan, incident."""

    soort: Soort
    groep: Literal["overleg", "incident", "regie"]
    tekst: str
    dag: date
    moment: datetime | None
    organisatie: OrganisatieBeeld | None
    nummer: int | None

    @classmethod
    def van(cls, config: Configuratie, regel: Regel) -> Self:
        groep, tekst = TIJDLIJN[regel.soort]
        return cls(
            soort=regel.soort,
            groep=groep,
            tekst=tekst,
            dag=regel.dag,
            moment=regel.moment,
            organisatie=OrganisatieBeeld.van(config, regel.oin) if regel.oin else None,
            nummer=regel.nummer,
        )


class TijdlijnBeeld(Beeld):
    """What happened in a casus, newest first; `ouder`: what is said at its end where there was more."""

    regels: tuple[TijdlijnregelBeeld, ...]
    ouder: str | None

    @classmethod
    def van(cls, config: Configuratie, casus: Casus) -> Self:
        regels = tuple(TijdlijnregelBeeld.van(config, regel) for regel in tijdlijn(casus))
        return cls(regels=regels, ouder=OUDER if is_ouder(casus) else None)


class VolgendOverlegBeeld(DeelBeeld):
    """The next overleg as regie last heard of it; `voorlopig`: its date is fixed once the casus is open (S13)."""

    nummer: int
    soort: Overlegsoort
    begin: datetime
    voorlopig: bool

    @classmethod
    def van(cls, casus: Casus, vandaag: date) -> Self | None:
        """On the local day `vandaag`; None where none is planned, or none is known."""
        overleg = volgend_overleg(casus, vandaag)
        return None if overleg is None else cls.toon(overleg)
