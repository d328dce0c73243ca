# SPDX-License-Identifier: EUPL-1.2
"""The master keys that a process was given, and the wrapping of a zaak's key under one of them. Pure.

For: `keys` and `rotation`. Not for: where master keys come from (settings), nor for the records that hold what is wrapped.
"""

import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["KEY_BYTES", "NONCE_BYTES", "Masters"]

KEY_BYTES = 32
NONCE_BYTES = 12


class Masters:
    """AES-256-GCM under the current master key, bound to its kid and the zaak. Shows nothing of itself."""

    def __init__(self, masters: Mapping[str, bytes], current: str) -> None:
        """`masters`: kid → 32 bytes; `current`: the kid that wraps. Raises ValueError when these don't fit."""
        if current not in masters:
            raise ValueError("the current master key is not among the master keys")
        if any(len(master) != KEY_BYTES for master in masters.values()):
            raise ValueError(f"a master key has {KEY_BYTES} bytes")
        self._ciphers = {kid: AESGCM(master) for kid, master in masters.items()}
        self.current = current

    @property
    def kids(self) -> frozenset[str]:
        """The names of all that were given."""
        return frozenset(self._ciphers)

    def wrap(self, zaak_id: str, key: bytes) -> dict[str, object]:
        """The fields of a key's record: `kid` and `key`."""
        nonce = os.urandom(NONCE_BYTES)
        wrapped = nonce + self._ciphers[self.current].encrypt(nonce, key, _bound(self.current, zaak_id))
        return {"kid": self.current, "key": wrapped}

    def unwrap(self, zaak_id: str, kid: str, wrapped: bytes) -> bytes | None:
        """The key, or None: the master key is not given, or the record was altered or moved."""
        try:
            return self._ciphers[kid].decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound(kid, zaak_id))
        except (KeyError, InvalidTag, ValueError):
            return None

    def __repr__(self) -> str:
        return "Masters(…)"


def _bound(kid: str, zaak_id: str) -> bytes:
    return f"{kid}|{zaak_id}".encode()
