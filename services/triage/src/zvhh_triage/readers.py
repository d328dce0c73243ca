# SPDX-License-Identifier: EUPL-1.2
"""What triage reads of the events of others: only the fields that it needs.

What each event says stands in the contracts. Not for: sash, aangifte or regiobinding: no event carries them and no reader
here could take them (S4).
"""

from datetime import date
from typing import ClassVar, Literal

from zvhh_contracts import casussen, meldingen, overleggen, triage_intern
from zvhh_contracts.event import Moment, Oin, Reader, ZaakId
from zvhh_contracts.triage_intern import Aanhaling
from zvhh_contracts.triages import Route


class MeldingIngediend(Reader):
    type: ClassVar[str] = meldingen.MeldingIngediend.type
    kenmerk: str
    pilotjaar: int
    ontvangen_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: str
    gemeente: str
    relatie: str
    wensen: tuple[str, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    domeinen: tuple[str, ...] = ()
    twijfel: str | None = None
    afstemming: str | None = None
    oud_kenmerk: str | None = None


class LopendeZaakIngebracht(Reader):
    """intake: a running case of before the pilot was brought in (S6c)."""

    type: ClassVar[str] = meldingen.LopendeZaakIngebracht.type
    kenmerk: str
    ingebracht_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: str
    gemeente: str
    relatie: str


class MeldingAangevuld(Reader):
    type: ClassVar[str] = meldingen.MeldingAangevuld.type
    aangevuld_op: Moment


class MeldingIngetrokken(Reader):
    type: ClassVar[str] = meldingen.MeldingIngetrokken.type
    ingetrokken_op: Moment


class ProfessionalGeweerd(Reader):
    type: ClassVar[str] = meldingen.ProfessionalGeweerd.type
    persoon: str


class WeringOpgeheven(Reader):
    type: ClassVar[str] = meldingen.WeringOpgeheven.type
    persoon: str


class BewaartermijnGewijzigd(Reader):
    """intake: a person renewed the term, put it on hold or released it (L8)."""

    type: ClassVar[str] = meldingen.BewaartermijnGewijzigd.type
    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: Moment


class MeldingAfgeschermd(Reader):
    """intake: the zaak that this melding joined was closed (D11b, L8)."""

    type: ClassVar[str] = meldingen.MeldingAfgeschermd.type
    hoofdzaak_id: str


class MeldingVernietigd(Reader):
    type: ClassVar[str] = meldingen.MeldingVernietigd.type


class WeegoverlegGepland(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegGepland.type
    nummer: int
    begin: Moment


class OverlegVerzet(Reader):
    """meetings: an overleg was moved; of interest here when it is the weegoverleg."""

    type: ClassVar[str] = overleggen.OverlegVerzet.type
    nummer: int
    begin: Moment


class OverlegGeannuleerd(Reader):
    """meetings: a planned overleg will not be held; of interest here when it is the weegoverleg."""

    type: ClassVar[str] = overleggen.OverlegGeannuleerd.type
    nummer: int


class WeegoverlegGehouden(Reader):
    type: ClassVar[str] = overleggen.WeegoverlegGehouden.type
    nummer: int
    gehouden_op: Moment
    vastgelegd_op: Moment
    besloten: bool
    passend: bool | None = None
    route: Route | None = None


class WeegoverlegHerzien(Reader):
    """meetings: the decision of a held weegoverleg was put right; the last version counts (D3)."""

    type: ClassVar[str] = overleggen.WeegoverlegHerzien.type
    nummer: int
    versie: int
    herzien_op: Moment
    gehouden_op: Moment
    passend: bool
    route: Route | None = None


class CasusGeopend(Reader):
    type: ClassVar[str] = casussen.CasusGeopend.type


class CasusOpWachtlijst(Reader):
    type: ClassVar[str] = casussen.CasusOpWachtlijst.type


class LopendeCasusGeopend(Reader):
    type: ClassVar[str] = casussen.LopendeCasusGeopend.type


class CasusVanWachtlijst(Reader):
    type: ClassVar[str] = casussen.CasusVanWachtlijst.type
    van_wachtlijst_op: Moment


class OpeningOngedaan(Reader):
    type: ClassVar[str] = casussen.OpeningOngedaan.type


class CasusBeeindigd(Reader):
    type: ClassVar[str] = casussen.CasusBeeindigd.type


class CasusAfgeschaald(Reader):
    type: ClassVar[str] = casussen.CasusAfgeschaald.type


class AfstemmingAangehaald(Reader):
    """triage: a melding cites this consultation (S5)."""

    type: ClassVar[str] = triage_intern.AfstemmingAangehaald.type
    zaak_id: ZaakId
    melder_oin: Oin


class AfstemmingBeantwoord(Reader):
    """triage: what there is of the consultation that this melding cites (S5)."""

    type: ClassVar[str] = triage_intern.AfstemmingBeantwoord.type
    uitkomst: Aanhaling
