# SPDX-License-Identifier: EUPL-1.2
"""What an earlier release left is read, continued and closed by this one, after a crash of its services (L6, L7, D1, S15).

ZVHH_UPGRADE_FROM (make upgrade FROM=…): the commit of that release.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.upgrade.older import Older, older
from tests.upgrade.readings import Answers, everything, lost

from zvhh_local.examples import PO, RN, VT, melding
from zvhh_local.outside import Outside, PartnerSystem
from zvhh_local.stack import SERVICES, Stack, stack
from zvhh_local.stages import NOOR, VERA, Stages
from zvhh_local.story_one import local
from zvhh_local.watch import eventually

pytestmark = [pytest.mark.upgrade, pytest.mark.timeout(3000)]

FROM = os.environ.get("ZVHH_UPGRADE_FROM", "03a2b5e")
CANARY = "Kanarielaan 77, Zandvoorde"
KEY = "sleutel-van-voor-de-upgrade"
MEANT = {
    r"its address was shielded.*betrokkenen\[0\]\.gegevens\.adres": "shut in what was told before it too",
    r"(not passend|rejected).*\.(stand|standTekst|route|vernietigenOp|uitkomst|advies): ": "told by phone (ADR 0023)",
    r"taken[.\[]": "one form, and one owner of each task (ADR 0028)",
}
"""What later releases say otherwise on purpose, by the stage of the zaak and the place, and why."""


@dataclass
class Left:
    """What the older release said, and left behind."""

    zaken: dict[str, str]
    answers: Answers
    shielded: str = ""
    keyed: Any = None
    waiting: str = ""
    partner: list[Any] = field(default_factory=list)


async def _leave(running: Older) -> Left:
    """A shielded address among what was told before, an answer under a key, and commands whose events still wait."""
    outside = Outside(running.stack)
    stages = Stages(outside)
    try:
        first, *others = melding()["betrokkenen"]
        anna = first | {"gegevens": first["gegevens"] | {"adres": CANARY}}
        shielded = await stages.report(betrokkenen=[anna, *others])
        shut = {
            "betrokkene": anna | {"gegevens": anna["gegevens"] | {"adresAfschermen": True}},
            "reden": "Anna is gevlucht.",
        }
        path = f"/v1/meldingen/{shielded}/betrokkenen/1"
        seen = await outside.get(NOOR, "intake", f"/v1/meldingen/{shielded}")
        put = await outside.send("PUT", NOOR, "intake", path, shut, seen=seen.tag)
        assert put.status == 200, put
        keyed = await outside.post(VERA, "intake", "/v1/meldingen", melding(), key=KEY)
        assert keyed.status == 201, keyed
        zaken = running.zaken | {shielded: "came in; its address was shielded", keyed.body["zaakId"]: "came in"}
        await _settled(outside, keyed.body["zaakId"])
        answers = await everything(outside, zaken)
        partner = await PartnerSystem(outside, PO).answers()
        last = await outside.post(VERA, "intake", "/v1/meldingen", melding())
        assert last.status == 201, last
        running.kill_services()
        return Left(zaken, answers, shielded, keyed.body, last.body["zaakId"], partner)
    finally:
        await outside.close()


async def _settled(outside: Outside, zaak: str) -> None:
    """Triage has heard of it."""

    async def heard() -> bool:
        return (await outside.get(NOOR, "triage", f"/v1/triages/{zaak}")).status == 200

    assert await eventually(heard), f"{zaak} did not reach triage"


@pytest.fixture(scope="module")
async def folder() -> Any:
    """Data, secrets and clock of both."""
    with tempfile.TemporaryDirectory(prefix="zvhh-upgrade-") as made:
        yield Path(made) / "data"


@pytest.fixture(scope="module")
async def left(folder: Path) -> Left:
    """The older release ran and was stopped."""
    with older(FROM, folder) as running:
        return await _leave(running)


@pytest.fixture(scope="module")
def system(folder: Path, left: Left) -> Iterator[Stack]:
    """This release, on what the other left."""
    with ExitStack() as until_the_end:
        with pytest.MonkeyPatch.context() as native:
            native.setenv("KAFKA_BOOTSTRAP", "")
            native.setenv("MONGODB_URL", "")
            running = until_the_end.enter_context(
                stack(lambda _: None, folder=folder, moment=local("2025-08-25T10:00"))
            )
        yield running


@pytest.fixture(scope="module")
async def outside(system: Stack) -> Any:
    """Those who use it."""
    made = Outside(system)
    yield made
    await made.close()


async def test_everybody_reads_what_they_read_before(left: Left, outside: Outside) -> None:
    """L6: nothing is gone and nothing says something else, but for what is said otherwise on purpose."""
    await _settled(outside, left.waiting)
    after = await everything(outside, left.zaken)
    gone = [f"{' '.join(one)} is gone" for one in left.answers if one not in after]
    for one, answer in left.answers.items():
        if one in after:
            gone += [f"{' '.join(one)}{place}" for place in lost(answer, after[one])]
    unmeant = [place for place in gone if not any(re.search(meant, _staged(left, place)) for meant in MEANT)]
    assert not unmeant, "\n".join(unmeant[:60])


def _staged(left: Left, place: str) -> str:
    return " ".join([*(stage for zaak, stage in left.zaken.items() if zaak in place), place])


async def test_a_shielded_address_is_shut_in_what_was_told_before(left: Left, outside: Outside) -> None:
    """L6: nobody reads it in any list or version; who may see it asks for it, with a reason."""
    after = await everything(outside, [left.shielded])
    assert after
    assert [one for one, answer in after.items() if CANARY in json.dumps(answer)] == []
    path = f"/v1/meldingen/{left.shielded}/betrokkenen/1/adres"
    shown = await outside.post(NOOR, "intake", path, {"reden": "huisbezoek"})
    assert CANARY in json.dumps(shown.body), shown


async def test_a_command_of_before_is_a_repeat(left: Left, outside: Outside) -> None:
    """D1: the same key and the same body give the same answer, and no second zaak."""
    again = await outside.post(VERA, "intake", "/v1/meldingen", melding(), key=KEY)
    assert again.status in (200, 201), again
    assert again.body["zaakId"] == left.keyed["zaakId"]


async def test_what_waited_when_it_crashed_goes_on(left: Left, outside: Outside) -> None:
    """P1: the last command was acknowledged; its event reaches everybody after the upgrade."""
    await _settled(outside, left.waiting)
    answers = await PartnerSystem(outside, PO).answers()
    assert answers[: len(left.partner)] == left.partner


@pytest.mark.parametrize("service", SERVICES)
async def test_operators_find_all_well(left: Left, system: Stack, service: str) -> None:
    """L7: the chain of the log verifies, and nothing waits for a person."""
    for words in (["log", "verify"], ["dead-letters", "list"], ["status"]):
        done = _operator(system, service, *words)
        assert done.returncode == 0, f"{service} {' '.join(words)}: {done.stdout}{done.stderr}"


def _operator(system: Stack, service: str, *words: str) -> subprocess.CompletedProcess[str]:
    settings = system.environment | {"ZVHH_DATABASE": system.database(service)}
    command = [f"{sys.prefix}/bin/zvhh-{service}", *words]
    return subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)


async def test_every_zaak_goes_on_to_its_end(left: Left, system: Stack, outside: Outside) -> None:
    """S1: what was left at each stage is taken from there to the end of the casus, and destroyed by the rules."""
    stages = Stages(outside)
    system.set_clock(local("2025-08-28T09:00"))
    came_in = [zaak for zaak, stage in left.zaken.items() if "came in" in stage and "scope" not in stage]
    for zaak in [*came_in, left.waiting, _at(left, "triage asked")]:
        await stages.pass_on(zaak)
    planned = _at(left, "weegoverleg planned")
    opened = [*came_in, left.waiting, _at(left, "triage asked"), _at(left, "passed triage")]
    numbers = {planned: 1} | {
        zaak: await stages.plan(zaak, local(f"2025-09-01T{9 + number:02}:00")) for number, zaak in enumerate(opened)
    }
    system.set_clock(local("2025-09-01T18:00"))
    for zaak, number in numbers.items():
        await stages.weigh(zaak, number)
        await stages.in_meetings(zaak, "loopt")
    runs = [zaak for zaak, stage in left.zaken.items() if stage.startswith("runs")]
    system.set_clock(local("2026-03-10T09:00"))
    for zaak in [*runs, *numbers]:
        await _close(stages, outside, zaak)
    ended = {*runs, *numbers}
    assert await eventually(lambda: _kept(outside, ended, ended)), "the term of a closed zaak is not told"
    system.set_clock(local("2031-06-01T09:00"))  # five years after the last of them was first processed have passed
    assert await eventually(lambda: _kept(outside, ended, set())), "a closed zaak is still kept"
    for service in SERVICES:
        done = _operator(system, service, "dead-letters", "list")
        assert done.returncode == 0, done.stdout + done.stderr


async def _kept(outside: Outside, zaken: set[str], expected: set[str]) -> bool:
    """Whether of these zaken those that are expected stand in the list of terms, and no others."""
    shown = await outside.get(NOOR, "intake", "/v1/bewaartermijnen", binnen=120, aantal=200)
    return shown.status == 200 and {one["zaakId"] for one in shown.body["items"]} & zaken == expected


def _at(left: Left, stage: str) -> str:
    [zaak] = [zaak for zaak, words in left.zaken.items() if words.startswith(stage)]
    return zaak


async def _close(stages: Stages, outside: Outside, zaak: str) -> None:
    """The next casusoverleg decides to close it."""
    await stages.closable(zaak)
    decision = {
        "uitkomst": "afschalen",
        "reden": "Een half jaar rust.",
        "gaatVerder": [{"oin": VT, "afspraak": "Vera houdt contact met Anna."}],
        "signalen": "Nieuwe berichten of bezoek: opnieuw melden.",
    }
    trajectory = (await outside.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")).body
    held = [one["nummer"] for one in trajectory["overleggen"] if one["stand"] == "gehouden"]
    now = outside.stack.now().isoformat()
    await stages.hold(zaak, max(held) + 1, PO, VT, RN, afschalen=decision, gehoudenOp=now)
