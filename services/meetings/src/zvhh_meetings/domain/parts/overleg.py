# SPDX-License-Identifier: EUPL-1.2
"""An overleg, planned or held, with its minutes and what people did to its date and its minutes (S11, S12, D3).

Minutes are in the order in which people talk: beeldvorming, oordeelsvorming, besluitvorming; their lines are in
`verslagdelen`. Not for: rules.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zvhh_contracts.event import Oin, Persoon
from zvhh_contracts.given import Moment
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_contracts.triages import Route
from zvhh_kit.domain.decision import Sealed
from zvhh_meetings.domain.parts.deel import Deel, Tekst
from zvhh_meetings.domain.parts.verslagdelen import (
    MAX,
    Aanwezige,
    Afschaalbesluit,
    AfspraakGemeld,
    Beeldregel,
    Derde,
    Eindbesluit,
    Extra,
    NieuweAfspraak,
    Notities,
    Planinhoud,
    RegieGezocht,
    RegieKeuze,
    VolgendOverleg,
    Wensantwoord,
)

Duur = Annotated[int, Field(ge=15, le=480)]


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

    @property
    def gaan_verder(self) -> tuple[Oin, ...]:
        """Who goes on after it (S14b), each once: one partner may have several agreements."""
        besluit = self.slotbesluit
        return tuple(dict.fromkeys(one.oin for one in besluit.gaat_verder)) if besluit is not None else ()


BobDeel = Literal["beeldvorming", "oordeelsvorming", "besluitvorming"]
"""The three parts of minutes, in the order in which people talk (D3)."""


class Wijziging(Deel):
    """A person planned, moved or cancelled an overleg, or changed its invitation (D3)."""

    wat: Literal["gepland", "verzet", "geannuleerd", "uitnodiging"]
    begin: AwareDatetime
    reden: Sealed[Tekst] | None = None
    door: Persoon
    op: AwareDatetime


class Aanvulling(Deel):
    """Something added to the minutes after vastleggen; the minutes themselves never change (D3)."""

    nummer: int
    bij: BobDeel
    tekst: Sealed[Tekst]
    door: Persoon
    oin: Oin
    op: AwareDatetime


class Herziening(Deel):
    """The decision of a weegoverleg was put right on `op` (D3): why, by whom, and the minutes as they stood before.

    `versie` counts from 2; the decision in force is always the one in the minutes of the overleg.
    """

    versie: int
    reden: Sealed[Tekst]
    door: Persoon
    op: AwareDatetime
    eerder: Weegverslag


class Overleg(Deel):
    """A weegoverleg or casusoverleg. `voorstel`: proposed, nobody planned it yet · `voorlopig`: until the casus is open.

    `volgnummer` counts the changes that an invitation must follow (.ics SEQUENCE). `vanzelf`: cancelled by an event.
    `afgezegd`: who was invited and no longer is. `voorbij`: its time is over, the minutes are to be written.
    `uitnodiging_voorbij`: they were not, and who was invited sees the zaak no longer (L6).
    """

    nummer: int
    soort: Overlegsoort
    begin: AwareDatetime
    duur_minuten: int
    plaats: str = ""
    genodigden: tuple[Oin, ...] = ()
    afgezegd: tuple[Oin, ...] = ()
    stand: Literal["gepland", "gehouden", "geannuleerd"] = "gepland"
    voorstel: bool = False
    voorlopig: bool = False
    vanzelf: bool = False
    voorbij: bool = False
    uitnodiging_voorbij: bool = False
    volgnummer: int = 0
    wijzigingen: tuple[Wijziging, ...] = ()
    gehouden_op: AwareDatetime | None = None
    vastgelegd_op: AwareDatetime | None = None
    vastgelegd_door: Persoon | None = None
    besloten: bool | None = None
    aanwezigen: tuple[Oin, ...] = ()
    weegverslag: Weegverslag | None = None
    casusverslag: Casusverslag | None = None
    aanvullingen: tuple[Aanvulling, ...] = ()
    herzieningen: tuple[Herziening, ...] = ()

    @property
    def weegbesluit(self) -> Weegverslag | None:
        """What a held weegoverleg decided, as it was last put right; None where those present could not decide (L4)."""
        return self.weegverslag if self.besloten else None

    @property
    def besluit_op(self) -> AwareDatetime | None:
        """When the decision in force was recorded: at vastleggen, or when it was last put right (D3)."""
        return self.herzieningen[-1].op if self.herzieningen else self.vastgelegd_op
