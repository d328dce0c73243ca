# SPDX-License-Identifier: EUPL-1.2
"""Waiting for a place: in which line, what is offered, when people are reminded, and how a casus leaves it (S6b).

A waiting casus keeps participants, agreements, incidents and casusregie. Timers only propose (L9).
Not for: the order of the line; that is the pilotjaar's.
"""

from zvhh_contracts.casussen import CasusOpWachtlijst, CasusVanWachtlijst
from zvhh_contracts.triages import Route
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.commands.registreer_incident import Tekst
from zvhh_regie.domain.parts.delen import Uitgang, Wachtplek
from zvhh_regie.domain.rules.deelnemers import met_deelnemers
from zvhh_regie.domain.rules.plaats import zonder_aanvraag
from zvhh_regie.domain.rules.wie import niet_gesloten, voor_procesregisseur
from zvhh_regie.readers.plaatsen import PlaatsAangeboden, PlaatsOpWachtlijst


class VerlaatWachtlijst(Command):
    """The casus waits no longer: it goes on by `route`, because of `reden` (D5)."""

    route: Route
    reden: Sealed[Tekst]


def wacht(casus: Casus | None, event: PlaatsOpWachtlijst, ctx: Context) -> Decision[Casus]:
    """All places are given: the casus waits (S6). Said once for each year; in the next one it has waited as long (S6b).

    A later word of the same year tells the position of now, and that a place which was offered is no longer.
    """
    casus = casus or Casus()
    was = casus.wachtplek
    if casus.geopend_op is not None or event.aanvraag != casus.aanvraag:
        return Decision.nothing("al geopend, of niet meer gevraagd")
    if was is not None and event.pilotjaar < was.pilotjaar:
        return Decision.nothing("wacht al in een later jaar")
    if was is not None and event.pilotjaar == was.pilotjaar:
        return Decision(changed(casus, wachtplek=changed(was, positie=event.positie, aangeboden_op=None)))
    sinds = was.sinds if was is not None else ctx.received
    plek = Wachtplek(pilotjaar=event.pilotjaar, positie=event.positie, sinds=sinds)
    besluit_op = casus.weging.vastgelegd_op if casus.weging is not None else None
    wachtend = CasusOpWachtlijst(pilotjaar=plek.pilotjaar, positie=plek.positie, sinds=sinds, besluit_op=besluit_op)
    return Decision(changed(casus, wachtplek=plek), (wachtend,))


def bied_aan(casus: Casus | None, event: PlaatsAangeboden, ctx: Context) -> Decision[Casus]:
    """A place is free and this casus is next: a task for a procesregisseur, who confirms it or not (S6b, L9)."""
    if casus is None or casus.wachtplek is None or casus.stand != "wachtlijst":
        return Decision.nothing("wacht niet")
    if event.aanvraag != casus.aanvraag or event.pilotjaar != casus.wachtplek.pilotjaar:
        return Decision.nothing("niet meer gevraagd in dat jaar")
    return Decision(changed(casus, wachtplek=changed(casus.wachtplek, aangeboden_op=ctx.received)))


def herinner(casus: Casus | None, ctx: Context) -> Decision[Casus]:
    """Every week that a casus waits people are asked whether waiting is still safe: a task, never a decision (S6b, L9)."""
    if casus is None or casus.wachtplek is None or casus.stand != "wachtlijst":
        return Decision.nothing("wacht niet")
    return Decision(changed(casus, wachtplek=changed(casus.wachtplek, herinnerd_op=local_date(ctx.now))))


def meld_jaarwisseling(casus: Casus | None, ctx: Context) -> Decision[Casus]:
    """1 January: a procesregisseur decides whether this casus waits on in the next year's line, or goes by D5 (S6b)."""
    if casus is None or casus.wachtplek is None or casus.stand != "wachtlijst":
        return Decision.nothing("wacht niet")
    return Decision(changed(casus, wachtplek=changed(casus.wachtplek, jaar_voorbij=True)))


def verlaat(casus: Casus | None, command: VerlaatWachtlijst, ctx: Context) -> Decision[Casus]:
    """The casus leaves the line by a way on (D5); like not passend nobody takes part in it any longer (S6b).

    Refused: not a procesregisseur (404), closed, or not in line.
    """
    casus = niet_gesloten(voor_procesregisseur(casus, ctx))
    if casus.wachtplek is None or casus.stand != "wachtlijst":
        raise Refused("wacht-niet", "Deze zaak staat niet op de wachtlijst.")
    jaar, door = casus.wachtplek.pilotjaar, ctx.actor.subject
    uitgang = Uitgang(pilotjaar=jaar, route=command.route, reden=command.reden, door=door, op=ctx.received)
    casus, verlaten = zonder_aanvraag(casus, ctx)
    casus = met_deelnemers(changed(casus, van_wachtlijst=uitgang), (), local_date(ctx.received))
    feit = CasusVanWachtlijst(pilotjaar=jaar, route=command.route, van_wachtlijst_op=ctx.received, door=door)
    return Decision(casus, (feit, *verlaten), result={"stand": "van-wachtlijst"})
