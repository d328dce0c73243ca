# SPDX-License-Identifier: EUPL-1.2
"""A detention of the (vermeend) pleger is recorded: a dated period, drawn beside the clock, which it never stops (S14)."""

from zvhh_contracts.given import Day
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus, voor_betrokken_partner
from zvhh_regie.domain.parts.detentie import Detentie, Detentieversie
from zvhh_regie.domain.rules.teksten import Bron


class RegistreerDetentie(Command):
    """The (vermeend) pleger is or was detained from `van` up to and including `tot_en_met` (None: not known yet)."""

    van: Day
    tot_en_met: Day | None = None
    gehoord_van: Sealed[Bron]


def registreer_detentie(casus: Casus | None, command: RegistreerDetentie, ctx: Context) -> Decision[Casus]:
    """A new detention gets the next number; the clock runs on (S14). Refused as `voor_betrokken_partner`, or dates wrong."""
    casus = voor_betrokken_partner(casus, ctx)
    keur(command, ctx)
    nummer = len(casus.detenties) + 1
    detentie = Detentie(nummer=nummer, versies=(versie(command, ctx),))
    return Decision(changed(casus, detenties=(*casus.detenties, detentie)), result={"nummer": nummer, "versie": 1})


def keur(command: RegistreerDetentie, ctx: Context) -> None:
    faults = []
    if command.van > local_date(ctx.received):
        faults.append(Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", "/van"))
    if command.tot_en_met is not None and command.tot_en_met < command.van:
        faults.append(Fault("einde-voor-begin", "De einddatum ligt voor de begindatum.", "/totEnMet"))
    if faults:
        raise Refused.many(faults)


def versie(
    command: RegistreerDetentie, ctx: Context, *, is_detentie: bool = True, reden: Sealed[str] | None = None
) -> Detentieversie:
    """All that was said, by whom and when; a correction says why too, and whether there was one."""
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
