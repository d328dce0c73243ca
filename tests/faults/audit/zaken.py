# SPDX-License-Identifier: EUPL-1.2
"""Did every command take effect once, was each effect told once, and is every zaak where its history calls for?

For: the audit. Not for: numbering and marks (`channels`), destruction, places, nor partners' feedback.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.faults.audit.channels import first_occurrences
from tests.faults.audit.destruction import gone
from tests.faults.audit.evidence import Channel, Evidence, Record
from tests.faults.audit.facts import FACTS, Fact
from tests.faults.audit.findings import Findings
from tests.faults.audit.journal import Journal, Zaak
from tests.faults.audit.rules import CASUS, ENDS, REFUSALS, SERVICES, is_zaak

__all__ = ["check_commands", "check_ends", "check_events", "check_reminders", "told"]

Told = Mapping[tuple[str, str], Counter[str]]
"""Service and document → how many events of each type it told; a repeat counts once."""


def told(of: Mapping[Channel, list[Record]]) -> Told:
    """Count the events of every document."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (source, subject), records in of.items():
        parts = source.split(":")
        service, id_ = parts[5].removeprefix("zvhh-"), parts[6] if len(parts) > 6 else subject
        found[service, id_].update(record.type for record in first_occurrences(records).values())
    return found


def check_commands(evidence: Evidence, journal: Journal, events: Told, findings: Findings) -> None:
    """Acknowledged: done exactly once. Not answered: done once or not at all. Refused: not done."""
    findings.commands += len(journal.commands)
    findings.acknowledged += sum(one.acknowledged for one in journal.commands)
    given: defaultdict[int, list[Any]] = defaultdict(list)
    for command in journal.commands:
        given[command.zaak].append(command)
    for zaak in journal.zaken:
        if zaak.id:
            _check_zaak(evidence, zaak, given[zaak.number], events, findings)
        elif any(command.acknowledged for command in given[zaak.number]) and zaak.way == "rest":
            findings.add("lost", f"zaak {zaak.number} has no id")


def _check_zaak(evidence: Evidence, zaak: Zaak, commands: list[Any], events: Told, findings: Findings) -> None:
    for fact in FACTS:
        found = _traces(evidence, zaak.id, fact, events) if fact.operations else None
        if found is None:
            continue
        mine = [one for one in commands if one.service == fact.service and one.operation in fact.operations]
        least = sum(one.acknowledged for one in mine)
        most = least + sum(not one.acknowledged and not one.refused for one in mine)
        if found < least:
            findings.add("lost", f"{zaak.id}: {fact.operations[0]} {least} times acknowledged, {found} times there")
        if found > most:
            findings.add("doubled", f"{zaak.id}: {fact.operations[0]} {most} times given, {found} times there")


def _traces(evidence: Evidence, id_: str, fact: Fact, events: Told) -> int | None:
    """How often it was done; of what was destroyed its events tell, and nothing does where it has none."""
    if gone(evidence, fact.service, id_):
        of = events.get((fact.service, id_), Counter())
        return sum(of[type_] for type_ in fact.events) if fact.events else None
    state = evidence.state(fact.service, id_)
    return fact.count(state) if state is not None else 0


def check_events(evidence: Evidence, events: Told, findings: Findings) -> None:
    """Every fact in a document was told once, and nothing was told that is no fact."""
    for service in evidence.documents:
        for id_ in evidence.documents[service]:
            state = evidence.state(service, id_)
            if state is None or not is_zaak(id_):
                continue
            for fact in FACTS:
                if fact.service != service or not fact.events or (facts := fact.count(state)) is None:
                    continue
                of = events.get((service, id_), Counter())
                number = sum(of[type_] for type_ in fact.events)
                if number < facts:
                    findings.add("missing", f"{service} {id_}: {facts} facts, {number} events {fact.events[0]}")
                if number > facts:
                    findings.add("doubled", f"{service} {id_}: {facts} facts, {number} events {fact.events[0]}")


def check_ends(evidence: Evidence, journal: Journal, findings: Findings) -> None:
    """Every zaak stands where its history calls for; every other one at least where all four services agree."""
    called_for = {zaak.id: zaak.end for zaak in journal.zaken if zaak.id and zaak.end is not None}
    for id_ in sorted((_zaken(evidence) | called_for.keys()) - _destroyed(evidence)):
        stand = tuple(_stand(evidence, service, id_) for service in SERVICES)
        end = called_for.get(id_)
        if end is not None and stand != ENDS[end]:
            findings.add("inconsistent", f"{id_} should be {end} and stands at {stand}")
        elif end is None and stand not in ENDS.values():
            findings.add("inconsistent", f"{id_}: the services do not agree: {stand}")
        else:
            _check_heard(evidence, id_, [end] if end else [one for one, row in ENDS.items() if row == stand], findings)
            _check_barred(evidence, id_, findings)
            if end is not None:
                _check_refusals(evidence, id_, findings)


def _check_heard(evidence: Evidence, id_: str, ends: list[str], findings: Findings) -> None:
    """triage heard of the casus what became of it."""
    triage = evidence.state("triage", id_)
    if triage is not None and not any(triage["casus"] in CASUS.get(end, {None}) for end in ends):
        findings.add("inconsistent", f"triage {id_}: heard {triage['casus']} of a casus that is {' or '.join(ends)}")


def _check_barred(evidence: Evidence, id_: str, findings: Findings) -> None:
    """L6: whoever is barred from a zaak is so in every service."""
    states = {service: evidence.state(service, id_) for service in SERVICES}
    barred = {name: sorted(state.get("geweerd") or ()) for name, state in states.items() if state is not None}
    if len({tuple(one) for one in barred.values()}) > 1:
        findings.add("inconsistent", f"{id_}: other persons are barred in each service: {barred}")


def _check_refusals(evidence: Evidence, id_: str, findings: Findings) -> None:
    for service, places in REFUSALS.items():
        for place in places:
            found: Any = evidence.state(service, id_)
            for name in place:
                found = (found or {}).get(name)
            if found:
                findings.add("inconsistent", f"{service} {id_}: {place[-1]} {len(found)}")


def _stand(evidence: Evidence, service: str, id_: str) -> str:
    state = evidence.state(service, id_) if service in evidence.documents else None
    return str(state["stand"]) if state is not None else ""


def _zaken(evidence: Evidence) -> set[str]:
    """Every zaak that has a state somewhere."""
    found = {id_ for documents in evidence.documents.values() for id_ in documents if is_zaak(id_)}
    return {id_ for id_ in found if any(evidence.state(service, id_) for service in evidence.documents)}


def _destroyed(evidence: Evidence) -> set[str]:
    """What is gone everywhere; whether it should be is looked at elsewhere."""
    found = {id_ for documents in evidence.documents.values() for id_ in documents}
    return {id_ for id_ in found if all(gone(evidence, service, id_) for service in SERVICES)}


def check_reminders(evidence: Evidence, now: datetime, findings: Findings) -> None:
    """Nothing that is due waits."""
    for service, documents in evidence.documents.items():
        for id_, document in documents.items():
            late = [name for name, due in document["reminders"].items() if due <= now]
            if late:
                findings.add("missing", f"{service} {id_}: reminders due: {' '.join(late)}")
