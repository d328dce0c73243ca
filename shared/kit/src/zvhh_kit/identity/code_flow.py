# SPDX-License-Identifier: EUPL-1.2
"""Logging in with a browser: what is asked of the OpenID Connect issuer by authorization code with PKCE.

For: the address to send a browser to, the exchange of the code, the renewal by which roles are read again, the address that
ends the login there too. Not for: cookies and pages (`zvhh_kit.web`), nor checking tokens; that is `token`.
"""

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx2
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity.issuer import IssuerAway, discovered
from zvhh_kit.identity.token import Bearer, NotKnown
from zvhh_kit.process.settings import Settings

__all__ = ["CodeFlow", "Granted", "LoginRefused", "Question"]

_ASK_AGAIN_S = 600.0
"""So long the issuer's addresses are kept."""
_STEP_S = 5.0
_AWAY = (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, ValueError, KeyError, TypeError)
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


class LoginRefused(Exception):
    """The issuer does not let this person in (any longer), or what came back does not fit what was asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a browser takes along to the issuer, and we keep until it comes back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Question":
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


@dataclass(frozen=True, slots=True)
class Granted:
    """Who logged in, with the roles of this moment, and what renews and ends that login at the issuer."""

    actor: Actor
    name: str
    refresh_token: str
    id_token: str


class CodeFlow:
    """One client of one issuer; its id and secret are settings."""

    def __init__(
        self, settings: Settings, bearer: Bearer, *, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._bearer = bearer
        self._transport = transport
        self._known: dict[str, Any] = {}
        self._got = float("-inf")

    async def address(self, question: Question, back: str) -> str:
        """Where to send the browser; it comes back to `back` with a code. Raises IssuerAway."""
        address: str = prepare_grant_uri(
            await self._endpoint("authorization_endpoint"),
            self._settings.web_client_id,
            "code",
            back,
            "openid",
            question.state,
            nonce=question.nonce,
            code_challenge=create_s256_code_challenge(question.verifier),
            code_challenge_method="S256",
        )
        return address

    async def exchange(self, code: str, question: Question, back: str) -> Granted:
        """Who the code stands for. Raises LoginRefused, IssuerAway, Organisationless."""
        body = prepare_token_request("authorization_code", "", back, code=code, code_verifier=question.verifier)
        said = await self._asked(body)
        client = self._settings.web_client_id
        try:
            claims = await self._bearer.identity(str(said.get("id_token", "")), client)
        except NotKnown:
            raise LoginRefused from None
        if claims.get("nonce") != question.nonce:
            raise LoginRefused
        return await self._granted(said, str(claims.get("name", "")))

    async def renew(self, refresh_token: str, name: str, id_token: str) -> Granted:
        """The same person with the roles of now. Raises LoginRefused when the login has ended there, IssuerAway."""
        said = await self._asked(prepare_token_request("refresh_token", "", refresh_token=refresh_token))
        return await self._granted({"refresh_token": refresh_token, "id_token": id_token} | said, name)

    async def logout_address(self, id_token: str, back: str) -> str:
        """Where the login ends at the issuer; empty when it has no such place. Raises IssuerAway."""
        end = (await self._discovery()).get("end_session_endpoint")
        if not isinstance(end, str):
            return ""
        hint = {"id_token_hint": id_token} if id_token else {}
        asked = hint | {"client_id": self._settings.web_client_id, "post_logout_redirect_uri": back}
        return f"{end}{'&' if '?' in end else '?'}{urlencode(asked)}"

    async def _granted(self, said: dict[str, Any], name: str) -> Granted:
        try:
            actor = await self._bearer.actor(f"Bearer {said.get('access_token', '')}")
        except NotKnown:
            raise LoginRefused from None
        return Granted(actor, name or actor.subject, str(said.get("refresh_token", "")), str(said.get("id_token", "")))

    async def _asked(self, body: str) -> dict[str, Any]:
        settings = self._settings
        secret = settings.web_client_secret.get_secret_value()
        # Basic wants both as in a form (RFC 6749 §2.3.1); a public client says only who it is
        basic = httpx2.BasicAuth(quote(settings.web_client_id, safe=""), quote(secret, safe=""))
        sent = body if secret else f"{body}&{urlencode({'client_id': settings.web_client_id})}"
        address = await self._endpoint("token_endpoint")
        try:
            async with self._client() as client:
                answer = await client.post(
                    address, content=sent, headers=_FORM, auth=basic if secret else httpx2.USE_CLIENT_DEFAULT
                )
            if answer.status_code in {400, 401, 403}:
                raise LoginRefused
            answer.raise_for_status()
            said = json.loads(answer.content)
            if not isinstance(said, dict):
                raise TypeError("no answer of a token endpoint")
        except _AWAY:
            raise IssuerAway from None
        return said

    async def _endpoint(self, name: str) -> str:
        found = (await self._discovery()).get(name)
        if not isinstance(found, str) or not found.startswith(self._settings.oidc_issuer.partition("//")[0]):
            raise IssuerAway
        return found

    async def _discovery(self) -> dict[str, Any]:
        """What the issuer says of itself; what we have goes on while it is away."""
        if time.monotonic() - self._got > _ASK_AGAIN_S:
            try:
                async with self._client() as client:
                    self._known = await discovered(client, self._settings.oidc_issuer)
                self._got = time.monotonic()
            except _AWAY:
                if not self._known:
                    raise IssuerAway from None
        return self._known

    def _client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=self._transport, timeout=_STEP_S)
