# SPDX-License-Identifier: EUPL-1.2
"""A decision of several steps over one state: the state as it becomes, the events and the warnings.

Not for: rules, nor a decision of one step, which needs no more than `changed`. What is made here never leaves the decision.
"""

from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Decision
from zvhh_meetings.domain.overlegtraject import Overlegtraject


@dataclass(slots=True)
class Stappen:
    """Each step sets `traject` to the changed one and adds its events and warnings; `klaar` makes the decision of them."""

    config: Configuratie
    traject: Overlegtraject
    ctx: Context
    events: list[BaseModel] = field(default_factory=list)
    waarschuwingen: list[str] = field(default_factory=list)

    @property
    def vandaag(self) -> date:
        """The local day of the message."""
        return local_date(self.ctx.received)

    def klaar(self, **antwoord: str | int) -> Decision[Overlegtraject]:
        """The decision, with its answer and the warnings in it."""
        met = {"waarschuwingen": self.waarschuwingen} if self.waarschuwingen else {}
        return Decision(self.traject, tuple(self.events), result={**antwoord, **met} or None)
