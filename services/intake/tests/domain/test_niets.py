# SPDX-License-Identifier: EUPL-1.2
"""Every decide function is total, and a nothing is explicit: what is late, said twice or crossed by something else changes
nothing, says nothing, and tells whoever reads the log why.

Not for: a message that the kit passes over because it was handled before.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts import triages
from zvhh_contracts.intake_intern import HoofdzaakGesloten
from zvhh_contracts.partner import Fout
from zvhh_intake.domain.commands.bewaar_concept import Bewaar
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.merk_verstuurd import MerkVerstuurd
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.derived import OPRUIMEN, UITNODIGING, VERNIETIGEN
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given

A = "0190aaaa-0000-8000-8000-000000000007"
CONCEPT = "concept-0190aaaa-0000-8000-8000-000000000001"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=1)
NOOR = Actor("noor", "00000099000000000100", frozenset({"procesregisseur"}))
DICHT = HoofdzaakGesloten(zaak_id=A, gesloten_op=T0)
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T0, door="noor", bij=A)
FOUT = Fout(code="zorgen-ontbreken", tekst="Beschrijf wat er aan de hand is.", plaats="/zorgen")
VERSTUURD = MerkVerstuurd(antwoord={"kenmerk": "ZV-7K4M-9QXT"})


class Meldingen:
    """Meldingen in every stand, to say something to."""

    def __init__(self, tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> None:
        self.tafel, self.indiening, self.vera = tafel, indiening, vera

    def onbekend(self) -> Story:
        return given(self.tafel)

    def geweigerd(self) -> Story:
        return given(self.tafel, Weiger(referentie="VT-1", fouten=(FOUT,)), at=T0, by=self.vera)

    def gemeld(self) -> Story:
        return given(self.tafel, self.indiening(), at=T0, by=self.vera)

    def dicht(self) -> Story:
        return self.gemeld().when(DICHT, at=T0)

    def aangehouden(self) -> Story:
        houd = HoudAan.model_validate({"naam": "Mr. Testrecht", "reden": "Er loopt een procedure."})
        return self.gemeld().when(houd, at=T0, by=NOOR)

    def zonder_concept(self) -> Story:
        return given(self.tafel, subject=CONCEPT)

    def verstuurd(self) -> Story:
        bewaar = Bewaar.model_validate({"inhoud": {"zorgen": "Elke avond."}})
        return given(self.tafel, bewaar, VERSTUURD, at=T0, by=self.vera, subject=CONCEPT)


Geval = tuple[Callable[[Meldingen], Story], Any, str]
GEVALLEN: dict[str, Geval] = {
    "closed-without-a-melding": (Meldingen.onbekend, DICHT, "geen melding"),
    "closed-to-a-refused-record": (Meldingen.geweigerd, DICHT, "geen melding"),
    "closed-twice": (Meldingen.dicht, DICHT.model_copy(update={"gesloten_op": T1}), "al bekend"),
    "joined-without-a-melding": (Meldingen.onbekend, GEVOEGD, "geen melding"),
    "a-refused-record-joined": (Meldingen.geweigerd, GEVOEGD, "geen melding"),
    "nobody-is-invited-any-more": (Meldingen.gemeld, UITNODIGING, "niets gepland"),
    "on-hold-meanwhile": (Meldingen.aangehouden, VERNIETIGEN, "aangehouden"),
    "accepted-meanwhile": (Meldingen.gemeld, OPRUIMEN, "aangenomen"),
    "sent-without-a-draft": (Meldingen.zonder_concept, VERSTUURD, "al gemerkt"),
    "sent-twice": (Meldingen.verstuurd, MerkVerstuurd(antwoord={"kenmerk": "ander"}), "al gemerkt"),
}


@pytest.fixture
def meldingen(tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> Meldingen:
    """Meldingen of Vera."""
    return Meldingen(tafel, indiening, vera)


def _herinnerd(story: Story, naam: str) -> Story:
    """The same with this reminder due, as if it had crossed what cancelled it."""
    story.document.reminders[naam] = T1
    return story


@pytest.mark.parametrize("geval", GEVALLEN)
def test_what_is_late_or_said_twice_changes_nothing(meldingen: Meldingen, geval: str) -> None:
    """D1, D11b, L6, L8: no event, the same state, other reminders as they were, and the reason why."""
    maak, woord, reden = GEVALLEN[geval]
    story = maak(meldingen)
    voor, wachtend = story.state, {naam: op for naam, op in story.reminders.items() if naam != woord}
    if isinstance(woord, str):
        _herinnerd(story, woord)
    story.when(woord, at=T1, by=meldingen.vera).then_nothing()
    assert story.outcome is not None
    assert story.outcome.reason == reden
    assert (story.state, story.reminders) == (voor, wachtend)


def test_what_comes_too_early_waits_for_its_day(meldingen: Meldingen) -> None:
    """L8: the term moved since the reminder was set: nothing is destroyed yet, and it is set anew."""
    story = _herinnerd(meldingen.gemeld(), VERNIETIGEN).when(VERNIETIGEN, at=T1).then_nothing()
    assert story.outcome is not None
    assert (story.outcome.reason, story.state.stand) == ("nog niet", "gemeld")
    assert story.reminders == {VERNIETIGEN: at_local(date(2030, 3, 3))}
