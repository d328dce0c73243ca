# SPDX-License-Identifier: EUPL-1.2
"""The index of persons under another key, while people report and search, on a real database (D11)."""

import asyncio
import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from services.intake.tests.parts.conftest import Intake
from services.intake.tests.story import MaaktDienIn

from zvhh_intake.domain.rules.herindexeren import herindexeer
from zvhh_intake.service import create
from zvhh_kit.bus.topics import TopicTable
from zvhh_kit.operator.index import rebuild
from zvhh_kit.operator.toolbox import open_toolbox
from zvhh_kit.privacy import BlindIndex
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Settings
from zvhh_kit.run.process import create_topics
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.testing.service import Running, running_service

pytestmark = pytest.mark.parts
ZVHH = "00000099000000000100"
TOPICS = Path(__file__).parents[4] / "deploy" / "topics.yaml"
NOOR = {"als": "noor", "oin": ZVHH, "rol": "procesregisseur"}
NIEUW = "nieuw-" * 8
ANDER = {"rol": "kring", "gegevens": {"naam": "Karel Bedacht", "bsn": "123456782"}, "geinformeerd": {"ja": True}}


@asynccontextmanager
async def with_keys(settings: Settings, keys: str) -> AsyncIterator[Intake]:
    """A process with these keys of the index, on the same database."""
    other = settings.model_copy(update={"index_keys": SecretStr(keys)})
    async with running_service(create, other, Intake) as process:
        yield process


async def made_anew(process: Running) -> int:
    """Give the command, as an operator; how many documents it changed."""
    async with open_toolbox(Rooms(create(process.settings)), "olga") as tools:
        done = await rebuild(tools)
        assert done is not None
        assert (done.unreadable, done.seen >= done.changed) == ([], True)
        return done.changed


async def found(process: Intake, bsn: str) -> set[str]:
    inhoud = {"bsn": bsn, "reden": "klacht"}
    antwoord = await process.vraag("POST", "/v1/betrokkenen/zaken", inhoud=inhoud, **NOOR)
    assert antwoord.status_code == 200, antwoord.text
    return {een["zaakId"] for een in antwoord.json()["zaken"]}


async def test_the_index_gets_a_key_of_its_own_while_people_work(
    intake: Intake, settings: Settings, melding: dict[str, Any]
) -> None:
    """D11: at every moment each process finds who was reported before, between and after; then the old hashes go."""
    await create_topics(create(settings), load_configuration(TOPICS, TopicTable), partitions=2)
    zaken = {str((await intake.meld(melding))["zaakId"]) for _ in range(3)}
    oud = await hashes(intake)
    async with with_keys(settings, f"{NIEUW} id-secret") as beide:
        assert await found(beide, "999990020") == zaken
        zaken.add(str((await beide.meld(melding))["zaakId"]))
        assert await found(intake, "999990020") == zaken, "a process with the old key alone"
        (eerste, *_) = sorted(zaken)
        toevoegen = {"betrokkene": ANDER, "reden": "Kwam in beeld."}
        pad = f"/v1/meldingen/{eerste}/betrokkenen"
        werk = [beide.vraag("POST", pad, inhoud=copy.deepcopy(toevoegen), **NOOR) for _ in range(8)]
        gewijzigd, antwoorden = await asyncio.gather(made_anew(beide), asyncio.gather(*werk))
        assert {antwoord.status_code for antwoord in antwoorden} == {201}
        assert gewijzigd >= 2
        await made_anew(beide)
        assert await made_anew(beide) == 0, "again is harmless"
        assert await found(beide, "999990020") == zaken
        async with with_keys(settings, NIEUW) as nieuw:
            assert await found(nieuw, "999990020") == zaken
            assert await found(nieuw, "123456782") == {eerste}
            zaken.add(str((await nieuw.meld(melding))["zaakId"]))
            assert await found(beide, "999990020") == zaken
            overeen = (await nieuw.vraag("GET", f"/v1/meldingen/{eerste}/overeenkomsten", **NOOR)).json()
            assert {een["zaakId"] for een in overeen["zaken"]} == zaken - {eerste}
            await made_anew(nieuw)
            assert await found(nieuw, "999990020") == zaken
            assert not await hashes(nieuw) & oud
            assert len((await nieuw.stored(eerste))["state"]["wijzigingen"]) == 8


async def hashes(process: Intake) -> set[str]:
    raws = process.rooms.store.collection.find({"soort": "melding"})
    return {een["hash"] async for raw in raws for een in raw["state"]["sporen"]}


async def test_a_destroyed_zaak_is_passed_over(intake: Intake, settings: Settings, melding: dict[str, Any]) -> None:
    """L8: nothing of it is read, and it stands in nobody's way."""
    weg, blijft = [str((await intake.meld(melding))["zaakId"]) for _ in range(2)]
    await intake.rooms.keys.destroy(weg)
    async with with_keys(settings, NIEUW) as nieuw:
        assert await made_anew(nieuw) == 1
        assert await found(nieuw, "999990020") == {blijft}


def test_what_has_no_persons_stays(dien_in: MaaktDienIn) -> None:
    """A draft and a year have no traces."""
    assert herindexeer(BlindIndex(b"x" * 32), dien_in(), dien_in()) is None
