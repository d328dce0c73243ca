# SPDX-License-Identifier: EUPL-1.2
"""The overdracht, which stays readable for a while after a casus has ended (S14b)."""

from datetime import date, datetime
from typing import Literal, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import Eindgrond
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.verslagdelen import Eindbesluit, GaatVerder
from zvhh_meetings.views.organisatie import Organisatie


class GaatVerderBeeld(Beeld):
    """Who goes on, and what was agreed with it."""

    organisatie: Organisatie
    afspraak: Sealed[str]

    @classmethod
    def van(cls, config: Configuratie, one: GaatVerder) -> Self:
        """Of an opened part of the decision."""
        return cls(organisatie=Organisatie.van(config, one.oin), afspraak=one.afspraak)


class OverdrachtBeeld(Beeld):
    """All that stays readable of a casus that has ended (S14b): nothing else of the zaak is in it.

    `leesbaar_tot`: the last local day.
    """

    zaak_id: str
    kenmerk: str | None
    einde: Literal["afgeschaald"] | Eindgrond
    besloten_op: datetime
    gesloten_op: datetime
    gaat_verder: tuple[GaatVerderBeeld, ...]
    signalen: Sealed[str] | None
    leesbaar_tot: date

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, traject: Overlegtraject) -> Self:
        """Of an opened state of a casus that has ended. Raises ValueError where nothing was decided."""
        overleg, gesloten_op, tot = traject.slotoverleg, traject.gesloten_op, traject.overdracht_tot
        verslag = overleg.casusverslag if overleg is not None else None
        besluit = verslag.slotbesluit if verslag is not None else None
        if overleg is None or besluit is None or not overleg.gehouden_op or not gesloten_op or not tot:
            raise ValueError("this casus has no overdracht")
        return cls(
            zaak_id=zaak_id,
            kenmerk=traject.kenmerk,
            einde=besluit.grond if isinstance(besluit, Eindbesluit) else "afgeschaald",
            besloten_op=overleg.gehouden_op,
            gesloten_op=gesloten_op,
            gaat_verder=tuple(GaatVerderBeeld.van(config, one) for one in besluit.gaat_verder),
            signalen=besluit.signalen,
            leesbaar_tot=tot,
        )
