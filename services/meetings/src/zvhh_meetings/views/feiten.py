# SPDX-License-Identifier: EUPL-1.2
"""What the other services told about a zaak, as meetings shows it: facts and codes, no content.

For: `views`. Not for: tasks (`overzicht`), nor what was said in an overleg.
"""

from datetime import date, datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.bronnen import Zwaartepunt


class ZwaartepuntBeeld(Beeld):
    """The gemeente in which the case has its centre of gravity, since when (S16)."""

    gemeente: Code
    naam: str
    per: date

    @classmethod
    def van(cls, config: Configuratie, one: Zwaartepunt) -> Self:
        """With the gemeente's name."""
        return cls(gemeente=one.gemeente, naam=config.gemeenten.get(one.gemeente, one.gemeente), per=one.per)


class FeitenBeeld(Beeld):
    """Badges and dates: spoed (D2), a running case of before the pilot (S6c), meldingen that joined (D11b), kinderen
    (D10), the zwaartepunt (S16), waiting for a place and an undone opening (S6, S6b).
    """

    spoed: bool
    van_voor_de_pilot: bool
    kinderen: int
    gevoegd: int
    rollen_omgekeerd: bool
    gevoegd_bij: str | None
    zwaartepunt: ZwaartepuntBeeld | None
    geopend_op: datetime | None
    wachtlijst_sinds: datetime | None
    opening_ongedaan_op: datetime | None

    @classmethod
    def van(cls, config: Configuratie, traject: Overlegtraject) -> Self:
        """Of a state; nothing in it needs to be open."""
        casus, melding = traject.casus, traject.melding
        return cls(
            spoed=traject.spoed,
            van_voor_de_pilot=melding is not None and melding.van_voor_de_pilot,
            kinderen=traject.kinderen,
            gevoegd=len(traject.gevoegd),
            rollen_omgekeerd=traject.rollen_omgekeerd,
            gevoegd_bij=traject.triage.bij if traject.triage is not None and traject.stand == "gevoegd" else None,
            zwaartepunt=ZwaartepuntBeeld.van(config, casus.zwaartepunt) if casus.zwaartepunt is not None else None,
            geopend_op=casus.geopend_op,
            wachtlijst_sinds=casus.wachtlijst_sinds,
            opening_ongedaan_op=casus.ongedaan_op,
        )
