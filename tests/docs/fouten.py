# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of errors: `zvhh_contracts/fouten.json`, which `GET /v1/fouten` serves, and docs/fouten.md.

    python -m tests.docs.fouten            writes both (also in `make generate`)

Made of what the code can raise (`raised`), of what the tests of the services saw refused (`services/*/weigeringen.yaml`, so
that texts which are put together read as they do), and of `docs/fouten.yaml`: what to do. Not for: raising anything.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import yaml
from tests.docs.raised import ROOT, Raised, raised

from zvhh_contracts.fouten import Deur, Foutsoort

CATALOGUE = ROOT / "shared/contracts/src/zvhh_contracts/fouten.json"
PAGE = ROOT / "docs/fouten.md"
DIENSTEN = ("intake", "triage", "meetings", "regie")
KAFKA_ONLY = ("zvhh_kit/bus/partner.py", "zvhh_intake/partner.py")
BOTH_DOORS = (
    "zvhh_contracts/given",
    "zvhh_kit/process/faults.py",
    "zvhh_kit/core/json_document.py",
    "zvhh_intake/lookups.py",
    "zvhh_intake/domain/rules/toets.py",
    "zvhh_intake/domain/rules/weigering.py",
    "zvhh_intake/domain/parts/gegevens.py",
    "zvhh_intake/domain/commands/dien_in.py",
    "zvhh_intake/domain/commands/weiger.py",
)
"""Where a melding is read and judged, by whichever door it came."""
_HEAD = """# Fouten

Elke code waarmee een deur antwoordt: in `code` en `fouten` van een antwoord (`application/problem+json`), en in `fouten` van
een terugkoppeling op Kafka. Programma's gaan uit van de code; die verandert niet binnen een versie. Op de plaats van … (of n,
voor een getal) staat wat er is ingevuld. Ook op te vragen, zonder inloggen: `GET /v1/fouten` van intake. Deze pagina wordt
gemaakt door `make generate`: uit de code zelf, uit wat de tests zagen, en uit `docs/fouten.yaml` (wat te doen).

| code | tekst | plaats | deur | wat te doen |
|---|---|---|---|---|
"""


@cache
def seen() -> dict[str, dict[str, Any]]:
    """Service → what its tests saw refused."""
    return {
        dienst: yaml.safe_load((ROOT / f"services/{dienst}/weigeringen.yaml").read_text("utf-8")) for dienst in DIENSTEN
    }


@cache
def to_do() -> dict[str, Any]:
    """What to do: `codes` by code, and `anders` by status for the rest."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docs/fouten.yaml").read_text("utf-8"))
    return found


def catalogue() -> list[Foutsoort]:
    """Every code, in order of the alphabet."""
    sites = raised()
    codes = {code for table in seen().values() for code in table}
    codes |= {site.code for site in sites if "…" not in site.code}
    return [_row(code, [site for site in sites if site.fits(code)]) for code in sorted(codes)]


def _row(code: str, sites: list[Raised]) -> Foutsoort:
    recorded = [table[code] for table in seen().values() if code in table]
    own = [site for site in sites if site.code == code]
    texts = {text for one in recorded for text in one["teksten"]}
    texts |= {site.text for site in own if site.text and not (recorded and "/domain/" in site.file)}
    places = {place for one in recorded for place in one["plaatsen"]}
    places |= {site.place for site in own if not (recorded and "/domain/" in site.file)}
    return Foutsoort(
        code=code,
        teksten=tuple(sorted(texts)),
        plaatsen=tuple(sorted(places)),
        diensten=tuple(_services(code, own)),
        deuren=tuple(_doors(own or sites)),
        doen=to_do()["codes"].get(code) or to_do()["anders"],
    )


def _services(code: str, own: Iterable[Raised]) -> Iterator[str]:
    everywhere = any("/zvhh_kit/" in site.file or "/zvhh_contracts/" in site.file for site in own)
    for dienst in DIENSTEN:
        if everywhere or code in seen()[dienst] or any(f"services/{dienst}/" in site.file for site in own):
            yield dienst


def _doors(sites: list[Raised]) -> Iterator[Deur]:
    if any(not site.file.endswith(KAFKA_ONLY) for site in sites):
        yield "rest"
    in_text = [site for site in sites if not site.place.startswith(("query:", "header:Id", "header:If"))]
    if any(part in site.file for site in in_text for part in (*KAFKA_ONLY, *BOTH_DOORS)):
        yield "kafka"


def page(rows: Iterable[Foutsoort]) -> str:
    """The page for people."""
    lines = [
        f"| `{row.code}` | {_cell(row.teksten)} | {_cell(f'`{one}`' for one in row.plaatsen if one)} "
        f"| {', '.join(row.deuren)} ({', '.join(row.diensten)}) | {row.doen} |\n"
        for row in rows
    ]
    return _HEAD + "".join(lines)


def _cell(parts: Iterable[str]) -> str:
    return "<br>".join(part.replace("|", "\\|") for part in parts)


def text_of(rows: Iterable[Foutsoort]) -> str:
    """As it is served."""
    found = [row.model_dump(mode="json", by_alias=True) for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    everything = catalogue()
    CATALOGUE.write_text(text_of(everything), "utf-8")
    PAGE.write_text(page(everything), "utf-8")
    sys.stdout.write("fouten.json\ndocs/fouten.md\n")
