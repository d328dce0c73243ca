# SPDX-License-Identifier: EUPL-1.2
"""Words for people: organisations and codes by the configuration.

Not for: texts of refusals; those stand beside the rule that refuses.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Stand

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

GEEN_GEMEENTE = "–"
"""Shown where the gemeente may not count (S4)."""


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
