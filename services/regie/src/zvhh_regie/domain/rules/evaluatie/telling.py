# SPDX-License-Identifier: EUPL-1.2
"""What one casus adds to each counter of the evaluation (S18): one pure function, for the living and for the destroyed.

A figure is the sum of this over all casussen, so a casus that is destroyed leaves its counts and changes no figure (L8).
Counters are ids of lists, numbers, days, and months of the year; no id of a zaak or person, no date.
Not for: the names of counters and their classes (`tellers`), nor for tables (`tabellen`).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from zvhh_kit.domain.calendar import local_date
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.feiten import Feiten
from zvhh_regie.domain.rules.evaluatie.tellers import BUITEN, dagklasse, maandcode, teller

Tellers = Mapping[str, int]


def jaar_van(casus: Casus) -> int | None:
    """The one year of the evaluation that a casus counts for, None before its melding is known.

    That is the year of receipt (S6), but for who moved on to the line of a later year that later one, so that the casussen
    opened in a year are the places that it gave (S6b); a running case of before counts for the year of bringing in (S6c).
    """
    if casus.feiten.ingebracht_in is not None:
        return casus.feiten.ingebracht_in
    if casus.pilotjaar is None:
        return None
    plek = casus.plaats or casus.wachtplek or casus.van_wachtlijst
    return casus.pilotjaar if plek is None else plek.pilotjaar


def telling(casus: Casus) -> dict[str, int]:
    """What a casus adds to each counter of its year; nothing before its melding is known."""
    if casus.feiten.ingebracht_in is not None:
        tellers = Counter(["lopend", teller("lopend", _einde(casus))])
    elif casus.pilotjaar is not None:
        tellers = _gemeld(casus)
    else:
        return {}
    return dict(sorted((+tellers).items()))


def opgeteld(*tellingen: Tellers) -> dict[str, int]:
    samen = Counter[str]()
    for one in tellingen:
        samen.update(one)
    return dict(sorted(samen.items()))


def fase(casus: Casus) -> str:
    """How far a melding came: the one class of the funnel that it is in."""
    match casus.stand:
        case "aangemeld":
            triage = casus.feiten.triage
            return {None: "in-triage", "doorgezet": "wacht-op-weegoverleg"}.get(triage, str(triage))
        case "loopt" | "afgeschaald" | "beeindigd":
            return "geopend"
        case stand:
            return stand


_BEREIKT: Mapping[str, tuple[str, ...]] = {
    "wacht-op-weegoverleg": ("doorgezet",),
    "tweede-weegoverleg": ("doorgezet", "gewogen"),
    "niet-passend": ("doorgezet", "gewogen"),
    "wacht-op-plaats": ("doorgezet", "gewogen", "passend"),
    "wachtlijst": ("doorgezet", "gewogen", "passend"),
    "van-wachtlijst": ("doorgezet", "gewogen", "passend"),
    "geopend": ("doorgezet", "gewogen", "passend"),
}
"""Which steps a class has behind it."""


def _gemeld(casus: Casus) -> Counter[str]:
    feiten, waar = casus.feiten, fase(casus)
    tellers = Counter({"gemeld": 1, waar: 1})
    tellers.update(_BEREIKT.get(waar, ()))
    tellers["bekend"] += feiten.bekend_sinds is not None
    tellers["opnieuw"] += feiten.opnieuw_gemeld
    tellers["aanvulling"] += feiten.aanvulling_gevraagd
    herkomst = (("partner", casus.melder_oin), ("gemeente", casus.gemeente), ("maand", _ontvangstmaand(casus)))
    for dimensie, code in herkomst:
        if code is not None:
            tellers[teller(dimensie, code, "geopend" if waar == "geopend" else "niet-geopend")] += 1
    tellers.update(_route(casus, waar))
    tellers.update(_wensen(feiten))
    tellers.update(_dagen_tot_opening(casus, waar))
    if waar == "geopend":
        tellers.update(_geopend(casus))
    return tellers


def _ontvangstmaand(casus: Casus) -> str | None:
    """The month in which the melding was received, as seen from the year that the casus counts for."""
    jaar = jaar_van(casus)
    return None if jaar is None or casus.ontvangen_op is None else maandcode(jaar, casus.ontvangen_op)


def _route(casus: Casus, waar: str) -> list[str]:
    """The way on that belongs to a no (D5)."""
    route = {
        "afgewezen": casus.feiten.afwijsroute,
        "niet-passend": casus.feiten.weegroute,
        "van-wachtlijst": casus.van_wachtlijst.route if casus.van_wachtlijst else None,
    }.get(waar)
    return [] if route is None else [teller("route", waar, route)]


def _wensen(feiten: Feiten) -> list[str]:
    """Per wish: asked for, and what became of it (S3)."""
    gevraagd = [teller("wens", wens) for wens in feiten.wensen]
    return gevraagd + [teller("wens", wens, feiten.antwoorden.get(wens, "open")) for wens in feiten.wensen]


def _dagen_tot_opening(casus: Casus, waar: str) -> Counter[str]:
    feiten = casus.feiten
    tellers = Counter[str]()
    if feiten.bekend_sinds is not None and casus.ontvangen_op is not None:
        tellers += _duur("bekend-gemeld", feiten.bekend_sinds, local_date(casus.ontvangen_op))
    if waar == "afgewezen":
        tellers += _stap("gemeld-afgewezen", casus.ontvangen_op, feiten.getriageerd_op)
    if "doorgezet" in _BEREIKT.get(waar, ()) and feiten.triage == "doorgezet":
        tellers += _stap("gemeld-doorgezet", casus.ontvangen_op, feiten.getriageerd_op)
        if "gewogen" in _BEREIKT[waar]:
            tellers += _stap("doorgezet-gewogen", feiten.getriageerd_op, feiten.eerste_weegoverleg_op)
    return tellers


def _stap(naam: str, van: datetime | None, tot: datetime | None) -> Counter[str]:
    """The days of one step, local; a step of which an end isn't known counts for nothing."""
    if van is None or tot is None:
        return Counter()
    return _duur(naam, local_date(van), local_date(tot))


def _duur(naam: str, van: date, tot: date) -> Counter[str]:
    """The days between two local days, never less than none: as a sum, and as one in its class."""
    dagen = max(0, (tot - van).days)
    return Counter({teller("dagen", naam): dagen, teller("n", naam): 1, teller("klasse", naam, dagklasse(dagen)): 1})


def _geopend(casus: Casus) -> Counter[str]:
    """What a casus with a place adds: its end, its casusregie, its overleggen and plan, its lead times."""
    feiten = casus.feiten
    vorm = next((one.casusregie.vorm for one in reversed(casus.regie) if one.tot is None or one.van < one.tot), None)
    tellers = Counter([teller("einde", _einde(casus))])
    tellers["uitgesteld"] += feiten.afschalen_uitgesteld
    tellers.update([] if vorm is None else ["met-regie", teller("regie", vorm)])
    tellers += _stap("gemeld-geopend", casus.ontvangen_op, casus.geopend_op)
    tellers += _stap("gewogen-geopend", feiten.eerste_weegoverleg_op, casus.geopend_op)
    if casus.wachtplek is not None:
        tellers["na-wachten"] += 1
        tellers += _stap("wachtlijst-geopend", casus.wachtplek.sinds, casus.geopend_op)
    tellers += _stap("geopend-afgeschaald", casus.geopend_op, casus.afgeschaald_op)
    return tellers + _overlegd(casus) + _looptijd(casus)


def _looptijd(casus: Casus) -> Counter[str]:
    """In which months the casus began and ended, and those of its incidents, as far as they happened while it ran.

    There is no clock here: who runs in a month is who began until then, less who ended before (`per_maand`).
    """
    jaar, begin, slot = jaar_van(casus), casus.geopend_op, casus.gesloten_op
    if jaar is None or begin is None:
        return Counter()
    tellers = Counter([teller("opening-maand", maandcode(jaar, begin))])
    if slot is not None:
        tellers[teller("slot-maand", maandcode(jaar, max(begin, slot)))] += 1
    for moment in casus.incidentmomenten:
        liep = begin <= moment and (slot is None or moment <= slot)
        tellers[teller("incidenten-maand", maandcode(jaar, moment) if liep else BUITEN)] += 1
    return tellers


def _overlegd(casus: Casus) -> Counter[str]:
    feiten = casus.feiten
    if feiten.casusoverleggen == 0:
        return Counter()
    tellers = Counter({"met-casusoverleg": 1, "casusoverleggen": feiten.casusoverleggen})
    tellers.update(teller("extra", code) for code in feiten.extras)
    if feiten.tussenpozen:
        tellers.update({"vaker": 1, "dagen-vaker": feiten.tussendagen, "n-vaker": feiten.tussenpozen})
        tellers.update({teller("tussenpoos", klasse): n for klasse, n in feiten.tussenpoosklassen.items()})
    tellers += _stap("geopend-casusoverleg", casus.geopend_op, feiten.eerste_casusoverleg_op)
    if feiten.eerste_plan_op is None:
        return tellers
    tellers += _stap("geopend-plan", casus.geopend_op, feiten.eerste_plan_op)
    return tellers + _gepland(casus, feiten.eerste_plan_op)


def _gepland(casus: Casus, plan_op: datetime) -> Counter[str]:
    """The plan and its interventions (S12), and the incidents before and after the first plan, by their moment."""
    feiten = casus.feiten
    voor = sum(moment < plan_op for moment in casus.incidentmomenten)
    na = len(casus.incidentmomenten) - voor
    tellers = Counter({"met-plan": 1, "incidenten-voor": voor, "incidenten-na": na})
    tellers.update({"incident-voor": int(voor > 0), "incident-na": int(na > 0)})
    tellers.update(teller("soort", soort) for soort in feiten.soorten)
    for voor_wie, aantal in feiten.interventies.items():
        tellers.update({teller("voor", voor_wie): int(aantal > 0), teller("interventies", voor_wie): aantal})
    return tellers


def _einde(casus: Casus) -> str:
    """Whether the casus runs, or how it ended (S14, D13)."""
    if casus.afgeschaald_op is not None:
        return "afgeschaald"
    if casus.beeindigd_op is None:
        return "loopt"
    return next((one.grond for one in reversed(casus.eindantwoorden) if one.reden is None), "beeindigd")
