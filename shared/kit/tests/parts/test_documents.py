# SPDX-License-Identifier: EUPL-1.2
"""Zaken through the border on a real database: sight, sealing, repeats, pages, and a log line for every read and write."""

import os
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from border import OURS, SECRET_TEXT, THEIRS, Issuer, client_of, handlers, kit

from zvhh_kit.domain.decision import Actor
from zvhh_kit.http.documents import Documents
from zvhh_kit.privacy import AccessLog, KeyStore, Sealing
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.store.checkpoints import Checkpoints
from zvhh_kit.store.documents import Store
from zvhh_kit.store.engine import Engine
from zvhh_kit.store.ledger import Ledger

pytestmark = pytest.mark.parts
UNKNOWN = "00000000-0000-8000-8000-000000000000"
GOOD = {"onderwerp": "hek", "aantal": 1, "naam": SECRET_TEXT}


@dataclass
class Running:
    """The little service on a real database, and a client for each kind of person."""

    rooms: Rooms
    store: Store
    client: httpx2.AsyncClient
    issuer: Issuer

    def headers(self, key: str = "sleutel-1", **claims: Any) -> dict[str, str]:
        """Of a person with these claims."""
        return {"Authorization": f"Bearer {self.issuer.token(**claims)}", "Idempotency-Key": key}

    async def lines(self) -> list[dict[str, Any]]:
        """The log of reads and writes so far."""
        return [line async for line in self.store.database["log"].find().sort("n")]

    async def new(
        self, key: str = "sleutel-1", *, body: dict[str, Any] | None = None, **claims: Any
    ) -> httpx2.Response:
        """A new dossier."""
        return await self.client.post("/v1/dossiers", json=body or GOOD, headers=self.headers(key, **claims))


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
async def running(mongodb_url: str, database: str, issuer: Issuer) -> AsyncIterator[Running]:
    """The service, with a database of its own."""
    table, clock = handlers(), SystemClock()
    store = Store(mongodb_url, database, "dossiers", table)
    await store.prepare()
    keys = KeyStore(store.database["keys"], {"k1": os.urandom(32)}, "k1", clock)
    log = AccessLog(store.database["log"], "proef-0", clock)
    rooms = kit(
        issuer,
        store=store,
        engine=Engine(store, table, clock, Ledger(Checkpoints(store))),
        handlers=table,
        sealing=Sealing(keys),
        log=log,
        clock=clock,
    )
    async with client_of(rooms) as client:
        yield Running(rooms, store, client, issuer)
    await log.close()
    store.close()


async def test_a_dossier_is_made_and_read_back(running: Running) -> None:
    made = await running.new()
    assert made.status_code == 201
    zaak = made.json()["zaakId"]
    read = await running.client.get(f"/v1/dossiers/{zaak}", headers=running.headers())
    assert read.json() == {"zaakId": zaak, "onderwerp": "hek", "aantal": 1, "naam": SECRET_TEXT}


async def test_personal_data_is_sealed_in_the_database(running: Running) -> None:
    """L6, L8: nothing of it in clear in any collection."""
    await running.new()
    for name in await running.store.database.list_collection_names():
        assert SECRET_TEXT not in str([raw async for raw in running.store.database[name].find()])


async def test_the_same_request_twice_is_one_dossier(running: Running) -> None:
    """D1: the key is the organisation's own; another content under it is refused, and a colleague; another organisation's is another."""
    first, again = await running.new(), await running.new()
    assert first.json() == again.json()
    colleague = await running.new(sub="rami")
    assert (colleague.status_code, colleague.json()["code"]) == (409, "sleutel-hergebruikt")
    assert first.json()["zaakId"] not in colleague.text
    other = await running.new(body=GOOD | {"naam": "Iemand anders"})
    assert other.status_code == 409
    theirs = await running.new(oin=THEIRS)
    assert theirs.json()["zaakId"] != first.json()["zaakId"]
    assert await running.store.collection.count_documents({}) == 2


async def test_ten_equal_requests_at_once_are_one_dossier(running: Running) -> None:
    """D1, hole 9: racing repeats get ten equal answers."""
    import asyncio

    answers = await asyncio.gather(*(running.new() for _ in range(10)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(201, answers[0].text)}
    assert await running.store.collection.count_documents({}) == 1


async def test_unknown_and_out_of_sight_are_the_same_404(running: Running) -> None:
    """Nobody learns by asking that a zaak exists; and a command changes nothing."""
    zaak = (await running.new()).json()["zaakId"]
    foreign = running.headers("sleutel-2", oin=THEIRS)
    seen = [await running.client.get(f"/v1/dossiers/{id_}", headers=foreign) for id_ in (zaak, UNKNOWN)]
    assert [answer.status_code for answer in seen] == [404, 404]
    assert seen[0].content == seen[1].content
    path = f"/v1/dossiers/{zaak}/wijzigingen"
    assert (await running.client.post(path, json=GOOD | {"aantal": 5}, headers=foreign)).status_code == 404
    mine = await running.client.get(f"/v1/dossiers/{zaak}", headers=running.headers())
    assert mine.json()["aantal"] == 1


async def test_two_roles_see_what_either_sees(running: Running) -> None:
    zaak = (await running.new()).json()["zaakId"]
    for roles, status in (
        (["procesregisseur"], 200),
        (["melder"], 404),
        (["melder", "procesregisseur"], 200),
        (["toezicht"], 403),
    ):
        answer = await running.client.get(f"/v1/dossiers/{zaak}", headers=running.headers(oin=THEIRS, roles=roles))
        assert answer.status_code == status


async def test_a_command_gives_its_result_again_when_repeated(running: Running) -> None:
    """D1: and a refusal comes with every fault."""
    zaak = (await running.new()).json()["zaakId"]
    path = f"/v1/dossiers/{zaak}/wijzigingen"
    for _ in range(2):
        answer = await running.client.post(path, json=GOOD | {"aantal": 2}, headers=running.headers("wijzig-1"))
        assert (answer.status_code, answer.json()) == (201, {"resultaat": "keer-2"})
    stored = await running.store.collection.find_one({"_id": zaak})
    assert stored["v"] == 2
    answer = await running.client.post(path, json=GOOD | {"aantal": 9}, headers=running.headers("wijzig-2"))
    assert answer.status_code == 409
    assert [fault["code"] for fault in answer.json()["fouten"]] == ["vol", "laat"]


async def test_every_read_and_write_is_logged_for_each_person_in_it(running: Running) -> None:
    """L7: one line per data subject, under a pseudonym; who, what, which, from where, why, with the trace."""
    zaak = (await running.new()).json()["zaakId"]
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    await running.client.get(f"/v1/dossiers/{zaak}", headers=running.headers() | {"traceparent": trace})
    path = f"/v1/dossiers/{zaak}/wijzigingen"
    await running.client.post(path, json=GOOD | {"aantal": 9}, headers=running.headers("wijzig-1"))
    lines = await running.lines()
    assert [(line["action"], line["result"]) for line in lines] == [
        ("schrijf_dossier", "ok"), ("schrijf_dossier", "ok"), ("lees_dossier", "ok"), ("lees_dossier", "ok"),
        ("wijzig_dossier", "refused"), ("wijzig_dossier", "refused"),
    ]  # fmt: skip
    read = lines[2]
    persons = [running.rooms.ids.pseudonym(zaak, ref) for ref in ("p1", "p2")]
    assert [line["data_subject"] for line in lines[2:4]] == persons
    assert (read["object"], read["actor"], read["oin"]) == (f"dossier/{zaak}", "mila", OURS)
    assert (read["origin"], read["trace"]) == ("proef/rest", "0af7651916cd43dd8448eb211c80319c")
    assert not list(await running.rooms.log.verify())
    assert SECRET_TEXT not in str(lines)


async def test_what_is_counted_is_not_read(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within sight, or everywhere where that is asked; one line in the log (L7), and none where nobody is told."""
    for key, aantal, oin in (("sleutel-1", 1, OURS), ("sleutel-2", 2, OURS), ("sleutel-3", 3, THEIRS)):
        assert (await running.new(key, body=GOOD | {"aantal": aantal}, oin=oin)).status_code == 201
    before = len(await running.lines())
    monkeypatch.setattr(running.store, "page", None)
    monkeypatch.setattr(running.store, "each", None)
    mine = _asked(running, actor=Actor("mila", OURS), sight={"state.melder_oin": OURS}, operation="tel")
    assert (await mine.count({}), await mine.count({"state.aantal": 2}, "dossier")) == (2, 1)
    assert (await mine.highest("state.aantal", {}), await mine.highest("state.aantal", {"_id": UNKNOWN})) == (2, None)
    assert (await mine.exists({"state.aantal": 2}), await mine.exists({"state.aantal": 3})) == (True, False)
    lines = (await running.lines())[before:]
    assert [(line["action"], line["object"], line["data_subject"]) for line in lines] == [("tel", "dossier/*", "")] * 6
    nobody = _asked(running, operation="openbaar")
    assert (await nobody.count({}), await nobody.highest("state.aantal", {})) == (0, None), "who is nobody has no sight"
    assert (await nobody.count({}, everywhere=True), await nobody.highest("state.aantal", {}, everywhere=True)) == (
        3,
        3,
    )
    assert (await nobody.exists({}), await nobody.exists({}, everywhere=True)) == (False, True)
    assert len(await running.lines()) == before + 6


def _asked(running: Running, **state: Any) -> Documents:
    asked = SimpleNamespace(received=running.rooms.clock.now(), trace="", **state)
    request: Any = SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace(kit=running.rooms)), state=asked)
    return Documents(request)


async def test_who_gets_nothing_has_a_line_too(running: Running) -> None:
    """L7: of what is there and of what is not, by role, by sight and by command; with their network address."""
    zaak = (await running.new()).json()["zaakId"]
    before = len(await running.lines())
    foreign, toezicht = running.headers("sleutel-2", oin=THEIRS), running.headers(roles=["toezicht"])
    for id_ in (zaak, UNKNOWN):
        assert (await running.client.get(f"/v1/dossiers/{id_}", headers=foreign)).status_code == 404
    path = f"/v1/dossiers/{zaak.upper()}/wijzigingen"
    assert (await running.client.post(path, json=GOOD, headers=foreign)).status_code == 404
    assert (await running.client.post(path, json=GOOD, headers=toezicht)).status_code == 403
    assert (await running.client.get("/v1/dossiers", headers=toezicht)).status_code == 403
    lines = (await running.lines())[before:]
    assert [(line["action"], line["result"], line["object"], line["oin"]) for line in lines] == [
        ("lees_dossier", "refused", f"dossier/{zaak}", THEIRS),
        ("lees_dossier", "unknown", f"dossier/{UNKNOWN}", THEIRS),
        ("wijzig_dossier", "refused", f"dossier/{zaak}", THEIRS),
        ("wijzig_dossier", "refused", f"dossier/{zaak}", OURS),
        ("lees_dossiers", "refused", "", OURS),
    ]
    assert {line["address"] for line in lines} == {"127.0.0.1"}
    assert lines[0]["data_subject"] == running.rooms.ids.pseudonym(zaak)
    assert not list(await running.rooms.log.verify())


async def test_nobody_learns_by_the_time_that_a_zaak_exists(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """L6: the database is asked and told exactly the same for what is there and what is not."""
    zaak = (await running.new()).json()["zaakId"]
    done: list[str] = []

    def noting(where: Any, name: str) -> None:
        real = getattr(where, name)

        async def noted(*given: Any, **named: Any) -> Any:
            done.append(name)
            return await real(*given, **named)

        monkeypatch.setattr(where, name, noted)

    for where, name in ((running.store, "find_state"), (running.store, "is_there"), (running.rooms.log, "write")):
        noting(where, name)
    for id_ in (zaak, UNKNOWN):
        done.clear()
        await running.client.get(f"/v1/dossiers/{id_}", headers=running.headers(oin=THEIRS))
        assert done == ["find_state", "is_there", "write"]


async def test_what_can_not_be_logged_is_not_shown(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """L7: no unlogged read, of one or of a list."""
    from pymongo.errors import NetworkTimeout

    zaak = (await running.new()).json()["zaakId"]
    collection = running.rooms.log._collection  # the only way to have a log that fails beside a database that works

    class Away:
        """The log's collection, out of reach."""

        def __getattr__(self, name: str) -> Callable[..., Any]:
            async def fail(*_: Any, **__: Any) -> None:
                raise NetworkTimeout("away")

            return fail

    monkeypatch.setattr(running.rooms.log, "_collection", Away())
    for path in (f"/v1/dossiers/{zaak}", "/v1/dossiers"):
        answer = await running.client.get(path, headers=running.headers())
        assert answer.status_code == 503
        assert SECRET_TEXT not in answer.text
    monkeypatch.setattr(running.rooms.log, "_collection", collection)
    assert (await running.client.get(f"/v1/dossiers/{zaak}", headers=running.headers())).status_code == 200


async def test_a_list_comes_in_pages_within_sight(running: Running) -> None:
    """Every one once, in order, also where sort values are equal; nobody else's; each shown zaak logged."""
    for number in range(7):
        await running.new(f"sleutel-{number}", body={"onderwerp": f"hek {number}", "aantal": number // 3})
    await running.new("sleutel-9", oin=THEIRS)
    before = len(await running.lines())
    seen: list[str] = []
    path = "/v1/dossiers?aantal=3"
    for _ in range(3):
        page = (await running.client.get(path, headers=running.headers())).json()
        seen += [item["onderwerp"] for item in page["items"]]
        path = f"/v1/dossiers?aantal=3&na={page['volgende']}"
    assert page["volgende"] is None
    assert sorted(seen) == [f"hek {number}" for number in range(7)]
    numbers = [int(one.split()[1]) // 3 for one in seen]
    assert numbers == sorted(numbers)
    assert len(await running.lines()) - before == 14
    only = (await running.client.get("/v1/dossiers?onderwerp=hek%204", headers=running.headers())).json()
    assert [item["onderwerp"] for item in only["items"]] == ["hek 4"]


async def test_a_destroyed_zaak_is_not_found(running: Running) -> None:
    """A tombstone has no state; a key that is gone opens nothing."""
    zaak = (await running.new()).json()["zaakId"]
    await running.rooms.sealing._keys.destroy(zaak)
    assert (await running.client.get(f"/v1/dossiers/{zaak}", headers=running.headers())).status_code == 404
    again = await running.new()
    assert (again.status_code, again.json()["code"]) == (409, "vernietigd")
    await running.store.collection.update_one({"_id": zaak}, {"$set": {"state": None}})
    assert (await running.client.get(f"/v1/dossiers/{zaak}", headers=running.headers())).status_code == 404


async def test_a_database_that_is_away_is_503(issuer: Issuer) -> None:
    """With Retry-After; nothing of the address in the answer."""
    table, clock = handlers(), SystemClock()
    store = Store("mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=200", "none", "dossiers", table)
    keys = KeyStore(store.database["keys"], {"k1": os.urandom(32)}, "k1", clock)
    log = AccessLog(store.database["log"], "proef-0", clock)
    rooms = kit(
        issuer,
        store=store,
        engine=Engine(store, table, clock, Ledger(Checkpoints(store))),
        sealing=Sealing(keys),
        log=log,
    )
    async with client_of(rooms) as client:
        headers = {"Authorization": f"Bearer {issuer.token()}", "Idempotency-Key": "sleutel-1"}
        for answer in (
            await client.get(f"/v1/dossiers/{UNKNOWN}", headers=headers),
            await client.post("/v1/dossiers", json=GOOD, headers=headers),
        ):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
            assert "127.0.0.1" not in answer.text
    store.close()
