# SPDX-License-Identifier: EUPL-1.2
"""The pilot years: how many places are given and left, and who waits in which order (S6).

A closed casus keeps its place and shows neither its kenmerk nor its stand (S6b, L8).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.wachtrij import Plek, Verhoging, Wachtende
from zvhh_regie.domain.pilotjaar import Pilotjaar
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.woorden import naam_van


class ZaaknaamBeeld(Beeld):
    """What the list of places shows of a casus."""

    zaak_id: str
    kenmerk: str | None
    stand: str

    @classmethod
    def van(cls, zaak_id: str, casus: Casus) -> Self:
        return cls(zaak_id=zaak_id, kenmerk=casus.kenmerk, stand=casus.stand)


class _Aantallen(Beeld):
    """What a row of the list and the whole year both show."""

    jaar: int
    begin: datetime | None
    eind: datetime | None
    maximum: int
    vergeven: int
    vrij: int
    wachtend: int


class PilotjaarRegelBeeld(_Aantallen):
    """The counts of a year: `vergeven` of `maximum`, `vrij` left, `wachtend` in line."""

    @classmethod
    def van(cls, config: Configuratie, pilotjaar: Pilotjaar) -> Self:
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
    """A place that was given; `kenmerk` and `stand` are null once its casus is shielded or destroyed.

    `bevestigd_door`: who gave it to a zaak that waited (L9).
    """

    nummer: int
    vergeven_op: datetime
    bevestigd_door: str | None
    kenmerk: str | None
    stand: str | None


class WachtendeBeeld(Beeld):
    """A zaak in line: its position now, when the weegoverleg decided, and for how many days it has waited.

    `aangeboden_op`: a place is free for it; a procesregisseur confirms it (S6b). `zaak_id` and `kenmerk` are null for who
    is barred from it (L6).
    """

    positie: int
    zaak_id: str | None
    kenmerk: str | None
    besloten_op: datetime
    ontvangen_op: datetime
    sinds: datetime
    wacht_dagen: int
    aangeboden_op: datetime | None


class VerhogingBeeld(DeelBeeld):
    """The cap was raised, with the reason (S6b)."""

    van: int
    naar: int
    reden: Sealed[str]
    door: str
    op: datetime

    @classmethod
    def uit(cls, config: Configuratie, verhoging: Verhoging) -> Self:
        return cls.toon(verhoging, {"door": naam_van(config, verhoging.door)})


class PilotjaarBeeld(_Aantallen):
    """A year with its places by number, its line in order, how many went on to a later year, and how its cap was raised."""

    plaatsen: tuple[PlaatsBeeld, ...]
    wachtlijst: tuple[WachtendeBeeld, ...]
    doorgezet: int
    verhogingen: tuple[VerhogingBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, pilotjaar: Pilotjaar, namen: Mapping[str, ZaaknaamBeeld], vandaag: date) -> Self:
        """`namen`: the casussen that may be named, by id."""
        plaatsen = sorted(pilotjaar.plaatsen, key=lambda plek: plek.nummer)
        return cls(
            **dict(PilotjaarRegelBeeld.van(config, pilotjaar)),
            plaatsen=tuple(_plaats(config, plek, namen) for plek in plaatsen),
            wachtlijst=tuple(
                _wachtende(one, positie, namen.get(one.zaak_id), vandaag)
                for positie, one in enumerate(pilotjaar.wachtlijst, 1)
            ),
            doorgezet=len(pilotjaar.doorgezet),
            verhogingen=tuple(VerhogingBeeld.uit(config, one) for one in pilotjaar.verhogingen),
        )


def _plaats(config: Configuratie, plek: Plek, namen: Mapping[str, ZaaknaamBeeld]) -> PlaatsBeeld:
    naam = namen.get(plek.zaak_id) if plek.zaak_id is not None else None
    return PlaatsBeeld(
        nummer=plek.nummer,
        vergeven_op=plek.vergeven_op,
        bevestigd_door=naam_van(config, plek.bevestigd_door) if plek.bevestigd_door else None,
        kenmerk=naam.kenmerk if naam else None,
        stand=naam.stand if naam else None,
    )


def _wachtende(een: Wachtende, positie: int, naam: ZaaknaamBeeld | None, vandaag: date) -> WachtendeBeeld:
    return WachtendeBeeld(
        positie=positie,
        zaak_id=naam.zaak_id if naam else None,
        kenmerk=naam.kenmerk if naam else None,
        besloten_op=een.vastgelegd_op,
        ontvangen_op=een.ontvangen_op,
        sinds=een.sinds,
        wacht_dagen=(vandaag - local_date(een.sinds)).days,
        aangeboden_op=een.aangeboden_op,
    )
