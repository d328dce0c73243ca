# SPDX-License-Identifier: EUPL-1.2
"""What is given to a browser to keep and can't be read or made by it: sealed values (JWE), and the token of a form.

The keys are derived from one setting that all services have, so that each opens what another gave. Not for: what is sealed.
"""

import hmac
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

__all__ = ["Seal"]

_HEADER = {"alg": "dir", "enc": "A256GCM", "zip": "DEF"}
_REGISTRY = jwe.JWERegistry(algorithms=["dir", "A256GCM", "DEF"])


class Seal:
    """The keys: the first one seals, every one opens. Shows nothing of itself."""

    __slots__ = ("_form_keys", "_keys")

    def __init__(self, secrets: Sequence[bytes]) -> None:
        """`secrets`: at least one, of 32 random bytes or more each."""
        self._keys = [OctKey.import_key(hmac.digest(secret, b"zvhh-sessie", "sha256")) for secret in secrets]
        self._form_keys = [hmac.digest(secret, b"zvhh-formulier", "sha256") for secret in secrets]

    def seal(self, purpose: str, value: dict[str, Any]) -> str:
        """The value as text that only we can open, and for this purpose only."""
        return jwe.encrypt_compact(_HEADER, json.dumps(value | {"voor": purpose}), self._keys[0], registry=_REGISTRY)

    def open(self, purpose: str, text: str) -> dict[str, Any] | None:
        """What was sealed; None for anything that we did not seal for this purpose, by a key that we still have."""
        for key in self._keys:
            try:
                value = json.loads(jwe.decrypt_compact(text.encode("ascii"), key, registry=_REGISTRY).plaintext or b"")
            except (JoseError, ValueError, TypeError, KeyError):
                continue
            return value if isinstance(value, dict) and value.get("voor") == purpose else None
        return None

    def token(self, subject: str) -> str:
        """What every form of this person holds. By person, not by session: a form outlives logging in again, and is of no use
        to the next one at the same screen."""
        return self._tokens(subject)[0]

    def fits(self, token: str, subject: str) -> bool:
        """Whether a form was given to this person."""
        return any(hmac.compare_digest(token.encode(), one.encode()) for one in self._tokens(subject))

    def _tokens(self, subject: str) -> list[str]:
        return [hmac.new(key, subject.encode(), sha256).hexdigest() for key in self._form_keys]

    def __repr__(self) -> str:
        return "Seal(…)"
