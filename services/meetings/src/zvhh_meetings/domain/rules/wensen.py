# SPDX-License-Identifier: EUPL-1.2
"""The reporter's wishes (AWARE, Slachtofferdevice): on the agenda of the weegoverleg and of the first casusoverleg, and
answered there: besproken, later or niet, with a reason for the last two (S3).

"Later" is no end: the wish comes back on the next agenda until it is besproken or niet.
"""

from collections.abc import Sequence

from zvhh_contracts.meldingen import Wens
from zvhh_contracts.overleggen import Wensantwoord as Uitkomst
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.verslagdelen import Wensantwoord
from zvhh_meetings.domain.rules.toets import Toets

WOORDEN: dict[Wens, str] = {"aware": "AWARE", "slachtofferdevice": "het Slachtofferdevice"}


def op_agenda(traject: Overlegtraject, overleg: Overleg) -> tuple[Wens, ...]:
    """The wishes on the agenda of an overleg: all of them until a casusoverleg decided, then those that are still open."""
    if traject.melding is None:
        return ()
    besloten = any(one.besloten for one in traject.gehouden("casusoverleg") if one.nummer < overleg.nummer)
    af = _af(traject, overleg.nummer) if overleg.soort == "casusoverleg" and besloten else frozenset()
    return tuple(wens for wens in traject.melding.wensen if wens not in af)


def te_beantwoorden(traject: Overlegtraject, overleg: Overleg) -> tuple[Wens, ...]:
    """Those that must be answered in its minutes: at a weegoverleg all, at a casusoverleg what is still open."""
    af = _af(traject, overleg.nummer) if overleg.soort == "casusoverleg" else frozenset()
    return tuple(wens for wens in op_agenda(traject, overleg) if wens not in af)


def _af(traject: Overlegtraject, voor: int) -> frozenset[Wens]:
    """The wishes that were besproken or niet in an overleg before number `voor`."""
    verslagen = [one.weegverslag or one.casusverslag for one in traject.overleggen if one.nummer < voor]
    gegeven = [een for verslag in verslagen if verslag is not None for een in verslag.wensen]
    return frozenset(een.wens for een in gegeven if een.antwoord != "later")


def codes(antwoorden: Sequence[Wensantwoord]) -> dict[Wens, Uitkomst]:
    """What became of each wish, without reasons: for the event."""
    return {een.wens: een.antwoord for een in antwoorden}


def wens_fouten(toets: Toets, antwoorden: Sequence[Wensantwoord], nodig: Sequence[Wens]) -> None:
    """Every wish that must be is answered once; later and niet with a reason; only what the reporter wished."""
    gegeven = [een.wens for een in antwoorden]
    gewenst = toets.traject.melding.wensen if toets.traject.melding else ()
    for wens in nodig:
        if wens not in gegeven:
            toets.meld("wens-onbeantwoord", f"De melder wil {WOORDEN[wens]} bespreken. Vul het antwoord in.", "/wensen")
    for plek, een in enumerate(antwoorden):
        if een.wens not in gewenst:
            toets.meld("wens-onbekend", f"De melder vroeg niet om {WOORDEN[een.wens]}.", f"/wensen/{plek}/wens")
        if een.wens in gegeven[:plek]:
            toets.meld("dubbel", "Deze wens staat er dubbel in.", f"/wensen/{plek}/wens")
        if een.antwoord != "besproken" and not een.reden:
            toets.meld(
                "reden-ontbreekt",
                f"Schrijf waarom {WOORDEN[een.wens]} nu niet wordt besproken.",
                f"/wensen/{plek}/reden",
            )
