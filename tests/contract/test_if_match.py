# SPDX-License-Identifier: EUPL-1.2
"""D2 in every service as it is wired: a command is bound to what its sender saw, by the ETag of the very GET."""

import ast
import importlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.contract.conftest import NAMES
from tests.contract.test_schemathesis import CONFIG, HISTORY, INCIDENT, MELDING, NOOR, NU, PLAN, VERA

from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import SUBJECT as ZAAK
from zvhh_kit.testing.service import Running, running_service, settings_for

SERVICES = Path(__file__).parents[2] / "services"
NOTHING_SEEN = {"MerkVerstuurd", "verlenging", "aanhouding", "vrijgave"}
"""Commands that follow by themselves from another one, or on what no GET shows by itself."""

VRAAG = {"vraag": "Wie woont er nog meer in huis?"}
COMMANDS: dict[str, tuple[Actor, str, str, Any]] = {
    "intake": (VERA, "/v1/meldingen/{}", "/intrekking", {"reden": "Dubbel gemeld."}),
    "triage": (NOOR, "/v1/triages/{}", "/aanvullingen", VRAAG),
    "meetings": (NOOR, "/v1/overlegtrajecten/{}", "/overleggen", PLAN),
    "regie": (NOOR, "/v1/casussen/{}", "/incidenten", INCIDENT),
}
"""Who gives a command, the document that they read, and the command on it."""


def _calls() -> Iterator[Any]:
    """Every command that an endpoint gives."""
    for file in sorted(SERVICES.glob("*/src/**/*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "zaken.do":
                yield pytest.param(call, id=f"{file.stem}:{call.lineno}")


@pytest.mark.parametrize("call", list(_calls()))
def test_every_command_can_be_bound_to_what_was_seen(call: ast.Call) -> None:
    """D2: else If-Match on it is refused, while its OpenAPI says that it can be given."""
    given = ast.unparse(call.args[1]).partition("(")[0]
    assert given in NOTHING_SEEN or "seen" in {keyword.arg for keyword in call.keywords}, ast.unparse(call)


@pytest.mark.parts
@pytest.mark.parametrize("name", NAMES)
async def test_the_tag_of_the_detail_lets_a_command_through_once(
    name: str, mongodb_url: str, database: str, tmp_path: Path
) -> None:
    """D2: what the GET showed is what the command compares; after it the tag is an old one."""
    by, detail, command, body = COMMANDS[name]
    create = importlib.import_module(f"zvhh_{name}.service").create
    here = settings_for(tmp_path, CONFIG, now=NU, mongodb_url=mongodb_url, database=database)
    async with running_service(create, here, Running) as running:
        zaak = ZAAK
        if name == "intake":
            zaak = (await running.ask("POST", "/v1/meldingen", by, body=MELDING)).json()["zaakId"]
        await running.feed(zaak, *HISTORY[name])
        path = detail.format(zaak)
        tag = (await running.ask("GET", path, by)).headers["ETag"]
        wrong = await running.ask("POST", path + command, by, body=body, if_match='"x"')
        assert (wrong.status_code, wrong.json()["code"]) == (412, "gewijzigd")
        assert (await running.ask("GET", path, by)).headers["ETag"] == tag
        done = await running.ask("POST", path + command, by, body=body, if_match=tag)
        assert done.status_code == 201, done.text
        assert (await running.ask("GET", path, by)).headers["ETag"] != tag
        assert (await running.ask("POST", path + command, by, body=body, if_match=tag)).status_code == 412


@pytest.mark.parts
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("days", [1, 4])
async def test_what_was_seen_on_an_earlier_day_was_seen(
    name: str, days: int, mongodb_url: str, database: str, tmp_path: Path
) -> None:
    """D2, S14: a view that says "nog n dagen" reads otherwise after midnight; nobody changed a thing, so nobody is told so."""
    by, detail, command, body = COMMANDS[name]
    create = importlib.import_module(f"zvhh_{name}.service").create
    here = settings_for(tmp_path, CONFIG, now=NU, mongodb_url=mongodb_url, database=database)
    async with running_service(create, here, Running) as running:
        zaak = ZAAK
        if name == "intake":
            zaak = (await running.ask("POST", "/v1/meldingen", by, body=MELDING)).json()["zaakId"]
        await running.feed(zaak, *HISTORY[name])
        path = detail.format(zaak)
        seen = await running.ask("GET", path, by)
        running.at(NU + timedelta(days=days))
        later = await running.ask("GET", path, by)
        assert name != "regie" or later.headers["ETag"] != seen.headers["ETag"], "its view counts days"
        done = await running.ask("POST", path + command, by, body=body, if_match=seen.headers["ETag"])
        assert done.status_code == 201, done.text
        late = await running.ask("POST", path + command, by, body=body, if_match=later.headers["ETag"])
        assert late.status_code == 412, "what somebody changed since is told, whatever the day"
