# SPDX-License-Identifier: EUPL-1.2
"""What triage publishes on `zvhh.triages.v1`: the judgement of a procesregisseur.

`versie` counts the judgements of one zaak from 1; the last one counts. Reasons and advice stay in triage.
"""

from datetime import date
from typing import ClassVar, Literal

from zvhh_contracts.event import Event, Moment, Persoon, ZaakId

Route = Literal["regulier", "lokaal", "ander-zvh", "geen"]


class AanvullingGevraagd(Event):
    """The reporter was asked for more, until and including the local day `uiterlijk_op` (S10: 5 working days)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.aanvulling-gevraagd.v1"
    versie: int
    gevraagd_op: Moment
    uiterlijk_op: date


class TriageDoorgezet(Event):
    """Three times ja: a weegoverleg is to be planned, until and including `weegoverleg_uiterlijk_op` (S10: 10 working days)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-doorgezet.v1"
    versie: int
    doorgezet_op: Moment
    door: Persoon
    weegoverleg_uiterlijk_op: date


class TriageAfgewezen(Event):
    """At least one nee, with the way on (D5) and the local day of destruction (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-afgewezen.v1"
    versie: int
    afgewezen_op: Moment
    door: Persoon
    route: Route
    vernietigen_op: date


class TriageGevoegd(Event):
    """The melding is about a running zaak `bij`: joined to it, no refusal and no second place (D11b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-gevoegd.v1"
    versie: int
    gevoegd_op: Moment
    door: Persoon
    bij: ZaakId


class TriageHeropend(Event):
    """A melding that was joined is split off again, within 30 days, and is to be judged on its own (D11b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-heropend.v1"
    versie: int
    heropend_op: Moment
    door: Persoon


class MeldingToegevoegd(Event):
    """Addressed to the zaak that it joins: melding `zaak_id` is about the same persons (D11b).

    `rollen_omgekeerd`: the procesregisseur says that slachtoffer and (vermeend) pleger stand the other way round in it.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.melding-toegevoegd.v1"
    zaak_id: ZaakId
    toegevoegd_op: Moment
    rollen_omgekeerd: bool = False


class MeldingAfgesplitst(Event):
    """Addressed to the zaak that it had joined: melding `zaak_id` is on its own again (D11b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.melding-afgesplitst.v1"
    zaak_id: ZaakId
    afgesplitst_op: Moment


class SpoedGewijzigd(Event):
    """A procesregisseur said that this zaak can't wait, or no longer (D2); the reason stays in triage."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.spoed-gewijzigd.v1"
    spoed: bool
    op: Moment


class TriageVernietigd(Event):
    """Document and key are destroyed in triage (L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.triages.triage-vernietigd.v1"
    vernietigd_op: Moment
