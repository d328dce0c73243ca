# SPDX-License-Identifier: EUPL-1.2
"""A zaak that closes, and what was joined to it: closed to all with it, in whatever order it is heard (D11b, L8)."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import permutations

import pytest
from pydantic import BaseModel
from services.intake.tests.story import Gemeld, MaaktIndiening

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.intake_intern import HoofdzaakGesloten, HoofdzaakVernietigd
from zvhh_contracts.meldingen import BewaartermijnGewijzigd, MeldingAfgeschermd, MeldingVernietigd
from zvhh_contracts.partner import Fout
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.derived import VERNIETIGEN
from zvhh_intake.domain.rules.terugkoppeling import toelichting
from zvhh_intake.queries import kept, own, running
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import SUBJECT, Story, given

A, B, C = (f"0190aaaa-0000-8000-8000-00000000000{n}" for n in (7, 8, 9))
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=90)
DICHT_OP = datetime(2025, 11, 5, 10, tzinfo=UTC)
LATER = datetime(2028, 1, 1, 12, tzinfo=UTC)
NOOR = Actor("noor", "00000099000000000100", frozenset({"procesregisseur"}))
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=DICHT_OP)
BEEINDIGD = casussen.CasusBeeindigd(nummer=4, grond="overdracht", beeindigd_op=DICHT_OP)
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T1, door="noor", bij=A)
HEROPEND = triages.TriageHeropend(versie=2, heropend_op=T1, door="noor")
DICHT = HoofdzaakGesloten(zaak_id=A, gesloten_op=DICHT_OP)
VERDER = MeldingAfgeschermd(hoofdzaak_id=A, afgeschermd_op=DICHT_OP)
FOUT = Fout(code="zorgen-ontbreken", tekst="Beschrijf wat er aan de hand is.", plaats="/zorgen")
AFGESPLITST = triages.MeldingAfgesplitst(zaak_id=C, afgesplitst_op=T1)


@pytest.fixture
def gemeld(gemeld: Gemeld) -> Gemeld:
    """A melding, and what was heard of it long after."""
    return partial(gemeld, op=LATER)


def _erbij(zaak: str) -> triages.MeldingToegevoegd:
    return triages.MeldingToegevoegd(zaak_id=zaak, toegevoegd_op=T1)


def _dicht_tegen(zaak: str) -> tuple[str, HoofdzaakGesloten]:
    return zaak, HoofdzaakGesloten(zaak_id=SUBJECT, gesloten_op=DICHT_OP)


def _sluitingen(story: Story) -> list[tuple[str, BaseModel]]:
    return [(zaak, event) for zaak, event in story.events if isinstance(event, HoofdzaakGesloten)]


@pytest.mark.parametrize("einde", [AFGESCHAALD, BEEINDIGD])
def test_a_zaak_that_closes_tells_what_is_joined_to_it(gemeld: Gemeld, einde: BaseModel) -> None:
    """D11b, L8, D13: each melding once, with the moment of closing; not one that was split off."""
    story = gemeld(_erbij(C), _erbij(B), AFGESPLITST, _erbij(B)).when(einde, at=LATER)
    assert _sluitingen(story) == [_dicht_tegen(B)]
    story.when(_erbij(B), at=LATER).then_nothing()
    assert _sluitingen(story.when(_erbij(C), at=LATER)) == [_dicht_tegen(C)]


@pytest.mark.parametrize("einde", [AFGESCHAALD, BEEINDIGD])
def test_what_joins_a_zaak_that_is_closed_hears_it_at_once(gemeld: Gemeld, einde: BaseModel) -> None:
    """D11b, L8: triage could not know yet; each hears it once, and those before it not again."""
    story = gemeld(einde)
    assert story.events == []
    assert _sluitingen(story.when(_erbij(B), at=LATER)) == [_dicht_tegen(B)]
    assert _sluitingen(story.when(_erbij(C), at=LATER)) == [_dicht_tegen(C)]
    assert _sluitingen(story.when(AFGESPLITST, at=LATER)) == []


def test_what_is_heard_late_tells_it_to_nobody_again(gemeld: Gemeld) -> None:
    """D11b, L8: a weegoverleg may be heard of after the closing that followed it."""
    gehouden = overleggen.WeegoverlegGehouden(
        nummer=1,
        gehouden_op=T0,
        vastgelegd_op=T0,
        besloten=True,
        aanwezigen=(),
        passend=True,
        doorzetten="ja",
        deelnemers=(),
    )
    story = gemeld(_erbij(B), AFGESCHAALD).when(gehouden, at=LATER)
    assert story.state.overleg.gehouden.nummer == 1
    assert _sluitingen(story) == []
    eerst = gemeld(AFGESCHAALD).when(gehouden, at=LATER)
    assert eerst.state.overleg.gehouden.nummer == 1
    assert _sluitingen(eerst.when(_erbij(B), at=LATER)) == [_dicht_tegen(B)]


@pytest.mark.parametrize(
    "event",
    [
        casussen.CasusVanWachtlijst(pilotjaar=2025, route="lokaal", van_wachtlijst_op=T1, door="noor"),
        casussen.OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=T1, door="noor"),
        casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=T1),
    ],
)
def test_what_does_not_close_a_zaak_tells_nobody(gemeld: Gemeld, event: BaseModel) -> None:
    """D11b, L8: shielded is what is closed, nothing else."""
    assert _sluitingen(gemeld(_erbij(B)).when(event, at=LATER)) == []


@pytest.mark.parametrize("volgorde", sorted(set(permutations((0, 0, 1)))))
@pytest.mark.parametrize("gesplitst", [False, True])
def test_a_joined_melding_is_shielded_in_any_order(gemeld: Gemeld, volgorde: tuple[int, ...], gesplitst: bool) -> None:
    """D11b, L8: triage and the zaak are two sources; the services hear of the closing whichever was heard first."""
    over = {0: [GEVOEGD, HEROPEND] if gesplitst else [GEVOEGD], 1: [DICHT]}
    story, verteld = gemeld(), []
    for bron in volgorde:
        if over[bron]:
            verteld += story.when(over[bron].pop(0), at=LATER).events
    assert verteld == [(SUBJECT, VERDER)]
    state = story.state
    assert (state.stand, state.afgeschermd) == (("gemeld", False) if gesplitst else ("gevoegd", True))
    assert (state.hoofdzaken_gesloten, state.einde_bewaren) == ((A,), date(2030, 3, 3))


def test_nobody_reads_what_is_shielded(gemeld: Gemeld, vera: Actor) -> None:
    """D11b, L6, L8: read as dealt with until the zaak closes, then not found; what is left are dates for its term."""
    story = gemeld(GEVOEGD)
    assert (story.state.afgeschermd, toelichting(story.state)) == (
        False,
        "Uw melding is behandeld. De procesregisseur belt u.",
    )
    story.when(DICHT, at=LATER).then(VERDER)
    assert (story.state.afgeschermd, story.state.toegang) == (True, ())
    assert all(sight(wie)["state.afgeschermd"] is False for sight, wie in ((own, vera), (running, NOOR)))
    assert "state.afgeschermd" not in kept(NOOR)
    story.when(TrekIn.model_validate({"reden": "r"}), at=LATER, by=vera).then_refused("bestaat-niet", status=404)
    assert story.state.intrekking is None


def test_what_is_shielded_has_no_tasks(gemeld: Gemeld) -> None:
    """D11b, L8: as any closed zaak; split off after all, they are there again."""
    merk = MerkOnjuist.model_validate({"nr": 1, "veld": "naam", "waarom": "w"})
    story = gemeld().when(merk, at=T1, by=NOOR).when(GEVOEGD, at=T1)
    assert [taak.code for taak in story.state.taken] == ["controleer-gegeven"]
    assert story.when(DICHT, at=LATER).state.taken == ()
    assert [taak.code for taak in story.when(HEROPEND, at=LATER).state.taken] == ["controleer-gegeven"]


def test_it_is_told_once_and_of_each_zaak(gemeld: Gemeld) -> None:
    """D11b: joined again to what was closed meanwhile, it says nothing that was said; of another zaak it does."""
    story = gemeld(GEVOEGD, DICHT)
    story.when(DICHT.model_copy(update={"gesloten_op": LATER}), at=LATER).then_nothing()
    anders = DICHT.model_copy(update={"zaak_id": C})
    story.when(anders, at=LATER).then(VERDER.model_copy(update={"hoofdzaak_id": C}))
    assert story.state.hoofdzaken_gesloten == (A, C)


@pytest.mark.parametrize(
    "gehoord", [(), (GEVOEGD.model_copy(update={"bij": B}),), (triages.TriageDoorgezet(
        versie=1, doorgezet_op=T1, door="noor", weegoverleg_uiterlijk_op=date(2025, 6, 20)),)]
)  # fmt: skip
def test_one_that_is_joined_elsewhere_or_nowhere_is_read_on(gemeld: Gemeld, gehoord: tuple[BaseModel, ...]) -> None:
    """D11b, L8: only what is joined to the zaak that is closed is shielded."""
    assert gemeld(*gehoord, DICHT).state.afgeschermd is False


def test_a_withdrawal_that_crossed_it_counts(gemeld: Gemeld, vera: Actor) -> None:
    """D1, D11b, L8: withdrawn before this was heard it is shielded all the same, and goes after thirty days like any other."""
    story = gemeld(GEVOEGD).when(TrekIn.model_validate({"reden": "r"}), at=T1, by=vera).when(DICHT, at=LATER)
    assert (story.state.stand, story.state.afgeschermd) == ("ingetrokken", True)
    assert story.state.einde_bewaren == date(2025, 7, 1)


def test_what_is_shielded_is_kept_and_destroyed_as_before(gemeld: Gemeld) -> None:
    """D11b, L8: it can be put on hold, its own five years hold, and it goes when the zaak that it joined goes."""
    story = gemeld(GEVOEGD, DICHT)
    assert story.state.einde_bewaren == date(2030, 3, 3)
    weg = HoofdzaakVernietigd(zaak_id=A, vernietigd_op=LATER)
    assert story.when(weg, at=LATER).state.einde_bewaren == LATER.date()
    story.when(VERNIETIGEN, at=LATER).then(MeldingVernietigd(vernietigd_op=LATER))
    story = gemeld(GEVOEGD, DICHT).when(HoudAan.model_validate({"naam": "n", "reden": "r"}), at=LATER, by=NOOR)
    story.then(BewaartermijnGewijzigd(soort="aangehouden", vernietigen_op=None, op=LATER))


def test_a_partners_system_hears_nothing_of_it(tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> None:
    """D5, D11b: the last it heard is that its melding was dealt with; that another zaak closed is none of its business."""
    story = given(tafel, indiening(weg="kafka", referentie="VT-1"), at=T0, by=vera).when(GEVOEGD, at=T1)
    stappen = story.state.teruggekoppeld
    assert stappen == 2
    story.when(DICHT, at=LATER).then(VERDER)
    assert story.state.teruggekoppeld == stappen


def test_nothing_follows_without_a_melding(tafel: Handlers) -> None:
    """Total: of an unknown zaak, or a partner's record that was refused, nobody hears that it is shielded."""
    assert given(tafel).when(DICHT, at=LATER).then_nothing().state is None
    story = given(tafel, Weiger(referentie="VT-1", fouten=(FOUT,)), at=T0)
    story.when(DICHT, at=LATER).then_nothing()
    assert story.state.hoofdzaken_gesloten == ()
