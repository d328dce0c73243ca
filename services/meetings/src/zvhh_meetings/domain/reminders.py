# SPDX-License-Identifier: EUPL-1.2
"""Reminders that came due: each only marks the state, so that a person sees it (L9)."""

from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject


def zonder_datum(state: Overlegtraject, _: Context) -> Decision[Overlegtraject]:
    """Five working days without a date (D3)."""
    return Decision(changed(state, zonder_datum_herinnerd=True))


def casusregie_gezocht(state: Overlegtraject, _: Context) -> Decision[Overlegtraject]:
    """Five working days without a casusregisseur (S11)."""
    if state.gezocht is None:
        return Decision.nothing("a casusregisseur was found")
    return Decision(changed(state, gezocht=changed(state.gezocht, herinnerd=True)))


def casusoverleg_laat(state: Overlegtraject, _: Context) -> Decision[Overlegtraject]:
    """Twelve weeks since the last casusoverleg: amber, and nothing is blocked (S13)."""
    return Decision(changed(state, laat=True))


def overleg_voorbij(state: Overlegtraject, _: Context) -> Decision[Overlegtraject]:
    """The time of the planned overleg is over: its minutes are to be written, or it is to be moved (D3)."""
    if state.gepland is None:
        return Decision.nothing("nothing is planned")
    return Decision(state.met_overleg(changed(state.gepland, voorbij=True)))


def uitnodiging_voorbij(state: Overlegtraject, _: Context) -> Decision[Overlegtraject]:
    """Its minutes were never recorded: who was invited sees the zaak no longer (L6); it may still be recorded, or moved."""
    if state.gepland is None:
        return Decision.nothing("nothing is planned")
    return Decision(state.met_overleg(changed(state.gepland, uitnodiging_voorbij=True)))
