# SPDX-License-Identifier: EUPL-1.2
"""A new version is rolled out under load: each process is stopped and started in turn, and nobody notices (L10, P1).

Through the front door, two processes of each service, records of the release before and of the next one on the topics.
ZVHH_ROLLING_RATE (2): new zaken a second; ZVHH_ROLLING_AWAY (60): seconds that one service is away altogether.
"""

import asyncio
import json
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pytest
from tests.faults.audit import Findings, Journal, judge
from tests.faults.audit.channels import channels, check_readers
from tests.faults.audit.evidence import Evidence, collect
from tests.faults.audit.rules import READS, keeps
from tests.faults.fleet import SERVICES, Fleet, Ground, running
from tests.faults.load import Load, Request
from tests.faults.reading import offsets, reading
from tests.faults.versions import Foreign, of_other_releases, of_unknown_types, publish

from zvhh_local.folders import checkout

pytestmark = [pytest.mark.rolling, pytest.mark.timeout(900)]

BUILD = checkout() / "build"
RATE = float(os.environ.get("ZVHH_ROLLING_RATE", "2"))
AWAY = float(os.environ.get("ZVHH_ROLLING_AWAY", "60"))
GONE_FOR = "triage"
WALKS = 40
TERM_WITHIN = 10.0
PAUSE = 2.0
CAUGHT_UP = 120.0


@dataclass
class Stop:
    """One process stopped by SIGTERM and started again. Seconds until it had ended, and until it was ready again."""

    process: str
    exit_code: int | None
    seconds: float
    ready: float


@dataclass
class Report:
    """What is measured. `requests`: phase → status of answer → how many; `bad`: what should not be."""

    seed: int
    stops: list[Stop] = field(default_factory=list)
    requests: dict[str, dict[str, int]] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    caught_up: float = 0.0
    foreign: int = 0
    findings: dict[str, Any] = field(default_factory=dict)

    def count(self, phase: str, requests: list[Request], *, away: str = "") -> None:
        """The requests of a phase; only those to the service that is `away` may be told to come back (503)."""
        self.requests[phase] = dict(Counter(str(one.status) for one in requests))
        self.slowest[phase] = round(max((one.seconds for one in requests), default=0.0), 2)
        self.bad += [f"{phase}: {_words(one)}" for one in requests if not _allowed(one, away)]

    def lines(self) -> list[str]:
        """For a person."""
        stops = [
            f"{one.process:12} exit {one.exit_code} after {one.seconds:.1f} s, ready {one.ready:.1f} s"
            for one in self.stops
        ]
        phases = [f"{phase:16} {counts}, slowest {self.slowest[phase]} s" for phase, counts in self.requests.items()]
        rest = f"caught up in {self.caught_up:.1f} s; {self.foreign} records of other releases; {self.findings}"
        return [f"rolling, seed {self.seed}", *stops, *phases, rest]


def _allowed(one: Request, away: str) -> bool:
    if one.status == 503:
        return one.retry_after and (not away or one.service == away)
    return 200 <= one.status < 300 or one.status in (404, 409)


def _words(one: Request) -> str:
    return f"{one.service} {one.operation}: {one.status or one.error} after {one.seconds:.1f} s"


async def test_a_rolling_change(ground: Ground, tell: Callable[[str], None]) -> None:
    """No request fails but by 503 with Retry-After; SIGTERM to exit within 10 s; nothing lost; the others serve on."""
    report = Report(int(os.environ.get("ZVHH_FAULTS_SEED") or secrets.randbelow(10**6)))
    journal, foreign, unknown = Journal(), of_other_releases(), of_unknown_types()
    async with running(ground, maximum=8, front_door=True) as fleet:
        try:
            async with _load(fleet, journal, random.Random(report.seed)) as load:
                await publish(fleet.bootstrap, fleet.prefix, [*foreign, *unknown])
                for service in ("meetings", "regie", "intake", "triage"):
                    await _roll(fleet, service, load, report)
                await _without(fleet, GONE_FOR, load, report)
            findings = await _judged(fleet, journal, foreign, unknown, report)
        finally:
            fleet.keep_logs(BUILD / "rolling")
            _tell(tell, report)
        assert not report.bad, "\n".join(report.bad[:40])
        late = [one for one in report.stops if one.exit_code != 0 or one.seconds > TERM_WITHIN]
        assert not late, late
        assert not fleet.fallen()
        assert findings.green, str(findings)


@dataclass
class _Running:
    """What asks all the time."""

    load: Load
    reads: list[Request]

    def taken(self, since: float) -> list[Request]:
        """Every request that began since a moment (monotonic) and has its answer."""
        return [one for one in (*self.load.requests, *self.reads) if one.at >= since]


@asynccontextmanager
async def _load(fleet: Fleet, journal: Journal, chance: random.Random) -> AsyncIterator[_Running]:
    """New zaken all the time, some on their whole way, and people who read the lists; all through the front door."""
    doors = {service: [f"{fleet.front_door}/api/{service}"] for service in SERVICES}
    over = asyncio.Event()
    load = Load(doors, fleet.token, fleet.clock, "", fleet.prefix, chance, journal)
    reads: list[Request] = []
    async with load, asyncio.TaskGroup() as group:
        group.create_task(load.pour(over, rate=RATE))
        group.create_task(load.run(WALKS))
        group.create_task(reading(doors, fleet.token, over, reads))
        try:
            yield _Running(load, reads)
        finally:
            over.set()


async def _roll(fleet: Fleet, service: str, load: _Running, report: Report) -> None:
    """One of its two processes, then the other."""
    began = time.monotonic()
    for name in fleet.of(service):
        code, took = await asyncio.to_thread(fleet.stop, name)
        fleet.start(name)
        started = time.monotonic()
        await fleet.ready(name)
        report.stops.append(Stop(name, code, round(took, 2), round(time.monotonic() - started, 2)))
        await asyncio.sleep(PAUSE)
    report.count(f"rolling {service}", load.taken(began))


async def _without(fleet: Fleet, service: str, load: _Running, report: Report) -> None:
    """All of a service is away for a while; afterwards it catches up with what the others did."""
    began = time.monotonic()
    await asyncio.gather(*(asyncio.to_thread(fleet.stop, name) for name in fleet.of(service)))
    await asyncio.sleep(AWAY)
    report.count(f"without {service}", load.taken(began), away=service)
    began = time.monotonic()
    for name in fleet.of(service):
        fleet.start(name)
    await fleet.ready()
    report.caught_up = await _lag_gone(fleet, service)
    report.count("catching up", load.taken(began), away=service)


async def _lag_gone(fleet: Fleet, service: str) -> float:
    """Seconds until the service has handled what lay on its topics when it came back."""
    began = time.monotonic()
    before = {place: end for place, (_, end) in (await offsets(fleet, service)).items()}

    async def behind() -> list[str]:
        now = await offsets(fleet, service)
        return [f"{place}: {now[place][0]} of {end}" for place, end in before.items() if now[place][0] < end]

    while left := await behind():
        assert time.monotonic() - began < CAUGHT_UP, f"{service} did not catch up: {left}"
        await asyncio.sleep(0.5)
    return time.monotonic() - began


async def _judged(
    fleet: Fleet, journal: Journal, foreign: list[Foreign], unknown: list[Foreign], report: Report
) -> Findings:
    """Ours by the whole audit; of the other releases' records: handled by every reader, and no dead letter. A zaak with a
    type that its readers don't know waits in each of them (which is why readers are upgraded first), and no other does.

    Asked again until all is well, or the bound has passed: what is left then, stays.
    """
    subjects, waiting = ({name for one in some for name in (one.subject, one.zaak)} for some in (foreign, unknown))
    until = time.monotonic() + CAUGHT_UP
    while True:
        evidence = await collect(fleet.bootstrap, fleet.mongodb_url, fleet.prefix, fleet.databases)
        known, newer = _split(evidence, waiting)
        ours, theirs = _split(known, subjects)
        findings = judge(ours, journal, now=fleet.clock.now())
        check_readers(theirs, channels(theirs.events()), findings)
        _check_no_letters(theirs, findings)
        _check_waiting(newer, unknown, findings)
        if findings.green or time.monotonic() > until:
            break
        await asyncio.sleep(1.5)
    report.findings, report.foreign = findings.as_row(), len(foreign)
    return findings


def _check_no_letters(evidence: Evidence, findings: Findings) -> None:
    for service, letters in evidence.dead.items():
        for letter in letters:
            findings.add("lost", f"{service} put {letter} in the dead letters")


def _check_waiting(evidence: Evidence, unknown: list[Foreign], findings: Findings) -> None:
    """Each reader put the new type and what follows it aside, in this order, and stands before it."""
    for one in unknown[::3]:
        for service, topics in READS.items():
            if one.topic not in topics or not keeps(service, one.subject):
                continue
            letters = [letter for letter in evidence.dead.get(service, ()) if letter.key == one.subject]
            reasons = [letter.headers.get("dead-letter-reason") for letter in letters]
            document = evidence.documents[service].get(one.subject, {"marks": {}})
            mark = document["marks"].get(dict(one.headers)["ce_source"].decode(), 0)
            if (reasons, mark) != (["unknown-type", "gap"], 1):
                findings.add("lost", f"{service} {one.subject}: {reasons}, handled {mark}")


def _split(evidence: Evidence, subjects: Collection[str]) -> tuple[Evidence, Evidence]:
    """The rest, and what is of these subjects; feedback counts with both."""

    def of(theirs: bool) -> Evidence:
        documents = {
            service: {id_: one for id_, one in found.items() if (id_ in subjects) == theirs}
            for service, found in evidence.documents.items()
        }
        records = {
            topic: [one for one in found if (one.key in subjects) == theirs]
            for topic, found in evidence.records.items()
        }
        dead = {
            service: [one for one in found if (one.key in subjects) == theirs]
            for service, found in evidence.dead.items()
        }
        return replace(evidence, documents=documents, records=records, dead=dead)

    return of(False), of(True)


def _tell(tell: Callable[[str], None], report: Report) -> None:
    for line in report.lines():
        tell(line)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "rolling.json").write_text(json.dumps(asdict(report), indent=1) + "\n", "utf-8")
