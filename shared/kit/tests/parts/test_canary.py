# SPDX-License-Identifier: EUPL-1.2
"""The database's own files, journal included: what is sealed is not in them; and a destroyed key comes back from nothing.

On a mongod of its own, as files of a shared one are another's. Not where there is no mongod to start here.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, ConfigDict

from zvhh_kit.core.document import CODEC
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.privacy import KeyGone, KeyStore, KeyUnreadable, Sealing
from zvhh_kit.privacy.rotation import rotate
from zvhh_kit.process.clock import SystemClock
from zvhh_local.mongo import Mongo
from zvhh_local.process import StartFailed

pytestmark = pytest.mark.parts
CANARY, CONTROL = "Kanarie-Verzonnen-7391", "Controle-Leesbaar-4826"
OLD, NEW = b"1" * 32, b"2" * 32


class Zaak(BaseModel):
    """A document with a text about people, and one in clear to see that the search works."""

    model_config = ConfigDict(frozen=True)

    verslag: Sealed[str]
    kenmerk: str


class At(SystemClock):
    """A clock that stands."""

    def now(self) -> datetime:
        """The moment."""
        return datetime(2025, 3, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
def own_mongo(tmp_path: Path) -> Iterator[Mongo]:
    """A database whose every file is this test's."""
    mongo = Mongo(tmp_path)
    try:
        mongo.start()
    except StartFailed as fault:
        pytest.skip(str(fault))
    yield mongo
    mongo.stop()


def _holding(folder: Path, text: str) -> list[str]:
    """Every file with this text in it, in any of the spellings of a database."""
    spellings = (text.encode(), text.encode("utf-16-le"))
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert any(file.parent.name == "journal" for file in files)
    return [file.name for file in files if any(one in file.read_bytes() for one in spellings)]


async def test_the_files_hold_no_canary_and_an_old_copy_of_a_key_opens_nothing(own_mongo: Mongo) -> None:
    """L8: destroyed and rotated: with the new master alone neither the record of now nor a backup of it opens."""
    client: Any = AsyncIOMotorClient(own_mongo.url, timeoutMS=10000)
    database = client.get_database("proef", codec_options=CODEC)
    before = KeyStore(database["keys"], {"old": OLD}, "old", At(), lifetime=0)
    zaak = Zaak(verslag=Sealed(CANARY), kenmerk=CONTROL)
    await Sealing(before).seal("z1", zaak, create=True)
    await database["zaken"].insert_one({"_id": "z1", **zaak.model_dump()})
    await before.key_for("z2", create=True)
    backup = await database["keys"].find_one({"_id": "z1"})
    own_mongo.stop()
    assert _holding(own_mongo.folder / "data", CANARY) == []
    assert _holding(own_mongo.folder / "data", CONTROL) != []

    own_mongo.start()
    both = KeyStore(database["keys"], {"old": OLD, "new": NEW}, "new", At(), lifetime=0)
    await both.destroy("z1")
    assert (await rotate(both)).rewrapped == 1
    after = KeyStore(database["keys"], {"new": NEW}, "new", At(), lifetime=0)
    stored = Zaak.model_validate(await database["zaken"].find_one({"_id": "z1"}))
    with pytest.raises(KeyGone):
        await Sealing(after).open("z1", stored)
    await database["keys"].replace_one({"_id": "z1"}, backup)
    with pytest.raises(KeyUnreadable):
        await Sealing(after).open("z1", stored)
    await Sealing(before).open("z1", stored)  # the backup was a real one: with the old master it still opens
    assert stored.verslag.clear == CANARY
    assert (await after.key_for("z2")).zaak == "z2"
    client.close()
