# SPDX-License-Identifier: EUPL-1.2
"""Moving and cancelling a planned overleg, each with a reason (D3).

Not for: cancelling because of what another service told (`vervallen`).
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import Moment
from zvhh_contracts.overleggen import OverlegGeannuleerd, OverlegVerzet
from zvhh_kit.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.commands.plan_overleg import Duur
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.overleg import Wijziging
from zvhh_meetings.domain.rules.grenzen import bestaand, gepland_overleg, overleg_met
from zvhh_meetings.domain.rules.toets import Toets


class Verzetting(Command):
    """The new moment, another duration where that changes, and why."""

    begin: Moment
    duur_minuten: Duur | None = None
    reden: Sealed[Tekst] | None = None


class VerzetOverleg(Command):
    """Move overleg `nummer`."""

    nummer: int
    verzetting: Verzetting


class Annulering(Command):
    """Why it is cancelled."""

    reden: Sealed[Tekst] | None = None


class AnnuleerOverleg(Command):
    """Cancel overleg `nummer`."""

    nummer: int
    annulering: Annulering


def verplaats(
    config: Configuratie, state: Overlegtraject | None, command: VerzetOverleg, ctx: Context
) -> Decision[Overlegtraject]:
    """Move an overleg; to where it already is changes nothing. Raises Refused without a reason or into the past."""
    traject = bestaand(state)
    overleg, nieuw = gepland_overleg(traject, command.nummer), command.verzetting
    toets = Toets(config, traject, ctx)
    if not nieuw.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom het overleg wordt verzet.", "/reden")
    if nieuw.begin <= ctx.received:
        toets.meld("begin-voorbij", "Kies een moment in de toekomst.", "/begin")
    toets.weiger()
    duur = nieuw.duur_minuten or overleg.duur_minuten
    if (nieuw.begin, duur) == (overleg.begin, overleg.duur_minuten):
        return Decision(result={"nummer": overleg.nummer}, why_nothing="it is planned then already")
    wijziging = Wijziging(wat="verzet", begin=nieuw.begin, reden=nieuw.reden, door=ctx.actor.subject, op=ctx.received)
    verzet = changed(
        overleg,
        begin=nieuw.begin,
        duur_minuten=duur,
        voorbij=False,
        uitnodiging_voorbij=False,
        volgnummer=overleg.volgnummer + 1,
        wijzigingen=(*overleg.wijzigingen, wijziging),
    )
    event = OverlegVerzet(nummer=overleg.nummer, soort=overleg.soort, begin=nieuw.begin, duur_minuten=duur)
    return Decision(traject.met_overleg(verzet), (event,), result={"nummer": overleg.nummer})


def annuleer(
    config: Configuratie, state: Overlegtraject | None, command: AnnuleerOverleg, ctx: Context
) -> Decision[Overlegtraject]:
    """Cancel an overleg: the zaak is without a date until one is planned. Cancelled already: nothing.

    Raises Refused without a reason, and for an overleg that was held.
    """
    traject = bestaand(state)
    if overleg_met(traject, command.nummer).stand == "geannuleerd":
        return Decision(result={"nummer": command.nummer}, why_nothing="it was cancelled already")
    overleg = gepland_overleg(traject, command.nummer)
    toets = Toets(config, traject, ctx)
    if not command.annulering.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom het overleg niet doorgaat.", "/reden")
    toets.weiger()
    wijziging = Wijziging(
        wat="geannuleerd",
        begin=overleg.begin,
        reden=command.annulering.reden,
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
