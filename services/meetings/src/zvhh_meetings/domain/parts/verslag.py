# SPDX-License-Identifier: EUPL-1.2
"""The minutes of an overleg, as they are sent and as they are kept, in the order in which people talk: beeldvorming,
oordeelsvorming, besluitvorming. After vastleggen only dated additions (D3).

For: the shape of a weegverslag (S11) and a casusverslag (S12); their lines are in `verslagdelen`.
Not for: the rules; see `weegregels`, `casusregels`.
"""

from typing import Annotated, Literal

from pydantic import Field

from zvhh_contracts.event import Oin
from zvhh_contracts.given import Moment
from zvhh_contracts.triages import Route
from zvhh_kit.decision import Sealed
from zvhh_meetings.domain.parts.deel import Deel, Tekst
from zvhh_meetings.domain.parts.verslagdelen import (
    MAX,
    Aanwezige,
    AanwezigeInvoer,
    Afschaalbesluit,
    AfschaalbesluitInvoer,
    AfspraakGemeld,
    AfspraakGemeldInvoer,
    Beeldregel,
    BeeldregelInvoer,
    Derde,
    DerdeInvoer,
    Eindbesluit,
    EindbesluitInvoer,
    Extra,
    ExtraInvoer,
    NieuweAfspraak,
    NieuweAfspraakInvoer,
    Notities,
    NotitiesInvoer,
    Planinhoud,
    PlaninhoudInvoer,
    RegieGezocht,
    RegieGezochtInvoer,
    RegieKeuze,
    RegieKeuzeInvoer,
    VolgendOverleg,
    VolgendOverlegInvoer,
    Wensantwoord,
    WensantwoordInvoer,
)


class Weegbesluit(Deel):
    """What a weegoverleg decides (S11): passend or not, and what goes with it."""

    passend: bool | None = None
    motivatie: Sealed[Tekst] | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: Annotated[tuple[Oin, ...], Field(max_length=MAX)] = ()
    casusregie: RegieKeuze | None = None
    gezocht: RegieGezocht | None = None
    afspraken: Annotated[tuple[NieuweAfspraak, ...], Field(max_length=MAX)] = ()
    geen_contact_nodig: Sealed[Tekst] | None = None
    geen_veiligheid_nodig: Sealed[Tekst] | None = None
    route: Route | None = None
    wie_bewaakt_veiligheid: Oin | None = None
    wie_vertelt: Oin | None = None

    @property
    def gaat_door(self) -> bool:
        """Whether the zaak goes on to a casusoverleg, and so claims a place (S6, S11)."""
        return self.passend is True and self.doorzetten == "ja"


class Weegverslag(Weegbesluit):
    """The minutes of a weegoverleg. `gehouden_op` only where it differs from the plan."""

    aanwezigen: Annotated[tuple[Aanwezige, ...], Field(max_length=MAX)] = ()
    gehouden_op: Moment | None = None
    notities: Notities = Notities()
    wensen: Annotated[tuple[Wensantwoord, ...], Field(max_length=MAX)] = ()


class WeegverslagInvoer(Weegverslag, extra="forbid"):
    """As sent: the body of the request."""

    aanwezigen: Annotated[tuple[AanwezigeInvoer, ...], Field(max_length=MAX)] = ()
    notities: NotitiesInvoer = NotitiesInvoer()
    casusregie: RegieKeuzeInvoer | None = None
    gezocht: RegieGezochtInvoer | None = None
    afspraken: Annotated[tuple[NieuweAfspraakInvoer, ...], Field(max_length=MAX)] = ()
    wensen: Annotated[tuple[WensantwoordInvoer, ...], Field(max_length=MAX)] = ()


class HerzieningInvoer(Weegbesluit, extra="forbid"):
    """As sent: the decision as it should have been recorded, and why it is put right (D3).

    `afspraken`: new ones; those of the overleg itself stay.
    """

    reden: Sealed[Tekst] | None = None
    casusregie: RegieKeuzeInvoer | None = None
    gezocht: RegieGezochtInvoer | None = None
    afspraken: Annotated[tuple[NieuweAfspraakInvoer, ...], Field(max_length=MAX)] = ()


class Casusverslag(Deel):
    """The minutes of a casusoverleg. `gehouden_op` only where it differs from the plan."""

    aanwezigen: Annotated[tuple[Aanwezige, ...], Field(max_length=MAX)] = ()
    derden: Annotated[tuple[Derde, ...], Field(max_length=MAX)] = ()
    gehouden_op: Moment | None = None
    notities: Notities = Notities()
    afspraken: Annotated[tuple[AfspraakGemeld, ...], Field(max_length=MAX)] = ()
    beeld_bevestigd: bool = False
    beeld: Annotated[tuple[Beeldregel, ...], Field(max_length=MAX)] = ()
    extras: Annotated[tuple[Extra, ...], Field(max_length=MAX)] = ()
    wensen: Annotated[tuple[Wensantwoord, ...], Field(max_length=MAX)] = ()
    plan: Planinhoud | None = None
    casusregie: RegieKeuze | None = None
    gezocht: RegieGezocht | None = None
    nieuwe_afspraken: Annotated[tuple[NieuweAfspraak, ...], Field(max_length=MAX)] = ()
    afschalen: Afschaalbesluit | None = None
    beeindigen: Eindbesluit | None = None
    volgende: VolgendOverleg | None = None

    @property
    def slotbesluit(self) -> Afschaalbesluit | Eindbesluit | None:
        """The decision that the casus ends, by afschalen (S14) or for another reason (D13); None where it goes on."""
        if self.afschalen is not None and self.afschalen.uitkomst == "afschalen":
            return self.afschalen
        return self.beeindigen


class CasusverslagInvoer(Casusverslag, extra="forbid"):
    """As sent: the body of the request."""

    aanwezigen: Annotated[tuple[AanwezigeInvoer, ...], Field(max_length=MAX)] = ()
    derden: Annotated[tuple[DerdeInvoer, ...], Field(max_length=MAX)] = ()
    notities: NotitiesInvoer = NotitiesInvoer()
    afspraken: Annotated[tuple[AfspraakGemeldInvoer, ...], Field(max_length=MAX)] = ()
    beeld: Annotated[tuple[BeeldregelInvoer, ...], Field(max_length=MAX)] = ()
    extras: Annotated[tuple[ExtraInvoer, ...], Field(max_length=MAX)] = ()
    wensen: Annotated[tuple[WensantwoordInvoer, ...], Field(max_length=MAX)] = ()
    plan: PlaninhoudInvoer | None = None
    casusregie: RegieKeuzeInvoer | None = None
    gezocht: RegieGezochtInvoer | None = None
    nieuwe_afspraken: Annotated[tuple[NieuweAfspraakInvoer, ...], Field(max_length=MAX)] = ()
    afschalen: AfschaalbesluitInvoer | None = None
    beeindigen: EindbesluitInvoer | None = None
    volgende: VolgendOverlegInvoer | None = None
