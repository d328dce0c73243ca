# SPDX-License-Identifier: EUPL-1.2
"""Between overleggen the owner of an intervention tells how it stands; its content changes only in an overleg (S12)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.stukken import StandGemeld
from zvhh_meetings.domain.parts.verslagdelen import Interventiestand
from zvhh_meetings.domain.rules.behandeling import met_deelnemers, naam


class MeldInterventie(Command):
    """How the intervention stands now."""

    stand: Interventiestand


def meld_stand(
    config: Configuratie, state: Overlegtraject | None, command: MeldInterventie, ctx: Context
) -> Decision[Overlegtraject]:
    """The owner tells how an intervention stands (S12); the same stand again changes nothing.

    Raises Refused: unknown (404), of another organisation (403).
    """
    traject = met_deelnemers(state)
    interventie = next((one for one in traject.interventies if one.nummer == ctx.number), None)
    if interventie is None:
        raise Refused("interventie-bestaat-niet", "Deze interventie staat niet in het plan.", status=404)
    if interventie.eigenaar != ctx.actor.oin:
        tekst = (
            f"Deze interventie is van {naam(config, interventie.eigenaar)}. Alleen die organisatie kan haar bijwerken."
        )
        raise Refused("niet-van-u", tekst, status=403)
    stand = command.stand
    if interventie.stand == stand:
        return Decision(result={"nummer": interventie.nummer, "stand": stand}, why_nothing="it stands so already")
    gemeld = StandGemeld(stand=stand, door=ctx.actor.subject, oin=ctx.actor.oin, op=ctx.received)
    nu = changed(interventie, stand=stand, standen=(*interventie.standen, gemeld))
    return Decision(traject.met_interventie(nu), result={"nummer": nu.nummer, "stand": stand})
