# SPDX-License-Identifier: EUPL-1.2
"""Running cases of before the pilot (S6c)."""

import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zvhh_contracts import casussen, overleggen
from zvhh_contracts.configuration import Configuratie, Partner, Professional
from zvhh_contracts.meldingen import LopendeZaakIngebracht
from zvhh_intake.domain.commands.breng_lopende_zaak_in import (
    BrengLopendeZaakIn,
    Inbreng,
    fouten,
    genormaliseerde_referentie,
)
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.derived import VERNIETIGEN
from zvhh_intake.domain.parts.inhoud import Spoor
from zvhh_intake.domain.rules.terugkoppeling import ZELFDE_ADRES, stap
from zvhh_intake.handlers import handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given

VT, PO, RN, GM = "00000099000000001000", "00000099000000002000", "00000099000000006000", "00000099000000004000"
SH, TB, ONBEKEND = "00000099000000009000", "00000099000000011000", "00000099000000099000"
ZVHH = "00000099000000000100"
T0 = datetime(2025, 2, 3, 9, 20, tzinfo=UTC)
DAG = date(2025, 2, 3)
BRAM = Actor("bram", ZVHH, frozenset({"procesregisseur"}))
_EEN = {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}}
_ZAAK: dict[str, Any] = {
    "oudeReferentie": "ZV 2024/117",
    "begonnenOp": "2024-11-14",
    "eersteVerwerkingOp": "2024-11-14",
    "relatie": "ex-partner",
    "gemeente": "den-haag",
    "betrokkenen": [
        {"rol": "slachtoffer", "gegevens": {"naam": "Dina Fictief"}, "geinformeerd": {"ja": True}},
        {"rol": "pleger", "gegevens": {"naam": "Evert Verzonnen"}, "geinformeerd": {"ja": True}},
    ],
    "deelnemers": [VT, PO, RN],
    "casusregie": _EEN,
    "casusregieVan": "2024-11-14",
    "laatsteIncidentOp": "2024-11-30T12:00:00+01:00",
    "laatsteCasusoverlegOp": "2025-01-20T10:00:00+01:00",
    "openAfspraken": 2,
}


@pytest.fixture
def ruim(config: Configuratie) -> Configuratie:
    """With a gemeente and the professionals of the stories."""
    gemeente = Partner(oin=GM, naam="Gemeente Zandvoorde", klasse="1a", soort="gemeente", vast_van=date(2024, 1, 1))
    mensen = tuple(
        Professional(id=wie, organisatie=oin, naam=wie) for wie, oin in (("vera", VT), ("piet", PO), ("gerda", GM))
    )
    return config.model_copy(update={"partners": (*config.partners, gemeente), "professionals": mensen})


def _zaak(**anders: Any) -> BrengLopendeZaakIn:
    velden = {naam: waarde for naam, waarde in {**copy.deepcopy(_ZAAK), **anders}.items() if waarde is not None}
    return BrengLopendeZaakIn.model_validate(velden)


def _inbreng(**anders: Any) -> Inbreng:
    return Inbreng(zaak=_zaak(**anders), kenmerk="ZV-4W8K-2PFD")


def _gevonden(config: Configuratie, **anders: Any) -> set[tuple[str, str]]:
    return {(fout.code, fout.place) for fout in fouten(config, _zaak(**anders), DAG)}


@pytest.fixture
def story(ruim: Configuratie) -> Story:
    """A table of intake for these partners, without any document."""
    return given(handlers(ruim))


def test_a_running_case_is_brought_in(story: Story) -> None:
    """S6c, L8 (Story 7.1): without a pilotjaar and so without a place; kept five years from its own first processing."""
    story.when(_inbreng(), at=T0, by=BRAM).then(
        LopendeZaakIngebracht.model_validate(
            {
                "kenmerk": "ZV-4W8K-2PFD",
                "ingebrachtOp": T0,
                "begonnenOp": "2024-11-14",
                "eersteVerwerkingOp": "2024-11-13T23:00:00Z",
                "melderOin": ZVHH,
                "gemeente": "den-haag",
                "relatie": "ex-partner",
                "rollen": {"slachtoffer": 1, "pleger": 1},
                "deelnemers": (VT, PO, RN),
                "casusregie": _EEN,
                "casusregieVan": "2024-11-14",
                "laatsteIncidentOp": "2024-11-30T11:00:00Z",
                "laatsteCasusoverlegOp": "2025-01-20T09:00:00Z",
                "openAfspraken": 2,
            }
        )
    )
    assert story.outcome is not None
    assert story.outcome.result == {
        "zaakId": story.document.id,
        "kenmerk": "ZV-4W8K-2PFD",
        "ingebrachtOp": "2025-02-03T09:20:00.000Z",
        "vernietigenUiterlijkOp": "2029-11-14",
        "waarschuwingen": [],
    }
    melding = story.state
    assert (melding.stand, melding.pilotjaar, melding.toegang) == ("ingebracht", None, (VT, PO, RN))
    assert (melding.einde_bewaren, melding.weg, stap(melding)) == (date(2029, 11, 14), "lopend", "in-behandeling")
    assert story.reminders[VERNIETIGEN] == datetime(2029, 11, 13, 23, tzinfo=UTC)
    assert len(melding.data_subjects()) == 2
    assert b"ZV 2024/117" in melding.lopend.oude_referentie.cipher


def test_little_may_be_known(story: Story) -> None:
    """S6c: no incident, no overleg, nobody who leads."""
    weinig = dict.fromkeys(
        ("casusregie", "casusregieVan", "laatsteIncidentOp", "laatsteCasusoverlegOp", "openAfspraken")
    )
    story.when(_inbreng(**weinig), at=T0, by=BRAM)
    ((_, event),) = story.events
    assert isinstance(event, LopendeZaakIngebracht)
    assert (event.casusregie, event.laatste_incident_op, event.open_afspraken) == (None, None, 0)


def test_once_per_old_reference(story: Story) -> None:
    """S6c: the same request again is the same answer; another one with that reference, by whomever, is refused."""
    story.when(_inbreng(), at=T0, by=BRAM, key="k").when(_inbreng(), at=T0, by=BRAM, key="k").then_nothing()
    for wie in (BRAM, Actor("noor", ZVHH, frozenset({"procesregisseur"}))):
        story.when(_inbreng(), at=T0, by=wie).then_refused("al-ingebracht", status=409)


@pytest.mark.parametrize("anders", ["zv 2024/117", " ZV  2024/117 ", "ZV2024/117"])
def test_an_old_reference_is_one_however_it_is_typed(anders: str) -> None:
    """S6c: capitals and spaces make no other case; another number does."""
    assert genormaliseerde_referentie(anders) == genormaliseerde_referentie("ZV 2024/117")
    assert genormaliseerde_referentie("ZV 2024/118") != genormaliseerde_referentie("ZV 2024/117")


def test_only_the_zvhh_brings_in(story: Story) -> None:
    """S6c: the persons and the keys are its."""
    story.when(_inbreng(), at=T0, by=Actor("vera", VT, frozenset({"procesregisseur"})))
    story.then_refused("niet-van-het-zvhh", status=403)


def test_everything_wrong_is_told_at_once(ruim: Configuratie) -> None:
    """S6c, L2: each fault with its place."""
    leeg = dict.fromkeys(("begonnenOp", "eersteVerwerkingOp", "relatie", "gemeente", "casusregie"))
    assert _gevonden(ruim, **leeg, betrokkenen=[{}], deelnemers=[]) == {
        ("begin-ontbreekt", "/begonnenOp"),
        ("eerste-verwerking-ontbreekt", "/eersteVerwerkingOp"),
        ("relatie-ontbreekt", "/relatie"),
        ("gemeente-ontbreekt", "/gemeente"),
        ("slachtoffer-ontbreekt", "/betrokkenen"),
        ("pleger-ontbreekt", "/betrokkenen"),
        ("rol-ontbreekt", "/betrokkenen/0/rol"),
        ("gegevens-ontbreken", "/betrokkenen/0/gegevens"),
        ("geinformeerd-ontbreekt", "/betrokkenen/0/geinformeerd"),
        ("deelnemers-ontbreken", "/deelnemers"),
        ("casusregie-ontbreekt", "/casusregie"),
    }
    assert _gevonden(ruim) == set()


def test_persons_are_judged_by_the_day(ruim: Configuratie) -> None:
    """L2, S6c: born tomorrow can't be; today can."""
    mensen = copy.deepcopy(_ZAAK["betrokkenen"])
    mensen[1]["gegevens"]["geboortedatum"] = "2025-02-04"
    assert _gevonden(ruim, betrokkenen=mensen) == {("datum-in-toekomst", "/betrokkenen/1/gegevens/geboortedatum")}
    mensen[1]["gegevens"]["geboortedatum"] = "2025-02-03"
    assert _gevonden(ruim, betrokkenen=mensen) == set()


def test_its_persons_are_found_back_too(story: Story) -> None:
    """D11, S6c: a melding on the same person finds the running case; who brought it in is known by id."""
    story.when(_inbreng().model_copy(update={"hashes": (("h1", "h2"), ("h3",))}), at=T0, by=BRAM)
    assert story.state.sporen == (
        Spoor(hash="h1", rol="slachtoffer", nr=1),
        Spoor(hash="h2", rol="slachtoffer", nr=1),
        Spoor(hash="h3", rol="pleger", nr=2),
    )
    assert (story.state.melder_persoon, story.state.melder_oin) == ("bram", ZVHH)


def test_without_a_list_of_people_any_person_may_lead(ruim: Configuratie) -> None:
    """S16: as in meetings: who is in no list can't be judged."""
    leeg = ruim.model_copy(update={"professionals": ()})
    wie = {"vorm": "een", "regisseur": {"oin": VT, "persoon": "wie"}}
    assert _gevonden(leeg, casusregie=wie) == set()


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"casusregieVan": "2024-11-13"}, "Deze datum ligt voor het begin van de zaak."),
        (
            {"laatsteIncidentOp": "2024-11-13T12:00:00+01:00"},
            "Deze datum ligt voor het begin van de zaak. Laat het veld dan leeg.",
        ),
    ],
)
def test_what_to_do_with_an_early_date(ruim: Configuratie, anders: dict[str, Any], tekst: str) -> None:
    """S6c: who leads must have a date, an incident need not."""
    (fout,) = fouten(ruim, _zaak(**anders), DAG)
    assert fout.text == tekst


@pytest.mark.parametrize(
    ("anders", "code", "plaats"),
    [
        (
            {"begonnenOp": "2025-01-01", "laatsteIncidentOp": None, "casusregieVan": "2025-01-01"},
            "niet-van-voor-de-pilot",
            "/begonnenOp",
        ),
        ({"eersteVerwerkingOp": "2025-02-04"}, "datum-in-toekomst", "/eersteVerwerkingOp"),
        ({"eersteVerwerkingOp": "2025-02-03"}, "verwerkt-na-begin", "/eersteVerwerkingOp"),
        ({"eersteVerwerkingOp": "2024-11-15"}, "verwerkt-na-begin", "/eersteVerwerkingOp"),
        ({"eersteVerwerkingOp": "2020-02-03"}, "termijn-voorbij", "/eersteVerwerkingOp"),
        ({"laatsteIncidentOp": "2025-02-04T00:00:00+01:00"}, "datum-in-toekomst", "/laatsteIncidentOp"),
        ({"laatsteIncidentOp": "2024-11-13T23:59:00+01:00"}, "voor-het-begin", "/laatsteIncidentOp"),
        ({"laatsteCasusoverlegOp": "2025-02-04T00:00:00+01:00"}, "datum-in-toekomst", "/laatsteCasusoverlegOp"),
        ({"laatsteCasusoverlegOp": "2024-11-13T12:00:00+01:00"}, "voor-het-begin", "/laatsteCasusoverlegOp"),
        ({"gemeente": "atlantis"}, "gemeente-onbekend", "/gemeente"),
        ({"deelnemers": [VT, ONBEKEND]}, "partner-onbekend", "/deelnemers/1"),
        ({"deelnemers": [VT, SH]}, "partner-derde", "/deelnemers/1"),
        ({"casusregieVan": None}, "ingangsdatum-ontbreekt", "/casusregieVan"),
        ({"casusregieVan": "2025-02-04"}, "datum-in-toekomst", "/casusregieVan"),
        ({"casusregieVan": "2024-11-13"}, "voor-het-begin", "/casusregieVan"),
        (
            {"casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "piet"}}},
            "persoon-onbekend",
            "/casusregie",
        ),
        (
            {"casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "wie"}}},
            "persoon-onbekend",
            "/casusregie",
        ),
        ({"deelnemers": [PO]}, "geen-deelnemer", "/casusregie"),
        (
            {"casusregie": {"vorm": "gemeente", "oin": PO, "team": "x", "persoon": "piet", "gronden": ["kinderen"]}},
            "geen-gemeente",
            "/casusregie",
        ),
    ],
)
def test_each_fault(ruim: Configuratie, anders: dict[str, Any], code: str, plaats: str) -> None:
    """S6c, S16, L8: the day before is wrong where the day itself is right, and the other way round."""
    assert _gevonden(ruim, **anders) == {(code, plaats)}


@pytest.mark.parametrize(
    "anders",
    [
        {"begonnenOp": "2024-12-31", "laatsteIncidentOp": None, "casusregieVan": "2024-12-31"},
        {"eersteVerwerkingOp": "2020-02-04"},
        {"laatsteIncidentOp": "2025-02-03T23:59:00+01:00"},
        {"laatsteIncidentOp": "2024-11-14T00:00:00+01:00"},
        {"casusregieVan": "2025-02-03"},
        {"deelnemers": [VT, PO, TB]},
        {
            "deelnemers": [GM],
            "casusregie": {"vorm": "gemeente", "oin": GM, "team": "Zorg", "persoon": "gerda", "gronden": ["kinderen"]},
        },
    ],
)
def test_what_is_just_right(ruim: Configuratie, anders: dict[str, Any]) -> None:
    """S6c: the last day before the pilot, today, an incidental partner that is a deelnemer by law."""
    assert _gevonden(ruim, **anders) == set()


def test_before_any_pilot_every_case_is_one_of_before(ruim: Configuratie) -> None:
    """S6c: no pilotjaar is configured yet."""
    assert _gevonden(ruim.model_copy(update={"pilotjaren": {}})) == set()


def test_an_unknown_share(ruim: Configuratie) -> None:
    """S16: two casusregisseurs with shares of the list."""
    deel = [
        {"oin": VT, "persoon": "vera", "aandeel": "slachtoffer"},
        {"oin": PO, "persoon": "piet", "aandeel": "de-rest"},
    ]
    twee = {"vorm": "twee", "regisseurs": deel}
    assert _gevonden(ruim, casusregie=twee) == {("aandeel-onbekend", "/casusregie/regisseurs")}
    deel[1]["aandeel"] = "pleger"
    assert _gevonden(ruim, casusregie=twee) == set()


def test_who_does_not_take_part_is_named(ruim: Configuratie) -> None:
    """S16: a known partner by its name."""
    (fout,) = fouten(ruim, _zaak(deelnemers=[PO]), DAG)
    assert fout.text == "Veilig Thuis Duinrand doet niet mee aan deze zaak."
    vreemd = {"vorm": "een", "regisseur": {"oin": ONBEKEND, "persoon": "vera"}}
    teksten = [fout.text for fout in fouten(ruim, _zaak(casusregie=vreemd), DAG)]
    assert teksten == [
        "Deze organisatie doet niet mee aan deze zaak.",
        "Kies een persoon die bij de gekozen organisatie werkt.",
    ]


def test_who_was_a_deelnemer_by_law_on_that_day(ruim: Configuratie) -> None:
    """S1, S6c: an organisation falls under the law from a day and until a day."""

    def gevonden(**klasse: date) -> set[tuple[str, str]]:
        partners = tuple(een.model_copy(update=klasse) if een.oin == PO else een for een in ruim.partners)
        return _gevonden(ruim.model_copy(update={"partners": partners}))

    assert gevonden(klasse_van=DAG, klasse_tot=DAG + timedelta(days=1)) == set()
    assert gevonden(klasse_van=DAG + timedelta(days=1)) == {("partner-derde", "/deelnemers/1")}
    assert gevonden(klasse_tot=DAG) == {("partner-derde", "/deelnemers/1")}


def test_codes_are_judged_again_when_deciding(story: Story) -> None:
    """S6c: what the border let through by mistake is refused all the same."""
    story.when(_inbreng(gemeente="atlantis"), at=T0, by=BRAM).then_refused("gemeente-onbekend", status=400)


@pytest.mark.parametrize(("deelnemers", "gewaarschuwd"), [([VT, RN], True), ([VT, PO], False)])
def test_without_lid_1_there_is_a_warning(story: Story, deelnemers: list[str], gewaarschuwd: bool) -> None:
    """S6c, L4: never a block."""
    story.when(_inbreng(deelnemers=deelnemers), at=T0, by=BRAM)
    assert story.outcome is not None
    zin = "Er doet geen deelnemer van lid 1 mee. Zonder zo'n deelnemer kan een overleg niets besluiten."
    assert story.outcome.result["waarschuwingen"] == ([zin] if gewaarschuwd else [])


def test_who_brings_in_is_told_that_others_are_shielded_too(story: Story) -> None:
    """S6c, D10: as a reporter is."""
    story.when(_inbreng().model_copy(update={"zelfde_adres": True}), at=T0, by=BRAM)
    assert story.outcome is not None
    assert (story.outcome.result["waarschuwingen"], story.state.zelfde_adres) == ([ZELFDE_ADRES], True)


def test_lid_1_counts_on_the_day(ruim: Configuratie) -> None:
    """L4, S6c: by the class of the partner on the day of bringing in."""
    partners = tuple(een.model_copy(update={"klasse_van": DAG}) for een in ruim.partners)
    story = given(handlers(ruim.model_copy(update={"partners": partners}))).when(_inbreng(), at=T0, by=BRAM)
    assert story.outcome is not None
    assert story.outcome.result["waarschuwingen"] == []


def test_it_runs_once_regie_has_it(story: Story) -> None:
    """S6c, L4b, L6: its participants come and go as in any other zaak; it is closed and shielded alike (S14)."""
    geopend = casussen.LopendeCasusGeopend(geopend_op=T0, afschalen_mogelijk_op=T0 + timedelta(days=120))
    story.when(_inbreng(), at=T0, by=BRAM).when(geopend, at=T0)
    assert story.state.stand == "loopt"
    story.when(overleggen.DeelnemerVertrokken(oin=RN, per=DAG), at=T0)
    story.when(overleggen.DeelnemerToegevoegd(oin=TB, per=DAG), at=T0)
    assert story.state.toegang == (VT, PO, TB)
    story.when(casussen.CasusAfgeschaald(nummer=3, afgeschaald_op=T0), at=T0)
    assert (story.state.stand, story.state.afgeschermd, story.state.toegang) == ("afgeschaald", True, ())


def test_what_it_brought_in_the_zvhh_answers_for(story: Story) -> None:
    """L10, S6c: there is no reporter to ask; a procesregisseur does."""
    story.when(_inbreng(), at=T0, by=BRAM)
    story.when(MerkOnjuist.model_validate({"nr": 1, "veld": "naam", "waarom": "w"}), at=T0, by=BRAM)
    (taak,) = story.state.taken
    assert (taak.voor, taak.oin) == ("procesregisseur", ZVHH)


def test_it_is_no_melding_to_withdraw(story: Story) -> None:
    """D1, S6c: nobody reported it."""
    story.when(_inbreng(), at=T0, by=BRAM)
    story.when(TrekIn.model_validate({"reden": "r"}), at=T0, by=BRAM).then_refused("weegoverleg-gehouden")


def test_a_reused_key_is_refused(story: Story) -> None:
    """D1: the Idempotency-Key of another request, of whatever kind; a person is refused, never answered as a partner's record."""
    story.when(_inbreng(), at=T0, by=BRAM, key="k")
    story.when(_inbreng(gemeente="delft"), at=T0, by=BRAM, key="k").then_refused("sleutel-hergebruikt", status=409)
    story.when(TrekIn.model_validate({"reden": "r"}), at=T0, by=BRAM, key="k").then_refused("sleutel-hergebruikt")
