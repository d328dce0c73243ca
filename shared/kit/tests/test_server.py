# SPDX-License-Identifier: EUPL-1.2
"""A server that stops: what it can't wait for is answered so that the same request finds another process."""

import asyncio
from typing import Any

import httpx2
from border import AUDIENCE, ISSUER, ZAAK, Issuer, Nothing, kit, of, served

from zvhh_kit.http.problem import MEDIA_TYPE
from zvhh_kit.process.settings import Settings

SETTINGS = Settings.for_documents().model_copy(update={"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE})


class Stuck(Nothing):  # type: ignore[misc]
    """A store whose database answers nothing."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def find_state(self, *_: Any, **__: Any) -> None:
        self.asked.set()
        await asyncio.Event().wait()


async def test_what_a_stopping_process_gives_up_is_answered_as_what_may_be_asked_again() -> None:
    """Given a request that waits for the database, when the process is told to stop and its patience is over, then it has the
    problem that says to repeat it: not a text that no client of the API can read."""
    issuer, store = Issuer(), Stuck()
    rooms = kit(issuer, settings=SETTINGS, store=store, sealing=Nothing())
    async with httpx2.AsyncClient(timeout=30) as client, served(rooms) as (url, server):
        asked = asyncio.create_task(client.get(f"{url}/v1/dossiers/{ZAAK}", headers=of(issuer)))
        await store.asked.wait()
        server.config.timeout_graceful_shutdown = 1
        server.should_exit = True
        answer = await asked
    assert answer.status_code == 503
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["retry-after"]
    assert answer.json()["code"] == "even-niet"
