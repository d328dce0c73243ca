# SPDX-License-Identifier: EUPL-1.2
"""A little service with a page and a form, an issuer that lets people in, and a browser without a screen, for tests of pages."""

import hashlib
import json
import re
import secrets
from base64 import urlsafe_b64encode
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
from border import ISSUER, Issuer, Nothing, Schrijf, kit
from fastapi import APIRouter
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from zvhh_kit.http import Zaken
from zvhh_kit.identity.code_flow import CodeFlow
from zvhh_kit.service.description import Pages
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.web import Field, Form, OnScreen, PageRoute, create_site

HOST = "https://proef.test"


class Door(Issuer):  # type: ignore[misc, unused-ignore]
    """The same issuer with its door for people: who comes gets a code at once."""

    def __init__(self) -> None:
        super().__init__()
        self.person: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.barred = False
        self.sent: list[dict[str, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Discovery with the addresses of a login; the token endpoint; the rest as before."""
        if scope["path"].endswith("/openid-configuration") and not self.away:
            ends = {
                one: f"{ISSUER}/{one}" for one in ("authorization_endpoint", "token_endpoint", "end_session_endpoint")
            }
            self.says = json.dumps({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **ends}).encode()
        elif scope["path"].endswith("/token_endpoint") and not self.away:
            status, said = self._given(dict(parse_qsl((await receive())["body"].decode())))
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": json.dumps(said).encode()})
            return
        await super().__call__(scope, receive, send)
        self.says = b""

    def chosen(self, address: str, **person: Any) -> dict[str, str]:
        """Somebody logs in at the address that the browser was sent to: what it comes back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.person = person
        code = secrets.token_hex(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def _given(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.sent.append(form)
        asked = self.codes.pop(form.get("code", ""), None)
        if self.barred or (form["grant_type"] == "authorization_code" and not (asked and self._fits(form, asked))):
            return 400, {"error": "invalid_grant"}
        nonce = {"nonce": asked["nonce"]} if asked else {}
        identity = self.token(aud="zvhh-paginas", name="Mila Voorbeeld", **nonce)
        return 200, {"access_token": self.token(**self.person), "id_token": identity, "refresh_token": "verder"}

    def _fits(self, form: dict[str, str], asked: dict[str, str]) -> bool:
        made = urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        return made == asked["code_challenge"] and form["redirect_uri"] == asked["redirect_uri"]


FORM = Form(
    Schrijf,
    [
        Field("onderwerp", "Waarover?", "Schrijf waarover het gaat."),
        Field("aantal", "Hoeveel?", "Vul een getal in.", lambda typed, _: int(typed)),
        Field("naam", "Over wie?"),
    ],
)


def pages(done: list[Schrijf], fails: list[Exception]) -> APIRouter:
    """A page, and one with a form; `fails`: what the next post meets."""
    router = APIRouter(route_class=PageRoute)

    @router.get("/open", openapi_extra={"like": "lees_dossiers"})
    async def show(screen: OnScreen) -> Response:
        return screen.show("proef.html", form=FORM.blank(), said="")

    @router.get("/stuk", openapi_extra={"like": "lees_dossiers"})
    async def broken(screen: OnScreen) -> Response:
        raise RuntimeError("Anna Fictief")

    @router.get("/dossiers/{zaak_id}", openapi_extra={"like": "lees_dossier"})
    async def one(zaken: Zaken, screen: OnScreen, zaak_id: str) -> Response:
        return screen.show("proef.html", form=FORM.blank(), said=(await zaken.get(zaak_id)).onderwerp)

    @router.post("/open", openapi_extra={"like": "schrijf_dossier", "form": FORM})
    async def post(screen: OnScreen) -> Response:
        async def do(command: Schrijf) -> str:
            if fails:
                raise fails.pop()
            done.append(command)
            return "gedaan"

        filled = await FORM.submit(screen.typed, screen.today, do)
        return screen.to("/open") if filled.done else screen.show("proef.html", filled.status, form=filled, said="")

    return router


class Browser:
    """A client that keeps cookies and goes where it is sent, but not to the issuer; with the forms of the page that it sees."""

    def __init__(self, tmp_path: Path, *, issuer: Door | None = None, **parts: Any) -> None:
        self.door = issuer or Door()
        self.done: list[Schrijf] = []
        self.fails: list[Exception] = []
        (tmp_path / "proef.html").write_text(
            '{% extends frame %}{% import "velden.html" as velden %}{% block titel %}Proef{% endblock %}'
            "{% block inhoud %}<h1>Proef</h1>{% block deel %}<p>{{ said }}{{ organisation }}</p>{% endblock %}"
            '{{ velden.fouten(form) }}<form method="post" action="/open">{{ velden.verborgen(form, bewijs) }}'
            '{{ velden.regel(form, "onderwerp") }}{{ velden.regel(form, "aantal") }}{{ velden.tekst(form, "naam") }}'
            "</form>{% endblock %}"
        )
        shown = Pages(routers=[pages(self.done, self.fails)], templates=tmp_path, house="Huis", phone="070")
        self.rooms: Rooms = kit(self.door, pages=shown, **parts)
        self.rooms.settings = self.rooms.service.settings = self.rooms.settings.model_copy(update={"public_url": HOST})
        self.rooms.code_flow = CodeFlow(
            self.rooms.settings, self.rooms.bearer, transport=httpx2.ASGITransport(app=self.door)
        )
        self.rooms.store, self.rooms.sealing = Nothing(), Nothing()  # type: ignore[assignment, unused-ignore]
        transport = httpx2.ASGITransport(app=create_site(self.rooms))
        self.client = httpx2.AsyncClient(transport=transport, base_url=HOST, headers={"Accept": "text/html"})

    async def log_in(self, to: str = "/open", **person: Any) -> httpx2.Response:
        """As a person: sent to the issuer, back with a code, and on to the page that was asked."""
        sent = await self.client.get(f"/aanmelden?naar={to}")
        assert sent.status_code == 303, sent.text
        back = await self.client.get("/aanmelden/terug", params=self.door.chosen(sent.headers["location"], **person))
        return back

    async def fields(self, path: str = "/open") -> dict[str, str]:
        """The hidden fields of the form on a page."""
        return hidden((await self.client.get(path)).text)

    async def post(self, path: str, fields: dict[str, str], origin: str | None = HOST) -> httpx2.Response:
        """A form as a browser sends it."""
        headers = {"Origin": origin} if origin is not None else {}
        return await self.client.post(path, data=fields, headers=headers)


def hidden(html: str) -> dict[str, str]:
    """Name and value of every hidden field outside the frame."""
    main = html.partition("<main")[2]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', main)}


__all__ = ["FORM", "HOST", "Browser", "Door", "hidden"]
