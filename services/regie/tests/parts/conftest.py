# SPDX-License-Identifier: EUPL-1.2
"""Regie on a real database (and broker, where a test asks), with a clock that a test sets and tokens that are names.

Tokens are the kit's to check, and tested there; here a token is the name of who asks.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel, SecretStr

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.topics import CASUSSEN, MELDINGEN, OVERLEGGEN, REGIE_INTERN, TOPIC_OF
from zvhh_kit.clock import append
from zvhh_kit.decision import Actor
from zvhh_kit.identity import NotKnown
from zvhh_kit.message import Message
from zvhh_kit.settings import Settings
from zvhh_kit.topics import Topic, create
from zvhh_regie.service import create as create_regie

ZV = "00000099000000000100"
VT, PO, GZ = "00000099000000001000", "00000099000000002000", "00000099000000004000"
PEOPLE = {
    "noor": Actor("noor", ZV, frozenset({"procesregisseur"})),
    "piet": Actor("piet", PO, frozenset({"deelnemer", "melder"})),
    "gijs": Actor("gijs", GZ, frozenset({"deelnemer", "melder"})),
    "vera-meldt": Actor("vera", VT, frozenset({"melder"})),
    "bea": Actor("bea", ZV, frozenset({"beheer"})),
    "fred": Actor("fred", ZV, frozenset({"toezicht"})),
    "otto": Actor("otto", ZV, frozenset({"operator"})),
}


class Names:
    """Stands for the issuer's tokens: a token is a name."""

    async def actor(self, authorization: str | None) -> Actor:
        name = (authorization or "").removeprefix("Bearer ")
        if name not in PEOPLE:
            raise NotKnown("token-ongeldig")
        return PEOPLE[name]


class Regie:
    """One regie: its rooms, a client for its API, and ways to let events reach it."""

    def __init__(self, settings: Settings, journal: Path) -> None:
        self.service = create_regie(settings)
        self.rooms = self.service.assemble()
        self.rooms.app.state.kit.bearer = Names()
        self.prefix, self.bootstrap, self._journal = settings.topic_prefix, settings.kafka_bootstrap, journal
        transport = httpx2.ASGITransport(app=self.rooms.app)
        self.http = httpx2.AsyncClient(transport=transport, base_url="http://regie")
        self._sequences: dict[tuple[str, str], int] = {}
        self._keys = 0

    def set_clock(self, moment: datetime) -> None:
        """From now on the clock stands still at this moment."""
        append(self._journal, moment, "frozen")

    async def get(self, who: str, path: str, status: int = 200) -> Any:
        """GET as somebody; the JSON."""
        answer = await self.http.get(path, headers={"Authorization": f"Bearer {who}"})
        assert answer.status_code == status, answer.text
        return answer.json()

    async def post(self, who: str, path: str, body: Any, status: int = 201, key: str = "") -> Any:
        """POST as somebody; the JSON. Without a key each request has one of its own."""
        self._keys += 1
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": key or f"sleutel-{self._keys:04d}"}
        answer = await self.http.post(path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def _envelope(self, subject: str, event: BaseModel) -> tuple[str, str, int]:
        type_: str = type(event).type  # type: ignore[attr-defined]
        plural = type_.split(".")[2]
        system = {"meldingen": "intake", "overleggen": "meetings", "plaatsen": "regie:pilot-2025"}[plural]
        source = f"urn:nld:oin:{ZV}:systeem:zvhh-{system}"
        self._sequences[source, subject] = self._sequences.get((source, subject), 0) + 1
        return type_, source, self._sequences[source, subject]

    async def hear(self, subject: str, *events: BaseModel, at: datetime) -> None:
        """Handle events as the consumer would, without a broker."""
        self.set_clock(at)
        for event in events:
            type_, source, sequence = self._envelope(subject, event)
            data = event.model_dump_json(by_alias=True).encode()
            message = Message(subject, "event", at, name=type_, source=source, sequence=sequence, data=data)
            (outcome,) = await self.rooms.engine.process([message])
            assert outcome.status == "handled", outcome

    async def send(self, subject: str, event: BaseModel) -> None:
        """Put an event of another service on its topic."""
        type_, source, sequence = self._envelope(subject, event)
        attributes = {
            "ce_specversion": "1.0",
            "ce_id": f"{subject}:{type_}:{sequence}",
            "ce_source": source,
            "ce_type": type_,
            "ce_subject": subject,
            "ce_sequence": str(sequence),
            "ce_sequencetype": "Integer",
            "content-type": "application/json",
        }
        headers = [(name, value.encode()) for name, value in attributes.items()]
        data = event.model_dump_json(by_alias=True).encode()
        await self.rooms.producer.send(self.prefix + TOPIC_OF[type_], subject.encode(), data, headers)

    async def raw(self, subject: str) -> dict[str, Any]:
        """The stored document."""
        found: dict[str, Any] = await self.rooms.store.collection.find_one({"_id": subject})
        return found

    async def logged(self, **fields: str) -> int:
        """How many lines the log of reads and writes has with these fields (L7)."""
        collection = self.rooms.store.database["casussen_verwerkingen"]
        return int(await collection.count_documents(fields))

    async def stop(self) -> None:
        """Close everything."""
        await self.http.aclose()
        await self.rooms.producer.stop()
        await self.rooms.log.close()
        self.rooms.store.close()


def _settings(tmp_path: Path, config: Configuratie, **known: Any) -> Settings:
    file = tmp_path / "configuratie.yaml"
    file.write_text(json.dumps(config.model_dump(mode="json", by_alias=True)))
    key = base64.b64encode(b"k" * 32).decode()
    return Settings(
        mode="local",
        oin=ZV,
        public_url="http://localhost",
        oidc_issuer="http://localhost",
        oidc_audience="zvhh",
        id_secret=SecretStr("s" * 32),
        master_keys=SecretStr(json.dumps({"een": key})),
        master_key="een",
        configuration=file,
        clock_journal=tmp_path / "klok",
        **known,
    )


@pytest.fixture
async def regie(tmp_path: Path, config: Configuratie, mongodb_url: str, database: str) -> AsyncIterator[Regie]:
    """Regie on a database of its own; its events stay in the outbox."""
    settings = _settings(
        tmp_path, config, mongodb_url=SecretStr(mongodb_url), database=database, kafka_bootstrap="localhost:1"
    )
    made = Regie(settings, tmp_path / "klok")
    await made.rooms.store.prepare(made.service.indexes)
    yield made
    await made.stop()


@pytest.fixture
async def running(
    tmp_path: Path, config: Configuratie, mongodb_url: str, database: str, kafka_bootstrap: str, topic_prefix: str
) -> AsyncIterator[Regie]:
    """Regie with topics and a database of its own, consuming and publishing."""
    names = (MELDINGEN, OVERLEGGEN, REGIE_INTERN, CASUSSEN, "zvhh.regie.dead-letters.v1")
    await create(kafka_bootstrap, {}, [Topic(name=topic_prefix + n, partitions=2, retention_days=1) for n in names])
    settings = _settings(
        tmp_path,
        config,
        mongodb_url=SecretStr(mongodb_url),
        database=database,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
    )
    made = Regie(settings, tmp_path / "klok")
    await made.rooms.store.prepare(made.service.indexes)
    made.set_clock(datetime.fromisoformat("2025-03-12T11:00:00+01:00"))
    loops = [asyncio.create_task(loop()) for loop in (made.rooms.relay.run, made.rooms.relay.sweep)]
    await made.rooms.consumer.start()
    yield made
    await made.rooms.consumer.stop()
    for loop in loops:
        loop.cancel()
    await asyncio.gather(*loops, return_exceptions=True)
    await made.stop()
