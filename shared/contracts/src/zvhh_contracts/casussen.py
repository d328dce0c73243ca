# SPDX-License-Identifier: EUPL-1.2
"""What regie publishes on `zvhh.casussen.v1`: the casus, its casusregie, its incidents and its clock."""

from datetime import date
from typing import ClassVar

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Event, Moment, Persoon
from zvhh_contracts.overleggen import Eindgrond
from zvhh_contracts.triages import Route


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
    """All places of the pilotjaar are given: the zaak waits, `positie` in line when it joined (S6).

    `besluit_op`: the moment of the decision by which it waits; one of before says nothing any more (D3).
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-op-wachtlijst.v1"
    pilotjaar: int
    positie: int
    sinds: Moment
    besluit_op: Moment | None = None


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
    """An incident was corrected, or turned out to be none (D4); every version stays in regie.

    `neemt_weg`: it takes away a serious incident that another organisation registered, or makes less of it.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.incident-herzien.v1"
    nummer: int
    versie: int
    is_incident: bool
    soort: Code
    moment: Moment
    ernstig: bool
    afschalen_mogelijk_op: Moment | None
    herzien_op: Moment | None = None
    neemt_weg: bool = False


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


class LopendeCasusGeopend(Event):
    """A running case of before the pilot is in regie, without a place (S6c); its clock counts from `geopend_op` (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.lopende-casus-geopend.v1"
    geopend_op: Moment
    afschalen_mogelijk_op: Moment


class OpeningOngedaan(Event):
    """An opening made in error was undone, before the first held casusoverleg (S6b): its place is free, the clock stops.

    The zaak gets a second weegoverleg, or a way on (D5).
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.opening-ongedaan.v1"
    pilotjaar: int
    plaats: int
    ongedaan_op: Moment
    door: Persoon


class CasusVanWachtlijst(Event):
    """A waiting zaak left the line by a way on (D5), by a procesregisseur (S6b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-van-wachtlijst.v1"
    pilotjaar: int
    route: Route
    van_wachtlijst_op: Moment
    door: Persoon


class ZwaartepuntGewijzigd(Event):
    """Where the case has its centre of gravity since the local day `per` (S16); the reason stays in regie."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.zwaartepunt-gewijzigd.v1"
    gemeente: Code
    per: date


class BeeindigenGeweigerd(Event):
    """Answer to BeeindigenBesloten `nummer`: not possible, with the code of the reason (D13)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.beeindigen-geweigerd.v1"
    nummer: int
    reden: Code


class CasusBeeindigd(Event):
    """Answer to BeeindigenBesloten `nummer`: the casus is closed otherwise than by afschalen (D13); its file is shielded."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-beeindigd.v1"
    nummer: int
    grond: Eindgrond
    beeindigd_op: Moment


class CasusVernietigd(Event):
    """Document and key are destroyed in regie (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-vernietigd.v1"
    vernietigd_op: Moment
