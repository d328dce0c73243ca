# SPDX-License-Identifier: EUPL-1.2
"""The overleggen and plans of a casus kept up, by their numbers, event by event: for the tijdlijn and the next overleg.

Small and total. meetings tells them in its own order: its last word counts, and said twice is said once. Not for: what a
weegoverleg or casusoverleg does to the casus (`events.meetings`).
"""

from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.domain.decision import changed
from zvhh_regie import readers
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.overleg import Overleg, Planversie, Uitkomst


def weging_gepland(casus: Casus, event: readers.WeegoverlegGepland) -> Casus:
    return _met(casus, changed(_overleg(casus, event.nummer, "weegoverleg"), begin=event.begin))


def overleg_gepland(casus: Casus, event: readers.CasusoverlegGepland) -> Casus:
    """Said again once the casus is open: no longer provisional (S13)."""
    overleg = _overleg(casus, event.nummer, "casusoverleg")
    return _met(casus, changed(overleg, begin=event.begin, voorlopig=event.voorlopig))


def verzet(casus: Casus, event: readers.OverlegVerzet) -> Casus:
    """Its new date replaces the old one (D3)."""
    return _met(casus, changed(_overleg(casus, event.nummer, event.soort), begin=event.begin))


def geannuleerd(casus: Casus, event: readers.OverlegGeannuleerd) -> Casus:
    """It will not be held, and is planned no more (D1, D3)."""
    return _met(casus, changed(_overleg(casus, event.nummer, event.soort), geannuleerd=True))


def gewogen(casus: Casus, event: readers.WeegoverlegGehouden) -> Casus:
    """A weegoverleg was held, with what was decided (S11)."""
    uitkomst = _uitkomst(event.passend, event.doorzetten) if event.besloten else "geen-besluit"
    overleg = _overleg(casus, event.nummer, "weegoverleg")
    return _met(casus, changed(overleg, gehouden_op=event.gehouden_op, uitkomst=uitkomst))


def herwogen(casus: Casus, event: readers.WeegoverlegHerzien) -> Casus:
    """What was decided, as it should have been: it replaces what was said before (D3)."""
    uitkomst = _uitkomst(event.passend, event.doorzetten)
    overleg = _overleg(casus, event.nummer, "weegoverleg")
    return _met(casus, changed(overleg, gehouden_op=event.gehouden_op, uitkomst=uitkomst))


def overlegd(casus: Casus, event: readers.CasusoverlegGehouden) -> Casus:
    """A casusoverleg was held (S13)."""
    return _met(casus, changed(_overleg(casus, event.nummer, "casusoverleg"), gehouden_op=event.gehouden_op))


def gepland(casus: Casus, event: readers.PlanVanAanpakVastgesteld) -> Casus:
    """A version of the plan was vastgesteld (S12)."""
    plan = Planversie(versie=event.versie, vastgesteld_op=event.vastgesteld_op)
    plannen = {one.versie: one for one in casus.plannen} | {plan.versie: plan}
    return changed(casus, plannen=tuple(plannen[versie] for versie in sorted(plannen)))


def _uitkomst(passend: bool | None, doorzetten: str | None) -> Uitkomst:
    if not passend:
        return "niet-passend"
    return "door" if doorzetten == "ja" else "nog-niet"


def _overleg(casus: Casus, nummer: int, soort: Overlegsoort) -> Overleg:
    """What is known of an overleg, or the first of it."""
    bekend = (one for one in casus.overleggen if one.nummer == nummer)
    return next(bekend, Overleg(nummer=nummer, soort=soort))


def _met(casus: Casus, overleg: Overleg) -> Casus:
    """The casus with this of an overleg, in order of their numbers."""
    overleggen = {one.nummer: one for one in casus.overleggen} | {overleg.nummer: overleg}
    return changed(casus, overleggen=tuple(overleggen[nummer] for nummer in sorted(overleggen)))
