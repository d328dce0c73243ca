# SPDX-License-Identifier: EUPL-1.2
"""Appointing the casusregie (S16): who may lead, between overleggen and in one, and regie's answer."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.casusregie import EenCasusregisseur, Regisseur
from zvhh_contracts.casussen import CasusregieGeweigerd, CasusregieVastgelegd, CasusVanWachtlijst
from zvhh_contracts.meldingen import BetrokkenenGewijzigd
from zvhh_contracts.overleggen import CasusregieAangewezen

VT, PO, OM, GZ = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "4000"))
GM, RN, WG, SH = (f"0000009900000000{code}" for code in ("5000", "6000", "7000", "9000"))
ZV = "00000099000000000100"
MEI = date(2025, 5, 12)


def een(oin: str, persoon: str) -> dict[str, Any]:
    """Form één."""
    return {"vorm": "een", "regisseur": {"oin": oin, "persoon": persoon}}


def twee(*delen: tuple[str, str, str]) -> dict[str, Any]:
    """Form twee."""
    return {
        "vorm": "twee",
        "regisseurs": [{"oin": oin, "persoon": persoon, "aandeel": aandeel} for oin, persoon, aandeel in delen],
    }


def gemeente(oin: str, persoon: str, *gronden: str) -> dict[str, Any]:
    """Form gemeente."""
    return {"vorm": "gemeente", "oin": oin, "team": "VVT", "persoon": persoon, "gronden": list(gronden)}


def loopt(zaak: Zaak) -> Zaak:
    """PO, OM, VT, RN and both gemeenten take part; it is Monday 12 May."""
    return zaak.loopt(deelnemers=[PO, OM, VT, RN, GZ, GM]).op(MEI)


def test_appointed_between_overleggen_with_a_reason(zaak: Zaak) -> None:
    """S16, story 5.2: form één RN from 12 May, told to regie; without a reason refused."""
    loopt(zaak).regie(een(RN, "rob"), reden=None).geweigerd("reden-ontbreekt", status=400)
    zaak.regie(een(RN, "rob")).dan(
        CasusregieAangewezen(
            aanwijzing=2,
            casusregie=EenCasusregisseur(regisseur=Regisseur(oin=RN, persoon="rob")),
            ingangsdatum=MEI,
            aanvaard_op=MEI,
            reden_gegeven=True,
        )
    )
    assert zaak.resultaat == {"aanwijzing": 2}


def test_a_search_ends_with_an_appointment(zaak: Zaak) -> None:
    """S11: found: no task, no reminder."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": ZV}).op(date(2025, 3, 17))
    assert "casusregie-gezocht" in zaak.wekkers
    zaak.regie(een(RN, "rob")).goed()
    assert (zaak.staat.gezocht, zaak.taken) == (None, [])
    assert "casusregie-gezocht" not in zaak.wekkers


@pytest.mark.parametrize(
    ("keuze", "codes", "tekst"),
    [
        (gemeente(PO, "piet", "kinderen"), ["geen-gemeente"], "Politie Duinrand is geen gemeente"),
        (een(SH, "sara"), ["derde"], "Een derde kan geen casusregisseur zijn"),
        (een(WG, "wim"), ["geen-deelnemer"], "De Wende doet niet mee aan deze zaak"),
        (een("0" * 20, "wim"), ["geen-deelnemer", "persoon-onbekend"], "Deze organisatie doet niet mee aan deze zaak"),
        (een(ZV, "fatima"), ["zvhh-regisseur"], "Een procesregisseur kan geen casusregisseur zijn"),
        (een(RN, "vera"), ["persoon-onbekend"], "een persoon die bij de gekozen organisatie werkt"),
        (een(RN, "niemand"), ["persoon-onbekend"], "een persoon die bij de gekozen organisatie werkt"),
        (twee((RN, "rob", "pleger"), (VT, "vera", "tuin")), ["aandeel-onbekend"], "Kies een aandeel uit de lijst"),
    ],
)
def test_who_may_not_lead(zaak: Zaak, keuze: dict[str, Any], codes: list[str], tekst: str) -> None:
    """S16, story 5.3: each refused with a text of its own."""
    loopt(zaak).regie(keuze).geweigerd(*codes, status=400)
    assert tekst in zaak.teksten[0]
    deel = {"geen-gemeente": "/oin", "aandeel-onbekend": "/regisseurs"}
    assert zaak.plaatsen == [f"/casusregie{deel.get(code, '')}" for code in codes]


@pytest.mark.parametrize(
    "keuze",
    [
        een(RN, "rob") | {"regisseurs": []},
        twee((RN, "rob", "pleger"), (RN, "rob", "slachtoffer")),
        twee((RN, "rob", "pleger"), (VT, "vera", "pleger")),
        gemeente(GZ, "gijs"),
    ],
)
def test_a_form_that_is_wrong_can_not_be_built(zaak: Zaak, keuze: dict[str, Any]) -> None:
    """S16, story 5.3: één with two, twice the same partner, equal shares, gemeente without a ground."""
    with pytest.raises(ValidationError):
        loopt(zaak).regie(keuze)


def test_other_splits_are_accepted(zaak: Zaak) -> None:
    """S16, story 5.4: dagelijks contact / strafzaak between VT and OM."""
    loopt(zaak).regie(twee((VT, "vera", "dagelijks-contact"), (OM, "olga", "strafzaak"))).goed()


def test_against_the_agreement_of_a_gemeente_needs_a_reason_and_is_never_blocked(zaak: Zaak) -> None:
    """S16, story 5.5: Meerwijk "nee t/m 31-12-2025"; Zandvoorde without; no kind among the persons is a warning."""
    loopt(zaak)
    keuze = {"casusregie": gemeente(GM, "mia", "kinderen"), "aanvaardOp": "2025-03-26"}
    zaak.op(date(2025, 3, 26)).bespreek(casusregie=keuze).geweigerd("reden-ontbreekt", status=400)
    assert zaak.plaatsen == ["/casusregie/reden"]
    zaak.bespreek(casusregie=keuze | {"ingangsdatum": "2026-01-01"}).goed()
    assert zaak.resultaat["waarschuwingen"] == ["De grond is 'kinderen', maar bij deze zaak staat geen kind."]
    zaak.regie(gemeente(GM, "mia", "kinderen"), reden="geen ander").goed()
    zaak.regie(gemeente(GZ, "gijs", "contact-lastig")).goed()
    assert "waarschuwingen" not in zaak.resultaat


def test_no_warning_where_there_is_a_kind(zaak: Zaak) -> None:
    """S16, D10: as intake last told; between two overleggen too."""
    loopt(zaak).doe(BetrokkenenGewijzigd(gewijzigd_op=zaak.at, rollen={"kind": 1})).dan_niets()
    zaak.regie(gemeente(GZ, "gijs", "kinderen")).goed()
    assert "waarschuwingen" not in zaak.resultaat
    zaak.doe(BetrokkenenGewijzigd(gewijzigd_op=zaak.at, rollen={"kind": 0}))
    zaak.regie(gemeente(GZ, "gijs", "kinderen")).goed()
    assert len(zaak.resultaat["waarschuwingen"]) == 1


@pytest.mark.parametrize(
    ("dag", "codes"),
    [("2025-12-31", ["reden-ontbreekt"]), ("2026-01-01", [])],
)
def test_the_agreement_counts_on_the_first_day(zaak: Zaak, dag: str, codes: list[str]) -> None:
    """S16: "nee t/m 31-12-2025" is judged on the day from which the casusregie is in force."""
    keuze = {"casusregie": gemeente(GM, "mia", "contact-lastig"), "aanvaardOp": "2025-03-26", "ingangsdatum": dag}
    loopt(zaak).op(date(2025, 3, 26)).bespreek(casusregie=keuze)
    zaak.geweigerd(*codes) if codes else zaak.goed()


def test_nobody_leads_a_zaak_that_ended(zaak: Zaak) -> None:
    """S16: left the wachtlijst by a way on."""
    loopt(zaak).doe(CasusVanWachtlijst(pilotjaar=2025, route="geen", van_wachtlijst_op=zaak.at, door="noor"))
    zaak.regie(een(RN, "rob")).geweigerd("loopt-niet", status=409)


def test_zandvoorde_leads_without_a_reason_in_an_overleg(zaak: Zaak) -> None:
    """S16, story 5.5: in an overleg only "nee" asks for a reason; in force from the day of the overleg."""
    keuze = {"casusregie": gemeente(GZ, "gijs", "contact-lastig"), "aanvaardOp": "2025-03-26"}
    loopt(zaak).op(date(2025, 3, 26)).bespreek(casusregie=keuze).goed()
    assert zaak.staat.aanwijzingen[-1].ingangsdatum == date(2025, 3, 26)


def test_acceptance_is_not_in_the_future(zaak: Zaak) -> None:
    """S16: the date on which they accepted."""
    loopt(zaak).regie(een(RN, "rob"), aanvaardOp="2025-05-13").geweigerd("aanvaard-in-toekomst", status=400)


def test_regie_answers(zaak: Zaak) -> None:
    """S16: a yes is shown; a no is a task, and the one before stays."""
    loopt(zaak).doe(
        CasusregieVastgelegd(aanwijzing=1, casusregie=there(zaak.staat.aanwijzing).casusregie, van=MEI)
    ).dan_niets()
    zaak.regie(een(RN, "rob")).doe(CasusregieGeweigerd(aanwijzing=2, redenen=("overlapt",))).dan_niets()
    zaak.doe(CasusregieGeweigerd(aanwijzing=2, redenen=("overlapt",))).dan_niets()
    assert (zaak.taken, there(zaak.staat.aanwijzing).nummer) == (["casusregie-geweigerd"], 1)
    assert (there(zaak.staat.antwoord(1)).van, there(zaak.staat.antwoord(1)).vastgelegd) == (MEI, True)
    assert (there(zaak.staat.antwoord(2)).van, there(zaak.staat.antwoord(2)).redenen) == (None, ("overlapt",))
    zaak.regie(een(RN, "rob")).goed()
    assert zaak.taken == []


def test_nobody_leads_before_somebody_takes_part(zaak: Zaak) -> None:
    """L4b, S16."""
    zaak.gepland().regie(een(VT, "vera")).geweigerd("nog-geen-deelnemers", status=409)
