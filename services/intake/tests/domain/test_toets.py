# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a melding is told at once, each with its place."""

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies
from pydantic import ValidationError
from services.intake.tests.story import MaaktDienIn

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import valid_bsn
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.domain.rules.toets import fouten
from zvhh_intake.lookups import lees

Maak = MaaktDienIn
DAG = date(2025, 3, 3)


def _gevonden(config: Configuratie, dien_in: DienIn) -> set[tuple[str, str]]:
    return {(fout.code, fout.place) for fout in fouten(config, dien_in, DAG)}


def _gelezen(config: Configuratie, document: Any) -> set[tuple[str, str]]:
    return {(fout.code, fout.place) for fout in lees(config, document, DAG)[1]}


def _met(melding: dict[str, Any], wie: int, **gegevens: Any) -> list[dict[str, Any]]:
    betrokkenen: list[dict[str, Any]] = melding["betrokkenen"]
    betrokkenen[wie]["gegevens"].update(gegevens)
    return betrokkenen


def test_a_good_melding_has_no_fault(config: Configuratie, dien_in: Maak) -> None:
    assert fouten(config, dien_in(), DAG) == ()


def test_five_faults_are_told_at_once_each_with_its_place(
    config: Configuratie, dien_in: Maak, melding: dict[str, Any]
) -> None:
    """S2, L1, L2 (Story 2.2): not for the pilot, no attestation, criterion 2 empty, nationality, a wrong BSN."""
    fout = {
        "voorPilot": False,
        "verklaring": None,
        "criteria": melding["criteria"] | {"veiligheid": " "},
        "betrokkenen": _met(melding, 0, nationaliteit="NL", bsn="999990018"),
    }

    assert _gelezen(config, melding | fout) == {
        ("niet-voor-pilot", "/voorPilot"),
        ("verklaring-ontbreekt", "/verklaring"),
        ("criterium-leeg", "/criteria/veiligheid"),
        ("nationaliteit-niet-toegestaan", "/betrokkenen/0/gegevens/nationaliteit"),
        ("bsn-ongeldig", "/betrokkenen/0/gegevens/bsn"),
    }


@pytest.mark.parametrize(
    ("bsn", "geldig"),
    [
        *((bsn, True) for bsn in ("999990019", "999990020", "999990032", "999990044", "999990056")),
        *(
            (bsn, False)
            for bsn in ("999990018", "000000000", "99999001", "9999900190", "99999001x", "９９９９９００１９")
        ),
    ],
)
def test_bsn(bsn: str, geldig: bool) -> None:
    """L2: nine digits, 11-proof, not all zeros."""
    assert valid_bsn(bsn) is geldig


def _orakel(bsn: str) -> bool:
    """Told another way: the ninth digit is what the eight before it leave, and some eight have no ninth."""
    if len(bsn) != 9 or any(teken not in "0123456789" for teken in bsn):
        return False
    rest = sum((9 - plek) * int(bsn[plek]) for plek in range(8)) % 11
    return rest == int(bsn[8]) and int(bsn) != 0


@given(strategies.one_of(strategies.from_regex(r"[0-9]{9}", fullmatch=True), strategies.text(max_size=11)))
def test_bsn_by_an_oracle(bsn: str) -> None:
    """L2: nine digits, 11-proof, not all zeros, and nothing else."""
    assert valid_bsn(bsn) is _orakel(bsn)


@given(strategies.integers(1, 99_999_999))
def test_of_eight_digits_at_most_one_ninth_fits(acht: int) -> None:
    """L2: one wrong digit is always seen."""
    passend = [cijfer for cijfer in range(10) if valid_bsn(f"{acht:08}{cijfer}")]
    assert len(passend) <= 1
    for bsn in (f"{acht:08}{cijfer}" for cijfer in passend):
        for plek, cijfer in itertools.product(range(9), "0123456789"):
            fout = bsn[:plek] + cijfer + bsn[plek + 1 :]
            assert fout == bsn or not valid_bsn(fout)


@pytest.mark.parametrize("bsn", ["000000000", "99999001"])
def test_a_wrong_bsn_is_a_fault_and_none_is_fine(
    config: Configuratie, dien_in: Maak, melding: dict[str, Any], bsn: str
) -> None:
    """L2: a BSN only where given, and then a valid one."""
    assert _gelezen(config, melding | {"betrokkenen": _met(melding, 1, bsn=bsn)}) == {
        ("bsn-ongeldig", "/betrokkenen/1/gegevens/bsn")
    }
    assert fouten(config, dien_in(betrokkenen=_met(melding, 1, bsn=None)), DAG) == ()


def test_nationality_is_refused_wherever_and_whatever_it_is(
    config: Configuratie, dien_in: Maak, melding: dict[str, Any]
) -> None:
    """L2: the field is refused by its name, even when it is empty."""
    betrokkenen = _met(melding, 0, nationaliteit=None)
    betrokkenen[1]["nationaliteit"] = {"code": "NL"}

    assert _gevonden(config, dien_in(betrokkenen=betrokkenen)) == {
        ("nationaliteit-niet-toegestaan", "/betrokkenen/0/gegevens/nationaliteit"),
        ("nationaliteit-niet-toegestaan", "/betrokkenen/1/nationaliteit"),
    }


def test_an_unknown_category_of_data_is_refused_by_the_model(dien_in: Maak, melding: dict[str, Any]) -> None:
    """L2: only whitelisted categories; the fault does not repeat what was sent."""
    with pytest.raises(ValidationError) as fault:
        dien_in(betrokkenen=_met(melding, 0, geloof="geheim-woord"))

    assert "geheim-woord" not in str(fault.value)


@pytest.mark.parametrize(
    ("anders", "code", "plaats"),
    [
        ({"voorPilot": None}, "niet-voor-pilot", "/voorPilot"),
        ({"relatie": None}, "relatie-ontbreekt", "/relatie"),
        ({"gemeente": None}, "gemeente-ontbreekt", "/gemeente"),
        ({"gemeente": "parijs"}, "gemeente-onbekend", "/gemeente"),
        ({"leefgebieden": ["huisvesting", "hobby"]}, "leefgebied-onbekend", "/leefgebieden/1"),
        ({"twijfel": {"ja": True}}, "eerst-overleggen", "/twijfel"),
        ({"twijfel": {"ja": False, "code": "A-7K4M-9QX"}}, "code-ongeldig", "/twijfel/code"),
        ({"bekend": None}, "bekend-ontbreekt", "/bekend"),
        ({"bekend": {"hoe": " ", "sinds": "2025-02-01"}}, "bekend-hoe-ontbreekt", "/bekend/hoe"),
        ({"bekend": {"hoe": "buren"}}, "bekend-sinds-ontbreekt", "/bekend/sinds"),
        ({"bekend": {"hoe": "buren", "sinds": "2025-03-04"}}, "datum-in-toekomst", "/bekend/sinds"),
        ({"zorgen": "  "}, "zorgen-ontbreken", "/zorgen"),
        ({"beroepsgeheim": None}, "beroepsgeheim-ontbreekt", "/beroepsgeheim"),
        ({"beroepsgeheim": {"geldt": True}}, "grond-ontbreekt", "/beroepsgeheim/grond"),
        ({"melder": None}, "melder-ontbreekt", "/melder"),
        ({"melder": {"naam": "V", "telefoon": "070-0000001"}}, "melder-email-ontbreekt", "/melder/email"),
        ({"oudKenmerk": "123"}, "kenmerk-ongeldig", "/oudKenmerk"),
        (
            {"verklaring": {"rechtmatigVerkregen": False, "juistheidGetoetst": True}},
            "verklaring-rechtmatig",
            "/verklaring/rechtmatigVerkregen",
        ),
        (
            {"verklaring": {"rechtmatigVerkregen": True}},
            "verklaring-juistheid",
            "/verklaring/juistheidGetoetst",
        ),
    ],
)
def test_each_missing_or_wrong_thing_is_named(
    config: Configuratie, dien_in: Maak, anders: dict[str, Any], code: str, plaats: str
) -> None:
    """S0, S1b, S2, S5, L1: one fault for one thing, at its place."""
    assert _gevonden(config, dien_in(**anders)) == {(code, plaats)}


def test_an_empty_request_names_every_part(config: Configuratie) -> None:
    """L1: all faults at once."""
    assert {plaats for _, plaats in _gevonden(config, DienIn())} == {
        *("/voorPilot", "/relatie", "/gemeente", "/betrokkenen", "/verklaring", "/beroepsgeheim", "/bekend", "/zorgen"),
        *("/criteria/leefgebieden", "/criteria/veiligheid", "/criteria/samenwerking", "/melder"),
    }


@pytest.mark.parametrize(
    ("rollen", "codes"),
    [
        (("slachtoffer", "pleger"), set()),
        (("beide", "beide"), set()),
        (("slachtoffer", "kind"), {"pleger-ontbreekt"}),
        (("pleger", "kring"), {"slachtoffer-ontbreekt"}),
        (("kind", "kring"), {"pleger-ontbreekt", "slachtoffer-ontbreekt"}),
    ],
)
def test_roles(
    config: Configuratie, dien_in: Maak, melding: dict[str, Any], rollen: tuple[str, str], codes: set[str]
) -> None:
    """L2: at least one slachtoffer and one (vermeend) pleger; 'over en weer' is both."""
    for wie, rol in zip(melding["betrokkenen"], rollen, strict=True):
        wie["rol"] = rol
    assert {code for code, _ in _gevonden(config, dien_in(betrokkenen=melding["betrokkenen"]))} == codes


def test_who_is_not_told_of_the_melding_needs_a_reason(
    config: Configuratie, dien_in: Maak, melding: dict[str, Any]
) -> None:
    """L1: per person whether informed, else why not."""
    melding["betrokkenen"][0]["geinformeerd"] = {"ja": False}
    del melding["betrokkenen"][1]["geinformeerd"]

    assert _gevonden(config, dien_in(betrokkenen=melding["betrokkenen"])) == {
        ("waarom-niet-ontbreekt", "/betrokkenen/0/geinformeerd/waaromNiet"),
        ("geinformeerd-ontbreekt", "/betrokkenen/1/geinformeerd"),
    }


def test_a_phone_number_needs_a_safe_way_to_reach(config: Configuratie, dien_in: Maak, melding: dict[str, Any]) -> None:
    """L2, D10: veilig bereiken is asked with every phone number."""
    assert _gevonden(config, dien_in(betrokkenen=_met(melding, 1, telefoon="06-00000002", naam=" "))) == {
        ("veilig-bereiken-ontbreekt", "/betrokkenen/1/gegevens/veiligBereiken"),
        ("naam-ontbreekt", "/betrokkenen/1/gegevens/naam"),
    }


@pytest.mark.parametrize(
    ("gegevens", "codes"),
    [
        ({"geboortedatumDeels": "1985"}, set()),
        ({"geboortedatumDeels": "2025"}, set()),
        ({"geboortedatumDeels": "2025-03"}, set()),
        ({"geboortedatumDeels": "2025-04"}, {"datum-in-toekomst"}),
        ({"geboortedatumDeels": "2026"}, {"datum-in-toekomst"}),
        ({"geboortedatumDeels": "1990", "geboortedatum": "1990-02-03"}, {"geboortedatum-dubbel"}),
    ],
)
def test_a_birth_date_may_be_known_in_part(
    config: Configuratie, dien_in: Maak, melding: dict[str, Any], gegevens: dict[str, str], codes: set[str]
) -> None:
    """L2: a year, or year and month, that is not to come; not beside a whole day."""
    betrokkenen = _met(melding, 1, **({"geboortedatum": None} | gegevens))
    assert _gevonden(config, dien_in(betrokkenen=betrokkenen)) == {
        (code, "/betrokkenen/1/gegevens/geboortedatumDeels") for code in codes
    }


@pytest.mark.parametrize("grond", ["toestemming", "andere-wettelijke-grond", "goed-hulpverlenerschap"])
def test_each_ground_lets_medical_secrecy_pass(config: Configuratie, dien_in: Maak, grond: str) -> None:
    """L1: where medical secrecy applies, one of the grounds of the law; where it doesn't, none is asked."""
    assert fouten(config, dien_in(beroepsgeheim={"geldt": True, "grond": grond}), DAG) == ()
    assert fouten(config, dien_in(beroepsgeheim={"geldt": False}), DAG) == ()


@pytest.mark.parametrize(("sinds", "codes"), [("2025-03-03", set()), ("2025-03-04", {"datum-in-toekomst"})])
def test_known_since_today_is_fine_and_tomorrow_is_not(
    config: Configuratie, dien_in: Maak, sinds: str, codes: set[str]
) -> None:
    """S0: the day of receipt itself is not the future."""
    command = dien_in(bekend={"hoe": "buren", "sinds": sinds})
    assert {code for code, _ in _gevonden(config, command)} == codes


def test_what_does_not_count_is_never_a_fault(config: Configuratie, dien_in: Maak) -> None:
    """S4: no value of SASH, aangifte or regiobinding, nor its absence, is a fault. S1: no field demands proof."""
    for sash, aangifte, regio in itertools.product((None, "laag", "hoog"), (None, "ja", "nee"), (None, "ja", "nee")):
        genoemd = {"sash": sash, "aangifte": aangifte, "regiobinding": regio}
        assert fouten(config, dien_in(nietMeegeteld=genoemd), DAG) == ()
    for gemeente in ("buiten-de-regio", "onbekend"):
        assert fouten(config, dien_in(gemeente=gemeente), DAG) == ()


def test_nothing_clear_shows_in_repr(dien_in: Maak, melding: dict[str, Any]) -> None:
    """L6: personal data and free text are silent."""
    betrokkenen = _met(melding, 0, nationaliteit="Verzonnenland")
    betrokkenen[0]["nationaliteit"] = "Verzonnenland"
    getoond = repr(dien_in(betrokkenen=betrokkenen))

    for geheim in ("Fictief", "Verzonnen", "999990019", "deur", "Vera", "buren"):
        assert geheim not in getoond
