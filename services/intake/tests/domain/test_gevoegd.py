# SPDX-License-Identifier: EUPL-1.2
"""What holds for a zaak holds for what is joined to it, before and after, in any order (D1, D11b, L6)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from pydantic import BaseModel
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts import overleggen, triages
from zvhh_contracts.configuration import Configuratie, Professional
from zvhh_contracts.intake_intern import HoofdzaakGesloten, HoofdzaakGewogen, HoofdzaakWering
from zvhh_contracts.meldingen import ProfessionalGeweerd, WeringOpgeheven
from zvhh_intake.domain.commands.hef_wering_op import HefWeringOp
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.weer import Weer
from zvhh_intake.handlers import handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import given

A, M, B = (f"0190aaaa-0000-8000-8000-00000000000{n}" for n in (7, 8, 9))
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=30)
NOOR = Actor("noor", "00000099000000000100", frozenset({"procesregisseur"}))
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1,
    gehouden_op=T0,
    vastgelegd_op=T0,
    besloten=True,
    aanwezigen=(),
    passend=True,
    doorzetten="ja",
    deelnemers=(),
)
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T1, door="noor", bij=A)
HEROPEND = triages.TriageHeropend(versie=2, heropend_op=T1, door="noor")
BIJ, WEG = (
    triages.MeldingToegevoegd(zaak_id=M, toegevoegd_op=T1),
    triages.MeldingAfgesplitst(zaak_id=M, afgesplitst_op=T1),
)
INTREKKEN = {"reden": "Niet meer nodig."}


class Twee:
    """A zaak and a melding that joins it; what the first says to the second waits until it is brought."""

    def __init__(self, config: Configuratie, indiening: MaaktIndiening, vera: Actor) -> None:
        piet = Professional(id="piet", organisatie=vera.oin, naam="Piet Proef")
        tafel = handlers(config.model_copy(update={"professionals": (piet,)}))
        self.a = given(tafel, indiening(), at=T0, by=vera, subject=A)
        self.m = given(tafel, indiening(), at=T0, by=vera, subject=M)
        self.onderweg: list[BaseModel] = []
        self.geweerd: set[str] = set()

    def bij_a(self, wat: BaseModel) -> None:
        self.a.when(wat, at=T1, by=NOOR)
        self.onderweg += [event for zaak, event in self.a.events if zaak == M]

    def bij_m(self, wat: BaseModel) -> None:
        self.m.when(wat, at=T1, by=NOOR)
        for _, event in self.m.events:
            if isinstance(event, ProfessionalGeweerd):
                assert event.persoon not in self.geweerd
                self.geweerd.add(event.persoon)
            elif isinstance(event, WeringOpgeheven):
                self.geweerd.remove(event.persoon)

    def breng(self) -> None:
        while self.onderweg:
            self.bij_m(self.onderweg.pop(0))


@pytest.fixture
def twee(config: Configuratie, indiening: MaaktIndiening, vera: Actor) -> Callable[[], Twee]:
    """A new pair."""
    return lambda: Twee(config, indiening, vera)


def _weer(wie: str) -> Weer:
    return Weer.model_validate({"persoon": wie, "reden": "Familie van de pleger."})


def _hef(wie: str) -> HefWeringOp:
    return HefWeringOp.model_validate({"persoon": wie, "redenOpheffing": "Een naamgenoot."})


BIJ_A: dict[str, tuple[BaseModel, ...]] = {
    "bar": (_weer("piet"),),
    "bar and lift": (_weer("piet"), _hef("piet")),
    "weighed": (GEHOUDEN,),
    "joined": (BIJ,),
    "joined and split": (BIJ, WEG),
}


@pytest.mark.parametrize("wat", [
    ("bar", "joined"), ("bar and lift", "joined"), ("bar", "joined and split"), ("weighed", "joined"),
    ("bar", "weighed", "joined"), ("bar and lift", "weighed", "joined and split"),
])  # fmt: skip
@pytest.mark.parametrize("eerst_gehoord", [False, True])
@pytest.mark.parametrize("zelf", [False, True])
def test_who_is_barred_from_a_zaak_is_barred_from_what_joins_it(
    twee: Callable[[], Twee], wat: tuple[str, ...], eerst_gehoord: bool, zelf: bool
) -> None:
    """L6, D11b, D1: before and after; whichever of triage and the zaak is heard first; every service is told each change."""
    gesplitst = "joined and split" in wat
    for volgorde in permutations(wat):
        paar = twee()
        if zelf:
            paar.bij_m(_weer("vera"))
        van_triage: list[BaseModel] = [GEVOEGD, HEROPEND] if gesplitst else [GEVOEGD]
        for stap in volgorde:
            for een in BIJ_A[stap]:
                paar.bij_a(een)
        if eerst_gehoord:
            paar.breng()
        for event in van_triage:
            paar.bij_m(event)
        paar.breng()
        via = "bar" in wat and not gesplitst
        verwacht = {*(["vera"] if zelf else []), *(["piet"] if via else [])}
        assert set(paar.m.state.geweerd) == verwacht == paar.geweerd, volgorde
        paar.m.when(TrekIn.model_validate(INTREKKEN), at=T1, by=NOOR)
        assert paar.m.outcome is not None
        geweigerd = "weighed" in wat and not gesplitst
        assert (paar.m.outcome.refused is not None) is geweigerd, volgorde


def test_a_joined_melding_is_not_withdrawn_after_the_weegoverleg(twee: Callable[[], Twee]) -> None:
    """D1, D11b: its main reporter can't either; the words tell of no other zaak."""
    paar = twee()
    paar.bij_m(GEVOEGD)
    for een in (BIJ, GEHOUDEN):
        paar.bij_a(een)
    paar.breng()
    paar.m.when(TrekIn.model_validate(INTREKKEN), at=T1, by=NOOR).then_refused("al-behandeld", status=409)


@pytest.mark.parametrize("eerst", ["ingetrokken", "gesloten"])
def test_withdrawn_or_not_it_is_shut_with_its_zaak(twee: Callable[[], Twee], eerst: str) -> None:
    """D11b, L8: what shields it is that the zaak is closed, whatever was done to the melding itself."""
    paar = twee()
    paar.bij_m(GEVOEGD)
    if eerst == "ingetrokken":
        paar.bij_m(TrekIn.model_validate(INTREKKEN))
    paar.bij_m(HoofdzaakGesloten(zaak_id=A, gesloten_op=T1))
    assert paar.m.state.afgeschermd is True
    paar.bij_m(GEHOUDEN)  # its own weegoverleg crossed: it stands alone after all
    assert paar.m.state.afgeschermd is False


def test_a_barred_person_is_let_in_where_they_were_barred(twee: Callable[[], Twee]) -> None:
    """L6: of the joined melding they can be barred too, and then both are to be lifted; each change is told once."""
    paar = twee()
    paar.bij_m(GEVOEGD)
    for een in (BIJ, _weer("piet")):
        paar.bij_a(een)
    paar.breng()
    paar.m.when(_hef("piet"), at=T1, by=NOOR).then_refused("geweerd-van-hoofdzaak", status=409)
    paar.bij_m(_weer("piet"))
    assert paar.m.events == []
    paar.m.when(_weer("piet"), at=T1, by=NOOR).then_refused("al-geweerd", status=409)
    paar.bij_a(_hef("piet"))
    paar.breng()
    assert paar.m.state.geweerd == ("piet",)
    paar.bij_m(_hef("piet"))
    assert (paar.m.state.geweerd, paar.geweerd) == ((), set())


def test_nothing_is_told_that_did_not_change(twee: Callable[[], Twee]) -> None:
    """One message for each change, with all of it; of a melding that is not there nothing follows."""
    paar = twee()
    paar.bij_a(BIJ)
    assert paar.onderweg == []
    paar.bij_a(_weer("piet"))
    paar.bij_a(triages.MeldingToegevoegd(zaak_id=M, toegevoegd_op=T1))
    assert paar.onderweg == [HoofdzaakWering(zaak_id=A, persoon="piet", geldt=True)]
    paar.bij_a(GEHOUDEN)
    assert paar.onderweg[1:] == [HoofdzaakGewogen(zaak_id=A)]
    paar.bij_a(WEG)
    paar.bij_a(GEHOUDEN)
    assert paar.onderweg[2:] == []
    paar.bij_a(_hef("piet"))
    assert paar.onderweg[2:] == [HoofdzaakWering(zaak_id=A, persoon="piet", geldt=False)]


def test_a_zaak_of_an_earlier_release_tells_at_its_next_change(twee: Callable[[], Twee]) -> None:
    """L6, D1: it was joined and barred before anything was told of that."""
    paar = twee()
    for een in (BIJ, _weer("piet"), GEHOUDEN):
        paar.bij_a(een)
    paar.a.document.state = paar.a.state.model_copy(update={"verteld": {}})
    paar.onderweg.clear()
    paar.bij_a(triages.MeldingToegevoegd(zaak_id=M, toegevoegd_op=T1))
    assert paar.onderweg == [HoofdzaakGewogen(zaak_id=A), HoofdzaakWering(zaak_id=A, persoon="piet", geldt=True)]


def test_it_holds_along_a_chain_and_never_round_in_a_circle(twee: Callable[[], Twee]) -> None:
    """L6: two persons may join the same zaken at once; what was heard of one is told to what joined, not back to it."""
    paar = twee()
    paar.bij_m(GEVOEGD)
    paar.bij_a(BIJ)
    paar.bij_a(_weer("piet"))
    paar.breng()
    paar.m.when(triages.MeldingToegevoegd(zaak_id=A, toegevoegd_op=T1), at=T1)
    assert paar.m.events == []
    paar.m.when(triages.MeldingToegevoegd(zaak_id=B, toegevoegd_op=T1), at=T1)
    assert paar.m.events == [(B, HoofdzaakWering(zaak_id=M, persoon="piet", geldt=True))]


def test_what_was_told_is_not_told_again(twee: Callable[[], Twee]) -> None:
    """D1, D11b: weighed by way of the zaak that it had joined itself, it is so for what joined it; also once it is on its own
    again and has a weegoverleg of its own."""
    paar = twee()
    paar.bij_m(GEVOEGD)
    paar.bij_m(HoofdzaakGewogen(zaak_id=A))
    paar.bij_m(triages.MeldingToegevoegd(zaak_id=B, toegevoegd_op=T1))
    assert paar.m.events == [(B, HoofdzaakGewogen(zaak_id=M))]
    paar.bij_m(HEROPEND)
    assert paar.m.events == []
    paar.bij_m(GEHOUDEN)
    assert paar.m.events == []


def test_each_of_several_is_barred_until_they_are_let_in(twee: Callable[[], Twee]) -> None:
    """L6, D11b: the second takes no place of the first."""
    paar = twee()
    paar.bij_m(GEVOEGD)
    for persoon in ("piet", "karin"):
        paar.bij_m(HoofdzaakWering(zaak_id=A, persoon=persoon, geldt=True))
    assert paar.m.state.geweerd == ("karin", "piet")
    paar.bij_m(HoofdzaakWering(zaak_id=A, persoon="karin", geldt=False))
    assert paar.m.state.geweerd == ("piet",)


def test_without_a_melding_nothing_follows(config: Configuratie) -> None:
    """Total."""
    for feit in (HoofdzaakGewogen(zaak_id=A), HoofdzaakWering(zaak_id=A, persoon="piet", geldt=True)):
        assert given(handlers(config), subject=M).when(feit, at=T1).then_nothing().state is None
