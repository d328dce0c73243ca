# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in the casus, dated: the access list of today and the history of who was on it (L4b, L6).

Who takes part no longer leads no longer either (S16). Not for: inviting; that is meetings'.
"""

from datetime import date

from zvhh_contracts.casusregie import regisseurs
from zvhh_kit.domain.decision import changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.deelname import Deelname
from zvhh_regie.domain.parts.regie import Regieperiode


def met_deelnemers(casus: Casus, deelnemers: tuple[str, ...], per: date) -> Casus:
    """The new access list from the local day `per` on, and the casusregie that stays after it."""
    weg = [oin for oin in casus.deelnemers if oin not in deelnemers]
    vroeger = tuple(
        changed(one, tot=max(per, one.van)) if one.tot is None and one.oin in weg else one for one in casus.deelnames
    )
    lopend = {one.oin for one in vroeger if one.tot is None}
    nieuw = tuple(Deelname(oin=oin, van=per) for oin in dict.fromkeys(deelnemers) if oin not in lopend)
    regie = casus.regie
    for oin in weg:
        regie = beeindig_van(regie, oin, per)
    return changed(casus, deelnemers=tuple(dict.fromkeys(deelnemers)), deelnames=(*vroeger, *nieuw), regie=regie)


def beeindig_van(regie: tuple[Regieperiode, ...], oin: str, per: date) -> tuple[Regieperiode, ...]:
    """The periods after partner `oin` left: theirs end on the local day `per`, and nobody leads from then on (S16)."""
    return tuple(
        eindigt(one, per) if any(oin == regisseur for regisseur, _ in regisseurs(one.casusregie)) else one
        for one in regie
    )


def eindigt(periode: Regieperiode, dag: date) -> Regieperiode:
    """The period without the days from `dag` on."""
    if periode.tot is not None and periode.tot <= dag:
        return periode
    return changed(periode, tot=max(dag, periode.van))
