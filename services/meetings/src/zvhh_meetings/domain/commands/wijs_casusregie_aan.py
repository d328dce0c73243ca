# SPDX-License-Identifier: EUPL-1.2
"""Appointing the casusregie between two overleggen (S16); regie answers."""

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import Day
from zvhh_kit.domain.decision import Command, Context, Decision, Sealed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.verslagdelen import RegieKeuze
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, met_deelnemers
from zvhh_meetings.domain.rules.casusregie import keuze_fouten, leg_aanwijzing_vast


class WijsCasusregieAan(Command):
    """Between two overleggen: the form, from which local day, on which day it was accepted, and why (S16)."""

    casusregie: Casusregie
    ingangsdatum: Day
    aanvaard_op: Day
    reden: Sealed[Tekst] | None = None


def wijs_aan(
    config: Configuratie, state: Overlegtraject | None, command: WijsCasusregieAan, ctx: Context
) -> Decision[Overlegtraject]:
    """Appoint; regie answers. Raises Refused with every fault at once (400), or not now (409)."""
    traject = met_deelnemers(state)
    stappen, toets = Stappen(config, traject, ctx), Toets(config, traject, ctx)
    keuze = RegieKeuze(
        casusregie=command.casusregie,
        aanvaard_op=command.aanvaard_op,
        ingangsdatum=command.ingangsdatum,
        reden=command.reden,
    )
    if not command.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom de casusregie tussen twee overleggen verandert.", "/reden")
    keuze_fouten(toets, keuze, traject.deelnemers, "")
    toets.weiger()
    nummer = leg_aanwijzing_vast(stappen, keuze, command.ingangsdatum)
    return stappen.klaar(aanwijzing=nummer)
