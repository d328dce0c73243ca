# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a melding: supplementing, withdrawing, and what other services say; every stand, in every order."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as voor_elke
from hypothesis import strategies as st
from pydantic import BaseModel
from services.intake.tests.story import GemeldLangs, MaaktIndiening

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import MeldingAangevuld, MeldingIngetrokken
from zvhh_contracts.partner import Terugkoppeling
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.domain.rules.terugkoppeling import STAND_IN_WOORDEN, stap, toelichting
from zvhh_intake.handlers import handlers
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given

Maak = MaaktIndiening
VT, PO, OM, RN = "00000099000000001000", "00000099000000002000", "00000099000000003000", "00000099000000006000"
T0 = datetime(2025, 6, 2, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=1)
GEVRAAGD = triages.AanvullingGevraagd(versie=1, gevraagd_op=T0, uiterlijk_op=date(2025, 6, 11))
DOORGEZET = triages.TriageDoorgezet(versie=2, doorgezet_op=T0, door="noor", weegoverleg_uiterlijk_op=date(2025, 6, 17))
AFGEWEZEN = triages.TriageAfgewezen(
    versie=1, afgewezen_op=T0, door="bram", route="lokaal", vernietigen_op=date(2025, 7, 13)
)
GEPLAND = overleggen.WeegoverlegGepland(nummer=1, begin=T1, duur_minuten=60, genodigden=(PO, OM, VT))
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T1, vastgelegd_op=T1, besloten=True, aanwezigen=(PO, OM, VT),
    passend=True, doorzetten="ja", deelnemers=(VT, PO, RN),
)  # fmt: skip
NIET_PASSEND = GEHOUDEN.model_copy(update={"passend": False, "doorzetten": None, "deelnemers": (), "route": "regulier"})
NIET_BESLOTEN = GEHOUDEN.model_copy(update={"besloten": False, "passend": None, "doorzetten": None, "deelnemers": ()})
NOG_NIET = GEHOUDEN.model_copy(update={"doorzetten": "nog-niet", "deelnemers": ()})
GEANNULEERD = overleggen.OverlegGeannuleerd(nummer=1, soort="weegoverleg")
GEOPEND = casussen.CasusGeopend(
    pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=T1, afschalen_mogelijk_op=T1 + timedelta(days=183)
)
WACHTLIJST = casussen.CasusOpWachtlijst(pilotjaar=2025, positie=3, sinds=T1, besluit_op=T1)
WACHT_NA_HERZIEN = WACHTLIJST.model_copy(update={"sinds": T1 + timedelta(days=1), "besluit_op": T1 + timedelta(days=1)})
WACHT_VAN_EERDER = WACHTLIJST.model_copy(update={"besluit_op": None})
LOPEND = casussen.LopendeCasusGeopend(geopend_op=T1, afschalen_mogelijk_op=T1 + timedelta(days=90))
ONGEDAAN = casussen.OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=T1 + timedelta(days=3), door="noor")
VAN_WACHTLIJST = casussen.CasusVanWachtlijst(
    pilotjaar=2025, route="regulier", van_wachtlijst_op=T1 + timedelta(days=9), door="noor"
)
BEEINDIGD = casussen.CasusBeeindigd(nummer=4, grond="overdracht", beeindigd_op=T1 + timedelta(days=200))
HERZIEN_NEE = overleggen.WeegoverlegHerzien(
    nummer=1, versie=2, herzien_op=T1 + timedelta(days=2), gehouden_op=T1, passend=False, route="lokaal", door="noor"
)
HERZIEN_NOG_NIET = HERZIEN_NEE.model_copy(
    update={"passend": True, "doorzetten": "nog-niet", "deelnemers": (PO,), "route": None}
)
HERZIEN_JA = HERZIEN_NOG_NIET.model_copy(update={"versie": 3, "doorzetten": "ja", "herzien_op": T1 + timedelta(days=4)})
GEPLAND_2 = GEPLAND.model_copy(update={"nummer": 2})
NOG_NIET_2 = NOG_NIET.model_copy(update={"nummer": 2, "vastgelegd_op": T1 + timedelta(days=5)})
GEHOUDEN_2 = GEHOUDEN.model_copy(update={"nummer": 2, "vastgelegd_op": T1 + timedelta(days=5)})
NIET_PASSEND_2 = NIET_PASSEND.model_copy(update={"nummer": 2, "vastgelegd_op": T1 + timedelta(days=5)})
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T1, door="noor", bij="0190aaaa-0000-8000-8000-000000000007")
HEROPEND = triages.TriageHeropend(versie=2, heropend_op=T1, door="noor")
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T1 + timedelta(days=200))


@pytest.fixture
def gemeld(tafel: Handlers, indiening: Maak, vera: Actor) -> GemeldLangs:
    """A melding, and what was heard of it."""

    def maak(*gehoord: BaseModel, weg: str = "rest") -> Story:
        story = given(tafel, indiening(weg, "ref-1" if weg == "kafka" else ""), at=T0, by=vera)
        for event in gehoord:
            story.when(event, at=T1)
        return story

    return maak


# --- the life of a melding ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gehoord", "stand", "toegang"),
    [
        ((), "gemeld", ()),
        ((GEVRAAGD,), "aanvulling-gevraagd", ()),
        ((DOORGEZET,), "weegoverleg-wordt-gepland", ()),
        ((DOORGEZET, GEPLAND), "weegoverleg-gepland", (VT, PO, OM)),
        ((DOORGEZET, GEPLAND, GEANNULEERD), "weegoverleg-wordt-gepland", ()),
        ((AFGEWEZEN,), "afgewezen", ()),
        ((DOORGEZET, GEPLAND, NIET_PASSEND), "niet-passend", ()),
        ((DOORGEZET, GEPLAND, NIET_BESLOTEN), "weegoverleg-wordt-gepland", ()),
        ((DOORGEZET, GEPLAND, NOG_NIET), "weegoverleg-wordt-gepland", ()),
        ((DOORGEZET, GEPLAND, GEHOUDEN), "passend", (VT, PO, RN)),
        ((DOORGEZET, GEPLAND, GEHOUDEN, WACHTLIJST), "wachtlijst", (VT, PO, RN)),
        ((DOORGEZET, GEPLAND, GEHOUDEN, WACHTLIJST, GEOPEND), "loopt", (VT, PO, RN)),
        ((DOORGEZET, GEPLAND, GEHOUDEN, GEOPEND, AFGESCHAALD), "afgeschaald", ()),
        ((DOORGEZET, GEPLAND, GEHOUDEN, GEOPEND, BEEINDIGD), "beeindigd", ()),
        ((DOORGEZET, GEPLAND, GEHOUDEN, WACHTLIJST, VAN_WACHTLIJST), "van-wachtlijst", ()),
        ((GEVOEGD,), "gevoegd", ()),
        ((GEVOEGD, HEROPEND), "gemeld", ()),
        ((DOORGEZET, GEHOUDEN, GEOPEND, ONGEDAAN), "weegoverleg-wordt-gepland", (VT, PO, RN)),
        ((GEOPEND, ONGEDAAN), "weegoverleg-wordt-gepland", ()),
        ((DOORGEZET, GEHOUDEN, GEOPEND, ONGEDAAN, GEPLAND_2), "weegoverleg-gepland", (VT, PO, OM, RN)),
        ((DOORGEZET, GEHOUDEN, GEOPEND, ONGEDAAN, GEHOUDEN_2), "passend", (VT, PO, RN)),
        ((DOORGEZET, GEHOUDEN, GEOPEND, ONGEDAAN, GEPLAND_2, NOG_NIET_2), "weegoverleg-wordt-gepland", (VT, PO, RN)),
        ((DOORGEZET, GEHOUDEN, GEOPEND, ONGEDAAN, GEHOUDEN_2, GEOPEND), "loopt", (VT, PO, RN)),
        ((DOORGEZET, GEHOUDEN, GEOPEND, ONGEDAAN, NIET_PASSEND_2), "niet-passend", ()),
        ((DOORGEZET, GEHOUDEN, HERZIEN_NEE), "niet-passend", ()),
        ((GEPLAND, AFGEWEZEN), "afgewezen", ()),
        (
            (DOORGEZET, GEHOUDEN.model_copy(update={"vastgelegd_op": ONGEDAAN.ongedaan_op}), GEOPEND, ONGEDAAN),
            "weegoverleg-wordt-gepland",
            (VT, PO, RN),
        ),
        ((DOORGEZET, GEHOUDEN, GEOPEND, HERZIEN_NEE), "loopt", ()),
        ((DOORGEZET, GEHOUDEN, GEOPEND, HERZIEN_NEE, ONGEDAAN), "niet-passend", ()),
        ((DOORGEZET, GEHOUDEN, GEOPEND, HERZIEN_NOG_NIET, ONGEDAAN), "weegoverleg-wordt-gepland", (PO,)),
        ((DOORGEZET, GEHOUDEN, WACHTLIJST, HERZIEN_NEE), "niet-passend", ()),
        ((DOORGEZET, GEHOUDEN, WACHTLIJST, HERZIEN_NOG_NIET), "weegoverleg-wordt-gepland", (PO,)),
        ((DOORGEZET, WACHT_NA_HERZIEN, NIET_PASSEND), "wachtlijst", ()),
        ((DOORGEZET, WACHT_NA_HERZIEN, NIET_PASSEND, HERZIEN_NEE), "niet-passend", ()),
        ((DOORGEZET, WACHTLIJST, NIET_PASSEND), "niet-passend", ()),
        ((DOORGEZET, WACHT_VAN_EERDER, NIET_PASSEND), "niet-passend", ()),
        ((DOORGEZET, NIET_PASSEND, HERZIEN_NOG_NIET, HERZIEN_JA), "passend", (PO,)),
        ((DOORGEZET, GEHOUDEN, GEOPEND, HERZIEN_NEE, ONGEDAAN, HERZIEN_JA), "passend", (PO,)),
    ],
)
def test_the_life_of_a_melding(
    gemeld: GemeldLangs, gehoord: tuple[BaseModel, ...], stand: str, toegang: tuple[str, ...]
) -> None:
    """L6: invited organisations until vastleggen, then the participants; nobody once it went no further or closed."""
    story = gemeld(*gehoord)

    assert story.state.stand == stand
    assert story.state.toegang == toegang
    assert story.state.afgeschermd is (stand in ("afgeschaald", "beeindigd"))
    assert STAND_IN_WOORDEN[story.state.stand]
    assert not gehoord or story.events == []


def test_participants_come_and_go(gemeld: GemeldLangs) -> None:
    """L4b, L6: who leaves loses access at once."""
    story = gemeld(DOORGEZET, GEPLAND, GEHOUDEN, GEOPEND)
    story.when(overleggen.DeelnemerToegevoegd(oin=OM, per=date(2025, 6, 3)), at=T1)
    assert story.state.toegang == (VT, PO, OM, RN)
    story.when(overleggen.DeelnemerVertrokken(oin=RN, per=date(2025, 6, 4)), at=T1)
    assert story.state.toegang == (VT, PO, OM)


def test_a_closed_melding_is_shielded(gemeld: GemeldLangs) -> None:
    """L6, L8: once afgeschaald nobody reads it, whatever is heard later."""
    story = gemeld(DOORGEZET, GEHOUDEN, GEOPEND, AFGESCHAALD)
    story.when(overleggen.DeelnemerToegevoegd(oin=OM, per=date(2025, 6, 3)), at=T1)
    assert (story.state.afgeschermd, story.state.toegang) == (True, ())


def test_a_moved_overleg_keeps_its_guests(gemeld: GemeldLangs) -> None:
    """D3: another moment; one that intake does not know of (a casusoverleg) changes nothing."""
    story = gemeld(DOORGEZET, GEPLAND)
    later = T1 + timedelta(days=7)
    for nummer in (1, 2):
        verzet = overleggen.OverlegVerzet(
            nummer=nummer, soort="weegoverleg", begin=later + timedelta(days=nummer - 1), duur_minuten=60
        )
        story.when(verzet, at=T1)
    assert (story.state.overleg.gepland.begin, story.state.toegang) == (later, (VT, PO, OM))


def test_a_no_has_a_short_term_that_a_revision_takes_away(gemeld: GemeldLangs) -> None:
    """L8 (Story 4.3, 4.4): afgewezen goes on 13 July; revised to doorgezet it does not."""
    story = gemeld(AFGEWEZEN)
    assert (story.state.vernietigen_op, story.state.route) == (date(2025, 7, 13), "lokaal")
    story.when(DOORGEZET, at=T1)
    assert (story.state.vernietigen_op, story.state.route) == (None, None)


def test_niet_passend_goes_after_30_days_with_its_way_on(gemeld: GemeldLangs) -> None:
    """L8, D5: 30 days after vastleggen."""
    story = gemeld(DOORGEZET, GEPLAND, NIET_PASSEND)
    assert (story.state.vernietigen_op, story.state.route) == (date(2025, 7, 3), "regulier")


def test_a_decision_put_right_counts_with_its_own_term(gemeld: GemeldLangs) -> None:
    """D3, L8, D5: 30 days from putting right, with the way on; put right again, the term is gone."""
    story = gemeld(DOORGEZET, GEHOUDEN, HERZIEN_NEE)
    assert (story.state.vernietigen_op, story.state.route) == (date(2025, 7, 5), "lokaal")
    story.when(HERZIEN_JA, at=T1)
    assert (story.state.vernietigen_op, story.state.route, story.state.overleg.gehouden.versie) == (None, None, 3)


def test_an_older_version_no_longer_counts(gemeld: GemeldLangs) -> None:
    """D3: of the last weegoverleg the last version counts."""
    assert gemeld(DOORGEZET, GEHOUDEN, HERZIEN_JA, HERZIEN_NEE).state.stand == "passend"
    assert gemeld(DOORGEZET, NOG_NIET, GEHOUDEN_2, HERZIEN_NEE).state.stand == "passend"


def test_a_version_that_is_told_twice_changes_nothing(gemeld: GemeldLangs) -> None:
    """D3, L4b: who came to take part since stays."""
    erbij = overleggen.DeelnemerToegevoegd(oin=OM, per=date(2025, 6, 6))
    story = gemeld(DOORGEZET, GEHOUDEN, HERZIEN_NOG_NIET, erbij, HERZIEN_NOG_NIET)
    assert story.state.toegang == (PO, OM)


def test_the_way_on_from_the_line(gemeld: GemeldLangs) -> None:
    """S6b, D5, L8: by who took it off, and gone 30 days later."""
    story = gemeld(DOORGEZET, GEHOUDEN, WACHTLIJST, VAN_WACHTLIJST)
    assert (story.state.vernietigen_op, story.state.route) == (date(2025, 7, 12), "regulier")
    assert toelichting(story.state) == "Uw melding is behandeld. De procesregisseur belt u."


def test_who_left_is_remembered(gemeld: GemeldLangs) -> None:
    """L8: also who is on no list any more after a decision was put right; who comes back is no longer gone."""
    story = gemeld(DOORGEZET, GEHOUDEN, HERZIEN_NOG_NIET)
    assert story.state.overleg.vertrokken == (VT, RN)
    story.when(overleggen.DeelnemerToegevoegd(oin=RN, per=date(2025, 6, 3)), at=T1)
    assert (story.state.overleg.deelnemers, story.state.overleg.vertrokken) == ((PO, RN), (VT,))


def test_each_source_s_part_is_kept(gemeld: GemeldLangs) -> None:
    """S6, D11b: the place and the position in the line as regie said them, the judgement as triage did."""
    story = gemeld(DOORGEZET, GEHOUDEN, WACHTLIJST)
    assert (story.state.casus.positie, story.state.plek) == (3, None)
    story.when(GEOPEND, at=T1)
    plek = story.state.plek
    assert (plek.pilotjaar, plek.plaats, plek.maximum, story.state.casus.positie) == (2025, 1, 30, None)
    triage = gemeld(GEVOEGD, HEROPEND).state.triage
    assert (triage.uitkomst, triage.versie, triage.bij) == ("heropend", 2, None)


def test_another_overleg_cancelled_takes_no_weegoverleg_away(gemeld: GemeldLangs) -> None:
    """D3, L6: intake knows the planned one by its number; where none is planned nothing happens."""
    story = gemeld(DOORGEZET, GEANNULEERD, GEPLAND).when(GEANNULEERD.model_copy(update={"nummer": 2}), at=T1)
    assert (story.state.stand, story.state.toegang) == ("weegoverleg-gepland", (VT, PO, OM))
    story.when(GEANNULEERD, at=T1)
    assert (story.state.stand, story.state.toegang) == ("weegoverleg-wordt-gepland", ())


@pytest.mark.parametrize("tweede", [NIET_BESLOTEN, NIET_PASSEND])
def test_who_takes_part_follows_from_a_passend_decision(
    gemeld: GemeldLangs, tweede: overleggen.WeegoverlegGehouden
) -> None:
    """L4, L4b: a weegoverleg that decided nothing, or no, has no list of its own; the earlier one is remembered (L8)."""
    story = gemeld(DOORGEZET, GEHOUDEN, tweede.model_copy(update={"nummer": 2}))
    assert story.state.overleg.deelnemers == (VT, PO, RN)
    assert story.state.overleg.gehouden.nummer == 2


@pytest.mark.parametrize(
    ("gehoord", "weg_op"),
    [
        ((GEHOUDEN,), None),
        ((NIET_BESLOTEN,), None),
        ((NIET_PASSEND,), date(2025, 7, 3)),
        ((GEHOUDEN, HERZIEN_NEE), date(2025, 7, 5)),
        ((NIET_PASSEND, HERZIEN_NOG_NIET), None),
    ],
)
def test_only_a_no_has_a_short_term(gemeld: GemeldLangs, gehoord: tuple[BaseModel, ...], weg_op: date | None) -> None:
    """L8: 30 days from vastleggen or from putting right."""
    assert gemeld(DOORGEZET, *gehoord).state.overleg.gehouden.vernietigen_op == weg_op


def test_what_is_heard_of_a_zaak_that_is_not_here(tafel: Handlers) -> None:
    """D1: nothing follows, whoever says it."""
    for event in (DOORGEZET, GEPLAND, GEHOUDEN, HERZIEN_NEE, GEOPEND, VAN_WACHTLIJST, AFGESCHAALD):
        assert given(tafel).when(event, at=T1).then_nothing().state is None


# --- supplementing -----------------------------------------------------------------------------------------------


def test_the_reporter_supplements_while_triage_asks(gemeld: GemeldLangs, vera: Actor) -> None:
    """D1, S10 (Story 4.2): also a day after the term; the melding then waits for triage again."""
    na_termijn = datetime(2025, 6, 12, 9, tzinfo=UTC)
    story = gemeld(GEVRAAGD)
    assert story.state.aanvulling_uiterlijk_op == date(2025, 6, 11)

    story.when(VulAan.model_validate({"tekst": "Zij woont nu elders."}), at=na_termijn, by=vera)
    story.then(MeldingAangevuld(aangevuld_op=na_termijn))
    assert (story.state.stand, story.state.aanvulling_uiterlijk_op) == ("gemeld", None)
    assert story.state.aanvullingen[0].tekst.cipher == b"Zij woont nu elders."


def test_supplementing_goes_on_after_the_window(gemeld: GemeldLangs, vera: Actor) -> None:
    """S7 (Story 3.5): everything after receipt goes on."""
    oktober = datetime(2025, 10, 2, 9, tzinfo=UTC)
    story = gemeld(GEVRAAGD).when(VulAan.model_validate({"tekst": "Meer."}), at=oktober, by=vera)
    story.then(MeldingAangevuld(aangevuld_op=oktober))
    assert story.state.pilotjaar == 2025


@pytest.mark.parametrize("gehoord", [(), (DOORGEZET,), (AFGEWEZEN,), (GEVRAAGD, DOORGEZET)])
def test_nothing_to_supplement(gemeld: GemeldLangs, vera: Actor, gehoord: tuple[BaseModel, ...]) -> None:
    """D1: 409 while triage asks nothing."""
    story = gemeld(*gehoord).when(VulAan.model_validate({"tekst": "Meer."}), at=T1, by=vera)
    story.then_refused("geen-vraag", status=409)


def test_a_second_answer_needs_a_second_question(gemeld: GemeldLangs, vera: Actor) -> None:
    """D1: a repeat is swallowed, another answer to the same question refused, a new question opens it again."""
    story = gemeld(GEVRAAGD).when(VulAan.model_validate({"tekst": "Eén."}), at=T1, by=vera, key="k")
    story.when(VulAan.model_validate({"tekst": "Eén."}), at=T1, by=vera, key="k").then_nothing()
    story.when(VulAan.model_validate({"tekst": "Twee."}), at=T1, by=vera).then_refused("geen-vraag")
    story.when(GEVRAAGD.model_copy(update={"versie": 2}), at=T1)
    story.when(VulAan.model_validate({"tekst": "Twee."}), at=T1, by=vera).then(MeldingAangevuld(aangevuld_op=T1))
    assert [aanvulling.vraag for aanvulling in story.state.aanvullingen] == [1, 2]


# --- withdrawing -------------------------------------------------------------------------------------------------


@pytest.fixture
def reden() -> TrekIn:
    """A reason to withdraw, clear."""
    return TrekIn.model_validate({"reden": "Zij wil dit niet."})


@pytest.mark.parametrize("gehoord", [(), (GEVRAAGD,), (DOORGEZET,), (DOORGEZET, GEPLAND), (AFGEWEZEN,)])
def test_the_reporter_withdraws_until_a_weegoverleg_is_held(
    gemeld: GemeldLangs, vera: Actor, reden: TrekIn, gehoord: tuple[BaseModel, ...]
) -> None:
    """D1, L6, L8 (Story 4.5): guests lose access at once; the content goes after 30 days."""
    story = gemeld(*gehoord).when(reden, at=T1, by=vera).then(MeldingIngetrokken(ingetrokken_op=T1))
    assert (story.state.stand, story.state.toegang) == ("ingetrokken", ())
    assert story.state.vernietigen_op == date(2025, 7, 3)


@pytest.mark.parametrize("gehouden", [GEHOUDEN, NOG_NIET, NIET_BESLOTEN, NIET_PASSEND])
def test_not_after_a_weegoverleg(gemeld: GemeldLangs, vera: Actor, reden: TrekIn, gehouden: BaseModel) -> None:
    """D1 (Story 4.5): 409 with what to do instead."""
    story = gemeld(DOORGEZET, GEPLAND, gehouden).when(reden, at=T1, by=vera)
    story.then_refused("weegoverleg-gehouden", status=409)
    assert story.outcome is not None
    assert story.outcome.refused is not None
    assert story.outcome.refused.faults[0].text == "Na het weegoverleg kan dit niet meer. Bel de procesregisseur."


def test_not_once_the_casus_is_known(gemeld: GemeldLangs, vera: Actor, reden: TrekIn) -> None:
    """D1: CasusGeopend may be heard before WeegoverlegGehouden; it means that one was held."""
    gemeld(DOORGEZET, GEOPEND).when(reden, at=T1, by=vera).then_refused("weegoverleg-gehouden")


def test_withdrawing_twice(gemeld: GemeldLangs, vera: Actor, reden: TrekIn) -> None:
    """D1: the same request is swallowed, another one is told that it was done."""
    story = gemeld().when(reden, at=T1, by=vera, key="k")
    story.when(reden, at=T1, by=vera, key="k").then_nothing()
    story.when(reden, at=T1, by=vera).then_refused("al-ingetrokken")


def test_a_weegoverleg_that_crossed_a_withdrawal_outranks_it(gemeld: GemeldLangs, vera: Actor, reden: TrekIn) -> None:
    """D1: it was held before the withdrawal was heard of: the zaak goes on, who withdrew is told so."""
    story = gemeld(DOORGEZET, GEPLAND).when(reden, at=T1, by=vera).when(GEHOUDEN, at=T1)
    assert (story.state.stand, story.state.vernietigen_op, story.state.toegang) == ("passend", None, (VT, PO, RN))
    assert "het overleg was al gehouden" in toelichting(story.state)


def test_nothing_can_be_done_to_a_refused_record(tafel: Handlers, vera: Actor, reden: TrekIn) -> None:
    """D1: there is no melding; what is heard of one changes nothing."""
    geweigerd = Weiger.model_validate(
        {
            "referentie": "r",
            "fouten": [{"code": "zorgen-ontbreken", "tekst": "Beschrijf wat er aan de hand is.", "plaats": "/zorgen"}],
        }
    )
    story = given(tafel, geweigerd, at=T0, by=vera)
    story.when(reden, at=T1, by=vera).then_refused("bestaat-niet", status=404)
    story.when(VulAan.model_validate({"tekst": "Meer."}), at=T1, by=vera).then_refused("geen-vraag")
    story.when(DOORGEZET, at=T1).then_nothing()
    assert story.state.stand == "geweigerd"


# --- every order -------------------------------------------------------------------------------------------------

KANALEN: tuple[tuple[BaseModel, ...], ...] = (
    (GEVRAAGD, AFGEWEZEN.model_copy(update={"versie": 2}), DOORGEZET.model_copy(update={"versie": 3})),
    (GEPLAND, GEHOUDEN, overleggen.DeelnemerToegevoegd(oin=OM, per=date(2025, 6, 3))),
    (WACHTLIJST, GEOPEND),
)
NEE_KANALEN: tuple[tuple[BaseModel, ...], ...] = (
    (GEVRAAGD, DOORGEZET),
    (GEPLAND, GEANNULEERD, GEPLAND.model_copy(update={"nummer": 2}), NIET_PASSEND.model_copy(update={"nummer": 2})),
    (),
)
HERZIEN_KANALEN: tuple[tuple[BaseModel, ...], ...] = (
    (GEVOEGD, HEROPEND, DOORGEZET.model_copy(update={"versie": 3})),
    (GEPLAND, GEHOUDEN, HERZIEN_NOG_NIET, GEPLAND_2, GEHOUDEN_2),
    (GEOPEND, ONGEDAAN, WACHTLIJST),
)
EIND_KANALEN: tuple[tuple[BaseModel, ...], ...] = (
    (DOORGEZET,),
    (GEPLAND, GEHOUDEN, HERZIEN_NEE),
    (WACHTLIJST, GEOPEND, ONGEDAAN),
)


@st.composite
def _volgorden(draw: st.DrawFn, kanalen: tuple[tuple[BaseModel, ...], ...]) -> list[BaseModel | None]:
    """Every interleaving of the channels (each in its own order) and one withdrawal somewhere (None)."""
    rijen: list[list[BaseModel | None]] = [*(list[BaseModel | None](kanaal) for kanaal in kanalen), [None]]
    uit: list[BaseModel | None] = []
    while any(rijen):
        rij = draw(st.sampled_from([rij for rij in rijen if rij]))
        uit.append(rij.pop(0))
    return uit


_CONFIG = Configuratie.model_validate(
    {"partners": [{"oin": VT, "naam": "VT", "klasse": "2b", "vastVan": "2024-01-01"}]}
)
_DIEN_IN: dict[str, Any] = {
    "voorPilot": True, "bekend": {"hoe": "b", "sinds": "2025-01-02"}, "relatie": "partner", "gemeente": "onbekend",
    "betrokkenen": [{"rol": "beide", "gegevens": {"naam": "n"}, "geinformeerd": {"ja": True}}], "zorgen": "z",
    "criteria": {"leefgebieden": "l", "veiligheid": "v", "samenwerking": "s"},
    "verklaring": {"rechtmatigVerkregen": True, "juistheidGetoetst": True}, "beroepsgeheim": {"geldt": False},
    "melder": {"naam": "n", "telefoon": "070-0000001", "email": "e@duinrand.example"},
}  # fmt: skip


def _eind(volgorde: Iterable[BaseModel | None]) -> tuple[Melding, list[Terugkoppeling]]:
    wie = Actor("vera", VT, frozenset({"melder"}))
    melding = {"melding": DienIn.model_validate(_DIEN_IN), "kenmerk": "ZV-7K4M-9QXT", "weg": "kafka", "referentie": "r"}
    story = given(handlers(_CONFIG)).when(Indiening.model_validate(melding), at=T0, by=wie)
    berichten = list(story.effects)
    for event in volgorde:
        if event is not None:
            story.when(event, at=T1).then()
        else:
            story.when(TrekIn.model_validate({"reden": "r"}), at=T1, by=wie)  # accepted or refused, by what was heard
        berichten += story.effects
    state: Melding = story.state
    return state, [Terugkoppeling.model_validate_json(effect["data"]["bericht"]) for effect in berichten]


@voor_elke(
    st.sampled_from([KANALEN, NEE_KANALEN, HERZIEN_KANALEN, EIND_KANALEN]).flatmap(
        lambda k: st.tuples(st.just(k), _volgorden(k))
    )
)
def test_sources_may_come_in_any_order(geval: tuple[tuple[tuple[BaseModel, ...], ...], list[BaseModel | None]]) -> None:
    """D1, L6, L8: same end whatever the order between topics, with or without a withdrawal that was crossed; the
    partner hears each step once in a row and the last one is true."""
    kanalen, volgorde = geval
    op_volgorde, _ = _eind(event for kanaal in kanalen for event in kanaal)
    eind, berichten = _eind(volgorde)

    eigen = {"intrekking": None, "teruggekoppeld": 0}
    assert eind.model_copy(update=eigen) == op_volgorde.model_copy(update=eigen)
    stappen = [bericht.stap for bericht in berichten]
    assert stappen[-1] == stap(eind)
    assert all(een != twee for een, twee in pairwise(stappen))


# --- feedback to a partner's own system ----------------------------------------------------------------------------


def _stappen(story: Story) -> list[str]:
    return [Terugkoppeling.model_validate_json(effect["data"]["bericht"]).stap for effect in story.effects]


@pytest.mark.parametrize(
    ("gehoord", "stap_"),
    [
        ((GEVRAAGD,), "aanvulling-gevraagd"),
        ((DOORGEZET,), "in-behandeling"),
        ((AFGEWEZEN,), "behandeld"),
        ((AFGEWEZEN.model_copy(update={"route": "geen"}),), "behandeld"),
        ((AFGEWEZEN.model_copy(update={"route": "regulier"}),), "afgewezen"),
        ((DOORGEZET, NIET_PASSEND), "afgewezen"),
        ((DOORGEZET, GEHOUDEN, WACHTLIJST), "wachtlijst"),
        ((DOORGEZET, GEHOUDEN, WACHTLIJST, GEOPEND), "in-behandeling"),
        ((DOORGEZET, GEHOUDEN, GEOPEND, AFGESCHAALD), "afgeschaald"),
        ((DOORGEZET, GEHOUDEN, GEOPEND, BEEINDIGD), "behandeld"),
        ((DOORGEZET, GEHOUDEN, WACHTLIJST, VAN_WACHTLIJST), "behandeld"),
        ((GEVOEGD,), "behandeld"),
    ],
)
def test_each_change_of_step_is_fed_back(gemeld: GemeldLangs, gehoord: tuple[BaseModel, ...], stap_: str) -> None:
    """D5: *behandeld* is a no with route lokaal or geen; every other no keeps its name."""
    story = gemeld(*gehoord[:-1], weg="kafka").when(gehoord[-1], at=T1)
    assert _stappen(story) == [stap_]


def test_no_feedback_without_a_change(gemeld: GemeldLangs) -> None:
    """One step is told once: the planned weegoverleg is still 'in behandeling'; numbers run on without a hole."""
    story = gemeld(DOORGEZET, weg="kafka").when(GEPLAND, at=T1)
    assert story.effects == []
    story.when(GEHOUDEN, at=T1).when(WACHTLIJST, at=T1)
    assert [effect["data"]["nummer"] for effect in story.effects] == [3]


def test_feedback_holds_no_content(gemeld: GemeldLangs) -> None:
    """L6: stage, kenmerk and the words of the table."""
    bericht = gemeld(DOORGEZET, weg="kafka").effects[0]["data"]["bericht"]
    for geheim in ("Fictief", "Verzonnen", "99999", "deur", "Vera"):
        assert geheim not in bericht
