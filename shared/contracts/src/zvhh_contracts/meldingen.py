# SPDX-License-Identifier: EUPL-1.2
"""What intake publishes on `zvhh.meldingen.v1`: facts about a melding.

Not for: the content of a melding; that stays in intake, sealed.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Event, Moment, Oin, Persoon, ZaakId

Relatie = Literal["partner", "ex-partner", "vermoeden", "anders"]
Rol = Literal["slachtoffer", "pleger", "beide", "kind", "kring"]
Wens = Literal["aware", "slachtofferdevice"]
Domein = Literal["bestuur", "straf", "zorg"]
Twijfel = Literal["overlegd", "niemand-bereikbaar"]
Kenmerk = Annotated[str, Field(pattern=r"^ZV-[A-Z0-9]{4}-[A-Z0-9]{4}$")]
"""What people call a zaak by."""

Afstemcode = Annotated[str, Field(pattern=r"^A-[A-Z0-9]{4}-[A-Z0-9]{4}$")]
"""The code of a consultation with the procesregisseur van de dag (S5)."""


class MeldingIngediend(Event):
    """A melding for the pilot was accepted (S1, S2, S7). The zaak exists from here on.

    `ontvangen_op` is the moment of receipt, which fixes `pilotjaar` (S6); `eerste_verwerking_op` starts the term of L8.
    `bekend_sinds`: since which local day the reporter's organisation knows of the case (S0). `twijfel`: the reporter
    doubted, and consulted (with `afstemming`) or could reach nobody (S5). `oud_kenmerk`: a closed zaak that it cites (S15).
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
    kenmerk: Kenmerk
    pilotjaar: int
    ontvangen_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: Oin
    gemeente: Code
    relatie: Relatie
    wensen: tuple[Wens, ...] = ()
    leefgebieden: tuple[Code, ...] = ()
    domeinen: tuple[Domein, ...] = ()
    rollen: dict[Rol, int] = Field(default_factory=dict)
    bekend_sinds: date | None = None
    twijfel: Twijfel | None = None
    afstemming: Afstemcode | None = None
    oud_kenmerk: Kenmerk | None = None


class LopendeZaakIngebracht(Event):
    """A running case of before the pilot was brought in (S6c): without a place, and it stays out of lead times.

    `begonnen_op`: the local day on which it began; `eerste_verwerking_op` starts the term of L8. `casusregie` is in force
    from `casusregie_van`. Texts of the `open_afspraken` are typed in meetings afterwards.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.lopende-zaak-ingebracht.v1"
    kenmerk: Kenmerk
    ingebracht_op: Moment
    begonnen_op: date
    eerste_verwerking_op: Moment
    melder_oin: Oin
    gemeente: Code
    relatie: Relatie
    rollen: dict[Rol, int] = Field(default_factory=dict)
    deelnemers: tuple[Oin, ...]
    casusregie: Casusregie | None = None
    casusregie_van: date | None = None
    laatste_incident_op: Moment | None = None
    laatste_casusoverleg_op: Moment | None = None
    open_afspraken: int = 0


class MeldingAangevuld(Event):
    """The reporter supplemented the melding while triage asked for it (D1)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-aangevuld.v1"
    aangevuld_op: Moment


class MeldingIngetrokken(Event):
    """The reporter withdrew the melding, before a weegoverleg was held (D1)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
    ingetrokken_op: Moment


class BetrokkenenGewijzigd(Event):
    """Persons of the zaak were added or corrected (D10): how many there are of each role now. `kind_erbij`: a new kind."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.betrokkenen-gewijzigd.v1"
    gewijzigd_op: Moment
    rollen: dict[Rol, int]
    kind_erbij: bool = False


class ProfessionalGeweerd(Event):
    """A procesregisseur barred a person from this zaak: whoever they work for, they read nothing of it (L6)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.professional-geweerd.v1"
    persoon: Persoon
    per: Moment


class WeringOpgeheven(Event):
    """A person who was barred from this zaak may read it again, as far as their organisation may (L6)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.wering-opgeheven.v1"
    persoon: Persoon
    per: Moment


class BewaartermijnGewijzigd(Event):
    """A person changed when the zaak is destroyed (L8): renewed with the suppliers' consent, put on hold, or released.

    `vernietigen_op`: the local day that counts now; None while it is on hold. Reasons and names stay in intake.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.bewaartermijn-gewijzigd.v1"
    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: Moment


class MeldingAfgeschermd(Event):
    """The zaak `hoofdzaak_id`, which this melding joined, was closed on `afgeschermd_op` (D11b, L8).

    For as long as the melding is joined to that zaak, nobody reads it any more; split off from it, it is read as before.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-afgeschermd.v1"
    hoofdzaak_id: ZaakId
    afgeschermd_op: Moment


class MeldingVernietigd(Event):
    """The term of the zaak is over: document and key are destroyed in intake, and every service does the same (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-vernietigd.v1"
    vernietigd_op: Moment
