# SPDX-License-Identifier: EUPL-1.2
"""What commands are answered with."""

from datetime import date, datetime

from zvhh_kit.http import Beeld, Gedaan


class IngediendBeeld(Beeld):
    """The answer to a melding: its zaak, its kenmerk, when it came in, and the year for which it counts (S6)."""

    zaak_id: str
    kenmerk: str
    ontvangen_op: datetime
    pilotjaar: int
    waarschuwingen: tuple[str, ...] = ()


class BewaardBeeld(Beeld):
    """The answer to a saved draft."""

    concept_id: str
    bewaard_tot: datetime


class GemerktBeeld(Beeld):
    """The answer to a mark: its number."""

    nummer: int


class IngebrachtBeeld(Beeld):
    """The answer to a running case: its zaak, its kenmerk, and until when it is kept at most (S6c, L8)."""

    zaak_id: str
    kenmerk: str
    ingebracht_op: datetime
    vernietigen_uiterlijk_op: date
    waarschuwingen: tuple[str, ...]


class TaakAfgerondBeeld(Beeld):
    """Which task is done."""

    taak: str


class NummerBeeld(Beeld):
    """Which person it is from now on, in this zaak, and what whoever typed it must know."""

    nr: int
    waarschuwingen: tuple[str, ...] = ()


ELDERS = ("triage", "meetings", "regie")
"""The services that hear of it by an event."""

NOG_NIET = (
    "Dit geldt nu voor de melding. Voor triage, overleggen en regie geldt het zodra die het bericht hebben: meestal binnen "
    "enkele seconden, bij een storing later. Kan dat kwaad? Laat dan meteen het account van deze persoon intrekken."
)


class WeringGedaanBeeld(Gedaan):
    """The answer: done here. `nog_niet_in`: where it did not hold yet when this was said, for each hears it by an event; so
    that nobody thinks a person kept out who still reads there while the broker is away (L6)."""

    nog_niet_in: tuple[str, ...] = ELDERS
    toelichting: str = NOG_NIET
