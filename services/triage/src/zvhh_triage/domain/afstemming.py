# SPDX-License-Identifier: EUPL-1.2
"""A consultation with the procesregisseur van de dag, logged without personal data (S5): partner, moment, advice.

Its code `A-…` is the id of the document; the reporter cites it in a melding. There is no field for words on purpose.
Not for: making the code (`balie`), nor who is on duty (`rooster`).
"""

import re
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import Moment
from zvhh_contracts.triage_intern import Aanhaling, AfstemmingBeantwoord
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused, to
from zvhh_triage.domain.rules.wie import alleen_procesregisseur
from zvhh_triage.readers import AfstemmingAangehaald

Advies = Literal["melden", "niet-melden", "eerst-meer-informatie", "eerst-eigen-aanpak"]
_CODE = re.compile(r"A-[A-Z0-9]{4}-[A-Z0-9]{4}")


def is_afstemming(subject: str) -> bool:
    """Whether a subject is the code of a consultation."""
    return _CODE.fullmatch(subject) is not None


class Afstemming(BaseModel):
    """What was said to whom: an organisation, never a person."""

    model_config = ConfigDict(frozen=True, extra="allow")

    partner: str
    moment: AwareDatetime
    advies: Advies
    door: str
    vastgelegd_op: AwareDatetime


class LegAfstemmingVast(Command):
    """Which partner called, when, and what the advice was."""

    partner: Oin
    moment: Moment
    advies: Advies


def leg_vast(
    config: Configuratie, afstemming: Afstemming | None, command: LegAfstemmingVast, ctx: Context
) -> Decision[Afstemming]:
    """S5: log it, and give the code to read out.

    Raises Refused: 403 not a procesregisseur; 400 a partner that isn't known, a moment in the future; 409 a code that
    was given out before (two of them by chance).
    """
    by = alleen_procesregisseur(ctx)
    if faults := tuple(_faults(config, command, ctx)):
        raise Refused.many(faults)
    if afstemming is not None:
        raise Refused("code-bezet", "Deze code is al uitgegeven. Leg het overleg nog een keer vast.")
    made = Afstemming(
        partner=command.partner, moment=command.moment, advies=command.advies, door=by, vastgelegd_op=ctx.received
    )
    return Decision(made, result={"code": ctx.subject})


def beantwoord(afstemming: Afstemming | None, event: AfstemmingAangehaald, ctx: Context) -> Decision[Afstemming]:
    """S5: tell a melding that cites this code whether it was given out, and to its reporter; nothing here changes.

    A code is saved before anybody can hear it, so one that is not there now was given to nobody.
    """
    answer = AfstemmingBeantwoord(code=ctx.subject, uitkomst=uitkomst_voor(afstemming, event.melder_oin))
    return Decision(events=(to(event.zaak_id, answer),))


def uitkomst_voor(afstemming: Afstemming | None, melder_oin: str) -> Aanhaling:
    """What there is of a code for a reporter of `melder_oin` who cites it."""
    if afstemming is None:
        return "onbekend"
    return "bekend" if afstemming.partner == melder_oin else "andere-partner"


def _faults(config: Configuratie, command: LegAfstemmingVast, ctx: Context) -> list[Fault]:
    faults = []
    if config.partner(command.partner) is None:
        faults.append(Fault("partner-onbekend", "Kies een partner van het Zorg- en Veiligheidshuis.", "/partner"))
    if command.moment > ctx.received:
        faults.append(Fault("moment-in-toekomst", "Het overleg kan niet in de toekomst liggen.", "/moment"))
    return faults
