# SPDX-License-Identifier: EUPL-1.2
"""A little service behind the border and an issuer of tokens, for the tests of HTTP and identity."""

import asyncio
import contextlib
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import fields
from typing import Any, Literal

import httpx2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from fastapi import APIRouter
from joserfc import jws, jwt
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.types import Receive, Scope, Send

from zvhh_kit.bus.standing import Partition
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor, Command, Context, Decision, Fault, Refused, Sealed
from zvhh_kit.http import Beeld, Gedaan, Page, PageQuery, Route, ZaakId, Zaken, create_app
from zvhh_kit.identity import Access, Bearer, anything
from zvhh_kit.privacy import Entry, StaticIds
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.process.settings import Settings
from zvhh_kit.run.server import Server, server_of
from zvhh_kit.service.description import Service
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.store.documents import Unavailable

ISSUER = "http://issuer.test/realms/zvhh"
AUDIENCE = "zvhh"
OURS = "00000001000000000001"
THEIRS = "00000001000000000002"
ZAAK = "00000000-0000-8000-8000-000000000000"
SECRET_TEXT = "Anna Fictief belde"


class Issuer:
    """An OpenID Connect issuer as far as a service asks it: discovery and keys, as an ASGI app."""

    def __init__(self) -> None:
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
        self.published: list[RSAKey | ECKey] = [self.key]
        self.calls_itself = ISSUER
        self.away = False
        self.more: list[Any] = []
        self.says: bytes | None = None
        self.asked: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        self.asked.append(scope["path"])
        document = {"issuer": self.calls_itself, "jwks_uri": f"{ISSUER}/keys"}
        keys = {"keys": [*self.more, *(key.as_dict(private=False) for key in self.published)]}
        body = self.says or json.dumps(keys if scope["path"].endswith("/keys") else document).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 503 if self.away else 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Good claims, with changes; None takes one away."""
        now = int(time.time())
        good = {
            "iss": ISSUER, "aud": AUDIENCE, "sub": "mila", "exp": now + 300, "iat": now, "oin": OURS, "roles": ["melder"],
        }  # fmt: skip
        return {name: value for name, value in (good | changes).items() if value is not None}

    def token(
        self,
        *,
        key: Any = None,
        alg: str = "RS256",
        kid: str | None = "k1",
        header: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> str:
        """A signed token."""
        header = {"alg": alg} | ({"kid": kid} if kid else {}) | dict(header or {})
        if "crit" in header:  # no library signs what it does not know
            return self._signed_by_hand(header, self.claims(**changes))
        registry = jws.JWSRegistry(algorithms=[alg], strict_check_header=False)
        return jwt.encode(header, self.claims(**changes), key or self.key, registry=registry)

    def _signed_by_hand(self, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
        said = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
        assert isinstance(self.key, RSAKey)
        private = self.key.private_key
        assert private is not None
        signature = private.sign(said, padding.PKCS1v15(), hashes.SHA256())
        return (said + b"." + urlsafe_b64encode(signature).rstrip(b"=")).decode()

    def bearer(self, settings: Settings) -> Bearer:
        """A reader of this issuer's tokens."""
        return Bearer(settings, transport=httpx2.ASGITransport(app=self))


class Schrijf(Command):
    """A command with everything that a body can have wrong."""

    onderwerp: str = Field(min_length=1, max_length=20)
    aantal: int = Field(ge=0, le=9)
    soort: Literal["brief", "gesprek"] = "brief"
    naam: Sealed[str] | None = None
    delen: tuple[str, ...] = ()

    @field_validator("onderwerp")
    @classmethod
    def _netjes(cls, value: str) -> str:
        if value == "nee":
            raise ValueError("Dit onderwerp kan niet.")
        return value


class Dossier(BaseModel):
    """The state of the little service's document."""

    model_config = ConfigDict(frozen=True, extra="allow")
    melder_oin: str
    onderwerp: str
    aantal: int = 0
    naam: Sealed[str] | None = None

    def data_subjects(self) -> tuple[str, ...]:
        """Two persons."""
        return ("p1", "p2")


class DossierBeeld(Beeld):
    """What is shown of it."""

    zaak_id: str
    onderwerp: str
    aantal: int
    naam: Sealed[str] | None = None

    @classmethod
    def van(cls, id_: str, state: Dossier) -> "DossierBeeld":
        return cls(zaak_id=id_, onderwerp=state.onderwerp, aantal=state.aantal, naam=state.naam)


class DossierRegel(Beeld):
    """A row of the list: nothing sealed in it."""

    zaak_id: str
    onderwerp: str

    @classmethod
    def van(cls, id_: str, state: Dossier) -> "DossierRegel":
        return cls(zaak_id=id_, onderwerp=state.onderwerp)


def schrijf(dossier: Dossier | None, command: Schrijf, ctx: Context) -> Decision[Dossier]:
    """Makes or changes a dossier; 9 is refused with two faults."""
    if command.aantal == 9:
        raise Refused.many([Fault("vol", "Het is vol.", "/aantal"), Fault("laat", "Het is te laat.")], status=409)
    owner = dossier.melder_oin if dossier else ctx.actor.oin
    state = Dossier(melder_oin=owner, onderwerp=command.onderwerp, aantal=command.aantal, naam=command.naam)
    return Decision(state, result=f"keer-{command.aantal}")


def handlers() -> Handlers:
    """The table of the little service."""
    table = Handlers()
    table.document("dossier", Dossier).command(Schrijf, schrijf)
    return table


def own(actor: Actor) -> dict[str, Any]:
    """The dossiers of the asker's organisation."""
    return {"state.melder_oin": actor.oin}


ACCESS: Access = {
    "schrijf_dossier": {"melder": anything, "procesregisseur": anything},
    "wijzig_dossier": {"melder": own},
    "lees_dossier": {"melder": own, "procesregisseur": anything},
    "lees_dossiers": {"melder": own, "procesregisseur": anything},
    "wijzig_ongezien": {"melder": own},
    "lees_naam": {"melder": own},
    "lees_geopend": {"melder": own},
    "tel_dossiers": {"melder": own, "procesregisseur": anything},
    "zoek_gelijke": {"melder": own, "procesregisseur": anything},
    "proef": {"melder": anything},
    "stuk": {"melder": anything},
}


def routes() -> APIRouter:
    """Its resources."""
    router = APIRouter(prefix="/v1/dossiers", tags=["dossiers"], route_class=Route)

    @router.post("", status_code=201, operation_id="schrijf_dossier")
    async def nieuw(zaken: Zaken, body: Schrijf) -> DossierRegel:
        id_ = zaken.new_id("rest")
        await zaken.create(id_, body)
        return DossierRegel(zaak_id=id_, onderwerp=body.onderwerp)

    @router.post("/{zaak_id}/wijzigingen", status_code=201, operation_id="wijzig_dossier")
    async def wijzig(zaken: Zaken, zaak_id: ZaakId, body: Schrijf) -> Gedaan:
        return Gedaan(resultaat=await zaken.do(zaak_id, body, seen=DossierBeeld.van))

    @router.post("/{zaak_id}/ongezien", status_code=201, operation_id="wijzig_ongezien")
    async def ongezien(zaken: Zaken, zaak_id: ZaakId, body: Schrijf) -> Gedaan:
        return Gedaan(resultaat=await zaken.do(zaak_id, body))

    @router.get("/{zaak_id}/naam", operation_id="lees_naam")
    async def naam(zaken: Zaken, zaak_id: ZaakId, reden: str) -> DossierBeeld:
        return DossierBeeld.van(zaak_id, await zaken.get(zaak_id, reason=reden))

    @router.get("/_geopend", operation_id="lees_geopend")
    async def geopend(zaken: Zaken, page: PageQuery) -> Page[DossierBeeld]:
        return await zaken.page(DossierBeeld.van, {}, sort="state.aantal", page=page, opened=True)

    @router.get("/_aantal", operation_id="tel_dossiers")
    async def tel(zaken: Zaken) -> Gedaan:
        counted = [state.aantal async for _, state in zaken.every("dossier", {"state.aantal": {"$gt": 0}})]
        return Gedaan(resultaat=f"{len(counted)}/{sum(counted)}")

    @router.get("/_gelijk", operation_id="zoek_gelijke")
    async def gelijk(zaken: Zaken, onderwerp: str, overal: bool = False) -> Page[DossierRegel]:
        found = await zaken.find({"state.onderwerp": onderwerp}, everywhere=overal)
        return Page[DossierRegel](items=[DossierRegel.van(id_, state) for id_, state in found], volgende=None)

    @router.get("/{zaak_id}", operation_id="lees_dossier")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> DossierBeeld:
        return DossierBeeld.van(zaak_id, await zaken.get(zaak_id))

    @router.get("", operation_id="lees_dossiers")
    async def lijst(zaken: Zaken, page: PageQuery, onderwerp: str | None = None) -> Page[DossierRegel]:
        query = {"state.onderwerp": onderwerp} if onderwerp else {}
        return await zaken.page(DossierRegel.van, query, sort="state.aantal", page=page)

    @router.post("/{zaak_id}/proeven", status_code=201, operation_id="proef")
    async def proef(zaak_id: ZaakId, body: Schrijf) -> DossierBeeld:
        return DossierBeeld(zaak_id=zaak_id, onderwerp=body.onderwerp, aantal=body.aantal, naam=body.naam)

    @router.get("/{zaak_id}/storingen", operation_id="stuk")
    async def stuk(zaak_id: ZaakId, hoe: str = "") -> Gedaan:
        if hoe == "weg":
            raise Unavailable("ServerSelectionTimeoutError")
        if hoe == "geweigerd":
            raise Refused("nu-niet", "Dat kan nu niet.")
        if hoe == "fout":
            raise RuntimeError(SECRET_TEXT)
        return Gedaan(resultaat="heel")

    return router


class Lines:
    """A log of reads and writes that only remembers."""

    def __init__(self) -> None:
        self.written: list[Entry] = []

    async def write(self, *entries: Entry) -> None:
        """Add lines."""
        self.written += entries


async def _none() -> list[Partition]:
    return []


def kit(issuer: Issuer, **parts: Any) -> Rooms:
    """The rooms of the little service; `parts` describe it otherwise, or stand in the place of a room."""
    described = {one.name for one in fields(Service)}
    given: dict[str, Any] = {
        "settings": Settings.for_documents().model_copy(
            update={"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE, "oin": THEIRS}
        ),
        "handlers": handlers(),
        "topic_of": {},
        "reads": (),
        "collection": "dossiers",
        "routers": [routes()],
        "access": ACCESS,
        "api_version": "1.2.3",
        "title": "Proef",
    } | {name: part for name, part in parts.items() if name in described}
    rooms = Rooms(Service(name="proef", **given))
    in_place = {"ids": StaticIds(bytes(32)), "log": Lines(), "clock": SystemClock(), "ready": {}, "partitions": _none}
    in_place["bearer"] = issuer.bearer(rooms.settings)
    for name, part in (in_place | parts).items():
        if name not in described:
            setattr(rooms, name, part)
    return rooms


def app_of(rooms: Rooms) -> Any:
    """The app of the little service."""
    return create_app(rooms)


Client = Callable[..., AbstractAsyncContextManager[httpx2.AsyncClient]]


def client_of(rooms: Rooms) -> httpx2.AsyncClient:
    """A client of the app, without a network."""
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app_of(rooms)), base_url="http://proef.test")


def of(issuer: Issuer, **claims: Any) -> dict[str, str]:
    """The headers of who asks."""
    return {"Authorization": f"Bearer {issuer.token(**claims)}", "Idempotency-Key": "sleutel-1"}


class Nothing:
    """A store without a document, and a sealing without a key that is gone."""

    async def gone(self, *_: Any) -> frozenset[str]:
        return frozenset()

    async def find_state(self, *_: Any, **__: Any) -> None:
        return None

    async def is_there(self, *_: Any) -> bool:
        return False

    async def page(self, *_: Any, **__: Any) -> list[Any]:
        return []


@contextlib.asynccontextmanager
async def served(rooms: Rooms, trusted: str = "") -> AsyncIterator[tuple[str, Server]]:
    """The little service on a real port, and its server; stopped in order at the end."""
    server = server_of(app_of(rooms), "127.0.0.1", 0, trusted)
    task = asyncio.create_task(server._serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has a flag, not an event
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", server
    finally:
        server.should_exit = True
        await task
