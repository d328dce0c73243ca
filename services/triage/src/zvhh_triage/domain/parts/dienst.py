# SPDX-License-Identifier: EUPL-1.2
"""Who is on duty on a day, and every change of that."""

from datetime import date

from zvhh_triage.domain.parts.deel import Deel, Gezegd


class Dienst(Deel):
    """Who is on duty on a day."""

    dag: date
    persoon: str


class Roosterwijziging(Gezegd):
    """A day that changed: who was on duty before, and who after; None is nobody."""

    dag: date
    van: str | None
    naar: str | None
