# SPDX-License-Identifier: EUPL-1.2
"""Who is kept out of a zaak (L6), how long it stays, when it is shielded and destroyed (L8), as intake tells.

For: the event handlers of those facts; total in every state. Not for: deciding when a zaak goes; intake alone does.
"""

from zvhh_contracts.triages import TriageVernietigd
from zvhh_kit.decision import Context, Decision, changed
from zvhh_triage.domain.parts.besluit import Bewaartermijn
from zvhh_triage.domain.triage import Triage
from zvhh_triage.readers import (
    BewaartermijnGewijzigd,
    MeldingAfgeschermd,
    MeldingVernietigd,
    ProfessionalGeweerd,
    WeringOpgeheven,
)


def weer(triage: Triage | None, event: ProfessionalGeweerd, _: Context) -> Decision[Triage]:
    """L6: a person who is barred sees nothing of the zaak, and it is theirs no longer."""
    known = triage or Triage()
    barred = (*(one for one in known.geweerd if one != event.persoon), event.persoon)
    return Decision(changed(known, geweerd=barred))


def hef_wering_op(triage: Triage | None, event: WeringOpgeheven, _: Context) -> Decision[Triage]:
    """L6: a person who was barred may see the zaak again."""
    known = triage or Triage()
    barred = tuple(one for one in known.geweerd if one != event.persoon)
    return Decision(changed(known, geweerd=barred))


def wijzig_termijn(triage: Triage | None, event: BewaartermijnGewijzigd, _: Context) -> Decision[Triage]:
    """L8: renewed, put on hold or released, by a person in intake; shown here."""
    known = triage or Triage()
    term = Bewaartermijn(soort=event.soort, vernietigen_op=event.vernietigen_op, op=event.op)
    until = event.vernietigen_op if event.soort == "verlengd" else known.verlengd_tot
    return Decision(changed(known, bewaartermijn=term, verlengd_tot=until))


def scherm_af(triage: Triage | None, event: MeldingAfgeschermd, _: Context) -> Decision[Triage]:
    """D11b, L8: the zaak that this melding joined was closed; it is shielded for as long as it is joined to that one."""
    known = triage or Triage()
    closed = tuple(sorted({*known.hoofdzaken_gesloten, event.hoofdzaak_id}))
    return Decision(changed(known, hoofdzaken_gesloten=closed))


def vernietig(_triage: Triage | None, _event: MeldingVernietigd, ctx: Context) -> Decision[Triage]:
    """L8: document and key go, in any state; where there was nothing, a tombstone keeps out what is still under way."""
    return Decision(gone=True, events=(TriageVernietigd(vernietigd_op=ctx.now),))
