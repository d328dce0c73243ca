# SPDX-License-Identifier: EUPL-1.2
"""Cancelling a planned overleg, with a reason (D3).

Not for: cancelling because of what another service told (`rules/vervallen`).
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import OverlegGeannuleerd
from zvhh_kit.domain.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.overleg import Wijziging
from zvhh_meetings.domain.rules.behandeling import Toets, bestaand, gepland_overleg, overleg_met


class AnnuleerOverleg(Command):
    """Why it is cancelled."""

    reden: Sealed[Tekst] | None = None


def annuleer(
    config: Configuratie, state: Overlegtraject | None, command: AnnuleerOverleg, ctx: Context
) -> Decision[Overlegtraject]:
    """Cancel an overleg: the zaak is without a date until one is planned. Cancelled already: nothing.

    Raises Refused without a reason, and for an overleg that was held.
    """
    traject = bestaand(state)
    if overleg_met(traject, ctx.number).stand == "geannuleerd":
        return Decision(result={"nummer": ctx.number}, why_nothing="it was cancelled already")
    overleg = gepland_overleg(traject, ctx.number)
    toets = Toets(config, traject, ctx)
    if not command.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom het overleg niet doorgaat.", "/reden")
    toets.weiger()
    wijziging = Wijziging(
        wat="geannuleerd",
        begin=overleg.begin,
        reden=command.reden,
        door=ctx.actor.subject,
        op=ctx.received,
    )
    weg = changed(
        overleg,
        stand="geannuleerd",
        volgnummer=overleg.volgnummer + 1,
        wijzigingen=(*overleg.wijzigingen, wijziging),
    )
    event = OverlegGeannuleerd(nummer=overleg.nummer, soort=overleg.soort)
    return Decision(traject.met_overleg(weg), (event,), result={"nummer": overleg.nummer})
