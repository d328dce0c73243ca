# SPDX-License-Identifier: EUPL-1.2
"""Logging a consultation with the procesregisseur van de dag, without personal data (S5).

There is no field for words on purpose. Not for: making its code (`lookups`).
"""

from collections.abc import Iterator

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import Moment
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused
from zvhh_triage.domain.afstemming import Advies, Afstemming
from zvhh_triage.domain.rules.wie import alleen_procesregisseur


class LegAfstemmingVast(Command):
    """Which partner called, when, and what the advice was."""

    partner: Oin
    moment: Moment
    advies: Advies


def leg_afstemming_vast(
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


def _faults(config: Configuratie, command: LegAfstemmingVast, ctx: Context) -> Iterator[Fault]:
    if config.partner(command.partner) is None:
        yield Fault("partner-onbekend", "Kies een partner van het Zorg- en Veiligheidshuis.", "/partner")
    if command.moment > ctx.received:
        yield Fault("moment-in-toekomst", "Het overleg kan niet in de toekomst liggen.", "/moment")
