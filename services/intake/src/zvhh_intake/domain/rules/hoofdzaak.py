# SPDX-License-Identifier: EUPL-1.2
"""The end of a zaak and what was joined to it: closed, it is read by nobody, and neither is what had joined (D11b, L8).

For: what the zaak says to the meldingen that joined it, and what each of those says to the other services.
Not for: whether a melding is shielded (`stand`): it may have been split off before it hears this. What else is told is in
`mededelen`.
"""

from zvhh_contracts.intake_intern import HoofdzaakGesloten
from zvhh_contracts.meldingen import MeldingAfgeschermd
from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.terugkoppeling import besluit
from zvhh_kit.decision import Addressed, Context, Decision, changed, to


def sluiting(was: Melding, wordt: Melding, zaak_id: str) -> tuple[Addressed, ...]:
    """For each melding that is joined to the closed zaak `zaak_id` from now on: that it is closed.

    Whichever is heard first: each hears it when the zaak closes, or when it joins what was closed already.
    """
    if wordt.casus is None or wordt.casus.gesloten_op is None:
        return ()
    gesloten = HoofdzaakGesloten(zaak_id=zaak_id, gesloten_op=wordt.casus.gesloten_op)
    wisten_het = was.toegevoegd if was.casus is not None and was.casus.gesloten_op is not None else ()
    return tuple(to(zaak, gesloten) for zaak in wordt.toegevoegd if zaak not in wisten_het)


def hoofdzaak_gesloten(melding: Melding | None, e: readers.HoofdzaakGesloten, ctx: Context) -> Decision[Melding]:
    """A zaak that this melding joined is closed (D11b, L8); every service hears it once, joined or split off by now."""
    if melding is None or melding.geweigerd:
        return Decision.nothing("geen melding")
    if e.zaak_id in melding.hoofdzaken_gesloten:
        return Decision.nothing("al bekend")
    wordt = changed(melding, hoofdzaken_gesloten=tuple(sorted({*melding.hoofdzaken_gesloten, e.zaak_id})))
    event = MeldingAfgeschermd(hoofdzaak_id=e.zaak_id, afgeschermd_op=e.gesloten_op)
    return besluit(melding, wordt, ctx, events=(event,))
