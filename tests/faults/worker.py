# SPDX-License-Identifier: EUPL-1.2
"""A process of the counting service, to be killed: a real `Service` in every role, wired as any other.

Its one command goes over HTTP without a token: who may do what is not what is tested here. Settings as always (`ZVHH_`);
one argument: from which level on it logs (INFO).
"""

import asyncio
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

sys.path.insert(0, str(Path(__file__).parents[2]))

import uvloop
from fastapi import APIRouter, Header
from shared.kit.tests.parts.counting import IN, OUT, Gebeurd, Geteld, Tel, table
from starlette.requests import Request

from zvhh_kit.http import Gedaan, Route
from zvhh_kit.message import Message
from zvhh_kit.service import Service
from zvhh_kit.settings import Settings, load
from zvhh_kit.telemetry import configure_logging

router = APIRouter(prefix="/v1/tellers", route_class=Route)


@router.post("/{teller}/tellingen", operation_id="tel")
async def tel(request: Request, teller: str, body: Tel, idempotency_key: Annotated[str, Header()]) -> Gedaan:
    """Count once more."""
    message = Message(teller, "command", datetime.now(UTC), body=body, key=idempotency_key, digest=body.wat)
    [outcome] = await request.app.state.kit.engine.process([message])
    return Gedaan(resultaat=str(outcome.result))


def service(settings: Settings) -> Service:
    """The counting service."""
    return Service(
        name="telling",
        settings=settings,
        handlers=table(),
        topic_of={Geteld.type: OUT, Gebeurd.type: IN},
        reads=(IN,),
        collection="tellers",
        routers=(router,),
        access={},
        resources={"teller": "tellers"},
        public=frozenset({"tel"}),
    )


if __name__ == "__main__":
    configure_logging("telling", logging.getLevelNamesMapping()[sys.argv[1] if sys.argv[1:] else "INFO"])
    known = load()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(service(known).run(known.roles))
