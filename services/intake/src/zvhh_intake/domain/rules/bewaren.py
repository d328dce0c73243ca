# SPDX-License-Identifier: EUPL-1.2
"""What every change of the term of a zaak leads to (L8)."""

from zvhh_contracts.meldingen import BewaartermijnGewijzigd
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.bewaren import BewaarDeel
from zvhh_intake.domain.rules.besluit import afgeleid, besluit
from zvhh_kit.domain.decision import Context, Decision, changed


def gewijzigd(soort: str, melding: Melding, deel: BewaarDeel, ctx: Context) -> Decision[Melding]:
    wordt = afgeleid(changed(melding, bewaren=deel))
    event = BewaartermijnGewijzigd.model_validate(
        {"soort": soort, "vernietigen_op": wordt.einde_bewaren, "op": ctx.received}
    )
    return besluit(melding, wordt, ctx, events=(event,), result=soort)
