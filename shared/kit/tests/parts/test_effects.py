# SPDX-License-Identifier: EUPL-1.2
"""Effects on real parts: after the save, at least once, in order per document; a failure stops no zaak."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from counting import Geteld, Tel, Teller, Telling, command, read_all, until

from zvhh_kit.bus.topics import Topic, create
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Context, Decision, Effect
from zvhh_kit.effects.performing import Effects, Outside, PartnerFeedback
from zvhh_kit.process.telemetry import Metrics

pytestmark = pytest.mark.parts
OIN = "00000099000000002000"
LATER = datetime(2999, 1, 1, tzinfo=UTC)


def _tell(teller: Teller | None, commando: Tel, ctx: Context) -> Decision[Teller]:
    n = (teller.aantal if teller else 0) + 1
    data = {"oin": OIN, "referentie": "PO-1", "nummer": n, "bericht": json.dumps({"stap": commando.wat})}
    return Decision(Teller(aantal=n), (Geteld(aantal=n),), effects=(Effect("terugkoppeling", data),))


@pytest.fixture
def telling_table() -> Handlers:
    """A table whose command has an effect."""
    handlers = Handlers()
    handlers.document("teller", Teller, subjects=lambda id_: id_.startswith("t-")).command(Tel, _tell)
    return handlers


@pytest.fixture
async def telling(
    kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str, telling_table: Handlers
) -> Any:
    """A process of that service."""
    made = Telling(kafka_bootstrap, mongodb_url, database, topic_prefix, handlers=telling_table)
    await made.prepare()
    yield made
    await made.stop()


def _feedback(telling: Telling) -> PartnerFeedback:
    return PartnerFeedback(telling.producer, "urn:x", "nl.proef.terug.v1", "partner.{oin}.terug.v1", telling.prefix)


async def _left(telling: Telling, subject: str) -> int:
    return len((await telling.store.load([subject]))[subject].effects)


async def test_feedback_goes_to_the_partners_own_topic_in_its_own_numbering(telling: Telling) -> None:
    """Subject and key are the partner's reference; 1, 2, 3 per melding; then the effect is out of the document."""
    topic = f"{telling.prefix}partner.{OIN}.terug.v1"
    await create(telling.bootstrap, {}, [Topic(name=topic, partitions=1, retention_days=1)])
    for key in "abc":
        await telling.engine.process([command("t-1", Tel(wat=key), key=key)])
    effects = Effects(telling.store, {"terugkoppeling": _feedback(telling)}, telling.metrics)
    await effects.perform()
    records = await read_all(telling.bootstrap, topic, at_least=3)
    assert [json.loads(record.value)["stap"] for record in records] == ["a", "b", "c"]
    assert [dict(record.headers)["ce_sequence"] for record in records] == [b"1", b"2", b"3"]
    assert {record.key for record in records} == {b"PO-1"}

    async def none_left() -> bool:
        return await _left(telling, "t-1") == 0

    await until(none_left)


async def test_a_failing_effect_is_tried_again_later_and_stops_no_zaak(telling: Telling) -> None:
    """Its own document's later effects wait behind it; another document's go on, and so do events and commands."""
    done: list[tuple[str, str]] = []

    async def fails_for_one(outside: Outside) -> None:
        if outside.document == "t-1":
            raise ConnectionError("weg")
        done.append((outside.document, json.loads(outside.data["bericht"])["stap"]))

    effects = Effects(telling.store, {"terugkoppeling": fails_for_one}, telling.metrics)
    for subject, key in (("t-1", "a"), ("t-1", "b"), ("t-2", "a")):
        await telling.engine.process([command(subject, Tel(wat=key), key=subject + key)])
    await effects.perform()
    assert done == [("t-2", "a")]
    assert telling.metrics.n("effect", "terugkoppeling", "failed") == 1
    [outcome] = await telling.engine.process([command("t-1", Tel(wat="c"), key="c")])
    assert outcome.status == "handled"

    async def counted() -> bool:
        entries = (await telling.store.load(["t-1"]))["t-1"].effects
        return [entry["tries"] for entry in entries] == [1, 0, 0]

    await until(counted)


async def test_an_effect_that_failed_is_done_in_the_end_and_in_order(telling: Telling) -> None:
    """At least once: after the failure passes, all of them, the oldest first."""
    done: list[str] = []
    failures = iter(range(1))

    async def fails_once(outside: Outside) -> None:
        if next(failures, None) is not None:
            raise ConnectionError("weg")
        done.append(json.loads(outside.data["bericht"])["stap"])

    for key in "ab":
        await telling.engine.process([command("t-1", Tel(wat=key), key=key)])
    running = asyncio.create_task(
        Effects(telling.store, {"terugkoppeling": fails_once}, telling.metrics, every=0.1).run()
    )
    await until(lambda: len(done) >= 2)
    running.cancel()
    assert list(dict.fromkeys(done)) == ["a", "b"]


async def test_many_documents_behind_what_always_fails_hold_up_nobody(telling: Telling) -> None:
    """More than a page of zaken of one partner whose topic is away, each with a second effect: all others' go on, and
    none of those is asked for again before its time."""
    tried: list[str] = []

    async def fails_for_partner(outside: Outside) -> None:
        tried.append(outside.document)
        if outside.document.startswith("t-a"):
            raise ConnectionError("weg")

    effects = Effects(telling.store, {"terugkoppeling": fails_for_partner}, telling.metrics)
    away = [f"t-a{n}" for n in range(230)]
    for key in "ab":
        await telling.engine.process([command(one, Tel(wat=key), key=key) for one in away])
    await telling.engine.process([command("t-b", Tel(wat="a"), key="a")])
    for _ in range(3):
        await effects.perform()
    assert set(tried) == {*away, "t-b"}
    assert (tried.count("t-b"), await _left(telling, "t-b")) == (1, 0)
    await telling.store.collection.update_many({"_id": {"$in": away}}, {"$set": {"effects.0.not_before": LATER}})
    await telling.engine.process([command(one, Tel(wat="c"), key="c") for one in [*away, "t-b"]])
    tried.clear()
    await effects.perform()
    assert tried == ["t-b"], "a later effect of a document that waits is no reason to look at it"


async def test_a_slow_effect_holds_up_its_own_document_only(telling: Telling) -> None:
    """Of a topic that takes nothing the broker's answer takes long; the destruction of a key does not wait for it."""
    opened, done = asyncio.Event(), asyncio.Event()

    async def slow_for_one(outside: Outside) -> None:
        if outside.document == "t-0":
            await opened.wait()
        elif outside.document == "t-9":
            done.set()

    for n in range(10):
        await telling.engine.process([command(f"t-{n}", Tel(wat="a"))])
    performing = asyncio.create_task(
        Effects(telling.store, {"terugkoppeling": slow_for_one}, telling.metrics).perform()
    )
    await asyncio.wait_for(done.wait(), 60)
    opened.set()
    await performing


async def test_the_gauges_see_what_waits(telling: Telling) -> None:
    """Outbox age, effect age and overdue reminders are what an operator is woken by."""
    from zvhh_kit.bus.gauges import Gauges
    from zvhh_kit.process.clock import SystemClock

    figures: dict[str, float] = {}

    class Noted(Metrics):
        def set(self, name: str, value: float, /, **_: str) -> None:
            figures[name] = value

    await telling.engine.process([command("t-1", Tel(wat="a"))])
    await asyncio.sleep(0.05)
    await Gauges(telling.store, telling.relay, SystemClock(), telling.consumer(), Noted()).look()
    assert figures["zvhh_outbox_age_seconds"] > 0
    assert figures["zvhh_effect_age_seconds"] > 0
    assert figures["zvhh_reminder_overdue_seconds"] == 0
