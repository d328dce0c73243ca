# SPDX-License-Identifier: EUPL-1.2
"""Meetings on a real database (and broker, where a test asks), with a clock that a test sets and tokens that are names.

Tokens are the kit's to check, and tested there; here a token is the name of who asks.
"""

import base64
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel, SecretStr

from zvhh_kit.clock import append
from zvhh_kit.decision import Actor
from zvhh_kit.identity import NotKnown
from zvhh_kit.message import Message
from zvhh_kit.rooms import Rooms
from zvhh_kit.settings import Settings
from zvhh_meetings.service import create

ZV = "00000099000000000100"
VT, PO, OM, RN, WG = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000", "7000"))

MENSEN = {
    "fatima": Actor("fatima", ZV, frozenset({"procesregisseur"})),
    "vera": Actor("vera", VT, frozenset({"deelnemer"})),
    "rob": Actor("rob", RN, frozenset({"deelnemer"})),
    "piet": Actor("piet", PO, frozenset({"deelnemer", "melder"})),
    "wim": Actor("wim", WG, frozenset({"deelnemer"})),
    "mel": Actor("mel", VT, frozenset({"melder"})),
    "bea": Actor("bea", ZV, frozenset({"beheer"})),
    "fred": Actor("fred", ZV, frozenset({"toezicht"})),
    "otto": Actor("otto", ZV, frozenset({"operator"})),
}


class Tokens:
    """Reads who asks from the name in the header; real tokens are the kit's tests."""

    async def actor(self, authorization: str | None) -> Actor:
        """The person. Raises NotKnown."""
        actor = MENSEN.get((authorization or "").removeprefix("Bearer "))
        if actor is None:
            raise NotKnown("geen-token")
        return actor


class Dienst:
    """Meetings on a real database with a client; other services are heard by their events."""

    mensen = MENSEN

    def __init__(self, rooms: Rooms, klok: Path, verhaal: Any) -> None:
        self.rooms = rooms
        self.verhaal = verhaal
        self._klok = klok
        transport = httpx2.ASGITransport(app=rooms.app)
        self.client = httpx2.AsyncClient(transport=transport, base_url="http://meetings.test")
        self._heard: dict[tuple[str, str], int] = {}

    def op(self, dag: date, uur: int = 13) -> None:
        """The clock stands at this local moment."""
        append(self._klok, self.verhaal.lokaal(dag, uur), "frozen")

    async def hoort(self, zaak: str, *events: BaseModel) -> None:
        """Events of other services, handled as the consumer would."""
        for event in events:
            name: str = type(event).type  # type: ignore[attr-defined]
            source = f"urn:nld:oin:{ZV}:systeem:zvhh-{name.split('.')[2]}"
            sequence = self._heard[zaak, source] = self._heard.get((zaak, source), 0) + 1
            data = event.model_dump_json(by_alias=True).encode()
            now = self.rooms.clock.now()
            message = Message(zaak, "event", now, name=name, source=source, sequence=sequence, data=data)
            (outcome,) = await self.rooms.engine.process([message])
            assert outcome.status == "handled", outcome

    async def lees(self, path: str, wie: str = "fatima", **query: Any) -> httpx2.Response:
        """GET under /v1/overlegtrajecten."""
        headers = {"Authorization": f"Bearer {wie}"}
        return await self.client.get(f"/v1/overlegtrajecten{path}", params=query, headers=headers)

    async def doe(self, path: str, body: Any, wie: str = "fatima", key: str = "") -> httpx2.Response:
        """POST under /v1/overlegtrajecten."""
        headers = {"Authorization": f"Bearer {wie}", "Idempotency-Key": key or secrets.token_hex(8)}
        return await self.client.post(f"/v1/overlegtrajecten{path}", json=body, headers=headers)

    async def goed(self, path: str, body: Any, wie: str = "fatima") -> Any:
        """POST that must be accepted; its answer."""
        answer = await self.doe(path, body, wie)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def te_plannen(self) -> str:
        """A zaak with three times ja; its id. The clock stands at Wednesday 5 March."""
        zaak = f"{secrets.token_hex(4)}-0000-8000-8000-{secrets.token_hex(6)}"
        self.op(date(2025, 3, 5))
        await self.hoort(zaak, self.verhaal.ingediend(), self.verhaal.doorgezet())
        return zaak

    async def gepland(self) -> str:
        """The weegoverleg of Wednesday 12 March 10:00 is planned."""
        zaak = await self.te_plannen()
        begin = self.verhaal.lokaal(date(2025, 3, 12)).isoformat()
        body = {"begin": begin, "duurMinuten": 90, "plaats": "Stadhuis", "genodigden": [PO, OM, VT, RN]}
        await self.goed(f"/{zaak}/overleggen", body)
        return zaak

    async def loopt(self) -> str:
        """It was held, and the casus is open."""
        zaak = await self.gepland()
        self.op(date(2025, 3, 12))
        await self.goed(f"/{zaak}/overleggen/1/weegverslag", self.verhaal.weegverslag())
        await self.hoort(zaak, self.verhaal.geopend())
        return zaak


@pytest.fixture
async def dienst(
    nieuwe_zaak: Any, kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str, tmp_path: Path
) -> AsyncIterator[Dienst]:
    """Meetings on its own database, with a clock that a test sets."""
    file = tmp_path / "configuratie.yaml"
    file.write_text(json.dumps(nieuwe_zaak.config.model_dump(mode="json", by_alias=True)))
    append(tmp_path / "klok", nieuwe_zaak.lokaal(date(2025, 3, 3), 9), "frozen")
    settings = Settings.for_documents().model_copy(
        update={
            "kafka_bootstrap": kafka_bootstrap,
            "mongodb_url": SecretStr(mongodb_url),
            "database": database,
            "topic_prefix": topic_prefix,
            "oin": ZV,
            "configuration": file,
            "clock_journal": tmp_path / "klok",
            "master_keys": SecretStr(json.dumps({"m1": base64.b64encode(bytes(range(32))).decode()})),
            "master_key": "m1",
        }
    )
    service = create(settings)
    rooms = service.assemble()
    rooms.app.state.kit.bearer = Tokens()
    async with AsyncExitStack() as stack:
        stack.callback(rooms.store.close)
        stack.push_async_callback(rooms.log.close)
        stack.push_async_callback(rooms.producer.stop)
        await rooms.store.prepare(service.indexes)
        dienst = Dienst(rooms, tmp_path / "klok", nieuwe_zaak)
        stack.push_async_callback(dienst.client.aclose)
        yield dienst
