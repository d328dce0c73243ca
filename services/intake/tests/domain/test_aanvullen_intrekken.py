# SPDX-License-Identifier: EUPL-1.2
"""D1: supplementing and withdrawing, tried in every stand that a melding can have."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from services.intake.tests.story import Gemeld, MaaktIndiening

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.meldingen import MeldingAangevuld, MeldingIngetrokken
from zvhh_contracts.partner import Fout
from zvhh_intake.domain.commands.breng_lopende_zaak_in import BrengLopendeZaakIn, Inbreng
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.melding import Stand
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor, Command
from zvhh_kit.testing import Story, given

VT, PO, OM, RN = "00000099000000001000", "00000099000000002000", "00000099000000003000", "00000099000000006000"
ANDER = "0190bbbb-0000-8000-8000-000000000002"
T0 = datetime(2025, 6, 2, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=1)
LATER = T0 + timedelta(days=3)
GEVRAAGD = triages.AanvullingGevraagd(versie=1, gevraagd_op=T0, uiterlijk_op=date(2025, 6, 11))
DOORGEZET = triages.TriageDoorgezet(versie=2, doorgezet_op=T0, door="noor", weegoverleg_uiterlijk_op=date(2025, 6, 17))
AFGEWEZEN = triages.TriageAfgewezen(
    versie=1, afgewezen_op=T0, door="bram", route="lokaal", vernietigen_op=date(2025, 7, 13)
)
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T0, door="bram", bij=ANDER)
HEROPEND = triages.TriageHeropend(versie=2, heropend_op=T1, door="bram")
GEPLAND = overleggen.WeegoverlegGepland(nummer=1, begin=T1, duur_minuten=60, genodigden=(PO, OM))
GEANNULEERD = overleggen.OverlegGeannuleerd(nummer=1, soort="weegoverleg")
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T1, vastgelegd_op=T1, besloten=True, aanwezigen=(PO, OM, VT),
    passend=True, doorzetten="ja", deelnemers=(VT, PO, RN),
)  # fmt: skip
NIET_PASSEND = GEHOUDEN.model_copy(update={"passend": False, "doorzetten": None, "deelnemers": (), "route": "regulier"})
NIET_BESLOTEN = GEHOUDEN.model_copy(update={"besloten": False, "passend": None, "doorzetten": None, "deelnemers": ()})
NOG_NIET = GEHOUDEN.model_copy(update={"doorzetten": "nog-niet", "deelnemers": ()})
TWEEDE = GEPLAND.model_copy(update={"nummer": 2})
GEOPEND = casussen.CasusGeopend(
    pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=T1, afschalen_mogelijk_op=T1 + timedelta(days=183)
)
ONGEDAAN = casussen.OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=T1, door="bram")
WACHTLIJST = casussen.CasusOpWachtlijst(pilotjaar=2025, positie=3, sinds=T1)
VAN_WACHTLIJST = casussen.CasusVanWachtlijst(pilotjaar=2025, route="lokaal", van_wachtlijst_op=T1, door="bram")
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T1)
BEEINDIGD = casussen.CasusBeeindigd(nummer=4, grond="overdracht", beeindigd_op=T1)
TOT = (DOORGEZET, GEPLAND)

Geval = tuple[tuple[BaseModel, ...], Stand, str, str]
GEEN_VRAAG, TE_LAAT, DICHT, JA = "geen-vraag", "weegoverleg-gehouden", "bestaat-niet", ""
"""Codes of a refusal; JA: allowed."""

MATRIX: list[Geval] = [
    ((), "gemeld", GEEN_VRAAG, JA),
    ((GEVRAAGD,), "aanvulling-gevraagd", JA, JA),
    ((GEVRAAGD, GEPLAND), "aanvulling-gevraagd", JA, JA),
    ((GEVRAAGD, VulAan.model_validate({"tekst": "Eerder."})), "gemeld", GEEN_VRAAG, JA),
    ((DOORGEZET,), "weegoverleg-wordt-gepland", GEEN_VRAAG, JA),
    (TOT, "weegoverleg-gepland", GEEN_VRAAG, JA),
    ((*TOT, GEANNULEERD), "weegoverleg-wordt-gepland", GEEN_VRAAG, JA),
    ((AFGEWEZEN,), "afgewezen", GEEN_VRAAG, JA),
    ((GEVOEGD,), "gevoegd", GEEN_VRAAG, JA),
    ((GEVOEGD, HEROPEND), "gemeld", GEEN_VRAAG, JA),
    ((TrekIn.model_validate({"reden": "Eerder."}),), "ingetrokken", GEEN_VRAAG, "al-ingetrokken"),
    ((*TOT, NIET_BESLOTEN), "weegoverleg-wordt-gepland", GEEN_VRAAG, TE_LAAT),
    ((*TOT, NOG_NIET), "weegoverleg-wordt-gepland", GEEN_VRAAG, TE_LAAT),
    ((*TOT, NOG_NIET, TWEEDE), "weegoverleg-gepland", GEEN_VRAAG, TE_LAAT),
    ((*TOT, NIET_PASSEND), "niet-passend", GEEN_VRAAG, TE_LAAT),
    ((*TOT, GEHOUDEN), "passend", GEEN_VRAAG, TE_LAAT),
    ((*TOT, GEHOUDEN, WACHTLIJST), "wachtlijst", GEEN_VRAAG, TE_LAAT),
    ((WACHTLIJST,), "wachtlijst", GEEN_VRAAG, TE_LAAT),
    ((*TOT, GEHOUDEN, WACHTLIJST, VAN_WACHTLIJST), "van-wachtlijst", GEEN_VRAAG, TE_LAAT),
    ((*TOT, GEHOUDEN, GEOPEND), "loopt", GEEN_VRAAG, TE_LAAT),
    ((*TOT, GEHOUDEN, GEOPEND, ONGEDAAN), "weegoverleg-wordt-gepland", GEEN_VRAAG, TE_LAAT),
    ((*TOT, GEHOUDEN, GEOPEND, AFGESCHAALD), "afgeschaald", GEEN_VRAAG, DICHT),
    ((*TOT, GEHOUDEN, GEOPEND, BEEINDIGD), "beeindigd", GEEN_VRAAG, DICHT),
]
OVERIG: frozenset[Stand] = frozenset({"geweigerd", "ingebracht"})
"""Stands without a melding of a reporter; each has a test of its own."""


@pytest.fixture
def zaak(tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> Gemeld:
    """A melding of Vera, and what was done and heard of it."""

    def maak(*gebeurd: BaseModel, op: datetime = T1) -> Story:
        story = given(tafel, indiening(), at=T0, by=vera)
        for bericht in gebeurd:
            story.when(bericht, at=op, by=vera)
        return story

    return maak


def _vul_aan(tekst: str = "Zij woont nu elders.") -> Command:
    return VulAan.model_validate({"tekst": tekst, "voorwaarden": "Niet met de werkgever delen."})


def _trek_in() -> Command:
    return TrekIn.model_validate({"reden": "Zij wil dit niet."})


def test_the_matrix_has_every_stand() -> None:
    """D1: a stand that is added must say here what may be done in it."""
    assert {stand for _, stand, _, _ in MATRIX} | OVERIG == set(get_args(Stand))


@pytest.mark.parametrize(("gebeurd", "stand", "aanvullen", "intrekken"), MATRIX)
def test_supplementing_in_every_stand(
    zaak: Gemeld,
    vera: Actor,
    gebeurd: tuple[BaseModel, ...],
    stand: Stand,
    aanvullen: str,
    intrekken: str,
) -> None:
    """D1: while triage asks, and only then; what is refused changes nothing."""
    story = zaak(*gebeurd)
    assert story.state.stand == stand
    was = story.state
    story.when(_vul_aan(), at=LATER, by=vera)
    if aanvullen == JA:
        story.then(MeldingAangevuld(aangevuld_op=LATER))
        assert [een.tekst.cipher for een in story.state.aanvullingen] == [b"Zij woont nu elders."]
        assert story.state.aanvullingen[0].voorwaarden.cipher == b"Niet met de werkgever delen."
        assert story.state.stand in ("gemeld", "weegoverleg-gepland")
    else:
        story.then_refused(aanvullen, status=409)
        assert story.state == was


@pytest.mark.parametrize(("gebeurd", "stand", "aanvullen", "intrekken"), MATRIX)
def test_withdrawing_in_every_stand(
    zaak: Gemeld,
    vera: Actor,
    gebeurd: tuple[BaseModel, ...],
    stand: Stand,
    aanvullen: str,
    intrekken: str,
) -> None:
    """D1: until a weegoverleg is held, decided or not; an overleg that is planned is meetings' to cancel, by the event."""
    story = zaak(*gebeurd)
    was = story.state
    story.when(_trek_in(), at=LATER, by=vera)
    if intrekken == JA:
        story.then(MeldingIngetrokken(ingetrokken_op=LATER))
        assert story.state.stand == "ingetrokken"
        assert story.state.intrekking.reden.cipher == b"Zij wil dit niet."
        assert story.state.vernietigen_op == date(2025, 7, 5)
        assert story.state.overleg == was.overleg
        assert story.state.toegang == ()
    else:
        story.then_refused(intrekken, status=404 if intrekken == DICHT else 409)
        assert story.state == was


@pytest.mark.parametrize("maak", [_vul_aan, _trek_in])
def test_the_same_request_twice_is_done_once(zaak: Gemeld, vera: Actor, maak: Callable[[], Command]) -> None:
    """D1: by its key the same answer and nothing else; with another key it is a second one, and refused."""
    story = zaak(GEVRAAGD).when(maak(), at=LATER, by=vera, key="k")
    eerst, was = story.outcome, story.state
    story.when(maak(), at=LATER, by=vera, key="k").then_nothing()
    assert story.outcome is not None
    assert eerst is not None
    assert (story.outcome.status, story.outcome.result) == ("repeated", eerst.result)
    assert story.state == was
    story.when(maak(), at=LATER, by=vera).then_refused("geen-vraag" if maak is _vul_aan else "al-ingetrokken")
    assert story.state == was


def test_after_the_term_and_the_window_it_still_goes(zaak: Gemeld, vera: Actor) -> None:
    """D1, S7, S10: nothing closes by itself; everything after receipt goes on when the pilot is closed."""
    story = zaak(GEVRAAGD)
    laat = datetime(2025, 10, 2, 9, tzinfo=UTC)
    story.when(_vul_aan(), at=laat, by=vera).then(MeldingAangevuld(aangevuld_op=laat))
    story.when(_trek_in(), at=laat, by=vera).then(MeldingIngetrokken(ingetrokken_op=laat))


def test_each_question_is_answered_once(zaak: Gemeld, vera: Actor) -> None:
    """D1: a second question opens it again, and both answers stay."""
    story = zaak(GEVRAAGD).when(_vul_aan(), at=LATER, by=vera)
    story.when(_vul_aan(), at=LATER, by=vera).then_refused("geen-vraag")
    story.when(GEVRAAGD.model_copy(update={"versie": 2}), at=LATER)
    story.when(_vul_aan("Nog iets."), at=LATER, by=vera)
    assert [(een.vraag, een.tekst.cipher) for een in story.state.aanvullingen] == [
        (1, b"Zij woont nu elders."),
        (2, b"Nog iets."),
    ]


def test_what_is_no_melding_is_not_withdrawn(tafel: Handlers, vera: Actor) -> None:
    """D1: nothing there, or a partner's record that was refused."""
    fout = Fout(code="zorgen-ontbreken", tekst="Beschrijf wat er aan de hand is.", plaats="/zorgen")
    geweigerd = given(tafel).when(Weiger(referentie="r", fouten=(fout,)), at=T0, by=vera)
    for story in (given(tafel), geweigerd):
        story.when(_trek_in(), at=LATER, by=vera).then_refused("bestaat-niet", status=404)
        story.when(_vul_aan(), at=LATER, by=vera).then_refused("geen-vraag", status=409)


def test_a_running_case_of_before_is_not_withdrawn(tafel: Handlers, vera: Actor) -> None:
    """D1, S6c: it is past its weegoverleg, before and after regie opened it."""
    zaak: dict[str, Any] = {
        "oudeReferentie": "ZV 2024/117",
        "begonnenOp": "2024-11-14",
        "eersteVerwerkingOp": "2024-11-14",
        "relatie": "ex-partner",
        "gemeente": "den-haag",
        "betrokkenen": [
            {"rol": "slachtoffer", "gegevens": {"naam": "Dina Fictief"}, "geinformeerd": {"ja": True}},
            {"rol": "pleger", "gegevens": {"naam": "Evert Verzonnen"}, "geinformeerd": {"ja": True}},
        ],
        "deelnemers": [VT, PO],
    }
    inbreng = Inbreng(zaak=BrengLopendeZaakIn.model_validate(zaak), kenmerk="ZV-4W8K-2PFD")
    bram = Actor("bram", "00000099000000000100", frozenset({"procesregisseur"}))
    story = given(tafel, inbreng, at=T0, by=bram)
    assert story.state.stand == "ingebracht"
    for _ in range(2):
        story.when(_trek_in(), at=LATER, by=vera).then_refused("weegoverleg-gehouden", status=409)
        story.when(_vul_aan(), at=LATER, by=vera).then_refused("geen-vraag", status=409)
        story.when(casussen.LopendeCasusGeopend(geopend_op=T1, afschalen_mogelijk_op=T1), at=LATER)
