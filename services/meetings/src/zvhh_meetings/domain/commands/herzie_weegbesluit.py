# SPDX-License-Identifier: EUPL-1.2
"""A decision of a weegoverleg that was recorded wrongly is put right, by a procesregisseur with a reason, until its effect
is final: not passend, 30 days; passend and on, the first casusoverleg (D3).

Those present and their talk stay as recorded; every earlier version is kept. Not for: what regie does with the place.
"""

from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import OverlegGeannuleerd, WeegoverlegHerzien
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings.domain.commands.leg_weegverslag_vast import Weging, eerste_na, ga_door, zet_deelnemers
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.overleg import (
    Herziening,
    Overleg,
    Weegbesluit,
    Weegverslag,
    Wijziging,
)
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, bestaand, overleg_met
from zvhh_meetings.domain.rules.verslag import maak_afspraken, uiterste_dag


class HerzieWeegbesluit(Weegbesluit, Command):
    """The decision as it should have been recorded, and why it is put right (D3).

    `afspraken`: new ones; those of the overleg itself stay.
    """

    reden: Sealed[Tekst] | None = None


def herzie(
    config: Configuratie, state: Overlegtraject | None, herziening: HerzieWeegbesluit, ctx: Context
) -> Decision[Overlegtraject]:
    """Replace the decision. Who no longer takes part loses access at once; what was planned on it is cancelled.

    Raises Refused: unknown (404), nothing decided or its effect is final (409), every fault of the decision (400, 409).
    """
    traject = bestaand(state)
    overleg = overleg_met(traject, ctx.number)
    oud, gehouden_op = _te_herzien(config, traject, overleg, local_date(ctx.received))
    nieuw = _met_besluit(oud, herziening)
    tot = uiterste_dag(config, eerste_na(config, overleg, nieuw, ctx.received), ctx.received)
    toets = Toets(config, traject, ctx)
    _anders_fouten(toets, oud, nieuw, herziening.reden)
    Weging(toets, overleg, nieuw).controleer_herziening(tot, herziening.afspraken)
    stappen = Stappen(config, traject, ctx)
    herzien = _vervang(stappen, overleg, oud, nieuw, herziening.reden)
    _meld(stappen, herzien, nieuw, gehouden_op)
    maak_afspraken(stappen, herziening.afspraken, overleg.nummer, tot)
    _maak_ongedaan(stappen, herziening.reden)
    zet_deelnemers(stappen, nieuw.deelnemers, stappen.vandaag, herziening.reden)
    if nieuw.gaat_door:
        ga_door(stappen, herzien, nieuw, stappen.vandaag)
    return stappen.klaar(nummer=overleg.nummer, versie=herzien.herzieningen[-1].versie)


def _te_herzien(
    config: Configuratie, traject: Overlegtraject, overleg: Overleg, vandaag: date
) -> tuple[Weegverslag, datetime]:
    """The decision in force, and when its weegoverleg was held, while it may be put right."""
    if overleg.soort != "weegoverleg":
        raise Refused("ander-overleg", "Alleen het besluit van een weegoverleg kan worden herzien.")
    besluit, besluit_op, gehouden_op = overleg.weegbesluit, overleg.besluit_op, overleg.gehouden_op
    if besluit is None or besluit_op is None or gehouden_op is None:
        raise Refused("niets-besloten", "In dit weegoverleg is niets besloten. Er valt niets te herzien.")
    if traject.weging is not overleg:
        raise Refused("later-weegoverleg", "Daarna is er weer een weegoverleg gehouden. Dat besluit telt nu.")
    if traject.gehouden("casusoverleg"):
        raise Refused("besluit-definitief", "Er is al een casusoverleg gehouden. Dit besluit verandert niet meer.")
    ongedaan_op, dagen = traject.casus.ongedaan_op, config.termijnen.niet_passend_herzien_dagen
    if besluit.gaat_door and (traject.stand == "van-wachtlijst" or (ongedaan_op and ongedaan_op >= besluit_op)):
        raise Refused("al-ongedaan", "De casus is niet meer open. Plan een nieuw weegoverleg.")
    if besluit.passend is False and vandaag > local_date(besluit_op) + timedelta(days=dagen):
        raise Refused("besluit-definitief", f"Het besluit is ouder dan {dagen} dagen. Het verandert niet meer.")
    return besluit, gehouden_op


def _anders_fouten(toets: Toets, oud: Weegverslag, nieuw: Weegverslag, reden: Sealed[str] | None) -> None:
    """There is a reason, and it is another decision; who takes part or leads changes by commands of their own (L4b, S16)."""
    if not reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom het besluit verkeerd is vastgelegd.", "/reden")
    if oud.gaat_door and nieuw.gaat_door:
        tekst = "De zaak is al passend en gaat al door. Wie meedoet en wie de casusregie voert, wijzigt u apart."
        toets.meld("zelfde-besluit", tekst, status=409)
    elif _kern(oud) == _kern(nieuw):
        toets.meld("zelfde-besluit", "Dit is het besluit dat al vastligt.", status=409)


def _met_besluit(oud: Weegverslag, besluit: Weegbesluit) -> Weegverslag:
    """The minutes with another decision: all of it, but for the agreements, which come beside the earlier ones."""
    return changed(
        oud,
        passend=besluit.passend,
        motivatie=besluit.motivatie,
        doorzetten=besluit.doorzetten,
        deelnemers=besluit.deelnemers,
        casusregie=besluit.casusregie,
        gezocht=besluit.gezocht,
        afspraken=(*oud.afspraken, *besluit.afspraken),
        geen_contact_nodig=besluit.geen_contact_nodig,
        geen_veiligheid_nodig=besluit.geen_veiligheid_nodig,
        route=besluit.route,
        wie_bewaakt_veiligheid=besluit.wie_bewaakt_veiligheid,
        wie_vertelt=besluit.wie_vertelt,
    )


def _kern(besluit: Weegbesluit) -> tuple[object, ...]:
    return (besluit.passend, besluit.doorzetten, besluit.route, besluit.wie_bewaakt_veiligheid, besluit.wie_vertelt)


def _vervang(
    stappen: Stappen, overleg: Overleg, oud: Weegverslag, nieuw: Weegverslag, reden: Sealed[str] | None
) -> Overleg:
    """The decision in force becomes `nieuw`; the minutes as they stood are kept with the reason."""
    if reden is None:
        raise ValueError("a decision is put right with a reason")
    herziening = Herziening(
        versie=len(overleg.herzieningen) + 2,
        reden=reden,
        door=stappen.ctx.actor.subject,
        op=stappen.ctx.received,
        eerder=oud,
    )
    herzien = changed(overleg, weegverslag=nieuw, herzieningen=(*overleg.herzieningen, herziening))
    stappen.traject = stappen.traject.met_overleg(herzien)
    return herzien


def _meld(stappen: Stappen, overleg: Overleg, nieuw: Weegverslag, gehouden_op: datetime) -> None:
    stappen.events.append(
        WeegoverlegHerzien(
            nummer=overleg.nummer,
            versie=overleg.herzieningen[-1].versie,
            herzien_op=stappen.ctx.received,
            gehouden_op=gehouden_op,
            passend=nieuw.passend is True,
            doorzetten=nieuw.doorzetten,
            deelnemers=nieuw.deelnemers,
            route=nieuw.route,
            door=stappen.ctx.actor.subject,
        )
    )


def _maak_ongedaan(stappen: Stappen, reden: Sealed[str] | None) -> None:
    """What followed from the decision before: who leads or looks, and the overleg that was planned next."""
    aanwijzingen = tuple(changed(one, vervallen=True) for one in stappen.traject.aanwijzingen)
    stappen.traject = changed(stappen.traject, aanwijzingen=aanwijzingen, gezocht=None)
    gepland = stappen.traject.gepland
    if gepland is None:
        return
    door, op = stappen.ctx.actor.subject, stappen.ctx.received
    wijziging = Wijziging(wat="geannuleerd", begin=gepland.begin, reden=reden, door=door, op=op)
    weg = changed(
        gepland,
        stand="geannuleerd",
        volgnummer=gepland.volgnummer + 1,
        wijzigingen=(*gepland.wijzigingen, wijziging),
    )
    stappen.traject = stappen.traject.met_overleg(weg)
    stappen.events.append(OverlegGeannuleerd(nummer=gepland.nummer, soort=gepland.soort))
