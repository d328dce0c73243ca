# SPDX-License-Identifier: EUPL-1.2
"""What the overleggen decide that regie needs: passend and doorzetten, put right later, and who looks for a casusregisseur.

Not for: agreements, minutes and plans; those stay in meetings.
"""

from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Gezocht, Weging
from zvhh_regie.domain.rules.deelnemers import met_deelnemers
from zvhh_regie.domain.rules.plaats import geef_op, vraag_plaats
from zvhh_regie.readers.overleggen import (
    CasusoverlegGehouden,
    CasusregieGezocht,
    WeegoverlegGehouden,
    WeegoverlegHerzien,
)


def verwerk(casus: Casus | None, event: WeegoverlegGehouden, ctx: Context) -> Decision[Casus]:
    """A weegoverleg was held: it outranks a withdrawal that crossed it, and may claim a place (S6, S11).

    Its list of participants is the access list (L4b, L6). Once a place is claimed a later weegoverleg changes nothing,
    unless the opening was undone (S6b).
    """
    if casus is not None and casus.weging is not None and casus.weging.claimt_plaats:
        return Decision.nothing("over deze zaak is al besloten")
    passend, doorzetten = (event.passend, event.doorzetten) if event.besloten else (None, None)
    weging = Weging(nummer=event.nummer, vastgelegd_op=event.vastgelegd_op, passend=passend, doorzetten=doorzetten)
    casus = changed(casus or Casus(), weging=weging)
    if passend is not None:
        casus = met_deelnemers(casus, event.deelnemers if passend else (), local_date(event.vastgelegd_op))
    return vraag_plaats(casus, ctx)


def herzie(casus: Casus | None, event: WeegoverlegHerzien, ctx: Context) -> Decision[Casus]:
    """The decision of a weegoverleg is put right: the last version counts (D3).

    What no longer claims a place gives it back or leaves the line; what claims one now, does so by the moment of
    putting right, so that nobody in line is passed. Nothing once a casusoverleg was held, the casus was closed, or a
    procesregisseur took it from the line: then its effect is final.
    """
    casus = casus or Casus()
    was = casus.weging
    if was is not None and (event.nummer, event.versie) <= (was.nummer, was.versie):
        return Decision.nothing("oudere versie van de weging")
    if casus.eerste_casusoverleg_op is not None or casus.gesloten_op is not None or casus.van_wachtlijst is not None:
        return Decision.nothing("de gevolgen van de weging staan vast")
    weging = _herzien(was, event)
    casus = changed(casus, weging=weging)
    casus = met_deelnemers(casus, event.deelnemers if event.passend else (), local_date(event.herzien_op))
    if weging.claimt_plaats:
        return vraag_plaats(casus, ctx)
    return geef_op(casus, ctx, door=event.door)


def _herzien(was: Weging | None, event: WeegoverlegHerzien) -> Weging:
    """The weging as it should have been. A claim that stays keeps its moment; an undone one stays undone (S6b)."""
    claimt = event.passend and event.doorzetten == "ja"
    zelfde = was is not None and was.nummer == event.nummer
    gold = was is not None and zelfde and was.passend is True and was.doorzetten == "ja"
    return Weging(
        nummer=event.nummer,
        versie=event.versie,
        vastgelegd_op=was.vastgelegd_op if was is not None and gold and claimt else event.herzien_op,
        passend=event.passend,
        doorzetten=event.doorzetten,
        vervallen=was is not None and zelfde and was.vervallen and claimt,
    )


def zoek(casus: Casus | None, event: CasusregieGezocht, ctx: Context) -> Decision[Casus]:
    """No casusregisseur yet: shown with who looks for one (S11). The reminder is meetings'."""
    return Decision(changed(casus or Casus(), gezocht=Gezocht(door=event.door, herinneren_op=event.herinneren_op)))


def volg_overleg(casus: Casus | None, event: CasusoverlegGehouden, ctx: Context) -> Decision[Casus]:
    """A casusoverleg was held: from the first one on an opening stays (S6b), and a refused decision is theirs again."""
    casus = casus or Casus()
    eerste = casus.eerste_casusoverleg_op or event.gehouden_op
    laatste = max(casus.laatste_casusoverleg, event.nummer)
    return Decision(changed(casus, eerste_casusoverleg_op=eerste, laatste_casusoverleg=laatste))
