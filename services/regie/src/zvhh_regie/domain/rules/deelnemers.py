# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in the casus, dated: the access list of today and the history of who was on it (L4b, L6).

Not for: inviting; that is meetings'.
"""

from datetime import date

from zvhh_kit.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Deelname
from zvhh_regie.domain.rules.casusregie import beeindig_van
from zvhh_regie.readers.overleggen import DeelnemerToegevoegd, DeelnemerVertrokken


def voeg_toe(casus: Casus | None, event: DeelnemerToegevoegd, ctx: Context) -> Decision[Casus]:
    """A partner takes part, and reads from now on (L4b, L6)."""
    if casus is not None and event.oin in casus.deelnemers:
        return Decision.nothing("doet al mee")
    casus = casus or Casus()
    return Decision(met_deelnemers(casus, (*casus.deelnemers, event.oin), event.per))


def laat_vertrekken(casus: Casus | None, event: DeelnemerVertrokken, ctx: Context) -> Decision[Casus]:
    """A partner left: access ends at once, and so does a casusregie of theirs, on that day (L4b, S16).

    One that we did not hear of yet is remembered as gone: a running case may come in after it (S6c).
    """
    casus = casus or Casus()
    if event.oin in casus.deelnemers:
        return Decision(met_deelnemers(casus, tuple(oin for oin in casus.deelnemers if oin != event.oin), event.per))
    if any(deelname.oin == event.oin for deelname in casus.deelnames):
        return Decision.nothing("deed niet mee")
    weg = Deelname(oin=event.oin, van=event.per, tot=event.per)
    return Decision(changed(casus, deelnames=(*casus.deelnames, weg)))


def met_deelnemers(casus: Casus, deelnemers: tuple[str, ...], per: date) -> Casus:
    """The new access list from the local day `per` on: who isn't on it any more leads no longer either (S16)."""
    weg = [oin for oin in casus.deelnemers if oin not in deelnemers]
    vroeger = tuple(
        changed(deelname, tot=max(per, deelname.van)) if deelname.tot is None and deelname.oin in weg else deelname
        for deelname in casus.deelnames
    )
    lopend = {deelname.oin for deelname in vroeger if deelname.tot is None}
    nieuw = tuple(Deelname(oin=oin, van=per) for oin in dict.fromkeys(deelnemers) if oin not in lopend)
    regie = casus.regie
    for oin in weg:
        regie = beeindig_van(regie, oin, per)
    return changed(casus, deelnemers=tuple(dict.fromkeys(deelnemers)), deelnames=(*vroeger, *nieuw), regie=regie)
