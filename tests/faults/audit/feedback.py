# SPDX-License-Identifier: EUPL-1.2
"""Did partners' own systems hear every step once, numbered without a gap, and were all their records answered (D5)?

For: the audit. Not for: our own topics (`channels`).
"""

import json
from collections import defaultdict

from tests.faults.audit.channels import check_numbering, first_occurrences
from tests.faults.audit.evidence import Evidence, Record
from tests.faults.audit.findings import Findings, Kind
from tests.faults.audit.journal import Journal
from tests.faults.audit.rules import steps_fit

__all__ = ["check_feedback"]


def check_feedback(evidence: Evidence, journal: Journal, findings: Findings) -> None:
    """Every reference by itself; and what a melding counted as told is what was told."""
    by_reference: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for oin, records in evidence.feedback.items():
        for record in records:
            by_reference[oin, record.key].append(record)
    for (oin, reference), records in by_reference.items():
        check_numbering(records, findings, name=f"feedback to {oin} on {reference}")
    for zaak in journal.zaken:
        if zaak.way == "kafka" and zaak.end is not None:
            _check_steps(zaak.steps, f"{zaak.id or zaak.key}", by_reference.get((zaak.partner, zaak.key), []), findings)
    _check_counts(evidence, by_reference, findings)


def _check_steps(expected: list[str], name: str, records: list[Record], findings: Findings) -> None:
    first = first_occurrences(records)
    found = [json.loads(first[number].value)["stap"] for number in sorted(first)]
    if steps_fit(expected, found):
        return
    kind: Kind = "doubled" if len(found) > len(expected) else "lost"
    findings.add(kind, f"{name}: feedback {' '.join(found) or 'none'} instead of {' '.join(expected)}")


def _check_counts(evidence: Evidence, by_reference: dict[tuple[str, str], list[Record]], findings: Findings) -> None:
    for id_, document in evidence.documents.get("intake", {}).items():
        state = document["state"]
        if state is None or state.get("weg") != "kafka" or not state["referentie"]:
            continue
        records = by_reference.get((state["melder_oin"], state["referentie"]), [])
        highest = max((record.sequence for record in records), default=0)
        if highest != state["teruggekoppeld"]:
            kind: Kind = "missing" if highest < state["teruggekoppeld"] else "inconsistent"
            findings.add(kind, f"intake {id_}: {state['teruggekoppeld']} steps told, on the topic {highest}")
