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
    """Triage asks for more."""

    type: ClassVar[str] = triages.AanvullingGevraagd.type
    versie: int
    uiterlijk_op: date


class TriageDoorgezet(Reader):
    """Triage sends the zaak on to a weegoverleg."""

    type: ClassVar[str] = triages.TriageDoorgezet.type
    versie: int


class TriageAfgewezen(Reader):
    """Triage said no."""

    type: ClassVar[str] = triages.TriageAfgewezen.type
    versie: int
    route: Route
    vernietigen_op: date


class WeegoverlegGepland(Reader):
    """A weegoverleg has a date."""

    type: ClassVar[str] = overleggen.WeegoverlegGepland.type
    nummer: int
    begin: Moment
    genodigden: tuple[str, ...]


class WeegoverlegGehouden(Reader):
    """A weegoverleg was held and vastgelegd."""

    type: ClassVar[str] = overleggen.WeegoverlegGehouden.type
    nummer: int
    vastgelegd_op: Moment
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[str, ...] = ()
    route: Route | None = None


class OverlegVerzet(Reader):
    """An overleg was moved."""

    type: ClassVar[str] = overleggen.OverlegVerzet.type
    nummer: int
    begin: Moment


class OverlegGeannuleerd(Reader):
    """An overleg will not be held."""

    type: ClassVar[str] = overleggen.OverlegGeannuleerd.type
    nummer: int


class DeelnemerToegevoegd(Reader):
    """A partner takes part."""

    type: ClassVar[str] = overleggen.DeelnemerToegevoegd.type
    oin: str


class DeelnemerVertrokken(Reader):
    """A partner left."""

    type: ClassVar[str] = overleggen.DeelnemerVertrokken.type
    oin: str


class CasusGeopend(Reader):
    """The zaak got its place."""

    type: ClassVar[str] = casussen.CasusGeopend.type
    pilotjaar: int
    plaats: int
    maximum: int


class CasusOpWachtlijst(Reader):
    """The zaak waits for a place."""

    type: ClassVar[str] = casussen.CasusOpWachtlijst.type
    positie: int
    besluit_op: Moment | None = None


class CasusAfgeschaald(Reader):
    """The casus is closed."""

    type: ClassVar[str] = casussen.CasusAfgeschaald.type
    afgeschaald_op: Moment


class TriageGevoegd(Reader):
    """The melding was joined to another zaak."""

    type: ClassVar[str] = triages.TriageGevoegd.type
    versie: int
    bij: str


class TriageHeropend(Reader):
    """The melding is on its own again."""

    type: ClassVar[str] = triages.TriageHeropend.type
    versie: int


class MeldingToegevoegd(Reader):
    """Another melding was joined to this zaak."""

    type: ClassVar[str] = triages.MeldingToegevoegd.type
    zaak_id: str


class MeldingAfgesplitst(Reader):
    """A melding that had joined this zaak is on its own again."""

    type: ClassVar[str] = triages.MeldingAfgesplitst.type
    zaak_id: str


class WeegoverlegHerzien(Reader):
    """The decision of a held weegoverleg was put right."""

    type: ClassVar[str] = overleggen.WeegoverlegHerzien.type
    nummer: int
    versie: int
    herzien_op: Moment
    passend: bool
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[str, ...] = ()
    route: Route | None = None


class LopendeCasusGeopend(Reader):
    """A running case of before the pilot is in regie."""

    type: ClassVar[str] = casussen.LopendeCasusGeopend.type


class OpeningOngedaan(Reader):
    """An opening made in error was undone."""

    type: ClassVar[str] = casussen.OpeningOngedaan.type
    ongedaan_op: Moment


class CasusVanWachtlijst(Reader):
    """A waiting zaak left the line."""

    type: ClassVar[str] = casussen.CasusVanWachtlijst.type
    route: Route
    van_wachtlijst_op: Moment


class CasusBeeindigd(Reader):
    """The casus is closed otherwise than by afschalen."""

    type: ClassVar[str] = casussen.CasusBeeindigd.type
    beeindigd_op: Moment


class HoofdzaakGesloten(Reader):
    """The zaak that this melding was joined to was closed."""

    type: ClassVar[str] = intake_intern.HoofdzaakGesloten.type
    zaak_id: str
    gesloten_op: Moment


class HoofdzaakGewogen(Reader):
    """The zaak that this melding was joined to had its weegoverleg."""

    type: ClassVar[str] = intake_intern.HoofdzaakGewogen.type
    zaak_id: str


class HoofdzaakWering(Reader):
    """A person is barred from the zaak that this melding was joined to, or no longer."""

    type: ClassVar[str] = intake_intern.HoofdzaakWering.type
    zaak_id: str
    persoon: str
    geldt: bool


class HoofdzaakVernietigd(Reader):
    """The zaak that this melding was joined to was destroyed."""

    type: ClassVar[str] = intake_intern.HoofdzaakVernietigd.type
    zaak_id: str
    vernietigd_op: Moment
