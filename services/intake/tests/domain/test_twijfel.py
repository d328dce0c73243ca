# SPDX-License-Identifier: EUPL-1.2
"""S5: in doubt, consult first; on every way in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from services.intake.tests.story import MaaktDienIn, MaaktIndiening

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import MeldingIngediend
from zvhh_contracts.partner import Terugkoppeling
from zvhh_intake.domain.rules.toets import codefouten, fouten
from zvhh_intake.handlers import handlers
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import given

T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
CODE = "A-7K4M-9QXT"
WEGEN = ("rest", "concept", "kafka")


def _ingediend(story: Any) -> MeldingIngediend:
    [(_, event)] = story.events
    assert isinstance(event, MeldingIngediend)
    return event


@pytest.mark.parametrize("weg", WEGEN)
@pytest.mark.parametrize(
    ("twijfel", "uitkomst", "code"),
    [
        (None, None, None),
        ({"ja": False}, None, None),
        ({"ja": False, "niemandBereikbaar": True}, None, None),
        ({"ja": True, "niemandBereikbaar": True}, "niemand-bereikbaar", None),
        ({"ja": True, "code": CODE}, "overlegd", CODE),
        ({"ja": True, "code": CODE, "niemandBereikbaar": True}, "overlegd", CODE),
        ({"ja": False, "code": CODE}, "overlegd", CODE),
    ],
)
def test_what_of_a_doubt_goes_into_the_event(
    tafel: Handlers,
    indiening: MaaktIndiening,
    vera: Actor,
    weg: str,
    twijfel: dict[str, Any] | None,
    uitkomst: str | None,
    code: str | None,
) -> None:
    """S5 (Story 2.5): accepted, with the consultation or "niemand bereikbaar" for triage to see; else nothing of it."""
    story = given(tafel).when(indiening(weg, "r", twijfel=twijfel), at=T0, by=vera)
    event = _ingediend(story)
    assert (event.twijfel, event.afstemming) == (uitkomst, code)
    assert (story.state.twijfel, story.state.afstemming) == (uitkomst, code)


@pytest.mark.parametrize("weg", WEGEN)
def test_doubt_without_a_consultation_is_held_back(
    tafel: Handlers, indiening: MaaktIndiening, vera: Actor, weg: str
) -> None:
    """S5 (Story 2.5): 400 for a person, an answer for a partner's system; the number stands in the text."""
    story = given(tafel).when(indiening(weg, "r", twijfel={"ja": True}), at=T0, by=vera)
    if weg == "kafka":
        bericht = Terugkoppeling.model_validate_json(story.effects[0]["data"]["bericht"])
        [(code, tekst)] = [(fout.code, fout.tekst) for fout in bericht.fouten]
    else:
        story.then_refused("eerst-overleggen", status=400)
        assert story.outcome is not None
        assert story.outcome.refused is not None
        [fout] = story.outcome.refused.faults
        code, tekst = fout.code, fout.text
    assert (code, "070-7570900" in tekst) == ("eerst-overleggen", True)
    assert ("Uw concept is bewaard." in tekst) is (weg == "concept")


@pytest.mark.parametrize("concept", [True, False])
def test_a_draft_that_is_held_back_is_kept(config: Configuratie, dien_in: MaaktDienIn, concept: bool) -> None:
    """S5 (Story 2.5): the border says so too, of a draft only."""
    [fout] = fouten(config, dien_in(twijfel={"ja": True}), T0.date(), concept=concept)
    assert ("Uw concept is bewaard." in fout.text) is concept
    for gevonden in (fouten, codefouten):
        [gewoon] = gevonden(config, dien_in(twijfel={"ja": True}), T0.date())
        assert "Uw concept is bewaard." not in gewoon.text


def test_the_number_comes_from_the_configuration(config: Configuratie, indiening: MaaktIndiening, vera: Actor) -> None:
    """S5: another number, no new code."""
    ander = handlers(config.model_copy(update={"telefoon_procesregisseur": "070-0000099"}))
    story = given(ander).when(indiening(twijfel={"ja": True}), at=T0, by=vera)
    assert story.outcome is not None
    assert story.outcome.refused is not None
    assert "070-0000099" in story.outcome.refused.faults[0].text


@pytest.mark.parametrize(
    ("code", "goed"),
    [
        ("A-7K4M-9QXT", True),
        ("A-0000-ZZZZ", True),
        ("", False),
        ("A-7K4M-9QX", False),
        ("A-7K4M-9QXTT", False),
        ("B-7K4M-9QXT", False),
        ("a-7k4m-9qxt", False),
        ("A-7K4M9QXT", False),
        (" A-7K4M-9QXT", False),
        ("A-7K4M-9QXT ", False),
    ],
)
def test_a_code_is_known_by_its_form(config: Configuratie, dien_in: MaaktDienIn, code: str, goed: bool) -> None:
    """S5: whether triage knows it, triage says; a wrong form is a typing error, and no second fault beside it."""
    gevonden = fouten(config, dien_in(twijfel={"ja": True, "code": code}), T0.date())
    assert [fout.code for fout in gevonden] == ([] if goed else ["code-ongeldig"])
