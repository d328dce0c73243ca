# SPDX-License-Identifier: EUPL-1.2
"""The year of the evaluation: the counts that destroyed zaken left, and figures that were frozen (S18, L8).

A figure is what the living casussen add now plus what the destroyed ones left, so that destruction changes none. No id of a
zaak stands in it. Not for: what a casus adds, nor for the tables (`rules.evaluatie`).
"""

import re
from typing import Final

from pydantic import Field

from zvhh_contracts.event import Code
from zvhh_kit.domain.decision import Context
from zvhh_regie.domain.parts.cijfers import Vastgezet
from zvhh_regie.domain.parts.deel import Deel

EVALUATIEJAAR: Final = "evaluatiejaar"


def evaluatiejaar_id(jaar: int) -> str:
    return f"evaluatie-{jaar}"


def is_evaluatiejaar(subject: str) -> bool:
    return re.fullmatch(r"evaluatie-[0-9]{4}", subject) is not None


class Evaluatiejaar(Deel):
    """`tellers`: the sums of what destroyed zaken left, `geteld`: of how many · `vastgezet`: oldest first."""

    jaar: int
    tellers: dict[Code, int] = Field(default_factory=dict)
    geteld: int = 0
    vastgezet: tuple[Vastgezet, ...] = ()


def begonnen(jaar: Evaluatiejaar | None, ctx: Context) -> Evaluatiejaar:
    """The year, or one in which nothing was destroyed or frozen yet."""
    return jaar or Evaluatiejaar(jaar=int(ctx.subject.removeprefix("evaluatie-")))
