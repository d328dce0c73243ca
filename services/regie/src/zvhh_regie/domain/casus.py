# SPDX-License-Identifier: EUPL-1.2
"""The casus: what regie keeps of one zaak, from MeldingIngediend on, as parts that each have one owner.

For: the state, and its one computed value, the stand. Each part is set by the events of one source only, so that the
order between sources doesn't matter. Not for: deciding anything; each decision has a module of its own beside this one.
"""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin
from zvhh_kit.decision import Sealed

Stand = Literal[
    "aangemeld",
    "ingetrokken",
    "tweede-weegoverleg",
    "niet-passend",
    "wacht-op-plaats",
    "wachtlijst",
    "loopt",
    "afgeschaald",
]

STANDEN: dict[Stand, str] = {
    "aangemeld": "Aangemeld",
    "ingetrokken": "Ingetrokken",
    "tweede-weegoverleg": "Tweede weegoverleg nodig",
    "niet-passend": "Niet passend",
    "wacht-op-plaats": "Wacht op plaats",
    "wachtlijst": "Op de wachtlijst",
    "loopt": "Loopt",
    "afgeschaald": "Afgeschaald",
}
"""Each stand in the words of the pages."""


class Deel(BaseModel):
    """A part of a state: frozen; fields of a newer release survive us."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Weging(Deel):
    """The last weegoverleg that was held; `passend` and `doorzetten` are None below the quorum of L4."""

    nummer: int
    vastgelegd_op: Moment
    passend: bool | None = None
    doorzetten: str | None = None

    @property
    def claimt_plaats(self) -> bool:
        """Whether a place is claimed: passend and doorzetten both ja (S6)."""
        return self.passend is True and self.doorzetten == "ja"


class Deelname(Deel):
    """A partner takes part from the local day `van` until `tot` (exclusive; None = still) (L4b)."""

    oin: Oin
    van: date
    tot: date | None = None


class Plaats(Deel):
    """The place that the pilotjaar gave: number `plaats` of `maximum`; `vergeven` counts those given by then (S6)."""

    pilotjaar: int
    plaats: int
    maximum: int
    vergeven: int


class Wachtplek(Deel):
    """The zaak joined the line of its pilotjaar, `positie` at that moment (S6)."""

    pilotjaar: int
    positie: int
    sinds: Moment


class Regieperiode(Deel):
    """A casusregie in force in [van, tot): local days, `tot` exclusive, None = still in force (S16).

    `tot` equal to `van` means that it was replaced before it was in force for a day; it stays in the history.
    """

    aanwijzing: int
    casusregie: Casusregie
    van: date
    tot: date | None = None
    aanvaard_op: date

    def op(self, dag: date) -> bool:
        """Whether this period holds the local day."""
        return self.van <= dag and (self.tot is None or dag < self.tot)


class Regieweigering(Deel):
    """An aanwijzing that was not possible, with the code of each reason (S16)."""

    aanwijzing: int
    redenen: tuple[Code, ...]
    op: Moment


class Gezocht(Deel):
    """Partner `door` looks for a casusregisseur (S11)."""

    door: Oin
    herinneren_op: date


class Incidentversie(Deel):
    """What was known of an incident at one moment; every version stays (D4)."""

    is_incident: bool = True
    soort: Code
    moment: Moment
    gehoord_van: Sealed[str]
    omschrijving: Sealed[str]
    ernstig: bool
    gemeld_bij_politie: bool | None = None
    reden: Sealed[str] | None = None
    door: str
    oin: str
    op: Moment


class Incident(Deel):
    """An incident with all its versions, oldest first; the last one counts (D4)."""

    nummer: int
    versies: tuple[Incidentversie, ...]

    @property
    def geldig(self) -> Incidentversie:
        """The version that counts."""
        return self.versies[-1]


class Afschaalantwoord(Deel):
    """What regie answered to AfschalenBesloten `nummer`; `reden` is None when the casus was closed (S14)."""

    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...]
    reden: Code | None = None
    op: Moment


class Casus(Deel):
    """One zaak in regie. Only `met` makes the next one, so that `stand` always fits the parts.

    From the melding: kenmerk to ingetrokken_op · from the overleggen: weging, deelnemers, deelnames, regie (with
    regie's own answers), gezocht · from the pilotjaar: plaats, wachtplek, geopend_op · regie's own: plaats_gevraagd,
    incidenten, klok_*, afschaalantwoorden, afgeschaald_op. `deelnemers` is who may read (L6); `afgeschermd` shuts
    everybody out after afschalen (L8). Moments are UTC; days are local.
    """

    stand: Stand = "aangemeld"
    kenmerk: str | None = None
    pilotjaar: int | None = None
    ontvangen_op: Moment | None = None
    eerste_verwerking_op: Moment | None = None
    vernietigen_uiterlijk_op: date | None = None
    melder_oin: Oin | None = None
    gemeente: Code | None = None
    ingetrokken_op: Moment | None = None
    weging: Weging | None = None
    deelnemers: tuple[Oin, ...] = ()
    deelnames: tuple[Deelname, ...] = ()
    plaats_gevraagd: bool = False
    plaats: Plaats | None = None
    wachtplek: Wachtplek | None = None
    geopend_op: Moment | None = None
    regie: tuple[Regieperiode, ...] = ()
    regieweigeringen: tuple[Regieweigering, ...] = ()
    gezocht: Gezocht | None = None
    incidenten: tuple[Incident, ...] = ()
    klok_vanaf: Moment | None = None
    klok_tot: Moment | None = None
    afschalen_mogelijk: bool = False
    afschaalantwoorden: tuple[Afschaalantwoord, ...] = ()
    afgeschaald_op: Moment | None = None
    afgeschermd: bool = False

    @property
    def incidentmomenten(self) -> tuple[datetime, ...]:
        """When each incident happened that is (still) held to be one."""
        return tuple(incident.geldig.moment for incident in self.incidenten if incident.geldig.is_incident)

    def incident(self, nummer: int) -> Incident | None:
        """The incident with this number, or None."""
        return next((incident for incident in self.incidenten if incident.nummer == nummer), None)

    def regie_op(self, dag: date) -> Regieperiode | None:
        """The casusregie in force on a local day, or None: a gap that everybody sees (S16)."""
        return next((periode for periode in self.regie if periode.op(dag)), None)


def met(casus: Casus | None, **delen: Any) -> Casus:
    """The casus (a new one for None) with other parts, and the stand that follows from them."""
    nieuw = (casus or Casus()).model_copy(update=delen)
    return nieuw.model_copy(update={"stand": _stand(nieuw)})


def _stand(casus: Casus) -> Stand:
    if casus.afgeschaald_op is not None:
        return "afgeschaald"
    if casus.geopend_op is not None:
        return "loopt"
    if casus.wachtplek is not None:
        return "wachtlijst"
    return _stand_van_weging(casus)


def _stand_van_weging(casus: Casus) -> Stand:
    """A weegoverleg that was held outranks a withdrawal that crossed it."""
    if casus.weging is None:
        return "aangemeld" if casus.ingetrokken_op is None else "ingetrokken"
    if casus.weging.claimt_plaats:
        return "wacht-op-plaats"
    return "niet-passend" if casus.weging.passend is False else "tweede-weegoverleg"
