# SPDX-License-Identifier: EUPL-1.2
"""The tokens of the local issuer: what stands in them, and the one key that signs them, which lives as long as the process.

In real time, as every token. Not for: reading a token as a service does (the kit), nor who may have one (`logins`).
"""

import secrets
import time
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from zvhh_local.logins import Login
from zvhh_local.people import AUDIENCE, WEB_CLIENT, Person

__all__ = ["LIFETIME", "Tokens"]

LIFETIME = 15 * 60  # seconds


class Tokens:
    """Signs for one issuer. `url` is the `iss` of every token; `algorithm` the only one it signs with."""

    def __init__(self, url: str, algorithm: str) -> None:
        self._url, self._algorithm = url, algorithm
        self._key = RSAKey.generate_key(2048, {"use": "sig", "alg": algorithm}, private=True, auto_kid=True)

    @property
    def public(self) -> dict[str, Any]:
        """The key that others check with, as a JWK."""
        return dict(self._key.as_dict(private=False))

    def access(self, person: Person, audience: str, lifetime: int, login: Login | None = None) -> str:
        """For a service: organisation and roles; `lifetime` in seconds, below zero for one that has expired."""
        claims = {"aud": audience, "oin": person.oin, "roles": list(person.roles)}
        return self._signed(person, claims | _of(login), lifetime)

    def identity(self, person: Person, login: Login, nonce: str) -> str:
        """For who sent the browser: who it is, and which login; `nonce` empty where it was renewed."""
        claims = {"aud": WEB_CLIENT, "auth_time": login.since} | ({"nonce": nonce} if nonce else {})
        return self._signed(person, claims | _of(login), LIFETIME)

    def login_of(self, identity: str) -> str:
        """The `sid` in an identity token of ours, also after it has expired; empty for anything else."""
        try:
            claims = jwt.decode(identity, self._key, algorithms=[self._algorithm]).claims
        except (JoseError, ValueError):
            return ""
        return str(claims.get("sid", "")) if claims.get("aud") != AUDIENCE else ""

    def _signed(self, person: Person, claims: dict[str, Any], lifetime: int) -> str:
        now = int(time.time())
        who = {"iss": self._url, "sub": person.subject, "name": person.name, "jti": secrets.token_hex(8)}
        when = {"iat": now, "nbf": min(now, now + lifetime), "exp": now + lifetime}
        header = {"alg": self._algorithm, "kid": self._key.kid, "typ": "JWT"}
        return jwt.encode(header, {**who, **when, **claims}, self._key, algorithms=[self._algorithm])


def _of(login: Login | None) -> dict[str, str]:
    return {"sid": login.sid} if login is not None else {}
