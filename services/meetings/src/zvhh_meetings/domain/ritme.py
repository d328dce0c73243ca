# SPDX-License-Identifier: EUPL-1.2
"""The rhythm of the casusoverleggen: the proposed next date, and how long it really takes (S13). Pure sums.

For: proposals and figures. Not for: who planned what, nor for stopping anyone: earlier or later only needs a reason.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import AMSTERDAM, add_weeks_local, at_local, local_date, next_working_day_on_or_after
from zvhh_meetings.domain.traject import Overleg, Overlegtraject


def voorstel_na(config: Configuratie, overleg: Overleg) -> datetime:
    """The proposed moment after a held overleg: 2 weeks after a weegoverleg, 10 after a casusoverleg, at the same local
    time, moved forward off weekends and holidays (S13). UTC. Raises ValueError for an overleg that was not held.
    """
    if overleg.gehouden_op is None:
        raise ValueError("this overleg was not held")
    termijnen = config.termijnen
    weken = termijnen.eerste_casusoverleg_weken if overleg.soort == "weegoverleg" else termijnen.casusoverleg_weken
    dag = local_date(add_weeks_local(overleg.gehouden_op, weken))
    return at_local(next_working_day_on_or_after(dag, config.feestdagen), overleg.begin.astimezone(AMSTERDAM).time())


def laatste_gehouden(traject: Overlegtraject) -> Overleg | None:
    """The overleg from which the next casusoverleg is counted: the last held casusoverleg, else the weegoverleg."""
    return next(iter(traject.gehouden("casusoverleg")[::-1]), None) or traject.weging


def tussenpozen(traject: Overlegtraject) -> tuple[int, ...]:
    """The days between consecutive held casusoverleggen, by local dates (S13)."""
    dagen = sorted(local_date(one.gehouden_op) for one in traject.gehouden("casusoverleg") if one.gehouden_op)
    return tuple((later - eerder).days for eerder, later in pairwise(dagen))


def gemiddelde_weken(dagen: Sequence[int]) -> str | None:
    """The mean in weeks, one decimal, in Dutch: "11,8"; None without any."""
    return f"{sum(dagen) / len(dagen) / 7:.1f}".replace(".", ",") if dagen else None


def gemiddelde_tekst(dagen: Sequence[int]) -> str | None:
    """The mean in words: "gemiddeld 10,0 weken"; where they differ, of how many: "gemiddeld 11,8 weken (3 tussenpozen)"."""
    if not dagen:
        return None
    hoeveel = f" ({len(dagen)} tussenpozen)" if len(set(dagen)) > 1 else ""
    return f"gemiddeld {gemiddelde_weken(dagen)} weken{hoeveel}"


def laat_vanaf(config: Configuratie, traject: Overlegtraject) -> date | None:
    """The local day from which the rhythm is amber: 12 weeks after the last held casusoverleg (S13); None before one."""
    gehouden = traject.gehouden("casusoverleg")
    if not gehouden or gehouden[-1].gehouden_op is None:
        return None
    return local_date(gehouden[-1].gehouden_op) + timedelta(weeks=config.termijnen.casusoverleg_laat_weken)
