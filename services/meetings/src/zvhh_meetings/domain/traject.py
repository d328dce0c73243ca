# SPDX-License-Identifier: EUPL-1.2
"""The state: every overleg of one zaak, its outcomes, agreements and plan, and what the other services told about it.

For: reading the state. Each source owns its fields; `stand`, `zonder_datum`, `taken` and the fields for access and
lists are computed from them by `stand.met_stand` and stored, for lists filter on them.
Not for: rules and changes; each decision has a module of its own.
"""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from zvhh_contracts.casusregie import Casusregie, regisseurs
from zvhh_contracts.event import Code, Oin, Persoon
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_contracts.triages import Route
from zvhh_kit.decision import Sealed
from zvhh_meetings.domain.deel import Deel, Tekst
from zvhh_meetings.domain.verslag import (
    Afspraaksoort,
    Afspraakstand,
    Casusverslag,
    Interventiestand,
    Voor,
    Weegverslag,
)

Stand = Literal[
    "wacht-op-triage",
    "afgewezen",
    "ingetrokken",
    "te-plannen",
    "weegoverleg-gepland",
    "niet-passend",
    "wacht-op-plaats",
    "wachtlijst",
    "loopt",
    "afgeschaald",
]


class Melding(Deel):
    """intake's part: what is known of the melding. No content."""

    kenmerk: str
    pilotjaar: int
    ontvangen_op: AwareDatetime
    melder_oin: Oin
    wensen: tuple[Wens, ...] = ()
    kinderen: int = 0
    vernietigen_uiterlijk_op: date


class Triage(Deel):
    """triage's part: the last judgement."""

    versie: int
    uitkomst: Literal["doorgezet", "afgewezen"]
    op: AwareDatetime
    weegoverleg_uiterlijk_op: date | None = None
    route: Route | None = None
    vernietigen_op: date | None = None


class Incident(Deel):
    """An incident as regie last told it (D4)."""

    nummer: int
    moment: AwareDatetime
    ernstig: bool
    is_incident: bool = True
    geregistreerd_op: AwareDatetime


class RegieAntwoord(Deel):
    """regie's answer to an appointment: in force from `van`, or the codes why not (S16)."""

    aanwijzing: int
    vastgelegd: bool
    van: date | None = None
    redenen: tuple[Code, ...] = ()


class AfschalenWeigering(Deel):
    """regie's no to the decision of overleg `nummer` (S14)."""

    nummer: int
    reden: Code


class Casus(Deel):
    """regie's part: place, clock, incidents and its answers."""

    geopend_op: AwareDatetime | None = None
    wachtlijst_sinds: AwareDatetime | None = None
    afschalen_vanaf: AwareDatetime | None = None
    afschalen_mogelijk_sinds: AwareDatetime | None = None
    incidenten: tuple[Incident, ...] = ()
    regie_antwoorden: tuple[RegieAntwoord, ...] = ()
    afschalen_geweigerd: tuple[AfschalenWeigering, ...] = ()
    afgeschaald_op: AwareDatetime | None = None


class Wijziging(Deel):
    """A person planned, moved or cancelled an overleg (D3)."""

    wat: Literal["gepland", "verzet", "geannuleerd"]
    begin: AwareDatetime
    reden: Sealed[Tekst] | None = None
    door: Persoon
    op: AwareDatetime


class Overleg(Deel):
    """A weegoverleg or casusoverleg. `voorstel`: proposed, nobody planned it yet · `voorlopig`: until the casus is open.

    `volgnummer` counts the changes that an invitation must follow (.ics SEQUENCE). `vanzelf`: cancelled by an event.
    """

    nummer: int
    soort: Overlegsoort
    begin: AwareDatetime
    duur_minuten: int
    plaats: str = ""
    genodigden: tuple[Oin, ...] = ()
    stand: Literal["gepland", "gehouden", "geannuleerd"] = "gepland"
    voorstel: bool = False
    voorlopig: bool = False
    vanzelf: bool = False
    volgnummer: int = 0
    wijzigingen: tuple[Wijziging, ...] = ()
    gehouden_op: AwareDatetime | None = None
    vastgelegd_op: AwareDatetime | None = None
    vastgelegd_door: Persoon | None = None
    besloten: bool | None = None
    aanwezigen: tuple[Oin, ...] = ()
    weegverslag: Weegverslag | None = None
    casusverslag: Casusverslag | None = None


class Vertrek(Deel):
    """Why and by whom a partner left."""

    reden: Sealed[Tekst] | None = None
    door: Persoon


class Deelname(Deel):
    """A partner takes part from `van`, until `tot` where it left (L4b); reasons where it was not the weegoverleg."""

    oin: Oin
    van: date
    tot: date | None = None
    reden: Sealed[Tekst] | None = None
    vertrek: Vertrek | None = None


class StandGemeld(Deel):
    """Someone told how an agreement or an intervention stands."""

    stand: str
    reden: Sealed[Tekst] | None = None
    door: Persoon
    oin: Oin
    op: AwareDatetime


class Afspraak(Deel):
    """An agreement of overleg `overleg`; open until gedaan or kan-niet-meer: niet-gedaan stays open (D3)."""

    nummer: int
    overleg: int
    soort: Afspraaksoort
    tekst: Sealed[Tekst]
    eigenaar: Oin
    uiterlijk: date
    stand: Afspraakstand | Literal["open"] = "open"
    standen: tuple[StandGemeld, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it stands on the next agenda."""
        return self.stand in ("open", "niet-gedaan")


class Interventie(Deel):
    """An intervention of the plan (S12)."""

    nummer: int
    soort: Code
    voor: Voor
    eigenaar: Oin
    start: date
    omschrijving: Sealed[Tekst] | None = None
    stand: Interventiestand = "gepland"
    standen: tuple[StandGemeld, ...] = ()


class Planversie(Deel):
    """A version of the plan van aanpak as it was vastgesteld in overleg `overleg`, by those present (S12)."""

    versie: int
    overleg: int
    doelen: Sealed[Tekst]
    interventies: tuple[Interventie, ...]
    aanwezigen: tuple[Oin, ...]
    vastgesteld_op: AwareDatetime


class Aanwijzing(Deel):
    """An appointment of the casusregie, in overleg `overleg` or between two; regie answers by `nummer` (S16)."""

    nummer: int
    overleg: int | None = None
    casusregie: Casusregie
    ingangsdatum: date
    aanvaard_op: date
    reden: Sealed[Tekst] | None = None
    door: Persoon
    op: AwareDatetime


class Gezocht(Deel):
    """A casusregisseur is looked for (S11)."""

    door: Oin
    sinds: date
    herinneren_op: date
    herinnerd: bool = False


class Taak(Deel):
    """Something that a procesregisseur must do; it goes when the state says that it is done."""

    code: Code
    uiterlijk: date | None = None


class Overlegtraject(Deel):
    """Every overleg of one zaak. See the module's text for who owns which field."""

    melding: Melding | None = None
    aangevuld_op: AwareDatetime | None = None
    ingetrokken_op: AwareDatetime | None = None
    triage: Triage | None = None
    casus: Casus = Casus()

    overleggen: tuple[Overleg, ...] = ()
    deelnames: tuple[Deelname, ...] = ()
    afspraken: tuple[Afspraak, ...] = ()
    interventies: tuple[Interventie, ...] = ()
    plannen: tuple[Planversie, ...] = ()
    aanwijzingen: tuple[Aanwijzing, ...] = ()
    gezocht: Gezocht | None = None
    zonder_datum_herinneren_op: date | None = None
    zonder_datum_herinnerd: bool = False
    laat: bool = False

    stand: Stand = "wacht-op-triage"
    kenmerk: str | None = None
    ontvangen_op: AwareDatetime | None = None
    deelnemers: tuple[Oin, ...] = ()
    genodigden: tuple[Oin, ...] = ()
    afgeschermd: bool = False
    zonder_datum: bool = False
    volgend_overleg_op: AwareDatetime | None = None
    laat_op: date | None = None
    vernietigen_op: date | None = None
    taken: tuple[Taak, ...] = ()

    @property
    def gepland(self) -> Overleg | None:
        """The overleg that is planned or proposed now; there is never more than one."""
        return next((overleg for overleg in self.overleggen if overleg.stand == "gepland"), None)

    def gehouden(self, soort: Overlegsoort) -> tuple[Overleg, ...]:
        """Every held overleg of a kind, in order."""
        return tuple(one for one in self.overleggen if one.soort == soort and one.stand == "gehouden")

    @property
    def weging(self) -> Overleg | None:
        """The last weegoverleg that was held; it outranks whatever crossed it (D1)."""
        return next(iter(self.gehouden("weegoverleg")[::-1]), None)

    @property
    def open_afspraken(self) -> tuple[Afspraak, ...]:
        """The open agreements of all overleggen so far (D3)."""
        return tuple(afspraak for afspraak in self.afspraken if afspraak.open)

    @property
    def afschalen_in_behandeling(self) -> int | None:
        """The overleg whose decision to afschalen regie has not answered yet (S14)."""
        geweigerd = {weigering.nummer for weigering in self.casus.afschalen_geweigerd}
        besloten = [
            one.nummer
            for one in self.gehouden("casusoverleg")
            if one.casusverslag and one.casusverslag.afschalen and one.casusverslag.afschalen.uitkomst == "afschalen"
        ]
        wacht = besloten and besloten[-1] not in geweigerd and self.casus.afgeschaald_op is None
        return besloten[-1] if wacht else None

    def antwoord(self, aanwijzing: int) -> RegieAntwoord | None:
        """regie's answer to an appointment, None while it is awaited."""
        return next((one for one in self.casus.regie_antwoorden if one.aanwijzing == aanwijzing), None)

    @property
    def aanwijzing(self) -> Aanwijzing | None:
        """The last appointment that regie did not refuse: who leads, or will, as far as meetings knows."""
        for one in reversed(self.aanwijzingen):
            antwoord = self.antwoord(one.nummer)
            if antwoord is None or antwoord.vastgelegd:
                return one
        return None

    @property
    def casusregisseurs(self) -> frozenset[str]:
        """The OINs that lead the casus, as far as meetings knows; none while one is looked for."""
        if self.aanwijzing is None or self.gezocht is not None:
            return frozenset()
        return frozenset(oin for oin, _ in regisseurs(self.aanwijzing.casusregie))
