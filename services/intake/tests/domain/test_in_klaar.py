# SPDX-License-Identifier: EUPL-1.2
"""What is done while a melding is still in clear: judged, and what is kept of it to find the same person by (S1 S2 D10 D11)."""

from datetime import UTC, datetime

import pytest
from services.intake.tests.conftest import RN, SH, VT
from services.intake.tests.domain.test_lopend import _zaak
from services.intake.tests.story import MaaktDienIn

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.commands.breng_lopende_zaak_in import Inbreng
from zvhh_intake.domain.commands.dien_in import Indiening, keur
from zvhh_intake.domain.commands.zoek_persoon import ZoekPersoon
from zvhh_intake.domain.parts.gegevens import Persoonsgegevens
from zvhh_intake.domain.rules.sporen import hashes_onder
from zvhh_kit.domain.decision import Refused, Sealed
from zvhh_kit.privacy import BlindIndex

INDEX = BlindIndex(b"0" * 32)
KENMERK = "ZV-7K4M-9QXT"
ANNA = {"naam": "Anna Fictief", "geboortedatum": "1990-02-03", "bsn": "999990019"}
BUREN = {"adres": "Proefweg 1 Zandvoorde"}


def _persoon(rol: str, **gegevens: str | bool) -> dict[str, object]:
    return {"rol": rol, "gegevens": gegevens, "geinformeerd": {"ja": True}}


def _sporen(**gegevens: str) -> frozenset[str]:
    return frozenset(hashes_onder(INDEX, Sealed(Persoonsgegevens.model_validate(gegevens))))


def test_a_melding_leaves_the_traces_of_each_of_its_persons(dien_in: MaaktDienIn) -> None:
    """D11: given two persons and one of whom nothing is known, then each has the traces of their own place."""
    niemand = {"rol": "kind", "geinformeerd": {"ja": True}}
    personen = [_persoon("slachtoffer", **ANNA), niemand, _persoon("pleger", bsn="999990020")]
    made = Indiening.van(INDEX, dien_in(betrokkenen=personen), KENMERK, "kafka", "eigen-1")
    assert [frozenset(one) for one in made.hashes] == [_sporen(**ANNA), frozenset(), _sporen(bsn="999990020")]
    assert (made.kenmerk, made.weg, made.referentie) == (KENMERK, "kafka", "eigen-1")
    assert not made.zelfde_adres
    assert Indiening.van(INDEX, dien_in(), KENMERK, "rest").referentie == ""


@pytest.mark.parametrize("afgeschermd", [True, False])
def test_a_melding_says_that_somebody_shares_a_shielded_address(dien_in: MaaktDienIn, *, afgeschermd: bool) -> None:
    """D10: told by the clear addresses, for a sealed one can't be compared."""
    anna = _persoon("slachtoffer", adres=BUREN["adres"], adresAfschermen=afgeschermd)
    kind = _persoon("kind", **BUREN)
    melding = dien_in(betrokkenen=[anna, {"rol": "pleger", "geinformeerd": {"ja": True}}, kind])
    assert Indiening.van(INDEX, melding, KENMERK, "rest").zelfde_adres is afgeschermd


def test_a_running_case_leaves_the_same_traces() -> None:
    """D10 D11 S6c: a case of before the pilot is found back as a melding is."""
    anna = _persoon("slachtoffer", **ANNA, **BUREN, adresAfschermen=True)
    zaak = _zaak(betrokkenen=[anna, {"rol": "pleger"}, _persoon("kind", **BUREN)])
    made = Inbreng.van(INDEX, zaak, KENMERK)
    assert [frozenset(one) for one in made.hashes] == [_sporen(**ANNA, **BUREN), frozenset(), frozenset()]
    assert (made.zaak, made.kenmerk, made.zelfde_adres) == (zaak, KENMERK, True)
    assert not Inbreng.van(INDEX, _zaak(betrokkenen=[_persoon("kind", **BUREN)]), KENMERK).zelfde_adres


@pytest.mark.parametrize(
    ("gevraagd", "gevonden"),
    [
        ({"bsn": "999990019"}, {"bsn": "999990019"}),
        (
            {"naam": "Anna Fictief", "geboortedatum": "1990-02-03"},
            {"naam": "Anna Fictief", "geboortedatum": "1990-02-03"},
        ),
        (ANNA, ANNA),
    ],
)
def test_a_person_is_looked_for_by_what_is_asked(gevraagd: dict[str, str], gevonden: dict[str, str]) -> None:
    """L10: by a BSN, by a name with a birth date, or by both."""
    assert ZoekPersoon.model_validate({"reden": "klacht", **gevraagd}).hashes(INDEX) == _sporen(**gevonden)


@pytest.mark.parametrize("gevraagd", [{}, {"naam": "Anna Fictief"}, {"geboortedatum": "1990-02-03"}])
def test_too_little_to_look_for_is_refused(gevraagd: dict[str, str]) -> None:
    """L10: a name alone finds too many people."""
    with pytest.raises(Refused) as refused:
        ZoekPersoon.model_validate({"reden": "klacht", **gevraagd}).hashes(INDEX)
    assert (refused.value.code, refused.value.status) == ("persoon-ontbreekt", 400)
    assert refused.value.faults[0].text == "Vul een BSN in, of een naam met een geboortedatum."


def test_a_whole_melding_is_not_refused_in_clear(config: Configuratie, dien_in: MaaktDienIn) -> None:
    """S2: who may report is not asked here but by the decision."""
    keur(config, dien_in(), SH, datetime(2025, 3, 3, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("oin", "dag", "code"),
    [
        (VT, datetime(2025, 3, 3, 8, tzinfo=UTC), "zorgen-ontbreken"),
        (SH, datetime(2025, 3, 3, 8, tzinfo=UTC), "partner-derde"),
        (VT, datetime(2025, 10, 1, 8, tzinfo=UTC), "pilot-gesloten"),
        (RN, datetime(2025, 6, 2, 8, tzinfo=UTC), "partner-incidenteel"),
    ],
)
def test_who_could_not_report_anyway_hears_that(
    config: Configuratie, dien_in: MaaktDienIn, oin: str, dag: datetime, code: str
) -> None:
    """S1 S7: and not what else is wrong with a melding that would not be taken."""
    with pytest.raises(Refused) as refused:
        keur(config, dien_in(zorgen=None), oin, dag)
    assert refused.value.code == code


def test_a_birth_date_is_judged_by_the_day_of_receipt(config: Configuratie, dien_in: MaaktDienIn) -> None:
    """L2: by the local day, which begins an hour before the day of UTC."""
    morgen = dien_in(
        betrokkenen=[
            _persoon("slachtoffer", **{**ANNA, "geboortedatum": "2025-03-04"}),
            _persoon("pleger", naam="Boris Verzonnen"),
        ]
    )
    keur(config, morgen, VT, datetime(2025, 3, 3, 23, 30, tzinfo=UTC))
    with pytest.raises(Refused) as refused:
        keur(config, morgen, VT, datetime(2025, 3, 3, 22, 30, tzinfo=UTC))
    assert [fault.place for fault in refused.value.faults] == ["/betrokkenen/0/gegevens/geboortedatum"]
