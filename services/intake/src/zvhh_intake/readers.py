# SPDX-License-Identifier: EUPL-1.2
"""What intake reads of the events of triage, meetings, regie and itself: only the fields that it needs.

Not for: writing events; those models are `zvhh_contracts`.
"""

from datetime import date
from typing import ClassVar, Literal

from zvhh_contracts import casussen, intake_intern, overleggen, triages
from zvhh_contracts.event import Moment, Reader
from zvhh_contracts.triages import Route


class AanvullingGevraagd(Reader):
    type: ClassVar[str] = triages.AanvullingGevraagd.type
    versie: int
    uiterlijk_op: date


class TriageDoorgezet(Reader):
    type: ClassVar[str] = triages.TriageDoorgezet.type
    versie: int


class TriageAfgewezen(Reader):
    type: ClassVar[str] = triages.TriageAfgewezen.type
    versie: int
    route: Route
    vernietigen_op: date


class WeegoverlegGepland(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegGepland.type
    nummer: int
    begin: Moment
    genodigden: tuple[str, ...]


class WeegoverlegGehouden(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegGehouden.type
    nummer: int
    vastgelegd_op: Moment
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[str, ...] = ()
    route: Route | None = None


class OverlegVerzet(Reader):
    type: ClassVar[str] = overleggen.OverlegVerzet.type
    nummer: int
    begin: Moment


class OverlegGeannuleerd(Reader):
    type: ClassVar[str] = overleggen.OverlegGeannuleerd.type
    nummer: int


class DeelnemerToegevoegd(Reader):
    type: ClassVar[str] = overleggen.DeelnemerToegevoegd.type
    oin: str


class DeelnemerVertrokken(Reader):
    type: ClassVar[str] = overleggen.DeelnemerVertrokken.type
    oin: str


class CasusGeopend(Reader):
    type: ClassVar[str] = casussen.CasusGeopend.type
    pilotjaar: int
    plaats: int
    maximum: int


class CasusOpWachtlijst(Reader):
    type: ClassVar[str] = casussen.CasusOpWachtlijst.type
    positie: int
    besluit_op: Moment | None = None


class CasusAfgeschaald(Reader):
    type: ClassVar[str] = casussen.CasusAfgeschaald.type
    afgeschaald_op: Moment


class TriageGevoegd(Reader):
    type: ClassVar[str] = triages.TriageGevoegd.type
    versie: int
    bij: str


class TriageHeropend(Reader):
    type: ClassVar[str] = triages.TriageHeropend.type
    versie: int


class MeldingToegevoegd(Reader):
    type: ClassVar[str] = triages.MeldingToegevoegd.type
    zaak_id: str


class MeldingAfgesplitst(Reader):
    type: ClassVar[str] = triages.MeldingAfgesplitst.type
    zaak_id: str


class WeegoverlegHerzien(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegHerzien.type
    nummer: int
    versie: int
    herzien_op: Moment
    passend: bool
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[str, ...] = ()
    route: Route | None = None


class LopendeCasusGeopend(Reader):
    type: ClassVar[str] = casussen.LopendeCasusGeopend.type


class OpeningOngedaan(Reader):
    type: ClassVar[str] = casussen.OpeningOngedaan.type
    ongedaan_op: Moment


class CasusVanWachtlijst(Reader):
    type: ClassVar[str] = casussen.CasusVanWachtlijst.type
    route: Route
    van_wachtlijst_op: Moment


class CasusBeeindigd(Reader):
    type: ClassVar[str] = casussen.CasusBeeindigd.type
    beeindigd_op: Moment


class HoofdzaakGesloten(Reader):
    type: ClassVar[str] = intake_intern.HoofdzaakGesloten.type
    zaak_id: str
    gesloten_op: Moment


class HoofdzaakGewogen(Reader):
    type: ClassVar[str] = intake_intern.HoofdzaakGewogen.type
    zaak_id: str


class HoofdzaakWering(Reader):
    type: ClassVar[str] = intake_intern.HoofdzaakWering.type
    zaak_id: str
    persoon: str
    geldt: bool


class HoofdzaakVernietigd(Reader):
    type: ClassVar[str] = intake_intern.HoofdzaakVernietigd.type
    zaak_id: str
    vernietigd_op: Moment
