# SPDX-License-Identifier: EUPL-1.2
"""A melding that was joined to a running zaak (D11b): its reporter loses nothing of it, and it goes with that zaak (L8)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import BaseModel
from services.intake.tests.story import Gemeld

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.intake_intern import HoofdzaakVernietigd
from zvhh_contracts.meldingen import MeldingVernietigd
from zvhh_intake.domain.commands.geef_vrij import GeefVrij
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.verleng_bewaren import VerlengBewaren
from zvhh_intake.domain.derived import VERNIETIGEN
from zvhh_intake.domain.rules.terugkoppeling import toelichting
from zvhh_intake.views.meldingen import StandBeeld
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import SUBJECT, given

A, B, C = (f"0190aaaa-0000-8000-8000-00000000000{n}" for n in (7, 8, 9))
PO = "00000099000000002000"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=90)
LATER = datetime(2028, 1, 1, 12, tzinfo=UTC)
NOOR = Actor("noor", "00000099000000000100", frozenset({"procesregisseur"}))
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T1, door="noor", bij=A)
HEROPEND = triages.TriageHeropend(versie=2, heropend_op=T1, door="noor")
AFGEWEZEN = triages.TriageAfgewezen(
    versie=1, afgewezen_op=T0, door="bram", route="lokaal", vernietigen_op=date(2025, 4, 2)
)
WEG = HoofdzaakVernietigd(zaak_id=A, vernietigd_op=LATER)


def test_the_reporter_reads_that_it_is_dealt_with(gemeld: Gemeld) -> None:
    """D11b: no refusal, the words of routes lokaal and geen, and nothing that tells of another zaak; no short term."""
    melding = gemeld(GEVOEGD).state
    assert (melding.stand, melding.toegang, melding.einde_bewaren) == ("gevoegd", (), date(2030, 3, 3))
    assert toelichting(melding) == "Uw melding is behandeld. De procesregisseur belt u."
    gezien = StandBeeld.van(SUBJECT, melding)
    assert (gezien.stand, gezien.stand_tekst, gezien.route) == ("behandeld", "Behandeld", None)
    assert "oegd" not in gezien.model_dump_json()
    assert StandBeeld.van(SUBJECT, melding, onverhuld=True).stand == "gevoegd"


def test_every_melding_of_which_a_reporter_is_called_reads_alike(gemeld: Gemeld) -> None:
    """D5, D11b: joined, left the line, or a no with route lokaal or geen of triage or of the weegoverleg; another no does not."""
    gehouden = overleggen.WeegoverlegGehouden(
        nummer=1, gehouden_op=T1, vastgelegd_op=T1, besloten=True, aanwezigen=(PO,)
    )
    nee = gehouden.model_copy(update={"passend": False, "route": "lokaal"})
    ja = gehouden.model_copy(update={"passend": True, "doorzetten": "ja", "deelnemers": (PO,)})
    wacht = casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=T1, besluit_op=T1)
    weg = casussen.CasusVanWachtlijst(pilotjaar=2025, route="regulier", van_wachtlijst_op=T1, door="noor")
    gepland = overleggen.WeegoverlegGepland(nummer=1, begin=T1, duur_minuten=60, genodigden=(PO,))
    gelezen = [
        StandBeeld.van(SUBJECT, gemeld(*gehoord).state)
        for gehoord in (
            (GEVOEGD,),
            (gepland, GEVOEGD),
            (AFGEWEZEN,),
            (AFGEWEZEN.model_copy(update={"route": "geen"}),),
            (nee,),
            (ja, wacht, weg),
        )
    ]
    assert [een for een in gelezen if een != gelezen[0]] == []
    anders = StandBeeld.van(SUBJECT, gemeld(AFGEWEZEN.model_copy(update={"route": "regulier"})).state)
    assert (anders.stand, anders.route, anders.vernietigen_op) == ("afgewezen", "regulier", date(2025, 4, 2))


def test_split_off_it_is_judged_on_its_own(gemeld: Gemeld) -> None:
    """D11b: the stand comes back, as triage says from there; a planned weegoverleg too."""
    story = gemeld(GEVOEGD, HEROPEND)
    assert (story.state.stand, story.state.hoofdzaak_weg_op) == ("gemeld", None)
    story.when(AFGEWEZEN.model_copy(update={"versie": 3}), at=T1)
    assert story.state.stand == "afgewezen"


def test_guests_of_a_weegoverleg_lose_a_melding_that_was_joined(gemeld: Gemeld) -> None:
    """D11b, L6: it is dealt with in the other zaak."""
    gepland = overleggen.WeegoverlegGepland(nummer=1, begin=T1, duur_minuten=60, genodigden=(PO,))
    story = gemeld(gepland, GEVOEGD)
    assert (story.state.stand, story.state.toegang) == ("gevoegd", ())
    assert story.when(HEROPEND, at=T1).state.stand == "weegoverleg-gepland"


def _toegevoegd(zaak: str) -> triages.MeldingToegevoegd:
    return triages.MeldingToegevoegd(zaak_id=zaak, toegevoegd_op=T1)


def test_the_zaak_takes_what_had_joined_along(gemeld: Gemeld) -> None:
    """D11b, L8: each melding that is still joined hears it; one that was split off does not, and twice is once."""
    story = gemeld(_toegevoegd(B), _toegevoegd(C), _toegevoegd(B), AFGEWEZEN)
    story.when(triages.MeldingAfgesplitst(zaak_id=C, afgesplitst_op=T1), at=T1)
    assert story.state.toegevoegd == (B,)
    story.when(VERNIETIGEN, at=LATER)
    assert story.events == [
        (SUBJECT, MeldingVernietigd(vernietigd_op=LATER)),
        (B, HoofdzaakVernietigd(zaak_id=SUBJECT, vernietigd_op=LATER)),
    ]


@pytest.mark.parametrize("gehoord", [(GEVOEGD, WEG), (WEG, GEVOEGD)])
def test_a_joined_melding_goes_with_its_zaak(gemeld: Gemeld, gehoord: tuple[BaseModel, ...]) -> None:
    """D11b, L8: whichever is heard first; destroyed as soon as both are known."""
    story = gemeld()
    for event in gehoord:
        story.when(event, at=LATER).then()
    assert story.state.einde_bewaren == date(2028, 1, 1)
    story.when(VERNIETIGEN, at=LATER).then(MeldingVernietigd(vernietigd_op=LATER))


@pytest.mark.parametrize(
    "gehoord",
    [(WEG,), (GEVOEGD, HEROPEND, WEG), (WEG, GEVOEGD, HEROPEND), (GEVOEGD, WEG.model_copy(update={"zaak_id": B}))],
)
def test_one_that_is_on_its_own_stays(gemeld: Gemeld, gehoord: tuple[BaseModel, ...]) -> None:
    """D11b: split off, never joined, or joined to another zaak: its own five years hold."""
    story = gemeld(*gehoord)
    assert story.state.einde_bewaren == date(2030, 3, 3)
    assert story.reminders[VERNIETIGEN] == datetime(2030, 3, 2, 23, tzinfo=UTC)


def test_its_own_five_years_hold_too(gemeld: Gemeld) -> None:
    """D11b, L8: joined to a zaak that is kept longer it goes first."""
    laat = WEG.model_copy(update={"vernietigd_op": datetime(2031, 1, 1, tzinfo=UTC)})
    assert gemeld(GEVOEGD, laat).state.einde_bewaren == date(2030, 3, 3)


def test_it_is_renewed_with_its_zaak(gemeld: Gemeld) -> None:
    """D11b, L8: with the consent of its own reporter."""
    toestemming = {"oin": "00000099000000001000", "op": "2025-06-01"}
    verleng = {"tot": "2031-03-03", "toestemmingen": [toestemming], "reden": "De zaak is verlengd."}
    story = gemeld(GEVOEGD).when(VerlengBewaren.model_validate(verleng), at=T1, by=NOOR)
    assert story.state.einde_bewaren == date(2031, 3, 3)


def test_a_hold_keeps_a_joined_melding(gemeld: Gemeld) -> None:
    """L8: hold outranks, also when the zaak that it joined is gone; released it goes at once."""
    story = gemeld(GEVOEGD).when(HoudAan.model_validate({"naam": "n", "reden": "r"}), at=T1, by=NOOR)
    story.when(WEG, at=LATER)
    assert VERNIETIGEN not in story.reminders
    story.when(GeefVrij.model_validate({"redenVrijgave": "r"}), at=LATER, by=NOOR)
    story.when(VERNIETIGEN, at=LATER).then(MeldingVernietigd(vernietigd_op=LATER))


@pytest.mark.parametrize("event", [GEVOEGD, HEROPEND, WEG, _toegevoegd(B)])
def test_nothing_follows_without_a_melding(tafel: Handlers, event: BaseModel) -> None:
    """Total: what is heard of an unknown zaak changes nothing."""
    story = given(tafel).when(event, at=T1).then_nothing()
    assert story.state is None


@pytest.mark.parametrize(
    "einde",
    [
        pytest.param(AFGEWEZEN, id="afgewezen"),
        pytest.param(GEVOEGD, id="joined to that one at the same time"),
    ],
)
def test_a_melding_that_joined_what_goes_no_further_is_looked_at(gemeld: Gemeld, einde: BaseModel) -> None:
    """D11b: it would be destroyed with this zaak, or two that joined each other would go unseen; in either order."""
    for heard in ((einde, _toegevoegd(A)), (_toegevoegd(A), einde)):
        story = gemeld(*heard)
        assert [taak.code for taak in story.state.taken] == ["gevoegde-melding-bekijken"]
        assert story.when(triages.MeldingAfgesplitst(zaak_id=A, afgesplitst_op=T1), at=T1).state.taken == ()
    assert gemeld(_toegevoegd(A)).state.taken == ()


def test_a_withdrawal_takes_along_what_had_joined_only_before_a_persons_eyes(gemeld: Gemeld, vera: Actor) -> None:
    """D1, D11b: who withdraws does not know of the other melding, and decides nothing about it."""
    story = gemeld(_toegevoegd(A)).when(TrekIn.model_validate({"reden": "Zij wil dit niet."}), at=T1, by=vera)
    [taak] = story.state.taken
    assert (story.state.stand, taak.code, taak.voor) == ("ingetrokken", "gevoegde-melding-bekijken", "procesregisseur")
    assert taak.uiterlijk == story.state.vernietigen_op - timedelta(days=1)
