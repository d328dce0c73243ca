# SPDX-License-Identifier: EUPL-1.2
"""An OpenID Connect issuer inside a test: a service reads its tokens exactly as those of a real one.

Not for: what makes a token bad; the kit's own tests try that.
"""

import time

import httpx2
from joserfc import jwt
from joserfc.jwk import ECKey

from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity import Bearer
from zvhh_kit.process.settings import Settings

__all__ = ["Issuer"]

_LIVES_S = 3600


class Issuer:
    """The issuer that the settings name, with a key of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._key = ECKey.generate_key("P-256", {"kid": "test", "use": "sig"})
        self._tokens: dict[Actor, str] = {}

    @property
    def bearer(self) -> Bearer:
        """What a service checks tokens with; it asks this issuer for its keys, over no network."""
        return Bearer(self._settings, transport=httpx2.MockTransport(self._answer))

    def token(self, actor: Actor) -> str:
        """A signed token of this person, good for an hour of real time."""
        if actor not in self._tokens:
            now = int(time.time())
            claims = {
                "iss": self._settings.oidc_issuer,
                "aud": self._settings.oidc_audience,
                "iat": now,
                "exp": now + _LIVES_S,
                self._settings.claim_subject: actor.subject,
                self._settings.claim_oin: actor.oin,
                self._settings.claim_roles: sorted(actor.roles),
            }
            self._tokens[actor] = jwt.encode({"alg": "ES256", "kid": "test"}, claims, self._key)
        return self._tokens[actor]

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/openid-configuration"):
            issuer = self._settings.oidc_issuer
            return httpx2.Response(200, json={"issuer": issuer, "jwks_uri": f"{issuer}/keys"})
        return httpx2.Response(200, json={"keys": [self._key.as_dict(private=False)]})
