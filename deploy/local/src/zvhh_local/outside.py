# SPDX-License-Identifier: EUPL-1.2
"""The system from outside, as its users meet it: HTTP through the front door as a person, Kafka as a partner's system.

For: the demo, `up` and the end-to-end tests. Nothing here reaches into a service or a database.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

import httpx2
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from joserfc import jwe
from joserfc.jwk import ECKey

from zvhh_contracts.partner import MeldingAangeboden
from zvhh_contracts.topics import PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN
from zvhh_local.people import PEOPLE, token_form
from zvhh_local.ports import LOOPBACK
from zvhh_local.stack import Stack


@dataclass(frozen=True)
class Reply:
    """What came back: status, body, the request in one line, and the tag of what was shown (D2), "" where there is none."""

    status: int
    body: Any
    request: str
    tag: str = ""

    @property
    def codes(self) -> list[str]:
        """The codes of every fault of a problem+json answer."""
        return [fault["code"] for fault in self.body.get("fouten", [])] if isinstance(self.body, dict) else []


class Outside:
    """One HTTP client for all people; a token per person, fetched when first needed; it lives for 15 minutes of real time."""

    def __init__(self, running: Stack) -> None:
        self.stack = running
        self._http = httpx2.AsyncClient(timeout=20)
        self._tokens: dict[str, str] = {}

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def token(self, subject: str, **changes: str) -> str:
        """A person's access token; `changes` to the form ask for another (an audience, say)."""
        if changes or subject not in self._tokens:
            reply = await self._http.post(f"{self.stack.issuer}/token", data=token_form(subject) | changes)
            token = str(reply.raise_for_status().json()["access_token"])
            if changes:
                return token
            self._tokens[subject] = token
        return self._tokens[subject]

    async def get(self, who: str, service: str, path: str, **query: Any) -> Reply:
        """Read as a person; `who` empty is without a token."""
        return await self._send("GET", who, service, path, params=query)

    async def post(
        self, who: str, service: str, path: str, body: Any = None, *, key: str = "", seen: str = ""
    ) -> Reply:
        """Command as a person; each call has an Idempotency-Key of its own unless `key` is given."""
        return await self.send("POST", who, service, path, body, key=key, seen=seen)

    async def send(
        self, method: str, who: str, service: str, path: str, body: Any = None, *, key: str = "", seen: str = ""
    ) -> Reply:
        """Any command: POST, PUT or DELETE; `seen` is the tag of what its sender saw (If-Match, D2)."""
        headers = {"Idempotency-Key": key or f"lokaal-{secrets.token_hex(12)}"}
        headers |= {"If-Match": seen} if seen else {}
        content = {"json": body} if body is not None else {}
        return await self._send(method, who, service, path, headers=headers, **content)

    async def metrics(self, service: str) -> str:
        """What an operator's monitoring reads of a service, beside the front door."""
        reply = await self._http.get(f"http://{LOOPBACK}:{self.stack.ports[service]}/metrics")
        return reply.raise_for_status().text

    async def _send(self, method: str, who: str, service: str, path: str, **more: Any) -> Reply:
        headers = more.pop("headers", {})
        if who:
            headers["Authorization"] = f"Bearer {await self.token(who)}"
        return await self.raw(method, service, path, headers=headers, **more)

    async def raw(self, method: str, service: str, path: str, **more: Any) -> Reply:
        """Any request as it stands: headers and content are the caller's, nothing is added."""
        url = f"{self.stack.front_door}/api/{service}{path}"
        if path.startswith("/.well-known/"):
            url = f"{self.stack.front_door}{path}"
        reply = await self._http.request(method, url, **more)
        body = reply.json() if "json" in reply.headers.get("content-type", "") else reply.text
        return Reply(reply.status_code, body, f"{method} /api/{service}{path}", reply.headers.get("etag", ""))


class PartnerSystem:
    """A partner's own system: reports encrypted records on its topic and reads the answers from its other topic."""

    def __init__(self, outside: Outside, oin: str) -> None:
        self._outside = outside
        self._stack = outside.stack
        self.oin = oin
        self._topic = self._stack.prefix + PARTNER_MELDINGEN.format(oin=oin)
        self._answers = self._stack.prefix + PARTNER_TERUGKOPPELINGEN.format(oin=oin)

    async def encrypt(self, melding: dict[str, Any]) -> str:
        """A melding as a compact JWE for intake's published key."""
        url = f"{self._stack.front_door}/.well-known/jwks.json"
        async with httpx2.AsyncClient(timeout=10) as http:
            (published, *_) = (await http.get(url)).raise_for_status().json()["keys"]
        header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": published["kid"]}
        return jwe.encrypt_compact(header, json.dumps(melding).encode(), ECKey.import_key(published))

    async def report(self, reference: str, melding: dict[str, Any] | str, **changes: str) -> None:
        """Offer a melding (a str: encrypted already) under the partner's own reference.

        `changes` to the CloudEvents attributes spoil it; an empty one is left out.
        """
        sealed = melding if isinstance(melding, str) else await self.encrypt(melding)
        body = MeldingAangeboden(melding_referentie=reference, melding=sealed)
        await self.put(body.model_dump_json(by_alias=True).encode(), self.attributes(reference) | changes)

    def attributes(self, reference: str) -> dict[str, str]:
        """The CloudEvents attributes of a record."""
        return {
            "ce_specversion": "1.0",
            "ce_id": f"{reference}-{secrets.token_hex(4)}",
            "ce_source": f"urn:nld:oin:{self.oin}:systeem:eigen-systeem",
            "ce_type": MeldingAangeboden.type,
            "ce_time": "2025-01-01T00:00:00Z",
            "content-type": "application/json",
        }

    async def put(self, value: bytes | None, attributes: dict[str, str]) -> None:
        """Put a raw record on the topic."""
        producer = AIOKafkaProducer(bootstrap_servers=self._stack.parts.bootstrap, acks="all")
        await producer.start()
        try:
            headers = [(name, text.encode()) for name, text in attributes.items() if text]
            await producer.send_and_wait(self._topic, value, key=self.oin.encode(), headers=headers)
        finally:
            await producer.stop()

    async def answers(self) -> list[dict[str, Any]]:
        """Every answer so far, oldest first."""
        consumer = AIOKafkaConsumer(
            self._answers,
            isolation_level="read_committed",
            bootstrap_servers=self._stack.parts.bootstrap,
            auto_offset_reset="earliest",
        )
        await consumer.start()
        try:
            await consumer.seek_to_beginning()
            ends = await consumer.end_offsets(list(consumer.assignment()))
            found: list[dict[str, Any]] = []
            while sum([await consumer.position(place) for place in ends]) < sum(ends.values()):
                batches = await consumer.getmany(timeout_ms=500)
                found += [json.loads(record.value) for batch in batches.values() for record in batch]
            return found
        finally:
            await consumer.stop()


def name_of(subject: str) -> str:
    """Noor Testema (ZV)."""
    person = PEOPLE[subject]
    return f"{person.name} ({person.organisation})"
