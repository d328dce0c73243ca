# SPDX-License-Identifier: EUPL-1.2
"""The rhythm of the casusoverleggen: the proposed next date, proposing it, and how long it really takes (S13).

Not for: who planned what, nor for stopping anyone: earlier or later only needs a reason.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import CasusoverlegGepland, WeegoverlegGepland
from zvhh_kit.domain.calendar import AMSTERDAM, add_weeks_local, at_local, local_date, next_working_day_on_or_after
from zvhh_kit.domain.decision import changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.rules.behandeling import Stappen


def voorstel_na(config: Configuratie, overleg: Overleg) -> datetime:
    """The proposed moment after a held overleg: 2 weeks after a weegoverleg, 10 after a casusoverleg, at the same local
    time, moved forward off weekends and holidays (S13). UTC. Raises ValueError for an overleg that was not held.
    """
    if overleg.gehouden_op is None:
        raise ValueError("this overleg was not held")
    termijnen = config.termijnen
    weken = termijnen.eerste_casusoverleg_weken if overleg.soort == "weegoverleg" else termijnen.casusoverleg_weken
    return _weken_na(config, overleg.gehouden_op, weken, _tijd(overleg.begin))


def voorstel(config: Configuratie, traject: Overlegtraject) -> datetime | None:
    """The proposed moment of the next casusoverleg: after the last held one, else the first. UTC; None where nothing is
    known to count from.
    """
    gehouden = traject.gehouden("casusoverleg")
    return voorstel_na(config, gehouden[-1]) if gehouden else _eerste(config, traject)


def _eerste(config: Configuratie, traject: Overlegtraject) -> datetime | None:
    """The first one: 10 weeks after the last one of before the pilot (S6c), or within 2 weeks after bringing in, after
    the weegoverleg, or after the opening where the zaak had to wait for a place (S6b, S13).
    """
    melding, casus, weging = traject.melding, traject.casus, traject.weging
    if melding is not None and melding.laatste_casusoverleg_op is not None:
        vorige = melding.laatste_casusoverleg_op
        return _weken_na(config, vorige, config.termijnen.casusoverleg_weken, _tijd(vorige))
    weken = config.termijnen.eerste_casusoverleg_weken
    if melding is not None and melding.van_voor_de_pilot:
        return _weken_na(config, melding.ontvangen_op, weken, time(config.overleg_begin_uur))
    if weging is None:
        return None
    if casus.wachtlijst_sinds is not None and casus.geopend_op is not None:
        return _weken_na(config, casus.geopend_op, weken, _tijd(weging.begin))
    return voorstel_na(config, weging)


def _weken_na(config: Configuratie, vanaf: datetime, weken: int, tijd: time) -> datetime:
    dag = local_date(add_weeks_local(vanaf, weken))
    return at_local(next_working_day_on_or_after(dag, config.feestdagen), tijd)


def _tijd(moment: datetime) -> time:
    return moment.astimezone(AMSTERDAM).time()


def tussenpozen(traject: Overlegtraject) -> tuple[int, ...]:
    """The days between consecutive held casusoverleggen, by local dates (S13). Only those held here, not of before."""
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
    """The local day from which the rhythm is amber: 12 weeks after the last casusoverleg (S13); None before one."""
    gehouden, melding = traject.gehouden("casusoverleg"), traject.melding
    laatste = gehouden[-1].gehouden_op if gehouden else melding.laatste_casusoverleg_op if melding else None
    if laatste is None:
        return None
    return local_date(laatste) + timedelta(weeks=config.termijnen.casusoverleg_laat_weken)


def stel_voor(stappen: Stappen, begin: datetime, duur_minuten: int, *, voorlopig: bool = False) -> None:
    """Put a proposed casusoverleg with every deelnemer in the state, and tell it (S13)."""
    overleg = Overleg(
        nummer=max((one.nummer for one in stappen.traject.overleggen), default=0) + 1,
        soort="casusoverleg",
        begin=begin,
        duur_minuten=duur_minuten,
        genodigden=tuple(deelname.oin for deelname in stappen.traject.deelnames if deelname.tot is None),
        voorstel=True,
        voorlopig=voorlopig,
    )
    stappen.traject = changed(stappen.traject, overleggen=(*stappen.traject.overleggen, overleg))
    meld_gepland(stappen, overleg)


def meld_gepland(stappen: Stappen, overleg: Overleg) -> None:
    """Tell when it is, and of a weegoverleg who may read the melding until vastleggen (L6)."""
    if overleg.soort == "weegoverleg":
        stappen.events.append(
            WeegoverlegGepland(
                nummer=overleg.nummer,
                begin=overleg.begin,
                duur_minuten=overleg.duur_minuten,
                genodigden=overleg.genodigden,
            )
        )
        return
    stappen.events.append(
        CasusoverlegGepland(
            nummer=overleg.nummer,
            begin=overleg.begin,
            duur_minuten=overleg.duur_minuten,
            voorlopig=overleg.voorlopig,
        )
    )
