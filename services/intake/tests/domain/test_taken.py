# SPDX-License-Identifier: EUPL-1.2
"""Every task of intake comes up and can be ended by a person; what one found says nothing of the next one."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from services.intake.tests.conftest import VT
from services.intake.tests.story import Gemeld

from zvhh_contracts import casussen, triages
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import TAKEN, van
from zvhh_intake.domain.commands.handel_onjuist_af import HandelAf
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.commands.rond_af import Afrondbaar, RondAf
from zvhh_intake.domain.commands.verleng_bewaren import VerlengBewaren
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_intake.domain.commands.wijzig_betrokkene import WijzigBetrokkene
from zvhh_intake.domain.rules.besluit import TERMIJN, bewaartaak, over
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story

A, B = (f"0190bbbb-0000-8000-8000-00000000000{n}" for n in (1, 2))
ZVHH = "00000099000000000100"
NOOR = Actor("noor.testema", ZVHH, frozenset({"procesregisseur"}))
VERA = Actor("vera", VT, frozenset({"melder"}))
T1, LAATST = datetime(2025, 3, 5, 12, tzinfo=UTC), datetime(2030, 1, 10, 12, tzinfo=UTC)
LOOPT = casussen.CasusGeopend(pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=T1, afschalen_mogelijk_op=T1)
GEVRAAGD = triages.AanvullingGevraagd(versie=1, gevraagd_op=T1, uiterlijk_op=date(2025, 3, 12))
AFGEWEZEN = triages.TriageAfgewezen(
    versie=1, afgewezen_op=T1, door="noor.testema", route="regulier", vernietigen_op=date(2025, 4, 4)
)


def rond_af(taak: str) -> RondAf:
    """What was found."""
    return RondAf.model_validate({"taak": taak, "bevinding": "Nagegaan; het is goed zo."})


def gevoegd(zaak: str) -> triages.MeldingToegevoegd:
    """Another melding joins."""
    return triages.MeldingToegevoegd(zaak_id=zaak, toegevoegd_op=T1)


def codes(story: Story, op: datetime = T1) -> list[str]:
    """The tasks at a moment."""
    termijn = bewaartaak(story.state, op.date(), Configuratie().termijnen.bewaartermijn_melden_maanden)
    return [taak.code for taak in (*story.state.taken, termijn) if taak is not None]


MERK = MerkOnjuist.model_validate({"nr": 1, "veld": "naam", "waarom": "Dit klopt niet."})
JUIST = HandelAf.model_validate({"nummer": 1, "uitkomst": "juist", "reden": "Nagekeken."})
ANTWOORD = VulAan.model_validate({"tekst": "Meer."})
PIEKEN: dict[str, tuple[Callable[[Gemeld], Story], tuple[Any, Actor], datetime]] = {
    "vul-aan": (lambda gemeld: gemeld(GEVRAAGD, op=T1), (ANTWOORD, VERA), T1),
    "controleer-gegeven": (lambda gemeld: gemeld().when(MERK, at=T1, by=NOOR), (JUIST, VERA), T1),
    "bewaartermijn-loopt-af": (lambda gemeld: gemeld(LOOPT, op=T1), (rond_af("bewaartermijn-loopt-af"), NOOR), LAATST),
    "gevoegde-melding-bekijken": (
        lambda gemeld: gemeld(gevoegd(A), AFGEWEZEN, op=T1),
        (rond_af("gevoegde-melding-bekijken"), NOOR),
        T1,
    ),
}
"""Code → how it comes up, what a person does to end it, and when."""


@pytest.mark.parametrize(
    "code", sorted(van("intake") - {"jaarlijkse-vraag"})
)  # that one is about no zaak: test_beheer_api
def test_every_task_comes_up_and_can_be_ended(gemeld: Gemeld, code: str) -> None:
    """S10, L8, L10, D11b: by a person, whichever task it is."""
    comes_up, (done, wie), op = PIEKEN[code]
    story = comes_up(gemeld)
    assert code in codes(story, op)
    story.when(done, at=op, by=wie)
    assert story.outcome is not None and story.outcome.status == "handled", story.outcome
    assert code not in codes(story, op)


def test_the_command_that_ends_tasks_knows_those_of_the_table() -> None:
    """L8: a task that is ended by saying so, and no other."""
    assert set(get_args(Afrondbaar)) == {code for code in van("intake") if TAKEN[code].afrondbaar}


def test_another_term_is_another_task(gemeld: Gemeld) -> None:
    """L8: looked at before it was renewed, it is looked at again at the end of the renewal; twice is refused."""
    story = gemeld(LOOPT, op=T1).when(rond_af("bewaartermijn-loopt-af"), at=LAATST, by=NOOR).then_nothing()
    assert story.outcome is not None
    assert story.outcome.result == {"taak": "bewaartermijn-loopt-af"}
    assert story.state.termijn_bekeken is True
    story.when(rond_af("bewaartermijn-loopt-af"), at=LAATST, by=NOOR).then_refused("taak-niet-open", status=409)
    verlengd = VerlengBewaren.model_validate(
        {
            "tot": date(2031, 1, 10),
            "reden": "Er loopt een zaak.",
            "toestemmingen": [{"oin": VT, "op": date(2030, 1, 9)}],
        }
    )
    story.when(verlengd, at=LAATST, by=NOOR)
    assert (story.state.termijn_bekeken, codes(story, datetime(2030, 12, 1, tzinfo=UTC))) == (
        False,
        ["bewaartermijn-loopt-af"],
    )


def test_another_melding_that_joins_is_another_task(gemeld: Gemeld) -> None:
    """D11b: the first was looked at; the next one was not; and one that splits off again asks nothing."""
    story = gemeld(gevoegd(A), AFGEWEZEN, op=T1).when(rond_af("gevoegde-melding-bekijken"), at=T1, by=NOOR)
    assert codes(story) == []
    assert codes(story.when(gevoegd(B), at=T1)) == ["gevoegde-melding-bekijken"]
    story.when(rond_af("gevoegde-melding-bekijken"), at=T1, by=NOOR)
    assert codes(story.when(triages.MeldingAfgesplitst(zaak_id=A, afgesplitst_op=T1), at=T1)) == []


def test_on_hold_there_is_no_term_to_have_looked_at(gemeld: Gemeld) -> None:
    """L8: nobody is asked, and what is said of it is of no term."""
    story = gemeld(LOOPT, op=T1)
    assert over(story.state, TERMIJN) == ("2030-03-03",)
    story.when(HoudAan.model_validate({"naam": "n", "reden": "r"}), at=LAATST, by=NOOR)
    assert (codes(story, LAATST), over(story.state, TERMIJN)) == ([], ())
    story.when(rond_af(TERMIJN), at=LAATST, by=NOOR).then_refused("taak-niet-open", status=409)


EINDE = date(2030, 3, 3)
KAREL = {"rol": "kring", "gegevens": {"naam": "Karel Bedacht"}, "geinformeerd": {"ja": True}}
GEMERKT = (
    WijzigBetrokkene.model_validate({"betrokkene": KAREL, "reden": "r"}),
    MerkOnjuist.model_validate({"nr": 3, "veld": "naam", "waarom": "Dit klopt niet."}),
)
"""What the ZVHH brought in itself is checked by a procesregisseur, without a day."""
BEKEKEN, VAST = rond_af(TERMIJN), HoudAan.model_validate({"naam": "n", "reden": "r"})


@pytest.mark.parametrize(
    ("gehoord", "gedaan", "plaats"),
    [
        ((), (), "2030-03-03"),
        ((GEVRAAGD,), (), "2030-03-03"),
        ((AFGEWEZEN,), (), ""),
        ((gevoegd(A), AFGEWEZEN), (), "2025-04-03"),
        ((AFGEWEZEN,), GEMERKT, "2030-03-03"),
        ((LOOPT,), (BEKEKEN,), ""),
        ((LOOPT,), (VAST,), ""),
        ((LOOPT,), (VAST, *GEMERKT), "2030-03-03"),
    ],
    ids=["reported", "asked", "a no", "a no, joined", "a no, marked", "looked at", "on hold", "on hold, marked"],
)
def test_the_place_in_the_list_of_a_procesregisseur(
    gemeld: Gemeld, gehoord: tuple[BaseModel, ...], gedaan: tuple[BaseModel, ...], plaats: str
) -> None:
    """L8: the day of what they do, and of nobody else's task; without one at the end of the term; and none without a task."""
    story = gemeld(*gehoord, op=T1)
    for command in gedaan:
        story.when(command, at=LAATST if command is BEKEKEN else T1, by=NOOR)
    assert story.state.procesregisseur_uiterlijk == plaats


@pytest.mark.parametrize("gehoord", [(), (GEVRAAGD,), (AFGEWEZEN,), (gevoegd(A), AFGEWEZEN), (LOOPT,)])
@pytest.mark.parametrize("gedaan", [(), (BEKEKEN,), (VAST,), GEMERKT, (VAST, *GEMERKT)])
def test_who_has_a_place_by_a_day_has_a_task_on_it(
    gemeld: Gemeld, gehoord: tuple[BaseModel, ...], gedaan: tuple[BaseModel, ...]
) -> None:
    """L8: so that a list may ask for days alone: a task now, or one that the term brings by then; and nobody else has either."""
    story = gemeld(*gehoord, op=T1)
    for command in gedaan:
        story.when(command, at=LAATST, by=NOOR)
    van_hen = any(taak.voor == "procesregisseur" for taak in story.state.taken)
    maanden = Configuratie().termijnen.bewaartermijn_melden_maanden
    assert bool(story.state.procesregisseur_uiterlijk) == (
        van_hen or bewaartaak(story.state, EINDE, maanden) is not None
    )
