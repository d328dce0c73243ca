# SPDX-License-Identifier: EUPL-1.2
"""Persons who are kept out of one zaak (L6)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts.configuration import Configuratie, Professional
from zvhh_contracts.meldingen import ProfessionalGeweerd, WeringOpgeheven
from zvhh_intake.access import ACCESS
from zvhh_intake.domain.commands.hef_wering_op import HefWeringOp
from zvhh_intake.domain.commands.weer import Weer
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.handlers import handlers
from zvhh_intake.queries import invited, kept, own, running
from zvhh_kit.decision import Actor
from zvhh_kit.testing import Story, given

PO, ZVHH = "00000099000000002000", "00000099000000000100"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=1)
NOOR = Actor("noor", ZVHH, frozenset({"procesregisseur"}))


@pytest.fixture
def story(config: Configuratie, indiening: MaaktIndiening, vera: Actor) -> Story:
    """A melding, where one professional is known: Piet of the police."""
    piet = Professional(id="piet", organisatie=PO, naam="Piet Proef")
    return given(handlers(config.model_copy(update={"professionals": (piet,)})), indiening(), at=T0, by=vera)


def _weer(persoon: str) -> Weer:
    return Weer.model_validate({"persoon": persoon, "reden": "Familie van de pleger."})


def _hef(persoon: str) -> HefWeringOp:
    return HefWeringOp.model_validate({"persoon": persoon, "redenOpheffing": "Een naamgenoot."})


def test_barred_and_let_in_again(story: Story) -> None:
    """L6: an event each way, the history with both reasons, and one list of who is barred now."""
    story.when(_weer("piet"), at=T1, by=NOOR).then(ProfessionalGeweerd(persoon="piet", per=T1))
    assert story.state.geweerd == ("piet",)
    story.when(_hef("piet"), at=T1, by=NOOR).then(WeringOpgeheven(persoon="piet", per=T1))
    assert story.state.geweerd == ()
    story.when(_weer("piet"), at=T1, by=NOOR)
    assert story.state.geweerd == ("piet",)
    eerste, tweede = story.state.weringen
    assert (eerste.opgeheven_door, eerste.opgeheven_op, eerste.reden_opheffing.cipher) == (
        "noor",
        T1,
        b"Een naamgenoot.",
    )
    assert (tweede.opgeheven_op, tweede.door, tweede.reden.cipher) == (None, "noor", b"Familie van de pleger.")


def test_the_reporter_can_be_barred_too(story: Story) -> None:
    """L6: the (vermeend) pleger or kin may be who reports; also one who stands in no list."""
    story.when(_weer("vera"), at=T1, by=NOOR)
    story.when(_weer("piet"), at=T1, by=NOOR)
    assert story.state.geweerd == ("piet", "vera")
    story.when(_hef("vera"), at=T1, by=NOOR)
    assert story.state.geweerd == ("piet",)


def test_who_can_t_be_barred(story: Story) -> None:
    """L6: only who is known, and only once; nobody is let in who was not barred."""
    story.when(_weer("niemand"), at=T1, by=NOOR).then_refused("persoon-onbekend", status=400)
    story.when(_hef("piet"), at=T1, by=NOOR).then_refused("niet-geweerd", status=409)
    story.when(_weer("piet"), at=T1, by=NOOR)
    story.when(_weer("piet"), at=T1, by=NOOR).then_refused("al-geweerd", status=409)


def test_there_must_be_a_melding(config: Configuratie, vera: Actor) -> None:
    """D1: a refused record is none."""
    geweigerd = Weiger.model_validate(
        {
            "referentie": "r",
            "fouten": [{"code": "zorgen-ontbreken", "tekst": "Beschrijf wat er aan de hand is.", "plaats": "/zorgen"}],
        }
    )
    story = given(handlers(config), geweigerd, at=T0, by=vera)
    story.when(_weer("vera"), at=T1, by=NOOR).then_refused("bestaat-niet", status=404)
    story.when(_hef("vera"), at=T1, by=NOOR).then_refused("bestaat-niet", status=404)


@pytest.mark.parametrize("zicht", [running, own, invited, kept])
def test_every_sight_leaves_the_barred_out(zicht: Callable[[Actor], dict[str, Any]]) -> None:
    """L6: whatever the role."""
    assert zicht(Actor("piet", PO))["state.geweerd"] == {"$ne": "piet"}


def test_no_operation_on_a_melding_forgets_it() -> None:
    """L6: each row of the table either makes something new, is about no zaak, or leaves the barred out."""
    nieuw = {
        "meld",
        "bewaar_nieuw_concept",
        "breng_lopende_zaak_in",
        "lees_jaarvragen",
        "lees_jaarantwoord",
        "beantwoord_jaarvraag",
    }
    nieuw |= {"lees_verwerkingen", "lees_verwerkingen_csv"}  # who did what, nothing of a zaak itself (L7)
    wie = Actor("piet", PO)
    for operatie, rij in ACCESS.items():
        for rol, zicht in rij.items():
            filter_ = zicht(wie)
            goed = operatie in nieuw or filter_.get("state.persoon") == "piet" or "state.geweerd" in filter_
            assert goed, (operatie, rol)
