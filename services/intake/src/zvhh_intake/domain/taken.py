# SPDX-License-Identifier: EUPL-1.2
"""What must be done about a melding, by whom and until when, as far as its state says so.

For: `derived`, and the list of tasks of the API; the words stand in the one table (`zvhh_contracts.taken`).
Not for: what only a date makes due (`bewaartaak` is asked when the list is read), nor for doing anything.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from zvhh_contracts.taken import Taak
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.stand import GAAT_NIET_VERDER
from zvhh_kit.calendar import add_months

VUL_AAN, CONTROLEER, TERMIJN, NUT = "vul-aan", "controleer-gegeven", "bewaartermijn-loopt-af", "jaarlijkse-vraag"
GEVOEGDE = "gevoegde-melding-bekijken"


def taken_van(melding: Melding) -> tuple[Taak, ...]:
    """Every task that the state of the melding makes; none once it is closed."""
    return () if melding.afgeschermd else tuple(_taken(melding))


def bewaartaak(melding: Melding, dag: date, maanden: int) -> Taak | None:
    """The task of a procesregisseur in the last `maanden` months of the long term, on the local day `dag` (L8).

    The short term of what went no further makes none: nothing is to be decided about it.
    """
    einde = melding.einde_bewaren
    if einde is None or einde != melding.termijn_tot or einde > add_months(dag, maanden):
        return None
    if termijn_bekeken(melding):
        return None
    return Taak(code=TERMIJN, uiterlijk=einde)


def termijn_bekeken(melding: Melding) -> bool:
    """Whether a person decided that the zaak may go at the end of the term that counts now (L8)."""
    return melding.einde_bewaren is not None and melding.einde_bewaren.isoformat() in _afgerond(melding, TERMIJN)


def over(melding: Melding, code: str) -> tuple[str, ...]:
    """What a task that a person ends is about: another melding that joins, or another term, is another task."""
    if code == GEVOEGDE:
        return melding.toegevoegd
    return (melding.einde_bewaren.isoformat(),) if melding.einde_bewaren is not None else ()


def _afgerond(melding: Melding, code: str) -> set[str]:
    """What such a task was ended about."""
    return {waarover for een in melding.afgerond if een.taak == code for waarover in een.over}


def _taken(melding: Melding) -> Iterator[Taak]:
    if melding.stand == "aanvulling-gevraagd" and melding.triage is not None:
        yield Taak(code=VUL_AAN, uiterlijk=melding.triage.uiterlijk_op, voor="melder", oin=melding.melder_oin)
    onbekeken = set(melding.toegevoegd) - _afgerond(melding, GEVOEGDE)
    if onbekeken and melding.stand in GAAT_NIET_VERDER:  # else it goes unseen: with this one, or in a ring
        weg = melding.vernietigen_op
        yield Taak(code=GEVOEGDE, uiterlijk=None if weg is None else weg - timedelta(days=1))
    open_ = {(een.voor, een.leverancier) for een in melding.onjuist if een.uitkomst is None}
    for voor, oin in sorted(open_):
        yield Taak(code=CONTROLEER, voor=voor, oin=oin)
