# SPDX-License-Identifier: EUPL-1.2
"""How `GET /v1/taken` of every service shows the tasks of a zaak: one form, with the words and places of the one table.

Not for: which tasks there are (each service's domain), nor for what a code means (`taken`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import TAKEN, Groep, Rol, Taak

__all__ = ["TaakBeeld", "TaakpersoonBeeld", "WaarBeeld", "ZaakTaken"]

MET_SPOED = frozenset({"weegoverleg-plannen"})
"""Where the words themselves say that it can't wait (D2); of the others the zaak says so."""


class _Beeld(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class TaakpersoonBeeld(_Beeld):
    """Whose task it is by name; their id where the configuration doesn't know them."""

    persoon: str
    naam: str


class WaarBeeld(_Beeld):
    """An operation by which the task is done: of which service, under which `operationId`."""

    dienst: str
    operatie: str


class TaakBeeld(_Beeld):
    """One task in words: what, for whom, until and including which local day (null: no term), and where it is done.

    `teLaat`: that day has passed. `persoon`: whose it is, where somebody took it. `nummer`: of the agreement, overleg or
    incident that it is about. `advies`: what is to be told with it, by phone for example (D5).
    """

    code: str
    tekst: str
    groep: Groep | None
    uiterlijk: date | None
    te_laat: bool
    voor: Rol
    oin: str | None
    persoon: TaakpersoonBeeld | None
    nummer: int | None
    advies: str | None = None
    waar: tuple[WaarBeeld, ...]

    @classmethod
    def van(
        cls, config: Configuratie, taak: Taak, vandaag: date, *, spoed: bool = False, advies: str | None = None
    ) -> Self:
        """On a local day; `spoed`: the zaak can't wait (D2)."""
        soort = TAKEN.get(taak.code)
        waar = (een.partition(".") for een in soort.waar) if soort else ()
        bekend = config.professional(taak.persoon) if taak.persoon else None
        return cls(
            code=taak.code,
            tekst=("Spoed. " if spoed and taak.code in MET_SPOED else "") + (soort.woorden if soort else taak.code),
            groep=soort.groep if soort else None,
            uiterlijk=taak.uiterlijk,
            te_laat=taak.uiterlijk is not None and taak.uiterlijk < vandaag,
            voor=taak.voor,
            oin=taak.oin,
            persoon=TaakpersoonBeeld(persoon=taak.persoon, naam=bekend.naam if bekend else taak.persoon)
            if taak.persoon
            else None,
            nummer=taak.nummer,
            advies=advies,
            waar=tuple(WaarBeeld(dienst=dienst, operatie=operatie) for dienst, _, operatie in waar),
        )


class ZaakTaken(_Beeld):
    """A zaak with the tasks in it that are for who asks, the nearest term first. No content.

    `zaakId` is null for what is about no zaak. `spoed`: whether the zaak can't wait (D2); null from a service that does not hear of it.
    """

    zaak_id: str | None
    kenmerk: str | None
    spoed: bool | None = Field(None, description="Leeg: deze dienst weet dat niet.")
    taken: tuple[TaakBeeld, ...]

    @classmethod
    def uit(
        cls,
        config: Configuratie,
        zaak_id: str | None,
        kenmerk: str | None,
        taken: Iterable[Taak],
        vandaag: date,
        *,
        spoed: bool | None = None,
        adviezen: Mapping[str, str] = MappingProxyType({}),
    ) -> Self:
        """Of the tasks of a zaak that are for who asks, as they read on a local day; `adviezen`: code → what goes with it."""
        op_volgorde = sorted(taken, key=lambda taak: taak.uiterlijk or date.max)
        beelden = tuple(
            TaakBeeld.van(config, taak, vandaag, spoed=bool(spoed), advies=adviezen.get(taak.code))
            for taak in op_volgorde
        )
        return cls(zaak_id=zaak_id, kenmerk=kenmerk, spoed=spoed, taken=beelden)
