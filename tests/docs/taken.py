# SPDX-License-Identifier: EUPL-1.2
"""docs/taken.md: every task with its words, who does it, which service gives it, and where it is done.

python -m tests.docs.taken            writes the page (also in `make generate`)
"""

import json
import sys
from pathlib import Path

from zvhh_contracts.taken import TAKEN, Taaksoort

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/taken.md"
_HEAD = """# Taken

Wat iemand moet doen, voor wie, en waar het gedaan wordt. Elke taak komt van één dienst: `GET /v1/taken` van die dienst geeft
haar, met deze woorden. Een taak gaat weg als de zaak zegt dat zij gedaan is. Waar `rond_taak_af` staat, zegt wie haar deed
zelf dat zij klaar is, met een bevinding. Deze pagina wordt gemaakt door `make generate` uit `zvhh_contracts/taken.py`.

| code | woorden | wie | dienst | blok | waar |
|---|---|---|---|---|---|
"""


def _paths() -> dict[str, str]:
    """`service.operation` → method and path."""
    return {
        f"{file.stem}.{operation['operationId']}": f"`{method.upper()} {path}`"
        for file in sorted((ROOT / "docs/openapi").glob("*.json"))
        for path, methods in json.loads(file.read_text("utf-8"))["paths"].items()
        for method, operation in methods.items()
    }


def _row(code: str, soort: Taaksoort, paths: dict[str, str]) -> str:
    waar = "; ".join(f"{een.partition('.')[0]} {paths[een]}" for een in soort.waar)
    return f"| `{code}` | {soort.woorden} | {', '.join(soort.voor)} | {soort.dienst} | {soort.groep} | {waar} |\n"


def page() -> str:
    """The whole page."""
    paths = _paths()
    return _HEAD + "".join(_row(code, soort, paths) for code, soort in TAKEN.items())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write("docs/taken.md\n")
