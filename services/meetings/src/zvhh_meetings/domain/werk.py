# SPDX-License-Identifier: EUPL-1.2
"""A decision in the making: the state as it becomes, the events and the warnings.

For: decisions that take several steps over one state. Not for: rules. What is made here never leaves the decision.
"""

from typing import Any, Self, TypeVar

from pydantic import BaseModel

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Decision
from zvhh_meetings.domain.deel import Deel
from zvhh_meetings.domain.traject import Overlegtraject

D = TypeVar("D", bound=Deel)


class Werk:
    """Steps change `traject` and gather events and warnings; `klaar` makes the decision of it."""

    def __init__(self, config: Configuratie, state: Overlegtraject | None, ctx: Context) -> None:
        self.config = config
        self.ctx = ctx
        self.vandaag = local_date(ctx.received)
        self.traject = state or Overlegtraject()
        self.waarschuwingen: list[str] = []
        self._events: list[BaseModel] = []

    def wijzig(self, **velden: Any) -> Self:
        """Set fields of the state. Raises KeyError for one that it does not have."""
        self.traject = _gewijzigd(self.traject, velden)
        return self

    def wijzig_overleg(self, nummer: int, **velden: Any) -> Self:
        """Set fields of one overleg."""
        overleggen = tuple(_gewijzigd(one, velden) if one.nummer == nummer else one for one in self.traject.overleggen)
        return self.wijzig(overleggen=overleggen)

    def wijzig_afspraak(self, nummer: int, **velden: Any) -> Self:
        """Set fields of one agreement."""
        afspraken = tuple(_gewijzigd(one, velden) if one.nummer == nummer else one for one in self.traject.afspraken)
        return self.wijzig(afspraken=afspraken)

    def wijzig_interventie(self, nummer: int, **velden: Any) -> Self:
        """Set fields of one intervention of the plan in force."""
        gewijzigd = tuple(_gewijzigd(one, velden) if one.nummer == nummer else one for one in self.traject.interventies)
        return self.wijzig(interventies=gewijzigd)

    def wijzig_casus(self, **velden: Any) -> Self:
        """Set fields of regie's part."""
        return self.wijzig(casus=_gewijzigd(self.traject.casus, velden))

    def meld(self, event: BaseModel) -> Self:
        """Add an event."""
        self._events.append(event)
        return self

    def klaar(self, **result: Any) -> Decision[Overlegtraject]:
        """The decision."""
        if self.waarschuwingen:
            result["waarschuwingen"] = list(self.waarschuwingen)
        return Decision(self.traject, tuple(self._events), result=result or None)


def _gewijzigd(deel: D, velden: dict[str, Any]) -> D:
    """A copy with these fields. A name that the model does not have is a mistake here, not a field of a newer release."""
    if unknown := velden.keys() - type(deel).model_fields.keys():
        raise KeyError(*unknown)
    return deel.model_copy(update=velden)
