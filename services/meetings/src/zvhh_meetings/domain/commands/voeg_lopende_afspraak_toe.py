# SPDX-License-Identifier: EUPL-1.2
"""The open agreements of a running case of before the pilot, typed here afterwards by a procesregisseur (S6c).

Not for: which case may be brought in; intake says (`events/intake`).
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import Day
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.stukken import VAN_VOOR_DE_PILOT, Afspraak
from zvhh_meetings.domain.parts.verslagdelen import Afspraaksoort
from zvhh_meetings.domain.rules.behandeling import Toets, met_deelnemers


class VoegLopendeAfspraakToe(Command):
    """An open agreement of a running case: what, who, and until which local day; that may have passed."""

    soort: Afspraaksoort
    tekst: Sealed[Tekst]
    eigenaar: Oin
    uiterlijk: Day


def voeg_afspraak_toe(
    config: Configuratie, state: Overlegtraject | None, command: VoegLopendeAfspraakToe, ctx: Context
) -> Decision[Overlegtraject]:
    """Type an open agreement of before the pilot; from then on it is as any other (S6c, D3).

    Raises Refused: no running case of before the pilot (409), an owner that does not take part (400).
    """
    traject = met_deelnemers(state)
    if traject.melding is None or not traject.melding.van_voor_de_pilot:
        tekst = "Afspraken neemt u alleen over bij een zaak van vóór de pilot. Maak ze anders in een overleg."
        raise Refused("niet-van-voor-de-pilot", tekst)
    toets = Toets(config, traject, ctx)
    if command.eigenaar not in traject.deelnemers:
        toets.meld(
            "eigenaar-doet-niet-mee", "Kies als eigenaar een organisatie die meedoet aan deze zaak.", "/eigenaar"
        )
    toets.weiger()
    afspraak = Afspraak(
        nummer=max((one.nummer for one in traject.afspraken), default=0) + 1,
        overleg=VAN_VOOR_DE_PILOT,
        soort=command.soort,
        tekst=command.tekst,
        eigenaar=command.eigenaar,
        uiterlijk=command.uiterlijk,
    )
    return Decision(changed(traject, afspraken=(*traject.afspraken, afspraak)), result={"nummer": afspraak.nummer})
