# SPDX-License-Identifier: EUPL-1.2
"""What regie reads of triage (`zvhh.triages.v1`): outcomes, for the figures of the evaluation (S18)."""

from typing import ClassVar

from zvhh_contracts.event import Code, Moment, Reader, ZaakId


class AanvullingGevraagd(Reader):
    """The reporter was asked for more (triage)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.aanvulling-gevraagd.v1"


class TriageDoorgezet(Reader):
    """Three times ja (triage)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-doorgezet.v1"
    versie: int
    doorgezet_op: Moment


class TriageAfgewezen(Reader):
    """At least one nee, with the way on (triage)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-afgewezen.v1"
    versie: int
    afgewezen_op: Moment
    route: Code


class TriageGevoegd(Reader):
    """The melding was joined to a running zaak (triage)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-gevoegd.v1"
    versie: int
    gevoegd_op: Moment
    bij: ZaakId


class TriageHeropend(Reader):
    """A joined melding is judged on its own again (triage)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-heropend.v1"
    versie: int
