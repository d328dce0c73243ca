# SPDX-License-Identifier: EUPL-1.2
"""Are the places and the line of a pilot year what was claimed, given back and confirmed (S6, S6b)?

For: the audit. Not for: what became of a zaak (`zaken`).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from tests.faults.audit.channels import first_occurrences
from tests.faults.audit.evidence import Channel, Evidence, Record
from tests.faults.audit.findings import Findings
from tests.faults.audit.journal import Journal
from tests.faults.audit.rules import event_type

__all__ = ["check_places"]

Claim = tuple[str, int]
"""A zaak, and the number of its claim."""

CLAIMED = event_type("plaatsen", "plaats-gevraagd")
GIVEN, WAITS = event_type("plaatsen", "plaats-toegekend"), event_type("plaatsen", "plaats-op-wachtlijst")
PLACED = ("loopt", "afgeschaald", "beeindigd")


def check_places(
    evidence: Evidence, of: Mapping[Channel, list[Record]], journal: Journal, findings: Findings, cap: int | None
) -> None:
    """Every pilot year: at most the cap, each number and each zaak once, the line in order, each claim answered."""
    for id_, document in evidence.documents.get("regie", {}).items():
        jaar = document["state"]
        if jaar is not None and "plaatsen" in jaar:
            _check_year(evidence, id_, jaar, jaar["maximum"] if cap is None else cap, findings)
            _check_claims(of, id_, findings)
            _check_confirmed(journal, jaar, findings)


def _check_year(evidence: Evidence, id_: str, jaar: Mapping[str, Any], most: int, findings: Findings) -> None:
    places, line = jaar["plaatsen"], jaar["wachtlijst"]
    zaken = [one["zaak_id"] for one in (*places, *line) if one["zaak_id"] is not None]
    numbers = sorted(one["nummer"] for one in places)
    if len(places) > most or len(set(numbers)) != len(numbers) or any(not 1 <= n <= most for n in numbers):
        findings.add("doubled", f"{id_}: {len(places)} places given of {most}: {numbers}")
    offered = [number for number, one in enumerate(line) if one.get("aangeboden_op") is not None]
    if offered != ([0] if line and len(places) < most else []):
        findings.add("inconsistent", f"{id_}: zaken wait while there are places that nobody is offered, or the reverse")
    if len(set(zaken)) != len(zaken):
        findings.add("doubled", f"{id_}: a zaak stands there twice")
    if line != sorted(line, key=lambda one: (one["vastgelegd_op"], one["ontvangen_op"])):
        findings.add("inconsistent", f"{id_}: the wachtlijst is not in order")
    _check_placed(evidence, id_, places, line, findings)


def _check_placed(evidence: Evidence, id_: str, places: Any, line: Any, findings: Findings) -> None:
    """Who has a place or waits knows it, and who says to have claimed is there."""
    rows = [*((one, PLACED) for one in places), *((one, ("wachtlijst",)) for one in line)]
    for one, stands in rows:
        zaak = one["zaak_id"]
        state = evidence.state("regie", zaak) if zaak is not None else None
        if zaak is not None and (state is None or state["stand"] not in stands):
            findings.add("inconsistent", f"{id_}: {zaak} is not {stands[0]}")
    claimed = {one["zaak_id"] for one in (*places, *line)}
    for zaak, document in evidence.documents["regie"].items():
        state = document["state"]
        if state and state.get("plaats_gevraagd") and f"pilot-{state['pilotjaar']}" == id_ and zaak not in claimed:
            findings.add("lost", f"{id_}: the claim of {zaak}")


def _check_claims(of: Mapping[Channel, list[Record]], id_: str, findings: Findings) -> None:
    """Each claim has an answer, a place at most once, and nobody has one without a claim. No place is over the cap."""
    asked: set[Claim] = set()
    given: Counter[Claim] = Counter()
    answered: defaultdict[Claim, int] = defaultdict(int)
    for (source, subject), records in of.items():
        for record in first_occurrences(records).values():
            if record.type == CLAIMED and subject == id_:
                said = json.loads(record.value)
                asked.add((said["zaakId"], said.get("aanvraag", 1)))
            elif record.type in (GIVEN, WAITS) and source.endswith(f":{id_}"):
                said = json.loads(record.value)
                claim = (subject, said.get("aanvraag", 1))
                answered[claim] += 1
                given[claim] += record.type == GIVEN
                if said.get("vergeven", 0) > said.get("maximum", 0):
                    findings.add("doubled", f"{id_}: place {said['vergeven']} of {said['maximum']} to {subject}")
    for zaak, number in asked - answered.keys():
        findings.add("missing", f"{id_}: claim {number} of {zaak} without an answer")
    for zaak, number in answered.keys() - asked:
        findings.add("doubled", f"{id_}: an answer to claim {number} of {zaak}, which was not made")
    for (zaak, number), times in given.items():
        if times > 1:
            findings.add("doubled", f"{id_}: claim {number} of {zaak} got {times} places")


def _check_confirmed(journal: Journal, jaar: Mapping[str, Any], findings: Findings) -> None:
    """What a procesregisseur confirmed is a place that says so (L9), and no other place does."""
    ids = {zaak.number: zaak.id for zaak in journal.zaken}
    commands = [one for one in journal.commands if one.operation == "bevestig_plaats"]
    done = {ids[one.zaak] for one in commands if one.acknowledged}
    maybe = done | {ids[one.zaak] for one in commands if not one.refused}
    says = {one["zaak_id"] for one in jaar["plaatsen"] if one.get("bevestigd_door") is not None}
    for zaak in sorted(done - says):
        findings.add("lost", f"the confirmed place of {zaak}")
    for zaak in sorted(one for one in says - maybe if one is not None):
        findings.add("doubled", f"{zaak} has a place that nobody confirmed")
