# SPDX-License-Identifier: EUPL-1.2
"""Running cases of before the pilot (S6c): brought in through intake, they enter at casusoverleg, without a place.

Their open agreements are typed here afterwards, by a procesregisseur. Not for: which case may be brought in; intake says.
"""

from datetime import date

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import Day
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings import readers
from zvhh_meetings.domain.commands.plan_overleg import stel_voor
from zvhh_meetings.domain.events.intake import uiterlijk_vernietigen
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.bronnen import Melding
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.deelname import INGEBRACHT, Aanwijzing, Deelname
from zvhh_meetings.domain.parts.stukken import VAN_VOOR_DE_PILOT, Afspraak
from zvhh_meetings.domain.parts.verslagdelen import Afspraaksoort
from zvhh_meetings.domain.rules.casusregie import zoek
from zvhh_meetings.domain.rules.grenzen import met_deelnemers
from zvhh_meetings.domain.rules.ritme import voorstel
from zvhh_meetings.domain.rules.stappen import Stappen
from zvhh_meetings.domain.rules.toets import Toets


class VoegLopendeAfspraakToe(Command):
    """An open agreement of a running case: what, who, and until which local day; that may have passed."""

    soort: Afspraaksoort
    tekst: Sealed[Tekst]
    eigenaar: Oin
    uiterlijk: Day


def ingebracht(
    config: Configuratie, state: Overlegtraject | None, event: readers.LopendeZaakIngebracht, ctx: Context
) -> Decision[Overlegtraject]:
    """The zaak runs: participants and casusregie as they were, the next casusoverleg is proposed (S6c, S13).

    Without a casusregie the ZVHH looks for one (S11). Where the proposal has passed, the zaak is without a date (D3).
    """
    melding = Melding(
        kenmerk=event.kenmerk,
        ontvangen_op=event.ingebracht_op,
        melder_oin=event.melder_oin,
        kinderen=event.rollen.get("kind", 0),
        vernietigen_uiterlijk_op=uiterlijk_vernietigen(config, event.eerste_verwerking_op),
        van_voor_de_pilot=True,
        laatste_casusoverleg_op=event.laatste_casusoverleg_op,
        open_afspraken=event.open_afspraken,
    )
    dag = local_date(event.ingebracht_op)
    deelnames = tuple(Deelname(oin=oin, van=dag) for oin in dict.fromkeys(event.deelnemers))
    traject = changed(state or Overlegtraject(), melding=melding, deelnames=deelnames)
    stappen = Stappen(config, traject, ctx)
    _neem_casusregie_over(stappen, event, dag)
    begin = voorstel(config, stappen.traject)
    if begin is not None and begin > ctx.received:
        stel_voor(stappen, begin, config.overleg_minuten)
    return stappen.klaar()


def _neem_casusregie_over(stappen: Stappen, event: readers.LopendeZaakIngebracht, dag: date) -> None:
    if event.casusregie is None:
        zoek(stappen, stappen.config.zvhh_oin, dag)
        return
    sinds = event.casusregie_van or event.begonnen_op
    aanwijzing = Aanwijzing(
        nummer=INGEBRACHT,
        casusregie=event.casusregie,
        ingangsdatum=sinds,
        aanvaard_op=sinds,
        op=event.ingebracht_op,
    )
    stappen.traject = changed(stappen.traject, aanwijzingen=(aanwijzing,))


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
        nummer=max((een.nummer for een in traject.afspraken), default=0) + 1,
        overleg=VAN_VOOR_DE_PILOT,
        soort=command.soort,
        tekst=command.tekst,
        eigenaar=command.eigenaar,
        uiterlijk=command.uiterlijk,
    )
    return Decision(changed(traject, afspraken=(*traject.afspraken, afspraak)), result={"nummer": afspraak.nummer})
