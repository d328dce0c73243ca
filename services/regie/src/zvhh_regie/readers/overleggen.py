# SPDX-License-Identifier: EUPL-1.2
"""What regie reads of meetings (`zvhh.overleggen.v1`)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin, Persoon, Reader


class WeegoverlegGehouden(Reader):
    """A weegoverleg was held, with or without a decision (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-gehouden.v1"
    nummer: int
    gehouden_op: Moment
    vastgelegd_op: Moment
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()
    route: Code | None = None
    wensen: dict[Code, Literal["besproken", "later", "niet"]] = Field(default_factory=dict)


class WeegoverlegHerzien(Reader):
    """The decision of a weegoverleg is put right (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-herzien.v1"
    nummer: int
    versie: int
    herzien_op: Moment
    passend: bool
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()
    route: Code | None = None
    door: Persoon


class CasusoverlegGehouden(Reader):
    """A casusoverleg was held (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.casusoverleg-gehouden.v1"
    nummer: int
    gehouden_op: Moment
    dagen_sinds_vorige: int | None = None
    extras: dict[Code, Literal["besproken", "niet-nodig"]] = Field(default_factory=dict)
    wensen: dict[Code, Literal["besproken", "later", "niet"]] = Field(default_factory=dict)


class PlanVanAanpakVastgesteld(Reader):
    """A version of the plan van aanpak was vastgesteld: for the figures of the evaluation (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.plan-van-aanpak-vastgesteld.v1"
    versie: int
    vastgesteld_op: Moment
    interventies: dict[Code, int] = Field(default_factory=dict)
    soorten: tuple[Code, ...] = ()


class CasusregieAangewezen(Reader):
    """A casusregie was appointed and waits for our answer (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.casusregie-aangewezen.v1"
    aanwijzing: int
    casusregie: Casusregie
    ingangsdatum: date
    aanvaard_op: date
    reden_gegeven: bool = False


class CasusregieGezocht(Reader):
    """Somebody looks for a casusregisseur (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.casusregie-gezocht.v1"
    door: Oin
    herinneren_op: date


class DeelnemerToegevoegd(Reader):
    """A partner takes part (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.deelnemer-toegevoegd.v1"
    oin: Oin
    per: date


class DeelnemerVertrokken(Reader):
    """A partner left (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.deelnemer-vertrokken.v1"
    oin: Oin
    per: date


class AfschalenBesloten(Reader):
    """Those present decided to afschalen, and wait for our answer (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.afschalen-besloten.v1"
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...] = ()


class AfschalenNietBesloten(Reader):
    """Afschalen was discussed and not decided: for the figures of the evaluation (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.afschalen-niet-besloten.v1"


class BeeindigenBesloten(Reader):
    """Those present decided that the casus ends otherwise, and wait for our answer (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.beeindigen-besloten.v1"
    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    grond: Literal["overdracht", "overlijden", "geen-ex-partnerstalking", "samengevoegd"]
    gaan_verder: tuple[Oin, ...] = ()
