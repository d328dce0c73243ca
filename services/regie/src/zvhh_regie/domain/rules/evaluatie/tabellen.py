# SPDX-License-Identifier: EUPL-1.2
"""The fixed tables of the evaluation: titles, rows and columns, a pure function of the sums of the counters (S18).

The same tables in two forms: whole, for who leads the pilot, and for outside. Those of lead times and intervals are made
in `eerder_en_vaker`, those by month in `per_maand`. Not for: counting, which numbers are shown (`cellen`), nor for how a page
or file looks.
"""

from collections.abc import Mapping

from zvhh_contracts.configuration import Configuratie
from zvhh_regie.domain.parts.cijfers import Cel, Tabel
from zvhh_regie.domain.rules.evaluatie import groepen as g
from zvhh_regie.domain.rules.evaluatie.cellen import Cijfers, lijst, tabel
from zvhh_regie.domain.rules.evaluatie.eerder_en_vaker import doorlooptijden, spreiding, tussenpozen, vaker
from zvhh_regie.domain.rules.evaluatie.onderdrukking import te_tonen
from zvhh_regie.domain.rules.evaluatie.per_maand import incidenten_per_maand, instroom_per_maand
from zvhh_regie.domain.rules.evaluatie.tellers import teller

__all__ = ["tabellen"]


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
        instroom_per_maand(cijfers),
        _beoordeling(cijfers),
        _routes(cijfers),
        doorlooptijden(cijfers),
        spreiding(cijfers),
        vaker(config, cijfers),
        tussenpozen(cijfers),
        _veiliger(cijfers),
        incidenten_per_maand(cijfers),
        _einde("einde", "Hoe het met de geopende casussen gaat", cijfers),
        _regie(cijfers),
        _interventies(config, cijfers),
        _plannen(cijfers),
        _extras(config, cijfers),
        _wensen(cijfers),
        _herkomst("gemeente", "Per gemeente", dict(config.gemeenten), cijfers),
        _herkomst("partner", "Per melder", {one.oin: one.naam for one in config.partners if one.lid}, cijfers),
        _einde("lopend", "Zaken die al vóór de pilot liepen (tellen verder nergens mee)", cijfers),
    )


def _instroom(cijfers: Cijfers, maximum: int | None) -> Tabel:
    rijen = {
        "gemeld": "Meldingen",
        "geopend": "Geopende casussen: plekken vergeven",
        "na-wachten": "Waarvan na wachten op de wachtlijst",
        "wachtlijst": "Nu op de wachtlijst",
        "van-wachtlijst": "Van de wachtlijst af, langs een andere weg",
    }
    aantallen = [(woorden, (cijfers.aantal(code),)) for code, woorden in rijen.items()]
    plekken = ("Plekken in dit pilotjaar", (Cel(waarde=maximum),))
    return tabel("instroom", "Instroom", ("Aantal",), [*aantallen, plekken])


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
    return lijst("beoordeling", "Beoordeling van de meldingen", rijen, cijfers.aantal)


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
    return tabel("routes", "Welke weg na een nee", kolommen, rijen)


def _veiliger(cijfers: Cijfers) -> Tabel:
    rijen = {
        "Casussen met een plan": ("met-plan", ""),
        "Vóór het eerste plan een incident": ("incident-voor", "incidenten-voor"),
        "Na het eerste plan een incident": ("incident-na", "incidenten-na"),
        "Afschalen besproken en nog niet besloten": ("uitgesteld", ""),
        "Opnieuw gemeld: de melding noemt een gesloten zaak": ("opnieuw", ""),
    }
    cellen = [
        (titel, (cijfers.aantal(zaken), cijfers.hoeveel(incidenten, zaken) if incidenten else Cel()))
        for titel, (zaken, incidenten) in rijen.items()
    ]
    return tabel("veiliger", "Veiliger: incidenten en nieuwe meldingen", ("Zaken", "Incidenten"), cellen)


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
    return lijst(code, titel, {teller(code, einde): naam for einde, naam in woorden.items()}, cijfers.aantal)


def _regie(cijfers: Cijfers) -> Tabel:
    rijen = {
        "regie-een": "Eén casusregisseur",
        "regie-twee": "Twee casusregisseurs",
        "regie-gemeente": "De gemeente voert regie",
        g.niet("met-regie"): "Nog geen casusregie",
    }
    return lijst("regie", "Vormen van casusregie", rijen, cijfers.aantal)


def _interventies(config: Configuratie, cijfers: Cijfers) -> Tabel:
    rijen = {teller("soort", code): woorden for code, woorden in config.interventies.items()}
    return lijst("interventies", "Plannen met deze interventie", rijen, cijfers.aantal)


def _plannen(cijfers: Cijfers) -> Tabel:
    woorden = {"slachtoffer": "Slachtoffer", "pleger": "(Vermeend) pleger", "kind": "Kind", "systeem": "Systeem"}
    rijen = [
        (naam, (cijfers.aantal(teller("voor", wie)), cijfers.hoeveel(teller("interventies", wie), teller("voor", wie))))
        for wie, naam in woorden.items()
    ]
    return tabel("plannen", "Voor wie de interventies zijn", ("Plannen", "Interventies"), rijen)


def _extras(config: Configuratie, cijfers: Cijfers) -> Tabel:
    rijen = {teller("extra", code): woorden for code, woorden in config.extras.items()}
    return lijst("extras", "Vaste punten: casussen waarin dit besproken is", rijen, cijfers.aantal)


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
    return tabel("wensen", "AWARE en Slachtofferdevice", kolommen, rijen)


def _herkomst(dimensie: str, titel: str, namen: Mapping[str, str], cijfers: Cijfers) -> Tabel:
    rijen = []
    for code, naam in {**namen, g.ANDERE: "Andere"}.items():
        niet_geopend, geopend = (teller(dimensie, code, deel) for deel in ("niet-geopend", "geopend"))
        rijen.append((naam, (cijfers.aantal(niet_geopend, geopend), cijfers.aantal(geopend))))
    return tabel(dimensie, titel, ("Meldingen", "Geopend"), rijen)
