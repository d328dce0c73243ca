# SPDX-License-Identifier: EUPL-1.2
"""The invitation of an overleg: other guests or another place, with a reason (D3).

Invited organisations see the zaak from the invitation to vastleggen (L6); who is taken off it loses that at once.
"""

from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_kit.domain.decision import Command, Context, Decision, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Plaats, Tekst
from zvhh_meetings.domain.parts.overleg import Overleg, Wijziging
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, bestaand, gepland_overleg
from zvhh_meetings.domain.rules.uitnodigen import genodigden_fouten, nodig, waarschuw_zonder_lid_1


class WijzigUitnodiging(Command):
    """Who is invited from now on, or another place, or both; and why."""

    genodigden: Annotated[tuple[Oin, ...], Field(min_length=1, max_length=50)] | None = None
    plaats: Plaats | None = None
    reden: Sealed[Tekst] | None = None


def wijzig(
    config: Configuratie, state: Overlegtraject | None, nieuw: WijzigUitnodiging, ctx: Context
) -> Decision[Overlegtraject]:
    """Invite others or name another place (D3); what it says already changes nothing.

    Raises Refused: unknown (404), not planned (409), every fault of reason and invitations at once (400).
    """
    traject = bestaand(state)
    overleg = gepland_overleg(traject, ctx.number)
    genodigden, plaats = nieuw.genodigden or overleg.genodigden, nieuw.plaats or overleg.plaats
    toets = Toets(config, traject, ctx)
    if not nieuw.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom de uitnodiging verandert.", "/reden")
    if nieuw.genodigden is not None:
        genodigden_fouten(toets, nieuw.genodigden, overleg.soort)
    toets.weiger()
    if (set(genodigden), plaats) == (set(overleg.genodigden), overleg.plaats):
        return Decision(result={"nummer": overleg.nummer}, why_nothing="it says so already")
    stappen = Stappen(config, traject, ctx)
    gewijzigd = changed(
        overleg,
        plaats=plaats,
        volgnummer=overleg.volgnummer + (plaats != overleg.plaats),
        wijzigingen=(*overleg.wijzigingen, _wijziging(overleg, nieuw, ctx)),
    )
    stappen.traject = traject.met_overleg(gewijzigd)
    nodig(stappen, gewijzigd, genodigden)
    waarschuw_zonder_lid_1(stappen, genodigden)
    return stappen.klaar(nummer=overleg.nummer, soort=overleg.soort)


def _wijziging(overleg: Overleg, nieuw: WijzigUitnodiging, ctx: Context) -> Wijziging:
    return Wijziging(wat="uitnodiging", begin=overleg.begin, reden=nieuw.reden, door=ctx.actor.subject, op=ctx.received)
