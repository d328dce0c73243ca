# SPDX-License-Identifier: EUPL-1.2
"""The places and the line of a pilot year, and how they came (S6, S6b)."""

from zvhh_contracts.event import Moment, Persoon, ZaakId
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.deel import Deel


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
