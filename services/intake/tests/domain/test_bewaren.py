# SPDX-License-Identifier: EUPL-1.2
"""How long a zaak is kept (L8): the sum itself, renewal, hold, and destruction at the first moment of the local day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as voor_elke
from hypothesis import strategies as st
from pydantic import BaseModel
from services.intake.tests.story import Gemeld, MaaktIndiening

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import BewaartermijnGewijzigd, MeldingVernietigd
from zvhh_intake.domain.commands.geef_vrij import GeefVrij
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.verleng_bewaren import VerlengBewaren, leveranciers
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.commands.wijzig_betrokkene import WijzigBetrokkene
from zvhh_intake.domain.derived import VERNIETIGEN
from zvhh_intake.domain.rules.besluit import TERMIJN, bewaartaak, einde_bewaren
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import given

VT, PO, RN, TB = "00000099000000001000", "00000099000000002000", "00000099000000006000", "00000099000000011000"
ZVHH = "00000099000000000100"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=90)
JAREN_LATER = datetime(2030, 1, 14, 9, tzinfo=UTC)
NOOR = Actor("noor", ZVHH, frozenset({"procesregisseur"}))
DOORGEZET = triages.TriageDoorgezet(versie=1, doorgezet_op=T0, door="noor", weegoverleg_uiterlijk_op=date(2025, 3, 17))
AFGEWEZEN = triages.TriageAfgewezen(
    versie=1, afgewezen_op=T0, door="bram", route="lokaal", vernietigen_op=date(2025, 4, 2)
)
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO, VT), passend=True, doorzetten="ja",
    deelnemers=(PO, RN),
)  # fmt: skip
NIET_PASSEND = GEHOUDEN.model_copy(update={"passend": False, "doorzetten": None, "deelnemers": (), "route": "geen"})
GEOPEND = casussen.CasusGeopend(
    pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=T0, afschalen_mogelijk_op=T1 + timedelta(days=183)
)
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T1)
BEEINDIGD = casussen.CasusBeeindigd(nummer=4, grond="overlijden", beeindigd_op=T1)
VAN_WACHTLIJST = casussen.CasusVanWachtlijst(pilotjaar=2025, route="regulier", van_wachtlijst_op=T1, door="noor")
LOOPT = (DOORGEZET, GEHOUDEN, GEOPEND)


def _verleng(*oins: str, tot: str = "2032-03-03", op: str = "2030-01-10") -> VerlengBewaren:
    body = {"tot": tot, "toestemmingen": [{"oin": oin, "op": op} for oin in oins], "reden": "Het gevaar is er nog."}
    return VerlengBewaren.model_validate(body)


def _houd() -> HoudAan:
    return HoudAan.model_validate({"naam": "Mr. Testrecht", "reden": "Er loopt een procedure."})


def _vrij() -> GeefVrij:
    return GeefVrij.model_validate({"redenVrijgave": "De procedure is klaar."})


# --- the sum ----------------------------------------------------------------------------------------------------------

dagen = st.none() | st.dates(date(2025, 1, 1), date(2040, 1, 1))


@voor_elke(dagen, dagen, dagen, dagen)
def test_a_hold_outranks_every_term(a: date | None, b: date | None, c: date | None, d: date | None) -> None:
    """L8: on hold there is no date at all; without one the earliest counts, and a renewal only moves the long term."""
    termijnen: dict[str, Any] = {"uiterlijk": a, "verlengd_tot": b, "kort": c, "hoofdzaak_weg_op": d}
    assert einde_bewaren(**termijnen, aangehouden=True) is None
    einde = einde_bewaren(**termijnen)
    lang = max((dag for dag in (a, b) if dag), default=None)
    genoemd = [dag for dag in (lang, c, d) if dag is not None]
    assert (einde is None) is (not genoemd)
    assert einde is None or (einde in genoemd and all(einde <= dag for dag in genoemd))


@pytest.mark.parametrize(
    ("gehoord", "einde"),
    [
        ((), date(2030, 3, 3)),
        ((DOORGEZET,), date(2030, 3, 3)),
        (LOOPT, date(2030, 3, 3)),
        ((*LOOPT, AFGESCHAALD), date(2030, 3, 3)),
        ((*LOOPT, BEEINDIGD), date(2030, 3, 3)),
        ((AFGEWEZEN,), date(2025, 4, 2)),
        ((AFGEWEZEN, DOORGEZET.model_copy(update={"versie": 2})), date(2030, 3, 3)),
        ((DOORGEZET, NIET_PASSEND), date(2025, 4, 2)),
        ((DOORGEZET, GEHOUDEN, VAN_WACHTLIJST), date(2025, 7, 1)),
    ],
)
def test_each_end_has_its_term(gemeld: Gemeld, gehoord: tuple[BaseModel, ...], einde: date) -> None:
    """L8: five years, or 30 days for what went no further; a revision takes the short term away. The reminder agrees."""
    story = gemeld(*gehoord)
    assert story.state.einde_bewaren == einde
    lokaal = story.reminders[VERNIETIGEN].astimezone(datetime.fromisoformat("2025-01-01T00:00+01:00").tzinfo)
    assert lokaal.date() in (einde, einde - timedelta(days=1))  # summer time: 23:00 by winter time


def test_withdrawn_goes_after_30_days(gemeld: Gemeld, vera: Actor) -> None:
    """L8: 30 days after the withdrawal."""
    story = gemeld().when(TrekIn.model_validate({"reden": "Zij wil dit niet."}), at=T0, by=vera)
    assert story.state.einde_bewaren == date(2025, 4, 2)
    assert story.reminders[VERNIETIGEN] == datetime(2025, 4, 1, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ontvangen", "weg"), [("2028-02-29T12:00Z", date(2033, 2, 28)), ("2025-09-30T21:59Z", date(2030, 9, 30))]
)
def test_five_calendar_years_clamped(
    config: Configuratie, tafel: Handlers, indiening: MaaktIndiening, vera: Actor, ontvangen: str, weg: date
) -> None:
    """L8: by the local day of receipt; 29 February ends on the 28th."""
    jaar = {
        2028: config.pilotjaren[2025].model_copy(
            update={"begin": datetime(2028, 1, 1, tzinfo=UTC), "eind": datetime(2029, 1, 1, tzinfo=UTC)}
        )
    }
    from zvhh_intake.handlers import handlers

    ruim = handlers(config.model_copy(update={"pilotjaren": config.pilotjaren | jaar}))
    story = given(ruim, indiening(), at=datetime.fromisoformat(ontvangen), by=vera)
    assert story.state.einde_bewaren == weg


def test_a_refused_record_has_no_term(tafel: Handlers, vera: Actor) -> None:
    """L8, D1: it has its own seven days, and can't be held or renewed."""
    geweigerd = Weiger.model_validate(
        {
            "referentie": "r",
            "fouten": [{"code": "zorgen-ontbreken", "tekst": "Beschrijf wat er aan de hand is.", "plaats": "/zorgen"}],
        }
    )
    story = given(tafel, geweigerd, at=T0, by=vera)
    assert (story.state.einde_bewaren, VERNIETIGEN in story.reminders) == (None, False)
    assert story.state.afgeschermd is True
    for command in (_houd(), _vrij(), _verleng(VT)):
        story.when(command, at=T1, by=NOOR).then_refused("bestaat-niet", status=404)


# --- destruction ------------------------------------------------------------------------------------------------------


def test_destroyed_at_the_first_moment_of_the_day(gemeld: Gemeld) -> None:
    """L8, L9: the law, not a judgement: the document goes, a tombstone stays, and every service hears it."""
    story = gemeld(*LOOPT, AFGESCHAALD)
    middernacht = datetime(2030, 3, 2, 23, tzinfo=UTC)
    with pytest.raises(AssertionError, match="not due"):
        story.when(VERNIETIGEN, at=middernacht - timedelta(milliseconds=1))
    story.when(VERNIETIGEN, at=middernacht).then(MeldingVernietigd(vernietigd_op=middernacht))
    assert (story.state, story.document.gone, story.reminders) == (None, middernacht, {})


def test_nothing_comes_back_after_destruction(gemeld: Gemeld) -> None:
    """L8: late events and commands meet the tombstone."""
    story = gemeld(AFGEWEZEN).when(VERNIETIGEN, at=datetime(2025, 4, 1, 22, tzinfo=UTC))
    story.when(DOORGEZET, at=JAREN_LATER).then_nothing()
    story.when(_houd(), at=JAREN_LATER, by=NOOR).then_refused("bestaat-niet", status=404)
    assert story.state is None


# --- renewal ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("einde", [(), (AFGESCHAALD,), (BEEINDIGD,)])
def test_renewed_with_the_consent_of_every_supplier(gemeld: Gemeld, einde: tuple[BaseModel, ...]) -> None:
    """L8: two years at most, for a zaak that runs or is closed; the reminder moves along."""
    story = gemeld(*LOOPT, *einde).when(_verleng(VT, PO, RN), at=JAREN_LATER, by=NOOR)
    story.then(BewaartermijnGewijzigd(soort="verlengd", vernietigen_op=date(2032, 3, 3), op=JAREN_LATER))
    assert story.state.einde_bewaren == story.state.termijn_tot == date(2032, 3, 3)
    assert story.state.casus.gesloten_op == (T1 if einde else None)
    assert story.reminders[VERNIETIGEN] == datetime(2032, 3, 2, 23, tzinfo=UTC)
    verlenging = story.state.bewaren.verlengingen[0]
    assert (verlenging.door, [een.oin for een in verlenging.toestemmingen]) == ("noor", [VT, PO, RN])
    assert b"gevaar" in verlenging.reden.cipher


def test_every_missing_supplier_is_named(gemeld: Gemeld) -> None:
    """L8: reporter and deelnemers; one who left supplied data too, and so did who corrected a person (D10)."""
    story = gemeld(*LOOPT, overleggen.DeelnemerVertrokken(oin=RN, per=date(2025, 6, 3)))
    persoon = {"rol": "kind", "gegevens": {"naam": "Kind Fictief"}, "geinformeerd": {"ja": True}}
    erbij = WijzigBetrokkene.model_validate({"betrokkene": persoon, "reden": "Gezien."})
    story.when(erbij, at=T1, by=Actor("tine", TB, frozenset({"deelnemer"})))
    assert leveranciers(Configuratie(), story.state) == (VT, PO, RN, TB)
    story.when(_verleng(PO), at=JAREN_LATER, by=NOOR).then_refused(*["toestemming-ontbreekt"] * 3, status=400)
    teksten = [fout.text for fout in story.outcome.refused.faults]  # type: ignore[union-attr]
    assert teksten == [
        "De toestemming van Veilig Thuis Duinrand ontbreekt.",
        "De toestemming van Reclassering Duinrand ontbreekt.",
        "De toestemming van Thuisbasis ontbreekt.",
    ]
    assert {fout.place for fout in story.outcome.refused.faults} == {"/toestemmingen"}  # type: ignore[union-attr]


def test_a_supplier_that_is_in_no_list_is_named_by_its_number(gemeld: Gemeld) -> None:
    """L8: its consent is needed all the same."""
    story = gemeld(*LOOPT, overleggen.DeelnemerToegevoegd(oin="00000099000000099000", per=date(2025, 6, 3)))
    story.when(_verleng(VT, PO, RN), at=JAREN_LATER, by=NOOR).then_refused("toestemming-ontbreekt", status=400)
    assert story.outcome is not None
    assert story.outcome.refused is not None
    assert story.outcome.refused.faults[0].text == "De toestemming van 00000099000000099000 ontbreekt."


def test_the_bounds_of_a_renewal(gemeld: Gemeld) -> None:
    """L8: after the term that counts, at most two years in all, with consents of suppliers that were given already."""
    story = gemeld(*LOOPT)
    story.when(_verleng(VT, PO, RN, tot="2030-03-03"), at=JAREN_LATER, by=NOOR).then_refused("tot-te-vroeg", status=400)
    story.when(_verleng(VT, PO, RN, tot="2032-03-04"), at=JAREN_LATER, by=NOOR).then_refused("tot-te-laat", status=400)
    story.when(_verleng(VT, PO, RN, TB), at=JAREN_LATER, by=NOOR).then_refused("geen-leverancier", status=400)
    toekomst = _verleng(VT, PO, RN, op="2030-01-15")
    story.when(toekomst, at=JAREN_LATER, by=NOOR).then_refused(*["datum-in-toekomst"] * 3, status=400)
    vandaag = _verleng(VT, PO, RN, tot="2031-03-03", op="2030-01-14")
    story.when(vandaag, at=JAREN_LATER, by=NOOR).then(
        BewaartermijnGewijzigd(soort="verlengd", vernietigen_op=date(2031, 3, 3), op=JAREN_LATER)
    )
    story.when(_verleng(VT, PO, RN, tot="2032-03-04"), at=JAREN_LATER, by=NOOR).then_refused("tot-te-laat")
    story.when(_verleng(VT, PO, RN), at=JAREN_LATER, by=NOOR)
    assert story.state.einde_bewaren == date(2032, 3, 3)


def test_what_is_wrong_is_told_with_its_place(gemeld: Gemeld) -> None:
    """L8: in words, with the dates that hold, and where in the request."""
    story = gemeld(*LOOPT)

    def fout(verleng: VerlengBewaren) -> tuple[str, str]:
        story.when(verleng, at=JAREN_LATER, by=NOOR)
        assert story.outcome is not None
        assert story.outcome.refused is not None
        laatste = story.outcome.refused.faults[-1]
        return laatste.text, laatste.place

    vroeg = fout(_verleng(VT, PO, RN, tot="2030-03-03"))
    assert vroeg == ("Kies een datum na 03-03-2030. Tot die dag blijft de zaak al bewaard.", "/tot")
    laat = fout(_verleng(VT, PO, RN, tot="2032-03-04"))
    assert laat == ("Verlengen mag tot en met 03-03-2032.", "/tot")
    assert fout(_verleng(VT, PO, RN, TB))[1] == "/toestemmingen/3/oin"
    assert fout(_verleng(VT, PO, RN, op="2030-01-15"))[1] == "/toestemmingen/2/op"


def test_no_renewal_when_the_term_is_over(gemeld: Gemeld) -> None:
    """L8: on the last day it still can; on the day itself it can't, though a hold keeps the zaak alive."""
    story = gemeld(*LOOPT).when(_houd(), at=T1, by=NOOR)
    laat = datetime(2030, 3, 2, 23, tzinfo=UTC)
    story.when(_verleng(VT, PO, RN), at=laat, by=NOOR).then_refused("termijn-voorbij", status=409)
    op_tijd = laat - timedelta(milliseconds=1)
    story.when(_verleng(VT, PO, RN), at=op_tijd, by=NOOR)
    story.then(BewaartermijnGewijzigd(soort="verlengd", vernietigen_op=None, op=op_tijd))


@pytest.mark.parametrize("gehoord", [(), (DOORGEZET,), (AFGEWEZEN,), (DOORGEZET, NIET_PASSEND)])
def test_only_a_zaak_that_runs_or_is_closed_is_renewed(gemeld: Gemeld, gehoord: tuple[BaseModel, ...]) -> None:
    """L8: what went no further goes after its short term."""
    gemeld(*gehoord).when(_verleng(VT), at=T1, by=NOOR).then_refused("niet-te-verlengen", status=409)


# --- hold -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gehoord", [(), (AFGEWEZEN,), (*LOOPT, AFGESCHAALD)])
def test_a_hold_stops_destruction_until_it_is_released(gemeld: Gemeld, gehoord: tuple[BaseModel, ...]) -> None:
    """L8, L9: by a named person with a reason; a release after the term destroys at once."""
    story = gemeld(*gehoord).when(_houd(), at=T1, by=NOOR)
    story.then(BewaartermijnGewijzigd(soort="aangehouden", vernietigen_op=None, op=T1))
    assert (story.state.einde_bewaren, VERNIETIGEN in story.reminders) == (None, False)
    houdt = story.state.bewaren.aanhoudingen[0]
    assert (houdt.door, houdt.op, houdt.naam.cipher) == ("noor", T1, b"Mr. Testrecht")

    later = datetime(2031, 1, 1, 12, tzinfo=UTC)
    einde = date(2025, 4, 2) if AFGEWEZEN in gehoord else date(2030, 3, 3)
    story.when(_vrij(), at=later, by=NOOR)
    story.then(BewaartermijnGewijzigd(soort="vrijgegeven", vernietigen_op=einde, op=later))
    assert story.state.bewaren.aanhoudingen[0].vrijgegeven_door == "noor"
    story.when(VERNIETIGEN, at=later).then(MeldingVernietigd(vernietigd_op=later))


def test_a_hold_stands_once(gemeld: Gemeld) -> None:
    """L8: no second hold, no release without one; after a release a new one can come."""
    story = gemeld().when(_vrij(), at=T1, by=NOOR).then_refused("niet-aangehouden", status=409)
    story.when(_houd(), at=T1, by=NOOR).when(_houd(), at=T1, by=NOOR).then_refused("al-aangehouden", status=409)
    story.when(_vrij(), at=T1, by=NOOR).when(_vrij(), at=T1, by=NOOR).then_refused("niet-aangehouden")
    story.when(_houd(), at=T1, by=NOOR)
    assert (story.state.aangehouden, len(story.state.bewaren.aanhoudingen)) == (True, 2)


def test_what_is_heard_during_a_hold_sets_no_date(gemeld: Gemeld) -> None:
    """L8: hold outranks: also a no that comes after it."""
    story = gemeld().when(_houd(), at=T0, by=NOOR).when(AFGEWEZEN, at=T1)
    assert (story.state.einde_bewaren, VERNIETIGEN in story.reminders) == (None, False)


# --- the task ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "er_is_een"),
    [(date(2029, 12, 2), False), (date(2029, 12, 3), True), (date(2030, 3, 2), True)],
)
def test_the_last_three_months_are_a_task(gemeld: Gemeld, dag: date, er_is_een: bool) -> None:
    """L8: for the long term only: about what went no further nothing is to be decided."""
    taak = bewaartaak(gemeld(*LOOPT, AFGESCHAALD).state, dag, 3)
    assert (taak is not None) is er_is_een
    assert taak is None or (taak.code, taak.uiterlijk, taak.voor) == (TERMIJN, date(2030, 3, 3), "procesregisseur")
    assert bewaartaak(gemeld(AFGEWEZEN).state, date(2025, 4, 1), 3) is None
    aangehouden = gemeld(*LOOPT).when(_houd(), at=T1, by=NOOR).state
    assert bewaartaak(aangehouden, dag, 3) is None
