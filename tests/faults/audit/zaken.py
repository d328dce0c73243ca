# SPDX-License-Identifier: EUPL-1.2
"""Did every command take effect once, was each effect told once, and is every zaak where its history calls for?

For: the audit. Not for: numbering and marks (`channels`), nor for partners' feedback (`feedback`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.faults.audit.channels import first_occurrences
from tests.faults.audit.evidence import Channel, Evidence, Record
from tests.faults.audit.findings import Findings
from tests.faults.audit.journal import Journal, Zaak
from tests.faults.audit.rules import CASUS, ENDS, FACTS, SERVICES

__all__ = ["check_commands", "check_ends", "check_events", "check_places", "check_reminders", "told"]

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


def check_commands(evidence: Evidence, journal: Journal, findings: Findings) -> None:
    """Acknowledged: done exactly once. Not answered: done once or not at all. Refused: not done."""
    findings.commands += len(journal.commands)
    findings.acknowledged += sum(one.acknowledged for one in journal.commands)
    given: defaultdict[int, list[Any]] = defaultdict(list)
    for command in journal.commands:
        given[command.zaak].append(command)
    for zaak in journal.zaken:
        if zaak.id:
            _check_zaak(evidence, zaak, given[zaak.number], findings)
        elif any(command.acknowledged for command in given[zaak.number]) and zaak.way == "rest":
            findings.add("lost", f"zaak {zaak.number} has no id")


def _check_zaak(evidence: Evidence, zaak: Zaak, commands: list[Any], findings: Findings) -> None:
    for fact in FACTS:
        mine = [
            one for one in commands if (one.service, one.operation) in {(fact.service, op) for op in fact.operations}
        ]
        if not fact.operations:
            continue
        state = evidence.state(fact.service, zaak.id)
        found = fact.count(state) if state is not None else 0
        least = sum(one.acknowledged for one in mine)
        most = least + sum(not one.acknowledged and not one.refused for one in mine)
        if found < least:
            findings.add("lost", f"{zaak.id}: {fact.operations[0]} {least} times acknowledged, {found} times there")
        if found > most:
            findings.add("doubled", f"{zaak.id}: {fact.operations[0]} {most} times given, {found} times there")


def check_events(evidence: Evidence, events: Told, findings: Findings) -> None:
    """Every fact in a document was told once, and nothing was told that is no fact."""
    for service in evidence.documents:
        for id_ in evidence.documents[service]:
            state = evidence.state(service, id_)
            if state is None or "jaar" in state:
                continue
            for fact in FACTS:
                if fact.service != service or not fact.events:
                    continue
                facts, events_of = fact.count(state), events.get((service, id_), Counter())
                number = sum(events_of[type_] for type_ in fact.events)
                if number < facts:
                    findings.add("missing", f"{service} {id_}: {facts} facts, {number} events {fact.events[0]}")
                if number > facts:
                    findings.add("doubled", f"{service} {id_}: {facts} facts, {number} events {fact.events[0]}")


def check_ends(evidence: Evidence, journal: Journal, findings: Findings) -> None:
    """Every zaak stands where its history calls for; every other one at least where all four services agree."""
    called_for = {zaak.id: zaak.end for zaak in journal.zaken if zaak.id and zaak.end is not None}
    everywhere = {id_ for documents in evidence.documents.values() for id_ in documents}
    for id_ in sorted((everywhere | called_for.keys()) - _not_zaken(evidence)):
        stand = tuple(_stand(evidence, service, id_) for service in SERVICES)
        end = called_for.get(id_)
        if end is not None and stand != ENDS[end]:
            findings.add("inconsistent", f"{id_} should be {end} and stands at {stand}")
        elif end is None and stand not in ENDS.values():
            findings.add("inconsistent", f"{id_}: the services do not agree: {stand}")
        elif (triage := evidence.state("triage", id_)) is not None:
            name = end or next(name for name, row in ENDS.items() if row == stand)
            if triage["casus"] != CASUS.get(name):
                findings.add("inconsistent", f"triage {id_}: heard {triage['casus']} of a casus that is {name}")


def _stand(evidence: Evidence, service: str, id_: str) -> str:
    state = evidence.state(service, id_) if service in evidence.documents else None
    return str(state["stand"]) if state is not None else ""


def _not_zaken(evidence: Evidence) -> set[str]:
    """Pilot years and drafts, and what has no state anywhere (marks only, tombstones)."""
    found = {id_ for documents in evidence.documents.values() for id_ in documents}
    no_zaak = {id_ for id_ in found if id_.startswith(("pilot-", "concept-"))}
    return no_zaak | {id_ for id_ in found if not any(evidence.state(s, id_) for s in evidence.documents)}


def check_places(evidence: Evidence, events: Told, findings: Findings, cap: int | None) -> None:
    """S6: places numbered from 1 to at most the cap, the line in order, each zaak once, each answered once."""
    for id_, document in evidence.documents.get("regie", {}).items():
        jaar = document["state"]
        if jaar is None or "plaatsen" not in jaar:
            continue
        places, line = jaar["plaatsen"], jaar["wachtlijst"]
        zaken = [one["zaak_id"] for one in (*places, *line)]
        most = jaar["maximum"] if cap is None else cap
        if len(places) > most or [one["nummer"] for one in places] != list(range(1, len(places) + 1)):
            findings.add("doubled", f"{id_}: {len(places)} places given of {most}")
        if line and len(places) < most:
            findings.add("inconsistent", f"{id_}: zaken wait while there are places")
        if len(set(zaken)) != len(zaken):
            findings.add("doubled", f"{id_}: a zaak stands there twice")
        if line != sorted(line, key=lambda one: (one["vastgelegd_op"], one["ontvangen_op"])):
            findings.add("inconsistent", f"{id_}: the wachtlijst is not in order")
        _check_placed(evidence, id_, places, line, findings)
        answers = sum(events.get(("regie", id_), Counter()).values())
        if answers != len(zaken):
            findings.add(
                "missing" if answers < len(zaken) else "doubled", f"{id_}: {len(zaken)} claims, {answers} answers"
            )


def _check_placed(evidence: Evidence, id_: str, places: Any, line: Any, findings: Findings) -> None:
    for one, stands in [*((p, ("loopt", "afgeschaald")) for p in places), *((w, ("wachtlijst",)) for w in line)]:
        if _stand(evidence, "regie", one["zaak_id"]) not in stands:
            findings.add("inconsistent", f"{id_}: {one['zaak_id']} is not {stands[0]}")
    claimed = {one["zaak_id"] for one in (*places, *line)}
    for zaak, document in evidence.documents["regie"].items():
        state = document["state"]
        if state and state.get("plaats_gevraagd") and f"pilot-{state['pilotjaar']}" == id_ and zaak not in claimed:
            findings.add("lost", f"{id_}: the claim of {zaak}")


def check_reminders(evidence: Evidence, now: datetime, findings: Findings) -> None:
    """Nothing that is due waits."""
    for service, documents in evidence.documents.items():
        for id_, document in documents.items():
            late = [name for name, due in document["reminders"].items() if due <= now]
            if late:
                findings.add("missing", f"{service} {id_}: reminders due: {' '.join(late)}")
