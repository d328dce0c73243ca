# SPDX-License-Identifier: EUPL-1.2
"""Core rule: every decide function is total, and a nothing is explicit: what is late, said twice or overtaken changes
nothing, says nothing, and tells whoever reads the log why.

Not for: a message that the kit passes over because it was handled before.
"""

from collections.abc import Callable

import pytest
from pydantic import BaseModel
from services.regie.tests.story import Jaar, Maak, Zaak

from zvhh_contracts.regie_intern import PlaatsTeruggegeven, PlaatsVernietigd, WachtendeDoorgezet, WachtlijstVerlaten
from zvhh_kit.core.handlers import Handlers

OPEN = "2025-03-12 11:00"
NU = "2025-10-22 11:00"
ANDER = "0190aaaa-0000-8000-8000-000000000009"


class Zaken:
    """Zaken in every stand, to say something to."""

    def __init__(self, table: Handlers, maak: Maak) -> None:
        self.table = table
        self.maak = maak

    def na(self, *berichten: BaseModel) -> Zaak:
        return Zaak(self.table).given(*berichten, at=self.maak.op(OPEN))

    def onbekend(self) -> Zaak:
        return Zaak(self.table)

    def aangemeld(self) -> Zaak:
        return self.na(self.maak.melding())

    def gewogen(self) -> Zaak:
        return self.na(self.maak.melding(), self.maak.weegoverleg())

    def wacht(self) -> Zaak:
        return self.gewogen().when(self.maak.wachtlijst(2), at=self.maak.op(OPEN))

    def open(self) -> Zaak:
        return self.maak.open_casus(self.table)

    def mogelijk(self) -> Zaak:
        return self.open().when("afschalen", at=self.maak.op("2025-09-12"))

    def dicht(self) -> Zaak:
        return self.open().when(self.maak.beeindigd("2025-10-22"), at=self.maak.op(NU))

    def jaar(self) -> Jaar:
        """A place for one, with nobody in line."""
        story, moment = Jaar(self.table, subject="pilot-2025"), self.maak.op(OPEN)
        return story.when(self.maak.gevraagd(ANDER, moment, moment, aanvraag=2), at=moment)

    def leeg_jaar(self) -> Jaar:
        return Jaar(self.table, subject="pilot-2025")


def herinnerd(story: Zaak, naam: str, maak: Maak) -> Zaak:
    """The same with this reminder due, as if it had crossed what cancelled it."""
    story.document.reminders[naam] = maak.op(NU)
    return story


def doorgezet(maak: Maak) -> WachtendeDoorgezet:
    return WachtendeDoorgezet(zaak_id=ANDER, vastgelegd_op=maak.op(OPEN), ontvangen_op=maak.op(OPEN), aanvraag=2)


Geval = tuple[Callable[[Zaken, Maak], Zaak | Jaar], Callable[[Maak], BaseModel | str], str]
"""What was said before, what is late or said twice, and why it changes nothing."""

WACHTEND = ("wachtlijst", "jaarwisseling")
WACHT_NIET: dict[str, Callable[[Zaken], Zaak]] = {
    "without-a-zaak": Zaken.onbekend,
    "that-never-waited": Zaken.aangemeld,
    "that-runs": lambda z: z.wacht().when(z.maak.toegekend(), at=z.maak.op(OPEN)),
}


def wachtherinnering(naam: str, zaak: Callable[[Zaken], Zaak]) -> Geval:
    """A reminder of waiting comes due in a zaak that doesn't wait."""
    return lambda z, m: herinnerd(zaak(z), naam, m), lambda m: naam, "wacht niet"


GEVALLEN: dict[str, Geval] = {
    "decided-twice": (
        lambda z, m: z.open().when(m.besluit(OPEN), at=m.op(NU)),
        lambda m: m.besluit(NU),
        "besluit al beantwoord",
    ),
    "ended-twice": (lambda z, m: z.dicht(), lambda m: m.beeindigd(NU), "besluit al beantwoord"),
    "appointed-twice": (
        lambda z, m: z.open().when(m.aangewezen(1, m.een(), "2025-03-12"), at=m.op(NU)),
        lambda m: m.aangewezen(1, m.een(m.RN), "2025-04-01"),
        "aanwijzing al beantwoord",
    ),
    "refused-twice": (
        lambda z, m: z.open().when(m.aangewezen(1, m.een(m.SH), "2025-03-12"), at=m.op(NU)),
        lambda m: m.aangewezen(1, m.een(), "2025-04-01"),
        "aanwijzing al beantwoord",
    ),
    "takes-part": (lambda z, m: z.open(), lambda m: m.erbij(m.VT), "doet al mee"),
    "left-twice": (
        lambda z, m: z.open().when(m.vertrek(m.VT, "2025-04-01"), at=m.op(NU)),
        lambda m: m.vertrek(m.VT, "2025-04-02"),
        "deed niet mee",
    ),
    "no-clock-without-a-zaak": (
        lambda z, m: herinnerd(z.onbekend(), "afschalen", m),
        lambda m: "afschalen",
        "er loopt geen klok",
    ),
    "no-clock-while-waiting": (
        lambda z, m: herinnerd(z.wacht(), "afschalen", m),
        lambda m: "afschalen",
        "er loopt geen klok",
    ),
    "no-clock-after-closing": (
        lambda z, m: herinnerd(z.dicht(), "afschalen", m),
        lambda m: "afschalen",
        "er loopt geen klok",
    ),
    "possible-twice": (lambda z, m: herinnerd(z.mogelijk(), "afschalen", m), lambda m: "afschalen", "al gemeld"),
    "brought-in-twice": (lambda z, m: z.na(m.lopend()), lambda m: m.lopend(kenmerk="ZV-8888-8888"), "zaak al bekend"),
    "reported-twice": (lambda z, m: z.aangemeld(), lambda m: m.melding(gemeente="delft"), "melding al bekend"),
    "withdrawn-twice": (
        lambda z, m: z.na(m.melding(), m.intrekking()),
        lambda m: m.intrekking().model_copy(update={"ingetrokken_op": m.op(NU)}),
        "al ingetrokken",
    ),
    "barred-twice": (lambda z, m: z.na(m.melding(), m.geweerd("x")), lambda m: m.geweerd("x"), "al geweerd"),
    "never-barred": (lambda z, m: z.na(m.melding(), m.geweerd("x")), lambda m: m.opgeheven("y"), "niet geweerd"),
    "barred-in-no-zaak": (lambda z, m: z.onbekend(), lambda m: m.opgeheven("y"), "niet geweerd"),
    "claimed-twice": (
        lambda z, m: z.jaar(),
        lambda m: m.gevraagd(ANDER, m.op(OPEN), m.op(OPEN), aanvraag=2),
        "zaak heeft al een plaats of wacht al",
    ),
    "moved-on-with-a-place": (lambda z, m: z.jaar(), doorgezet, "zaak heeft al een plaats of wacht al"),
    "taken-back-by-an-older-claim": (
        lambda z, m: z.jaar(),
        lambda m: PlaatsTeruggegeven(zaak_id=ANDER, aanvraag=1),
        "zaak heeft hier niets, of vroeg opnieuw",
    ),
    "nothing-to-take-back": (
        lambda z, m: z.leeg_jaar(),
        lambda m: WachtlijstVerlaten(zaak_id=ANDER, aanvraag=1),
        "zaak heeft hier niets, of vroeg opnieuw",
    ),
    "nothing-to-take-back-in-a-year-that-runs": (
        lambda z, m: z.jaar(),
        lambda m: WachtlijstVerlaten(zaak_id="0190aaaa-0000-8000-8000-000000000008", aanvraag=1),
        "zaak heeft hier niets, of vroeg opnieuw",
    ),
    "destroyed-and-unknown-here": (
        lambda z, m: z.jaar(),
        lambda m: PlaatsVernietigd(zaak_id="0190aaaa-0000-8000-8000-000000000008", aanvraag=2),
        "zaak is hier onbekend",
    ),
    "destroyed-before-the-first-claim": (
        lambda z, m: z.leeg_jaar(),
        lambda m: PlaatsVernietigd(zaak_id=ANDER, aanvraag=1),
        "zaak is hier onbekend",
    ),
    "opened-twice": (lambda z, m: z.open(), lambda m: m.toegekend(2), "al geopend, of niet meer gevraagd"),
    "a-place-for-an-older-claim": (
        lambda z, m: z.gewogen(),
        lambda m: m.toegekend(aanvraag=2),
        "al geopend, of niet meer gevraagd",
    ),
    "waits-while-open": (lambda z, m: z.open(), lambda m: m.wachtlijst(), "al geopend, of niet meer gevraagd"),
    "waits-for-an-older-claim": (
        lambda z, m: z.gewogen(),
        lambda m: m.wachtlijst(aanvraag=2),
        "al geopend, of niet meer gevraagd",
    ),
    "waits-in-a-later-year": (
        lambda z, m: z.wacht().when(m.wachtlijst(jaar=2026), at=m.op("2026-01-02")),
        lambda m: m.wachtlijst(5),
        "wacht al in een later jaar",
    ),
    "offered-without-a-zaak": (lambda z, m: z.onbekend(), lambda m: m.aangeboden(), "wacht niet"),
    "offered-while-open": (
        lambda z, m: z.wacht().when(m.toegekend(), at=m.op(OPEN)),
        lambda m: m.aangeboden(),
        "wacht niet",
    ),
    "offered-to-another-claim": (
        lambda z, m: z.wacht(),
        lambda m: m.aangeboden(aanvraag=2),
        "niet meer gevraagd in dat jaar",
    ),
    "offered-in-another-year": (
        lambda z, m: z.wacht(),
        lambda m: m.aangeboden(jaar=2026),
        "niet meer gevraagd in dat jaar",
    ),
    **{f"{naam}-{hoe}": wachtherinnering(naam, zaak) for naam in WACHTEND for hoe, zaak in WACHT_NIET.items()},
    "weighed-again": (
        lambda z, m: z.open(),
        lambda m: m.weegoverleg(),
        "over deze zaak is al besloten",
    ),
    "an-older-version": (
        lambda z, m: z.gewogen().when(m.toch_niet_passend(3), at=m.op(NU)),
        lambda m: m.toch_niet_passend(2),
        "oudere versie van de weging",
    ),
    "the-same-version": (
        lambda z, m: z.gewogen().when(m.toch_niet_passend(3), at=m.op(NU)),
        lambda m: m.toch_niet_passend(3),
        "oudere versie van de weging",
    ),
    "an-older-weegoverleg": (
        lambda z, m: z.na(m.melding(), m.weegoverleg(nummer=2)),
        lambda m: m.herzien(9),
        "oudere versie van de weging",
    ),
    "put-right-after-a-casusoverleg": (
        lambda z, m: z.open().when(m.casusoverleg(), at=m.op(NU)),
        lambda m: m.herzien(deelnemers=()),
        "de gevolgen van de weging staan vast",
    ),
    "put-right-after-closing": (
        lambda z, m: z.dicht(),
        lambda m: m.herzien(deelnemers=()),
        "de gevolgen van de weging staan vast",
    ),
    "put-right-after-leaving-the-line": (
        lambda z, m: z.wacht().when(m.verlaten(), at=m.op(NU), by=m.NOOR),
        lambda m: m.herzien(),
        "de gevolgen van de weging staan vast",
    ),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_what_is_late_or_said_twice_changes_nothing(table: Handlers, maak: Maak, geval: str) -> None:
    """S6, S6b, S14, S16, D1, D3, L6, L8: no event, the same state, other reminders as they were, and the reason why."""
    maak_zaak, bericht, reden = GEVALLEN[geval]
    story, woord = maak_zaak(Zaken(table, maak), maak), bericht(maak)
    voor, wachtend = story.state, {naam: op for naam, op in story.reminders.items() if naam != woord}
    story.when(woord, at=maak.op("2026-02-01")).then_nothing()
    assert story.outcome is not None and story.outcome.reason == reden
    assert (story.state, story.reminders) == (voor, wachtend)
