# SPDX-License-Identifier: EUPL-1.2
"""A key per zaak, wrapped under a master key, in a collection of its own: who destroys the key destroys the texts (L8).

For: `zvhh_kit.privacy.sealing`. Not for: keeping master keys (they come in by settings, from outside the database and
its backups), nor rotating them (`zvhh_kit.privacy.rotation`).

A key is made before the document that needs it. A destroyed key leaves a tombstone: no second key ever takes its place.
Destroying is final only when the master key that wrapped it is gone too: old pages and backups still hold wrapped bytes.
"""

import os
import time
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError, PyMongoError
from pymongo.write_concern import WriteConcern

from zvhh_kit.privacy.masters import KEY_BYTES, NONCE_BYTES, Masters
from zvhh_kit.process.clock import Clock
from zvhh_kit.store.documents import Unavailable

__all__ = ["KeyGone", "KeyMissing", "KeyStore", "KeyUnreadable", "SealBroken", "ZaakKey"]

FORMAT = b"\x01"
"""First byte of a sealed value: AES-256-GCM, 12 bytes nonce, AAD `zaakId/field`."""
NUMBERED = b"\x02"
"""The same with AAD `zaakId/field/number`: of a field that says whose it is. Older ones of such a field have no number."""

_RACES = 5


class _AboutZaken(Exception):
    """Says which zaken it is about: ids, never content."""

    def __init__(self, *zaken: str) -> None:
        super().__init__(*zaken)
        self.zaken = zaken


class KeyGone(_AboutZaken):
    """The key of these zaken was destroyed; what was sealed with it is lost for good (L8). `at`: when, of the first."""

    def __init__(self, *zaken: str, at: datetime | None = None) -> None:
        super().__init__(*zaken)
        self.at = at


class KeyMissing(_AboutZaken):
    """These zaken have no key yet."""


class KeyUnreadable(_AboutZaken):
    """The key of these zaken can't be unwrapped: its master key is not given, or its record was altered or moved."""


class SealBroken(Exception):
    """A sealed value can't be opened: altered, or moved here from another zaak or field. Names those two, no data."""

    def __init__(self, zaak: str, field: str, why: str) -> None:
        super().__init__(f"sealed field {field!r} of zaak {zaak}: {why}")


class ZaakKey:
    """The key of one zaak, ready for use. Shows nothing of itself."""

    __slots__ = ("_cipher", "zaak")

    def __init__(self, zaak: str, key: bytes) -> None:
        self.zaak = zaak
        self._cipher = AESGCM(key)

    def seal(self, field: str, clear: bytes) -> bytes:
        """`clear`, sealed for this zaak and this field (`name` or `name/number`) only; another result each time."""
        return self.seal_all([(field, clear)])[0]

    def seal_all(self, values: Sequence[tuple[str, bytes]]) -> list[bytes]:
        """Each value (field, clear) as by `seal`; the nonces are drawn at once, for each draw lets other threads in."""
        drawn = os.urandom(NONCE_BYTES * len(values))
        nonces = [drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES)]
        return [
            (NUMBERED if "/" in field else FORMAT) + nonce + self._cipher.encrypt(nonce, clear, self._bound(field))
            for nonce, (field, clear) in zip(nonces, values, strict=True)
        ]

    def open(self, field: str, sealed: bytes) -> bytes:
        """What was sealed for this zaak and field. Raises SealBroken."""
        known = (FORMAT, NUMBERED) if "/" in field else (FORMAT,)
        if sealed[:1] not in known or len(sealed) < len(FORMAT) + NONCE_BYTES:
            raise SealBroken(self.zaak, field, "unknown format")
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            bound = field if sealed[:1] == NUMBERED else field.partition("/")[0]
            return self._cipher.decrypt(nonce, rest, self._bound(bound))
        except InvalidTag:
            raise SealBroken(self.zaak, field, "altered, or sealed for another zaak, field or person") from None

    def _bound(self, field: str) -> bytes:
        return f"{self.zaak}/{field}".encode()

    def __repr__(self) -> str:
        return f"ZaakKey({self.zaak})"


class KeyStore:
    """The keys of one service's zaken.

    A key stays in memory for `lifetime` seconds of real time (5), whatever the simulated clock says, and at most `size`
    keys do: so long after a destruction another process may still read. This process forgets at once.
    """

    def __init__(
        self,
        collection: Any,
        masters: Mapping[str, bytes],
        current: str,
        clock: Clock,
        *,
        lifetime: float = 5.0,
        size: int = 4096,
    ) -> None:
        """`masters`: kid → 32 bytes; `current`: the kid that wraps new keys. Raises ValueError when these don't fit."""
        self.masters = Masters(masters, current)
        self.collection = collection.with_options(write_concern=WriteConcern("majority", j=True))
        self._clock = clock
        self._cache = _Recent(lifetime, size)

    async def key_for(self, zaak_id: str, *, create: bool = False) -> ZaakKey:
        """The key of a zaak; with `create` it is made when there is none: racing writers all get the same one.

        Raises KeyGone after destruction (also with `create`), KeyMissing, KeyUnreadable, Unavailable.
        """
        if not create:
            return (await self.keys_for([zaak_id]))[zaak_id]
        asked = time.monotonic()
        found = self._cache.get(zaak_id, asked)
        return found or self._use(await self._made(zaak_id), asked)

    async def keys_for(self, zaak_ids: Collection[str]) -> dict[str, ZaakKey]:
        """The keys of many zaken, with one question to the database.

        Raises KeyGone or KeyMissing with every id that it holds for, KeyUnreadable, Unavailable.
        """
        asked = time.monotonic()
        keys = {zaak: key for zaak in zaak_ids if (key := self._cache.get(zaak, asked))}
        wanted = [zaak for zaak in dict.fromkeys(zaak_ids) if zaak not in keys]
        if not wanted:
            return keys
        try:
            found = {raw["_id"]: raw async for raw in self.collection.find({"_id": {"$in": wanted}})}
        except PyMongoError as fault:
            raise Unavailable(type(fault).__name__) from fault
        if gone := [zaak for zaak, raw in found.items() if raw.get("destroyed")]:
            raise KeyGone(*gone, at=found[gone[0]]["destroyed_at"])
        if missing := [zaak for zaak in wanted if zaak not in found]:
            raise KeyMissing(*missing)
        return keys | {zaak: self._use(raw, asked) for zaak, raw in found.items()}

    async def destroyed_among(self, zaak_ids: Collection[str]) -> frozenset[str]:
        """Those of these zaken whose key was destroyed; a key that was read a moment ago still counts, as for `key_for`.

        Raises Unavailable.
        """
        asked = time.monotonic()
        wanted = [zaak for zaak in dict.fromkeys(zaak_ids) if self._cache.get(zaak, asked) is None]
        if not wanted:
            return frozenset()
        try:
            found = self.collection.find({"_id": {"$in": wanted}, "destroyed": True}, {"_id": True})
            return frozenset([raw["_id"] async for raw in found])
        except PyMongoError as fault:
            raise Unavailable(type(fault).__name__) from fault

    async def destroy(self, zaak_id: str) -> None:
        """Destroy the key and leave a tombstone, also where no key was made yet (L8). Twice is once.

        Raises Unavailable; then it may or may not have happened, and is to be repeated.
        """
        self._cache.drop(zaak_id)
        change = {
            "$set": {"destroyed": True},
            "$min": {"destroyed_at": self._clock.now()},
            "$unset": {"key": "", "kid": ""},
        }
        await self._upsert(zaak_id, change)
        self._cache.drop(zaak_id)

    async def _made(self, zaak_id: str) -> dict[str, Any]:
        fresh = {**self.masters.wrap(zaak_id, os.urandom(KEY_BYTES)), "made_at": self._clock.now()}
        return await self._upsert(zaak_id, {"$setOnInsert": fresh})

    async def _upsert(self, zaak_id: str, change: dict[str, Any]) -> dict[str, Any]:
        for _ in range(_RACES):
            try:
                raw: dict[str, Any] = await self.collection.find_one_and_update(
                    {"_id": zaak_id}, change, upsert=True, return_document=ReturnDocument.AFTER
                )
            except DuplicateKeyError:
                continue  # another writer was first; now there is a record to find
            except PyMongoError as fault:
                raise Unavailable(type(fault).__name__) from fault
            return raw
        raise Unavailable("key record contested")

    def _use(self, raw: dict[str, Any], asked: float) -> ZaakKey:
        zaak = raw["_id"]
        if raw.get("destroyed"):
            raise KeyGone(zaak, at=raw["destroyed_at"])
        clear = self.masters.unwrap(zaak, str(raw.get("kid")), bytes(raw.get("key") or b""))
        if clear is None:
            raise KeyUnreadable(zaak)
        key = ZaakKey(zaak, clear)
        self._cache.put(key, asked)
        return key


class _Recent:
    """The keys last used, each for `lifetime` seconds from the moment the database was asked."""

    def __init__(self, lifetime: float, size: int) -> None:
        self._lifetime = lifetime
        self._size = size
        self._keys: OrderedDict[str, tuple[float, ZaakKey]] = OrderedDict()

    def get(self, zaak_id: str, now: float) -> ZaakKey | None:
        asked, key = self._keys.get(zaak_id, (0.0, None))
        if key is None:
            return None
        if now - asked >= self._lifetime:
            del self._keys[zaak_id]
            return None
        self._keys.move_to_end(zaak_id)
        return key

    def put(self, key: ZaakKey, asked: float) -> None:
        self._keys[key.zaak] = (asked, key)
        self._keys.move_to_end(key.zaak)
        while len(self._keys) > self._size:
            self._keys.popitem(last=False)

    def drop(self, zaak_id: str) -> None:
        self._keys.pop(zaak_id, None)
