# SPDX-License-Identifier: EUPL-1.2
"""What regie reads of intake (`zvhh.meldingen.v1`)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin, Persoon, Reader, ZaakId


class MeldingIngediend(Reader):
    """The zaak exists (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
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

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
    ingetrokken_op: Moment


class LopendeZaakIngebracht(Reader):
    """A running case of before the pilot was brought in (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.lopende-zaak-ingebracht.v1"
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

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.betrokkenen-gewijzigd.v1"
    rollen: dict[str, int]


class ProfessionalGeweerd(Reader):
    """A person is barred from this zaak (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.professional-geweerd.v1"
    persoon: Persoon


class WeringOpgeheven(Reader):
    """A person is barred no longer (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.wering-opgeheven.v1"
    persoon: Persoon


class BewaartermijnGewijzigd(Reader):
    """A person changed when the zaak is destroyed (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.bewaartermijn-gewijzigd.v1"
    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: Moment


class MeldingAfgeschermd(Reader):
    """The zaak that this melding joined was closed (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-afgeschermd.v1"
    hoofdzaak_id: ZaakId


class MeldingVernietigd(Reader):
    """The zaak is destroyed, here too (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-vernietigd.v1"
    vernietigd_op: Moment
