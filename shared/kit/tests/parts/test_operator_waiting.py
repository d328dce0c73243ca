# SPDX-License-Identifier: EUPL-1.2
"""What waits, on real parts: reminders, unpublished events, failed effects; seen, pushed, and told in one status."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from counting import IN, OUT, Herinner, Tel, Telling, command, read_all, sequences
from counting_toolbox import mended, stored, toolbox_of

from zvhh_kit.bus.producer import Refusal
from zvhh_kit.core.document import Document
from zvhh_kit.effects.performing import Outside
from zvhh_kit.operator.status import Status, _needs, look
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.operator.waiting import NoReminder, fire, publish, reminders, retry_effects, shift, unpublished
from zvhh_kit.store.overview import failed_effects
from zvhh_kit.store.reminders import Reminders

pytestmark = pytest.mark.parts
MONTH = timedelta(days=30)


@pytest.fixture
async def olga(second: Telling) -> AsyncIterator[Toolbox]:
    """The tools of an operator, a process of its own."""
    async with toolbox_of(second) as tools:
        yield tools


async def _reminded(telling: Telling, subject: str, at: datetime) -> None:
    await telling.engine.process([command(subject, Herinner(op=at))])


async def test_reminders_are_listed_earliest_first(telling: Telling, olga: Toolbox) -> None:
    """Those that are due are late; the others are not listed with --overdue."""
    now = datetime.now(UTC)
    await _reminded(telling, "t-2", now + MONTH)
    await _reminded(telling, "t-1", now - timedelta(minutes=10))
    rows = [one.row() for one in await reminders(olga, overdue=False, limit=10)]
    assert [row["zaakId"] for row in rows] == ["t-1", "t-1", "t-2", "t-2"]
    assert rows[0]["overdueSeconds"] >= 600
    assert rows[2]["overdueSeconds"] == 0
    assert {one.zaak for one in await reminders(olga, overdue=True, limit=10)} == {"t-1"}


async def test_a_reminder_is_fired_now_and_once(telling: Telling, olga: Toolbox) -> None:
    """Whenever it is due: its decision is taken and published; then it is gone."""
    await _reminded(telling, "t-1", datetime.now(UTC) + MONTH)
    outcome = await fire(olga, "t-1", "wek")
    assert (outcome.status, (await telling.state("t-1")).herinnerd) == ("handled", 1)
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)
    assert sequences(out, "t-1") == [1]
    with pytest.raises(NoReminder):
        await fire(olga, "t-1", "wek")
    with pytest.raises(NoReminder):
        await fire(olga, "t-9", "wek")


async def test_a_reminder_that_fails_is_seen_and_fires_after_the_repair(telling: Telling, olga: Toolbox) -> None:
    """It comes again by itself, later each time; after a new release it is fired at once."""
    await _reminded(telling, "t-1", datetime.now(UTC))
    assert (await fire(olga, "t-1", "faal")).status == "postponed"
    [failed] = [one for one in await reminders(olga, overdue=True, limit=10) if one.failures]
    assert (failed.name, failed.failures) == ("faal", 1)
    olga.rooms.handlers.named("teller").reminders.update(mended().named("teller").reminders)
    assert (await fire(olga, "t-1", "faal")).status == "handled"


async def test_a_reminder_is_shifted(telling: Telling, olga: Toolbox) -> None:
    """To the moment that is given; earlier failures are forgotten, and it fires then and not before."""
    was = (datetime.now(UTC) - timedelta(minutes=1)).replace(microsecond=0)
    await _reminded(telling, "t-1", was)
    to = was + MONTH
    await fire(olga, "t-1", "faal")
    assert await shift(olga, "t-1", "wek", to) == was
    await shift(olga, "t-1", "faal", to)
    [raw] = await stored(telling)
    assert (raw["reminders"], raw["retries"], raw["due"]) == ({"wek": to, "faal": to}, {}, to)
    await Reminders(telling.store, telling.engine, olga.rooms.clock, telling.metrics).fire()
    assert (await telling.state("t-1")).herinnerd == 0
    with pytest.raises(NoReminder):
        await shift(olga, "t-1", "anders", to)


async def test_what_a_dead_process_saved_is_seen_and_published(telling: Telling, olga: Toolbox) -> None:
    """Saved, and its process gone before it published: listed with its age, sent by the command, then gone."""
    await telling.engine.fold_and_save([command("t-1", Tel())])
    [row] = await unpublished(olga, 10)
    assert (row["zaakId"], row["events"], row["oldestType"].endswith("geteld.v1")) == ("t-1", 1, True)
    assert await publish(olga, 10) == []
    out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)
    assert sequences(out, "t-1") == [1]


async def test_effects_that_fail_are_tried_at_once(telling: Telling, second: Telling) -> None:
    """Not when their wait is over, but when somebody has mended what was wrong outside."""
    done: list[str] = []
    broken = [True]

    async def perform(outside: Outside) -> None:
        if broken:
            raise Refusal("TopicAuthorizationFailedError")
        done.append(outside.document)

    await telling.engine.process([command("t-1", Tel())])
    effect = {"n": 7, "kind": "meld", "data": {}, "at": datetime.now(UTC), "time": datetime.now(UTC), "trace": ""}
    waits = effect | {"not_before": datetime.now(UTC), "tries": 0}
    await telling.store.collection.update_one({"_id": "t-1"}, {"$set": {"effects": [waits]}})
    async with toolbox_of(second, performers={"meld": perform}) as tools:
        for tries in (1, 2):
            await retry_effects(tools)
            [row] = await failed_effects(tools.rooms.store, 10)
            assert (row["zaakId"], row["kind"], row["tries"]) == ("t-1", "meld", tries)
        broken.clear()
        await retry_effects(tools)
        assert await failed_effects(tools.rooms.store, 10) == []
    assert done == ["t-1"]


async def test_all_is_well_says_that_nothing_waits(telling: Telling, olga: Toolbox) -> None:
    """Documents by kind and stage; nothing that needs a person."""
    await telling.offer("t-1", 1)
    async with telling.consuming():
        await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)
        seen = await look(olga)
    assert (seen.needs, seen.letters, seen.stopped, seen.members) == ([], 0, [], 1)
    assert seen.documents == [{"kind": "teller", "stage": "–", "count": 1}]
    assert {row["topic"] for row in seen.lag} == {telling.prefix + "bron.v1"}


async def test_status_says_what_waits_for_a_person_and_the_cure(telling: Telling, olga: Toolbox) -> None:
    """Each of the alarms, with the command beside it."""
    await telling.offer("t-1", 1, "fout")
    [record] = await read_all(telling.bootstrap, telling.prefix + IN, at_least=1)
    await telling.dead_letters.send(record, "unexpected: RuntimeError", pointer_only=False)
    await _reminded(telling, "t-3", datetime.now(UTC) - timedelta(hours=1))
    await fire(olga, "t-3", "faal")
    await telling.engine.fold_and_save([command("t-4", Tel())])
    document = (await telling.store.load(["t-4"]))["t-4"]
    await _aged(telling, document)
    seen = await look(olga)
    assert [need.cure for need in seen.needs] == [
        "zvhh-telling dead-letters list",
        "zvhh-telling outbox --publish",
        "zvhh-telling reminders list --overdue",
        "zvhh-telling reminders list --overdue",
        "zvhh-telling run",
    ]
    assert [row["zaakId"] for row in seen.stopped] == ["t-1"]
    assert (seen.members, sum(row["lag"] for row in seen.lag)) == (0, 1)
    assert seen.row()["needs"][0] == {"what": "1 dead letters staan open", "cure": "zvhh-telling dead-letters list"}


async def _aged(telling: Telling, document: Document) -> None:
    for entry in document.outbox:
        entry["at"] -= timedelta(minutes=2)
    await telling.store.collection.update_one({"_id": document.id}, {"$set": {"outbox": document.outbox}})


def test_who_reads_is_only_behind() -> None:
    """Lag alone needs nobody, as long as some process reads."""
    lag = [{"topic": "bron.v1", "partition": 0, "lag": 5}]
    assert _needs(Status("telling", 1, lag, [], [], 0, [], [], []), 0) == []
    assert [one.cure for one in _needs(Status("telling", 0, lag, [], [], 0, [], [], []), 0)] == ["zvhh-telling run"]
