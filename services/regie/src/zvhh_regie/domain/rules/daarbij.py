# SPDX-License-Identifier: EUPL-1.2
"""An event that keeps something up in the casus beside whatever else it decides. Not for: what is kept up."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from zvhh_kit.domain.decision import Context, Decision
from zvhh_regie.domain.casus import Casus

E = TypeVar("E")
Beslis = Callable[[Casus | None, E, Context], Decision[Casus]]


def daarbij(houd_bij: Callable[[Casus, E], Casus], beslis: Beslis[E] | None = None) -> Beslis[E]:
    """A decide function that does `houd_bij` too, also where `beslis` decides nothing; without it that is all."""

    def besluit(casus: Casus | None, event: E, ctx: Context) -> Decision[Casus]:
        genomen: Decision[Casus] = beslis(casus, event, ctx) if beslis is not None else Decision()
        grond = genomen.state or casus or Casus()
        nieuw = houd_bij(grond, event)
        if genomen.gone or (genomen.why_nothing and nieuw == grond):
            return genomen
        return replace(genomen, state=nieuw, why_nothing="")

    return besluit
