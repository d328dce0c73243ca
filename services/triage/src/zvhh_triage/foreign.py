# SPDX-License-Identifier: EUPL-1.2
"""What triage reads of the events of others: only the fields that it needs.

For: the event handlers of the domain. Not for: sash, aangifte or regiobinding: no event carries them and no reader
here could take them (S4).
"""

from typing import ClassVar

from zvhh_contracts.event import Moment, Reader


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


class MeldingAangevuld(Reader):
    """intake: the reporter supplemented the melding."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-aangevuld.v1"
    aangevuld_op: Moment


class MeldingIngetrokken(Reader):
    """intake: the reporter withdrew the melding."""

    type: ClassVar[str] = "nl.zorgenveiligheid.meldingen.melding-ingetrokken.v1"
    ingetrokken_op: Moment


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


class CasusGeopend(Reader):
    """regie: the zaak has a place and is a casus."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-geopend.v1"


class CasusOpWachtlijst(Reader):
    """regie: the zaak waits for a place."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-op-wachtlijst.v1"


class CasusAfgeschaald(Reader):
    """regie: the casus is closed; its file is shielded (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.casussen.casus-afgeschaald.v1"
