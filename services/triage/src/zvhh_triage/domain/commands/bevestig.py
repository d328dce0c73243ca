# SPDX-License-Identifier: EUPL-1.2
"""Confirming: a named procesregisseur names the outcome, and it must agree with the judgements (S10, L9).

For: doorzetten and afwijzen, and revising either until the weegoverleg is held (D2). Not for: gevoegd (`voeg`, D11b).
"""

from collections.abc import Iterator
from datetime import timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.triages import Route, TriageAfgewezen, TriageDoorgezet
from zvhh_kit.domain.calendar import local_date, working_days_after
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_triage.domain.parts.besluit import Besluit, Uitkomst
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.parts.oordelen import CRITERIA
from zvhh_triage.domain.rules.wie import in_triage, scope_fault
from zvhh_triage.domain.triage import Triage

_HOEVEEL_NEE = {1: "Eén criterium is", 2: "Twee criteria zijn", 3: "Alle drie de criteria zijn"}


class Bevestig(Command):
    """The outcome that the procesregisseur confirms; afwijzen with a way on (D5) and advice to the reporter."""

    uitkomst: Uitkomst
    route: Route | None = None
    advies: Sealed[Tekst] | None = None


def bevestig(config: Configuratie, triage: Triage | None, command: Bevestig, ctx: Context) -> Decision[Triage]:
    """Decide. Doorzetten once more on the same judgements changes nothing; everything else is a new version.

    Raises Refused with every fault: outcome against the judgements (409), route or advice missing (400), as `in_triage`.
    """
    triage = in_triage(triage, ctx)
    if faults := tuple(_disagreements(triage, command)):
        raise Refused.many((*faults, *_way_on(command)), status=409)
    if faults := tuple(_way_on(command)):
        raise Refused.many(faults)
    if _says_nothing_new(triage, command):
        return Decision(result=_result(triage.versie, command.uitkomst))
    besluit = _besluit(config, triage, command, ctx)
    return Decision(
        triage.besloten(besluit),
        events=(_event(besluit),),
        result=_result(besluit.versie, command.uitkomst),
    )


def _result(versie: int, uitkomst: Uitkomst) -> dict[str, object]:
    return {"versie": versie, "uitkomst": uitkomst}


def _disagreements(triage: Triage, command: Bevestig) -> Iterator[Fault]:
    place = "/uitkomst"
    if scope := scope_fault(triage):
        if scope.code == "pilotoordeel-ontbreekt" or command.uitkomst == "doorgezet":
            yield Fault(scope.code, scope.text, place)
        return
    judged = [triage.oordeel(criterium) for criterium in CRITERIA]
    for number, oordeel in enumerate(judged, start=1):
        if oordeel is None:
            yield Fault("criterium-niet-beoordeeld", f"U koos bij criterium {number} geen ja of nee.", place)
    no = sum(oordeel is not None and not oordeel.ja for oordeel in judged)
    if command.uitkomst == "doorgezet" and no:
        yield Fault("criterium-nee", f"{_HOEVEEL_NEE[no]} 'nee'. Doorzetten kan dan niet.", place)
    if command.uitkomst == "afgewezen" and not no and None not in judged:
        yield Fault("criteria-ja", "Alle drie de criteria zijn 'ja'. Afwijzen kan dan niet.", place)


def _way_on(command: Bevestig) -> Iterator[Fault]:
    if command.uitkomst == "afgewezen":
        if command.route is None:
            yield Fault("route-ontbreekt", "Kies hoe het verder gaat: elke afwijzing heeft een vervolg.", "/route")
        if command.advies is None:
            yield Fault("advies-ontbreekt", "Geef de melder een advies.", "/advies")
        return
    if command.route is not None:
        yield Fault("route-hoort-hier-niet", "Een route hoort alleen bij afwijzen.", "/route")
    if command.advies is not None:
        yield Fault("advies-hoort-hier-niet", "Een advies hoort alleen bij afwijzen.", "/advies")


def _says_nothing_new(triage: Triage, command: Bevestig) -> bool:
    last = triage.besluit
    # an advice is sealed and can't be compared: confirming an afwijzing again may correct it, so it is a version
    return (
        last is not None
        and last.uitkomst == command.uitkomst == "doorgezet"
        and (last.op_oordelen, last.op_pilotoordelen) == (len(triage.oordelen), len(triage.pilotoordelen))
    )


def _besluit(config: Configuratie, triage: Triage, command: Bevestig, ctx: Context) -> Besluit:
    today, before = local_date(ctx.received), triage.besluit
    term = working_days_after(today, config.termijnen.weegoverleg_werkdagen, config.feestdagen)
    if before is not None and before.weegoverleg_uiterlijk_op is not None:
        term = before.weegoverleg_uiterlijk_op  # confirming doorzetten anew must not stretch the term
    passed_on = command.uitkomst == "doorgezet"
    return changed(
        triage.volgend_besluit(command.uitkomst, ctx.actor.subject, ctx.received),
        route=command.route,
        advies=command.advies,
        weegoverleg_uiterlijk_op=term if passed_on else None,
        vernietigen_op=None if passed_on else today + timedelta(days=config.termijnen.afgewezen_bewaren_dagen),
    )


def _event(besluit: Besluit) -> TriageDoorgezet | TriageAfgewezen:
    if besluit.weegoverleg_uiterlijk_op is not None:
        return TriageDoorgezet(
            versie=besluit.versie,
            doorgezet_op=besluit.op,
            door=besluit.door,
            weegoverleg_uiterlijk_op=besluit.weegoverleg_uiterlijk_op,
        )
    if besluit.route is None or besluit.vernietigen_op is None:
        raise ValueError("an afwijzing has a route and an end")
    return TriageAfgewezen(
        versie=besluit.versie,
        afgewezen_op=besluit.op,
        door=besluit.door,
        route=besluit.route,
        vernietigen_op=besluit.vernietigen_op,
    )
