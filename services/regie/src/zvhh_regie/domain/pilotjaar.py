# SPDX-License-Identifier: EUPL-1.2
"""A pilot year with its places and its line: one document, so that there is no race to lose (S6).

For: giving a place or a position in line. Places are numbered by the arrival of the claim and never come back by
afschalen (S6b). Not for: a free place for who waits; that is offered and confirmed by a procesregisseur, later.
"""

import re

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Moment, ZaakId
from zvhh_contracts.regie_intern import PlaatsOpWachtlijst, PlaatsToegekend
from zvhh_kit.decision import Context, Decision, to
from zvhh_regie.domain.casus import Deel
from zvhh_regie.foreign import PlaatsGevraagd

_ID = re.compile(r"pilot-(\d{4})")


def pilotjaar_id(jaar: int) -> str:
    """The id of the document of a pilot year."""
    return f"pilot-{jaar}"


def is_pilotjaar(subject: str) -> bool:
    """Whether a subject is the id of a pilot year."""
    return _ID.fullmatch(subject) is not None


class Plek(Deel):
    """A place that was given: `nummer` counts from 1 in order of arrival."""

    zaak_id: ZaakId
    nummer: int
    vergeven_op: Moment


class Wachtende(Deel):
    """A zaak in line, since `sinds`; its place in line follows from the other two moments."""

    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment
    sinds: Moment


class Pilotjaar(Deel):
    """Places given and the line, in order; `maximum` is the first cap, from the configuration.

    `in_configuratie` is False for a year that the configuration didn't know at the first claim: it has no places, so
    every zaak waits and none is lost, until the cap is raised.
    """

    jaar: int
    maximum: int
    in_configuratie: bool = True
    plaatsen: tuple[Plek, ...] = ()
    wachtlijst: tuple[Wachtende, ...] = ()

    @property
    def vergeven(self) -> int:
        """How many places are given."""
        return len(self.plaatsen)

    @property
    def vrij(self) -> int:
        """How many places are left."""
        return max(0, self.maximum - self.vergeven)

    def kent(self, zaak_id: str) -> bool:
        """Whether a zaak has a place or waits."""
        return zaak_id in {plek.zaak_id for plek in self.plaatsen} | {een.zaak_id for een in self.wachtlijst}


def begin(config: Configuratie, jaar: int) -> Pilotjaar:
    """A year before its first claim: the configuration gives the first cap, none where it doesn't know the year."""
    geregeld = config.pilotjaren.get(jaar)
    if geregeld is None:
        return Pilotjaar(jaar=jaar, maximum=0, in_configuratie=False)
    return Pilotjaar(jaar=jaar, maximum=geregeld.maximum)


def wijs_toe(config: Configuratie, jaar: Pilotjaar | None, event: PlaatsGevraagd, ctx: Context) -> Decision[Pilotjaar]:
    """Give the next place, or a position in line when all are given or others already wait (S6). A repeat is quiet."""
    jaar = jaar or begin(config, int(ctx.subject.removeprefix("pilot-")))
    if jaar.kent(event.zaak_id):
        return Decision.nothing("zaak heeft al een plaats of wacht al")
    if jaar.vrij > 0 and not jaar.wachtlijst:
        return _ken_toe(jaar, event, ctx)
    return _zet_in_rij(jaar, event, ctx)


def _ken_toe(jaar: Pilotjaar, event: PlaatsGevraagd, ctx: Context) -> Decision[Pilotjaar]:
    plek = Plek(zaak_id=event.zaak_id, nummer=jaar.vergeven + 1, vergeven_op=ctx.received)
    jaar = jaar.model_copy(update={"plaatsen": (*jaar.plaatsen, plek)})
    antwoord = PlaatsToegekend(pilotjaar=jaar.jaar, plaats=plek.nummer, maximum=jaar.maximum, vergeven=jaar.vergeven)
    return Decision(jaar, (to(event.zaak_id, antwoord),))


def _zet_in_rij(jaar: Pilotjaar, event: PlaatsGevraagd, ctx: Context) -> Decision[Pilotjaar]:
    """The line is ordered by the moment of vastleggen, then of receipt of the melding, then of arrival (S6)."""
    nieuw = Wachtende(
        zaak_id=event.zaak_id, vastgelegd_op=event.vastgelegd_op, ontvangen_op=event.ontvangen_op, sinds=ctx.received
    )
    rij = tuple(sorted((*jaar.wachtlijst, nieuw), key=lambda een: (een.vastgelegd_op, een.ontvangen_op)))
    antwoord = PlaatsOpWachtlijst(pilotjaar=jaar.jaar, positie=rij.index(nieuw) + 1)
    return Decision(jaar.model_copy(update={"wachtlijst": rij}), (to(event.zaak_id, antwoord),))
