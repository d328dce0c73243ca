# SPDX-License-Identifier: EUPL-1.2
"""Persons who are kept out of one zaak (L6)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts import overleggen, triages
from zvhh_contracts.configuration import Configuratie, Professional
from zvhh_contracts.intake_intern import HoofdzaakGesloten
from zvhh_contracts.meldingen import (
    BewaartermijnGewijzigd,
    MeldingAangevuld,
    MeldingAfgeschermd,
    MeldingIngetrokken,
    ProfessionalGeweerd,
    WeringOpgeheven,
)
from zvhh_intake.access import ACCESS
from zvhh_intake.domain.commands.hef_afscherming_op import HefAfschermingOp
from zvhh_intake.domain.commands.hef_wering_op import HefWeringOp
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.commands.rond_af import RondAf
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_intake.domain.commands.weer import Weer
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.derived import UITNODIGING
from zvhh_intake.handlers import handlers
from zvhh_intake.queries import invited, kept, own, running
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given

PO, ZVHH = "00000099000000002000", "00000099000000000100"
ANDER = "0190aaaa-0000-8000-8000-000000000007"
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


AFGEWEZEN = triages.TriageAfgewezen(
    versie=2, afgewezen_op=T1, door="noor", route="regulier", vernietigen_op=date(2025, 4, 3)
)
GEPLAND = overleggen.WeegoverlegGepland(nummer=1, begin=T1, duur_minuten=60, genodigden=(PO,))
DAARNA: dict[str, tuple[tuple[BaseModel, ...], BaseModel | str, datetime, tuple[BaseModel, ...]]] = {
    "supplemented": (
        (triages.AanvullingGevraagd(versie=1, gevraagd_op=T1, uiterlijk_op=date(2025, 3, 12)),),
        VulAan.model_validate({"tekst": "Meer."}),
        T1,
        (MeldingAangevuld(aangevuld_op=T1),),
    ),
    "withdrawn": ((), TrekIn.model_validate({"reden": "r"}), T1, (MeldingIngetrokken(ingetrokken_op=T1),)),
    "task-ended": (
        (triages.MeldingToegevoegd(zaak_id=ANDER, toegevoegd_op=T1), AFGEWEZEN),
        RondAf.model_validate({"taak": "gevoegde-melding-bekijken", "bevinding": "Gezien."}),
        T1,
        (),
    ),
    "invitation-over": ((GEPLAND,), UITNODIGING, T1 + timedelta(days=40), ()),
    "shield-lifted": ((), HefAfschermingOp.model_validate({"nr": 1, "reden": "r", "afgeschermd": True}), T1, ()),
    "marked": ((), MerkOnjuist.model_validate({"veld": "zorgen", "waarom": "w"}), T1, ()),
    "closed-with-its-zaak": (
        (triages.TriageGevoegd(versie=1, gevoegd_op=T1, door="noor", bij=ANDER),),
        HoofdzaakGesloten(zaak_id=ANDER, gesloten_op=T1),
        T1,
        (MeldingAfgeschermd(hoofdzaak_id=ANDER, afgeschermd_op=T1),),
    ),
    "held": (
        (),
        HoudAan.model_validate({"naam": "n", "reden": "r"}),
        T1,
        (BewaartermijnGewijzigd(soort="aangehouden", vernietigen_op=None, op=T1),),
    ),
}
"""What was heard, what is done then and when, and all that is told of it."""


@pytest.mark.parametrize("wat", DAARNA)
def test_who_is_barred_is_told_once(story: Story, wat: str) -> None:
    """L6: whatever is done to the zaak afterwards, it says again of nobody that they are barred."""
    gehoord, gedaan, op, verteld = DAARNA[wat]
    story.when(_weer("piet"), at=T1, by=NOOR)
    for event in gehoord:
        story.when(event, at=T1)
    story.when(gedaan, at=op, by=NOOR).then(*verteld)
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
