# SPDX-License-Identifier: EUPL-1.2
"""What regie reads of the events of intake, triage and meetings: only the fields that it needs.

For: the handler table and the decisions. Not for: what its own documents tell each other; those are read as the contracts say.
"""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zvhh_contracts import meldingen, overleggen, triages
from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin, Persoon, Reader, ZaakId

# What intake tells


class MeldingIngediend(Reader):
    type: ClassVar[str] = meldingen.MeldingIngediend.type
    kenmerk: str
    pilotjaar: int
    ontvangen_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: Oin
    gemeente: Code
    rollen: dict[str, int] = Field(default_factory=dict)
    wensen: tuple[Code, ...] = ()
    bekend_sinds: date | None = None
    oud_kenmerk: str | None = None


class MeldingIngetrokken(Reader):
    type: ClassVar[str] = meldingen.MeldingIngetrokken.type
    ingetrokken_op: Moment


class LopendeZaakIngebracht(Reader):
    type: ClassVar[str] = meldingen.LopendeZaakIngebracht.type
    kenmerk: str
    ingebracht_op: Moment
    begonnen_op: date
    eerste_verwerking_op: Moment
    melder_oin: Oin
    gemeente: Code
    rollen: dict[str, int] = Field(default_factory=dict)
    deelnemers: tuple[Oin, ...]
    casusregie: Casusregie | None = None
    casusregie_van: date | None = None
    laatste_incident_op: Moment | None = None


class BetrokkenenGewijzigd(Reader):
    type: ClassVar[str] = meldingen.BetrokkenenGewijzigd.type
    rollen: dict[str, int]


class ProfessionalGeweerd(Reader):
    type: ClassVar[str] = meldingen.ProfessionalGeweerd.type
    persoon: Persoon


class WeringOpgeheven(Reader):
    type: ClassVar[str] = meldingen.WeringOpgeheven.type
    persoon: Persoon


class BewaartermijnGewijzigd(Reader):
    type: ClassVar[str] = meldingen.BewaartermijnGewijzigd.type
    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: Moment


class MeldingAfgeschermd(Reader):
    type: ClassVar[str] = meldingen.MeldingAfgeschermd.type
    hoofdzaak_id: ZaakId


class MeldingVernietigd(Reader):
    type: ClassVar[str] = meldingen.MeldingVernietigd.type


# What triage tells


class AanvullingGevraagd(Reader):
    type: ClassVar[str] = triages.AanvullingGevraagd.type


class TriageDoorgezet(Reader):
    type: ClassVar[str] = triages.TriageDoorgezet.type
    versie: int
    doorgezet_op: Moment


class TriageAfgewezen(Reader):
    type: ClassVar[str] = triages.TriageAfgewezen.type
    versie: int
    afgewezen_op: Moment
    route: Code


class TriageGevoegd(Reader):
    type: ClassVar[str] = triages.TriageGevoegd.type
    versie: int
    gevoegd_op: Moment
    bij: ZaakId


class TriageHeropend(Reader):
    type: ClassVar[str] = triages.TriageHeropend.type
    versie: int


# What meetings tells


class WeegoverlegGepland(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegGepland.type
    nummer: int
    begin: Moment


class CasusoverlegGepland(Reader):
    type: ClassVar[str] = overleggen.CasusoverlegGepland.type
    nummer: int
    begin: Moment
    voorlopig: bool = False


class OverlegVerzet(Reader):
    type: ClassVar[str] = overleggen.OverlegVerzet.type
    nummer: int
    soort: overleggen.Overlegsoort
    begin: Moment


class OverlegGeannuleerd(Reader):
    type: ClassVar[str] = overleggen.OverlegGeannuleerd.type
    nummer: int
    soort: overleggen.Overlegsoort


class WeegoverlegGehouden(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegGehouden.type
    nummer: int
    gehouden_op: Moment
    vastgelegd_op: Moment
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()
    route: Code | None = None
    wensen: dict[Code, Literal["besproken", "later", "niet"]] = Field(default_factory=dict)


class WeegoverlegHerzien(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegHerzien.type
    nummer: int
    versie: int
    herzien_op: Moment
    gehouden_op: Moment
    passend: bool
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()
    route: Code | None = None
    door: Persoon


class CasusoverlegGehouden(Reader):
    type: ClassVar[str] = overleggen.CasusoverlegGehouden.type
    nummer: int
    gehouden_op: Moment
    dagen_sinds_vorige: int | None = None
    extras: dict[Code, Literal["besproken", "niet-nodig"]] = Field(default_factory=dict)
    wensen: dict[Code, Literal["besproken", "later", "niet"]] = Field(default_factory=dict)


class PlanVanAanpakVastgesteld(Reader):
    type: ClassVar[str] = overleggen.PlanVanAanpakVastgesteld.type
    versie: int
    vastgesteld_op: Moment
    interventies: dict[Code, int] = Field(default_factory=dict)
    soorten: tuple[Code, ...] = ()


class CasusregieAangewezen(Reader):
    type: ClassVar[str] = overleggen.CasusregieAangewezen.type
    aanwijzing: int
    casusregie: Casusregie
    ingangsdatum: date
    aanvaard_op: date
    reden_gegeven: bool = False


class CasusregieGezocht(Reader):
    type: ClassVar[str] = overleggen.CasusregieGezocht.type
    door: Oin
    herinneren_op: date


class DeelnemerToegevoegd(Reader):
    type: ClassVar[str] = overleggen.DeelnemerToegevoegd.type
    oin: Oin
    per: date


class DeelnemerVertrokken(Reader):
    type: ClassVar[str] = overleggen.DeelnemerVertrokken.type
    oin: Oin
    per: date


class AfschalenBesloten(Reader):
    type: ClassVar[str] = overleggen.AfschalenBesloten.type
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...] = ()


class AfschalenNietBesloten(Reader):
    type: ClassVar[str] = overleggen.AfschalenNietBesloten.type


class BeeindigenBesloten(Reader):
    type: ClassVar[str] = overleggen.BeeindigenBesloten.type
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    grond: Literal["overdracht", "overlijden", "geen-ex-partnerstalking", "samengevoegd"]
    gaan_verder: tuple[Oin, ...] = ()
