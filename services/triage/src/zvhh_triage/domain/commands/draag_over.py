# SPDX-License-Identifier: EUPL-1.2
"""Handing a zaak over to another procesregisseur (D2)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Persoon
from zvhh_kit.domain.decision import Command, Context, Decision, Refused
from zvhh_triage.domain.rules.eigenaar import overgedragen
from zvhh_triage.domain.rules.wie import bij_zaak, is_procesregisseur
from zvhh_triage.domain.triage import Triage


class DraagOver(Command):
    """The zaak is theirs from now on: a procesregisseur whom the configuration knows."""

    aan: Persoon


def draag_over(config: Configuratie, triage: Triage | None, command: DraagOver, ctx: Context) -> Decision[Triage]:
    """Hand over (D2): by who has the zaak, or by a colleague when they are away.

    Raises Refused: 400 not a procesregisseur that the configuration knows, or one who is barred (L6); and as `bij_zaak`.
    """
    triage = bij_zaak(triage, ctx)
    if not is_procesregisseur(config, command.aan):
        text = "Kies een procesregisseur van het Zorg- en Veiligheidshuis."
        raise Refused("procesregisseur-onbekend", text, status=400, place="/aan")
    if command.aan in triage.geweerd:
        raise Refused("geweerd", "Deze collega heeft geen toegang tot deze zaak.", status=400, place="/aan")
    return overgedragen(triage, command.aan, ctx)
