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


class MeldingIngediend(Reader):
    """The zaak exists (intake)."""

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
    """The reporter withdrew (intake)."""

    type: ClassVar[str] = meldingen.MeldingIngetrokken.type
    ingetrokken_op: Moment


class LopendeZaakIngebracht(Reader):
    """A running case of before the pilot was brought in (intake)."""

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
    laatste_casusoverleg_op: Moment | None = None


class BetrokkenenGewijzigd(Reader):
    """How many persons of each role there are now (intake)."""

    type: ClassVar[str] = meldingen.BetrokkenenGewijzigd.type
    rollen: dict[str, int]


class ProfessionalGeweerd(Reader):
    """A person is barred from this zaak (intake)."""

    type: ClassVar[str] = meldingen.ProfessionalGeweerd.type
    persoon: Persoon


class WeringOpgeheven(Reader):
    """A person is barred no longer (intake)."""

    type: ClassVar[str] = meldingen.WeringOpgeheven.type
    persoon: Persoon


class BewaartermijnGewijzigd(Reader):
    """A person changed when the zaak is destroyed (intake)."""

    type: ClassVar[str] = meldingen.BewaartermijnGewijzigd.type
    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: Moment


class MeldingAfgeschermd(Reader):
    """The zaak that this melding joined was closed (intake)."""

    type: ClassVar[str] = meldingen.MeldingAfgeschermd.type
    hoofdzaak_id: ZaakId


class MeldingVernietigd(Reader):
    """The zaak is destroyed, here too (intake)."""

    type: ClassVar[str] = meldingen.MeldingVernietigd.type
    vernietigd_op: Moment


class AanvullingGevraagd(Reader):
    """The reporter was asked for more (triage)."""

    type: ClassVar[str] = triages.AanvullingGevraagd.type


class TriageDoorgezet(Reader):
    """Three times ja (triage)."""

    type: ClassVar[str] = triages.TriageDoorgezet.type
    versie: int
    doorgezet_op: Moment


class TriageAfgewezen(Reader):
    """At least one nee, with the way on (triage)."""

    type: ClassVar[str] = triages.TriageAfgewezen.type
    versie: int
    afgewezen_op: Moment
    route: Code


class TriageGevoegd(Reader):
    """The melding was joined to a running zaak (triage)."""

    type: ClassVar[str] = triages.TriageGevoegd.type
    versie: int
    gevoegd_op: Moment
    bij: ZaakId


class TriageHeropend(Reader):
    """A joined melding is judged on its own again (triage)."""

    type: ClassVar[str] = triages.TriageHeropend.type
    versie: int


class WeegoverlegGehouden(Reader):
    """A weegoverleg was held, with or without a decision (meetings)."""

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
    """The decision of a weegoverleg is put right (meetings)."""

    type: ClassVar[str] = overleggen.WeegoverlegHerzien.type
    nummer: int
    versie: int
    herzien_op: Moment
    passend: bool
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()
    route: Code | None = None
    door: Persoon


class CasusoverlegGehouden(Reader):
    """A casusoverleg was held (meetings)."""

    type: ClassVar[str] = overleggen.CasusoverlegGehouden.type
    nummer: int
    gehouden_op: Moment
    dagen_sinds_vorige: int | None = None
    extras: dict[Code, Literal["besproken", "niet-nodig"]] = Field(default_factory=dict)
    wensen: dict[Code, Literal["besproken", "later", "niet"]] = Field(default_factory=dict)


class PlanVanAanpakVastgesteld(Reader):
    """A version of the plan van aanpak was vastgesteld: for the figures of the evaluation (meetings)."""

    type: ClassVar[str] = overleggen.PlanVanAanpakVastgesteld.type
    versie: int
    vastgesteld_op: Moment
    interventies: dict[Code, int] = Field(default_factory=dict)
    soorten: tuple[Code, ...] = ()


class CasusregieAangewezen(Reader):
    """A casusregie was appointed and waits for our answer (meetings)."""

    type: ClassVar[str] = overleggen.CasusregieAangewezen.type
    aanwijzing: int
    casusregie: Casusregie
    ingangsdatum: date
    aanvaard_op: date
    reden_gegeven: bool = False


class CasusregieGezocht(Reader):
    """Somebody looks for a casusregisseur (meetings)."""

    type: ClassVar[str] = overleggen.CasusregieGezocht.type
    door: Oin
    herinneren_op: date


class DeelnemerToegevoegd(Reader):
    """A partner takes part (meetings)."""

    type: ClassVar[str] = overleggen.DeelnemerToegevoegd.type
    oin: Oin
    per: date


class DeelnemerVertrokken(Reader):
    """A partner left (meetings)."""

    type: ClassVar[str] = overleggen.DeelnemerVertrokken.type
    oin: Oin
    per: date


class AfschalenBesloten(Reader):
    """Those present decided to afschalen, and wait for our answer (meetings)."""

    type: ClassVar[str] = overleggen.AfschalenBesloten.type
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...] = ()


class AfschalenNietBesloten(Reader):
    """Afschalen was discussed and not decided: for the figures of the evaluation (meetings)."""

    type: ClassVar[str] = overleggen.AfschalenNietBesloten.type


class BeeindigenBesloten(Reader):
    """Those present decided that the casus ends otherwise, and wait for our answer (meetings)."""

    type: ClassVar[str] = overleggen.BeeindigenBesloten.type
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    grond: Literal["overdracht", "overlijden", "geen-ex-partnerstalking", "samengevoegd"]
    gaan_verder: tuple[Oin, ...] = ()
