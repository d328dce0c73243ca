# SPDX-License-Identifier: EUPL-1.2
"""The pilot years: how many places are given and left, and who waits in which order (S6).

A closed casus keeps its place and shows neither its kenmerk nor its stand (S6b, L8).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.pilotjaar import Pilotjaar


class Zaaknaam(Beeld):
    """What the list of places shows of a casus."""

    zaak_id: str
    kenmerk: str | None
    stand: str

    @classmethod
    def uit(cls, zaak_id: str, casus: Casus) -> Self:
        """By its document."""
        return cls(zaak_id=zaak_id, kenmerk=casus.kenmerk, stand=casus.stand)


class PilotjaarRegel(Beeld):
    """The counts of a year: `vergeven` of `maximum`, `vrij` left, `wachtend` in line."""

    jaar: int
    begin: datetime | None
    eind: datetime | None
    maximum: int
    vergeven: int
    vrij: int
    wachtend: int

    @classmethod
    def uit(cls, config: Configuratie, pilotjaar: Pilotjaar) -> Self:
        """With the window of the configuration, null where it doesn't know the year."""
        venster = config.pilotjaren.get(pilotjaar.jaar)
        return cls(
            jaar=pilotjaar.jaar,
            begin=venster.begin if venster else None,
            eind=venster.eind if venster else None,
            maximum=pilotjaar.maximum,
            vergeven=pilotjaar.vergeven,
            vrij=pilotjaar.vrij,
            wachtend=len(pilotjaar.wachtlijst),
        )


class PlaatsBeeld(Beeld):
    """A place that was given; `kenmerk` and `stand` are null once its casus is shielded."""

    nummer: int
    vergeven_op: datetime
    kenmerk: str | None
    stand: str | None


class WachtendeBeeld(Beeld):
    """A zaak in line: its position now, when the weegoverleg decided, and for how many days it has waited."""

    positie: int
    zaak_id: str
    kenmerk: str | None
    besloten_op: datetime
    ontvangen_op: datetime
    sinds: datetime
    wacht_dagen: int


class PilotjaarBeeld(PilotjaarRegel):
    """A year with its places and its line, in order."""

    plaatsen: tuple[PlaatsBeeld, ...]
    wachtlijst: tuple[WachtendeBeeld, ...]

    @classmethod
    def met(cls, config: Configuratie, pilotjaar: Pilotjaar, namen: Mapping[str, Zaaknaam], vandaag: date) -> Self:
        """`namen`: the casussen that may be named, by id."""
        plaatsen = tuple(
            PlaatsBeeld(
                nummer=plek.nummer,
                vergeven_op=plek.vergeven_op,
                kenmerk=namen[plek.zaak_id].kenmerk if plek.zaak_id in namen else None,
                stand=namen[plek.zaak_id].stand if plek.zaak_id in namen else None,
            )
            for plek in pilotjaar.plaatsen
        )
        wachtlijst = tuple(
            WachtendeBeeld(
                positie=positie,
                zaak_id=een.zaak_id,
                kenmerk=namen[een.zaak_id].kenmerk if een.zaak_id in namen else None,
                besloten_op=een.vastgelegd_op,
                ontvangen_op=een.ontvangen_op,
                sinds=een.sinds,
                wacht_dagen=(vandaag - local_date(een.sinds)).days,
            )
            for positie, een in enumerate(pilotjaar.wachtlijst, 1)
        )
        return cls(**dict(PilotjaarRegel.uit(config, pilotjaar)), plaatsen=plaatsen, wachtlijst=wachtlijst)
