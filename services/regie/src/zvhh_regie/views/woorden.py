# SPDX-License-Identifier: EUPL-1.2
"""Words for people: organisations and codes by the configuration.

Not for: texts of refusals; those stand beside the rule that refuses.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.spoken import day_in_words, time_in_words
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Stand
from zvhh_regie.domain.rules.tijdlijn import Soort

STANDEN: dict[Stand, str] = {
    "aangemeld": "Aangemeld",
    "ingetrokken": "Ingetrokken",
    "tweede-weegoverleg": "Tweede weegoverleg nodig",
    "niet-passend": "Niet passend",
    "wacht-op-plaats": "Wacht op plaats",
    "wachtlijst": "Op de wachtlijst",
    "van-wachtlijst": "Van de wachtlijst af",
    "loopt": "Loopt",
    "afgeschaald": "Afgeschaald",
    "beeindigd": "Beëindigd",
}
"""Each stand in the words of the pages."""

Rol = Literal["casusregie", "deelnemer", "procesregie", "melder"]

ROLLEN: dict[Rol, str] = {
    "casusregie": "Voert casusregie",
    "deelnemer": "Doet mee",
    "procesregie": "Procesregie",
    "melder": "Melder",
}
"""What an organisation is to a casus."""

Groep = Literal["overleg", "incident", "regie"]

TIJDLIJN: dict[Soort, tuple[Groep, str]] = {
    "melding": ("regie", "Melding ontvangen"),
    "ingebracht": ("regie", "Ingebracht als lopende zaak"),
    "ingetrokken": ("regie", "Melding ingetrokken"),
    "doorgezet": ("regie", "Doorgezet na triage"),
    "weegoverleg-gepland": ("overleg", "Weegoverleg gepland"),
    "weegoverleg-door": ("overleg", "Weegoverleg: passend en door"),
    "weegoverleg-nog-niet": ("overleg", "Weegoverleg: passend, nog niet door"),
    "weegoverleg-niet-passend": ("overleg", "Weegoverleg: niet passend"),
    "weegoverleg-geen-besluit": ("overleg", "Weegoverleg zonder besluit"),
    "wachtlijst": ("regie", "Op de wachtlijst"),
    "van-wachtlijst": ("regie", "Van de wachtlijst af"),
    "geopend": ("regie", "Zaak geopend"),
    "opening-ongedaan": ("regie", "Opening ongedaan gemaakt"),
    "deelnemer-erbij": ("regie", "Doet mee"),
    "deelnemer-weg": ("regie", "Doet niet meer mee"),
    "casusregie": ("regie", "Voert casusregie"),
    "casusregie-geweigerd": ("regie", "Aanwijzen van casusregie ging niet door"),
    "casusregie-af": ("regie", "Voert geen casusregie meer"),
    "zwaartepunt": ("regie", "Zwaartepunt vastgelegd"),
    "casusoverleg-gepland": ("overleg", "Casusoverleg gepland"),
    "casusoverleg": ("overleg", "Casusoverleg"),
    "plan": ("overleg", "Plan van aanpak vastgesteld"),
    "incident-vooraf": ("incident", "Laatste incident van vóór de pilot"),
    "incident": ("incident", "Incident"),
    "ernstig-incident": ("incident", "Ernstig incident"),
    "geen-incident": ("incident", "Was geen incident"),
    "detentie-begin": ("incident", "Detentie begonnen"),
    "detentie-eind": ("incident", "Laatste dag van de detentie"),
    "afschalen-mogelijk": ("regie", "Afschalen is mogelijk"),
    "afschalen-geweigerd": ("regie", "Besluit om af te schalen ging niet door"),
    "beeindigen-geweigerd": ("regie", "Besluit om te beëindigen ging niet door"),
}
"""Each line of the tijdlijn: under which filter it stands, and what it says."""

OUDER = "Ouder: niet in deze tijdlijn"
"""The end of a tijdlijn that does not go back to the beginning."""

GEEN_GEMEENTE = "–"
"""Shown where the gemeente may not count (S4)."""


def wanneer_in_woorden(moment: datetime, *, tijd_onbekend: bool) -> str:
    """When something happened: "op wo 27 augustus 2025, 21:30 uur", or that nobody knows the time."""
    return f"op {day_in_words(local_date(moment))}, {'tijd onbekend' if tijd_onbekend else time_in_words(moment)}"


def laatste_dag(tot: date | None) -> date | None:
    """The last local day of what ends before `tot`; None: it has no end yet."""
    return None if tot is None else tot - timedelta(days=1)


def naam_van(config: Configuratie, persoon: str) -> str:
    """A person by name where the configuration knows them, else by their subject id."""
    bekend = config.professional(persoon)
    return bekend.naam if bekend else persoon


def gemeente_in_woorden(config: Configuratie, code: str) -> str:
    """A gemeente by name; "–" where it may not count (S4)."""
    return GEEN_GEMEENTE if code in config.gemeenten_zonder_vermelding else config.gemeenten.get(code, code)


class OrganisatieBeeld(Beeld):
    """An organisation, with its name where the configuration knows it, else its OIN."""

    oin: str
    naam: str

    @classmethod
    def van(cls, config: Configuratie, oin: str) -> Self:
        """By its OIN; the ZVHH itself too."""
        if oin == config.zvhh_oin:
            return cls(oin=oin, naam=config.zvhh_naam)
        partner = config.partner(oin)
        return cls(oin=oin, naam=partner.naam if partner else oin)


class RedenBeeld(Beeld):
    """A reason: the code for machines, the words for people."""

    code: str
    tekst: str

    @classmethod
    def van(cls, woorden: Mapping[str, str], code: str) -> Self:
        return cls(code=code, tekst=woorden.get(code, code))
