# SPDX-License-Identifier: EUPL-1.2
"""`make up`: starts the whole system, makes a dozen zaken at different stages, prints every address, and stays.

The clock is simulated: it stands still while the zaken are made and runs on from their last moment. Ctrl-C (or SIGTERM)
stops everything that was started. With a folder, data, secrets and clock are there again the next time.
"""

import asyncio
import contextlib
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from zvhh_kit.domain.calendar import AMSTERDAM
from zvhh_local.dozen import BEGIN, Dozen, Made
from zvhh_local.examples import melding
from zvhh_local.folders import style
from zvhh_local.outside import Outside
from zvhh_local.people import PEOPLE, token_command
from zvhh_local.ports import LOOPBACK
from zvhh_local.process import StartFailed
from zvhh_local.stack import SERVICES, Stack, stack, timed
from zvhh_local.stages import StageFailed

READY = "ready: everything runs; Ctrl-C stops it"


def say(line: str) -> None:
    """One line, at once."""
    print(line, flush=True)


def main(folder: Path | None = None) -> int:
    """Stay until Ctrl-C and return the exit status: 0, or 1 when something did not start, failed or ended by itself."""
    started = time.monotonic()
    try:
        with _place(folder) as place:
            first = not (place / "klok.journal").exists()
            say("Starting a real broker, database and everything on them …")
            with stack(_indented, folder=place, moment=BEGIN, tidy=folder is None) as running:
                say(f"   ready after {timed(started)}")
                if not style().is_file():
                    say("   the pages are UNSTYLED: `make setup` could not get their style (it says why)")
                made = []
                if first:
                    made = asyncio.run(_make(running))
                    running.set_clock(running.now(), running=True)
                _tell(running, made)
                say(f"\n{READY} (up after {timed(started)})")
                return _stay(running)
    except KeyboardInterrupt:
        say("\nStopped by Ctrl-C; everything that was started has been stopped.")
        return 0
    except (StartFailed, StageFailed) as failed:
        say(f"\nThis did not work: {failed}")
        return 1


def _indented(line: str) -> None:
    say(f"   {line}")


@contextlib.contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    """The given folder, kept; or one that goes at the end."""
    if folder is not None:
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="zvhh-up-", ignore_cleanup_errors=True) as own:
        yield Path(own)


async def _make(running: Stack) -> list[Made]:
    say("   a dozen zaken, through the interfaces, on a simulated clock")
    outside = Outside(running)
    try:
        return await Dozen(outside).make()
    finally:
        await outside.close()


def _stay(running: Stack) -> int:
    """Until Ctrl-C; a process that ends by itself ends the rest."""
    while True:
        for name, child in running.children.items():
            if not child.running:
                say(f"\n{name} ended with exit code {child.exit_code}:\n{child.last_lines()}")
                return 1
        time.sleep(0.5)


def _tell(running: Stack, made: Sequence[Made]) -> None:
    _addresses(running)
    say("\nPeople (each token lives for 15 minutes; the command prints it as JSON)")
    for person in PEOPLE.values():
        say(f"   {person.name}, {person.organisation}: {', '.join(person.roles)}")
        say(f"      {token_command(running.issuer, person.subject)}")
    if made:
        say("\nZaken")
        for one in made:
            say(f"   {one.zaak}  {one.stage}")
    _examples(running, made[1].zaak if made else "")


def _addresses(running: Stack) -> None:
    local = running.now().astimezone(AMSTERDAM)
    say(f"\nThe clock says {local:%d-%m-%Y %H:%M} (Europe/Amsterdam) and runs.")
    rows = {"pages, for a browser": f"{running.front_door}/zaken", "front door": running.front_door}
    rows |= {"issuer": f"{running.issuer}/.well-known/openid-configuration"}
    for service in SERVICES:
        own = f"http://{LOOPBACK}:{running.ports[service]}"
        rows[service] = f"{running.front_door}/api/{service}/v1/openapi.json"
        rows[f"{service}, beside the front door"] = f"{own}/health/ready  {own}/metrics"
    rows |= {"keys for partners": f"{running.front_door}/.well-known/jwks.json"}
    rows |= {"Kafka": running.parts.bootstrap, "MongoDB": re.sub("//[^@/]*@", "//", running.parts.mongodb_url)}
    if running.prefix:
        rows["topics and databases begin with"] = running.prefix
    rows |= {"data, logs and secrets": str(running.folder)}
    say("\nAddresses")
    for name, address in rows.items():
        say(f"   {name + ':':34} {address}")


def _examples(running: Stack, zaak: str) -> None:
    """Commands that can be pasted in one shell."""
    body = running.folder / "melding.json"
    body.write_text(json.dumps(melding(), ensure_ascii=False, indent=2), encoding="utf-8")
    front = running.front_door
    say("\nTry this (in one shell)")
    for name, subject in (("NOOR", "noor.zv"), ("VERA", "vera.vt")):
        say(f'   {name}=$({token_command(running.issuer, subject)} | sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\')')
    say(f"   curl -s -H \"Authorization: Bearer $NOOR\" '{front}/api/triage/v1/triages'")
    if zaak:
        say(f'   curl -s -H "Authorization: Bearer $NOOR" {front}/api/regie/v1/casussen/{zaak}')
        say(f'   curl -s -H "Authorization: Bearer $NOOR" {front}/api/meetings/v1/overlegtrajecten/{zaak}')
    say(f'   curl -s -H "Authorization: Bearer $NOOR" {front}/api/regie/v1/pilotjaren/2025')
    say(
        f'   curl -s -X POST -H "Authorization: Bearer $VERA" -H "Idempotency-Key: $(date +%s%N)" '
        f"-H 'Content-Type: application/json' -d @{body} {front}/api/intake/v1/meldingen"
    )
    say(f"   curl -s {front}/api/intake/v1/partners")


if __name__ == "__main__":
    sys.exit(main())
