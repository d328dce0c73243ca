# SPDX-License-Identifier: EUPL-1.2
"""What triage reads of the events of others: only the fields that it needs.

For: the event handlers of the domain. Not for: sash, aangifte or regiobinding: no event carries them and no reader
here could take them (S4).
"""

from datetime import date
from typing import ClassVar, Literal

from zvhh_contracts.event import Moment, Oin, Reader, ZaakId
from zvhh_contracts.triage_intern import Aanhaling
from zvhh_contracts.triages import Route


class MeldingIngediend(Reader):
    """intake: a melding was accepted; the zaak exists."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
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

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.lopende-zaak-ingebracht.v1"
    kenmerk: str
    ingebracht_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: str
    gemeente: str
    relatie: str


class MeldingAangevuld(Reader):
    """intake: the reporter supplemented the melding."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-aangevuld.v1"
    aangevuld_op: Moment


class MeldingIngetrokken(Reader):
    """intake: the reporter withdrew the melding."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
    ingetrokken_op: Moment


class ProfessionalGeweerd(Reader):
    """intake: a person was barred from this zaak (L6)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.professional-geweerd.v1"
    persoon: str


class WeringOpgeheven(Reader):
    """intake: a person is barred no longer (L6)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.wering-opgeheven.v1"
    persoon: str


class BewaartermijnGewijzigd(Reader):
    """intake: a person renewed the term, put it on hold or released it (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.bewaartermijn-gewijzigd.v1"
    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: Moment


class MeldingAfgeschermd(Reader):
    """intake: the zaak that this melding joined was closed (D11b, L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-afgeschermd.v1"
    hoofdzaak_id: str


class MeldingVernietigd(Reader):
    """intake: the zaak is destroyed, everywhere (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-vernietigd.v1"


class WeegoverlegGepland(Reader):
    """meetings: a weegoverleg has a date."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-gepland.v1"
    nummer: int
    begin: Moment


class OverlegVerzet(Reader):
    """meetings: an overleg was moved; of interest here when it is the weegoverleg."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.overleg-verzet.v1"
    nummer: int
    begin: Moment


class OverlegGeannuleerd(Reader):
    """meetings: a planned overleg will not be held; of interest here when it is the weegoverleg."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.overleg-geannuleerd.v1"
    nummer: int


class WeegoverlegGehouden(Reader):
    """meetings: a weegoverleg was held and vastgelegd; from here on no judgement of triage is revised."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-gehouden.v1"
    nummer: int
    gehouden_op: Moment
    vastgelegd_op: Moment
    besloten: bool
    passend: bool | None = None
    route: Route | None = None


class WeegoverlegHerzien(Reader):
    """meetings: the decision of a held weegoverleg was put right; the last version counts (D3)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.overleggen.weegoverleg-herzien.v1"
    nummer: int
    versie: int
    herzien_op: Moment
    gehouden_op: Moment
    passend: bool
    route: Route | None = None


class CasusGeopend(Reader):
    """regie: the zaak has a place and is a casus."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-geopend.v1"


class CasusOpWachtlijst(Reader):
    """regie: the zaak waits for a place."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-op-wachtlijst.v1"


class LopendeCasusGeopend(Reader):
    """regie: a running case of before the pilot is there, without a place (S6c)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.lopende-casus-geopend.v1"


class CasusVanWachtlijst(Reader):
    """regie: a waiting zaak left the line by a way on (S6b, D5)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-van-wachtlijst.v1"
    van_wachtlijst_op: Moment


class OpeningOngedaan(Reader):
    """regie: an opening made in error was undone (S6b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.opening-ongedaan.v1"


class CasusBeeindigd(Reader):
    """regie: the casus is closed otherwise than by afschalen; its file is shielded (D13, L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-beeindigd.v1"


class CasusAfgeschaald(Reader):
    """regie: the casus is closed; its file is shielded (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-afgeschaald.v1"


class AfstemmingAangehaald(Reader):
    """triage: a melding cites this consultation (S5)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.afstemmingen.afstemming-aangehaald.v1"
    zaak_id: ZaakId
    melder_oin: Oin


class AfstemmingBeantwoord(Reader):
    """triage: what there is of the consultation that this melding cites (S5)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.afstemmingen.afstemming-beantwoord.v1"
    uitkomst: Aanhaling
