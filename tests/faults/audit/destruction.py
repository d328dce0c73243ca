# SPDX-License-Identifier: EUPL-1.2
"""Is what had to be destroyed destroyed in every service, key and all, and nothing else, and not too early (L8)?

For: the audit. Not for: documents that stay (`zaken`).
"""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.faults.audit.channels import first_occurrences
from tests.faults.audit.evidence import Channel, Evidence, Record
from tests.faults.audit.findings import Findings
from tests.faults.audit.journal import Journal
from tests.faults.audit.rules import DESTROYED, ENDINGS, KEPT_DAYS, SERVICES, SHORT_LIVED, event_type, is_zaak

__all__ = ["check_destroyed", "gone"]

Told = Mapping[tuple[str, str], Counter[str]]
LOCAL = ZoneInfo("Europe/Amsterdam")
MAIN_GONE = event_type("voegingen", "hoofdzaak-vernietigd")
LAST_COUNT = event_type("evaluaties", "laatste-telling")


def gone(evidence: Evidence, service: str, id_: str) -> bool:
    """Whether only a tombstone is left of a document."""
    document = evidence.documents.get(service, {}).get(id_)
    return document is not None and document.get("gone") is not None


def check_destroyed(
    evidence: Evidence,
    of: Mapping[Channel, list[Record]],
    events: Told,
    journal: Journal,
    now: datetime,
    findings: Findings,
) -> None:
    """Every zaak: gone everywhere or nowhere, told once, without a key, and when its term was over."""
    for service, documents in evidence.documents.items():
        for id_ in documents:
            _check_one(evidence, events, service, id_, findings)
    _check_counted(evidence, of, findings)
    if len(evidence.documents) < len(SERVICES):
        return
    stays = {zaak.id for zaak in journal.zaken if zaak.end is not None and zaak.end not in (*SHORT_LIVED, "gevoegd")}
    due = _terms(of)
    for id_ in sorted({id_ for documents in evidence.documents.values() for id_ in documents if is_zaak(id_)}):
        where = [service for service in SERVICES if gone(evidence, service, id_)]
        if where and len(where) < len(SERVICES):
            findings.add("inconsistent", f"{id_} is destroyed in {' '.join(where)} only")
        elif where:
            findings.destroyed += 1
            _check_term(of, id_, due.get(id_), findings)
            if id_ in stays:
                findings.add("lost", f"{id_} is destroyed, and nothing in its history calls for that")
        elif _overdue(evidence, id_, due.get(id_), now):
            findings.add("missing", f"{id_} should have been destroyed by now")


def _check_one(evidence: Evidence, events: Told, service: str, id_: str, findings: Findings) -> None:
    """A tombstone tells once, holds nothing and has no key; a document tells no end, and its key is there."""
    number = events.get((service, id_), Counter())[DESTROYED[service]]
    document, key = evidence.documents[service][id_], evidence.keys.get(service, {}).get(id_)
    if not gone(evidence, service, id_):
        if number:
            findings.add("inconsistent", f"{service} {id_} told its end, and is there")
        if key is not None and key.get("destroyed"):
            findings.add("inconsistent", f"{service} {id_} is there, and its key is destroyed")
        return
    if number != 1:
        findings.add("missing" if number == 0 else "doubled", f"{service} {id_}: destroyed, and told {number} times")
    if document["state"] is not None:
        findings.add("inconsistent", f"{service} {id_}: a tombstone with a state")
    if key is None or not key.get("destroyed") or "key" in key:
        findings.add("missing", f"{service} {id_}: destroyed, and its key is not")


def _terms(of: Mapping[Channel, list[Record]]) -> dict[str, list[datetime]]:
    """Of each zaak the moments at which a short term may be over, earliest first."""
    found: dict[str, list[datetime]] = {}
    for (_, subject), records in of.items():
        for record in first_occurrences(records).values():
            if record.type == MAIN_GONE:
                found.setdefault(subject, []).append(_day(json.loads(record.value)["vernietigdOp"], 0))
            elif record.type in ENDINGS:
                said = json.loads(record.value)
                if said.get("passend", False) is False:
                    found.setdefault(subject, []).append(_day(said[ENDINGS[record.type]], KEPT_DAYS))
    return {subject: sorted(moments) for subject, moments in found.items()}


def _day(moment: str, days: int) -> datetime:
    """The beginning of the local day so many days after a moment."""
    day = datetime.fromisoformat(moment).astimezone(LOCAL).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=LOCAL)


def _check_term(of: Mapping[Channel, list[Record]], id_: str, due: list[datetime] | None, findings: Findings) -> None:
    for (_, subject), records in of.items():
        for record in records if subject == id_ else ():
            if record.type == DESTROYED["intake"]:
                done = datetime.fromisoformat(json.loads(record.value)["vernietigdOp"])
                if due is None or done < due[0]:
                    findings.add("lost", f"{id_} was destroyed on {done:%Y-%m-%d}, before its term")
                return


def _overdue(evidence: Evidence, id_: str, due: list[datetime] | None, now: datetime) -> bool:
    state = evidence.state("intake", id_)
    return state is not None and due is not None and state.get("stand") in SHORT_LIVED and due[-1] <= now


def _check_counted(evidence: Evidence, of: Mapping[Channel, list[Record]], findings: Findings) -> None:
    """S18: each destroyed casus left its counts once, and its year added every one of them."""
    left: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for (source, subject), records in of.items():
        number = sum(record.type == LAST_COUNT for record in first_occurrences(records).values())
        left[subject] += number
        sources[source.rpartition(":")[2]] += number
    for id_, document in evidence.documents.get("regie", {}).items():
        if id_.startswith("evaluatie-") and document["state"] is not None:
            counted = document["state"]["geteld"]
            if counted != left[id_]:
                findings.add("inconsistent", f"{id_}: {counted} counted, {left[id_]} left their counts")
        elif is_zaak(id_) and sources[id_] != int(gone(evidence, "regie", id_)):
            findings.add("inconsistent", f"regie {id_}: left its counts {sources[id_]} times")
