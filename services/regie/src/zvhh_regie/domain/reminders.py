# SPDX-License-Identifier: EUPL-1.2
"""What came due: afschalen is possible, a week of waiting is over, a pilot year is. Each proposes, people decide (L9)."""

from zvhh_contracts.casussen import AfschalenMogelijk
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus


def meld_mogelijk(casus: Casus | None, ctx: Context) -> Decision[Casus]:
    """The clock ran out: say once that afschalen is possible. An item for an agenda, never a decision (S14, L9)."""
    if casus is None or casus.klok_tot is None or casus.gesloten_op is not None:
        return Decision.nothing("er loopt geen klok")
    if casus.afschalen_mogelijk:
        return Decision.nothing("al gemeld")
    if ctx.now < casus.klok_tot:
        return Decision.nothing("de klok loopt nog")
    return Decision(changed(casus, afschalen_mogelijk=True), (AfschalenMogelijk(sinds=casus.klok_tot),))


def herinner(casus: Casus | None, ctx: Context) -> Decision[Casus]:
    """Every week that a casus waits people are asked whether waiting is still safe: a task, never a decision (S6b, L9)."""
    if casus is None or casus.wachtplek is None or casus.stand != "wachtlijst":
        return Decision.nothing("wacht niet")
    return Decision(changed(casus, wachtplek=changed(casus.wachtplek, herinnerd_op=local_date(ctx.now))))


def meld_jaarwisseling(casus: Casus | None, ctx: Context) -> Decision[Casus]:
    """1 January: a procesregisseur decides whether this casus waits on in the next year's line, or goes by D5 (S6b)."""
    if casus is None or casus.wachtplek is None or casus.stand != "wachtlijst":
        return Decision.nothing("wacht niet")
    return Decision(changed(casus, wachtplek=changed(casus.wachtplek, jaar_voorbij=True)))
