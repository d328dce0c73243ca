# SPDX-License-Identifier: EUPL-1.2
"""What the documents of regie say to each other on `zvhh.regie-intern.v1`.

A casus asks for a place and a pilotjaar answers (S6, S6b); a casus that is destroyed leaves its counts (S18, L8).
`aanvraag` counts the claims of one casus from 1: an answer to a claim that was taken back meanwhile is known by it.
"""

from typing import ClassVar

from zvhh_contracts.event import Code, Event, Moment, ZaakId


class PlaatsGevraagd(Event):
    """Casus → Pilotjaar: a weegoverleg decided passend and doorzetten. The line is ordered by `vastgelegd_op`, then `ontvangen_op`."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-gevraagd.v1"
    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment
    aanvraag: int = 1


class PlaatsToegekend(Event):
    """Pilotjaar → Casus: place `plaats` of `maximum` is yours."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-toegekend.v1"
    pilotjaar: int
    plaats: int
    maximum: int
    vergeven: int
    aanvraag: int = 1


class PlaatsOpWachtlijst(Event):
    """Pilotjaar → Casus: all places are given; you are `positie` in line now, and a place that was offered is no longer."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-op-wachtlijst.v1"
    pilotjaar: int
    positie: int
    aanvraag: int = 1


class PlaatsAangeboden(Event):
    """Pilotjaar → Casus: a place is free and you are next in line; a procesregisseur confirms it (S6b, L9)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-aangeboden.v1"
    pilotjaar: int
    aanvraag: int = 1


class PlaatsTeruggegeven(Event):
    """Casus → Pilotjaar: the opening of `zaak_id` was undone, its place is free (S6b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-teruggegeven.v1"
    zaak_id: ZaakId
    aanvraag: int = 1


class WachtlijstVerlaten(Event):
    """Casus → Pilotjaar: `zaak_id` waits no longer (S6b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.wachtlijst-verlaten.v1"
    zaak_id: ZaakId
    aanvraag: int = 1


class WachtendeDoorgezet(Event):
    """Pilotjaar → the next one: `zaak_id` waits in your line now, by its old moments, and has waited since `sinds` (S6b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.wachtende-doorgezet.v1"
    zaak_id: ZaakId
    vastgelegd_op: Moment
    ontvangen_op: Moment
    sinds: Moment | None = None
    aanvraag: int = 1


class PlaatsVernietigd(Event):
    """Casus → Pilotjaar: `zaak_id` was destroyed (L8): a place that it has stays counted without its id, its turn in line goes.

    `aanvraag` is the claim that stood then, 0 when none did.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.plaatsen.plaats-vernietigd.v1"
    zaak_id: ZaakId
    aanvraag: int = 1


class LaatsteTelling(Event):
    """Casus → Evaluatiejaar, once, when the casus is destroyed: what it adds to each counter (S18).

    No id, no date; months only as seen from the year.
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.evaluaties.laatste-telling.v1"
    tellers: dict[Code, int]
