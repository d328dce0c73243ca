# SPDX-License-Identifier: EUPL-1.2
"""Once a year each partner is asked whether taking part in its zaken was useful (L10)."""

from typing import Literal

from zvhh_intake.domain.partnerjaar import Partnerjaar, delen_van, gevraagd_jaar
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed


class BeantwoordJaarvraag(Command):
    """Was it useful, and in the partner's words why (not)? No persons are asked for."""

    nuttig: Literal["ja", "deels", "nee"]
    toelichting: Sealed[Antwoord] | None = None


def beantwoord(state: Partnerjaar | None, command: BeantwoordJaarvraag, ctx: Context) -> Decision[Partnerjaar]:
    """Keep the answer, as long as a zaak would be (L8, L10).

    Refused: 409 about a year that is not asked about now, or that was answered; 403 for another organisation's year.
    """
    oin, jaar = delen_van(ctx.subject)
    if oin != ctx.actor.oin:
        raise Refused("niet-van-u", "Alleen de organisatie zelf kan deze vraag beantwoorden.", status=403)
    if jaar != gevraagd_jaar(local_date(ctx.received)):
        raise niet_gevraagd()
    if state is not None:
        raise Refused("al-beantwoord", "Uw organisatie heeft deze vraag al beantwoord.")
    antwoord = Partnerjaar(
        oin=ctx.actor.oin,
        jaar=jaar,
        nuttig=command.nuttig,
        toelichting=command.toelichting,
        op=ctx.received,
        door=ctx.actor.subject,
    )
    return Decision(antwoord, result="beantwoord")


def niet_gevraagd() -> Refused:
    """About this year the partner is not asked: it is not the year, or the partner had no zaak in it."""
    return Refused("niet-gevraagd", "Over dit jaar staat nu geen vraag open.")
