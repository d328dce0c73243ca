# SPDX-License-Identifier: EUPL-1.2
"""Once a year each partner is asked whether taking part in its zaken was useful (L10): one document per partner and year.

For: the answer of the partner, which is counted. Not for: whether a partner had zaken in that year; the border looks.
"""

import re
from datetime import date, datetime
from typing import Literal

from zvhh_contracts.taken import Taak
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.parts.inhoud import Bewaard
from zvhh_intake.domain.taken import NUT
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Refused, Sealed

_MAAND = 12
"""The question about a year is asked from the first day of this month of it."""

_SUBJECT = re.compile(r"partner-(?P<oin>[0-9]{20})-(?P<jaar>[0-9]{4})")


class Partnerjaar(Bewaard):
    """What a partner answered about one year."""

    oin: str
    jaar: int
    nuttig: Literal["ja", "deels", "nee"]
    toelichting: Sealed[str] | None = None
    op: datetime
    door: str


class BeantwoordJaarvraag(Command):
    """Was it useful, and in the partner's words why (not)? No persons are asked for."""

    nuttig: Literal["ja", "deels", "nee"]
    toelichting: Sealed[Antwoord] | None = None


def is_partnerjaar(subject: str) -> bool:
    """Whether a subject is the id of a partner's year."""
    return _SUBJECT.fullmatch(subject) is not None


def partnerjaar_id(oin: str, jaar: int) -> str:
    """The id of the document of this partner and year."""
    return f"partner-{oin}-{jaar}"


def gevraagd_jaar(dag: date) -> int:
    """The year about which is asked on a local day: this one from 1 December, else the one before."""
    return dag.year if dag.month >= _MAAND else dag.year - 1


def jaartaak(oin: str, jaar: int) -> Taak:
    """The task of the partner: answer by the end of January."""
    return Taak(code=NUT, voor="melder", oin=oin, uiterlijk=date(jaar + 1, 1, 31))


def beantwoord(state: Partnerjaar | None, command: BeantwoordJaarvraag, ctx: Context) -> Decision[Partnerjaar]:
    """Keep the answer, as long as a zaak would be (L8, L10).

    Refused: 409 about a year that is not asked about now, or that was answered; 403 for another organisation's year.
    """
    wat = _SUBJECT.fullmatch(ctx.subject)
    if wat is None or wat["oin"] != ctx.actor.oin:
        raise Refused("niet-van-u", "Alleen de organisatie zelf kan deze vraag beantwoorden.", status=403)
    dag, jaar = local_date(ctx.received), int(wat["jaar"])
    if jaar != gevraagd_jaar(dag):
        raise Refused("niet-gevraagd", "Over dit jaar staat nu geen vraag open.")
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


def verloop(_: Partnerjaar, __: Context) -> Decision[Partnerjaar]:
    """The answer is as old as a zaak may become: it goes (L8)."""
    return Decision(gone=True)
