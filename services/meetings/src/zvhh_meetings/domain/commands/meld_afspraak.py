# SPDX-License-Identifier: EUPL-1.2
"""Between overleggen the owner of an agreement tells how it stands (S12, D3)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.verslagdelen import Afspraakstand
from zvhh_meetings.domain.rules.behandeling import met_deelnemers, naam
from zvhh_meetings.domain.rules.verslag import REDEN_NODIG, met_stand


class MeldAfspraak(Command):
    """How the agreement stands now; kan-niet-meer needs a reason."""

    stand: Afspraakstand
    reden: Sealed[Tekst] | None = None


def meld_stand(
    config: Configuratie, state: Overlegtraject | None, command: MeldAfspraak, ctx: Context
) -> Decision[Overlegtraject]:
    """The owner tells how an agreement stands (S12, D3); the same stand again changes nothing.

    Raises Refused: unknown (404), of another organisation (403), closed (409), without the reason it needs (400).
    """
    traject = met_deelnemers(state)
    afspraak = next((one for one in traject.afspraken if one.nummer == ctx.number), None)
    if afspraak is None:
        raise Refused("afspraak-bestaat-niet", "Deze afspraak bestaat niet.", status=404)
    if afspraak.eigenaar != ctx.actor.oin:
        tekst = f"Deze afspraak is van {naam(config, afspraak.eigenaar)}. Alleen die organisatie kan haar bijwerken."
        raise Refused("niet-van-u", tekst, status=403)
    if afspraak.stand == command.stand:
        return Decision(result={"nummer": afspraak.nummer, "stand": afspraak.stand}, why_nothing="it stands so already")
    if afspraak not in traject.open_afspraken:
        raise Refused("afspraak-gesloten", "Deze afspraak is al afgesloten.")
    if command.stand == "kan-niet-meer" and not command.reden:
        raise Refused("reden-ontbreekt", REDEN_NODIG, status=400, place="/reden")
    nu = met_stand(afspraak, command.stand, command.reden, ctx)
    return Decision(traject.met_afspraak(nu), result={"nummer": nu.nummer, "stand": nu.stand})
