# SPDX-License-Identifier: EUPL-1.2
"""Bearer tokens of one OpenID Connect issuer: who is it, of which organisation, with which roles.

For: checking a signed access token (RFC 9068 or what Keycloak makes) by the issuer's own keys.
Not for: logging in with a browser, or what a role may do (`access`). Time is always real time here.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Protocol

import httpx2
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from zvhh_kit.decision import Actor
from zvhh_kit.identity.access import HOUSE_ROLES, ROLES

__all__ = ["ALGORITHMS", "Bearer", "IssuerAway", "NotKnown", "Organisationless", "TokenSettings"]

ALGORITHMS = ("RS256", "PS256", "ES256")
"""The only signatures that count: never `none`, never a shared secret."""

_REFETCH_AFTER_S = 10.0
_KEYS_LIVE_S = 3600.0
_LEEWAY_S = 10
_TIMEOUT_S = 5.0
_TOKENS = 1000
_OIN = re.compile(r"[0-9]{20}")
_SUBJECT = re.compile(r"[A-Za-z0-9._@:-]{1,100}")


class NotKnown(Exception):
    """There is no token, or not one of ours: forged, expired, for somebody else. `code` says which; HTTP 401."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Organisationless(Exception):
    """The token is good, but doesn't say of which organisation and person it is; HTTP 403."""


class IssuerAway(Exception):
    """The issuer's keys can't be had now; HTTP 503. Keys that we have go on working."""


class TokenSettings(Protocol):
    """What of the settings matters here. Claim names may be dotted paths, as Keycloak's `realm_access.roles`."""

    @property
    def oin(self) -> str: ...
    @property
    def oidc_issuer(self) -> str: ...
    @property
    def oidc_audience(self) -> str: ...
    @property
    def claim_subject(self) -> str: ...
    @property
    def claim_oin(self) -> str: ...
    @property
    def claim_roles(self) -> str: ...


class Bearer:
    """Reads who asks from an Authorization header. Asks the issuer for its keys at the first token, not at the start."""

    def __init__(self, settings: TokenSettings, *, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._settings = settings
        self._transport = transport
        self._keys: KeySet | None = None
        self._fetched = self._tried = float("-inf")
        self._fetching = asyncio.Lock()
        self._seen: OrderedDict[bytes, dict[str, Any]] = OrderedDict()
        self._seen_under: KeySet | None = None
        self._claims = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": settings.oidc_issuer},
            aud={"essential": True, "value": settings.oidc_audience},
            exp={"essential": True},
            sub={"essential": settings.claim_subject == "sub"},
        )

    async def actor(self, authorization: str | None) -> Actor:
        """The person, organisation and roles of the token. Raises NotKnown, Organisationless or IssuerAway.

        The roles of the house count with the OIN of the house only (L6).
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotKnown("geen-token")
        claims = await self._checked(token.strip())
        subject, oin = (_at(claims, name) for name in (self._settings.claim_subject, self._settings.claim_oin))
        if not isinstance(subject, str) or not _SUBJECT.fullmatch(subject):
            raise Organisationless
        if not isinstance(oin, str) or not _OIN.fullmatch(oin):
            raise Organisationless
        roles = _roles(_at(claims, self._settings.claim_roles))
        return Actor(subject, oin, roles if oin == self._settings.oin else roles - HOUSE_ROLES)

    async def _checked(self, token: str) -> Mapping[str, Any]:
        try:
            header = jws.extract_compact(token.encode("ascii")).headers()
            if header.get("alg") not in ALGORITHMS:
                raise NotKnown("token-ongeldig")
            keys = await self._keys_for(header.get("kid"))
            claims = self._verified(token, keys)
            self._claims.validate(claims)
        except JoseError as error:
            raise NotKnown("token-verlopen" if error.error == "expired_token" else "token-ongeldig") from None
        except (ValueError, TypeError, KeyError):
            raise NotKnown("token-ongeldig") from None
        return claims

    def _verified(self, token: str, keys: KeySet) -> dict[str, Any]:
        """The claims of a token whose signature is good. Each is checked once under the same keys: that is most of the
        CPU of a request. Whether it has expired is asked every time."""
        if keys is not self._seen_under:
            self._seen, self._seen_under = OrderedDict(), keys
        name = sha256(token.encode("ascii")).digest()
        if name not in self._seen:
            registry = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
            self._seen[name] = jwt.decode(token, keys, registry=registry).claims
            if len(self._seen) > _TOKENS:
                self._seen.popitem(last=False)
        return self._seen[name]

    async def _keys_for(self, kid: object) -> KeySet:
        """The issuer's keys; asked again for an unknown key, at most once in ten seconds: tokens are anybody's to send."""
        async with self._fetching:
            now = time.monotonic()
            known = self._keys is not None and (kid is None or any(key.kid == kid for key in self._keys.keys))
            stale = not known or now - self._fetched > _KEYS_LIVE_S
            if stale and now - self._tried >= _REFETCH_AFTER_S:
                self._tried = now
                try:
                    self._keys, self._fetched = await self._fetch(), now
                except (httpx2.HTTPError, JoseError, ValueError, KeyError, TypeError):
                    self._keys = self._keys if self._keys is not None else None
            if self._keys is None:
                self._tried = float("-inf")
                raise IssuerAway
            return self._keys

    async def _fetch(self) -> KeySet:
        issuer = self._settings.oidc_issuer
        async with httpx2.AsyncClient(transport=self._transport, timeout=_TIMEOUT_S) as client:
            discovery = await client.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            found = discovery.raise_for_status().json()
            if found["issuer"] != issuer:
                raise ValueError("the issuer calls itself otherwise")
            keys = (await client.get(found["jwks_uri"])).raise_for_status().json()
        signing = [key for key in keys["keys"] if key.get("use", "sig") == "sig" and key.get("kty") != "oct"]
        return KeySet.import_key_set({"keys": signing})


def _at(claims: Mapping[str, Any], path: str) -> Any:
    """The claim at a dotted path; a claim whose own name has dots (a URL) is found by its whole name first."""
    if path in claims:
        return claims[path]
    here: Any = claims
    for name in path.split("."):
        here = here.get(name) if isinstance(here, Mapping) else None
    return here


def _roles(claim: Any) -> frozenset[str]:
    names = claim.split() if isinstance(claim, str) else claim if isinstance(claim, list) else []
    return ROLES.intersection(name for name in names if isinstance(name, str))
