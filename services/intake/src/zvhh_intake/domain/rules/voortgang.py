# SPDX-License-Identifier: EUPL-1.2
"""How far a draft is, part by part, and to which part of the form a fault belongs (D1, L1).

For: the task list of the form, and the list of everything that is still missing. Not for: finding faults (`toets`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from zvhh_kit.domain.decision import Fault

Voortgang = Literal["klaar", "niet-compleet", "niet-begonnen"]
IN_WOORDEN: dict[Voortgang, str] = {
    "klaar": "Klaar",
    "niet-compleet": "Niet compleet",
    "niet-begonnen": "Nog niet begonnen",
}
VOORAF = "vooraf"
DELEN: dict[str, tuple[str, tuple[str, ...]]] = {
    VOORAF: ("Voordat u begint", ("voorPilot", "twijfel")),
    "betrokkenen": ("De betrokkenen", ("betrokkenen", "relatie", "gemeente")),
    "situatie": ("Wat is er aan de hand?", ("bekend", "zorgen", "zekerheden", "vermoedens")),
    "criteria": ("De drie criteria", ("criteria", "leefgebieden", "domeinen")),
    "bespreken": ("Wat wilt u bespreken?", ("wensen", "nietMeegeteld")),
    "verklaring": ("Mag en klopt het?", ("verklaring", "beroepsgeheim", "voorwaarden")),
    "melder": ("U en uw organisatie", ("melder", "eigenKenmerk", "oudKenmerk")),
}
"""Part → its name, and the fields of a melding that are asked in it. The first is asked before the six parts."""

_GEINFORMEERD = re.compile(r"/betrokkenen/[0-9]+/geinformeerd(/.*)?")
_DEEL_VAN = {veld: deel for deel, (_, velden) in DELEN.items() for veld in velden}


@dataclass(frozen=True, slots=True)
class Deelstand:
    """One part: how far it is, and what is missing or wrong in it."""

    deel: str
    naam: str
    voortgang: Voortgang
    fouten: tuple[Fault, ...]


def deel_van(plaats: str) -> str:
    """The part of the form in which the place of a fault is asked; what no part asks for belongs to the first."""
    if _GEINFORMEERD.fullmatch(plaats):
        return "verklaring"  # whether each person knows of the melding is asked beside the other declarations
    return _DEEL_VAN.get(plaats.strip("/").partition("/")[0], VOORAF)


def per_deel(fouten: Iterable[Fault]) -> dict[str, tuple[Fault, ...]]:
    """The faults by part, in the order of the form."""
    alle = tuple(fouten)
    return {deel: tuple(fout for fout in alle if deel_van(fout.place) == deel) for deel in DELEN}


def voortgang(inhoud: Mapping[str, Any], fouten: Iterable[Fault]) -> tuple[Deelstand, ...]:
    """Every part of a draft. One in which nothing is filled in has not been begun, though nothing in it be required."""
    gevonden = per_deel(fouten)
    return tuple(
        Deelstand(deel, naam, _stand(_begonnen(deel, inhoud), gevonden[deel]), gevonden[deel])
        for deel, (naam, _) in DELEN.items()
    )


def _stand(begonnen: bool, fouten: tuple[Fault, ...]) -> Voortgang:
    if not begonnen:
        return "niet-begonnen"
    return "niet-compleet" if fouten else "klaar"


def _begonnen(deel: str, inhoud: Mapping[str, Any]) -> bool:
    lijst = inhoud.get("betrokkenen")
    personen = [wie for wie in lijst if isinstance(wie, Mapping)] if isinstance(lijst, list) else []
    velden = [inhoud.get(veld) for veld in DELEN[deel][1] if veld != "betrokkenen"]
    if deel == "betrokkenen":
        velden += [waarde for wie in personen for veld, waarde in wie.items() if veld != "geinformeerd"]
    if deel == "verklaring":
        velden += [wie.get("geinformeerd") for wie in personen]
    return any(_ingevuld(waarde) for waarde in velden)


def _ingevuld(waarde: Any) -> bool:
    if isinstance(waarde, Mapping):
        return any(_ingevuld(onderdeel) for onderdeel in waarde.values())
    if isinstance(waarde, list):
        return any(_ingevuld(onderdeel) for onderdeel in waarde)
    return waarde is not None and (not isinstance(waarde, str) or waarde.strip() != "")
