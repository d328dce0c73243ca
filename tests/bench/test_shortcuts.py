# SPDX-License-Identifier: EUPL-1.2
"""What each shortcut of the core gives, and how many lines it is: for who wants to take one out. No time is asserted.

A hop of five events a zaak, the kit as it is beside the kit without one of them, to and fro, ratios within a round.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from tests.bench.backlog import Run, measured
from tests.bench.conftest import Sizes
from tests.bench.goals import MIXED
from tests.bench.hop import KIT, SHORTER, Hop, source
from tests.bench.report import Report

import zvhh_kit
from zvhh_local.parts import Parts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]
ROW = "shortcuts"
FILES = {"halves": "halves.py", "batches": "batches.py"}


async def test_what_each_shortcut_gives(real_parts: Parts, sizes: Sizes, report: Report) -> None:
    """A backlog is worked off by one process, once with all of them and once without each."""
    runs: defaultdict[str, list[Run]] = defaultdict(list)
    names = [KIT, *SHORTER]
    async with source(real_parts) as events:
        for name in ("cold", "warm"):
            await events.fill(sizes.events, sizes.events // 5, name=name)
        for number in range(sizes.rounds):
            for variant in names[:: 1 if number % 2 == 0 else -1]:
                async with Hop.on(events, variant) as hop:
                    runs[variant].append(await measured(hop, sizes.events, repeats=variant in SHORTER))
    for variant, name in SHORTER.items():
        pairs = list(zip(runs[KIT], runs[variant], strict=True))
        report.add(ROW, f"kit ÷ {variant}, {MIXED}", [kit.warm.rate / them.warm.rate for kit, them in pairs])
        cpu = [kit.warm.cpu["own"] / them.warm.cpu["own"] for kit, them in pairs]
        report.add(ROW, f"own CPU, kit ÷ {variant}, {MIXED}", cpu)
        if name in FILES:
            lines = (Path(zvhh_kit.__file__).parent / FILES[name]).read_text("utf-8").splitlines()
            report.add(ROW, f"lines of {FILES[name]}", [len([line for line in lines if line.strip()])], digits=0)
