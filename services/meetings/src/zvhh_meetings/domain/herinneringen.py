# SPDX-License-Identifier: EUPL-1.2
"""Reminders that came due: each only marks the state, so that a person sees it (L9)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Context, Decision
from zvhh_meetings.domain.traject import Overlegtraject
from zvhh_meetings.domain.werk import Werk


def zonder_datum(config: Configuratie, state: Overlegtraject, ctx: Context) -> Decision[Overlegtraject]:
    """Five working days without a date (D3)."""
    return Werk(config, state, ctx).wijzig(zonder_datum_herinnerd=True).klaar()


def casusregie_gezocht(config: Configuratie, state: Overlegtraject, ctx: Context) -> Decision[Overlegtraject]:
    """Five working days without a casusregisseur (S11)."""
    if state.gezocht is None:
        return Decision.nothing("a casusregisseur was found")
    return Werk(config, state, ctx).wijzig(gezocht=state.gezocht.model_copy(update={"herinnerd": True})).klaar()


def casusoverleg_laat(config: Configuratie, state: Overlegtraject, ctx: Context) -> Decision[Overlegtraject]:
    """Twelve weeks since the last casusoverleg: amber, and nothing is blocked (S13)."""
    return Werk(config, state, ctx).wijzig(laat=True).klaar()


def overleg_voorbij(config: Configuratie, state: Overlegtraject, ctx: Context) -> Decision[Overlegtraject]:
    """The time of the planned overleg is over: its minutes are to be written, or it is to be moved (D3)."""
    if state.gepland is None:
        return Decision.nothing("nothing is planned")
    return Werk(config, state, ctx).wijzig_overleg(state.gepland.nummer, voorbij=True).klaar()


def uitnodiging_voorbij(config: Configuratie, state: Overlegtraject, ctx: Context) -> Decision[Overlegtraject]:
    """Its minutes were never recorded: who was invited sees the zaak no longer (L6); it may still be recorded, or moved."""
    if state.gepland is None:
        return Decision.nothing("nothing is planned")
    return Werk(config, state, ctx).wijzig_overleg(state.gepland.nummer, uitnodiging_voorbij=True).klaar()
