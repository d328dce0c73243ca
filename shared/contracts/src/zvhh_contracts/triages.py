# SPDX-License-Identifier: EUPL-1.2
"""What triage publishes on `zvhh.triages.v1`: the judgement of a procesregisseur.

`versie` counts the judgements of one zaak from 1; the last one counts. Reasons and advice stay in triage.
"""

from datetime import date
from typing import ClassVar, Literal

from zvhh_contracts.event import Event, Moment, Persoon

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
