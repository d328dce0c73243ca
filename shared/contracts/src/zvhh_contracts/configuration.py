# SPDX-License-Identifier: EUPL-1.2
"""The shared configuration file: everything with an owner that may change without new code.

For: validating the YAML file that all services read: pilot years, terms, lists of codes, partners, professionals.
The defaults are the values of the pilot in Haaglanden 2025. The text below a field is for who keeps the file
(docs/configuratie.md is made of them), so it is Dutch. Not for: addresses, secrets and sizes; those are settings.
"""

import itertools
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from zvhh_contracts import lijsten
from zvhh_contracts.event import Code, Oin
from zvhh_contracts.given import Day, LocalMoment, Phone
from zvhh_contracts.partners import Entry, Klasse, Naam, Partner, Professional, Regel, RegieAfspraak

__all__ = [
    "Configuratie",
    "Feestdagen",
    "Klasse",
    "Partner",
    "Pilotjaar",
    "Professional",
    "RegieAfspraak",
    "Termijnen",
]

_LOCAL = ZoneInfo("Europe/Amsterdam")
Aantal = Annotated[int, Field(gt=0, le=10_000)]
"""Bounded, so that every term ends within the calendar that we can count in."""


class Pilotjaar(Entry):
    """A year of the pilot: meldingen received in [begin, eind) count for it (S7), at most `maximum` new casussen (S6)."""

    begin: LocalMoment
    """Vanaf welk moment gemeld kan worden (met tijdzone)."""
    eind: LocalMoment
    """Vanaf welk moment niet meer."""
    maximum: Aantal
    """Hoeveel nieuwe zaken er in dit jaar instromen; na de eerste plek verhoogt alleen beheer dit, met reden."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.eind <= self.begin:
            raise ValueError("eind ligt niet na begin")
        return self


class Termijnen(Entry):
    """Every term of the process, in the unit that its name says."""

    aanvulling_werkdagen: Aantal = 5
    """Hoe lang een melder heeft om aan te vullen (S10)."""
    weegoverleg_werkdagen: Aantal = 10
    """Binnen hoeveel tijd na de triage het weegoverleg gepland wordt (S10)."""
    uitnodiging_dagen: Aantal = 30
    """Tot hoeveel dagen na de dag van een overleg de uitnodiging toegang geeft als het niet is vastgelegd (L6)."""
    casusregie_gezocht_werkdagen: Aantal = 5
    """Wanneer herinnerd wordt dat er nog geen casusregisseur is (S11)."""
    zonder_datum_werkdagen: Aantal = 5
    """Wanneer herinnerd wordt dat een zaak geen volgend overleg heeft (D3)."""
    eerste_casusoverleg_weken: Aantal = 2
    """Wanneer het eerste casusoverleg na het weegoverleg wordt voorgesteld (S13)."""
    afspraak_zonder_datum_weken: Aantal = 2
    """Tot wanneer een afspraak uiterlijk loopt als er geen volgend overleg is (S11)."""
    casusoverleg_weken: Aantal = 10
    """Hoeveel weken na het vorige het volgende casusoverleg wordt voorgesteld (S13)."""
    casusoverleg_laat_weken: Aantal = 12
    """Vanaf hoeveel weken zonder casusoverleg dat opvalt (S13)."""
    zonder_incident_maanden: Aantal = 6
    """Hoeveel kalendermaanden zonder incident afschalen mogelijk maken (S14)."""
    concept_dagen: Aantal = 30
    """Hoe lang een concept na het laatste opslaan blijft (D1)."""
    afgewezen_bewaren_dagen: Aantal = 30
    """Hoe lang een zaak blijft die niet doorgaat (L8)."""
    geweigerd_bewaren_dagen: Aantal = 7
    """Hoe lang een geweigerd bericht van het systeem van een partner blijft (D1)."""
    niet_passend_herzien_dagen: Aantal = 30
    """Tot wanneer een verkeerd vastgelegd 'niet passend' hersteld kan worden (D3)."""
    splitsen_dagen: Aantal = 30
    """Tot wanneer een gevoegde melding weer gesplitst kan worden (D11b)."""
    wachtlijst_herinneren_dagen: Aantal = 7
    """Hoe vaak aan een wachtende zaak herinnerd wordt (S6b)."""
    overdracht_leesbaar_dagen: Aantal = 30
    """Hoe lang de overdracht na afschalen te lezen is (S14b)."""
    bewaartermijn_melden_maanden: Aantal = 3
    """Hoe lang tevoren opvalt dat de bewaartermijn van een zaak afloopt (L8)."""
    bewaren_jaren: Annotated[int, Field(gt=0, le=5)] = 5
    """Hoe lang een zaak na de eerste verwerking hooguit blijft; de wet staat niet meer dan 5 toe (L8)."""
    verlengen_jaren: Annotated[int, Field(gt=0, le=2)] = 2
    """Met hoeveel een bewaartermijn hooguit verlengd wordt; de wet staat niet meer dan 2 toe (L8)."""


class Feestdagen(Entry):
    """Which days count as holidays beside those that the Algemene termijnenwet names (art. 3): nobody's term ends on one."""

    bevrijdingsdag: Literal["elk-jaar", "lustrum", "nooit"] = "elk-jaar"
    """Of 5 mei elk jaar een vrije dag is (zoals in de wet), alleen in een lustrumjaar, of nooit."""
    extra: tuple[Day, ...] = ()
    """Eigen vrije dagen, bijvoorbeeld een brugdag."""


def _jaar_2025() -> dict[int, Pilotjaar]:
    begin, eind = datetime(2025, 1, 1, tzinfo=_LOCAL), datetime(2025, 10, 1, tzinfo=_LOCAL)
    return {2025: Pilotjaar(begin=begin, eind=eind, maximum=30)}


class Configuratie(Entry):
    """The whole file. Lists of codes map a code to its Dutch words."""

    zvhh_oin: Oin = "00000099000000000100"
    """Het OIN van het Zorg- en Veiligheidshuis."""
    zvhh_naam: Naam = "Zorg- en Veiligheidshuis"
    """Hoe het heet."""
    telefoon_procesregisseur: Annotated[Phone, Field(min_length=1)] = "070-7570900"
    """Het nummer van de procesregisseur van de dag (S5)."""
    gewone_weg: Regel = "zvhh.nl of 070-7570900"
    """Waar een zaak heen kan die niet voor de pilot is (S7)."""
    contactpunt: Regel = "Het contactpunt voor uw rechten: 070-7570900"
    """Waar betrokkenen met vragen over hun gegevens terecht kunnen (D6, L10)."""
    pilotjaren: dict[Annotated[int, Field(ge=2000, le=2199)], Pilotjaar] = Field(default_factory=_jaar_2025)
    """De jaren van de pilot, elk met venster en maximum (S6, S7)."""
    termijnen: Termijnen = Termijnen()
    """Alle termijnen."""
    feestdagen: Feestdagen = Feestdagen()
    """Welke dagen geen werkdag zijn."""
    minimum_organisaties: Aantal = 2
    """Hoeveel organisaties er voor een besluit aanwezig moeten zijn (L4)."""
    overleg_begin_uur: Annotated[int, Field(ge=0, le=23)] = 10
    """Hoe laat een overleg wordt voorgesteld waarvan geen eerdere tijd bekend is (S6c, S13)."""
    overleg_minuten: Aantal = 90
    """Hoe lang een overleg wordt voorgesteld waarvan geen eerdere duur bekend is (S6c, S13)."""
    gebruikelijk_aantal_leefgebieden: Aantal = 2
    """Vanaf hoeveel leefgebieden er meestal 'meerdere' zijn; een mens oordeelt (S8)."""
    evaluatie_minimum: Aantal = 5
    """Aantallen onder dit getal staan niet in een export (S18)."""
    leefgebieden: dict[Code, Regel] = lijsten.LEEFGEBIEDEN
    """De leefgebieden waarop zorgen kunnen zijn."""
    gemeenten: dict[Code, Regel] = lijsten.GEMEENTEN
    """De gemeenten waaruit de melder kiest, met "buiten de regio" en "onbekend"."""
    gemeenten_zonder_vermelding: tuple[Code, ...] = ("buiten-de-regio", "onbekend")
    """Gemeenten die nergens in een lijst of filter staan: zij veranderen niets."""
    aandelen: dict[Code, Regel] = lijsten.AANDELEN
    """Hoe twee casusregisseurs de regie kunnen verdelen."""
    interventies: dict[Code, Regel] = lijsten.INTERVENTIES
    """Waaruit een plan van aanpak kiest."""
    extras: dict[Code, Regel] = lijsten.EXTRAS
    """De zes extra's van de pilot: vaste regels op de agenda van elk casusoverleg."""
    incidenten: dict[Code, Regel] = lijsten.INCIDENTEN
    """Soorten incidenten."""
    partners: tuple[Partner, ...] = ()
    """Alle partners, vaste en incidentele."""
    professionals: tuple[Professional, ...] = ()
    """Wie er bij partners en bij het ZVHH met zaken werkt."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = [*self._faults()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        yield from _doubles("partner", [p.oin for p in self.partners])
        yield from _doubles("professional", [p.id for p in self.professionals])
        known = {p.oin for p in self.partners} | {self.zvhh_oin}
        for professional in self.professionals:
            if professional.organisatie not in known:
                yield f"professional {professional.id}: onbekende organisatie"
        if self.zvhh_oin in {p.oin for p in self.partners}:
            yield "het ZVHH staat zelf in de lijst van partners"
        for code in self.gemeenten_zonder_vermelding:
            if code not in self.gemeenten:
                yield f"gemeente {code} staat niet in gemeenten"
        for naam in ("leefgebieden", "gemeenten", "aandelen", "interventies", "extras", "incidenten"):
            if not getattr(self, naam):
                yield f"{naam} is leeg"
        windows = sorted(self.pilotjaren.values(), key=lambda jaar: jaar.begin)
        if any(later.begin < earlier.eind for earlier, later in itertools.pairwise(windows)):
            yield "pilotjaren overlappen elkaar"
        if self.termijnen.casusoverleg_laat_weken < self.termijnen.casusoverleg_weken:
            yield "casusoverlegLaatWeken is korter dan casusoverlegWeken"

    def partner(self, oin: str) -> Partner | None:
        """The partner with this OIN, or None."""
        return next((partner for partner in self.partners if partner.oin == oin), None)

    @property
    def melders(self) -> tuple[str, ...]:
        """The OINs that may report by themselves on some day: who has topics of their own (S1)."""
        return tuple(partner.oin for partner in self.partners if partner.meldt_ooit)

    def organisatie_in_woorden(self, oin: str) -> str:
        """An organisation by name, the house itself too; by its number where it is not known."""
        partner = self.partner(oin)
        return self.zvhh_naam if oin == self.zvhh_oin else partner.naam if partner else oin

    def professional(self, persoon: str) -> Professional | None:
        """The professional with this subject id, or None."""
        return next((professional for professional in self.professionals if professional.id == persoon), None)

    def heeft_vog_op(self, persoon: str, dag: date) -> bool:
        """Whether a professional was screened (VOG) on or before the local day; who is unknown was not (L10)."""
        professional = self.professional(persoon)
        return professional is not None and professional.vog_op is not None and professional.vog_op <= dag

    def organisatie_van(self, persoon: str) -> str | None:
        """The OIN of the organisation for which a professional works, None for who is unknown (L6)."""
        professional = self.professional(persoon)
        return professional.organisatie if professional is not None else None

    def pilotjaar_op(self, moment: datetime) -> int | None:
        """The pilot year whose window holds the moment of receipt, or None when the pilot is closed then (S7)."""
        return next((jaar for jaar, venster in self.pilotjaren.items() if venster.begin <= moment < venster.eind), None)


def _doubles(what: str, ids: list[str]) -> list[str]:
    return [f"{what} {one} staat er dubbel in" for one in sorted({one for one in ids if ids.count(one) > 1})]
