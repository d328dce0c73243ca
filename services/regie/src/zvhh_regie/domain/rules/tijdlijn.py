# SPDX-License-Identifier: EUPL-1.2
"""The tijdlijn of a casus: codes, moments, organisations and numbers that follow from its parts, so that it stands when
the other services are down; and the rhythm of its overleggen.

What a document of an earlier release knows is in it, and `is_ouder` says that there was more. No names, no texts, and
nothing that a participant may not see: who is barred, and of triage only that it sent the zaak on (L6). Not for: words.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import Literal, NamedTuple, get_args

from zvhh_contracts.casusregie import regisseurs
from zvhh_kit.domain.calendar import at_local, local_date
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.overleg import Overleg

Soort = Literal[
    "melding",
    "ingebracht",
    "ingetrokken",
    "doorgezet",
    "weegoverleg-gepland",
    "weegoverleg-door",
    "weegoverleg-nog-niet",
    "weegoverleg-niet-passend",
    "weegoverleg-geen-besluit",
    "wachtlijst",
    "van-wachtlijst",
    "geopend",
    "opening-ongedaan",
    "deelnemer-erbij",
    "deelnemer-weg",
    "casusregie",
    "casusregie-geweigerd",
    "casusregie-af",
    "zwaartepunt",
    "casusoverleg-gepland",
    "casusoverleg",
    "plan",
    "incident-vooraf",
    "incident",
    "ernstig-incident",
    "geen-incident",
    "detentie-begin",
    "detentie-eind",
    "afschalen-mogelijk",
    "afschalen-geweigerd",
    "beeindigen-geweigerd",
]
"""In the order of a life, which is that of what happened at one moment."""

_PLEK = {soort: plek for plek, soort in enumerate(get_args(Soort))}
_WEGING: dict[str, Soort] = {
    "door": "weegoverleg-door",
    "nog-niet": "weegoverleg-nog-niet",
    "niet-passend": "weegoverleg-niet-passend",
    "geen-besluit": "weegoverleg-geen-besluit",
}


class Regel(NamedTuple):
    """What happened on a local day, at a moment (UTC) where that is known; `nummer`: of the overleg, plan or incident."""

    soort: Soort
    dag: date
    moment: datetime | None = None
    oin: str | None = None
    nummer: int | None = None


def tijdlijn(casus: Casus) -> tuple[Regel, ...]:
    """Everything that may be told, newest first, what is planned on top."""
    delen = (_melding, _overleggen, _plannen, _plaats, _deelnames, _casusregie, _incidenten, _detenties, _klok)
    return tuple(sorted(chain.from_iterable(deel(casus) for deel in delen), key=_plek, reverse=True))


def is_ouder(casus: Casus) -> bool:
    """Whether something happened that the tijdlijn doesn't have: before the pilot (S6c), or before overleggen were kept."""
    momenten = {one.gehouden_op for one in casus.overleggen} | {one.vastgesteld_op for one in casus.plannen} | {None}
    feiten = casus.feiten
    eerste = {casus.eerste_casusoverleg_op, feiten.eerste_weegoverleg_op, feiten.eerste_plan_op}
    weging_mist = casus.weging is not None and casus.weging.nummer not in _gehouden(casus)
    return casus.van_voor_de_pilot or weging_mist or not eerste <= momenten


def volgend_overleg(casus: Casus, vandaag: date) -> Overleg | None:
    """The first overleg that is planned for the local day `vandaag` or later; None where none is, or none is known."""
    komend = (one for one in _gepland(casus) if one.begin is not None and local_date(one.begin) >= vandaag)
    return min(komend, key=lambda one: (one.begin, one.nummer), default=None)


def gemiddelde_weken(casus: Casus) -> float | None:
    """The mean of the weeks between two casusoverleggen that were held, to one decimal (S13); None before the second."""
    feiten = casus.feiten
    return round(feiten.tussendagen / feiten.tussenpozen / 7, 1) if feiten.tussenpozen else None


def _plek(regel: Regel) -> tuple[datetime, int, int, str]:
    return (regel.moment or at_local(regel.dag), _PLEK[regel.soort], regel.nummer or 0, regel.oin or "")


def _op(soort: Soort, moment: datetime | None, *, oin: str | None = None, nummer: int | None = None) -> Iterator[Regel]:
    """A line where the moment is known."""
    if moment is not None:
        yield Regel(soort, local_date(moment), moment, oin, nummer)


def _gepland(casus: Casus) -> Iterator[Overleg]:
    return (one for one in casus.overleggen if not one.geannuleerd and one.gehouden_op is None)


def _gehouden(casus: Casus) -> dict[int, datetime]:
    """The overleggen that were held, by their numbers."""
    return {one.nummer: one.gehouden_op for one in casus.overleggen if one.gehouden_op is not None}


def _melding(casus: Casus) -> Iterator[Regel]:
    soort: Soort = "ingebracht" if casus.van_voor_de_pilot else "melding"
    yield from _op(soort, casus.ontvangen_op, oin=casus.melder_oin)
    yield from _op("ingetrokken", casus.ingetrokken_op)
    if casus.feiten.triage == "doorgezet":
        yield from _op("doorgezet", casus.feiten.getriageerd_op)


def _overleggen(casus: Casus) -> Iterator[Regel]:
    for one in _gepland(casus):
        soort: Soort = "weegoverleg-gepland" if one.soort == "weegoverleg" else "casusoverleg-gepland"
        yield from _op(soort, one.begin, nummer=one.nummer)
    for one in casus.overleggen:
        soort = "casusoverleg" if one.uitkomst is None else _WEGING[one.uitkomst]
        yield from _op(soort, one.gehouden_op, nummer=one.nummer)
    yield from _overleggen_van_eerder(casus)


def _overleggen_van_eerder(casus: Casus) -> Iterator[Regel]:
    """What an earlier release kept of overleggen: the weegoverleg that counts, and the first casusoverleg."""
    gehouden = _gehouden(casus)
    weging = casus.weging
    if weging is not None and weging.nummer not in gehouden:
        door: Soort = "weegoverleg-door" if weging.doorzetten == "ja" else "weegoverleg-nog-niet"
        wel = "weegoverleg-geen-besluit" if weging.passend is None else door
        soort = "weegoverleg-niet-passend" if weging.passend is False else wel
        yield from _op(soort, weging.vastgelegd_op, nummer=weging.nummer)
    if casus.eerste_casusoverleg_op not in gehouden.values():
        yield from _op("casusoverleg", casus.eerste_casusoverleg_op)


def _plannen(casus: Casus) -> Iterator[Regel]:
    for one in casus.plannen:
        yield from _op("plan", one.vastgesteld_op, nummer=one.versie)
    if casus.feiten.eerste_plan_op not in {one.vastgesteld_op for one in casus.plannen}:
        yield from _op("plan", casus.feiten.eerste_plan_op)


def _plaats(casus: Casus) -> Iterator[Regel]:
    if casus.wachtplek is not None:
        yield from _op("wachtlijst", casus.wachtplek.sinds)
    if casus.van_wachtlijst is not None:
        yield from _op("van-wachtlijst", casus.van_wachtlijst.op)
    yield from _op("geopend", casus.geopend_op)
    for one in casus.openingen_ongedaan:
        yield from _op("geopend", one.geopend_op)
        yield from _op("opening-ongedaan", one.ongedaan_op)


def _deelnames(casus: Casus) -> Iterator[Regel]:
    for one in casus.deelnames:
        yield Regel("deelnemer-erbij", one.van, oin=one.oin)
        if one.tot is not None:
            yield Regel("deelnemer-weg", one.tot, oin=one.oin)


def _casusregie(casus: Casus) -> Iterator[Regel]:
    """Who began to lead, and who stopped without another task in it on that day (S16)."""
    in_functie = [one for one in casus.regie if one.tot != one.van]
    begint = {(one.van, oin) for one in in_functie for oin, _ in regisseurs(one.casusregie)}
    eindigt = {(one.tot, oin) for one in in_functie if one.tot is not None for oin, _ in regisseurs(one.casusregie)}
    for dag, oin in begint - eindigt:
        yield Regel("casusregie", dag, oin=oin)
    for dag, oin in eindigt - begint:
        yield Regel("casusregie-af", dag, oin=oin)
    for one in casus.regieweigeringen:
        yield from _op("casusregie-geweigerd", one.op)
    for zwaartepunt in casus.zwaartepunten:
        yield Regel("zwaartepunt", zwaartepunt.per)


def _incidenten(casus: Casus) -> Iterator[Regel]:
    """As each counts now, of the organisation that recorded it first (D4)."""
    yield from _op("incident-vooraf", casus.incident_vooraf_op)
    for one in casus.incidenten:
        geldig = one.versies[-1]
        soort: Soort = "ernstig-incident" if geldig.ernstig else "incident"
        was = soort if geldig.is_incident else "geen-incident"
        moment = None if geldig.tijd_onbekend else geldig.moment
        yield Regel(was, local_date(geldig.moment), moment, oin=one.versies[0].oin, nummer=one.nummer)


def _detenties(casus: Casus) -> Iterator[Regel]:
    for one in casus.detenties:
        geldig = one.versies[-1]
        if geldig.is_detentie:
            yield Regel("detentie-begin", geldig.van, nummer=one.nummer)
            if geldig.tot_en_met is not None:
                yield Regel("detentie-eind", geldig.tot_en_met, nummer=one.nummer)


def _klok(casus: Casus) -> Iterator[Regel]:
    """That afschalen became possible, and decisions that could not be carried out (S14, D13)."""
    if casus.afschalen_mogelijk:
        yield from _op("afschalen-mogelijk", casus.klok_tot)
    for afschalen in casus.afschaalantwoorden:
        if afschalen.reden is not None:
            yield from _op("afschalen-geweigerd", afschalen.besloten_op, nummer=afschalen.nummer)
    for einde in casus.eindantwoorden:
        if einde.reden is not None:
            yield from _op("beeindigen-geweigerd", einde.besloten_op, nummer=einde.nummer)
