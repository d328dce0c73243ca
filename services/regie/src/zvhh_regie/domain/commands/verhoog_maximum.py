# SPDX-License-Identifier: EUPL-1.2
"""The cap of a pilot year goes up, never down (S6b)."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_regie.domain.casus import niet_gevonden
from zvhh_regie.domain.parts.wachtrij import Verhoging
from zvhh_regie.domain.pilotjaar import Pilotjaar, begin, jaar_van
from zvhh_regie.domain.rules.teksten import Tekst
from zvhh_regie.domain.rules.wachtrij import bied_aan


class VerhoogMaximum(Command):
    """From now on there are `maximum` places, because of `reden`."""

    maximum: Annotated[int, Field(gt=0, le=10_000)]
    reden: Sealed[Tekst]


def verhoog_maximum(
    config: Configuratie, jaar: Pilotjaar | None, command: VerhoogMaximum, ctx: Context
) -> Decision[Pilotjaar]:
    """The cap goes up, never down; what comes free is offered to the first in line (S6b).

    Refused: not beheer, or a year that neither began nor stands in the configuration (404); not more than it was.
    """
    bekend = jaar is not None or jaar_van(ctx) in config.pilotjaren
    if "beheer" not in ctx.actor.roles or not bekend:
        raise niet_gevonden()
    jaar = jaar or begin(config, jaar_van(ctx))
    if command.maximum <= jaar.maximum:
        tekst = f"Het maximum is nu {jaar.maximum}. U kunt het alleen verhogen."
        raise Refused("maximum-niet-hoger", tekst, place="/maximum")
    verhoging = Verhoging(
        van=jaar.maximum, naar=command.maximum, reden=command.reden, door=ctx.actor.subject, op=ctx.received
    )
    jaar = changed(jaar, maximum=command.maximum, verhogingen=(*jaar.verhogingen, verhoging))
    return replace(bied_aan(jaar, ctx), result={"maximum": command.maximum})
