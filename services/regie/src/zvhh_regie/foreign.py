# SPDX-License-Identifier: EUPL-1.2
"""The events that regie reads, and of each only the fields that it needs: intake's, meetings' and those of its own documents."""

from datetime import date
from typing import ClassVar, Literal

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin, Reader, ZaakId


class MeldingIngediend(Reader):
    """The zaak exists (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
    kenmerk: str
    pilotjaar: int
    ontvangen_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: Oin
    gemeente: Code


class MeldingIngetrokken(Reader):
    """The reporter withdrew (intake)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
    ingetrokken_op: Moment


class WeegoverlegGehouden(Reader):
    """A weegoverleg was held, with or without a decision (meetings)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-gehouden.v1"
    nummer: int
    vastgelegd_op: Moment
    besloten: bool
    passend: bool | None = None
    doorzetten: Literal["ja", "nog-niet"] | None = None
    deelnemers: tuple[Oin, ...] = ()


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


class PlaatsGevraagd(Reader):
    """A casus asks its pilotjaar for a place (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-gevraagd.v1"
    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment


class PlaatsToegekend(Reader):
    """A pilotjaar gives a casus its place (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-toegekend.v1"
    pilotjaar: int
    plaats: int
    maximum: int
    vergeven: int


class PlaatsOpWachtlijst(Reader):
    """A pilotjaar puts a casus in line (regie)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-op-wachtlijst.v1"
    pilotjaar: int
    positie: int
