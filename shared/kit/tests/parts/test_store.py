# SPDX-License-Identifier: EUPL-1.2
"""The store and the engine on a real MongoDB: one write per document, whoever else writes."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from counting import Herinner, Tel, Telling, command, event, table, until

from zvhh_kit.bus.halves import in_halves
from zvhh_kit.core.fold import Folded
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.store.documents import Store, Unavailable

pytestmark = pytest.mark.parts


async def test_ten_equal_commands_at_once_are_one(telling: Telling) -> None:
    """D1: the same request ten times at once is one event and ten equal answers."""
    same = [command("t-1", Tel(wat="a")) for _ in range(10)]
    answers = await asyncio.gather(*(telling.engine.process([one]) for one in same))
    assert [outcome.result for [outcome] in answers] == [1] * 10
    document = (await telling.store.load(["t-1"]))["t-1"]
    assert (document.state.aantal, document.n) == (1, 1)


async def test_the_same_key_with_other_content_is_refused(telling: Telling) -> None:
    """D1: 409 where the same key carries other content."""
    await telling.engine.process([command("t-1", Tel(wat="a"))])
    [outcome] = await telling.engine.process([command("t-1", Tel(wat="b"), digest="other")])
    assert outcome.refused is not None
    assert (outcome.refused.code, outcome.refused.status) == ("sleutel-hergebruikt", 409)


async def test_two_processes_race_on_the_same_documents(telling: Telling, second: Telling) -> None:
    """Every message counts once although both processes write the same twenty documents."""

    async def race(side: Telling, name: str) -> None:
        for k in range(5):
            await side.engine.process([command(f"t-{n}", Tel(), key=f"{name}{k}") for n in range(20)])

    await asyncio.gather(race(telling, "a"), race(second, "b"))
    documents = await telling.store.load([f"t-{n}" for n in range(20)])
    assert {d.state.aantal for d in documents.values()} == {10}
    assert all([entry["seq"] for entry in d.outbox] == list(range(1, 11)) for d in documents.values())


async def test_a_save_that_lost_in_one_place_tells_and_publishes_all_that_it_wrote(
    telling: Telling, second: Telling
) -> None:
    """A bulk that lost one document to another process wrote the others, and MongoDB does not say which: they are
    handled, not repeats, and theirs are the outboxes to publish."""
    real, raced = telling.store.save, iter([True])

    async def save(folded: list[Folded]) -> bool:
        if next(raced, False):
            await second.engine.process([command("t-7", Tel(), key="other")])
        done: bool = await real(folded)
        return done

    telling.store.save = save
    outcomes, saved = await telling.engine.fold_and_save([event(f"t-{n}", 1) for n in range(20)])
    assert {outcome.status for outcome in outcomes} == {"handled"}
    assert sorted(document.id for document in saved) == sorted(f"t-{n}" for n in range(20))
    assert [document.state.aantal for document in saved if document.id == "t-7"] == [2]


async def test_what_the_database_itself_refuses_is_one_documents_fault(telling: Telling) -> None:
    """The operator's validation, two lists in one index: it says so again each time, and the others must not wait for it."""
    await telling.engine.process([event("t-99", 1)])
    await telling.store.database.command({"collMod": "tellers", "validator": {"_id": {"$ne": "t-7"}}})
    outcomes, _ = await in_halves([event(f"t-{n}", 1) for n in range(20)], telling.engine.fold_and_save)
    left = {"handled", "repeated"}  # saved by the attempt that failed, or after it
    assert [(n, one.reason) for n, one in enumerate(outcomes) if one.status not in left] == [
        (7, "unexpected: Unstorable")
    ]
    assert len(await telling.store.load([f"t-{n}" for n in range(20)])) == 19


async def test_a_document_that_cannot_be_read_holds_up_no_others_reminder(
    telling: Telling, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody changed it by hand, or a release forgot a field: what is due, left behind or to be done of others goes on."""
    due = datetime.now(UTC) + timedelta(milliseconds=200)
    for n in range(3):
        await telling.engine.process([command(f"t-{n}", Herinner(op=due))])
    await telling.store.collection.update_one({"_id": "t-0"}, {"$set": {"state.aantal": "geheim"}})
    found = await telling.store.due(due + timedelta(seconds=1))
    assert sorted(one.id for one in found) == ["t-1", "t-2"]
    assert "document can't be read" in caplog.messages
    assert "geheim" not in caplog.text


async def test_one_bad_document_does_not_stop_its_batch(telling: Telling) -> None:
    """What MongoDB would refuse is the fault of one record: forty-nine others are saved."""
    messages = [event(f"t-{n}", 1, "te groot getal" if n == 7 else "") for n in range(50)]
    outcomes = await telling.engine.process(messages)
    assert [n for n, outcome in enumerate(outcomes) if outcome.status == "dead"] == [7]
    assert outcomes[7].reason.startswith("unstorable")
    assert len(await telling.store.load([f"t-{n}" for n in range(50)])) == 49


async def test_reads_are_majority_reads(telling: Telling) -> None:
    """What another process saved and might yet lose in a failover is never read, so never published."""
    assert telling.store.collection.read_concern.level == "majority"
    assert telling.store.collection.write_concern.document == {"w": "majority", "j": True}


async def test_the_sweep_and_the_reminders_find_by_index(telling: Telling) -> None:
    """A sweep over all documents would be O(all): the plan must use an index for each of the three."""
    await telling.engine.process([command("t-1", Tel())])
    now = datetime.now(UTC)
    for query, index in (
        ({"writer": {"$gt": "a-000000000001", "$lt": "a."}}, "writer_1"),
        ({"due": {"$lte": now}}, "due_1"),
        ({"effects.0.not_before": {"$lte": now}}, "effects.0.not_before_1"),
    ):
        plan = await telling.store.collection.find(query).explain()
        assert index in str(plan["queryPlanner"]["winningPlan"])


async def test_a_later_page_of_a_list_reads_no_earlier_one(telling: Telling) -> None:
    """The index bounds it, so that the last page of a long worklist costs what the first does."""
    await telling.store.prepare(indexes=((("state.herinnerd", 1), ("state.aantal", 1)),))
    await telling.engine.process([command(f"t-{n:03}", Tel()) for n in range(200)])
    asked = {"sort": "state.aantal", "after": (1, "t-149"), "limit": 10}
    await telling.store.database.command("profile", 2)
    rows = await telling.store.page("teller", {"state.herinnerd": 0}, **asked)
    await telling.store.database.command("profile", 0)
    looked = await telling.store.database["system.profile"].find_one({"command.find": "tellers"})
    assert [row["_id"] for row in rows] == [f"t-{n}" for n in range(150, 160)]
    assert looked["docsExamined"] == 10
    assert "SORT" not in looked["planSummary"]
    assert looked.get("hasSortStage") is None


async def test_pages_that_begin_with_documents_without_a_value_lose_none(telling: Telling) -> None:
    """They come first; the page after one of them goes on with the rest of them, and then with all that have a value."""
    await telling.engine.process([command(f"t-{n}", Tel()) for n in range(6)])
    for id_, change in (
        ("t-1", {"$unset": {"state.aantal": ""}}),
        ("t-4", {"$set": {"state.aantal": None}}),
        ("t-5", {"$unset": {"state.aantal": ""}}),
        ("t-0", {"$set": {"state.aantal": 7}}),
    ):
        await telling.store.collection.update_one({"_id": id_}, change)
    seen: list[str] = []
    after = None
    while page := await telling.store.page("teller", {}, sort="state.aantal", after=after, limit=2):
        seen += [row["_id"] for row in page]
        after = page[-1]["state"].get("aantal"), page[-1]["_id"]
    assert seen == ["t-1", "t-4", "t-5", "t-2", "t-3", "t-0"]


async def test_an_outbox_that_grew_meanwhile_is_not_emptied(telling: Telling, second: Telling) -> None:
    """The sweep published what it loaded; another process has saved more since, and only it knows of that."""
    await telling.engine.process([command("t-1", Tel(), key="a")])
    loaded = (await telling.store.load(["t-1"]))["t-1"]
    await second.engine.process([command("t-1", Tel(), key="b")])
    await telling.store.clear_outboxes([loaded])
    seen = await telling.store.database["tellers"].find_one(
        {"_id": "t-1"}
    )  # at once; a majority read comes a moment later
    assert len(seen["outbox"]) == 2
    await telling.store.clear_outboxes((await telling.store.load(["t-1"])).values())

    async def empty() -> bool:
        return not (await telling.store.load(["t-1"]))["t-1"].outbox

    await until(empty)


async def test_a_newer_schema_is_refused_and_left_alone(telling: Telling, mongodb_url: str, database: str) -> None:
    """A rolling upgrade loses no field: old code refuses what new code wrote, and leaves it as it is."""
    newer: Handlers = table(schema=2)
    newer.named("teller").upcasts[1] = lambda state: {**state, "extra": "gelift"}
    new_store = Store(mongodb_url, database, "tellers", newer)
    await telling.engine.process([command("t-1", Tel())])
    assert (await new_store.load(["t-1"]))["t-1"].state.extra == "gelift"
    await telling.store.collection.update_one({"_id": "t-1"}, {"$set": {"schema": 2, "state.nieuw": "veld"}})
    with pytest.raises(Unavailable):
        await telling.engine.process([command("t-1", Tel(), key="k2")])
    new_store.close()


async def test_a_document_of_a_newer_release_holds_up_no_reminder_of_another(telling: Telling) -> None:
    """It is passed over until a process that knows its schema looks, however long it has been due."""
    past = datetime.now(UTC) - timedelta(hours=1)
    await telling.engine.process([command("t-1", Herinner(op=past - timedelta(hours=1)))])
    await telling.engine.process([command("t-2", Herinner(op=past))])
    for newer in ({"schema": 2}, {"soort": "nieuwe-soort"}):
        await telling.store.collection.update_one({"_id": "t-1"}, {"$set": newer})
        assert [document.id for document in await telling.store.due(datetime.now(UTC))] == ["t-2"]


async def test_an_unknown_field_of_the_state_survives_a_write(telling: Telling) -> None:
    """A field that a newer release added is written back by older code."""
    await telling.engine.process([command("t-1", Tel())])
    await telling.store.collection.update_one({"_id": "t-1"}, {"$set": {"state.nieuw": "blijft"}})
    await telling.engine.process([command("t-1", Tel(), key="k2")])
    assert (await telling.store.collection.find_one({"_id": "t-1"}))["state"]["nieuw"] == "blijft"


async def test_a_moment_is_equal_after_the_store(telling: Telling) -> None:
    """MongoDB keeps milliseconds: a reminder must equal its stored due, or it never fires."""
    moment = datetime(2025, 3, 3, 9, 12, 0, 123_456, tzinfo=UTC)
    await telling.engine.process([command("t-1", Herinner(op=moment))])
    stored = (await telling.store.load(["t-1"]))["t-1"].reminders["wek"]
    assert stored == moment.replace(microsecond=123_000)


async def test_a_database_that_is_away_is_said(telling: Telling) -> None:
    """Away is not wrong: Unavailable, within the bound of the server selection."""
    away = Store("mongodb://127.0.0.1:1/?replicaSet=rs0", "x", "x", telling.handlers)
    with pytest.raises(Unavailable):
        await asyncio.wait_for(away.load(["t-1"]), 5)
    away.close()


async def test_reminders_fire_once_though_two_processes_race(telling: Telling, second: Telling) -> None:
    """Each reminder once; one whose decision fails is moved, counted and never dropped."""
    from zvhh_kit.process.clock import SystemClock
    from zvhh_kit.store.reminders import Reminders

    past = datetime.now(UTC) - timedelta(hours=1)
    await telling.engine.process([command(f"t-{n}", Herinner(op=past)) for n in range(100)])
    racers = [Reminders(side.store, side.engine, SystemClock(), side.metrics) for side in (telling, second)]
    await asyncio.gather(*(racer.fire() for racer in racers))
    documents = (await telling.store.load([f"t-{n}" for n in range(100)])).values()
    assert {d.state.herinnerd for d in documents} == {1}
    assert all(set(d.reminders) == {"faal"} and d.reminders["faal"] > datetime.now(UTC) for d in documents)
    assert telling.metrics.n("reminder", "wek", "handled") + second.metrics.n("reminder", "wek", "handled") == 100
    assert {d.retries["faal"] for d in documents} == {1}
