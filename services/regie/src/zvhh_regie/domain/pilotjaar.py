# SPDX-License-Identifier: EUPL-1.2
"""A pilot year with its places and its line: one document, so that there is no race to lose (S6).

For: giving a place or a position in line, taking both back, and offering what is free to the first in line. A place
comes free by an undone opening or a raised cap only, never by afschalen (S6b). Every claim has a number: the highest
one of a zaak counts. Not for: what people do with the line; that is `wachtrij`.
"""

import re
from collections.abc import Iterator

from zvhh_contracts import regie_intern as contract
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Moment, Persoon, ZaakId
from zvhh_kit.decision import Addressed, Context, Decision, Sealed, changed, to
from zvhh_regie.domain.parts.delen import Deel
from zvhh_regie.readers.plaatsen import (
    PlaatsGevraagd,
    PlaatsTeruggegeven,
    PlaatsVernietigd,
    WachtendeDoorgezet,
    WachtlijstVerlaten,
)

_ID = re.compile(r"pilot-([0-9]{4})")


def pilotjaar_id(jaar: int) -> str:
    """The id of the document of a pilot year."""
    return f"pilot-{jaar}"


def is_pilotjaar(subject: str) -> bool:
    """Whether a subject is the id of a pilot year."""
    return _ID.fullmatch(subject) is not None


class Plek(Deel):
    """A place that was given, numbered from 1; `zaak_id` is None once its zaak was destroyed (L8).

    `bevestigd_door`: the procesregisseur who gave it to who waited (L9); None for one that was free on arrival.
    """

    zaak_id: ZaakId | None
    nummer: int
    vergeven_op: Moment
    aanvraag: int = 1
    bevestigd_door: Persoon | None = None


class Wachtende(Deel):
    """A zaak in line, since `sinds`; its place in line follows from the other two moments.

    `aangeboden_op`: a place is free for it and waits for a procesregisseur; only the first in line has one (S6b).
    """

    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment
    sinds: Moment
    aanvraag: int = 1
    aangeboden_op: Moment | None = None


class Doorgezet(Deel):
    """A zaak that waits in the line of a later year: what is still said of it here is passed on."""

    zaak_id: ZaakId
    aanvraag: int
    naar: int


class Verhoging(Deel):
    """The cap was raised by beheer, with a reason (S6b)."""

    van: int
    naar: int
    reden: Sealed[str]
    door: Persoon
    op: Moment


class Pilotjaar(Deel):
    """Places given and the line, in order; `maximum` is the first cap, from the configuration, or what it was raised to.

    `in_configuratie` is False for a year that the configuration didn't know at the first claim: it has no places, so
    every zaak waits and none is lost, until the cap is raised.
    """

    jaar: int
    maximum: int
    in_configuratie: bool = True
    plaatsen: tuple[Plek, ...] = ()
    wachtlijst: tuple[Wachtende, ...] = ()
    doorgezet: tuple[Doorgezet, ...] = ()
    verhogingen: tuple[Verhoging, ...] = ()

    @property
    def vergeven(self) -> int:
        """How many places are given."""
        return len(self.plaatsen)

    @property
    def vrij(self) -> int:
        """How many places are left."""
        return max(0, self.maximum - self.vergeven)

    @property
    def vrij_nummer(self) -> int:
        """The lowest number that no place has: one that was given back is given again."""
        bezet = {plek.nummer for plek in self.plaatsen}
        return next(nummer for nummer in range(1, len(bezet) + 2) if nummer not in bezet)

    def wachtende(self, zaak_id: str) -> Wachtende | None:
        """Who waits under this id, or None."""
        return next((een for een in self.wachtlijst if een.zaak_id == zaak_id), None)

    def aanvraag_van(self, zaak_id: str) -> int:
        """The number of the claim by which a zaak has a place, waits, or was moved on; 0 where it is unknown."""
        bekend: tuple[Plek | Wachtende | Doorgezet, ...] = (*self.plaatsen, *self.wachtlijst, *self.doorgezet)
        return max((een.aanvraag for een in bekend if een.zaak_id == zaak_id), default=0)


def begin(config: Configuratie, jaar: int) -> Pilotjaar:
    """A year before its first claim: the configuration gives the first cap, none where it doesn't know the year."""
    geregeld = config.pilotjaren.get(jaar)
    if geregeld is None:
        return Pilotjaar(jaar=jaar, maximum=0, in_configuratie=False)
    return Pilotjaar(jaar=jaar, maximum=geregeld.maximum)


def jaar_van(ctx: Context) -> int:
    """The year of the deciding document."""
    return int(ctx.subject.removeprefix("pilot-"))


def wijs_toe(config: Configuratie, jaar: Pilotjaar | None, event: PlaatsGevraagd, ctx: Context) -> Decision[Pilotjaar]:
    """Give the next place, or a position in line when no more are free than others wait for (S6, S6b). A repeat is quiet."""
    jaar = jaar or begin(config, jaar_van(ctx))
    if jaar.aanvraag_van(event.zaak_id) >= event.aanvraag:
        return Decision.nothing("zaak heeft al een plaats of wacht al")
    jaar = zonder(jaar, event.zaak_id)
    if jaar.vrij > len(jaar.wachtlijst):
        return ken_toe(jaar, event.zaak_id, event.aanvraag, ctx)
    nieuw = Wachtende(
        zaak_id=event.zaak_id,
        vastgelegd_op=event.vastgelegd_op,
        ontvangen_op=event.ontvangen_op,
        sinds=ctx.received,
        aanvraag=event.aanvraag,
    )
    return _zet_in_rij(jaar, nieuw, ctx)


def neem_over(
    config: Configuratie, jaar: Pilotjaar | None, event: WachtendeDoorgezet, ctx: Context
) -> Decision[Pilotjaar]:
    """A zaak of the year before waits here from now on, by its old moments: before who came later (S6b).

    Always in line, also with places free: those are offered and a person confirms them (L9).
    """
    jaar = jaar or begin(config, jaar_van(ctx))
    if jaar.aanvraag_van(event.zaak_id) >= event.aanvraag:
        return Decision.nothing("zaak heeft al een plaats of wacht al")
    nieuw = Wachtende(
        zaak_id=event.zaak_id,
        vastgelegd_op=event.vastgelegd_op,
        ontvangen_op=event.ontvangen_op,
        sinds=event.sinds or ctx.received,
        aanvraag=event.aanvraag,
    )
    return _zet_in_rij(zonder(jaar, event.zaak_id), nieuw, ctx)


def laat_gaan(
    jaar: Pilotjaar | None, event: PlaatsTeruggegeven | WachtlijstVerlaten, ctx: Context
) -> Decision[Pilotjaar]:
    """A zaak takes its claim back: its place comes free, or its turn in line goes to who is next (S6b).

    Whatever it has by now: the claim may have been answered meanwhile. Of a zaak that was moved on, the year where it
    waits is told; what an older claim says changes nothing.
    """
    if jaar is None or not 0 < jaar.aanvraag_van(event.zaak_id) <= event.aanvraag:
        return Decision.nothing("zaak heeft hier niets, of vroeg opnieuw")
    verder = _naar_later_jaar(jaar, contract.WachtlijstVerlaten(zaak_id=event.zaak_id, aanvraag=event.aanvraag))
    return bied_aan(zonder(jaar, event.zaak_id), ctx, *verder)


def vergeet(jaar: Pilotjaar | None, event: PlaatsVernietigd, ctx: Context) -> Decision[Pilotjaar]:
    """A zaak was destroyed: the place that it had stays counted, without its id; its turn in line goes (L8, S6b).

    A place of a claim that was taken back meanwhile comes free, as it would have.
    """
    if jaar is None or jaar.aanvraag_van(event.zaak_id) == 0:
        return Decision.nothing("zaak is hier onbekend")
    plaatsen = tuple(
        changed(plek, zaak_id=None) if plek.zaak_id == event.zaak_id and plek.aanvraag == event.aanvraag else plek
        for plek in jaar.plaatsen
    )
    verder = _naar_later_jaar(jaar, contract.PlaatsVernietigd(zaak_id=event.zaak_id, aanvraag=event.aanvraag))
    return bied_aan(zonder(changed(jaar, plaatsen=plaatsen), event.zaak_id), ctx, *verder)


def ken_toe(
    jaar: Pilotjaar, zaak_id: str, aanvraag: int, ctx: Context, *, bevestigd_door: str | None = None
) -> Decision[Pilotjaar]:
    """Give the lowest free place to a zaak that has none and waits no longer; what is still free is offered on."""
    nummer = jaar.vrij_nummer
    plek = Plek(
        zaak_id=zaak_id, nummer=nummer, vergeven_op=ctx.received, aanvraag=aanvraag, bevestigd_door=bevestigd_door
    )
    jaar = changed(jaar, plaatsen=(*jaar.plaatsen, plek))
    antwoord = contract.PlaatsToegekend(
        pilotjaar=jaar.jaar, plaats=nummer, maximum=jaar.maximum, vergeven=jaar.vergeven, aanvraag=aanvraag
    )
    return bied_aan(jaar, ctx, to(zaak_id, antwoord))


def bied_aan(jaar: Pilotjaar, ctx: Context, *events: Addressed) -> Decision[Pilotjaar]:
    """Close a decision: a free place is offered to the first in line, and to nobody else (S6b).

    Who was offered one and isn't first any more hears its position.
    """
    rij: list[Wachtende] = []
    gezegd: list[Addressed] = []
    for positie, een in enumerate(jaar.wachtlijst, 1):
        aan_de_beurt = positie == 1 and jaar.vrij > 0
        if aan_de_beurt == (een.aangeboden_op is not None):
            rij.append(een)
            continue
        rij.append(changed(een, aangeboden_op=ctx.received if aan_de_beurt else None))
        woord = (
            contract.PlaatsAangeboden(pilotjaar=jaar.jaar, aanvraag=een.aanvraag)
            if aan_de_beurt
            else contract.PlaatsOpWachtlijst(pilotjaar=jaar.jaar, positie=positie, aanvraag=een.aanvraag)
        )
        gezegd.append(to(een.zaak_id, woord))
    return Decision(changed(jaar, wachtlijst=tuple(rij)), (*events, *gezegd))


def zonder(jaar: Pilotjaar, zaak_id: str) -> Pilotjaar:
    """The year without what a zaak had in it: place, turn in line, and where it was moved on to."""
    return changed(
        jaar,
        plaatsen=tuple(een for een in jaar.plaatsen if een.zaak_id != zaak_id),
        wachtlijst=tuple(een for een in jaar.wachtlijst if een.zaak_id != zaak_id),
        doorgezet=tuple(een for een in jaar.doorgezet if een.zaak_id != zaak_id),
    )


def _zet_in_rij(jaar: Pilotjaar, nieuw: Wachtende, ctx: Context) -> Decision[Pilotjaar]:
    """The line is ordered by the moment of vastleggen, then of receipt of the melding, then of arrival (S6)."""
    rij = tuple(sorted((*jaar.wachtlijst, nieuw), key=lambda een: (een.vastgelegd_op, een.ontvangen_op)))
    antwoord = contract.PlaatsOpWachtlijst(pilotjaar=jaar.jaar, positie=rij.index(nieuw) + 1, aanvraag=nieuw.aanvraag)
    return bied_aan(changed(jaar, wachtlijst=rij), ctx, to(nieuw.zaak_id, antwoord))


def _naar_later_jaar(
    jaar: Pilotjaar, event: contract.WachtlijstVerlaten | contract.PlaatsVernietigd
) -> Iterator[Addressed]:
    """The same word for the year in which the zaak waits now, where it was moved on."""
    for een in jaar.doorgezet:
        if een.zaak_id == event.zaak_id:
            yield to(pilotjaar_id(een.naar), event)
