# SPDX-License-Identifier: EUPL-1.2
"""The facts of a casus kept up, event by event: small, total, and of one source each (S18).

For: `met_feit`, which lets an event add its fact beside whatever else it decides. Not for: counting (`telling`).
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import changed
from zvhh_regie import readers
from zvhh_regie.domain.parts.feiten import Antwoord, Feiten, Triageuitkomst
from zvhh_regie.domain.rules.daarbij import Beslis, daarbij
from zvhh_regie.domain.rules.evaluatie.tellers import tussenpoosklasse

E = TypeVar("E")


def met_feit(feit: Callable[[Feiten, E], Feiten], beslis: Beslis[E] | None = None) -> Beslis[E]:
    """A decide function that keeps up `feit` too; without `beslis` the fact is all that the event is for."""
    return daarbij(lambda casus, event: changed(casus, feiten=feit(casus.feiten, event)), beslis)


def gemeld(feiten: Feiten, event: readers.MeldingIngediend) -> Feiten:
    """Since when it was known (S0), what was wished (S3), and whether it cites a closed zaak (S15)."""
    return changed(
        feiten,
        bekend_sinds=event.bekend_sinds,
        wensen=tuple(sorted(set(event.wensen))),
        opnieuw_gemeld=event.oud_kenmerk is not None,
    )


def ingebracht(feiten: Feiten, event: readers.LopendeZaakIngebracht) -> Feiten:
    """A running case of before counts for the local year in which it was brought in (S6c)."""
    return changed(feiten, ingebracht_in=local_date(event.ingebracht_op).year)


def aanvulling(feiten: Feiten, event: readers.AanvullingGevraagd) -> Feiten:
    """Triage asked for more, at least once (S10)."""
    return changed(feiten, aanvulling_gevraagd=True)


def doorgezet(feiten: Feiten, event: readers.TriageDoorgezet) -> Feiten:
    """The last judgement counts (D2)."""
    return _getriageerd(feiten, event.versie, "doorgezet", event.doorgezet_op)


def afgewezen(feiten: Feiten, event: readers.TriageAfgewezen) -> Feiten:
    """With its way on (D5)."""
    return _getriageerd(feiten, event.versie, "afgewezen", event.afgewezen_op, event.route)


def gevoegd(feiten: Feiten, event: readers.TriageGevoegd) -> Feiten:
    """Joined to a running zaak: no refusal and no second place (D11b)."""
    return _getriageerd(feiten, event.versie, "gevoegd", event.gevoegd_op)


def heropend(feiten: Feiten, event: readers.TriageHeropend) -> Feiten:
    """To be judged again, on its own (D11b)."""
    return _getriageerd(feiten, event.versie)


def _getriageerd(
    feiten: Feiten,
    versie: int,
    uitkomst: Triageuitkomst | None = None,
    op: datetime | None = None,
    route: str | None = None,
) -> Feiten:
    if versie < feiten.triageversie:
        return feiten
    return changed(feiten, triageversie=versie, triage=uitkomst, getriageerd_op=op, afwijsroute=route)


def gewogen(feiten: Feiten, event: readers.WeegoverlegGehouden) -> Feiten:
    """The first weegoverleg that was held, the last way on, and what became of the wishes (S11, S3)."""
    return changed(
        feiten,
        eerste_weegoverleg_op=_eerste(feiten.eerste_weegoverleg_op, event.gehouden_op),
        weegroute=event.route,
        antwoorden=_antwoorden(feiten.antwoorden, event.wensen),
    )


def herwogen(feiten: Feiten, event: readers.WeegoverlegHerzien) -> Feiten:
    """A decision that was put right: its way on counts (D3)."""
    return changed(feiten, weegroute=event.route)


def overlegd(feiten: Feiten, event: readers.CasusoverlegGehouden) -> Feiten:
    """One more casusoverleg, with the days since the last one (S13), the extras (S17) and the wishes (S3)."""
    dagen = event.dagen_sinds_vorige
    besproken = {code for code, uitkomst in event.extras.items() if uitkomst == "besproken"}
    return changed(
        feiten,
        eerste_casusoverleg_op=_eerste(feiten.eerste_casusoverleg_op, event.gehouden_op),
        casusoverleggen=feiten.casusoverleggen + 1,
        tussenpozen=feiten.tussenpozen + (dagen is not None),
        tussendagen=feiten.tussendagen + (dagen or 0),
        tussenpoosklassen=_een_meer(feiten.tussenpoosklassen, dagen),
        extras=tuple(sorted(besproken.union(feiten.extras))),
        antwoorden=_antwoorden(feiten.antwoorden, event.wensen),
    )


def _een_meer(klassen: dict[str, int], dagen: int | None) -> dict[str, int]:
    """One more in the class of these days; after a first casusoverleg there are none."""
    if dagen is None:
        return klassen
    klasse = tussenpoosklasse(dagen)
    return dict(sorted({**klassen, klasse: klassen.get(klasse, 0) + 1}.items()))


def gepland(feiten: Feiten, event: readers.PlanVanAanpakVastgesteld) -> Feiten:
    """The first plan by its moment, and what is in the last one (S12)."""
    feiten = changed(feiten, eerste_plan_op=_eerste(feiten.eerste_plan_op, event.vastgesteld_op))
    if event.versie < feiten.planversie:
        return feiten
    return changed(
        feiten,
        planversie=event.versie,
        soorten=tuple(sorted(set(event.soorten))),
        interventies=dict(sorted(event.interventies.items())),
    )


def uitgesteld(feiten: Feiten, event: readers.AfschalenNietBesloten) -> Feiten:
    """Afschalen was discussed, and not decided, at least once (S14)."""
    return changed(feiten, afschalen_uitgesteld=True)


def _eerste(bekend: datetime | None, op: datetime) -> datetime:
    return op if bekend is None else min(bekend, op)


def _antwoorden(eerder: dict[str, Antwoord], nieuw: dict[str, Antwoord]) -> dict[str, Antwoord]:
    """The last answer to each wish; what was once discussed stays discussed."""
    samen = {**eerder, **{wens: antwoord for wens, antwoord in nieuw.items() if eerder.get(wens) != "besproken"}}
    return dict(sorted(samen.items()))
