# SPDX-License-Identifier: EUPL-1.2
"""The key store on a real MongoDB: one key per zaak under races, gone for good, bound to its zaak (L8)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from bson import encode
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, ConfigDict
from pymongo.monitoring import CommandListener, CommandStartedEvent

from zvhh_kit.domain.decision import Sealed
from zvhh_kit.privacy import KeyGone, KeyMissing, KeyStore, KeyUnreadable, SealBroken, Sealing
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.store.documents import Unavailable

pytestmark = pytest.mark.parts

MASTERS = {"v1": b"1" * 32, "v2": b"2" * 32}
CANARY = "Kanarie-Verzonnen-7391"


class At(SystemClock):
    def now(self) -> datetime:
        return datetime(2025, 3, 3, 8, 12, tzinfo=UTC)


class Commands(CommandListener):
    """The names of the commands sent, to count round trips."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self, event: CommandStartedEvent) -> None:
        self.names.append(event.command_name)

    def succeeded(self, event: Any) -> None: ...

    def failed(self, event: Any) -> None: ...


class Persoon(BaseModel):
    naam: Sealed[str]


class Zaak(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")

    toelichting: Sealed[str] | None = None
    advies: Sealed[str] | None = None
    personen: tuple[Persoon, ...] = ()


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
async def collection(mongodb_url: str, database: str, commands: Commands) -> AsyncIterator[Any]:
    client: Any = AsyncIOMotorClient(mongodb_url, tz_aware=True, timeoutMS=10000, event_listeners=[commands])
    yield client[database]["keys"]
    client.close()


def _store(collection: Any, current: str = "v1", **limits: Any) -> KeyStore:
    return KeyStore(collection, MASTERS, current, At(), **limits)


async def test_forty_racing_writers_get_one_key_per_zaak(collection: Any) -> None:
    """L8: what one writer seals every other opens; four records, each made once."""
    stores = [_store(collection) for _ in range(40)]
    keys = await asyncio.gather(*(store.key_for(f"z{n % 4}", create=True) for n, store in enumerate(stores)))
    for n, key in enumerate(keys):
        assert keys[n % 4].open("f", key.seal("f", b"a")) == b"a"
    assert await collection.count_documents({}) == 4
    assert keys[0].zaak == "z0"
    with pytest.raises(SealBroken):
        keys[1].open("f", keys[0].seal("f", b"a"))


async def test_a_destroyed_key_is_gone_for_good(collection: Any) -> None:
    """L8: nothing reads it, nothing makes a second one, in this process and in another; the wrapped bytes are gone."""
    here, other = _store(collection), _store(collection, lifetime=0)
    await here.key_for("z1", create=True)
    await here.destroy("z1")
    await other.destroy("z1")
    for store in (here, other, _store(collection)):
        with pytest.raises(KeyGone) as gone:
            await store.key_for("z1")
        assert gone.value.zaken == ("z1",)
        with pytest.raises(KeyGone):
            await store.key_for("z1", create=True)
    raw = await collection.find_one({"_id": "z1"})
    assert set(raw) == {"_id", "destroyed", "destroyed_at", "made_at"}


async def test_a_zaak_without_a_key_can_be_destroyed_too(collection: Any) -> None:
    """L8: a late event may not make a key for it afterwards."""
    store = _store(collection)
    await store.destroy("z1")
    with pytest.raises(KeyGone):
        await store.key_for("z1", create=True)


async def test_destruction_wins_every_race(collection: Any) -> None:
    """L8: whichever comes first, in the end there is a tombstone and no key."""
    for n in range(20):
        stores = [_store(collection, lifetime=0) for _ in range(4)]
        made = [store.key_for(f"r{n}", create=True) for store in stores]
        await asyncio.gather(stores[0].destroy(f"r{n}"), *made, return_exceptions=True)
        with pytest.raises(KeyGone):
            await stores[1].key_for(f"r{n}", create=True)
    assert await collection.count_documents({"key": {"$exists": True}}) == 0


async def test_another_process_forgets_within_its_lifetime(collection: Any) -> None:
    """L8: a key in memory lives for `lifetime` seconds of real time, however often it is used."""
    here, other = _store(collection), _store(collection, lifetime=0.4)
    await other.key_for("z1", create=True)
    await here.destroy("z1")
    loop = asyncio.get_running_loop()
    start = loop.time()
    with pytest.raises(KeyGone):
        while loop.time() < start + 5:
            await other.key_for("z1")
            await asyncio.sleep(0.02)
    assert loop.time() < start + 1


async def test_many_keys_by_one_question(collection: Any, commands: Commands) -> None:
    """500 zaken: one find; then none at all until the lifetime is over."""
    ids = [f"z{n}" for n in range(500)]
    first = _store(collection)
    await asyncio.gather(*(first.key_for(zaak, create=True) for zaak in ids))
    store = _store(collection)
    commands.names.clear()
    assert sorted(await store.keys_for([*ids, "z1"])) == sorted(ids)
    assert [name for name in commands.names if name != "getMore"] == ["find"]
    commands.names.clear()
    await store.keys_for(ids)
    await store.key_for("z7", create=True)
    assert commands.names == []


async def test_the_memory_is_bounded(collection: Any, commands: Commands) -> None:
    """The keys used least recently leave first."""
    store = _store(collection, size=2)
    for zaak in ("z1", "z2", "z1", "z3"):
        await store.key_for(zaak, create=True)
    commands.names.clear()
    await store.keys_for(["z1", "z3"])
    assert commands.names == []
    await store.key_for("z2")
    assert commands.names == ["find"]


async def test_missing_keys_are_named(collection: Any) -> None:
    """With every id; a destroyed one is told before a missing one."""
    store = _store(collection)
    await store.key_for("z1", create=True)
    with pytest.raises(KeyMissing) as missing:
        await store.keys_for(["z1", "z2", "z3"])
    assert missing.value.zaken == ("z2", "z3")
    await store.destroy("z1")
    with pytest.raises(KeyGone):
        await store.keys_for(["z1", "z2"])


async def test_the_wrapped_key_is_bound_to_zaak_and_master(collection: Any) -> None:
    """L8: moved to another zaak, altered, or under an unknown master key it does not unwrap; nothing is told of it."""
    await _store(collection).key_for("z1", create=True)
    await _store(collection, "v2").key_for("z2", create=True)
    one = await collection.find_one({"_id": "z1"})
    assert (one["kid"], len(one["key"])) == ("v1", 12 + 32 + 16)
    assert await _store(collection, "v2").key_for("z1")
    harms = {"z3": {"key": one["key"]}, "z4": {"kid": "v2"}, "z5": {"kid": "v9"}, "z6": {"key": b""}}
    for zaak, harm in harms.items():
        await collection.insert_one({**one, "_id": zaak, **harm})
        with pytest.raises(KeyUnreadable, match=zaak):
            await _store(collection).key_for(zaak)


def test_wrong_master_keys_stop_the_start() -> None:
    with pytest.raises(ValueError, match="current"):
        KeyStore(None, MASTERS, "v3", At())
    with pytest.raises(ValueError, match="32 bytes"):
        KeyStore(None, {"v1": b"short"}, "v1", At())


async def test_a_database_that_is_away_is_told_so(database: str) -> None:
    """The caller answers 503 and tries again."""
    client: Any = AsyncIOMotorClient("mongodb://127.0.0.1:9", serverSelectionTimeoutMS=50)
    store = _store(client[database]["keys"])
    calls = (store.key_for("z1"), store.key_for("z1", create=True), store.destroy("z1"), store.keys_for(["z1"]))
    for call in calls:
        with pytest.raises(Unavailable):
            await call
    client.close()


async def test_a_stored_document_holds_no_clear_text(collection: Any) -> None:
    """L8: the raw record of a sealed state; a control in clear is found, so the search works."""
    sealing = Sealing(_store(collection))
    zaak = Zaak(toelichting=Sealed(CANARY), personen=(Persoon(naam=Sealed(CANARY)),))
    await sealing.seal("z1", zaak, create=True)
    zaken = collection.database["zaken"]
    await zaken.insert_one({"_id": "z1", "state": zaak.model_dump()})
    await zaken.insert_one({"_id": "control", "state": CANARY})
    raw = {doc["_id"]: doc async for doc in zaken.find()}
    assert CANARY.encode() in encode(raw["control"])
    assert CANARY.encode() not in encode(raw["z1"])
    read = Zaak.model_validate(raw["z1"]["state"])
    await Sealing(_store(collection)).open("z1", read)
    assert read.toelichting is not None
    assert (read.toelichting.clear, read.personen[0].naam.clear) == (CANARY, CANARY)


async def test_a_value_moved_to_another_zaak_or_field_does_not_open(collection: Any) -> None:
    """L8: by someone who may write to the database."""
    sealing = Sealing(_store(collection))
    one, two = Zaak(toelichting=Sealed("een")), Zaak(toelichting=Sealed("twee"))
    await sealing.seal("z1", one, create=True)
    await sealing.seal("z2", two, create=True)
    with pytest.raises(SealBroken):
        await sealing.open("z2", Zaak.model_validate(one.model_dump()))
    with pytest.raises(SealBroken):
        await sealing.open("z1", Zaak.model_validate({"advies": one.model_dump()["toelichting"]}))
    await sealing.open_many([("z1", one), ("z2", two)])
    assert one.toelichting is not None
    assert one.toelichting.clear == "een"


async def test_after_destruction_nothing_opens(collection: Any) -> None:
    """L8: a document from a backup stays shut."""
    keys = _store(collection)
    zaak = Zaak(toelichting=Sealed(CANARY))
    await Sealing(keys).seal("z1", zaak, create=True)
    await keys.destroy("z1")
    with pytest.raises(KeyGone):
        await Sealing(keys).open("z1", zaak)
    with pytest.raises(KeyGone):
        await Sealing(keys).seal("z1", Zaak(toelichting=Sealed("a")), create=True)
