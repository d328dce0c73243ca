# SPDX-License-Identifier: EUPL-1.2
"""What triage told: its last judgement (S10). Total: any state, any order; an older version changes nothing."""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Context, Decision
from zvhh_meetings import foreign
from zvhh_meetings.domain.traject import Overlegtraject, Triage
from zvhh_meetings.domain.vervallen import weegoverleg_vervalt
from zvhh_meetings.domain.werk import Werk


def doorgezet(
    config: Configuratie, state: Overlegtraject | None, event: foreign.TriageDoorgezet, ctx: Context
) -> Decision[Overlegtraject]:
    """A weegoverleg is to be planned, within the term that triage gives (S10)."""
    oordeel = Triage(
        versie=event.versie,
        uitkomst="doorgezet",
        op=event.doorgezet_op,
        weegoverleg_uiterlijk_op=event.weegoverleg_uiterlijk_op,
    )
    return _oordeel(config, state, oordeel, ctx)


def afgewezen(
    config: Configuratie, state: Overlegtraject | None, event: foreign.TriageAfgewezen, ctx: Context
) -> Decision[Overlegtraject]:
    """A judgement revised to nee cancels a weegoverleg that is still to begin; a held one outranks it."""
    oordeel = Triage(
        versie=event.versie,
        uitkomst="afgewezen",
        op=event.afgewezen_op,
        route=event.route,
        vernietigen_op=event.vernietigen_op,
    )
    return _oordeel(config, state, oordeel, ctx)


def _oordeel(
    config: Configuratie, state: Overlegtraject | None, oordeel: Triage, ctx: Context
) -> Decision[Overlegtraject]:
    if state is not None and state.triage is not None and state.triage.versie >= oordeel.versie:
        return Decision.nothing("an older version of the judgement")
    werk = Werk(config, state, ctx).wijzig(triage=oordeel)
    if oordeel.uitkomst == "afgewezen":
        weegoverleg_vervalt(werk, oordeel.op)
    return werk.klaar()
