# SPDX-License-Identifier: EUPL-1.2
"""A detention is corrected, or its end is told, with the reason: never deleted, every version kept (S14)."""

from zvhh_kit.domain.decision import Context, Decision, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus, voor_betrokken_partner
from zvhh_regie.domain.commands.registreer_detentie import RegistreerDetentie, keur, versie
from zvhh_regie.domain.rules.teksten import Tekst


class CorrigeerDetentie(RegistreerDetentie):
    """What a detention turns out to have been, with the reason; `is_detentie` False = there was none."""

    is_detentie: bool
    reden: Sealed[Tekst]


def corrigeer_detentie(casus: Casus | None, command: CorrigeerDetentie, ctx: Context) -> Decision[Casus]:
    """The next version of a detention, its end for example. Refused as `registreer`, and for an unknown number (404)."""
    casus = voor_betrokken_partner(casus, ctx)
    detentie = casus.detentie(ctx.number)
    if detentie is None:
        raise Refused("detentie-onbekend", "Deze detentie bestaat niet.", status=404)
    keur(command, ctx)
    nieuw = versie(command, ctx, is_detentie=command.is_detentie, reden=command.reden)
    herzien = changed(detentie, versies=(*detentie.versies, nieuw))
    detenties = tuple(herzien if one.nummer == herzien.nummer else one for one in casus.detenties)
    return Decision(
        changed(casus, detenties=detenties), result={"nummer": herzien.nummer, "versie": len(herzien.versies)}
    )
