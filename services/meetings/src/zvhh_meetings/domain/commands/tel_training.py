# SPDX-License-Identifier: EUPL-1.2
"""Counting how many people of a partner were trained on a day; a later count replaces it (S17b)."""

from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import Day
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused
from zvhh_meetings.domain.training import Telling, Training


class TelTraining(Command):
    """So many people of this partner were trained on this local day; 0 takes back what was a mistake."""

    oin: Oin
    datum: Day
    aantal: Annotated[int, Field(ge=0, le=1000)]


def tel(config: Configuratie, state: Training | None, command: TelTraining, ctx: Context) -> Decision[Training]:
    """Record the count; the same one again changes nothing.

    Raises Refused with every fault (400): no partner, or a day that is still to come.
    """
    faults = []
    if config.partner(command.oin) is None:
        tekst = "Deze organisatie staat niet op de lijst van partners."
        faults.append(Fault("partner-onbekend", tekst, "/oin"))
    if command.datum > local_date(ctx.received):
        faults.append(Fault("datum-in-toekomst", "Tel een training pas als die is gegeven.", "/datum"))
    if faults:
        raise Refused.many(faults)
    if state is not None and state.aantal == command.aantal:
        return Decision(result={"aantal": state.aantal}, why_nothing="it is counted so already")
    telling = Telling(aantal=command.aantal, door=ctx.actor.subject, op=ctx.received)
    eerder = state.tellingen if state is not None else ()
    training = Training(oin=command.oin, datum=command.datum, aantal=command.aantal, tellingen=(*eerder, telling))
    return Decision(training, result={"aantal": command.aantal})
