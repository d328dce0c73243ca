# SPDX-License-Identifier: EUPL-1.2
"""The parts of a melding: what each source said of it, and what people of intake recorded. Kept, never computed.

For: the state `Melding`. Not for: the content that was reported (`inhoud`), nor what follows from the parts (`stand`,
`termijn`, `taken`).
"""

from datetime import date, datetime
from typing import Literal

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.triages import Route
from zvhh_intake.domain.parts.inhoud import Bewaard
from zvhh_kit.decision import Sealed

Weg = Literal["rest", "concept", "kafka", "lopend"]
"""How it came in; `lopend`: a procesregisseur brought in a running case of before the pilot (S6c)."""

Stand = Literal[
    "geweigerd",
    "gemeld",
    "aanvulling-gevraagd",
    "weegoverleg-wordt-gepland",
    "weegoverleg-gepland",
    "afgewezen",
    "gevoegd",
    "ingetrokken",
    "niet-passend",
    "passend",
    "wachtlijst",
    "van-wachtlijst",
    "ingebracht",
    "loopt",
    "afgeschaald",
    "beeindigd",
]


class Aanvulling(Bewaard):
    """What the reporter added, and to which question of triage."""

    op: datetime
    door: str
    vraag: int
    tekst: Sealed[str]
    voorwaarden: Sealed[str] | None = None


class Intrekking(Bewaard):
    """The reporter withdrew the melding; it goes after `vernietigen_op` unless a weegoverleg was held all the same."""

    op: datetime
    door: str
    reden: Sealed[str]
    vernietigen_op: date


class TriageDeel(Bewaard):
    """What triage said last: its judgement `versie`. `bij`: the zaak that the melding was joined to (D11b)."""

    versie: int
    uitkomst: Literal["aanvulling", "doorgezet", "afgewezen", "gevoegd", "heropend"]
    uiterlijk_op: date | None = None
    route: Route | None = None
    vernietigen_op: date | None = None
    bij: str | None = None


class Gepland(Bewaard):
    """The weegoverleg that has a date now. `tot`: the last local day on which its invitation gives access where it is not
    recorded, and `voorbij`: that day has passed (L6)."""

    nummer: int
    begin: datetime
    genodigden: tuple[str, ...] = ()
    tot: date | None = None
    voorbij: bool = False


class Gehouden(Bewaard):
    """The last weegoverleg that was held, and what it decided (nothing, below the quorum of L4).

    `versie` from 2: a procesregisseur put the decision right (D3); `besloten_op` is when the one that counts was recorded.
    """

    nummer: int
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    route: Route | None = None
    vernietigen_op: date | None = None
    versie: int = 1
    besloten_op: datetime | None = None

    @property
    def gaat_door(self) -> bool:
        """A place is claimed for the zaak (S6)."""
        return self.besloten and self.passend is True and self.doorzetten == "ja"


class OverlegDeel(Bewaard):
    """What meetings said. `vertrokken`: who took part before; their data is still in the zaak (L8)."""

    gepland: Gepland | None = None
    gehouden: Gehouden | None = None
    deelnemers: tuple[str, ...] = ()
    vertrokken: tuple[str, ...] = ()


class CasusDeel(Bewaard):
    """What regie said. `ongedaan_op`: when the opening was undone (S6b). `route`: the way on from the line (D5).

    `besluit_op`: the moment of the decision by which it waits. `gesloten_op`: when the casus was closed, by afschalen or
    otherwise (S14, D13).
    """

    fase: Literal["open", "wachtlijst", "afgeschaald", "ongedaan", "van-wachtlijst", "beeindigd"]
    positie: int | None = None
    besluit_op: datetime | None = None
    ongedaan_op: datetime | None = None
    gesloten_op: datetime | None = None
    route: Route | None = None
    vernietigen_op: date | None = None


class Plek(Bewaard):
    """The place that the zaak got in its pilotjaar, of how many (S6); kept when it is closed, for that frees none."""

    pilotjaar: int
    plaats: int
    maximum: int


class Toestemming(Bewaard):
    """A supplier agreed, on a local day, that its data is kept longer (L8)."""

    oin: str
    op: date


class Verlenging(Bewaard):
    """The zaak is kept until the local day `tot`, with the consent of every supplier (L8)."""

    tot: date
    op: datetime
    door: str
    toestemmingen: tuple[Toestemming, ...]
    reden: Sealed[str]


class Aanhouding(Bewaard):
    """A legal hold (L8): on whose word and why; while it stands nothing is destroyed. Ended ones are kept with the rest."""

    naam: Sealed[str]
    reden: Sealed[str]
    op: datetime
    door: str
    vrijgegeven_op: datetime | None = None
    vrijgegeven_door: str | None = None
    reden_vrijgave: Sealed[str] | None = None


class BewaarDeel(Bewaard):
    """What people decided about the term (L8)."""

    verlengingen: tuple[Verlenging, ...] = ()
    aanhoudingen: tuple[Aanhouding, ...] = ()

    @property
    def verlengd_tot(self) -> date | None:
        """The local day of the last renewal, None without one."""
        return self.verlengingen[-1].tot if self.verlengingen else None

    @property
    def aangehouden(self) -> bool:
        """Whether the zaak is on hold now; only the last hold can still stand."""
        return bool(self.aanhoudingen) and self.aanhoudingen[-1].vrijgegeven_op is None


class Afgerond(Bewaard):
    """A task that a person ended, with what they found; `over`: which joined meldingen, or which term, it was about."""

    taak: str
    over: tuple[str, ...] = ()
    bevinding: Sealed[str]
    door: str
    op: datetime


class Wering(Bewaard):
    """A person was barred from this zaak, and perhaps let in again, each with a reason (L6)."""

    persoon: str
    op: datetime
    door: str
    reden: Sealed[str]
    opgeheven_op: datetime | None = None
    opgeheven_door: str | None = None
    reden_opheffing: Sealed[str] | None = None


class Hoofdzaak(Bewaard):
    """What was told of a zaak to what joined it: it was weighed (D1), and who is barred from it (L6)."""

    gewogen: bool = False
    geweerd: tuple[str, ...] = ()


class Lopend(Bewaard):
    """What is known of a running case of before the pilot beside its persons (S6c). Dates are local days."""

    oude_referentie: Sealed[str]
    begonnen_op: date
    laatste_incident_op: datetime | None = None
    casusregie: Casusregie | None = None
    casusregie_van: date | None = None
    laatste_casusoverleg_op: datetime | None = None
    open_afspraken: int = 0


class Onjuistheid(Bewaard):
    """Someone says that a datum is not right, of person `nr` or of the melding; its supplier is asked and answers (L10)."""

    nummer: int
    nr: int | None = None
    veld: str
    waarom: Sealed[str]
    op: datetime
    door: str
    leverancier: str
    voor: Literal["melder", "deelnemer", "procesregisseur"] = "melder"
    uitkomst: Literal["gerectificeerd", "vernietigd", "juist"] | None = None
    reden: Sealed[str] | None = None
    afgehandeld_op: datetime | None = None
    afgehandeld_door: str | None = None
