# SPDX-License-Identifier: EUPL-1.2
"""A process of the counting service, to be killed: a real `Service` in every role, wired as any other. It also writes back
to partners, and forgets a zaak, so that there are effects.

Its one command over HTTP needs no token: who may do what is not what is tested here. Settings as always (`ZVHH_`);
one argument: from which level on it logs (INFO).
"""

import asyncio
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import uvloop
from fastapi import APIRouter, Header
from shared.kit.tests.parts.counting import IN, OUT, Gebeurd, Geteld, Tel, Teller, table
from starlette.requests import Request

from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Command, Context, Decision, Effect
from zvhh_kit.effects.performing import PartnerFeedback
from zvhh_kit.http import Gedaan, Route
from zvhh_kit.privacy import StaticIds
from zvhh_kit.process.loading import load
from zvhh_kit.process.settings import Settings
from zvhh_kit.process.telemetry import configure_logging
from zvhh_kit.run.process import run
from zvhh_kit.service.description import Partners, Service

FEEDBACK = "partner.{oin}.terug.v1"
router = APIRouter(prefix="/v1/tellers", route_class=Route)


@router.post("/{teller}/tellingen", operation_id="tel")
async def tel(request: Request, teller: str, body: Tel, idempotency_key: Annotated[str, Header()]) -> Gedaan:
    """Count once more."""
    message = Message(teller, "command", datetime.now(UTC), body=body, key=idempotency_key, digest=body.wat)
    [outcome] = await request.app.state.kit.engine.process([message])
    return Gedaan(resultaat=str(outcome.result))


class Bericht(Command):
    """Tell a partner twice, in this order."""

    oin: str


class Vergeet(Command):
    """Forget the zaak: its key is to be destroyed."""


def bericht(teller: Teller | None, command: Bericht, ctx: Context) -> Decision[Teller]:
    """Two effects of one document."""
    said = [{"oin": command.oin, "referentie": "R-1", "nummer": n, "bericht": "{}"} for n in (1, 2)]
    return Decision(teller or Teller(), effects=tuple(Effect(PartnerFeedback.KIND, one) for one in said))


def vergeet(teller: Teller | None, command: Vergeet, ctx: Context) -> Decision[Teller]:
    """Gone."""
    return Decision(gone=True)


def with_effects() -> Handlers:
    """The table of the counting service, and its effects."""
    handlers: Handlers = table()
    tellers = handlers.named("teller")
    tellers.command(Bericht, bericht)
    tellers.command(Vergeet, vergeet)
    return handlers


def service(settings: Settings) -> Service:
    """The counting service."""
    return Service(
        name="telling",
        settings=settings,
        handlers=with_effects(),
        topic_of={Geteld.type: OUT, Gebeurd.type: IN},
        reads=(IN,),
        collection="tellers",
        routers=(router,),
        access={},
        resources={"teller": "tellers"},
        public=frozenset({"tel"}),
        partners=Partners((), "{oin}.in.v1", "nl.proef.in.v1", FEEDBACK, "nl.proef.terug.v1", _no_door),
    )


def _no_door(_: StaticIds) -> Any:
    """Nobody offers anything here."""


if __name__ == "__main__":
    configure_logging("telling", logging.getLevelNamesMapping()[sys.argv[1] if sys.argv[1:] else "INFO"])
    known = load()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(service(known), known.roles))
