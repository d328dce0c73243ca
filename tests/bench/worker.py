# SPDX-License-Identifier: EUPL-1.2
"""The kit's variant of the hop: a real `Service` in every role, wired as any other.

Settings as always (`ZVHH_`). Arguments: its name (of group and topics), from which level on it logs, what is taken out of
it (`shortcuts`; "all": nothing is) and a file for the profile of its main thread (none: not profiled).
"""

import asyncio
import cProfile
import logging
import sys
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).parents[2]))

import uvloop
from pydantic import BaseModel, ConfigDict
from tests.bench.shortcuts import SHORTCUTS
from tests.bench.wire import IN, OUT_PAD, STATE_PAD, TYPE_IN, TYPE_OUT

from zvhh_contracts.event import Event, Reader
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Context, Decision
from zvhh_kit.process.loading import load
from zvhh_kit.process.settings import Settings
from zvhh_kit.process.telemetry import configure_logging
from zvhh_kit.run.process import run
from zvhh_kit.service.description import Service


class Gebeurd(Reader):
    """What comes in."""

    type: ClassVar[str] = TYPE_IN
    zaak_id: str
    soort: str
    n: int
    wensen: tuple[str, ...]
    pad: str


class Geteld(Event):
    """What goes out."""

    type: ClassVar[str] = TYPE_OUT
    zaak_id: str
    aantal: int
    pad: str


class Telling(BaseModel):
    """The state."""

    model_config = ConfigDict(frozen=True, extra="allow")
    stand: str = "nieuw"
    aantal: int = 0
    laatste: int = 0
    pad: str = ""


def tel(telling: Telling | None, event: Gebeurd, ctx: Context) -> Decision[Telling]:
    """Count, and tell."""
    was = telling or Telling()
    now = was.model_copy(update={"aantal": was.aantal + 1, "laatste": event.n, "pad": event.pad[:STATE_PAD]})
    return Decision(now, (Geteld(zaak_id=ctx.subject, aantal=now.aantal, pad=OUT_PAD),))


def service(settings: Settings, name: str) -> Service:
    """The counting service."""
    handlers = Handlers()
    handlers.document("telling", Telling, subjects=lambda id_: id_.startswith("zaak-")).event(Gebeurd, tel)
    return Service(
        name=name,
        settings=settings,
        handlers=handlers,
        topic_of={TYPE_OUT: f"{name}.v1", TYPE_IN: IN},
        reads=(IN,),
        collection="zaken",
        routers=(),
        access={},
        resources={"telling": "tellingen"},
    )


def main(name: str, level: str, without: str = "", profile: str = "") -> None:
    """Until told to stop."""
    if without in SHORTCUTS:
        SHORTCUTS[without]()
    configure_logging(name, logging.getLevelNamesMapping()[level])
    known = load()
    profiler = cProfile.Profile()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if profile:
            profiler.enable()
        try:
            runner.run(run(service(known, name), known.roles))
        finally:
            if profile:
                profiler.disable()
                profiler.dump_stats(profile)


if __name__ == "__main__":
    main(*sys.argv[1:])
