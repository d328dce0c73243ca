# SPDX-License-Identifier: EUPL-1.2
"""What the documents of regie tell each other: a casus its pilot year, that year the casus or the next one, and what a
destroyed casus leaves to the evaluation (S6, S6b, S18).

Every claim has a number: an answer to one that was taken back meanwhile changes nothing.
"""

from collections.abc import Iterator
from datetime import datetime

from zvhh_contracts.casussen import CasusGeopend, CasusOpWachtlijst
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import (
    LaatsteTelling,
    PlaatsAangeboden,
    PlaatsGevraagd,
    PlaatsOpWachtlijst,
    PlaatsTeruggegeven,
    PlaatsToegekend,
    PlaatsVernietigd,
    WachtendeDoorgezet,
    WachtlijstVerlaten,
)
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Addressed, Context, Decision, changed, to
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.derived import wind_op
from zvhh_regie.domain.evaluatiejaar import Evaluatiejaar, begonnen
from zvhh_regie.domain.parts.plaats import Plaats, Wachtplek
from zvhh_regie.domain.parts.wachtrij import Wachtende
from zvhh_regie.domain.pilotjaar import Pilotjaar, begin, jaar_van, pilotjaar_id
from zvhh_regie.domain.rules.evaluatie.telling import opgeteld
from zvhh_regie.domain.rules.wachtrij import bied_aan, ken_toe, zet_in_rij, zonder


def open_casus(config: Configuratie, casus: Casus | None, event: PlaatsToegekend, ctx: Context) -> Decision[Casus]:
    """The place is ours: the casus opens and its clock starts (S6, S14).

    It opens at the moment at which the answer reached us, so that a slow consumer doesn't make the term longer.
    """
    casus = casus or Casus()
    if casus.geopend_op is not None or event.aanvraag != casus.aanvraag:
        return Decision.nothing("al geopend, of niet meer gevraagd")
    plaats = Plaats(pilotjaar=event.pilotjaar, plaats=event.plaats, maximum=event.maximum, vergeven=event.vergeven)
    casus, events = wind_op(config, changed(casus, plaats=plaats, geopend_op=ctx.received), ctx.now)
    if casus.klok_tot is None:  # closed before it opened: no order of events leads here
        return Decision(casus)
    geopend = CasusGeopend(
        pilotjaar=plaats.pilotjaar,
        plaats=plaats.plaats,
        maximum=plaats.maximum,
        vergeven=plaats.vergeven,
        geopend_op=ctx.received,
        afschalen_mogelijk_op=casus.klok_tot,
    )
    return Decision(casus, (geopend, *events))


def wacht(casus: Casus | None, event: PlaatsOpWachtlijst, ctx: Context) -> Decision[Casus]:
    """All places are given: the casus waits (S6). Said once for each year; in the next one it has waited as long (S6b).

    A later word of the same year tells the position of now, and that a place which was offered is no longer.
    """
    casus = casus or Casus()
    was = casus.wachtplek
    if casus.geopend_op is not None or event.aanvraag != casus.aanvraag:
        return Decision.nothing("al geopend, of niet meer gevraagd")
    if was is not None and event.pilotjaar < was.pilotjaar:
        return Decision.nothing("wacht al in een later jaar")
    if was is not None and event.pilotjaar == was.pilotjaar:
        return Decision(changed(casus, wachtplek=changed(was, positie=event.positie, aangeboden_op=None)))
    sinds = was.sinds if was is not None else ctx.received
    plek = Wachtplek(pilotjaar=event.pilotjaar, positie=event.positie, sinds=sinds, in_rij_op=local_date(ctx.received))
    besluit_op = casus.weging.vastgelegd_op if casus.weging is not None else None
    wachtend = CasusOpWachtlijst(pilotjaar=plek.pilotjaar, positie=plek.positie, sinds=sinds, besluit_op=besluit_op)
    return Decision(changed(casus, wachtplek=plek), (wachtend,))


def krijg_aangeboden(casus: Casus | None, event: PlaatsAangeboden, ctx: Context) -> Decision[Casus]:
    """A place is free and this casus is next: a task for a procesregisseur, who confirms it or not (S6b, L9)."""
    if casus is None or casus.wachtplek is None or casus.stand != "wachtlijst":
        return Decision.nothing("wacht niet")
    if event.aanvraag != casus.aanvraag or event.pilotjaar != casus.wachtplek.pilotjaar:
        return Decision.nothing("niet meer gevraagd in dat jaar")
    return Decision(changed(casus, wachtplek=changed(casus.wachtplek, aangeboden_op=ctx.received)))


def wijs_toe(config: Configuratie, jaar: Pilotjaar | None, event: PlaatsGevraagd, ctx: Context) -> Decision[Pilotjaar]:
    """Give the next place, or a position in line when no more are free than others wait for (S6, S6b). A repeat is quiet."""
    jaar = jaar or begin(config, jaar_van(ctx))
    if jaar.aanvraag_van(event.zaak_id) >= event.aanvraag:
        return Decision.nothing("zaak heeft al een plaats of wacht al")
    jaar = zonder(jaar, event.zaak_id)
    if jaar.vrij > len(jaar.wachtlijst):
        return ken_toe(jaar, event.zaak_id, event.aanvraag, ctx)
    return zet_in_rij(jaar, _wachtende(event, ctx.received), ctx)


def neem_over(
    config: Configuratie, jaar: Pilotjaar | None, event: WachtendeDoorgezet, ctx: Context
) -> Decision[Pilotjaar]:
    """A zaak of the year before waits here from now on, by its old moments: before who came later (S6b).

    Always in line, also with places free: those are offered and a person confirms them (L9).
    """
    jaar = jaar or begin(config, jaar_van(ctx))
    if jaar.aanvraag_van(event.zaak_id) >= event.aanvraag:
        return Decision.nothing("zaak heeft al een plaats of wacht al")
    return zet_in_rij(zonder(jaar, event.zaak_id), _wachtende(event, event.sinds or ctx.received), ctx)


def _wachtende(event: PlaatsGevraagd | WachtendeDoorgezet, sinds: datetime) -> Wachtende:
    return Wachtende(
        zaak_id=event.zaak_id,
        vastgelegd_op=event.vastgelegd_op,
        ontvangen_op=event.ontvangen_op,
        sinds=sinds,
        aanvraag=event.aanvraag,
    )


def laat_gaan(
    jaar: Pilotjaar | None, event: PlaatsTeruggegeven | WachtlijstVerlaten, ctx: Context
) -> Decision[Pilotjaar]:
    """A zaak takes its claim back: its place comes free, or its turn in line goes to who is next (S6b).

    Whatever it has by now: the claim may have been answered meanwhile. Of a zaak that was moved on, the year where it
    waits is told; what an older claim says changes nothing.
    """
    if jaar is None or not 0 < jaar.aanvraag_van(event.zaak_id) <= event.aanvraag:
        return Decision.nothing("zaak heeft hier niets, of vroeg opnieuw")
    verder = _naar_later_jaar(jaar, WachtlijstVerlaten(zaak_id=event.zaak_id, aanvraag=event.aanvraag))
    return bied_aan(zonder(jaar, event.zaak_id), ctx, *verder)


def vergeet(jaar: Pilotjaar | None, event: PlaatsVernietigd, ctx: Context) -> Decision[Pilotjaar]:
    """A zaak was destroyed: the place that it had stays counted, without its id; its turn in line goes (L8, S6b).

    A place of a claim that was taken back meanwhile comes free, as it would have.
    """
    if jaar is None or jaar.aanvraag_van(event.zaak_id) == 0:
        return Decision.nothing("zaak is hier onbekend")
    gold = (event.zaak_id, event.aanvraag)
    plaatsen = tuple(
        changed(plek, zaak_id=None) if (plek.zaak_id, plek.aanvraag) == gold else plek for plek in jaar.plaatsen
    )
    verder = _naar_later_jaar(jaar, PlaatsVernietigd(zaak_id=event.zaak_id, aanvraag=event.aanvraag))
    return bied_aan(zonder(changed(jaar, plaatsen=plaatsen), event.zaak_id), ctx, *verder)


def _naar_later_jaar(jaar: Pilotjaar, event: WachtlijstVerlaten | PlaatsVernietigd) -> Iterator[Addressed]:
    """The same word for the year in which the zaak waits now, where it was moved on."""
    for one in jaar.doorgezet:
        if one.zaak_id == event.zaak_id:
            yield to(pilotjaar_id(one.naar), event)


def tel_op(jaar: Evaluatiejaar | None, event: LaatsteTelling, ctx: Context) -> Decision[Evaluatiejaar]:
    """Keep what a destroyed casus left. Each arrives once; the kit passes over repeats."""
    jaar = begonnen(jaar, ctx)
    return Decision(changed(jaar, tellers=opgeteld(jaar.tellers, event.tellers), geteld=jaar.geteld + 1))
