# SPDX-License-Identifier: EUPL-1.2
"""Planning an overleg: the weegoverleg after triage (S10), or another date for the next casusoverleg (S13).

Which of the two follows from the stand. Not for: the proposal itself (`rules/ritme`), moving what is planned (`verzet_overleg`).
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import Moment
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Plaats, Tekst
from zvhh_meetings.domain.parts.overleg import Duur, Overleg, Wijziging
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, bestaand
from zvhh_meetings.domain.rules.ritme import meld_gepland, voorstel
from zvhh_meetings.domain.rules.uitnodigen import genodigden_fouten, waarschuw_zonder_lid_1

NIET_NU = {
    "wacht-op-triage": "De triage van deze melding is nog niet klaar.",
    "afgewezen": "Deze melding is afgewezen.",
    "gevoegd": "Deze melding is gevoegd bij een andere zaak. Plan het overleg daar.",
    "ingetrokken": "Deze melding is ingetrokken.",
    "niet-passend": "Het weegoverleg vond deze zaak niet passend.",
    "van-wachtlijst": "Deze zaak is van de wachtlijst gehaald.",
    "wachtlijst": "Deze zaak staat op de wachtlijst. Plan een casusoverleg als de casus is geopend.",
}


class PlanOverleg(Command):
    """When, how long (minutes), where, and which organisations are invited. `reden`: for another day than proposed."""

    begin: Moment
    duur_minuten: Duur
    plaats: Plaats
    genodigden: Annotated[tuple[Oin, ...], Field(min_length=1, max_length=50)]
    reden: Sealed[Tekst] | None = None


def plan(
    config: Configuratie, state: Overlegtraject | None, command: PlanOverleg, ctx: Context
) -> Decision[Overlegtraject]:
    """Plan the next overleg; a proposal keeps its number. Earlier or later is never blocked (S13).

    Raises Refused: not now (409), or every fault of date and invitations at once (400).
    """
    traject = bestaand(state)
    soort, eerder = _wat_volgt(traject)
    _controleer(Toets(config, traject, ctx), soort, command)
    stappen = Stappen(config, traject, ctx)
    overleg = _gepland(stappen, soort, eerder, command)
    anderen = tuple(one for one in traject.overleggen if one.nummer != overleg.nummer)
    stappen.traject = changed(traject, overleggen=(*anderen, overleg))
    meld_gepland(stappen, overleg)
    waarschuw_zonder_lid_1(stappen, command.genodigden)
    return stappen.klaar(nummer=overleg.nummer, soort=soort)


def _wat_volgt(traject: Overlegtraject) -> tuple[Overlegsoort, Overleg | None]:
    """The kind of the next overleg, and the proposal that it replaces."""
    if traject.stand in NIET_NU:
        raise Refused("niet-te-plannen", NIET_NU[traject.stand])
    if traject.besluit_in_behandeling is not None:
        tekst = "Er is besloten dat deze casus eindigt. Wacht tot dat besluit is verwerkt."
        raise Refused("besluit-in-behandeling", tekst)
    gepland = traject.gepland
    if gepland is not None and not gepland.voorstel:
        raise Refused("al-gepland", "Er is al een overleg gepland. Verzet dat overleg of annuleer het eerst.")
    return ("weegoverleg" if traject.stand == "te-plannen" else "casusoverleg"), gepland


def _controleer(toets: Toets, soort: Overlegsoort, command: PlanOverleg) -> None:
    """Raises Refused with every fault of date, reason and invitations."""
    if command.begin <= toets.received:
        toets.meld("begin-voorbij", "Kies een moment in de toekomst.", "/begin")
    if soort == "casusoverleg" and command.reden is None:
        _andere_dag_fout(toets, command.begin, "/reden")
    genodigden_fouten(toets, command.genodigden, soort)
    toets.weiger()


def _andere_dag_fout(toets: Toets, begin: datetime, place: str) -> None:
    """Another day than the proposal needs a reason (S13). For the first casusoverleg, *within* two weeks needs none; a
    proposal whose day has passed was left with a reason already.
    """
    dag, voorgesteld = local_date(begin), _voorgestelde_dag(toets.config, toets.traject)
    if voorgesteld is None or voorgesteld < toets.vandaag or dag == voorgesteld:
        return
    if dag < voorgesteld and not toets.traject.gehouden("casusoverleg"):
        return
    wanneer = "eerder" if dag < voorgesteld else "later"
    toets.meld("reden-ontbreekt", f"Schrijf waarom het casusoverleg {wanneer} is dan {voorgesteld:%d-%m-%Y}.", place)


def _voorgestelde_dag(config: Configuratie, traject: Overlegtraject) -> date | None:
    if traject.gepland is not None:
        return local_date(traject.gepland.begin)
    begin = voorstel(config, traject)
    return local_date(begin) if begin is not None else None


def _gepland(stappen: Stappen, soort: Overlegsoort, eerder: Overleg | None, command: PlanOverleg) -> Overleg:
    nieuw = eerder or Overleg(
        nummer=max((one.nummer for one in stappen.traject.overleggen), default=0) + 1,
        soort=soort,
        begin=command.begin,
        duur_minuten=command.duur_minuten,
        voorlopig=soort == "casusoverleg" and stappen.traject.stand == "wacht-op-plaats",
    )
    wijziging = Wijziging(
        wat="gepland", begin=command.begin, reden=command.reden, door=stappen.ctx.actor.subject, op=stappen.ctx.received
    )
    return changed(
        nieuw,
        begin=command.begin,
        duur_minuten=command.duur_minuten,
        plaats=command.plaats,
        genodigden=command.genodigden,
        voorstel=False,
        voorbij=False,
        uitnodiging_voorbij=False,
        afgezegd=tuple(oin for oin in nieuw.genodigden if oin not in command.genodigden),
        volgnummer=nieuw.volgnummer + (1 if eerder else 0),
        wijzigingen=(*nieuw.wijzigingen, wijziging),
    )
