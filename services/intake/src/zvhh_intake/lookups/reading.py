# SPDX-License-Identifier: EUPL-1.2
"""Reads a JSON document as a melding, a person or a running case: every fault of form and of content at once, each with its
place (L1, L2).

For: every border: a request's body, a draft as it was typed so far, a partner's record. Where something has the wrong
form, the rest is judged all the same. Not for: the judgement itself; that is `domain`.
"""

import copy
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import OF_TEXT
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.domain.rules.toets import fouten
from zvhh_kit.decision import KEPT, Fault
from zvhh_kit.faults import faults_of

M = TypeVar("M", bound=BaseModel)
_RONDEN = 5
"""Taking away what can't be read may show what lies around it to be unreadable too, at most as often as it is deep."""


def lees(config: Configuratie, document: Any, dag: date, *, concept: bool = False) -> tuple[DienIn, tuple[Fault, ...]]:
    """The melding in a document received on the local day `dag`, and all that is wrong with it.

    Only without faults it is complete and right; with faults of form it holds what could be read. `concept`: as `toets`.
    """
    dien_in, gevonden = lees_als(DienIn, document, lambda gelezen: fouten(config, gelezen, dag, concept=concept))
    return dien_in or DienIn(), gevonden


def lees_als(
    model: type[M],
    document: Any,
    oordeel: Callable[[M], Iterable[Fault]],
    nodig: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[M | None, tuple[Fault, ...]]:
    """What is in a document, and all that is wrong with it: its form, and what `oordeel` says of the rest.

    `nodig`: what stands in for what the model can't do without, only to judge the rest.
    """
    gelezen, van_vorm = _gelezen(model, document, nodig)
    if gelezen is None:
        return None, van_vorm
    return gelezen, (*van_vorm, *(fout for fout in oordeel(gelezen) if not _al_genoemd(fout.place, van_vorm)))


def _gelezen(model: type[M], document: Any, nodig: Mapping[str, Any]) -> tuple[M | None, tuple[Fault, ...]]:
    """What can be read, and the faults of form; None where nothing can."""
    van_vorm: tuple[Fault, ...] = ()
    rest = copy.deepcopy(document)
    velden = frozenset(veld.alias or naam for naam, veld in model.model_fields.items())
    for ronde in range(_RONDEN):
        try:
            return _gevalideerd(model, rest, eerst=not ronde), van_vorm
        except ValidationError as fault:
            gevonden = faults_of(fault, rest)
        van_vorm = van_vorm or gevonden
        if not isinstance(rest, dict):
            break
        for fout in gevonden:
            if fout.code not in OF_TEXT:  # a wrong telephone number still asks for a safe way to reach somebody
                _haal_weg(rest, fout.place, velden)
        rest = {**nodig, **rest}
    return None, van_vorm


def _gevalideerd(model: type[M], document: Any, *, eerst: bool) -> M:
    """Strictly; and again, as what was kept is read: a text of the wrong form stays, to judge what depends on it."""
    return model.model_validate_json(json.dumps(document), strict=eerst, context=None if eerst else KEPT)


def _haal_weg(document: dict[str, Any], plaats: str, velden: frozenset[str]) -> None:
    """Take away what lies at a place, or the smallest thing around it that has a name of its own: of one of `velden`."""
    stappen = plaats.split("/")[1:]
    if not stappen:  # a name that we don't repeat, so it is none of ours
        for onbekend in document.keys() - velden:
            del document[onbekend]
        return
    hier: Any = document
    houder, naam = document, stappen[0]
    for stap in stappen:
        if isinstance(hier, list) and int(stap) < len(hier):
            hier = hier[int(stap)]
        elif isinstance(hier, dict) and stap in hier:
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
