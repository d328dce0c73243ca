# SPDX-License-Identifier: EUPL-1.2
"""Giving a place or a position in line, and offering what is free to the first in line (S6, S6b).

A place comes free by an undone opening or a raised cap only, never by afschalen. Nobody is passed.
"""

from zvhh_contracts.regie_intern import PlaatsAangeboden, PlaatsOpWachtlijst, PlaatsToegekend
from zvhh_kit.domain.decision import Addressed, Context, Decision, Refused, changed, to
from zvhh_regie.domain.casus import niet_gevonden
from zvhh_regie.domain.parts.wachtrij import Plek, Wachtende
from zvhh_regie.domain.pilotjaar import Pilotjaar


def zonder(jaar: Pilotjaar, zaak_id: str) -> Pilotjaar:
    """The year without what a zaak had in it: place, turn in line, and where it was moved on to."""
    return changed(
        jaar,
        plaatsen=tuple(one for one in jaar.plaatsen if one.zaak_id != zaak_id),
        wachtlijst=tuple(one for one in jaar.wachtlijst if one.zaak_id != zaak_id),
        doorgezet=tuple(one for one in jaar.doorgezet if one.zaak_id != zaak_id),
    )


def ken_toe(
    jaar: Pilotjaar, zaak_id: str, aanvraag: int, ctx: Context, *, bevestigd_door: str | None = None
) -> Decision[Pilotjaar]:
    """Give the lowest free place to a zaak that has none and waits no longer; what is still free is offered on."""
    nummer = jaar.vrij_nummer
    plek = Plek(
        zaak_id=zaak_id, nummer=nummer, vergeven_op=ctx.received, aanvraag=aanvraag, bevestigd_door=bevestigd_door
    )
    jaar = changed(jaar, plaatsen=(*jaar.plaatsen, plek))
    antwoord = PlaatsToegekend(
        pilotjaar=jaar.jaar, plaats=nummer, maximum=jaar.maximum, vergeven=jaar.vergeven, aanvraag=aanvraag
    )
    return bied_aan(jaar, ctx, to(zaak_id, antwoord))


def zet_in_rij(jaar: Pilotjaar, nieuw: Wachtende, ctx: Context) -> Decision[Pilotjaar]:
    """The line is ordered by the moment of vastleggen, then of receipt of the melding, then of arrival (S6)."""
    rij = tuple(sorted((*jaar.wachtlijst, nieuw), key=lambda one: (one.vastgelegd_op, one.ontvangen_op)))
    antwoord = PlaatsOpWachtlijst(pilotjaar=jaar.jaar, positie=rij.index(nieuw) + 1, aanvraag=nieuw.aanvraag)
    return bied_aan(changed(jaar, wachtlijst=rij), ctx, to(nieuw.zaak_id, antwoord))


def bied_aan(jaar: Pilotjaar, ctx: Context, *events: Addressed) -> Decision[Pilotjaar]:
    """Close a decision: a free place is offered to the first in line, and to nobody else (S6b).

    Who was offered one and isn't first any more hears its position.
    """
    rij: list[Wachtende] = []
    gezegd: list[Addressed] = []
    for positie, one in enumerate(jaar.wachtlijst, 1):
        aan_de_beurt = positie == 1 and jaar.vrij > 0
        if aan_de_beurt == (one.aangeboden_op is not None):
            rij.append(one)
            continue
        rij.append(changed(one, aangeboden_op=ctx.received if aan_de_beurt else None))
        woord = (
            PlaatsAangeboden(pilotjaar=jaar.jaar, aanvraag=one.aanvraag)
            if aan_de_beurt
            else PlaatsOpWachtlijst(pilotjaar=jaar.jaar, positie=positie, aanvraag=one.aanvraag)
        )
        gezegd.append(to(one.zaak_id, woord))
    return Decision(changed(jaar, wachtlijst=tuple(rij)), (*events, *gezegd))


def in_rij(jaar: Pilotjaar | None, zaak_id: str, ctx: Context) -> tuple[Pilotjaar, Wachtende]:
    """The year and who waits in it, for a procesregisseur (L9). Raises Refused."""
    if jaar is None or "procesregisseur" not in ctx.actor.roles:
        raise niet_gevonden()
    wachtende = jaar.wachtende(zaak_id)
    if wachtende is None:
        raise Refused("wacht-niet", "Deze zaak staat niet op de wachtlijst van dit jaar.")
    return jaar, wachtende
