# SPDX-License-Identifier: EUPL-1.2
"""Detentions of the (vermeend) pleger: dated periods, drawn beside the clock; they never stop it (S14).

Recorded and corrected by who takes part and by procesregisseurs; never deleted, every version stays.
"""

from typing import Annotated

from pydantic import Field

from zvhh_contracts.given import Day
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.commands.registreer_incident import Bron, Tekst
from zvhh_regie.domain.parts.delen import Detentie, Detentieversie
from zvhh_regie.domain.rules.wie import voor_betrokken_partner


class RegistreerDetentie(Command):
    """The (vermeend) pleger is or was detained from `van` up to and including `tot_en_met` (None: not known yet)."""

    van: Day
    tot_en_met: Day | None = None
    gehoord_van: Sealed[Bron]


class Detentiecorrectie(RegistreerDetentie):
    """What a detention turns out to have been, with the reason; `is_detentie` False = there was none."""

    is_detentie: bool
    reden: Sealed[Tekst]


class CorrigeerDetentie(Detentiecorrectie):
    """A correction of detention `nummer`."""

    nummer: Annotated[int, Field(gt=0)]


def registreer(casus: Casus | None, command: RegistreerDetentie, ctx: Context) -> Decision[Casus]:
    """A new detention gets the next number; the clock runs on (S14). Refused as `voor_betrokken_partner`, or dates wrong."""
    casus = voor_betrokken_partner(casus, ctx)
    _keur(command, ctx)
    nummer = len(casus.detenties) + 1
    detentie = Detentie(nummer=nummer, versies=(_versie(command, ctx),))
    return Decision(changed(casus, detenties=(*casus.detenties, detentie)), result={"nummer": nummer, "versie": 1})


def corrigeer(casus: Casus | None, command: CorrigeerDetentie, ctx: Context) -> Decision[Casus]:
    """The next version of a detention, its end for example. Refused as `registreer`, and for an unknown number (404)."""
    casus = voor_betrokken_partner(casus, ctx)
    detentie = casus.detentie(command.nummer)
    if detentie is None:
        raise Refused("detentie-onbekend", "Deze detentie bestaat niet.", status=404)
    _keur(command, ctx)
    versie = _versie(command, ctx, is_detentie=command.is_detentie, reden=command.reden)
    herzien = changed(detentie, versies=(*detentie.versies, versie))
    detenties = tuple(herzien if een.nummer == herzien.nummer else een for een in casus.detenties)
    return Decision(
        changed(casus, detenties=detenties), result={"nummer": herzien.nummer, "versie": len(herzien.versies)}
    )


def _keur(command: RegistreerDetentie, ctx: Context) -> None:
    faults = []
    if command.van > local_date(ctx.received):
        faults.append(Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", "/van"))
    if command.tot_en_met is not None and command.tot_en_met < command.van:
        faults.append(Fault("einde-voor-begin", "De einddatum ligt voor de begindatum.", "/totEnMet"))
    if faults:
        raise Refused.many(faults)


def _versie(
    command: RegistreerDetentie, ctx: Context, *, is_detentie: bool = True, reden: Sealed[str] | None = None
) -> Detentieversie:
    return Detentieversie(
        is_detentie=is_detentie,
        van=command.van,
        tot_en_met=command.tot_en_met,
        gehoord_van=command.gehoord_van,
        reden=reden,
        door=ctx.actor.subject,
        oin=ctx.actor.oin,
        op=ctx.received,
    )
