# SPDX-License-Identifier: EUPL-1.2
"""Ids and keys that are made of what they stand for, under a secret: the same input gives the same id, and tells nothing.

For: the id of a zaak (a repeated melding is the same zaak, D1), its kenmerk, the key and digest of a command, and the
pseudonym of a person in the log (L7). Not for: encryption; nothing here can be turned back.

The secret is for life: with another one a repeated melding becomes a second zaak. Back it up beside the master keys.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from zvhh_kit.privacy.blind import BlindIndex

__all__ = ["KENMERK_SYMBOLS", "StaticIds", "canonical_json"]

KENMERK_SYMBOLS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""The 27 symbols of a kenmerk, which people read aloud and type over.

No vowels, so that no words arise; no Y (in Dutch it sounds as IJ); no 0 and 1 (O and I); no L (1 and I).
"""

_KENMERK_LENGTH = 8
_SECRET_BYTES = 32


class StaticIds:
    """HMAC-SHA256 under one secret, with a label per use; parts are length-prefixed: ("a", "bc") is not ("ab", "c").

    `blind`: the index by which persons are found again, under a key of its own (D11).
    """

    __slots__ = ("_keyed", "blind")

    def __init__(self, secret: bytes, index: Sequence[bytes] = ()) -> None:
        """`secret`: at least 32 random bytes, else ValueError; `index`: those of the blind index, none: the same one."""
        if len(secret) < _SECRET_BYTES:
            raise ValueError(f"the secret of static ids needs at least {_SECRET_BYTES} bytes")
        self._keyed = hmac.new(secret, digestmod=hashlib.sha256)
        self.blind = BlindIndex(*(index or [secret]))

    def zaak_id(self, *parts: str) -> str:
        """The id of the zaak that these parts name (D1): a UUIDv8 in lower case, 122 bits of HMAC."""
        raw = bytearray(self._hmac("zaak-id", *parts)[:16])
        raw[6] = 0x80 | raw[6] & 0x0F
        raw[8] = 0x80 | raw[8] & 0x3F
        return str(uuid.UUID(bytes=bytes(raw)))

    def kenmerk(self, zaak_id: str) -> str:
        """What people see of a zaak, as `ZV-7K4M-9QXT`: 38 bits, so two zaken may share one; it is never an id."""
        number = int.from_bytes(self._hmac("kenmerk", zaak_id), "big")
        symbols = ""
        for _ in range(_KENMERK_LENGTH):
            number, rest = divmod(number, len(KENMERK_SYMBOLS))
            symbols += KENMERK_SYMBOLS[rest]
        return f"ZV-{symbols[:4]}-{symbols[4:]}"

    def key(self, namespace: str, *parts: str) -> str:
        """The key under which a document remembers a command, in hex: equal for a repeat, per name space (D1)."""
        return self._hmac("key", namespace, *parts).hex()

    def digest(self, canonical: bytes) -> str:
        """What a command says, in hex: the digest of its clear canonical JSON, before sealing (D1)."""
        return self._under_secret(b"digest" + canonical).hex()

    def pseudonym(self, *parts: str) -> str:
        """A data subject in the log (L7), in hex: recognised when met again, not named."""
        return self._hmac("pseudonym", *parts).hex()

    def cursor(self, *parts: str) -> str:
        """What says that a cursor of a list is one that we gave, in hex."""
        return self._hmac("cursor", *parts).hex()[:32]

    def _hmac(self, label: str, *parts: str) -> bytes:
        encoded = [part.encode() for part in (label, *parts)]
        message = b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
        return self._under_secret(message)

    def _under_secret(self, message: bytes) -> bytes:
        """Not `hmac.digest`: that lets go of the interpreter's lock, and waits for it among the database's threads."""
        keyed = self._keyed.copy()
        keyed.update(message)
        return keyed.digest()

    def __repr__(self) -> str:
        return "StaticIds(…)"


def canonical_json(obj: Any) -> bytes:
    """One spelling of a JSON value or pydantic model: sorted keys, no spaces, UTF-8; models by alias with defaults.

    For comparing what this program made with what it made before; not RFC 8785. Raises ValueError for NaN and infinity.
    """
    plain = to_jsonable_python(obj, by_alias=True)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode()
