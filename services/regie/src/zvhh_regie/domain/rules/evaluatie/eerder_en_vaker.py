# SPDX-License-Identifier: EUPL-1.2
"""The tables of "eerder" and "vaker": how long each step takes, and how often a casus is discussed (S0, S13, S18).

Not for: the classes (`tellers`), nor for which numbers are shown (`cellen`).
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from zvhh_contracts.configuration import Configuratie
from zvhh_regie.domain.parts.cijfers import Cel, Tabel
from zvhh_regie.domain.rules.evaluatie.cellen import Cijfers, lijst, tabel
from zvhh_regie.domain.rules.evaluatie.groepen import klassetellers
from zvhh_regie.domain.rules.evaluatie.tellers import KLASSEN, STAPPEN, TUSSENPOZEN, klassecodes, teller

_WOORDEN: Mapping[str, str] = {
    "bekend-gemeld": "Bekend bij de melder tot melding",
    "gemeld-doorgezet": "Melding tot doorgezet",
    "gemeld-afgewezen": "Melding tot afgewezen",
    "doorgezet-gewogen": "Doorgezet tot eerste weegoverleg",
    "gewogen-geopend": "Eerste weegoverleg tot opening",
    "wachtlijst-geopend": "Op de wachtlijst tot opening",
    "gemeld-geopend": "Melding tot opening",
    "geopend-casusoverleg": "Opening tot eerste casusoverleg",
    "geopend-plan": "Opening tot eerste plan van aanpak",
    "geopend-afgeschaald": "Opening tot afschalen",
}

_HELFT, _NEGEN_VAN_TIEN = (1, 2), (9, 10)


def doorlooptijden(cijfers: Cijfers) -> Tabel:
    """Of each step the mean, the number behind it, and within how many days half and nine out of ten of the zaken are."""
    rijen = [
        (
            _WOORDEN[stap],
            (
                cijfers.gemiddelde(stap, poort),
                cijfers.aantal_achter(stap),
                *(cijfers.binnen_dagen(_gemeten(stap), KLASSEN, deel) for deel in (_HELFT, _NEGEN_VAN_TIEN)),
            ),
        )
        for stap, poort in STAPPEN.items()
    ]
    kolommen = ("Gemiddeld aantal dagen", "Aantal zaken", "De helft binnen (dagen)", "Negen van de tien binnen (dagen)")
    return tabel("doorlooptijden", "Eerder: hoe lang elke stap duurt", kolommen, rijen)


def spreiding(cijfers: Cijfers) -> Tabel:
    """Of each step how many zaken there are in each class of days, and of how many it isn't known."""
    rijen = [(_WOORDEN[stap], [cijfers.aantal(code) for code in klassetellers(stap)]) for stap in STAPPEN]
    kolommen = (*_bereiken(KLASSEN, "dag", "dagen"), "Niet gemeten")
    return tabel("spreiding", "Spreiding: hoe lang elke stap duurt", kolommen, rijen)


def vaker(config: Configuratie, cijfers: Cijfers) -> Tabel:
    """The mean days between two casusoverleggen, beside what was agreed (S13)."""
    rijen = [
        ("Dagen tussen twee casusoverleggen", cijfers.gemiddelde("vaker", "vaker")),
        ("Afgesproken", Cel(waarde=7 * config.termijnen.casusoverleg_weken, eenheid="dagen")),
        ("Aantal keren dat dit gemeten is", cijfers.aantal_achter("vaker")),
        ("Gehouden casusoverleggen", cijfers.hoeveel("casusoverleggen", "met-casusoverleg")),
        ("Casussen met een casusoverleg", cijfers.aantal("met-casusoverleg")),
        ("Casussen met twee of meer casusoverleggen", cijfers.aantal("vaker")),
    ]
    return tabel("vaker", "Vaker: hoe vaak een casus besproken wordt", ("Waarde",), [(t, (c,)) for t, c in rijen])


def tussenpozen(cijfers: Cijfers) -> Tabel:
    """How often there was such a time between two casusoverleggen of one casus; inside the house only (S13)."""
    rijen = {
        teller("tussenpoos", klasse): woorden
        for klasse, woorden in zip(klassecodes(TUSSENPOZEN), _bereiken(TUSSENPOZEN, "week", "weken"), strict=True)
    }
    return lijst("tussenpozen", "Vaker: hoe lang tussen twee casusoverleggen", rijen, cijfers.aantal)


def _gemeten(stap: str) -> tuple[str, ...]:
    """The classes without those of which it isn't known."""
    return klassetellers(stap)[:-1]


def _bereiken(grenzen: tuple[int, ...], een: str, meer: str) -> Iterator[str]:
    """Each class in words, the open one at the end."""
    yield f"Hoogstens {grenzen[0]} {een if grenzen[0] == 1 else meer}"
    for vorige, grens in pairwise(grenzen):
        tussen = "of" if grens == vorige + 2 else "tot en met"
        yield f"{vorige + 1} {tussen} {grens} {meer}"
    yield f"Meer dan {grenzen[-1]} {meer}"
