# SPDX-License-Identifier: EUPL-1.2
"""What meetings publishes on `zvhh.overleggen.v1`: overleggen and what is decided in them.

`nummer` counts the overleggen of one zaak from 1, weegoverleg and casusoverleg together. No texts of minutes or agreements.
"""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Event, Moment, Oin, Persoon
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.triages import Route

Overlegsoort = Literal["weegoverleg", "casusoverleg"]
Wensantwoord = Literal["besproken", "later", "niet"]
Eindgrond = Literal["overdracht", "overlijden", "geen-ex-partnerstalking", "samengevoegd"]
"""Why a casus ends other than by afschalen (D13)."""


class WeegoverlegGepland(Event):
    """A weegoverleg has a date; the invited organisations may read the melding until it is vastgelegd (L6)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-gepland.v1"
    nummer: int
    begin: Moment
    duur_minuten: int
    genodigden: tuple[Oin, ...]


class WeegoverlegGehouden(Event):
    """A weegoverleg was held and vastgelegd (S11). `besloten` is false below the quorum of L4: then nothing else is set.

    passend and doorzetten ja: a place is claimed, `deelnemers` is the list of who takes part (L4b). doorzetten nog-niet:
    a second weegoverleg follows. Not passend: `route` is the way on (D5).
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-gehouden.v1"
    nummer: int
    gehouden_op: Moment
    vastgelegd_op: Moment
    besloten: bool
    aanwezigen: tuple[Oin, ...]
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()
    route: Route | None = None
    wensen: dict[Wens, Wensantwoord] = Field(default_factory=dict)


class CasusregieAangewezen(Event):
    """An overleg (or a procesregisseur between two) appointed the casusregie (S11, S16); regie answers by `aanwijzing`.

    `reden_gegeven` says whether a reason for going against the agreement of a gemeente was recorded; its words stay.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.casusregie-aangewezen.v1"
    aanwijzing: int
    casusregie: Casusregie
    ingangsdatum: date
    aanvaard_op: date
    reden_gegeven: bool = False


class CasusregieGezocht(Event):
    """No casusregisseur yet: `door` looks for one; reminder on the local day `herinneren_op` (S11: 5 working days)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.casusregie-gezocht.v1"
    door: Oin
    herinneren_op: date


class DeelnemerToegevoegd(Event):
    """A partner takes part from now on (L4b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.deelnemer-toegevoegd.v1"
    oin: Oin
    per: date


class DeelnemerVertrokken(Event):
    """A partner left and lost access at once (L4b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.deelnemer-vertrokken.v1"
    oin: Oin
    per: date


class CasusoverlegGepland(Event):
    """A casusoverleg has a proposed or fixed date; `voorlopig` until the casus is open (S13)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.casusoverleg-gepland.v1"
    nummer: int
    begin: Moment
    duur_minuten: int
    voorlopig: bool = False


class OverlegVerzet(Event):
    """An overleg was moved, with a reason that stays in meetings (D3)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.overleg-verzet.v1"
    nummer: int
    soort: Overlegsoort
    begin: Moment
    duur_minuten: int


class OverlegGeannuleerd(Event):
    """A planned overleg will not be held (D1, D3)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.overleg-geannuleerd.v1"
    nummer: int
    soort: Overlegsoort


class CasusoverlegGehouden(Event):
    """A casusoverleg was held and vastgelegd; `dagen_sinds_vorige` feeds the mean of S13 (None for the first).

    `extras`: what became of each fixed line of the agenda (S17); `wensen`: of each wish of the reporter (S3).
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.casusoverleg-gehouden.v1"
    nummer: int
    gehouden_op: Moment
    vastgelegd_op: Moment
    besloten: bool
    aanwezigen: tuple[Oin, ...]
    dagen_sinds_vorige: int | None = None
    extras: dict[Code, Literal["besproken", "niet-nodig"]] = Field(default_factory=dict)
    wensen: dict[Wens, Wensantwoord] = Field(default_factory=dict)


class PlanVanAanpakVastgesteld(Event):
    """A version of the plan van aanpak was vastgesteld (S12): how many interventions, for whom, of which kind."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.plan-van-aanpak-vastgesteld.v1"
    versie: int
    nummer: int
    vastgesteld_op: Moment
    interventies: dict[Literal["slachtoffer", "pleger", "kind", "systeem"], int]
    soorten: tuple[Code, ...] = ()


class AfschalenBesloten(Event):
    """Those present decided to afschalen (S14, L4): a proposal that regie checks against its clock and answers."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.afschalen-besloten.v1"
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...]


class AfschalenNietBesloten(Event):
    """Afschalen was on the agenda and those present decided niet or later (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.afschalen-niet-besloten.v1"
    nummer: int
    uitkomst: Literal["niet", "later"]
    door: Persoon


class WeegoverlegHerzien(Event):
    """The decision of weegoverleg `nummer` was recorded wrongly and is put right, by a procesregisseur with reason (D3).

    Everything as in WeegoverlegGehouden, as it should have been; `versie` counts from 2 and the last one counts.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-herzien.v1"
    nummer: int
    versie: int
    herzien_op: Moment
    gehouden_op: Moment
    passend: bool
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()
    route: Route | None = None
    door: Persoon


class BeeindigenBesloten(Event):
    """Those present decided that the casus ends for another reason than afschalen (D13, L4): regie answers by `nummer`."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.beeindigen-besloten.v1"
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    grond: Eindgrond
    gaan_verder: tuple[Oin, ...] = ()


class TrajectVernietigd(Event):
    """Document and key are destroyed in meetings (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.traject-vernietigd.v1"
    vernietigd_op: Moment
