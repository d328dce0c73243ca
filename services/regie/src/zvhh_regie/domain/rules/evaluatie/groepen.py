# SPDX-License-Identifier: EUPL-1.2
"""How the numbers of the evaluation hang together: each number is a part of one total, so that together they are trees (S18).

For: `onderdrukking`, which must know what can be found by subtraction, and `tabellen`. A number that is shown twice is the
same number. Not for: deciding what is shown.
"""

from collections.abc import Mapping
from typing import NamedTuple, get_args

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.overleggen import Eindgrond, Wensantwoord
from zvhh_contracts.triages import Route
from zvhh_regie.domain.rules.evaluatie.tellers import JAARMAANDEN, KLASSEN, STAPPEN, klassecodes, maandcodes, teller

OPENBAAR = ("geopend",)
"""What the public page says anyway (D6): the places given, and so how many casussen were opened."""

MET_GEOPEND = ("gemeld", "doorgezet", "gewogen", "passend")
"""Totals that hold the opened casussen: what is to be protected in them is the rest."""

WORTELS = ("gemeld", "lopend")
"""The numbers that are part of no other."""

WENSEN: tuple[str, ...] = get_args(Wens)
ANTWOORDEN: tuple[str, ...] = (*get_args(Wensantwoord), "open")
ROUTES: tuple[str, ...] = get_args(Route)
EINDES: tuple[str, ...] = ("loopt", "afgeschaald", *get_args(Eindgrond))
VORMEN = ("een", "twee", "gemeente")
VOOR_WIE = ("slachtoffer", "pleger", "kind", "systeem")
ZONDER_ROUTE, ANDERE, NIET_GEMETEN = "onbekend", "andere", "zonder"


class Groep(NamedTuple):
    """Rows that together make a total, for each of one or more columns.

    `rest`: the last row is what the others leave · `zonder_geopend`: the opened casussen are part of the total, and of the
    row that they went through, but everybody knows them: what the rows deal out is the rest · `heel`: all rows may be
    shown or none, for something else that is shown (a mean) tells one hidden row from another.
    """

    totalen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    rest: bool = False
    zonder_geopend: bool = False
    heel: bool = False


def niet(code: str) -> str:
    """The counter of those of a total that `code` doesn't count."""
    return teller(code, "zonder")


def overschot(getallen: Mapping[str, int], code: str) -> int:
    """A number without the opened casussen in it, which everybody knows."""
    return getallen.get(code, 0) - (getallen.get("geopend", 0) if code in MET_GEOPEND else 0)


def groepen(config: Configuratie) -> tuple[Groep, ...]:
    """Every group, totals before their parts."""
    return (*_trechter(), *_zijwegen(), *_geopend(), *_uitvoering(config), *_herkomst(config), *_spreiding())


def _trechter() -> tuple[Groep, ...]:
    """The way of a melding, each step a part of the one before."""
    stappen = {
        "gemeld": ("doorgezet", "afgewezen", "gevoegd", "ingetrokken", "in-triage"),
        "doorgezet": ("gewogen", "wacht-op-weegoverleg"),
        "gewogen": ("passend", "niet-passend", "tweede-weegoverleg"),
        "passend": ("wachtlijst", "van-wachtlijst", "wacht-op-plaats"),
    }
    return tuple(_een(totaal, *codes)._replace(zonder_geopend=True) for totaal, codes in stappen.items())


def _zijwegen() -> tuple[Groep, ...]:
    """What is known of every melding, and the ways on of every no (D5)."""
    routes = tuple(
        _een(stap, *(teller("route", stap, route) for route in (*ROUTES, ZONDER_ROUTE)), rest=True)
        for stap in ("afgewezen", "niet-passend", "van-wachtlijst")
    )
    wensen = tuple(_ja_nee("gemeld", teller("wens", wens)) for wens in WENSEN)
    antwoorden = tuple(
        _een(teller("wens", wens), *(teller("wens", wens, antwoord) for antwoord in ANTWOORDEN)) for wens in WENSEN
    )
    vragen = tuple(_ja_nee("gemeld", vraag) for vraag in ("bekend", "opnieuw", "aanvulling"))
    return (*routes, *vragen, *wensen, *antwoorden)


def _geopend() -> tuple[Groep, ...]:
    """How an opened casus goes: its end, its casusregie, whether it was met and has a plan."""
    return (
        _een("geopend", *(teller("einde", einde) for einde in (*EINDES, ANDERE)), rest=True),
        _een("lopend", *(teller("lopend", einde) for einde in (*EINDES, ANDERE)), rest=True),
        _ja_nee("geopend", "na-wachten"),
        _ja_nee("geopend", "uitgesteld"),
        _ja_nee("geopend", "met-regie"),
        _een("met-regie", *(teller("regie", vorm) for vorm in VORMEN)),
        _ja_nee("geopend", "met-casusoverleg"),
        _ja_nee("met-casusoverleg", "vaker"),
        _ja_nee("met-casusoverleg", "met-plan"),
        _ja_nee("met-plan", "incident-voor"),
        _ja_nee("met-plan", "incident-na"),
    )


def _uitvoering(config: Configuratie) -> tuple[Groep, ...]:
    """Extras that were discussed (S17), and what the plans hold (S12): each a ja/nee of its own."""
    extras = tuple(_ja_nee("met-casusoverleg", teller("extra", code)) for code in config.extras)
    soorten = tuple(_ja_nee("met-plan", teller("soort", code)) for code in config.interventies)
    voor_wie = tuple(_ja_nee("met-plan", teller("voor", wie)) for wie in VOOR_WIE)
    return (*extras, *soorten, *voor_wie)


def _herkomst(config: Configuratie) -> tuple[Groep, ...]:
    """Per gemeente, partner that may report and month of receipt: not opened and opened; the last row is all others."""
    partners = tuple(partner.oin for partner in config.partners if partner.lid is not None)
    dimensies = (("gemeente", tuple(config.gemeenten)), ("partner", partners), ("maand", maandcodes(JAARMAANDEN)))
    return tuple(
        Groep(
            ("gemeld", "geopend"),
            tuple(
                (teller(dimensie, code, "niet-geopend"), teller(dimensie, code, "geopend")) for code in (*codes, ANDERE)
            ),
            rest=True,
            zonder_geopend=True,
        )
        for dimensie, codes in dimensies
    )


def _spreiding() -> tuple[Groep, ...]:
    """Of each lead time how many zaken there are in each class; the last row is those of which it isn't known."""
    return tuple(_een(poort, *klassetellers(stap), rest=True)._replace(heel=True) for stap, poort in STAPPEN.items())


def klassetellers(stap: str) -> tuple[str, ...]:
    """The counters of the classes of a lead time, with at the end those of which it isn't known."""
    return tuple(teller("klasse", stap, klasse) for klasse in (*klassecodes(KLASSEN), NIET_GEMETEN))


def _een(totaal: str, *codes: str, rest: bool = False) -> Groep:
    return Groep((totaal,), tuple((code,) for code in codes), rest)


def _ja_nee(totaal: str, code: str) -> Groep:
    return _een(totaal, code, niet(code), rest=True)


def getallen(alle: tuple[Groep, ...], sommen: Mapping[str, int]) -> dict[str, int]:
    """Every number of every group by the sums of the counters, the last rows filled in. Never negative."""
    gevuld = dict(sommen)
    for groep in alle:
        for kolom, totaal in enumerate(groep.totalen):
            codes = [rij[kolom] for rij in groep.rijen]
            if groep.rest:
                genoemd = sum(gevuld.get(code, 0) for code in codes[:-1])
                heel = overschot(gevuld, totaal) if groep.zonder_geopend else gevuld.get(totaal, 0)
                gevuld[codes[-1]] = max(0, heel - genoemd)
            for code in codes:
                gevuld.setdefault(code, 0)
    return gevuld
