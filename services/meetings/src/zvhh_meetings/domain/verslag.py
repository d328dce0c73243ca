# SPDX-License-Identifier: EUPL-1.2
"""The minutes of an overleg, as they are sent and as they are kept: never changed after vastleggen (D3).

For: the shape of a weegverslag (S11) and a casusverslag (S12). Not for: the rules; see `weegregels`, `casusregels`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin, Persoon
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.triages import Route
from zvhh_kit.decision import Sealed
from zvhh_meetings.domain.deel import Deel, Tekst

Afspraaksoort = Literal["contact", "veiligheid", "overig"]
Afspraakstand = Literal["gedaan", "niet-gedaan", "kan-niet-meer"]
Voor = Literal["slachtoffer", "pleger", "kind", "systeem"]
Interventiestand = Literal["gepland", "loopt", "afgerond", "gestopt"]
MAX = 200
"""No list in the minutes is longer; beyond it is a mistake of the sender."""


class Aanwezige(Deel):
    """An organisation that was present, and by whom; ZVHH staff may stand here too but counts for none (L4)."""

    oin: Oin
    persoon: Persoon | None = None


class AanwezigeInvoer(Aanwezige, extra="forbid"):
    """As sent."""


class Notities(Deel):
    """What was said, in the order of an overleg (D3)."""

    beeldvorming: Sealed[Tekst] | None = None
    oordeelsvorming: Sealed[Tekst] | None = None
    besluitvorming: Sealed[Tekst] | None = None


class NotitiesInvoer(Notities, extra="forbid"):
    """As sent."""


class Wensantwoord(Deel):
    """What became of a wish of the reporter (S3); later and niet need a reason."""

    wens: Wens
    antwoord: Literal["besproken", "later", "niet"]
    reden: Sealed[Tekst] | None = None


class WensantwoordInvoer(Wensantwoord, extra="forbid"):
    """As sent."""


class NieuweAfspraak(Deel):
    """An agreement: what, who, and until which local day; without a day: until the next overleg (S11)."""

    soort: Afspraaksoort
    tekst: Sealed[Tekst]
    eigenaar: Oin
    uiterlijk: date | None = None


class NieuweAfspraakInvoer(NieuweAfspraak, extra="forbid"):
    """As sent."""


class RegieKeuze(Deel):
    """Who leads the casus from `ingangsdatum` (default: the day of the overleg), accepted on `aanvaard_op` (S16).

    `reden` is needed where a gemeente's agreement says nee on that day.
    """

    casusregie: Casusregie
    aanvaard_op: date
    ingangsdatum: date | None = None
    reden: Sealed[Tekst] | None = None


class RegieKeuzeInvoer(RegieKeuze, extra="forbid"):
    """As sent."""


class RegieGezocht(Deel):
    """No casusregisseur yet; `door_oin` looks for one (S11)."""

    door_oin: Oin


class RegieGezochtInvoer(RegieGezocht, extra="forbid"):
    """As sent."""


class Beeldregel(Deel):
    """One line of the picture: of whom, fact or assumption, and who said it (S12)."""

    over: Literal["slachtoffer", "pleger", "kind", "kring"]
    aard: Literal["feit", "aanname"]
    bron: Oin
    tekst: Sealed[Tekst]


class BeeldregelInvoer(Beeldregel, extra="forbid"):
    """As sent."""


class AfspraakGemeld(Deel):
    """How an open agreement of an earlier overleg stands (D3); kan-niet-meer needs a reason."""

    nummer: int
    stand: Afspraakstand
    reden: Sealed[Tekst] | None = None


class AfspraakGemeldInvoer(AfspraakGemeld, extra="forbid"):
    """As sent."""


class Interventiekeuze(Deel):
    """An intervention of the plan; `nummer` names one of the version before, none makes a new one (S12)."""

    nummer: int | None = None
    soort: Code
    voor: Voor
    eigenaar: Oin
    start: date
    omschrijving: Sealed[Tekst] | None = None
    stand: Interventiestand = "gepland"


class InterventiekeuzeInvoer(Interventiekeuze, extra="forbid"):
    """As sent."""


class Planinhoud(Deel):
    """A whole plan van aanpak: goals and every intervention (S12)."""

    doelen: Sealed[Tekst]
    interventies: Annotated[tuple[Interventiekeuze, ...], Field(max_length=MAX)]


class PlaninhoudInvoer(Planinhoud, extra="forbid"):
    """As sent."""

    interventies: Annotated[tuple[InterventiekeuzeInvoer, ...], Field(max_length=MAX)]


class GaatVerder(Deel):
    """A partner that goes on after afschalen, and what was agreed with it (S14b)."""

    oin: Oin
    afspraak: Sealed[Tekst]


class GaatVerderInvoer(GaatVerder, extra="forbid"):
    """As sent."""


class Afschaalbesluit(Deel):
    """The joint decision: afschalen, niet or later, with the reason; who goes on, and which signals lead to a new melding."""

    uitkomst: Literal["afschalen", "niet", "later"]
    reden: Sealed[Tekst]
    gaat_verder: Annotated[tuple[GaatVerder, ...], Field(max_length=MAX)] = ()
    signalen: Sealed[Tekst] | None = None


class AfschaalbesluitInvoer(Afschaalbesluit, extra="forbid"):
    """As sent."""

    gaat_verder: Annotated[tuple[GaatVerderInvoer, ...], Field(max_length=MAX)] = ()


class VolgendOverleg(Deel):
    """Another date for the next casusoverleg than the proposal; another day needs a reason (S13)."""

    begin: Moment
    reden: Sealed[Tekst] | None = None


class VolgendOverlegInvoer(VolgendOverleg, extra="forbid"):
    """As sent."""


class Weegverslag(Deel):
    """The minutes of a weegoverleg. `gehouden_op` only where it differs from the plan."""

    aanwezigen: Annotated[tuple[Aanwezige, ...], Field(max_length=MAX)] = ()
    gehouden_op: Moment | None = None
    notities: Notities = Notities()
    passend: bool | None = None
    motivatie: Sealed[Tekst] | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: Annotated[tuple[Oin, ...], Field(max_length=MAX)] = ()
    casusregie: RegieKeuze | None = None
    gezocht: RegieGezocht | None = None
    afspraken: Annotated[tuple[NieuweAfspraak, ...], Field(max_length=MAX)] = ()
    geen_contact_nodig: Sealed[Tekst] | None = None
    geen_veiligheid_nodig: Sealed[Tekst] | None = None
    wensen: Annotated[tuple[Wensantwoord, ...], Field(max_length=MAX)] = ()
    route: Route | None = None
    wie_bewaakt_veiligheid: Oin | None = None
    wie_vertelt: Oin | None = None


class WeegverslagInvoer(Weegverslag, extra="forbid"):
    """As sent: the body of the request."""

    aanwezigen: Annotated[tuple[AanwezigeInvoer, ...], Field(max_length=MAX)] = ()
    notities: NotitiesInvoer = NotitiesInvoer()
    casusregie: RegieKeuzeInvoer | None = None
    gezocht: RegieGezochtInvoer | None = None
    afspraken: Annotated[tuple[NieuweAfspraakInvoer, ...], Field(max_length=MAX)] = ()
    wensen: Annotated[tuple[WensantwoordInvoer, ...], Field(max_length=MAX)] = ()


class Casusverslag(Deel):
    """The minutes of a casusoverleg. `gehouden_op` only where it differs from the plan."""

    aanwezigen: Annotated[tuple[Aanwezige, ...], Field(max_length=MAX)] = ()
    gehouden_op: Moment | None = None
    notities: Notities = Notities()
    beeld_bevestigd: bool = False
    beeld: Annotated[tuple[Beeldregel, ...], Field(max_length=MAX)] = ()
    afspraken: Annotated[tuple[AfspraakGemeld, ...], Field(max_length=MAX)] = ()
    nieuwe_afspraken: Annotated[tuple[NieuweAfspraak, ...], Field(max_length=MAX)] = ()
    plan: Planinhoud | None = None
    afschalen: Afschaalbesluit | None = None
    casusregie: RegieKeuze | None = None
    gezocht: RegieGezocht | None = None
    volgende: VolgendOverleg | None = None
    wensen: Annotated[tuple[Wensantwoord, ...], Field(max_length=MAX)] = ()


class CasusverslagInvoer(Casusverslag, extra="forbid"):
    """As sent: the body of the request."""

    aanwezigen: Annotated[tuple[AanwezigeInvoer, ...], Field(max_length=MAX)] = ()
    notities: NotitiesInvoer = NotitiesInvoer()
    beeld: Annotated[tuple[BeeldregelInvoer, ...], Field(max_length=MAX)] = ()
    afspraken: Annotated[tuple[AfspraakGemeldInvoer, ...], Field(max_length=MAX)] = ()
    nieuwe_afspraken: Annotated[tuple[NieuweAfspraakInvoer, ...], Field(max_length=MAX)] = ()
    plan: PlaninhoudInvoer | None = None
    afschalen: AfschaalbesluitInvoer | None = None
    casusregie: RegieKeuzeInvoer | None = None
    gezocht: RegieGezochtInvoer | None = None
    volgende: VolgendOverlegInvoer | None = None
    wensen: Annotated[tuple[WensantwoordInvoer, ...], Field(max_length=MAX)] = ()
