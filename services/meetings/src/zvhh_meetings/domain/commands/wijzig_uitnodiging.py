# SPDX-License-Identifier: EUPL-1.2
"""The invitation of an overleg: who is on it, and what it says: kenmerk, time and place, nothing about people (D3).

Invited organisations see the zaak from the invitation to vastleggen (L6); who is taken off it loses that at once.
Not for: another moment (`verzetten`), nor sending anything.
"""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_kit.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.commands.plan_overleg import genodigden_fouten, meld_gepland, waarschuw_zonder_lid_1
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Deel, Plaats, Tekst
from zvhh_meetings.domain.parts.overleg import Overleg, Wijziging
from zvhh_meetings.domain.rules.grenzen import bestaand, gepland_overleg
from zvhh_meetings.domain.rules.stappen import Stappen
from zvhh_meetings.domain.rules.toets import Toets


class Uitnodiging(Deel):
    """What an invitation says, for an .ics: `uid` never changes, `volgnummer` (SEQUENCE) goes up with each change, and
    `methode` is CANCEL when the overleg will not be held. `begin` and `eind` in UTC.
    """

    uid: str
    volgnummer: int
    methode: Literal["REQUEST", "CANCEL"]
    stand: Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
    kenmerk: str | None
    begin: datetime
    eind: datetime
    plaats: str


class Wijzigen(Command):
    """Who is invited from now on, or another place, or both; and why."""

    genodigden: Annotated[tuple[Oin, ...], Field(min_length=1, max_length=50)] | None = None
    plaats: Plaats | None = None
    reden: Sealed[Tekst] | None = None


class WijzigUitnodiging(Command):
    """Change the invitation of overleg `nummer`."""

    nummer: int
    wijziging: Wijzigen


def wijzig(
    config: Configuratie, state: Overlegtraject | None, command: WijzigUitnodiging, ctx: Context
) -> Decision[Overlegtraject]:
    """Invite others or name another place (D3); what it says already changes nothing.

    Raises Refused: unknown (404), not planned (409), every fault of reason and invitations at once (400).
    """
    traject, nieuw = bestaand(state), command.wijziging
    overleg = gepland_overleg(traject, command.nummer)
    genodigden, plaats = nieuw.genodigden or overleg.genodigden, nieuw.plaats or overleg.plaats
    toets = Toets(config, traject, ctx)
    if not nieuw.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom de uitnodiging verandert.", "/reden")
    if nieuw.genodigden is not None:
        genodigden_fouten(toets, nieuw.genodigden, overleg.soort)
    toets.weiger()
    if (set(genodigden), plaats) == (set(overleg.genodigden), overleg.plaats):
        return Decision(result={"nummer": overleg.nummer}, why_nothing="it says so already")
    stappen = Stappen(config, traject, ctx)
    gewijzigd = changed(
        overleg,
        plaats=plaats,
        volgnummer=overleg.volgnummer + (plaats != overleg.plaats),
        wijzigingen=(*overleg.wijzigingen, _wijziging(overleg, nieuw, ctx)),
    )
    stappen.traject = traject.met_overleg(gewijzigd)
    nodig(stappen, gewijzigd, genodigden)
    waarschuw_zonder_lid_1(stappen, genodigden)
    return stappen.klaar(nummer=overleg.nummer, soort=overleg.soort)


def _wijziging(overleg: Overleg, nieuw: Wijzigen, ctx: Context) -> Wijziging:
    return Wijziging(wat="uitnodiging", begin=overleg.begin, reden=nieuw.reden, door=ctx.actor.subject, op=ctx.received)


def nodig(stappen: Stappen, overleg: Overleg, genodigden: tuple[str, ...]) -> None:
    """These are invited from now on; who no longer is, is kept for a CANCEL. Of a weegoverleg the others hear it (L6)."""
    if set(genodigden) == set(overleg.genodigden):
        return
    ooit = dict.fromkeys((*overleg.afgezegd, *overleg.genodigden))
    afgezegd = tuple(oin for oin in ooit if oin not in genodigden)
    anders = changed(overleg, genodigden=genodigden, afgezegd=afgezegd)
    stappen.traject = stappen.traject.met_overleg(anders)
    if overleg.soort == "weegoverleg":
        meld_gepland(stappen, anders)


def uitnodiging(traject: Overlegtraject, overleg: Overleg) -> Uitnodiging:
    """The invitation of an overleg as it is now (D3)."""
    weg = overleg.stand == "geannuleerd"
    kenmerk = traject.kenmerk or ""
    return Uitnodiging(
        uid=f"{kenmerk.lower()}-{overleg.nummer}@zvhh",
        volgnummer=overleg.volgnummer,
        methode="CANCEL" if weg else "REQUEST",
        stand="CANCELLED" if weg else "TENTATIVE" if overleg.voorstel or overleg.voorlopig else "CONFIRMED",
        kenmerk=traject.kenmerk,
        begin=overleg.begin,
        eind=overleg.begin + timedelta(minutes=overleg.duur_minuten),
        plaats=overleg.plaats,
    )
