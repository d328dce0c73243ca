# SPDX-License-Identifier: EUPL-1.2
"""What regie publishes on `zvhh.casussen.v1`: the casus, its casusregie, its incidents and its clock."""

from datetime import date
from typing import ClassVar

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Event, Moment


class CasusGeopend(Event):
    """The zaak got place `plaats` of `maximum` in its pilotjaar (S6); the six-month clock starts (S14).

    `vergeven` counts the places given so far, this one included. `afschalen_mogelijk_op` is when the clock runs out.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-geopend.v1"
    pilotjaar: int
    plaats: int
    maximum: int
    vergeven: int
    geopend_op: Moment
    afschalen_mogelijk_op: Moment


class CasusOpWachtlijst(Event):
    """All places of the pilotjaar are given: the zaak waits, `positie` in line when it joined (S6)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-op-wachtlijst.v1"
    pilotjaar: int
    positie: int
    sinds: Moment


class CasusregieVastgelegd(Event):
    """Answer to CasusregieAangewezen `aanwijzing`: this casusregie is in force from the local day `van` (S16)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casusregie-vastgelegd.v1"
    aanwijzing: int
    casusregie: Casusregie
    van: date


class CasusregieGeweigerd(Event):
    """Answer to CasusregieAangewezen `aanwijzing`: not possible, with the codes of every reason (S16)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casusregie-geweigerd.v1"
    aanwijzing: int
    redenen: tuple[Code, ...]


class IncidentGeregistreerd(Event):
    """An incident was registered (D4); the clock now runs to `afschalen_mogelijk_op`, None where no clock runs yet."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.incident-geregistreerd.v1"
    nummer: int
    soort: Code
    moment: Moment
    ernstig: bool
    geregistreerd_op: Moment
    afschalen_mogelijk_op: Moment | None


class IncidentHerzien(Event):
    """An incident was corrected, or turned out to be none (D4); every version stays in regie."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.incident-herzien.v1"
    nummer: int
    versie: int
    is_incident: bool
    soort: Code
    moment: Moment
    ernstig: bool
    afschalen_mogelijk_op: Moment | None


class AfschalenMogelijk(Event):
    """Six calendar months without incidents have passed at `sinds`: an item for each next agenda, no decision (S14, L9)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.afschalen-mogelijk.v1"
    sinds: Moment


class AfschalenVervallen(Event):
    """AfschalenMogelijk no longer holds: an incident came to light; the clock now runs to `opnieuw_op` (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.afschalen-vervallen.v1"
    opnieuw_op: Moment


class AfschalenGeweigerd(Event):
    """Answer to AfschalenBesloten `nummer`: overtaken, with the code of the reason (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.afschalen-geweigerd.v1"
    nummer: int
    reden: Code


class CasusAfgeschaald(Event):
    """Answer to AfschalenBesloten `nummer`: the casus is closed, the ZVHH no longer involved (S14); its file is shielded (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-afgeschaald.v1"
    nummer: int
    afgeschaald_op: Moment
