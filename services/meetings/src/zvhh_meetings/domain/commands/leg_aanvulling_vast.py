# SPDX-License-Identifier: EUPL-1.2
"""After vastleggen minutes never change; who takes part, and a procesregisseur, may add to them, dated and signed (D3).

Not for: a decision that was recorded wrongly; see `herzie_weegbesluit`.
"""

from zvhh_kit.domain.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Tekst
from zvhh_meetings.domain.parts.overleg import Aanvulling, BobDeel
from zvhh_meetings.domain.rules.behandeling import bestaand, gehouden_overleg


class LegAanvullingVast(Command):
    """What is added, and to which part of the minutes."""

    bij: BobDeel
    tekst: Sealed[Tekst]


def leg_aanvulling_vast(
    state: Overlegtraject | None, command: LegAanvullingVast, ctx: Context
) -> Decision[Overlegtraject]:
    """Add to the minutes; nothing in them changes. Raises Refused: unknown (404), not vastgelegd or closed (409)."""
    traject = bestaand(state)
    overleg = gehouden_overleg(traject, ctx.number)
    aanvulling = Aanvulling(
        nummer=len(overleg.aanvullingen) + 1,
        bij=command.bij,
        tekst=command.tekst,
        door=ctx.actor.subject,
        oin=ctx.actor.oin,
        op=ctx.received,
    )
    aangevuld = changed(overleg, aanvullingen=(*overleg.aanvullingen, aanvulling))
    answer = {"nummer": overleg.nummer, "aanvulling": aanvulling.nummer}
    return Decision(traject.met_overleg(aangevuld), result=answer)
