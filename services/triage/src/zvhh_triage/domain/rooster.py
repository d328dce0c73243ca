# SPDX-License-Identifier: EUPL-1.2
"""The roster of the procesregisseur van de dag: whom a reporter who doubts may call (S5, D2). One document per month.

Every change stays, with its name. Days are local. Not for: the number to call; that is configuration, and stands also where
nobody is on duty.
"""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict

from zvhh_triage.domain.parts.dienst import Dienst, Roosterwijziging

ROOSTER = "rooster"
"""What this kind of document is called."""

_SUBJECT = re.compile(r"rooster-[0-9]{4}-(0[1-9]|1[0-2])")


def is_rooster(subject: str) -> bool:
    """Whether a subject is a month of the roster, `rooster-2025-06`."""
    return _SUBJECT.fullmatch(subject) is not None


def rooster_id(dag: date) -> str:
    """The month in which a local day lies."""
    return f"rooster-{dag:%Y-%m}"


class Rooster(BaseModel):
    """A month: the days on which somebody is on duty, in order, and every change, oldest first."""

    model_config = ConfigDict(frozen=True, extra="allow")

    diensten: tuple[Dienst, ...] = ()
    geschiedenis: tuple[Roosterwijziging, ...] = ()

    def op(self, dag: date) -> str | None:
        """Who is on duty on a day; None where nobody is."""
        return next((one.persoon for one in self.diensten if one.dag == dag), None)
