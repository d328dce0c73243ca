# SPDX-License-Identifier: EUPL-1.2
"""Whether looking for work costs more in a large collection: due reminders, the sweep, a page of triage's worklist.

Documents are those that triage itself makes of the example melding, copied with other ids and moments: a thousand with a
reminder due and five hundred that a dead process left unpublished in each collection, a tenth of all on the worklist, half
of all with a reminder that is still to come, each with the last published event in its outbox. The same store, indexes, query and sight as the service's own.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import bson
import pytest
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient
from tests.bench.conftest import Sizes
from tests.bench.report import Report
from tests.bench.system import worklist_place

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import MeldingIngediend
from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Actor
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Settings
from zvhh_kit.store.checkpoints import Checkpoints, Open
from zvhh_kit.store.documents import Store
from zvhh_kit.store.reminders import due_messages
from zvhh_local.folders import checkout
from zvhh_local.parts import Parts
from zvhh_triage.handlers import handlers
from zvhh_triage.queries import running
from zvhh_triage.service import create

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
MOMENT = datetime(2025, 3, 3, 9, tzinfo=UTC)
DUE, UNPUBLISHED, PAGE = 1000, 500, 50
DIED = "died"
REPEATS = 10
ROW = "looking for work"
Look = Callable[[Store], Awaitable[int]]


def _table() -> Handlers:
    return handlers(load_configuration(checkout() / "deploy" / "local" / "configuratie.yaml", Configuratie))


def _pattern(table: Handlers) -> dict[str, Any]:
    """The document that triage makes of the example melding."""
    example = json.loads(
        (checkout() / "shared/contracts/examples" / f"{MeldingIngediend.type}.json").read_text("utf-8")
    )
    kind = table.named("triage")
    data = json.dumps(example["data"]).encode()
    event = Message("zaak", "event", MOMENT, name=MeldingIngediend.type, source="bron", sequence=1, data=data)
    folded = fold(Document("zaak", "triage"), [event], kind, Folding(MOMENT, MOMENT, writer="bench"))
    assert folded.outcomes[0].status == "handled", folded.outcomes[0].reason
    return dict(bson.decode(bytes(folded.raw.raw)))


def _documents(pattern: dict[str, Any], count: int) -> Iterator[RawBSONDocument]:
    """In random-looking order of receipt, as ids are; who is due, unpublished or on the list is spread over all."""
    entry = {"n": 1, "to": "", "seq": 1, "type": "x", "time": MOMENT, "data": "{}", "trace": ""}
    spread = 7_919 if count % 7_919 else 7_907
    for number in range(count):
        place = number * spread % count
        made = pattern | {"_id": f"zaak-{number:08d}", "reminders": {}}
        stand = "open" if place % 10 == 0 else "gewogen"
        made["state"] = pattern["state"] | {
            "stand": stand,
            "volgorde": worklist_place(MOMENT + timedelta(seconds=place)),
        }
        if place % 2 == 0:
            due = MOMENT - timedelta(seconds=place) if place < 2 * DUE else MOMENT + timedelta(days=1, seconds=place)
            made |= {"reminders": {"aanvulling": due}, "due": due}
        made["outbox"] = [entry | {"to": made["_id"], "at": MOMENT}]
        made["writer"] = Checkpoints.writer(DIED if place < UNPUBLISHED else "alive", number + 1)
        yield RawBSONDocument(bson.encode(made))


def _fill(url: str, database: str, pattern: dict[str, Any], count: int) -> None:
    with MongoClient[Any](url) as client:
        batch: list[Any] = []
        collection = client[database]["triages"]
        for document in _documents(pattern, count):
            batch.append(document)
            if len(batch) == 5000:
                collection.insert_many(batch, ordered=False)
                batch = []
        if batch:
            collection.insert_many(batch, ordered=False)


async def _due(store: Store) -> int:
    found = due_messages(await store.due(MOMENT, DUE), MOMENT)
    assert len(found) == DUE
    return len(found)


async def _sweep(store: Store) -> int:
    found = await store.left_behind(*Open(DIED, 0, MOMENT, 60.0).beyond, UNPUBLISHED)
    assert len(found) == UNPUBLISHED
    return len(found)


async def _page(store: Store, after: tuple[str, str] | None = None) -> int:
    wanted = {"state.stand": {"$in": ["open", "aanvulling"]}}
    sight = running(Actor("noor.zv", "", frozenset({"procesregisseur"})))
    found = await store.page("triage", {"$and": [wanted, sight]}, sort="state.volgorde", after=after, limit=PAGE)
    assert len(found) == PAGE
    return len(found)


def _looks(count: int) -> dict[str, Look]:
    middle = (worklist_place(MOMENT + timedelta(seconds=count // 2)), "zaak-")
    later = partial(_page, after=middle)
    return {"due scan": _due, "worklist page": _page, "worklist page half-way": later, "sweep": _sweep}


async def _ms(store: Store, look: Look) -> float:
    """The fastest of some: what the work takes, not what else the machine did."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        await look(store)
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


async def _measured(stores: dict[str, Store], counts: dict[str, int], rounds: int, report: Report) -> None:
    looks = {name: _looks(count) for name, count in counts.items()}
    for what in looks["small"]:
        seen: dict[str, list[float]] = {name: [] for name in stores}
        for number in range(rounds):
            for name in list(stores)[:: 1 if number % 2 == 0 else -1]:
                seen[name].append(await _ms(stores[name], looks[name][what]))
        ratios = [large / small for large, small in zip(seen["large"], seen["small"], strict=True)]
        report.add(ROW, f"{what}, large ÷ small", ratios)
        for name, values in seen.items():
            report.add(ROW, f"{what} ms", values, of=f"{name}: {counts[name]:,} documents")


async def test_scan_of_many(real_parts: Parts, database: str, sizes: Sizes, report: Report) -> None:
    """The large collection and the small one in turn, at least five rounds."""
    table, url = _table(), real_parts.mongodb_url
    pattern, indexes = _pattern(table), create(Settings.for_documents()).indexes
    counts = {"small": max(sizes.documents // 100, 2 * DUE), "large": max(sizes.documents, 20 * DUE)}
    stores = {name: Store(url, f"{database}_{name}", "triages", table) for name in counts}
    started = time.perf_counter()
    try:
        for name, store in stores.items():
            await asyncio.to_thread(_fill, url, f"{database}_{name}", pattern, counts[name])
            await store.prepare(indexes)
        report.add(ROW, "seconds to insert and index", [time.perf_counter() - started], digits=0)
        await _measured(stores, counts, max(sizes.rounds, 5), report)
    finally:
        with MongoClient[Any](url) as client:
            for name, store in stores.items():
                store.close()
                client.drop_database(f"{database}_{name}")
