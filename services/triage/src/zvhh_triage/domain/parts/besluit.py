# SPDX-License-Identifier: EUPL-1.2
"""The parts of a triage: what was judged, asked, decided, claimed and heard, each as it was said.

For: `triage`, the document that they are parts of. Not for: what follows from them (`stand`).
All moments are UTC, all dates are local days (Europe/Amsterdam). Texts of people are sealed.
"""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from zvhh_contracts.given import TEXT
from zvhh_contracts.meldingen import Domein
from zvhh_contracts.triages import Route
from zvhh_kit.decision import Sealed

Criterium = Literal["leefgebieden", "veiligheid", "samenwerking"]
"""The three criteria of the pilot (S8). A fourth can't be expressed (S9)."""
CRITERIA: tuple[Criterium, ...] = get_args(Criterium)

Uitkomst = Literal["doorgezet", "afgewezen"]
"""What follows from judgements, when a procesregisseur confirms it (S10)."""

Besluitsoort = Literal["doorgezet", "afgewezen", "gevoegd", "heropend"]
"""Every outcome; `gevoegd` is the fourth, and `heropend` takes it back (D11b)."""

Stand = Literal[
    "wacht-op-melding", "open", "aanvulling", "doorgezet", "afgewezen", "gevoegd", "ingetrokken", "gewogen", "lopend"
]
Taakcode = Literal[
    "pilot-beoordelen",
    "beoordelen",
    "melder-terugbellen",
    "bel-de-melder",
    "termijn-verstreken",
    "opnieuw-bevestigen",
    "aangevuld-na-besluit",
    "veiligheid-geborgd",
    "overleg-al-gehouden",
]
Afrondbaar = Literal[
    "melder-terugbellen", "bel-de-melder", "aangevuld-na-besluit", "veiligheid-geborgd", "overleg-al-gehouden"
]
"""Tasks that end when a person says so; the others end by what happens to the zaak."""

Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), TEXT]


class Part(BaseModel):
    """A part of a document: frozen, and what a newer release added to it survives."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Gezegd(Part):
    """Something that a procesregisseur said: who, and when."""

    door: str
    op: AwareDatetime


class Melding(Part):
    """What intake told: codes and dates only. `pilotjaar` is None for a running case of before the pilot (S6c).

    `twijfel` and `afstemming`: the reporter doubted, and consulted or reached nobody (S5). `oud_kenmerk`: a closed zaak
    that the melding cites (S15).
    """

    kenmerk: str
    pilotjaar: int | None
    eerste_verwerking_op: AwareDatetime
    relatie: str
    wensen: tuple[str, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    domeinen: tuple[str, ...] = ()
    twijfel: str | None = None
    afstemming: str | None = None
    oud_kenmerk: str | None = None
    vernietigen_uiterlijk_op: date


class Intrekking(Part):
    """The reporter withdrew."""

    op: AwareDatetime
    vernietigen_op: date


class Bewaartermijn(Part):
    """What a person last changed about the term of the zaak (L8): the day that counts since, None while it is on hold."""

    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: AwareDatetime


class Pilotoordeel(Gezegd):
    """Whether a zaak with another relation belongs to the pilot (S1b): scope, no criterion."""

    hoort_bij: bool
    motivatie: Sealed[Tekst]


class Oordeel(Gezegd):
    """One judgement of one criterion (S8); `domeinen` is recorded at samenwerking."""

    criterium: Criterium
    ja: bool
    motivatie: Sealed[Tekst]
    domeinen: tuple[Domein, ...] = ()


class Aanvullingsvraag(Gezegd):
    """What the reporter was asked, until and including `uiterlijk_op`."""

    versie: int
    vraag: Sealed[Tekst]
    uiterlijk_op: date


class Besluit(Gezegd):
    """A confirmed outcome (S10, D11b). `op_oordelen` and `op_pilotoordelen` count the judgements on which it stands.

    `route` and `advies` belong to afgewezen; `motivatie`, `bij` (a zaak's id), `bij_kenmerk` and `rollen_omgekeerd` to
    gevoegd and heropend.
    """

    versie: int
    uitkomst: Besluitsoort
    route: Route | None = None
    advies: Sealed[Tekst] | None = None
    motivatie: Sealed[Tekst] | None = None
    bij: str | None = None
    bij_kenmerk: str | None = None
    rollen_omgekeerd: bool = False
    op_oordelen: int
    op_pilotoordelen: int
    weegoverleg_uiterlijk_op: date | None = None
    vernietigen_op: date | None = None


class Spoedbesluit(Gezegd):
    """A procesregisseur said that the zaak can't wait, or no longer, and why (D2)."""

    spoed: bool
    reden: Sealed[Tekst]


class Eigenaar(Gezegd):
    """Whose work the zaak is since `op`: `persoon` took it, or `door` gave it to them (D2)."""

    persoon: str


class Afgerond(Gezegd):
    """A task that a person ended, and what they found; None from before that was asked."""

    taak: str
    bevinding: Sealed[Tekst] | None = None


class Weegoverleg(Part):
    """The last weegoverleg that meetings planned, or cancelled."""

    nummer: int
    begin: AwareDatetime
    geannuleerd: bool = False


class Weging(Part):
    """The last weegoverleg that was held, as its decision stands now (`versie` counts from 1, D3).

    `beslist_op`: when that decision was vastgelegd or herzien. `vernietigen_op` and `route` are set when the zaak was not
    passend (L8, D5).
    """

    nummer: int
    versie: int = 1
    gehouden_op: AwareDatetime
    beslist_op: AwareDatetime | None = None
    besloten: bool
    passend: bool | None = None
    route: Route | None = None
    vernietigen_op: date | None = None


class VanWachtlijst(Part):
    """The zaak left the line by a way on (S6b, D5)."""

    op: AwareDatetime
    vernietigen_op: date
