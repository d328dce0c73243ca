# SPDX-License-Identifier: EUPL-1.2
"""The document `Concept`: a draft of a melding, kept 30 days after it was last saved, for the person who typed it (D1).

For: saving, throwing away and forgetting a draft, and remembering what became of one that was sent.
Not for: judging what is in it: anything may be missing; a draft is judged when it is sent (`toets`, `indienen`).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.parts.inhoud import Bewaard
from zvhh_kit.decision import Command, Context, Decision, Refused, Sealed, changed


class Concept(Bewaard):
    """A draft of one person of one organisation. Once sent, its content is gone and `verstuurd` is the answer to it."""

    oin: str
    persoon: str
    aangemaakt_op: datetime
    opgeslagen_op: datetime
    bewaard_tot: datetime
    inhoud: Sealed[dict[str, Any]] | None = None
    verstuurd: dict[str, Any] | None = None


class Bewaar(Command):
    """Save the draft: any part of a melding, as JSON."""

    inhoud: Sealed[dict[str, Any]]


class GooiWeg(Command):
    """Throw the draft away."""


class MerkVerstuurd(Command):
    """The draft became a melding: `antwoord` is what its reporter was told (ids and dates, no personal data)."""

    antwoord: dict[str, Any]


def bewaar(config: Configuratie, concept: Concept | None, bewaar: Bewaar, ctx: Context) -> Decision[Concept]:
    """Save the draft; it goes 30 days later. Refused with 409 once it was sent."""
    if concept is not None and concept.verstuurd is not None:
        raise Refused("al-verstuurd", "Dit concept is al verstuurd en kan niet meer veranderen.")
    tot = ctx.now + timedelta(days=config.termijnen.concept_dagen)
    nieuw = Concept(
        oin=ctx.actor.oin,
        persoon=ctx.actor.subject,
        aangemaakt_op=concept.aangemaakt_op if concept else ctx.now,
        opgeslagen_op=ctx.now,
        bewaard_tot=tot,
        inhoud=bewaar.inhoud,
    )
    result = {
        "conceptId": ctx.subject,
        "bewaardTot": tot.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return Decision(nieuw, result=result)


def gooi_weg(concept: Concept | None, _: GooiWeg, ctx: Context) -> Decision[Concept]:
    """Throw the draft away, content and all. Refused with 404 when there is none."""
    if concept is None:
        raise Refused("bestaat-niet", "Dit concept bestaat niet.", status=404)
    return Decision(gone=True, result="weggegooid")


def merk_verstuurd(concept: Concept | None, merk: MerkVerstuurd, ctx: Context) -> Decision[Concept]:
    """Forget the content of a draft that was sent and keep the answer; a second time changes nothing (D1)."""
    if concept is None or concept.verstuurd is not None:
        return Decision.nothing("al gemerkt")
    return Decision(changed(concept, inhoud=None, verstuurd=merk.antwoord))


def verloop(_: Concept, __: Context) -> Decision[Concept]:
    """The draft was not saved for 30 days: it is forgotten."""
    return Decision(gone=True)
