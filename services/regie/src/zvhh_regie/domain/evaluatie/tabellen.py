# SPDX-License-Identifier: EUPL-1.2
"""The fixed tables of the evaluation: titles, rows and columns, a pure function of the sums of the counters (S18).

The same tables in two forms: whole, for who leads the pilot, and for outside, where `onderdrukking` says what is shown.
Outside, days are whole and the number behind a mean is left out. Not for: counting, nor for how a page or file looks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zvhh_contracts.configuration import Configuratie
from zvhh_regie.domain.evaluatie import groepen as g
from zvhh_regie.domain.evaluatie.onderdrukking import te_tonen
from zvhh_regie.domain.evaluatie.telling import teller

Eenheid = Literal["aantal", "dagen"]


class _Vast(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class Cel(_Vast):
    """A number; `onderdrukt`: there is one, but it may not be shown. Without both: there is none."""

    waarde: float | int | None = None
    eenheid: Eenheid = "aantal"
    onderdrukt: bool = False


class Rij(_Vast):
    """A row: its title, and a cell for each column of the table."""

    titel: str
    cellen: tuple[Cel, ...]


class Tabel(_Vast):
    """A table with the titles of its columns."""

    code: str
    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[Rij, ...]


@dataclass(frozen=True, slots=True)
class Cijfers:
    """The numbers, and which of them may be shown: None = all of them, as inside the house."""

    getallen: Mapping[str, int]
    getoond: frozenset[str] | None
    minimum: int

    def aantal(self, *codes: str) -> Cel:
        """The sum of these counters, shown only where each of them is."""
        if self.getoond is not None and not self.getoond.issuperset(codes):
            return Cel(onderdrukt=True)
        return Cel(waarde=sum(self.getallen.get(code, 0) for code in codes))

    def hoeveel(self, code: str, poort: str) -> Cel:
        """How often something happened in the casussen that `poort` counts: at least as often as there are casussen."""
        poortcel = self.aantal(poort)
        return poortcel if poortcel.onderdrukt else self.aantal_van(code)

    def aantal_van(self, code: str) -> Cel:
        """A counter that is part of no group."""
        return Cel(waarde=self.getallen.get(code, 0))

    def gemiddelde(self, naam: str, poort: str) -> Cel:
        """Mean days; outside only where the casussen behind it (`poort`) are shown and at least the minimum."""
        dagen, n = (self.getallen.get(teller(deel, naam), 0) for deel in ("dagen", "n"))
        if self.getoond is None:
            return Cel(waarde=round(dagen / n, 1) if n else None, eenheid="dagen")
        if poort not in self.getoond or min(n, self.getallen.get(poort, 0)) < self.minimum:
            return Cel(eenheid="dagen", onderdrukt=True)
        return Cel(waarde=(2 * dagen + n) // (2 * n), eenheid="dagen")

    def aantal_achter(self, naam: str) -> Cel:
        """How many there are behind a mean: inside the house only."""
        return self.aantal_van(teller("n", naam)) if self.getoond is None else Cel(onderdrukt=True)


def tabellen(
    config: Configuratie, sommen: Mapping[str, int], maximum: int | None, *, uitvoer: bool
) -> tuple[Tabel, ...]:
    """All tables by the sums. `maximum`: the places of the pilotjaar, None where nobody knows it."""
    alle = g.groepen(config)
    getallen = g.getallen(alle, sommen)
    getoond = te_tonen(alle, getallen, config.evaluatie_minimum) if uitvoer else None
    cijfers = Cijfers(getallen, getoond, config.evaluatie_minimum)
    return (
        _instroom(cijfers, maximum),
        _beoordeling(cijfers),
        _routes(cijfers),
        _doorlooptijden(cijfers),
        _vaker(config, cijfers),
        _veiliger(cijfers),
        _einde("einde", "Hoe het met de geopende casussen gaat", cijfers),
        _regie(cijfers),
        _interventies(config, cijfers),
        _plannen(cijfers),
        _extras(config, cijfers),
        _wensen(cijfers),
        _herkomst("gemeente", "Per gemeente", dict(config.gemeenten), cijfers),
        _herkomst("partner", "Per melder", {een.oin: een.naam for een in config.partners if een.lid}, cijfers),
        _einde("lopend", "Zaken die al vóór de pilot liepen (tellen verder nergens mee)", cijfers),
    )


def _tabel(code: str, titel: str, kolommen: Sequence[str], rijen: Sequence[tuple[str, Sequence[Cel]]]) -> Tabel:
    return Tabel(
        code=code,
        titel=titel,
        kolommen=tuple(kolommen),
        rijen=tuple(Rij(titel=naam, cellen=tuple(cellen)) for naam, cellen in rijen),
    )


def _lijst(code: str, titel: str, rijen: Mapping[str, str], cel: Callable[..., Cel]) -> Tabel:
    """A table of one column: counter → words."""
    return _tabel(code, titel, ("Aantal",), [(woorden, (cel(naam),)) for naam, woorden in rijen.items()])


def _instroom(cijfers: Cijfers, maximum: int | None) -> Tabel:
    rijen = {
        "gemeld": "Meldingen",
        "geopend": "Geopende casussen: plekken vergeven",
        "na-wachten": "Waarvan na wachten op de wachtlijst",
        "wachtlijst": "Nu op de wachtlijst",
        "van-wachtlijst": "Van de wachtlijst af, langs een andere weg",
    }
    lijst = [(woorden, (cijfers.aantal(code),)) for code, woorden in rijen.items()]
    return _tabel("instroom", "Instroom", ("Aantal",), [*lijst, ("Plekken in dit pilotjaar", (Cel(waarde=maximum),))])


def _beoordeling(cijfers: Cijfers) -> Tabel:
    rijen = {
        "in-triage": "Wordt beoordeeld",
        "ingetrokken": "Ingetrokken door de melder",
        "afgewezen": "Afgewezen in triage",
        "gevoegd": "Gevoegd bij een lopende zaak",
        "doorgezet": "Doorgezet naar het weegoverleg",
        "wacht-op-weegoverleg": "Doorgezet, weegoverleg nog niet gehouden",
        "gewogen": "Weegoverleg gehouden",
        "tweede-weegoverleg": "Weegoverleg gehouden, nog een weegoverleg nodig",
        "niet-passend": "Niet passend",
        "passend": "Passend en doorgezet",
        "wacht-op-plaats": "Passend, wacht op antwoord over een plek",
        "aanvulling": "Aanvulling gevraagd in triage",
    }
    return _lijst("beoordeling", "Beoordeling van de meldingen", rijen, cijfers.aantal)


def _routes(cijfers: Cijfers) -> Tabel:
    woorden = {
        "regulier": "Het gewone ZVHH-proces",
        "lokaal": "Lokaal, met advies",
        "ander-zvh": "Een ander Zorg- en Veiligheidshuis",
        "geen": "Geen vervolg",
        g.ZONDER_ROUTE: "Niet vastgelegd",
    }
    stappen = ("afgewezen", "niet-passend", "van-wachtlijst")
    rijen = [
        (naam, [cijfers.aantal(teller("route", stap, code)) for stap in stappen]) for code, naam in woorden.items()
    ]
    kolommen = ("Afgewezen in triage", "Niet passend", "Van de wachtlijst af")
    return _tabel("routes", "Welke weg na een nee", kolommen, rijen)


_STAPPEN: Mapping[str, tuple[str, str]] = {
    "bekend-gemeld": ("bekend", "Bekend bij de melder tot melding"),
    "gemeld-doorgezet": ("doorgezet", "Melding tot doorgezet"),
    "gemeld-afgewezen": ("afgewezen", "Melding tot afgewezen"),
    "doorgezet-gewogen": ("gewogen", "Doorgezet tot eerste weegoverleg"),
    "gewogen-geopend": ("geopend", "Eerste weegoverleg tot opening"),
    "wachtlijst-geopend": ("na-wachten", "Op de wachtlijst tot opening"),
    "gemeld-geopend": ("geopend", "Melding tot opening"),
    "geopend-casusoverleg": ("met-casusoverleg", "Opening tot eerste casusoverleg"),
    "geopend-plan": ("met-plan", "Opening tot eerste plan van aanpak"),
    "geopend-afgeschaald": ("einde-afgeschaald", "Opening tot afschalen"),
}
"""Each step: of which casussen it is a mean, and its words."""


def _doorlooptijden(cijfers: Cijfers) -> Tabel:
    rijen = [
        (woorden, (cijfers.gemiddelde(stap, poort), cijfers.aantal_achter(stap)))
        for stap, (poort, woorden) in _STAPPEN.items()
    ]
    return _tabel(
        "doorlooptijden", "Eerder: hoe lang elke stap duurt", ("Gemiddeld aantal dagen", "Aantal zaken"), rijen
    )


def _vaker(config: Configuratie, cijfers: Cijfers) -> Tabel:
    rijen = [
        ("Dagen tussen twee casusoverleggen", cijfers.gemiddelde("vaker", "vaker")),
        ("Afgesproken", Cel(waarde=7 * config.termijnen.casusoverleg_weken, eenheid="dagen")),
        ("Aantal keren dat dit gemeten is", cijfers.aantal_achter("vaker")),
        ("Gehouden casusoverleggen", cijfers.hoeveel("casusoverleggen", "met-casusoverleg")),
        ("Casussen met een casusoverleg", cijfers.aantal("met-casusoverleg")),
        ("Casussen met twee of meer casusoverleggen", cijfers.aantal("vaker")),
    ]
    return _tabel("vaker", "Vaker: hoe vaak een casus besproken wordt", ("Waarde",), [(t, (c,)) for t, c in rijen])


def _veiliger(cijfers: Cijfers) -> Tabel:
    rijen = [
        (f"{woorden} het eerste plan een incident", (cijfers.aantal(code), cijfers.hoeveel(aantal, code)))
        for code, aantal, woorden in (
            ("incident-voor", "incidenten-voor", "Vóór"),
            ("incident-na", "incidenten-na", "Na"),
        )
    ]
    kolommen = ("Zaken", "Incidenten")
    opnieuw = ("Opnieuw gemeld: de melding noemt een gesloten zaak", (cijfers.aantal("opnieuw"), Cel()))
    uitgesteld = ("Afschalen besproken en nog niet besloten", (cijfers.aantal("uitgesteld"), Cel()))
    met_plan = ("Casussen met een plan", (cijfers.aantal("met-plan"), Cel()))
    return _tabel(
        "veiliger", "Veiliger: incidenten en nieuwe meldingen", kolommen, [met_plan, *rijen, uitgesteld, opnieuw]
    )


def _einde(code: str, titel: str, cijfers: Cijfers) -> Tabel:
    woorden = {
        "loopt": "Loopt",
        "afgeschaald": "Afgeschaald",
        "overdracht": "Beëindigd: overdracht",
        "overlijden": "Beëindigd: overlijden",
        "geen-ex-partnerstalking": "Beëindigd: geen stalking door een (ex-)partner",
        "samengevoegd": "Beëindigd: samengevoegd",
        g.ANDERE: "Beëindigd: anders",
    }
    return _lijst(code, titel, {teller(code, einde): naam for einde, naam in woorden.items()}, cijfers.aantal)


def _regie(cijfers: Cijfers) -> Tabel:
    rijen = {
        "regie-een": "Eén casusregisseur",
        "regie-twee": "Twee casusregisseurs",
        "regie-gemeente": "De gemeente voert regie",
        g.niet("met-regie"): "Nog geen casusregie",
    }
    return _lijst("regie", "Vormen van casusregie", rijen, cijfers.aantal)


def _interventies(config: Configuratie, cijfers: Cijfers) -> Tabel:
    rijen = {teller("soort", code): woorden for code, woorden in config.interventies.items()}
    return _lijst("interventies", "Plannen met deze interventie", rijen, cijfers.aantal)


def _plannen(cijfers: Cijfers) -> Tabel:
    woorden = {"slachtoffer": "Slachtoffer", "pleger": "(Vermeend) pleger", "kind": "Kind", "systeem": "Systeem"}
    rijen = [
        (naam, (cijfers.aantal(teller("voor", wie)), cijfers.hoeveel(teller("interventies", wie), teller("voor", wie))))
        for wie, naam in woorden.items()
    ]
    return _tabel("plannen", "Voor wie de interventies zijn", ("Plannen", "Interventies"), rijen)


def _extras(config: Configuratie, cijfers: Cijfers) -> Tabel:
    rijen = {teller("extra", code): woorden for code, woorden in config.extras.items()}
    return _lijst("extras", "Vaste punten: casussen waarin dit besproken is", rijen, cijfers.aantal)


def _wensen(cijfers: Cijfers) -> Tabel:
    namen = {"aware": "AWARE", "slachtofferdevice": "Slachtofferdevice"}
    rijen = [
        (
            namen[wens],
            [cijfers.aantal(teller("wens", wens)), *(cijfers.aantal(teller("wens", wens, a)) for a in g.ANTWOORDEN)],
        )
        for wens in g.WENSEN
    ]
    kolommen = ("Gevraagd bij de melding", "Besproken", "Later", "Niet", "Nog open")
    return _tabel("wensen", "AWARE en Slachtofferdevice", kolommen, rijen)


def _herkomst(dimensie: str, titel: str, namen: Mapping[str, str], cijfers: Cijfers) -> Tabel:
    rijen = []
    for code, naam in {**namen, g.ANDERE: "Andere"}.items():
        niet_geopend, geopend = (teller(dimensie, code, deel) for deel in ("niet-geopend", "geopend"))
        rijen.append((naam, (cijfers.aantal(niet_geopend, geopend), cijfers.aantal(geopend))))
    return _tabel(dimensie, titel, ("Meldingen", "Geopend"), rijen)
