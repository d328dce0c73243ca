# SPDX-License-Identifier: EUPL-1.2
"""Trainings of the pilot, as a count per partner and date: how many people of a partner were trained on a day (S17b).

A document of its own for each partner and day; a later count replaces it and the earlier ones are kept.
Not for: who was trained; no persons are asked for.
"""

import re
from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin, Persoon
from zvhh_contracts.given import Day
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused
from zvhh_meetings.domain.parts.deel import Deel

_SUBJECT = re.compile(r"training-[0-9]{20}-[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Telling(Deel):
    """A count, by whom and when it was recorded."""

    aantal: int
    door: Persoon
    op: AwareDatetime


class Training(Deel):
    """How many people of a partner were trained on a local day; the last count is in force."""

    oin: Oin
    datum: date
    aantal: int
    tellingen: tuple[Telling, ...]


class TelTraining(Command):
    """So many people of this partner were trained on this local day; 0 takes back what was a mistake."""

    oin: Oin
    datum: Day
    aantal: Annotated[int, Field(ge=0, le=1000)]


def is_training(subject: str) -> bool:
    """Whether a subject is the id of a partner's training on a day."""
    return _SUBJECT.fullmatch(subject) is not None


def training_id(oin: str, datum: date) -> str:
    """The id of the document of this partner and day."""
    return f"training-{oin}-{datum.isoformat()}"


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
