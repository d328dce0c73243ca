# SPDX-License-Identifier: EUPL-1.2
"""Vastleggen of a weegoverleg: what does this casus need, is it passend, who goes on, what until the next overleg (S11).

Not for: what its minutes must hold (`weegregels`), nor the place: regie answers (S6).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import WeegoverlegGehouden
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.commands.plan_overleg import stel_voor
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deelname import Deelname, Vertrek
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.verslag import Weegverslag, WeegverslagInvoer
from zvhh_meetings.domain.rules.afspraken import maak
from zvhh_meetings.domain.rules.casusregie import leg_aanwijzing_vast, zoek
from zvhh_meetings.domain.rules.grenzen import bestaand, naam, vast_te_leggen
from zvhh_meetings.domain.rules.quorum import organisaties_van, quorum
from zvhh_meetings.domain.rules.ritme import voorstel_na
from zvhh_meetings.domain.rules.stappen import Stappen
from zvhh_meetings.domain.rules.toets import Toets
from zvhh_meetings.domain.rules.weegregels import Weging
from zvhh_meetings.domain.rules.wensen import codes


class LegWeegverslagVast(Command):
    """The minutes of weegoverleg `nummer`."""

    nummer: int
    verslag: WeegverslagInvoer


def leg_vast(
    config: Configuratie, state: Overlegtraject | None, command: LegWeegverslagVast, ctx: Context
) -> Decision[Overlegtraject]:
    """Record the minutes for good. Passend and doorzetten: the first casusoverleg is proposed, provisional (S13).

    Raises Refused: unknown (404), not planned or not begun (409), every fault of the minutes at once (400, 409).
    """
    traject, verslag = bestaand(state), command.verslag
    overleg, gehouden_op = vast_te_leggen(traject, command.nummer, "weegoverleg", verslag.gehouden_op, ctx)
    aanwezigen = organisaties_van(config, verslag.aanwezigen)
    besluit = quorum(config, aanwezigen)
    gehouden = changed(
        overleg,
        stand="gehouden",
        gehouden_op=gehouden_op,
        vastgelegd_op=ctx.received,
        vastgelegd_door=ctx.actor.subject,
        besloten=besluit.haalt,
        aanwezigen=aanwezigen,
        weegverslag=verslag,
    )
    stappen = Stappen(config, traject, ctx)
    tot = _uiterste_dag(config, gehouden, gehouden_op, gaat_door=verslag.gaat_door, na=ctx.received)
    toets = Toets(config, traject, ctx, local_date(gehouden_op))
    Weging(toets, overleg, verslag).controleer(besluit, tot)
    stappen.traject = traject.met_overleg(gehouden)
    maak(stappen, verslag.afspraken, overleg.nummer, tot)
    _meld(stappen, gehouden, verslag, gehouden_op)
    if besluit.haalt and verslag.doorzetten != "nog-niet":  # until it goes on, who takes part stays (S6b)
        zet_deelnemers(stappen, verslag.deelnemers, local_date(gehouden_op))
    if verslag.gaat_door:
        ga_door(stappen, gehouden, verslag, local_date(gehouden_op))
    return stappen.klaar(nummer=overleg.nummer, besloten=besluit.haalt, tekst=besluit.tekst)


def _uiterste_dag(
    config: Configuratie, gehouden: Overleg, gehouden_op: datetime, *, gaat_door: bool, na: datetime
) -> date:
    """Agreements are due on the day of the next overleg at the latest; without a date within 2 weeks (S11)."""
    volgende = voorstel_na(config, gehouden)
    if gaat_door and volgende > na:
        return local_date(volgende)
    return local_date(gehouden_op) + timedelta(weeks=config.termijnen.afspraak_zonder_datum_weken)


def _meld(stappen: Stappen, gehouden: Overleg, verslag: Weegverslag, gehouden_op: datetime) -> None:
    stappen.events.append(
        WeegoverlegGehouden(
            nummer=gehouden.nummer,
            gehouden_op=gehouden_op,
            vastgelegd_op=stappen.ctx.received,
            besloten=bool(gehouden.besloten),
            aanwezigen=gehouden.aanwezigen,
            passend=verslag.passend,
            doorzetten=verslag.doorzetten,
            deelnemers=verslag.deelnemers,
            route=verslag.route,
            wensen=codes(verslag.wensen),
        )
    )


def zet_deelnemers(stappen: Stappen, oins: Sequence[str], dag: date, reden: Sealed[str] | None = None) -> None:
    """From the local day on these take part and no others (L4b): who stays, stays; who is no longer named, has left."""
    vertrek = Vertrek(reden=reden, door=stappen.ctx.actor.subject)
    deelnames = tuple(
        changed(een, tot=dag, vertrek=vertrek) if een.tot is None and een.oin not in oins else een
        for een in stappen.traject.deelnames
    )
    al = {een.oin for een in deelnames if een.tot is None}
    erbij = tuple(Deelname(oin=oin, van=dag) for oin in oins if oin not in al)
    stappen.traject = changed(stappen.traject, deelnames=(*deelnames, *erbij))


def ga_door(stappen: Stappen, gehouden: Overleg, verslag: Weegverslag, dag: date) -> None:
    """Who leads or looks for who will, from the local day on, and the first casusoverleg (S11, S13)."""
    if verslag.casusregie is not None:
        leg_aanwijzing_vast(stappen, verslag.casusregie, dag, gehouden.nummer)
    elif verslag.gezocht is not None:
        zoek(stappen, verslag.gezocht.door_oin, dag)
    begin = voorstel_na(stappen.config, gehouden)
    if begin > stappen.ctx.received:
        stel_voor(stappen, begin, gehouden.duur_minuten, voorlopig=True)
    _waarschuw(stappen, verslag.deelnemers)


def _waarschuw(stappen: Stappen, deelnemers: Sequence[str]) -> None:
    partners = [partner for oin in deelnemers if (partner := stappen.config.partner(oin)) is not None]
    if not any(partner.lid == 1 for partner in partners):
        stappen.waarschuwingen.append("Er doet geen lid-1-partner mee. Zonder lid 1 kan een overleg niet besluiten.")
    for afspraak in stappen.traject.open_afspraken:
        if afspraak.eigenaar not in deelnemers:
            wie = naam(stappen.config, afspraak.eigenaar)
            stappen.waarschuwingen.append(f"Afspraak {afspraak.nummer} is van {wie}, maar {wie} doet niet mee.")
