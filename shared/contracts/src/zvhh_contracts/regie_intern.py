# SPDX-License-Identifier: EUPL-1.2
"""What the documents of regie say to each other on `zvhh.regie-intern.v1`: a casus asks for a place, a pilotjaar answers (S6)."""

from typing import ClassVar

from zvhh_contracts.event import Event, Moment, ZaakId


class PlaatsGevraagd(Event):
    """Casus → Pilotjaar: a weegoverleg decided passend and doorzetten. The line is ordered by `vastgelegd_op`, then `ontvangen_op`."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-gevraagd.v1"
    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment


class PlaatsToegekend(Event):
    """Pilotjaar → Casus: place `plaats` of `maximum` is yours."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-toegekend.v1"
    pilotjaar: int
    plaats: int
    maximum: int
    vergeven: int


class PlaatsOpWachtlijst(Event):
    """Pilotjaar → Casus: all places are given; you are `positie` in line now."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-op-wachtlijst.v1"
    pilotjaar: int
    positie: int
