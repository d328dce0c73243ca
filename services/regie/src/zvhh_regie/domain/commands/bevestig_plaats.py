# SPDX-License-Identifier: EUPL-1.2
"""What people do with a pilot year: confirm a place, raise the cap, move who waits on to the next year (S6b, L9).

Not for: the order of the line and what is offered; that is `pilotjaar`.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import ZaakId
from zvhh_contracts.regie_intern import WachtendeDoorgezet
from zvhh_kit.calendar import at_local
from zvhh_kit.decision import Command, Context, Decision, Refused, Sealed, changed, to
from zvhh_regie.domain.commands.registreer_incident import Tekst
from zvhh_regie.domain.pilotjaar import (
    Doorgezet,
    Pilotjaar,
    Verhoging,
    Wachtende,
    begin,
    bied_aan,
    jaar_van,
    ken_toe,
    pilotjaar_id,
    zonder,
)
from zvhh_regie.domain.rules.wie import niet_gevonden


class BevestigPlaats(Command):
    """The free place is for `zaak_id`, the first in line: a named procesregisseur says so (L9)."""

    zaak_id: ZaakId


class ZetNaarVolgendJaar(Command):
    """`zaak_id` waits on in the line of the next pilot year."""

    zaak_id: ZaakId


class VerhoogMaximum(Command):
    """From now on there are `maximum` places, because of `reden`."""

    maximum: Annotated[int, Field(gt=0, le=10_000)]
    reden: Sealed[Tekst]


def bevestig(jaar: Pilotjaar | None, command: BevestigPlaats, ctx: Context) -> Decision[Pilotjaar]:
    """The first in line gets the free place, and its casus opens (S6b). A next free one is offered to who is next.

    Refused: not a procesregisseur or no such year (404), not (any longer) in line, not the first, no place free.
    """
    jaar, wachtende = _in_rij(jaar, command.zaak_id, ctx)
    if wachtende != jaar.wachtlijst[0]:
        raise Refused("niet-eerste", "Deze zaak is niet de eerste op de wachtlijst.")
    if jaar.vrij == 0:
        raise Refused("geen-vrije-plaats", "Er is geen plek vrij.")
    besluit = ken_toe(
        zonder(jaar, wachtende.zaak_id), wachtende.zaak_id, wachtende.aanvraag, ctx, bevestigd_door=ctx.actor.subject
    )
    return replace(besluit, result={"plaats": jaar.vrij_nummer})


def verhoog(config: Configuratie, jaar: Pilotjaar | None, command: VerhoogMaximum, ctx: Context) -> Decision[Pilotjaar]:
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


def zet_door(
    config: Configuratie, jaar: Pilotjaar | None, command: ZetNaarVolgendJaar, ctx: Context
) -> Decision[Pilotjaar]:
    """From 1 January local on who waits goes to the next year's line, with its old moments, so that order stays (S6b).

    Refused: not a procesregisseur or no such year (404), not (any longer) in line, too early, no next year yet.
    """
    jaar, wachtende = _in_rij(jaar, command.zaak_id, ctx)
    volgend = jaar.jaar + 1
    if ctx.received < at_local(date(volgend, 1, 1)):
        raise Refused("jaar-loopt-nog", f"De zaak kan door naar het volgende jaar vanaf 1 januari {volgend}.")
    if volgend not in config.pilotjaren:
        raise Refused(
            "volgend-jaar-onbekend", f"Voor {volgend} is nog geen pilotjaar ingesteld. De zaak blijft wachten."
        )
    verder = WachtendeDoorgezet(
        zaak_id=wachtende.zaak_id,
        vastgelegd_op=wachtende.vastgelegd_op,
        ontvangen_op=wachtende.ontvangen_op,
        sinds=wachtende.sinds,
        aanvraag=wachtende.aanvraag,
    )
    spoor = Doorgezet(zaak_id=wachtende.zaak_id, aanvraag=wachtende.aanvraag, naar=volgend)
    jaar = zonder(jaar, wachtende.zaak_id)
    jaar = changed(jaar, doorgezet=(*jaar.doorgezet, spoor))
    return replace(bied_aan(jaar, ctx, to(pilotjaar_id(volgend), verder)), result={"pilotjaar": volgend})


def _in_rij(jaar: Pilotjaar | None, zaak_id: str, ctx: Context) -> tuple[Pilotjaar, Wachtende]:
    """The year and who waits in it, for a procesregisseur (L9). Raises Refused."""
    if jaar is None or "procesregisseur" not in ctx.actor.roles:
        raise niet_gevonden()
    wachtende = jaar.wachtende(zaak_id)
    if wachtende is None:
        raise Refused("wacht-niet", "Deze zaak staat niet op de wachtlijst van dit jaar.")
    return jaar, wachtende
