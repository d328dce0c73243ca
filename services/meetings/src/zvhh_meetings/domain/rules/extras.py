# SPDX-License-Identifier: EUPL-1.2
"""The six extras of the pilot: fixed lines of the agenda of every casusoverleg, each answered in its minutes (S17).

Which lines they are is configuration. Not for: interventions that follow from them; those stand in the plan (`plan`).
"""

from collections.abc import Sequence

from zvhh_meetings.domain.parts.verslagdelen import Extra
from zvhh_meetings.domain.rules.toets import Toets


def extra_fouten(toets: Toets, antwoorden: Sequence[Extra]) -> None:
    """Every line is answered, once: besproken, or niet-nodig with a reason; also below the quorum, for it is no decision."""
    regels, gegeven = toets.config.extras, [een.extra for een in antwoorden]
    for extra, vraag in regels.items():
        if extra not in gegeven:
            toets.meld("extra-onbeantwoord", f"Vul het antwoord in: {vraag}", "/extras")
    for plek, een in enumerate(antwoorden):
        if een.extra not in regels:
            toets.meld("extra-onbekend", "Dit punt staat niet op de vaste agenda.", f"/extras/{plek}/extra")
        elif een.extra in gegeven[:plek]:
            toets.meld("dubbel", "Dit punt staat er dubbel in.", f"/extras/{plek}/extra")
        if een.antwoord == "niet-nodig" and not een.reden:
            toets.meld("reden-ontbreekt", "Schrijf waarom dit punt niet nodig is.", f"/extras/{plek}/reden")
