# SPDX-License-Identifier: EUPL-1.2
"""Remembering what became of a draft that was sent (D1)."""

from typing import Any

from zvhh_intake.domain.concept import Concept
from zvhh_kit.domain.decision import Command, Context, Decision, changed


class MerkVerstuurd(Command):
    """The draft became a melding: `antwoord` is what its reporter was told (ids and dates, no personal data)."""

    antwoord: dict[str, Any]


def merk_verstuurd(concept: Concept | None, merk: MerkVerstuurd, ctx: Context) -> Decision[Concept]:
    """Forget the content of a draft that was sent and keep the answer; a second time changes nothing (D1)."""
    if concept is None or concept.verstuurd is not None:
        return Decision.nothing("al gemerkt")
    return Decision(changed(concept, inhoud=None, verstuurd=merk.antwoord))
