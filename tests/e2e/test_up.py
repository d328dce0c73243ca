# SPDX-License-Identifier: EUPL-1.2
"""`zvhh-local up` and `demo` from the command line: what is printed works, and Ctrl-C leaves no process and no port.

In threads of their own: the loop that the other tests' connections live in must not stand still for so long.
"""

import asyncio
import json
import re
import signal
import subprocess
from pathlib import Path

import pytest
from tests.e2e.starting import alive, started

from zvhh_local.folders import checkout
from zvhh_local.leftovers import remove
from zvhh_local.people import PEOPLE
from zvhh_local.ports import in_use

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")


@pytest.fixture
def given(kafka_bootstrap: str, mongodb_url: str) -> dict[str, str]:
    """The broker and database of this run."""
    return {"KAFKA_BOOTSTRAP": kafka_bootstrap, "MONGODB_URL": mongodb_url}


def ports_in(text: str) -> set[int]:
    """Every port of 127.0.0.1 that is named, but those of the given parts."""
    return {int(port) for port in re.findall(r"http://127\.0\.0\.1:(\d+)", text)}


async def test_up_stays_and_stops_and_comes_again(given: dict[str, str], tmp_path: Path) -> None:
    """It prints every address and person, a printed command works, and Ctrl-C ends all that it started.

    With a folder the zaken, the clock and the secrets are there again the next time; SIGTERM ends it as well.
    """
    try:
        zaken = await asyncio.to_thread(_first_time, given, tmp_path)
        await asyncio.to_thread(_second_time, given, tmp_path, zaken)
    finally:
        prefix = (tmp_path / "prefix").read_text(encoding="utf-8")
        await remove(given["KAFKA_BOOTSTRAP"], given["MONGODB_URL"], prefix)


def _second_time(given: dict[str, str], folder: Path, zaken: list[str]) -> None:
    with started("up", "--folder", str(folder), environment=given) as again:
        again.wait_for(lambda line: line.startswith("ready:"), within=180)
        printed = "\n".join(again.lines)
        assert "The clock says 25-08-2025" in printed
        assert zaken[5] in _run(printed, "/api/regie/v1/pilotjaren/2025", "/api/meetings/v1/overlegtrajecten")
        children = again.children
        assert again.interrupt(signal.SIGTERM) == 128 + signal.SIGTERM
    assert alive(children) == []


def _first_time(given: dict[str, str], folder: Path) -> list[str]:
    """The zaken that were made."""
    with started("up", "--folder", str(folder), environment=given) as up:
        up.wait_for(lambda line: line.startswith("ready:"), within=180)
        printed = "\n".join(up.lines)
        assert all(person.name in printed for person in PEOPLE.values())
        zaken = re.findall(r"^   ([0-9a-f]{8}-[0-9a-f-]{27})  (.+)$", printed, re.MULTILINE)
        assert len({stage for _, stage in zaken}) >= 12
        assert json.loads(_run(printed, "/api/triage/v1/triages"))["items"]
        assert json.loads(_run(printed, f"/api/regie/v1/casussen/{zaken[1][0]}"))["klok"]["mogelijk"] is True
        assert json.loads(_run(printed, "-d @"))["kenmerk"]
        ports, children = ports_in(printed), up.children
        assert {port for port in ports if in_use(port)} == ports
        assert len(ports) == 6
        assert len(children) >= 6
        assert up.interrupt() == 0
    assert alive(children) == []
    assert not [port for port in ports if in_use(port)]
    return [zaak for zaak, _ in zaken]


def _run(printed: str, part: str, instead: str = "") -> str:
    """Paste the printed commands that set the variables, and then the one with this part (or another in its place)."""
    lines = [line.strip() for line in printed.splitlines()]
    tokens = [line for line in lines if re.match(r"(NOOR|VERA)=", line)]
    (command,) = [line for line in lines if line.startswith("curl") and part in line.replace("'", "") and "$" in line]
    pasted = "\n".join([*tokens, command.replace(part, instead or part)])
    return subprocess.run(["bash", "-c", pasted], capture_output=True, text=True, timeout=120, check=True).stdout


async def test_demo_interrupted_half_way(given: dict[str, str]) -> None:
    """Ctrl-C in the middle of the story: status 130, the report so far, no process, no port."""
    await asyncio.to_thread(_interrupted, given)


def _interrupted(given: dict[str, str]) -> None:
    report = checkout() / "build" / "demo.json"
    before = report.read_bytes() if report.exists() else None
    try:
        with started("demo", environment=given) as demo:
            demo.wait_for(lambda line: line.startswith("5. "), within=180)
            ports, children = ports_in("\n".join(demo.lines)), demo.children
            assert ports
            assert len(children) >= 6
            assert demo.interrupt() == 130
        assert alive(children) == []
        assert not [port for port in ports if in_use(port)]
        assert "Traceback" not in "\n".join(demo.lines)
        steps = json.loads(report.read_text(encoding="utf-8"))["steps"]
        assert steps
        assert all(step["ok"] for step in steps)
    finally:
        if before is not None:
            report.write_bytes(before)
