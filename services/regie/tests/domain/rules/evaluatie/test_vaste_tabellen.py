# SPDX-License-Identifier: EUPL-1.2
"""S18: the tables are fixed: every word, row and number of them stands in a file that people read, as do the sums.

    ZVHH_WRITE_TABLES=1 pytest services/regie/tests/domain/rules/evaluatie/test_vaste_tabellen.py      writes both files again

Not for: why a number is left out; `test_onderdrukking` tries that.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from zvhh_contracts.configuration import Configuratie
from zvhh_regie.domain.parts.cijfers import Cel, Tabel
from zvhh_regie.domain.rules.evaluatie.groepen import MET_GEOPEND, Groep, groepen, overschot
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.domain.rules.evaluatie.tellers import (
    BUITEN,
    EERDER,
    LATER,
    MAANDEN,
    STAPPEN,
    TUSSENPOZEN,
    klassecodes,
    maandcodes,
)

HIER = Path(__file__).parent
GEMIDDELDEN = (*STAPPEN, "vaker")
KEREN = (
    "casusoverleggen", "incidenten-voor", "incidenten-na",
    *(f"interventies-{wie}" for wie in ("slachtoffer", "pleger", "kind", "systeem")),
    *(f"tussenpoos-{klasse}" for klasse in klassecodes(TUSSENPOZEN)),
    *(f"incidenten-maand-{maand}" for maand in (EERDER, *maandcodes(MAANDEN), LATER, BUITEN)),
)  # fmt: skip


def _staat_in(bestand: str, regels: Iterable[str]) -> None:
    """What the file says, word for word."""
    tekst = "".join(f"{regel}\n" for regel in regels)
    if os.environ.get("ZVHH_WRITE_TABLES"):
        (HIER / bestand).write_text(tekst, "utf-8")
    assert (HIER / bestand).read_text("utf-8") == tekst


def _alles(alle: tuple[Groep, ...], geopend: int, deel: Callable[[int], int]) -> dict[str, int]:
    """A number for everything that is counted: each part what `deel` says of its place, each total what its parts make."""
    delen = [code for groep in alle for rij in groep.rijen for code in rij]
    getallen = {code: deel(nummer) for nummer, code in enumerate(delen)}
    getallen["geopend"] = geopend
    for groep in reversed(alle):
        for kolom, totaal in enumerate(groep.totalen):
            som = sum(overschot(getallen, rij[kolom]) for rij in groep.rijen)
            bekend = getallen["geopend"] if totaal in MET_GEOPEND else 0
            getallen[totaal] = max(getallen.get(totaal, 0), som + bekend)
    keren = {f"n-{naam}": 5 + nummer for nummer, naam in enumerate(GEMIDDELDEN)}
    dagen = {f"dagen-{naam}": 7 * (5 + nummer) * (11 + nummer) + 3 for nummer, naam in enumerate(GEMIDDELDEN)}
    maanden = (EERDER, *maandcodes(MAANDEN), LATER)
    begin = {f"opening-maand-{maand}": 20 + nummer for nummer, maand in enumerate(maanden)}
    slot = {f"slot-maand-{maand}": 3 + nummer % 7 for nummer, maand in enumerate(maanden)}
    vaak = {naam: 501 + nummer for nummer, naam in enumerate(KEREN)}
    return {**getallen, **keren, **dagen, **vaak, **begin, **slot}


def _getoond(cel: Cel) -> str:
    if cel.onderdrukt:
        return "x" if cel.eenheid == "aantal" else f"x {cel.eenheid}"
    waarde = "geen" if cel.waarde is None else str(cel.waarde)
    return waarde if cel.eenheid == "aantal" else f"{waarde} {cel.eenheid}"


def _regels(titel: str, alle: tuple[Tabel, ...]) -> Iterator[str]:
    yield f"# {titel}"
    for tabel in alle:
        yield ""
        yield f"{tabel.code}: {tabel.titel} [{' | '.join(tabel.kolommen)}]"
        for rij in tabel.rijen:
            yield f"  {rij.titel}: {' | '.join(map(_getoond, rij.cellen))}"
    yield ""


def test_every_word_and_number_of_the_tables(config: Configuratie) -> None:
    """S18, S4: whole and for outside: with a number for everything, with small ones, and before the first melding."""
    alle = groepen(config)
    soorten: Mapping[str, tuple[dict[str, int], int | None]] = {
        "alles een eigen getal": (_alles(alle, 2000, lambda nummer: 5 + nummer), 30),
        "kleine getallen": (_alles(alle, 90, lambda nummer: (0, 1, 5, 9, 0, 2, 12, 7)[nummer % 8]), 30),
        "nog niets gemeld": ({}, None),
    }
    _staat_in(
        "tabellen.txt",
        (
            regel
            for soort, (sommen, maximum) in soorten.items()
            for uitvoer in (False, True)
            for regel in _regels(
                f"{soort}, {'naar buiten' if uitvoer else 'heel'}", tabellen(config, sommen, maximum, uitvoer=uitvoer)
            )
        ),
    )


def test_how_the_numbers_add_up(config: Configuratie) -> None:
    """S18: which parts make which total; "rest" is what the others leave, "zonder geopend" leaves out what D6 tells."""
    _staat_in("groepen.txt", (_som(groep) for groep in groepen(config)))


def _som(groep: Groep) -> str:
    rijen = " + ".join("/".join(rij) for rij in groep.rijen)
    soort = [naam for naam, geldt in (("rest", groep.rest), ("zonder geopend", groep.zonder_geopend)) if geldt]
    achter = f" ({', '.join(soort)})" if soort else ""
    return f"{'/'.join(groep.totalen)} = {rijen}{achter}"
