# SPDX-License-Identifier: EUPL-1.2
"""The tables by month: meldingen and openings of the year, incidents beside the casussen that ran (S6, S18).

Months are local, and as seen from January of the year that the figures are of. Not for: counting (`telling`).
"""

from itertools import accumulate

from zvhh_regie.domain.parts.cijfers import Cel, Tabel
from zvhh_regie.domain.rules.evaluatie.cellen import Cijfers, tabel
from zvhh_regie.domain.rules.evaluatie.groepen import ANDERE
from zvhh_regie.domain.rules.evaluatie.tellers import BUITEN, EERDER, JAARMAANDEN, LATER, MAANDEN, maandcodes, teller

_NAMEN = (
    "Januari", "Februari", "Maart", "April", "Mei", "Juni", "Juli", "Augustus", "September", "Oktober", "November",
    "December",
)  # fmt: skip


def instroom_per_maand(cijfers: Cijfers) -> Tabel:
    """Meldingen by month of receipt, openings by month of opening, and the openings until then for the line of places.

    The last row is every other month. Openings are for inside the house: with the months of receipt they would tell more.
    """
    codes = maandcodes(JAARMAANDEN)
    geopend = [_getal(cijfers, "opening-maand", code) for code in codes]
    geopend.append(max(0, cijfers.getallen.get("geopend", 0) - sum(geopend)))
    rijen = [
        (naam, (_meldingen(cijfers, code), cijfers.binnen(aantal), cijfers.binnen(samen)))
        for naam, code, aantal, samen in zip(
            (*_NAMEN, "Andere maanden"), (*codes, ANDERE), geopend, accumulate(geopend), strict=True
        )
    ]
    kolommen = ("Meldingen", "Geopend", "Geopend tot en met deze maand")
    return tabel("per-maand", "Instroom per maand", kolommen, rijen)


def incidenten_per_maand(cijfers: Cijfers) -> Tabel:
    """Incidents by the month in which they happened, beside how many casussen ran in it; inside the house only.

    A casus runs in the months from its opening to its close, both included; one that is open runs on in every month after.
    """
    codes = (EERDER, *maandcodes(MAANDEN), LATER)
    begonnen = accumulate(_getal(cijfers, "opening-maand", code) for code in codes)
    gestopt = accumulate((_getal(cijfers, "slot-maand", code) for code in codes), initial=0)
    erna = (f"{naam}, het jaar erna" for naam in _NAMEN)
    rijen = [
        (naam, (cijfers.aantal(teller("incidenten-maand", code)), cijfers.binnen(begin - slot)))
        for naam, code, begin, slot in zip(("Eerder", *_NAMEN, *erna, "Later"), codes, begonnen, gestopt, strict=False)
    ]
    buiten = ("Vóór de opening of na het sluiten", (cijfers.aantal(teller("incidenten-maand", BUITEN)), Cel()))
    titel = "Incidenten per maand; een maand die nog komt telt de casussen die nu lopen"
    return tabel("incidenten-per-maand", titel, ("Incidenten", "Lopende casussen"), [*rijen, buiten])


def _meldingen(cijfers: Cijfers, code: str) -> Cel:
    return cijfers.aantal(*(teller("maand", code, deel) for deel in ("niet-geopend", "geopend")))


def _getal(cijfers: Cijfers, soort: str, code: str) -> int:
    return cijfers.getallen.get(teller(soort, code), 0)
