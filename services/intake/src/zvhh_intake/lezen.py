# SPDX-License-Identifier: EUPL-1.2
"""Reads a JSON document as a melding: every fault of form and of content at once, each with its place (L1, L2).

For: every border: a request's body, a draft as it was typed so far, a partner's record. Where something has the wrong
form, the rest is judged all the same. Not for: the judgement itself; that is `domain.toets`.
"""

import copy
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import ValidationError

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.gegevens import DienIn
from zvhh_intake.domain.toets import fouten
from zvhh_kit.decision import Fault
from zvhh_kit.faults import faults_of

_VELDEN = frozenset(veld.alias or naam for naam, veld in DienIn.model_fields.items())
_RONDEN = 5
"""Taking away what can't be read may show what lies around it to be unreadable too, at most as often as it is deep."""


def lees(config: Configuratie, document: Any, dag: date, *, concept: bool = False) -> tuple[DienIn, tuple[Fault, ...]]:
    """The melding in a document received on the local day `dag`, and all that is wrong with it.

    Only without faults it is complete and right; with faults of form it holds what could be read. `concept`: as `toets`.
    """
    dien_in, van_vorm = _gelezen(document)
    if dien_in is None:
        return DienIn(), van_vorm
    van_inhoud = fouten(config, dien_in, dag, concept=concept)
    return dien_in, (*van_vorm, *(fout for fout in van_inhoud if not _al_genoemd(fout.place, van_vorm)))


def _gelezen(document: Any) -> tuple[DienIn | None, tuple[Fault, ...]]:
    """What can be read, and the faults of form; None where nothing can."""
    van_vorm: tuple[Fault, ...] = ()
    rest = copy.deepcopy(document)
    for _ in range(_RONDEN):
        try:
            return DienIn.model_validate_json(json.dumps(rest), strict=True), van_vorm
        except ValidationError as fault:
            gevonden = faults_of(fault, rest)
        van_vorm = van_vorm or gevonden
        if not isinstance(rest, dict):
            break
        for fout in gevonden:
            _haal_weg(rest, fout.place)
    return None, van_vorm


def _haal_weg(document: dict[str, Any], plaats: str) -> None:
    """Take away what lies at a place, or the smallest thing around it that has a name of its own."""
    stappen = plaats.split("/")[1:]
    if not stappen:  # a name that we don't repeat, so it is none of ours
        for onbekend in document.keys() - _VELDEN:
            del document[onbekend]
        return
    hier: Any = document
    houder, naam = document, stappen[0]
    for stap in stappen:
        if isinstance(hier, list):
            hier = hier[int(stap)]
        elif stap in hier:
            houder, naam, hier = hier, stap, hier[stap]
        else:
            break
    houder.pop(naam, None)


def _al_genoemd(plaats: str, van_vorm: Iterable[Fault]) -> bool:
    """Whether something is wrong with the form of this place already, of what lies in it, or of what it lies in."""
    return any(
        fout.place == plaats or fout.place.startswith(f"{plaats}/") or plaats.startswith(f"{fout.place}/")
        for fout in van_vorm
        if fout.place
    )
