# SPDX-License-Identifier: EUPL-1.2
"""What meetings reads of other services' events: only the fields that it needs, all else is passed over.

For: the table in `handlers.py`. Not for: deciding; each event handler stands in `domain`.
"""

from datetime import date
from typing import ClassVar

from pydantic import Field

from zvhh_contracts.event import Code, Moment, Oin, Reader
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.triages import Route


class MeldingIngediend(Reader):
    """intake: the zaak exists; its wishes stand on the agenda (S3)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
    kenmerk: str
    pilotjaar: int
    ontvangen_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: Oin
    wensen: tuple[Wens, ...] = ()
    rollen: dict[str, int] = Field(default_factory=dict)


class MeldingAangevuld(Reader):
    """intake: the reporter supplemented the melding (D1)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-aangevuld.v1"
    aangevuld_op: Moment


class MeldingIngetrokken(Reader):
    """intake: the reporter withdrew the melding (D1)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
    ingetrokken_op: Moment


class TriageDoorgezet(Reader):
    """triage: three times ja; a weegoverleg is to be planned (S10). The last `versie` counts."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-doorgezet.v1"
    versie: int
    doorgezet_op: Moment
    weegoverleg_uiterlijk_op: date


class TriageAfgewezen(Reader):
    """triage: at least one nee (S10). The last `versie` counts."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-afgewezen.v1"
    versie: int
    afgewezen_op: Moment
    route: Route
    vernietigen_op: date


class CasusGeopend(Reader):
    """regie: the zaak got a place (S6); the clock runs to `afschalen_mogelijk_op` (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-geopend.v1"
    geopend_op: Moment
    afschalen_mogelijk_op: Moment


class CasusOpWachtlijst(Reader):
    """regie: no place; the zaak waits (S6)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-op-wachtlijst.v1"
    sinds: Moment


class CasusregieVastgelegd(Reader):
    """regie: answer to our CasusregieAangewezen `aanwijzing`: in force from the local day `van` (S16)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casusregie-vastgelegd.v1"
    aanwijzing: int
    van: date


class CasusregieGeweigerd(Reader):
    """regie: answer to our CasusregieAangewezen `aanwijzing`: not possible, with codes why (S16)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casusregie-geweigerd.v1"
    aanwijzing: int
    redenen: tuple[Code, ...]


class IncidentGeregistreerd(Reader):
    """regie: an incident (D4); a serious one asks for an earlier overleg."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.incident-geregistreerd.v1"
    nummer: int
    moment: Moment
    ernstig: bool
    geregistreerd_op: Moment
    afschalen_mogelijk_op: Moment | None


class IncidentHerzien(Reader):
    """regie: an incident was corrected, or was none (D4)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.incident-herzien.v1"
    nummer: int
    is_incident: bool
    moment: Moment
    ernstig: bool
    afschalen_mogelijk_op: Moment | None


class AfschalenMogelijk(Reader):
    """regie: six months without incidents have passed: an item for each next agenda (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.afschalen-mogelijk.v1"
    sinds: Moment


class AfschalenVervallen(Reader):
    """regie: AfschalenMogelijk no longer holds; the clock now runs to `opnieuw_op` (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.afschalen-vervallen.v1"
    opnieuw_op: Moment


class AfschalenGeweigerd(Reader):
    """regie: answer to our AfschalenBesloten `nummer`: overtaken (S14)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.afschalen-geweigerd.v1"
    nummer: int
    reden: Code


class CasusAfgeschaald(Reader):
    """regie: answer to our AfschalenBesloten `nummer`: the casus is closed and shielded (S14, L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-afgeschaald.v1"
    nummer: int
    afgeschaald_op: Moment
