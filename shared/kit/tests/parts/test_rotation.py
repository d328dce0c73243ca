# SPDX-License-Identifier: EUPL-1.2
"""Rotation of master keys on a real database: resumable, beside writers, and only what lives is wrapped anew (L8)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient

from zvhh_kit.privacy import KeyGone, KeyStore, KeyUnreadable
from zvhh_kit.privacy import rotation as rotations
from zvhh_kit.privacy.rotation import all_destroyed, rotate, standing
from zvhh_kit.process.clock import SystemClock

pytestmark = pytest.mark.parts
OLD, NEW = b"1" * 32, b"2" * 32


class At(SystemClock):
    """A clock that stands."""

    def now(self) -> datetime:
        """The moment."""
        return datetime(2025, 3, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
async def collection(mongodb_url: str, database: str) -> AsyncIterator[Any]:
    """The keys of one service."""
    client: Any = AsyncIOMotorClient(mongodb_url, tz_aware=True, timeoutMS=10000)
    yield client[database]["keys"]
    client.close()


def _keys(collection: Any, current: str, **masters: bytes) -> KeyStore:
    return KeyStore(collection, masters, current, At(), lifetime=0)


async def test_every_living_key_is_under_the_new_master_and_opens_what_it_sealed(collection: Any) -> None:
    """L8: with the new master alone all that lives is read; what was destroyed has no wrapped bytes and stays gone."""
    before = _keys(collection, "v1", v1=OLD)
    sealed = {f"z{n}": (await before.key_for(f"z{n}", create=True)).seal("f", b"tekst") for n in range(5)}
    await before.destroy("z4")
    both = _keys(collection, "v2", v1=OLD, v2=NEW)
    assert (await standing(both)).idle == []
    rotated = await rotate(both)
    assert (rotated.rewrapped, rotated.unreadable) == (4, [])
    after = _keys(collection, "v2", v2=NEW)
    for zaak in ("z0", "z1", "z2", "z3"):
        assert (await after.key_for(zaak)).open("f", sealed[zaak]) == b"tekst"
    with pytest.raises(KeyGone):
        await after.key_for("z4")
    found = await standing(both)
    assert (dict(+found.living), found.destroyed, found.idle, found.lost) == ({"v2": 4}, 1, ["v1"], [])
    assert [ids async for ids in all_destroyed(both)] == [["z4"]]


async def test_what_can_not_be_unwrapped_stays_and_is_named(collection: Any) -> None:
    """A master key that was not given: nothing of it is lost, and nobody is told that it may go."""
    await _keys(collection, "v1", v1=OLD).key_for("z1", create=True)
    await _keys(collection, "v0", v0=b"0" * 32).key_for("z0", create=True)
    both = _keys(collection, "v2", v1=OLD, v2=NEW)
    rotated = await rotate(both)
    assert (rotated.rewrapped, rotated.unreadable) == (1, ["z0"])
    assert (await standing(both)).lost == ["v0"]
    with pytest.raises(KeyUnreadable):
        await both.key_for("z0")
    assert (await rotate(_keys(collection, "v2", v0=b"0" * 32, v2=NEW))).rewrapped == 1


async def test_it_goes_on_where_it_ended(collection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended after the first part: another time does the rest and nothing twice; the bar is told of each part."""
    monkeypatch.setattr(rotations, "BATCH", 2)
    before = _keys(collection, "v1", v1=OLD)
    for n in range(5):
        await before.key_for(f"z{n}", create=True)
    both, told = _keys(collection, "v2", v1=OLD, v2=NEW), list[tuple[int, int]]()

    def ends(done: int, whole: int) -> None:
        told.append((done, whole))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rotate(both, ends)
    assert (dict((await standing(both)).living), told) == ({"v1": 3, "v2": 2}, [(2, 5)])
    told.clear()
    rotated = await rotate(both, lambda done, whole: told.append((done, whole)))
    assert (rotated.rewrapped, told) == (3, [(2, 3), (3, 3)])
    assert (await rotate(both)).rewrapped == 0


async def test_writers_and_destruction_beside_it_lose_nothing(collection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """L8: a key that is destroyed or read while it is rotated: destroyed for good, or readable, never in between."""
    monkeypatch.setattr(rotations, "BATCH", 3)
    both = _keys(collection, "v2", v1=OLD, v2=NEW)
    before = _keys(collection, "v1", v1=OLD, v2=NEW)
    names = [f"z{n:02}" for n in range(40)]
    sealed = {zaak: (await before.key_for(zaak, create=True)).seal("f", b"tekst") for zaak in names}

    async def destroy() -> None:
        for zaak in names[::2]:
            await before.destroy(zaak)

    async def read() -> None:
        for zaak in names[1::2]:
            assert (await before.key_for(zaak)).open("f", sealed[zaak]) == b"tekst"

    await asyncio.gather(rotate(both), destroy(), rotate(both), read())
    found = await standing(both)
    assert (dict(+found.living), found.destroyed) == ({"v2": 20}, 20)
    assert await collection.count_documents({"destroyed": True, "key": {"$exists": True}}) == 0
    for zaak in names[1::2]:
        assert (await _keys(collection, "v2", v2=NEW).key_for(zaak)).open("f", sealed[zaak]) == b"tekst"
