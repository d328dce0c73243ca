# SPDX-License-Identifier: EUPL-1.2
"""A small OpenID Connect issuer for the local stack: discovery, keys, authorization code with PKCE, client credentials.

Local mode only: whoever asks may log in as anyone of people.py, and the signing key lives as long as the process.
It keeps real time, as every token does. Not an identity provider: no sessions, no refresh, no logout.
"""

import base64
import contextlib
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zvhh_local.people import AUDIENCE, PEOPLE, WEB_CLIENT, WEB_SECRET, Person

LIFETIME = 15 * 60  # seconds
_CODE_LIFETIME = 60
_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class _Grant:
    """What a code stands for; used once, within a minute."""

    person: Person
    redirect_uri: str
    challenge: str
    nonce: str
    ends: float


class Issuer:
    """Signs and remembers. `url` is the `iss` of every token; `algorithm` the only one it signs with."""

    def __init__(self, url: str, algorithm: str = "PS256") -> None:
        self.url, self.algorithm = url.rstrip("/"), algorithm
        self._key = RSAKey.generate_key(2048, {"use": "sig", "alg": algorithm}, private=True, auto_kid=True)
        self._codes: dict[str, _Grant] = {}

    def access_token(self, person: Person, *, audience: str = AUDIENCE, lifetime: int = LIFETIME) -> str:
        """A signed token with organisation and roles; `lifetime` in seconds, below zero for one that has expired."""
        return self._signed(person, {"aud": audience, "oin": person.oin, "roles": list(person.roles)}, lifetime)

    def discovery(self, _: Request) -> Response:
        """/.well-known/openid-configuration."""
        ends = {name: f"{self.url}/{path}" for name, path in _ENDPOINTS.items()}
        return JSONResponse(
            {"issuer": self.url, **ends, **_CAN, "id_token_signing_alg_values_supported": [self.algorithm]}
        )

    def keys(self, _: Request) -> Response:
        """The public key."""
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """GET shows who can log in; POST with `persoon` goes back to the service with a code."""
        asked = request.query_params
        if asked.get("client_id") != WEB_CLIENT or not _is_local(asked.get("redirect_uri", "")):
            return HTMLResponse("<p>Onbekende toepassing of onbekend adres.</p>", 400)
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return _back(asked["redirect_uri"], error="invalid_request", state=asked.get("state", ""))
        if request.method == "GET":
            return HTMLResponse(_page())
        person = PEOPLE.get(str((await request.form()).get("persoon", "")))
        if person is None:
            return _back(asked["redirect_uri"], error="access_denied", state=asked.get("state", ""))
        code, ends = secrets.token_urlsafe(32), time.time() + _CODE_LIFETIME
        challenge, nonce = asked.get("code_challenge", ""), asked.get("nonce", "")
        self._codes[code] = _Grant(person, asked["redirect_uri"], challenge, nonce, ends)
        return _back(asked["redirect_uri"], code=code, state=asked.get("state", ""))

    async def token(self, request: Request) -> Response:
        """The token endpoint: client credentials of a person, or a code with its verifier."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        client, secret = _client(request, form)
        if form.get("grant_type") == "client_credentials":
            person = PEOPLE.get(client)
            if person is None or not hmac.compare_digest(secret.encode(), person.secret.encode()):
                return _refused("invalid_client", 401)
            asked = form.get("lifetime", "").removeprefix("-")
            lifetime = int(form["lifetime"]) if asked.isdecimal() else LIFETIME  # below zero: expired, for tests
            token = self.access_token(person, audience=form.get("audience", AUDIENCE), lifetime=min(lifetime, LIFETIME))
            return self._answer(token)
        if form.get("grant_type") != "authorization_code":
            return _refused("unsupported_grant_type")
        if client != WEB_CLIENT or not hmac.compare_digest(secret.encode(), WEB_SECRET.encode()):
            return _refused("invalid_client", 401)
        return self._exchange(form)

    def _exchange(self, form: dict[str, str]) -> Response:
        grant = self._codes.pop(form.get("code", ""), None)
        challenge = _s256(form.get("code_verifier", ""))
        if grant is None or grant.ends < time.time() or grant.redirect_uri != form.get("redirect_uri"):
            return _refused("invalid_grant")
        if not hmac.compare_digest(challenge.encode(), grant.challenge.encode()):
            return _refused("invalid_grant")
        identity = self._signed(grant.person, {"aud": WEB_CLIENT, "nonce": grant.nonce}, LIFETIME)
        return self._answer(self.access_token(grant.person), id_token=identity)

    def _signed(self, person: Person, claims: dict[str, Any], lifetime: int) -> str:
        now = int(time.time())
        who = {"iss": self.url, "sub": person.subject, "name": person.name, "jti": secrets.token_hex(8)}
        when = {"iat": now, "nbf": min(now, now + lifetime), "exp": now + lifetime}
        header = {"alg": self.algorithm, "kid": self._key.kid, "typ": "JWT"}
        return jwt.encode(header, {**who, **when, **claims}, self._key, algorithms=[self.algorithm])

    def _answer(self, access: str, **more: str) -> Response:
        body = {"access_token": access, "token_type": "Bearer", "expires_in": LIFETIME, **more}
        return JSONResponse(body, headers=_NO_STORE)


_ENDPOINTS = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks.json"}
_CAN = {
    "response_types_supported": ["code"],
    "grant_types_supported": ["authorization_code", "client_credentials"],
    "subject_types_supported": ["public"],
    "code_challenge_methods_supported": ["S256"],
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
}


def issuer_app(issuer: Issuer) -> Starlette:
    """The issuer as an ASGI application."""
    discovery = Route("/.well-known/openid-configuration", issuer.discovery)
    login = Route("/authorize", issuer.authorize, methods=["GET", "POST"])
    return Starlette(
        routes=[discovery, Route("/jwks.json", issuer.keys), login, Route("/token", issuer.token, methods=["POST"])]
    )


def _client(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Client id and secret, from the Authorization header when it is there, else from the form."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        with contextlib.suppress(ValueError):
            client, _, secret = base64.b64decode(value).decode().partition(":")
            return unquote_plus(client), unquote_plus(secret)
    return form.get("client_id", ""), form.get("client_secret", "")


def _is_local(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname in {"127.0.0.1", "localhost"}


def _s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _back(address: str, **parameters: str) -> Response:
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}{urlencode(parameters)}", 303, _NO_STORE)


def _refused(error: str, status: int = 400) -> Response:
    return JSONResponse({"error": error}, status, headers=_NO_STORE)


def _page() -> str:
    button = '<p><button name="persoon" value="{}">{} ({}, {})</button></p>'
    people = [
        button.format(*map(escape, (one.subject, one.name, one.organisation, ", ".join(one.roles))))
        for one in PEOPLE.values()
    ]
    return f'<!doctype html><html lang="nl"><title>Inloggen</title><h1>Als wie?</h1><form method="post">{"".join(people)}</form></html>'
