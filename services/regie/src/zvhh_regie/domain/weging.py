# SPDX-License-Identifier: EUPL-1.2
"""What the overleggen decide that regie needs: passend and doorzetten, who takes part, who looks for a casusregisseur.

Not for: agreements, minutes and plans; those stay in meetings.
"""

from datetime import date

from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Decision
from zvhh_regie.domain.casus import Casus, Deelname, Gezocht, Weging, met
from zvhh_regie.domain.casusregie import beeindig_van
from zvhh_regie.domain.plaats import vraag_plaats
from zvhh_regie.foreign import CasusregieGezocht, DeelnemerToegevoegd, DeelnemerVertrokken, WeegoverlegGehouden


def verwerk(casus: Casus | None, event: WeegoverlegGehouden, ctx: Context) -> Decision[Casus]:
    """A weegoverleg was held: it outranks a withdrawal that crossed it, and may claim a place (S6, S11).

    Its list of participants is the access list (L4b, L6). Once a place is claimed a later weegoverleg changes nothing.
    """
    if casus is not None and casus.weging is not None and casus.weging.claimt_plaats:
        return Decision.nothing("over deze zaak is al besloten")
    passend, doorzetten = (event.passend, event.doorzetten) if event.besloten else (None, None)
    weging = Weging(nummer=event.nummer, vastgelegd_op=event.vastgelegd_op, passend=passend, doorzetten=doorzetten)
    casus = met(casus, weging=weging)
    if passend is not None:
        casus = _met_deelnemers(casus, event.deelnemers if passend else (), local_date(event.vastgelegd_op))
    return vraag_plaats(casus, ctx)


def voeg_toe(casus: Casus | None, event: DeelnemerToegevoegd, ctx: Context) -> Decision[Casus]:
    """A partner takes part, and reads from now on (L4b, L6)."""
    if casus is not None and event.oin in casus.deelnemers:
        return Decision.nothing("doet al mee")
    deelnemers = (*(casus.deelnemers if casus else ()), event.oin)
    return Decision(_met_deelnemers(met(casus), deelnemers, event.per))


def laat_vertrekken(casus: Casus | None, event: DeelnemerVertrokken, ctx: Context) -> Decision[Casus]:
    """A partner left: access ends at once, and so does a casusregie of theirs, on that day (L4b, S16)."""
    if casus is None or event.oin not in casus.deelnemers:
        return Decision.nothing("deed niet mee")
    blijven = tuple(oin for oin in casus.deelnemers if oin != event.oin)
    casus = _met_deelnemers(casus, blijven, event.per)
    return Decision(met(casus, regie=beeindig_van(casus.regie, event.oin, event.per)))


def zoek(casus: Casus | None, event: CasusregieGezocht, ctx: Context) -> Decision[Casus]:
    """No casusregisseur yet: shown with who looks for one (S11). The reminder is meetings'."""
    return Decision(met(casus, gezocht=Gezocht(door=event.door, herinneren_op=event.herinneren_op)))


def _met_deelnemers(casus: Casus, deelnemers: tuple[str, ...], per: date) -> Casus:
    """The new access list, with the dated history of who took part."""
    vroeger = tuple(
        deelname.model_copy(update={"tot": max(per, deelname.van)})
        if deelname.tot is None and deelname.oin not in deelnemers
        else deelname
        for deelname in casus.deelnames
    )
    lopend = {deelname.oin for deelname in vroeger if deelname.tot is None}
    nieuw = tuple(Deelname(oin=oin, van=per) for oin in dict.fromkeys(deelnemers) if oin not in lopend)
    return met(casus, deelnemers=tuple(dict.fromkeys(deelnemers)), deelnames=(*vroeger, *nieuw))
