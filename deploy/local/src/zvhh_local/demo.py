# SPDX-License-Identifier: EUPL-1.2
"""`make demo`: starts the whole system, plays Story 1 on the simulated clock, tells what it sees, stops everything.

Exit 0 when all was as expected, 1 at the first difference (expected against seen), 130 after Ctrl-C.
Also writes `build/demo.json`: {"steps": [{step, expected, seen, ok, ms}], …}.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from zvhh_contracts.topics import CASUSSEN, MELDINGEN, OVERLEGGEN, REGIE_INTERN, TRIAGES
from zvhh_local import story_one
from zvhh_local.folders import checkout
from zvhh_local.outside import Outside
from zvhh_local.play import Difference, Player, Record
from zvhh_local.process import StartFailed
from zvhh_local.stack import Stack, stack, timed
from zvhh_local.watch import Seen, Watch

TOPICS = (MELDINGEN, TRIAGES, OVERLEGGEN, CASUSSEN, REGIE_INTERN)
BEGIN = story_one.local("2025-03-03T09:00")


def say(line: str) -> None:
    """One line, at once."""
    print(line, flush=True)


def main() -> int:
    """Play, and return the exit status."""
    started = time.monotonic()
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    records: list[Record] = []
    try:
        with tempfile.TemporaryDirectory(prefix="zvhh-demo-", ignore_cleanup_errors=True) as folder:
            say("Starting a real broker, database and everything on them …")
            with stack(lambda line: say(f"   {line}"), folder=Path(folder), moment=BEGIN, tidy=True) as running:
                say(f"   ready after {timed(started)}; front door {running.front_door}")
                return asyncio.run(_play(running, records, started))
    except KeyboardInterrupt:
        say("\nStopped by Ctrl-C; everything that was started has been stopped.")
        return 130
    except StartFailed as failed:
        say(f"\nThis did not start: {failed}")
        return 1
    finally:
        _write(records)


async def _play(running: Stack, records: list[Record], started: float) -> int:
    outside = Outside(running)
    watch = Watch(running.parts.bootstrap, [running.prefix + topic for topic in TOPICS], running.prefix)
    await watch.start()
    player = Player(outside, watch, say, records)
    try:
        found = await story_one.play(player)
    except Difference as difference:
        say(f"\n✗ Not as expected.\n{difference}")
        return 1
    else:
        _summary(running, watch.seen, found["zaakId"], len(records), started)
        return 0
    finally:
        await watch.stop()
        await outside.close()


def _summary(running: Stack, seen: list[Seen], zaak: str, checks: int, started: float) -> None:
    say("\nThe zaak, as its events tell it")
    for one in seen:
        if one.subject == zaak:
            say(f"   {one.topic:22} {one.sequence:3}  {one.fact:26} {_dates(one.data)}")
    memory = ", ".join(f"{name} {mb} MB" for name, mb in running.memory_mb().items())
    say(f"\n✓ {checks} comparisons, all as expected, in {timed(started)}.")
    say(f"   memory: {memory}")
    say("   report: build/demo.json")
    say("   next:   make up (the same and stays, with a dozen zaken) · make test · docs/architecture.md")


def _dates(data: dict[str, Any]) -> str:
    """What of an event's data is a date or a moment: enough to follow the clock."""
    shown = [f"{name}={value}" for name, value in data.items() if isinstance(value, str) and value[:2] == "20"]
    return " ".join(shown)[:110]


def _write(records: list[Record]) -> None:
    path = checkout() / "build" / "demo.json"
    path.parent.mkdir(exist_ok=True)
    steps = [asdict(record) for record in records]
    path.write_text(json.dumps({"steps": steps}, ensure_ascii=False, indent=2, default=str), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
