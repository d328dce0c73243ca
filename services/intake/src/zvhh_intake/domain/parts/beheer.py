# SPDX-License-Identifier: EUPL-1.2
"""What people of intake and its partners recorded of a zaak, beside the melding itself and its term."""

from datetime import date, datetime
from typing import Literal

from zvhh_contracts.casusregie import Casusregie
from zvhh_intake.domain.parts.deel import Deel
from zvhh_kit.domain.decision import Sealed


class Aanvulling(Deel):
    """What the reporter added, and to which question of triage."""

    op: datetime
    door: str
    vraag: int
    tekst: Sealed[str]
    voorwaarden: Sealed[str] | None = None


class Intrekking(Deel):
    """The reporter withdrew the melding; it goes after `vernietigen_op` unless a weegoverleg was held all the same."""

    op: datetime
    door: str
    reden: Sealed[str]
    vernietigen_op: date


class Afgerond(Deel):
    """A task that a person ended, with what they found; `over`: which joined meldingen, or which term, it was about."""

    taak: str
    over: tuple[str, ...] = ()
    bevinding: Sealed[str]
    door: str
    op: datetime


class Wering(Deel):
    """A person was barred from this zaak, and perhaps let in again, each with a reason (L6)."""

    persoon: str
    op: datetime
    door: str
    reden: Sealed[str]
    opgeheven_op: datetime | None = None
    opgeheven_door: str | None = None
    reden_opheffing: Sealed[str] | None = None


class Lopend(Deel):
    """What is known of a running case of before the pilot beside its persons (S6c). Dates are local days."""

    oude_referentie: Sealed[str]
    begonnen_op: date
    laatste_incident_op: datetime | None = None
    casusregie: Casusregie | None = None
    casusregie_van: date | None = None
    laatste_casusoverleg_op: datetime | None = None
    open_afspraken: int = 0


class Onjuistheid(Deel):
    """Someone says that a datum is not right, of person `nr` or of the melding; its supplier is asked and answers (L10)."""

    nummer: int
    nr: int | None = None
    veld: str
    waarom: Sealed[str]
    op: datetime
    door: str
    leverancier: str
    voor: Literal["melder", "deelnemer", "procesregisseur"] = "melder"
    uitkomst: Literal["gerectificeerd", "vernietigd", "juist"] | None = None
    reden: Sealed[str] | None = None
    afgehandeld_op: datetime | None = None
    afgehandeld_door: str | None = None
