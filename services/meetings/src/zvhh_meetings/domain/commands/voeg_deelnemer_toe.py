# SPDX-License-Identifier: EUPL-1.2
"""A partner joins after the weegoverleg, dated and with a reason (L4b). The list is the access list (L6)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.overleggen import DeelnemerToegevoegd
from zvhh_kit.domain.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.deelname import Deelname
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, met_deelnemers
from zvhh_meetings.domain.rules.uitnodigen import nodig


class VoegDeelnemerToe(Command):
    """Which partner joins, and why."""

    oin: Oin
    reden: Sealed[Tekst] | None = None


def voeg_toe(
    config: Configuratie, state: Overlegtraject | None, command: VoegDeelnemerToe, ctx: Context
) -> Decision[Overlegtraject]:
    """A partner takes part from today; it is invited to what is planned. It already does: nothing.

    Raises Refused: a derde or unknown (400), no reason (400), before a weegoverleg decided (409).
    """
    traject = met_deelnemers(state)
    if command.oin in traject.deelnemers:
        return Decision(result={"oin": command.oin}, why_nothing="it takes part already")
    toets = Toets(config, traject, ctx)
    toets.geen_partner(command.oin, "/oin")
    if not command.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom deze partner gaat meedoen.", "/reden")
    toets.weiger()
    stappen = Stappen(config, traject, ctx)
    erbij = Deelname(oin=command.oin, van=stappen.vandaag, reden=command.reden)
    stappen.traject = changed(traject, deelnames=(*traject.deelnames, erbij))
    if traject.gepland is not None:
        nodig(stappen, traject.gepland, tuple(dict.fromkeys((*traject.gepland.genodigden, command.oin))))
    stappen.events.append(DeelnemerToegevoegd(oin=command.oin, per=stappen.vandaag))
    return stappen.klaar(oin=command.oin)
