# SPDX-License-Identifier: EUPL-1.2
"""The operator's commands from outside, on real parts: what they show, as text and as JSON, and with which status."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from counting import DEAD, Herinner, Tel, Telling, command, read_all
from counting_toolbox import mended, service_of, stored, toolbox_of
from typer.testing import CliRunner

from zvhh_kit.cli import service_cli
from zvhh_kit.cli.start import logged_in
from zvhh_kit.identity.dropped import Dropped
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.privacy import AccessLog, Entry
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.rooms import Rooms

pytestmark = pytest.mark.parts
Ask = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def ask(telling: Telling, mongodb_url: str, database: str, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Give a command, in a thread as it has a loop of its own and a process too; its status and what it said."""
    monkeypatch.setattr("zvhh_kit.cli.start.load", lambda **_: Settings.for_documents())
    monkeypatch.setattr("zvhh_kit.process.telemetry.configure_logging", lambda *_, **__: None)

    @asynccontextmanager
    async def tools_of_a_process(_: Rooms, by: str) -> AsyncIterator[Toolbox]:
        process = Telling(telling.bootstrap, mongodb_url, database, telling.prefix, handlers=mended())
        async with toolbox_of(process, by=by) as tools:
            yield tools
        await process.stop()

    monkeypatch.setattr("zvhh_kit.operator.toolbox.open_toolbox", tools_of_a_process)

    async def asked(*words: str) -> tuple[int, str]:
        main: Any = service_cli("telling", lambda _: service_of(telling))
        result = await asyncio.to_thread(CliRunner().invoke, main, words)
        return result.exit_code, result.stdout or result.stderr.splitlines()[-1]

    return asked


async def _stuck(telling: Telling) -> None:
    await telling.offer("t-1", 1, "fout")
    await telling.offer("t-1", 2)
    async with telling.consuming():
        await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=2)


async def test_dead_letters_from_list_to_requeue(telling: Telling, ask: Ask) -> None:
    """Open: status 1. A trial says so and changes nothing; then it is done, and nothing is open."""
    await _stuck(telling)
    status, said = await ask("dead-letters", "list")
    assert status == 1
    assert "unexpected: RuntimeError" in said
    rows = json.loads((await ask("dead-letters", "list", "--json"))[1])
    assert sorted(row["reason"] for row in rows) == ["gap", "unexpected: RuntimeError"]
    [letter] = [row["letters"][0] for row in rows if row["reason"] == "gap"]
    status, said = await ask("dead-letters", "show", letter)
    assert (status, '{"hoe": ""}' in said, "ce_sequence: 2" in said) == (0, True, True)
    status, said = await ask("dead-letters", "requeue", "--zaak", "t-1")
    assert (status, said.count("handled"), "niets veranderd" in said) == (0, 2, True)
    assert await stored(telling) == []
    status, said = await ask("dead-letters", "requeue", letter, "--execute", "--by", "olga", "--json")
    assert (status, json.loads(said)["executed"]) == (0, True)
    assert (await telling.state("t-1")).aantal == 2
    assert await ask("dead-letters", "list") == (0, "Open dead letters: geen.\nPer kanaal: geen.\n")
    shown = json.loads((await ask("dead-letters", "show", letter, "--json"))[1])
    signed = f"{logged_in()} namens olga"
    assert (shown["open"], [(act["deed"], act["by"]) for act in shown["acts"]]) == (False, [("requeued", signed)])


async def test_discard_wants_a_reason_and_says_what_goes(telling: Telling, ask: Ask) -> None:
    """Dry first, as all that changes."""
    await _stuck(telling)
    assert (await ask("dead-letters", "discard", "--group", "gap"))[0] == 2
    assert (await ask("dead-letters", "discard", "--group", "gap", "--reason", " "))[0] == 2
    status, said = await ask("dead-letters", "discard", "--group", "gap", "--reason", "proef")
    assert (status, "niets veranderd" in said) == (0, True)
    assert (await ask("dead-letters", "discard", "--group", "gap", "--reason", "proef", "--execute"))[0] == 0
    rows = json.loads((await ask("dead-letters", "list", "--json"))[1])
    assert [row["reason"] for row in rows] == ["unexpected: RuntimeError"]


async def test_which_letters_must_be_said_in_one_way(telling: Telling, ask: Ask) -> None:
    """None, or two ways at once, is status 2; a letter that is not open is status 1 and named."""
    assert (await ask("dead-letters", "requeue"))[0] == 2
    assert (await ask("dead-letters", "requeue", "--all", "--zaak", "t-1"))[0] == 2
    status, said = await ask("dead-letters", "requeue", "0:99")
    assert (status, "0:99" in said) == (1, True)
    assert (await ask("dead-letters", "show", "0:99"))[0] == 1


async def test_reminders_from_list_to_fire_and_shift(telling: Telling, ask: Ask) -> None:
    """A moment needs a zone; what is not there is said so."""
    await telling.engine.process([command("t-1", Herinner(op=datetime.now(UTC) - timedelta(minutes=9)))])
    assert (await ask("reminders", "list"))[0] == 0
    status, said = await ask("reminders", "list", "--overdue", "--json")
    assert (status, sorted(row["name"] for row in json.loads(said))) == (1, ["faal", "wek"])
    assert (await ask("reminders", "shift", "--zaak", "t-1", "--name", "faal", "--to", "2099-01-01T09:00"))[0] == 2
    status, said = await ask(
        "reminders", "shift", "--zaak", "t-1", "--name", "faal", "--to", "2099-01-01T09:00:00+01:00"
    )
    assert (status, "becomes: 2099-01-01" in said) == (0, True)
    status, said = await ask("reminders", "fire", "--zaak", "t-1", "--name", "wek", "--json")
    assert (status, json.loads(said)["outcome"]) == (0, "handled")
    assert (await ask("reminders", "fire", "--zaak", "t-1", "--name", "wek"))[0] == 1
    assert await ask("reminders", "list", "--overdue") == (0, "Herinneringen: geen.\n")


async def test_outbox_status_and_effects(telling: Telling, ask: Ask) -> None:
    """What waits is shown; published, nothing waits and nothing needs a person."""
    await telling.engine.fold_and_save([command("t-1", Tel())])
    status, said = await ask("outbox", "--json")
    assert (status, [row["zaakId"] for row in json.loads(said)]) == (0, ["t-1"])
    assert (await ask("outbox", "--publish")) == (0, "Nog niet gepubliceerd: geen.\n")
    assert (await ask("effects", "--retry")) == (0, "Mislukte effecten: geen.\n")
    status, said = await ask("status", "--json")
    assert (status, json.loads(said)["needs"]) == (0, [])
    await _stuck(telling)
    status, said = await ask("status")
    assert (status, "dead-letters requeue --zaak t-1" in said) == (1, True)


async def test_replay_and_after_restore(telling: Telling, ask: Ask) -> None:
    """Figures at the end; a wrong place is status 2; nothing is lifted without --execute, or while processes read."""
    await _stuck(telling)
    assert (await ask("replay", "--from", "gisteren"))[0] == 2
    status, said = await ask("after-restore")
    assert (status, "1 processen" in said) == (1, True)
    status, said = await ask("replay", "--from", "earliest", "--json")
    assert status == 0
    assert json.loads(said) == {
        "records": 2,
        "handled": 2,
        "repeated": 0,
        "skipped": 0,
        "notHandled": {},
        "discarded": 0,
        "lettersClosed": 2,
        "cut": [],
    }
    await telling.store.collection.delete_many({})
    status, said = await ask("after-restore", "--force", "--json")
    [row] = json.loads(said)["documents"]
    assert (status, row["zaakId"], row["missing"], row["sent"]) == (0, "t-1", True, {"t-1": {"was": 0, "becomes": 2}})
    assert await stored(telling) == []
    status, said = await ask("after-restore", "--force", "--execute")
    assert (status, "replay --from earliest" in said, "t-1 0→2" in said) == (0, True, True)
    assert [raw["sent"] for raw in await stored(telling)] == [{"t-1": 2}]


async def test_a_broker_that_is_away_is_one_line(telling: Telling, ask: Ask) -> None:
    """Status 1, and no trace of an error's text."""
    telling.bootstrap = "127.0.0.1:1"
    status, said = await ask("status")
    assert (status, said.startswith("De broker is niet bereikbaar")) == (1, True)


async def test_keys_from_status_to_rotate(
    telling: Telling, ask: Ask, mongodb_url: str, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L8: how many under which master key; rotated, the old one may go; one that is missing is status 1."""
    await telling.keys.key_for("t-1", create=True)
    await telling.keys.key_for("t-2", create=True)
    await telling.keys.destroy("t-2")
    status, said = await ask("keys", "status", "--json")
    found = {"current": "k1", "destroyed": 1, "mayBeDestroyed": [], "missing": []}
    assert (status, json.loads(said)) == (0, found | {"masters": [{"kid": "k1", "given": True, "keys": 1}]})
    monkeypatch.setattr("counting.MASTERS", {"k1": bytes(32), "k2": b"2" * 32})
    monkeypatch.setattr("counting.MASTER", "k2")
    status, said = await ask("keys", "rotate", "--by", "olga", "--json")
    assert (status, json.loads(said)["rewrapped"], json.loads(said)["mayBeDestroyed"]) == (0, 1, ["k1"])
    status, said = await ask("keys", "rotate", "--by", "olga")
    assert (status, "omgezet: 0" in said, "Hier niet meer in gebruik: k1." in said) == (0, True, True)
    monkeypatch.setattr("counting.MASTERS", {"k3": b"3" * 32})
    monkeypatch.setattr("counting.MASTER", "k3")
    status, said = await ask("keys", "status")
    assert (status, "Niet gegeven, en nog in gebruik: k2." in said) == (1, True)
    status, said = await ask("keys", "rotate")
    assert (status, "t-1" in said) == (1, True)


async def test_a_document_that_came_back_without_its_key_is_listed_and_buried(telling: Telling, ask: Ask) -> None:
    """L8: status 1 while there is one; with --execute it is a tombstone again."""
    await telling.engine.process([command("t-1", Tel())])
    assert (await ask("keys", "destroyed"))[0] == 0
    await telling.keys.destroy("t-1")
    status, said = await ask("keys", "destroyed", "--json")
    found = [{"zaakId": "t-1", "kind": "teller"}]
    assert (status, json.loads(said)) == (1, {"executed": False, "documents": found})
    status, said = await ask("keys", "destroyed", "--execute", "--by", "olga")
    assert (status, "vernietigd" in said, "t-1" in said) == (0, True, True)
    (document,) = await stored(telling)
    assert (document["state"], bool(document["gone"])) == (None, True)
    assert (await ask("keys", "destroyed"))[0] == 0


async def test_the_log_is_read_and_that_is_a_line(telling: Telling, ask: Ask) -> None:
    """L7: by zaak, person, organisation and period, as a table, JSON or CSV; who reads it stands there with why."""
    log = AccessLog(telling.store.database["tellers_verwerkingen"], "telling-0", SystemClock())
    line = Entry("lees_teller", "teller/t-1", "ok", "telling/rest", "mila", "00000099000000001000", "tellen")
    other = replace(line, object="teller/t-2", actor="rami")
    await log.write(line, other)
    status, said = await ask("log", "show", "--zaak", "t-1", "--reason", "klacht", "--by", "olga", "--json")
    shown = [(one["persoon"], one["object"]) for one in json.loads(said) if one["handeling"] != "log show"]
    assert (status, shown) == (0, [("mila", "teller/t-1")])
    status, said = await ask("log", "show", "--actor", "rami", "--csv")
    assert (status, said.count("rami"), said.count("mila")) == (0, 1, 0)
    assert "t-2" in (await ask("log", "show", "--oin", "00000099000000001000", "--result", "ok"))[1]
    assert (await ask("log", "show", "--from", "2199-01-01T00:00:00Z"))[1].strip() == "Logboek: geen."
    assert (await ask("log", "show", "--from", "gisteren"))[0] == 2
    assert (await ask("log", "show", "--reason", "zomaar"))[0] == 2
    _, said = await ask("log", "show", "--zaak", "t-1", "--json")
    own = [one for one in json.loads(said) if one["handeling"] == "log show"]
    assert [(one["object"], one["doel"].rpartition("/")[2]) for one in own] == [
        ("verwerkingen/t-1", "klacht"), ("verwerkingen/t-1", "toezicht"),
    ]  # fmt: skip
    assert [one["persoon"] for one in own] == [f"{logged_in()} namens olga", logged_in()]
    assert not list(await log.verify())


async def test_every_process_hears_that_keys_are_dropped(telling: Telling, ask: Ask) -> None:
    """The number that each looks at goes up, each time; what a process does then: test_issuer_keys."""
    dropped = Dropped(telling.store.database["tellers_uitgever"])
    assert await dropped.number() == 0
    for times in (1, 2):
        status, said = await ask("issuer", "drop-keys", "--by", "olga")
        assert (status, "Gezegd" in said) == (0, True)
        assert await dropped.number() == times
