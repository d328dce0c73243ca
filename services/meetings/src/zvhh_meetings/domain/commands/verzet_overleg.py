# SPDX-License-Identifier: EUPL-1.2
"""Moving a planned overleg, with a reason (D3)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import Moment
from zvhh_contracts.overleggen import OverlegVerzet
from zvhh_kit.domain.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.overleg import Duur, Wijziging
from zvhh_meetings.domain.rules.behandeling import Toets, bestaand, gepland_overleg


class VerzetOverleg(Command):
    """The new moment, another duration where that changes, and why."""

    begin: Moment
    duur_minuten: Duur | None = None
    reden: Sealed[Tekst] | None = None


def verzet(
    config: Configuratie, state: Overlegtraject | None, nieuw: VerzetOverleg, ctx: Context
) -> Decision[Overlegtraject]:
    """Move an overleg; to where it already is changes nothing. Raises Refused without a reason or into the past."""
    traject = bestaand(state)
    overleg = gepland_overleg(traject, ctx.number)
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
    verplaatst = changed(
        overleg,
        begin=nieuw.begin,
        duur_minuten=duur,
        voorbij=False,
        uitnodiging_voorbij=False,
        volgnummer=overleg.volgnummer + 1,
        wijzigingen=(*overleg.wijzigingen, wijziging),
    )
    event = OverlegVerzet(nummer=overleg.nummer, soort=overleg.soort, begin=nieuw.begin, duur_minuten=duur)
    return Decision(traject.met_overleg(verplaatst), (event,), result={"nummer": overleg.nummer})
