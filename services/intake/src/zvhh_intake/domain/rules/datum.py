# SPDX-License-Identifier: EUPL-1.2
"""Dates and times in Dutch words, as people in the Netherlands say them: local time, never UTC.

For: texts that a reporter reads. Not for: computing terms (`zvhh_kit.calendar`).
"""

from datetime import datetime

from zvhh_kit.calendar import AMSTERDAM, local_date

_MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def dag_in_woorden(moment: datetime) -> str:
    """The local day of a moment: `1 oktober 2025`."""
    dag = local_date(moment)
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def moment_in_woorden(moment: datetime) -> str:
    """The local day and time of a moment: `1 oktober 2025 om 00:04 uur`."""
    return f"{dag_in_woorden(moment)} om {moment.astimezone(AMSTERDAM):%H:%M} uur"
