# SPDX-License-Identifier: EUPL-1.2
"""Drafts: kept 30 days after the last save, sent once, forgotten."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from zvhh_intake.domain.commands.bewaar_concept import Bewaar
from zvhh_intake.domain.commands.gooi_concept_weg import GooiWeg
from zvhh_intake.domain.commands.merk_verstuurd import MerkVerstuurd
from zvhh_intake.domain.concept import is_concept
from zvhh_kit.core.handlers import Handlers, is_zaak
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import SUBJECT, Story, given

ID = "concept-0190aaaa-0000-8000-8000-000000000001"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)


def _bewaar(**inhoud: object) -> Bewaar:
    return Bewaar.model_validate({"inhoud": inhoud})


def _effecten(story: Story) -> list[str]:
    return [effect["kind"] for effect in story.effects]


@pytest.fixture
def concept(tafel: Handlers, vera: Actor) -> Story:
    """A draft of Vera's."""
    return given(tafel, _bewaar(relatie="partner"), at=T0, by=vera, subject=ID)


def test_ids_of_drafts_and_zaken_never_overlap() -> None:
    """One subject is of one kind."""
    assert (is_concept(ID), is_zaak(ID), is_concept(SUBJECT)) == (True, False, False)


def test_a_draft_is_kept_30_days_after_it_was_last_saved(concept: Story, vera: Actor) -> None:
    """D1, L8: any part may be missing; the second save moves the end; then it is destroyed with its key."""
    assert concept.outcome is not None
    assert concept.outcome.result == {"conceptId": ID, "bewaardTot": "2025-04-02T08:12:00.000Z"}
    assert (concept.state.oin, concept.state.persoon) == (vera.oin, "vera")

    later = T0 + timedelta(days=10)
    concept.when(_bewaar(zorgen="meer"), at=later, by=vera).then_nothing()
    assert concept.reminders == {"verlopen": later + timedelta(days=30)}
    assert (concept.state.aangemaakt_op, concept.state.opgeslagen_op) == (T0, later)

    concept.when("verlopen", at=later + timedelta(days=30)).then()
    assert (concept.state, concept.document.gone is not None, _effecten(concept)) == (None, True, ["vernietig-sleutel"])


def test_until_when_it_is_kept_is_told_in_utc(tafel: Handlers, vera: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """D1: wherever the machine stands."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        concept = given(tafel, _bewaar(relatie="partner"), at=T0, by=vera, subject=ID)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert concept.outcome is not None
    assert concept.outcome.result == {"conceptId": ID, "bewaardTot": "2025-04-02T08:12:00.000Z"}


def test_a_draft_that_was_sent_keeps_its_answer_and_no_content(concept: Story, vera: Actor) -> None:
    """D1: sent twice is one melding; the content lives on in the melding only."""
    antwoord = {"zaakId": SUBJECT, "kenmerk": "ZV-7K4M-9QXT"}
    concept.when(MerkVerstuurd(antwoord=antwoord), at=T0, by=vera).then_nothing()
    assert (concept.state.inhoud, concept.state.verstuurd) == (None, antwoord)

    concept.when(MerkVerstuurd(antwoord={"kenmerk": "ander"}), at=T0, by=vera).then_nothing()
    assert concept.state.verstuurd == antwoord
    concept.when(_bewaar(zorgen="nog iets"), at=T0, by=vera).then_refused("al-verstuurd", status=409)


def test_a_draft_is_thrown_away(concept: Story, vera: Actor) -> None:
    """D1: content and all; afterwards there is nothing to save or to throw away."""
    concept.when(GooiWeg(), at=T0, by=vera).then()
    assert (concept.state, concept.reminders, _effecten(concept)) == (None, {}, ["vernietig-sleutel"])
    concept.when(GooiWeg(), at=T0, by=vera).then_refused("bestaat-niet", status=404)
    concept.when(_bewaar(zorgen="nog iets"), at=T0, by=vera).then_refused("bestaat-niet", status=404)


def test_nothing_to_throw_away_or_mark(tafel: Handlers, vera: Actor) -> None:
    """There is no draft by that id."""
    given(tafel, subject=ID).when(GooiWeg(), at=T0, by=vera).then_refused("bestaat-niet", status=404)
    given(tafel, subject=ID).when(MerkVerstuurd(antwoord={}), at=T0, by=vera).then_nothing()
