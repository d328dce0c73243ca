# SPDX-License-Identifier: EUPL-1.2
"""The reporter's wishes (AWARE, Slachtofferdevice): on the agenda of the weegoverleg and of the first casusoverleg, and
answered there: besproken, later or niet, with a reason for the last two (S3).
"""

from collections.abc import Sequence

from zvhh_contracts.meldingen import Wens
from zvhh_meetings.domain.toets import Toets
from zvhh_meetings.domain.traject import Overleg, Overlegtraject
from zvhh_meetings.domain.verslag import Wensantwoord

WOORDEN: dict[Wens, str] = {"aware": "AWARE", "slachtofferdevice": "het Slachtofferdevice"}


def op_agenda(traject: Overlegtraject, overleg: Overleg) -> tuple[Wens, ...]:
    """The wishes that stand on the agenda of an overleg: every weegoverleg, and casusoverleggen until one decided."""
    besloten = any(one.besloten for one in traject.gehouden("casusoverleg") if one.nummer < overleg.nummer)
    if traject.melding is None or (overleg.soort == "casusoverleg" and besloten):
        return ()
    return traject.melding.wensen


def te_beantwoorden(traject: Overlegtraject, overleg: Overleg) -> tuple[Wens, ...]:
    """Those that must be answered in its minutes: at the first casusoverleg those not answered besproken or niet before."""
    verslagen = [one.weegverslag for one in traject.gehouden("weegoverleg") if one.weegverslag]
    af = {een.wens for verslag in verslagen for een in verslag.wensen if een.antwoord != "later"}
    return tuple(wens for wens in op_agenda(traject, overleg) if overleg.soort == "weegoverleg" or wens not in af)


def wens_fouten(toets: Toets, antwoorden: Sequence[Wensantwoord], nodig: Sequence[Wens]) -> None:
    """Every wish that must be is answered once; later and niet with a reason."""
    gegeven = [een.wens for een in antwoorden]
    for wens in nodig:
        if wens not in gegeven:
            toets.meld("wens-onbeantwoord", f"De melder wil {WOORDEN[wens]} bespreken. Vul het antwoord in.", "/wensen")
    for plek, een in enumerate(antwoorden):
        if een.wens in gegeven[:plek]:
            toets.meld("dubbel", "Deze wens staat er dubbel in.", f"/wensen/{plek}/wens")
        if een.antwoord != "besproken" and not een.reden:
            toets.meld(
                "reden-ontbreekt",
                f"Schrijf waarom {WOORDEN[een.wens]} nu niet wordt besproken.",
                f"/wensen/{plek}/reden",
            )
