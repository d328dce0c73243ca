# SPDX-License-Identifier: EUPL-1.2
"""The sizes of the runs, and the report at the end: tables on the screen, everything in build/bench.json.

Sizes, from the environment (smaller for trying out; the whole of it takes about 25 minutes on two quiet cores):
ZVHH_BENCH_ROUNDS (5)            alternating rounds of hop, latency, neighbour, shortcuts,
                                 accept and start
ZVHH_BENCH_EVENTS (20000)        events of each half of a hop's backlog: the first is cold, the second warm;
                                 below 15000 a poll holds several events of a zaak: other work
ZVHH_BENCH_LOOP_EVENTS (500)     the same for the per-message loop, which does a few hundred a second
ZVHH_BENCH_HOPS (200)            lone hops a round
ZVHH_BENCH_MELDINGEN (200)       lone meldingen followed to triage's list
ZVHH_BENCH_CLIENTS (32), ZVHH_BENCH_SECONDS (5)   load on intake, and how long a run
ZVHH_BENCH_DOCUMENTS (1000000)   documents of the large collection; the small one has a hundredth
ZVHH_BENCH_REPLAY (1000000)      events of the replay, in ten slices
ZVHH_BENCH_PEER                  how to start a peer in another language beside ours; without it that row is skipped.
                                 Words with {bootstrap} {mongodb} {in} {out} {group}; counts in collection `zaken`,
                                 field `state.aantal`
ZVHH_BENCH_PROFILE               1: the kit's hop runs under cProfile (slower!); dump and top 25 in build/
Nothing else should run on the machine. Nothing asserts a time.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.machine import described
from tests.bench.report import Report

from zvhh_local.folders import checkout
from zvhh_local.parts import Parts

_report = Report()


@dataclass(frozen=True)
class Sizes:
    """How much a run does."""

    rounds: int = 5
    events: int = 20_000
    loop_events: int = 500
    hops: int = 200
    meldingen: int = 200
    clients: int = 32
    seconds: int = 5
    documents: int = 1_000_000
    replay: int = 1_000_000


@pytest.fixture(scope="session")
def sizes() -> Sizes:
    """From the environment."""
    given = {field.name: os.environ.get(f"ZVHH_BENCH_{field.name.upper()}") for field in fields(Sizes)}
    made = Sizes(**{name: int(value) for name, value in given.items() if value})
    _report.about["sizes"] = asdict(made)
    return made


@pytest.fixture(scope="session")
def _about(real_parts: Parts) -> None:
    _report.about["machine"] = described(real_parts.mongodb_url)


@pytest.fixture
def report(_about: None) -> Iterator[Report]:
    """Where figures go. Written after each measurement, so that a broken run leaves what it had."""
    yield _report
    _report.write(checkout() / "build" / "bench.json")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The tables, the notes, the machine."""
    for title, lines in _report.tables():
        terminalreporter.section(title)
        for line in lines:
            terminalreporter.write_line(line)
    for note in _report.notes:
        terminalreporter.write_line(f"note: {note}")
    for name, value in _report.about.items():
        terminalreporter.write_line(f"{name}: {value}")
