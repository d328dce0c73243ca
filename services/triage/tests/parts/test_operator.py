# SPDX-License-Identifier: EUPL-1.2
"""An operator at triage, on real parts: a zaak that a bad release stopped goes on, and a restored database is mended."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from services.triage.tests.parts.service import Dienst
from typer.testing import CliRunner

from zvhh_contracts.topics import TRIAGES
from zvhh_kit.cli import service_cli
from zvhh_kit.testing.broker import read_topic, until
from zvhh_kit.testing.service import new_zaak
from zvhh_triage.readers import MeldingIngediend
from zvhh_triage.service import create

pytestmark = pytest.mark.parts

Ask = Callable[..., Awaitable[tuple[int, Any]]]
TOPICS = Path(__file__).parents[4] / "deploy" / "topics.yaml"


@pytest.fixture
def ask(dienst: Dienst, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Give a command of `zvhh-triage`, in a thread as it has a loop of its own; its status and the JSON that it said."""
    monkeypatch.setattr("zvhh_kit.cli.start.load", lambda **_: dienst.settings)
    monkeypatch.setattr("zvhh_kit.process.telemetry.configure_logging", lambda *_, **__: None)

    async def asked(*words: str) -> tuple[int, Any]:
        main: Any = service_cli("triage", create)
        result = await asyncio.to_thread(CliRunner().invoke, main, [*words, "--json"])
        assert result.stdout, result.stderr
        return result.exit_code, json.loads(result.stdout)

    return asked


def _breaks(*_: Any) -> Any:
    raise RuntimeError("a bad release")


async def test_a_zaak_that_a_bad_release_stopped_goes_on(dienst: Dienst, ask: Ask) -> None:
    """The next release handles what waited; nothing is typed again, and status says that nothing waits any more."""
    events = dienst.service.handlers.named("triage").events
    model, _ = events[MeldingIngediend.type]
    events[MeldingIngediend.type] = (model, _breaks)
    zaak = new_zaak()
    async with dienst.consuming(TOPICS):
        await dienst.send(zaak, dienst.ingediend())

        async def stopped() -> bool:
            return bool((await ask("status"))[1]["stopped"])

        await until(stopped)
        status, seen = await ask("status")
        [row] = seen["stopped"]
        assert (status, row["zaakId"], row["reason"]) == (1, zaak, "unexpected: RuntimeError")
        assert row["cure"] == f"zvhh-triage dead-letters requeue --zaak {zaak}"
        status, tried = await ask("dead-letters", "requeue", "--zaak", zaak, "--execute")
        assert (status, [one["outcome"] for one in tried["letters"]]) == (0, ["handled"])
        assert (await dienst.stored(zaak))["state"]["stand"] == "open"
        status, seen = await ask("status")
        assert (status, seen["documents"]) == (0, [{"kind": "triage", "stage": "open", "count": 1}])


async def test_a_database_of_yesterday_is_lifted_and_caught_up(dienst: Dienst, ask: Ask) -> None:
    """What triage heard comes back by itself; what its people decided is named; its next event is not an old one."""
    zaak = new_zaak()
    async with dienst.consuming(TOPICS):
        await dienst.send(zaak, dienst.ingediend())

        async def there() -> bool:
            return bool(await dienst.stored(zaak))

        await until(there)
        await dienst.oordelen(zaak)
        assert (await dienst.doe(f"/{zaak}/bevestiging", {"uitkomst": "doorgezet"})).status_code == 201
        said = len(await read_topic(dienst.settings, TRIAGES, 1))
    await dienst.rooms.store.collection.delete_many({})
    status, lifted = await ask("after-restore", "--force", "--execute")
    assert (status, [row["zaakId"] for row in lifted["documents"]]) == (0, [zaak])
    status, replayed = await ask("replay", "--from", "earliest")
    assert (status, replayed["handled"], replayed["notHandled"]) == (0, 1, {})
    raw = await dienst.stored(zaak)
    assert (raw["state"]["stand"], raw["sent"]) == ("open", {zaak: said})
