# SPDX-License-Identifier: EUPL-1.2
"""Bearer tokens of one OpenID Connect issuer: who is it, of which organisation, with which roles.

For: checking a signed access token (RFC 9068 or what Keycloak makes) by the issuer's own keys.
Not for: logging in with a browser, the keys themselves (`issuer`), or what a role may do (`access`). Time is always real time here.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Container, Mapping
from hashlib import sha256
from typing import Any

import httpx2
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from zvhh_contracts.huis import HUISROLLEN, ROLLEN
from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity.issuer import IssuerAway, IssuerKeys
from zvhh_kit.process.settings import Settings

__all__ = ["ALGORITHMS", "Bearer", "IssuerAway", "NotKnown", "Organisationless"]

ALGORITHMS = ("RS256", "PS256", "ES256")
"""The only signatures that count: never `none`, never a shared secret."""

_LEEWAY_S = 60
"""By how much the issuer's clock may differ from ours."""
_TYPES = frozenset({"at+jwt", "application/at+jwt", "jwt", "application/jwt"})
"""What a header may call an access token, where it says so at all: RFC 9068, or what Keycloak writes."""
_BEARER = "bearer"
"""What Keycloak calls an access token inside; its others, of the same keys, are no access tokens."""
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


class Bearer:
    """Reads who asks from an Authorization header. Asks the issuer for its keys at the first token, not at the start."""

    def __init__(self, settings: Settings, *, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._settings = settings
        self.keys = IssuerKeys(settings.oidc_issuer, transport)
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
        subject, oin = (_one(_at(claims, name)) for name in (self._settings.claim_subject, self._settings.claim_oin))
        if not isinstance(subject, str) or not _SUBJECT.fullmatch(subject):
            raise Organisationless
        if not isinstance(oin, str) or not _OIN.fullmatch(oin):
            raise Organisationless
        roles = _roles(_at(claims, self._settings.claim_roles))
        return Actor(subject, oin, roles if oin == self._settings.oin else roles - HUISROLLEN)

    async def identity(self, token: str, client: str) -> Mapping[str, Any]:
        """The claims of an identity token that was given to `client` (OpenID Connect Core §3.1.3.7). Raises NotKnown, IssuerAway."""
        registry = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": client},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            header = jws.extract_compact(token.encode("ascii")).headers()
            if header.get("alg") not in ALGORITHMS:
                raise NotKnown("token-ongeldig")
            claims = self._verified(token, await self.keys.for_kid(header.get("kid")))
            registry.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError):
            raise NotKnown("token-ongeldig") from None
        return claims

    async def _checked(self, token: str) -> Mapping[str, Any]:
        try:
            header = jws.extract_compact(token.encode("ascii")).headers()
            unknown = "crit" in header  # what must be understood, we don't (RFC 7515 §4.1.11)
            if unknown or header.get("alg") not in ALGORITHMS or not _is_access(header.get("typ", "jwt"), _TYPES):
                raise NotKnown("token-ongeldig")
            keys = await self.keys.for_kid(header.get("kid"))
            claims = self._verified(token, keys)
            self._claims.validate(claims)
            if not _is_access(claims.get("typ", _BEARER), {_BEARER}) or self._lives_too_long(claims):
                raise NotKnown("token-ongeldig")
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

    def _lives_too_long(self, claims: Mapping[str, Any]) -> bool:
        """Whether it was given out for longer than we take one: who is dismissed keeps it till its end."""
        longest = self._settings.token_lifetime + _LEEWAY_S
        return bool(claims["exp"] - min(claims.get("iat", time.time()), time.time()) > longest)


def _is_access(said: object, kinds: Container[str]) -> bool:
    return isinstance(said, str) and said.lower() in kinds


def _one(claim: Any) -> Any:
    """A list of one is that one: some issuers make a list of every claim of their own."""
    return claim[0] if isinstance(claim, list) and len(claim) == 1 else claim


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
    return ROLLEN.intersection(name for name in names if isinstance(name, str))
