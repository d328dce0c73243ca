# SPDX-License-Identifier: EUPL-1.2
"""The parts of which a casus consists, each with one owner among the sources of events.

For: the state (`dossier`). Not for: deciding anything; each decision has a module of its own beside this one.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin
from zvhh_kit.decision import Sealed


class Deel(BaseModel):
    """A part of a state: frozen; fields of a newer release survive us."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Weging(Deel):
    """The last weegoverleg that was held; `passend` and `doorzetten` are None below the quorum of L4.

    `versie` counts what was put right (D3). `vervallen`: the opening that followed was undone, so that a second
    weegoverleg is needed (S6b).
    """

    nummer: int
    versie: int = 1
    vastgelegd_op: Moment
    passend: bool | None = None
    doorzetten: str | None = None
    vervallen: bool = False

    @property
    def claimt_plaats(self) -> bool:
        """Whether a place is claimed: passend and doorzetten both ja (S6), and not undone since (S6b)."""
        return self.passend is True and self.doorzetten == "ja" and not self.vervallen


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
    """The zaak waits in the line of a pilotjaar, `positie` as last heard (S6).

    `aangeboden_op`: a place is free and a procesregisseur may confirm it · `herinnerd_op`: the local day of the last
    weekly reminder · `jaar_voorbij`: a procesregisseur decides whether it waits on in the next year (S6b).
    """

    pilotjaar: int
    positie: int
    sinds: Moment
    aangeboden_op: Moment | None = None
    herinnerd_op: date | None = None
    jaar_voorbij: bool = False


class Ongedaan(Deel):
    """An opening that was undone: the place that it had, and by whom it was given back (S6b).

    `reden` is None when meetings put the weegoverleg right; its reason stays there (D3).
    """

    plaats: Plaats
    geopend_op: Moment
    ongedaan_op: Moment
    door: str
    reden: Sealed[str] | None = None


class Uitgang(Deel):
    """The zaak left the line of a pilotjaar by a way on (D5, S6b)."""

    pilotjaar: int
    route: str
    reden: Sealed[str]
    door: str
    op: Moment


class Zwaartepunt(Deel):
    """Where the case has its centre of gravity since the local day `per`, with the reason (S16)."""

    gemeente: Code
    per: date
    reden: Sealed[str]
    door: str
    op: Moment


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
    """What was known of an incident at one moment; every version stays (D4).

    `neemt_weg`: it takes away a serious incident of another organisation, makes less of it, or dates it earlier.
    """

    is_incident: bool = True
    soort: Code
    moment: Moment
    gehoord_van: Sealed[str]
    bron_oin: Oin | None = None
    omschrijving: Sealed[str]
    ernstig: bool
    gemeld_bij_politie: bool | None = None
    reden: Sealed[str] | None = None
    door: str
    oin: str
    op: Moment
    neemt_weg: bool = False

    @property
    def telt_als_ernstig(self) -> bool:
        """Whether it is held to be an incident, and a serious one."""
        return self.is_incident and self.ernstig

    @property
    def van(self) -> frozenset[str]:
        """The OINs whose word it is: who wrote it, and who it was heard from."""
        return frozenset(oin for oin in (self.oin, self.bron_oin) if oin is not None)


class Afgerond(Deel):
    """A task that a person ended, with what they found; `over`: which week or which correction it was about."""

    taak: str
    over: str
    bevinding: Sealed[str]
    door: str
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


class Eindantwoord(Deel):
    """What regie answered to BeeindigenBesloten `nummer`; `reden` is None when the casus was closed (D13)."""

    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...]
    grond: str
    reden: Code | None = None
    op: Moment


class Detentieversie(Deel):
    """What was known of a detention at one moment: local days, `tot_en_met` None = not known yet (S14)."""

    is_detentie: bool = True
    van: date
    tot_en_met: date | None = None
    gehoord_van: Sealed[str]
    reden: Sealed[str] | None = None
    door: str
    oin: str
    op: Moment


class Detentie(Deel):
    """A detention with all its versions, oldest first; the last one counts. It does not stop the clock (S14)."""

    nummer: int
    versies: tuple[Detentieversie, ...]

    @property
    def geldig(self) -> Detentieversie:
        """The version that counts."""
        return self.versies[-1]


class Bewaartermijn(Deel):
    """What a person decided on the term of the zaak (L8): the local day that counts, None while it is on hold."""

    soort: str
    vernietigen_op: date | None
    op: Moment
