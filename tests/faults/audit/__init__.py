# SPDX-License-Identifier: EUPL-1.2
"""The audit: after a run it reads the databases and all topics and says whether anything was lost, doubled or left.

It shares no code with the kit, the services or the contracts: what it must know stands in `rules`, a second time.
Not for: making a load (`tests.faults.load`), nor for repairing anything.
"""

import asyncio
import contextlib
import time
from collections.abc import Collection, Mapping
from datetime import datetime

from aiokafka.errors import KafkaError
from pymongo.errors import PyMongoError
from tests.faults.audit.channels import channels, check_numbering, check_readers, check_topics, check_writers, name_of
from tests.faults.audit.destruction import check_destroyed
from tests.faults.audit.evidence import Evidence, collect, unpublished
from tests.faults.audit.feedback import check_feedback
from tests.faults.audit.findings import Findings
from tests.faults.audit.journal import Given, Journal, Zaak
from tests.faults.audit.logs import check_logs
from tests.faults.audit.places import check_places
from tests.faults.audit.rules import SERVICES
from tests.faults.audit.zaken import check_commands, check_ends, check_events, check_reminders, told

__all__ = ["Findings", "Given", "Journal", "Zaak", "audit", "judge", "settle", "unpublished"]


async def audit(
    bootstrap: str,
    mongodb_url: str,
    prefix: str,
    databases: Mapping[str, str],
    journal: Journal,
    *,
    now: datetime,
    allowed_dead: Collection[str] = (),
    cap: int | None = None,
) -> Findings:
    """Read everything and judge it. `databases`: service → name, of the services that ran.

    `now`: what the simulated clock says · `allowed_dead`: reasons of dead letters (up to a colon) that the run provoked ·
    `cap`: places in a pilot year; None: what the year's own document says. The system must have settled.
    """
    evidence = await collect(bootstrap, mongodb_url, prefix, databases, logs=True)
    return judge(evidence, journal, now=now, allowed_dead=allowed_dead, cap=cap)


def judge(
    evidence: Evidence,
    journal: Journal,
    *,
    now: datetime,
    allowed_dead: Collection[str] = (),
    cap: int | None = None,
) -> Findings:
    """The same on what was read already. Pure."""
    findings, of = Findings(), channels(evidence.events())
    for text in journal.faults:
        findings.add("inconsistent", text)
    for channel, records in sorted(of.items()):
        check_numbering(records, findings, name=name_of(channel))
    check_topics(evidence, findings)
    check_writers(evidence, of, findings)
    check_readers(evidence, of, findings)
    events = told(of)
    check_commands(evidence, journal, events, findings)
    check_events(evidence, events, findings)
    if len(evidence.documents) == len(SERVICES):
        check_ends(evidence, journal, findings)
    check_places(evidence, of, journal, findings, cap)
    check_destroyed(evidence, of, events, journal, now, findings)
    check_reminders(evidence, now, findings)
    check_feedback(evidence, journal, findings)
    check_logs(evidence, findings)
    _check_dead(evidence, allowed_dead, findings)
    return findings


def _check_dead(evidence: Evidence, allowed: Collection[str], findings: Findings) -> None:
    for service, letters in evidence.dead.items():
        for letter in letters:
            reason = letter.headers.get("dead-letter-reason")
            if reason is not None and reason.split(":")[0] not in allowed:  # without one it is an operator's act
                findings.add("lost", f"{service} put {letter} in the dead letters: {reason}")


async def settle(
    bootstrap: str,
    mongodb_url: str,
    prefix: str,
    databases: Mapping[str, str],
    *,
    now: datetime,
    seconds: float = 120.0,
    still: float = 1.5,
) -> bool:
    """Wait until nothing is left to publish, to do or to handle, and nothing moves for `still` seconds.

    False when it does not come to that within `seconds`: the audit then says what is left.
    """
    until = time.monotonic() + seconds
    before: tuple[int, int] | None = None
    while time.monotonic() < until:
        with contextlib.suppress(KafkaError, PyMongoError, TimeoutError):  # a part that has just come back
            async with asyncio.timeout(max(until - time.monotonic(), still)):
                evidence = await collect(bootstrap, mongodb_url, prefix, databases)
            moved = _moved(evidence)
            if moved == before and not _left(evidence, now):
                return True
            before = moved
        await asyncio.sleep(still)
    return False


def _moved(evidence: Evidence) -> tuple[int, int]:
    """Grows with every save and every record."""
    saves = sum(document["v"] for documents in evidence.documents.values() for document in documents.values())
    records = sum(len(found) for found in (*evidence.records.values(), *evidence.feedback.values()))
    return saves, records


def _left(evidence: Evidence, now: datetime) -> bool:
    findings, of = Findings(), channels(evidence.events())
    check_writers(evidence, of, findings)
    check_readers(evidence, of, findings)
    check_reminders(evidence, now, findings)
    return not findings.green
