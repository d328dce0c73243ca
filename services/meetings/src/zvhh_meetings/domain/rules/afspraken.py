# SPDX-License-Identifier: EUPL-1.2
"""Agreements: made in an overleg with an owner and a due date (S11), open on each next agenda until gedaan or
kan-niet-meer (D3), and between overleggen brought up to date by their owner.
"""

from collections.abc import Collection, Sequence
from datetime import date

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.stukken import Afspraak, StandGemeld
from zvhh_meetings.domain.parts.verslagdelen import AfspraakGemeld, Afspraakstand, NieuweAfspraak
from zvhh_meetings.domain.rules.grenzen import met_deelnemers, naam
from zvhh_meetings.domain.rules.stappen import Stappen
from zvhh_meetings.domain.rules.toets import Toets

GEEN_EIGENAAR = "Een derde heeft geen toegang tot de zaak en kan dus niets op zich nemen."
REDEN_NODIG = "Schrijf waarom de afspraak niet meer kan."


class AfspraakMelding(Command):
    """How the agreement stands now; kan-niet-meer needs a reason."""

    stand: Afspraakstand
    reden: Sealed[Tekst] | None = None


class MeldAfspraak(Command):
    """Bring agreement `nummer` up to date."""

    nummer: int
    melding: AfspraakMelding


def meld_stand(
    config: Configuratie, state: Overlegtraject | None, command: MeldAfspraak, ctx: Context
) -> Decision[Overlegtraject]:
    """The owner tells how an agreement stands (S12, D3); the same stand again changes nothing.

    Raises Refused: unknown (404), of another organisation (403), closed (409), without the reason it needs (400).
    """
    traject = met_deelnemers(state)
    afspraak = next((one for one in traject.afspraken if one.nummer == command.nummer), None)
    if afspraak is None:
        raise Refused("afspraak-bestaat-niet", "Deze afspraak bestaat niet.", status=404)
    if afspraak.eigenaar != ctx.actor.oin:
        tekst = f"Deze afspraak is van {naam(config, afspraak.eigenaar)}. Alleen die organisatie kan haar bijwerken."
        raise Refused("niet-van-u", tekst, status=403)
    if afspraak.stand == command.melding.stand:
        return Decision(result={"nummer": afspraak.nummer, "stand": afspraak.stand}, why_nothing="it stands so already")
    if not afspraak.open:
        raise Refused("afspraak-gesloten", "Deze afspraak is al afgesloten.")
    if command.melding.stand == "kan-niet-meer" and not command.melding.reden:
        raise Refused("reden-ontbreekt", REDEN_NODIG, status=400, place="/reden")
    nu = met_stand(afspraak, command.melding.stand, command.melding.reden, ctx)
    return Decision(traject.met_afspraak(nu), result={"nummer": nu.nummer, "stand": nu.stand})


def met_stand(afspraak: Afspraak, stand: Afspraakstand, reden: Sealed[str] | None, ctx: Context) -> Afspraak:
    """An agreement with another stand; every telling stays."""
    gemeld = StandGemeld(stand=stand, reden=reden, door=ctx.actor.subject, oin=ctx.actor.oin, op=ctx.received)
    return changed(afspraak, stand=stand, standen=(*afspraak.standen, gemeld))


def gemeld_fouten(toets: Toets, gemeld: Sequence[AfspraakGemeld]) -> None:
    """Each names an open agreement, once; kan-niet-meer has a reason (D3)."""
    open_ = {afspraak.nummer for afspraak in toets.traject.open_afspraken}
    for plek, een in enumerate(gemeld):
        if een.nummer not in open_:
            toets.meld("afspraak-niet-open", "Deze afspraak staat niet open.", f"/afspraken/{plek}/nummer")
        elif een.nummer in [eerder.nummer for eerder in gemeld[:plek]]:
            toets.meld("dubbel", "Deze afspraak staat er dubbel in.", f"/afspraken/{plek}/nummer")
        if een.stand == "kan-niet-meer" and not een.reden:
            toets.meld("reden-ontbreekt", REDEN_NODIG, f"/afspraken/{plek}/reden")


def verwerk_gemeld(stappen: Stappen, gemeld: Sequence[AfspraakGemeld]) -> None:
    """Set the stand of earlier agreements, as told in the overleg."""
    for een in gemeld:
        afspraak = next(one for one in stappen.traject.afspraken if one.nummer == een.nummer)
        stappen.traject = stappen.traject.met_afspraak(met_stand(afspraak, een.stand, een.reden, stappen.ctx))


def eigenaar_fouten(toets: Toets, eigenaar: str, eigenaars: Collection[str], place: str) -> None:
    """Who does something takes part; a derde can't, for it has no access to tell how it stands (S11, S12, L5)."""
    if eigenaar in eigenaars or toets.geen_partner(eigenaar, place, GEEN_EIGENAAR):
        return
    tekst = "Kies als eigenaar een organisatie die meedoet aan deze zaak."
    toets.meld("eigenaar-doet-niet-mee", tekst, place)


def nieuwe_fouten(
    toets: Toets, nieuwe: Sequence[NieuweAfspraak], eigenaars: Collection[str], tot: date, place: str
) -> None:
    """Each has an owner among `eigenaars` and is due on or after the overleg and not after `tot`, the next overleg (S11)."""
    for plek, een in enumerate(nieuwe):
        eigenaar_fouten(toets, een.eigenaar, eigenaars, f"{place}/{plek}/eigenaar")
        if een.uiterlijk is not None and een.uiterlijk > tot:
            tekst = f"De datum ligt na het volgende overleg. Kies uiterlijk {tot:%d-%m-%Y}."
            toets.meld("datum-na-volgend-overleg", tekst, f"{place}/{plek}/uiterlijk")
        if een.uiterlijk is not None and een.uiterlijk < toets.dag:
            toets.meld("datum-voor-overleg", "De datum ligt voor dit overleg.", f"{place}/{plek}/uiterlijk")


def maak(stappen: Stappen, nieuwe: Sequence[NieuweAfspraak], overleg: int, tot: date) -> None:
    """Add the agreements of an overleg; without a date they are due at the next one."""
    eerste = max((one.nummer for one in stappen.traject.afspraken), default=0) + 1
    gemaakt = tuple(
        Afspraak(
            nummer=nummer,
            overleg=overleg,
            soort=een.soort,
            tekst=een.tekst,
            eigenaar=een.eigenaar,
            uiterlijk=een.uiterlijk or tot,
        )
        for nummer, een in enumerate(nieuwe, start=eerste)
    )
    stappen.traject = changed(stappen.traject, afspraken=(*stappen.traject.afspraken, *gemaakt))
