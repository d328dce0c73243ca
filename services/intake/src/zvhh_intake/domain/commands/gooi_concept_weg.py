# SPDX-License-Identifier: EUPL-1.2
"""Throwing a draft away, content and all (D1)."""

from zvhh_intake.domain.concept import Concept
from zvhh_kit.domain.decision import Command, Context, Decision, Refused


class GooiWeg(Command):
    """Throw the draft away."""


def gooi_weg(concept: Concept | None, _: GooiWeg, ctx: Context) -> Decision[Concept]:
    """Throw the draft away, content and all. Refused with 404 when there is none."""
    if concept is None:
        raise Refused("bestaat-niet", "Dit concept bestaat niet.", status=404)
    return Decision(gone=True, result="weggegooid")
