# SPDX-License-Identifier: EUPL-1.2
"""Derden: at a casusoverleg only, with a signed geheimhoudingsverklaring, expertise and role (L5)."""

from datetime import date

import pytest
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.overleggen import CasusoverlegGehouden

VT, PO, RN, WG, SH = (f"0000009900000000{code}" for code in ("1000", "2000", "6000", "7000", "9000"))
ZV = "00000099000000000100"
EERSTE = date(2025, 3, 26)
SARA = {
    "oin": SH,
    "naam": "Sara",
    "geheimhoudingGetekendOp": "2025-03-26",
    "deskundigheid": "slachtofferzorg",
    "rol": "adviseur",
}


def test_a_derde_with_a_signed_declaration_is_recorded(zaak: Zaak) -> None:
    """L5: signed on the day itself counts; it takes no part, is not present for L4, and has no access."""
    zaak.loopt().op(EERSTE).bespreek(derden=[SARA]).goed()
    (derde,) = there(zaak.staat.overleggen[1].casusverslag).derden
    assert (derde.oin, derde.geheimhouding_getekend_op, bool(derde.rol), bool(derde.deskundigheid)) == (
        SH,
        EERSTE,
        True,
        True,
    )
    assert zaak.feit(CasusoverlegGehouden).aanwezigen == (PO, VT, RN)
    assert SH not in zaak.staat.deelnemers
    assert SH not in zaak.volgend.genodigden


@pytest.mark.parametrize("getekend", [None, "2025-03-27"])
def test_without_a_signature_by_the_day_itself_nobody_takes_part(zaak: Zaak, getekend: str | None) -> None:
    """L5: not signed, or signed the day after."""
    zaak.loopt().op(EERSTE).bespreek(derden=[SARA | {"geheimhoudingGetekendOp": getekend}])
    zaak.geweigerd("geheimhouding-ontbreekt", status=400)
    assert zaak.teksten == ["Zonder getekende geheimhoudingsverklaring kan deze derde niet deelnemen."]
    assert zaak.plaatsen == ["/derden/0/geheimhoudingGetekendOp"]


def test_all_that_is_missing_is_told_at_once(zaak: Zaak) -> None:
    """L5: who, signed, expertise, role."""
    zaak.loopt().op(EERSTE).bespreek(derden=[SARA, {}])
    zaak.geweigerd("naam-ontbreekt", "geheimhouding-ontbreekt", "deskundigheid-ontbreekt", "rol-ontbreekt", status=400)
    assert zaak.plaatsen == [
        "/derden/1/naam",
        "/derden/1/geheimhoudingGetekendOp",
        "/derden/1/deskundigheid",
        "/derden/1/rol",
    ]


def test_a_derde_need_not_stand_on_the_list_but_a_partner_is_none(zaak: Zaak) -> None:
    """L5: without an OIN or with one of no partner; a WGS-deelnemer or the ZVHH belongs among those present."""
    zaak.loopt().op(EERSTE)
    for oin in (RN, ZV):
        zaak.bespreek(derden=[SARA | {"oin": oin}]).geweigerd("geen-derde", status=400)
        assert zaak.plaatsen == ["/derden/0/oin"]
    zaak.bespreek(derden=[SARA | {"oin": None}, SARA | {"oin": "0" * 20}]).goed()


def test_a_derde_does_not_make_a_quorum(zaak: Zaak) -> None:
    """L4, L5: one organisation and a derde are one organisation."""
    zaak.loopt().op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(PO), derden=[SARA]).goed()
    assert zaak.resultaat["besloten"] is False
    assert zaak.resultaat["tekst"].startswith("Besluiten kan nu niet: er zijn minder dan 2 organisaties")


def test_a_derde_stands_in_no_other_list(zaak: Zaak) -> None:
    """L5: not among those present, no agreement, no intervention, each with the reason why."""
    nieuw = [{"soort": "overig", "tekst": "bellen", "eigenaar": SH}]
    interventies = [
        {"soort": "aware", "voor": "slachtoffer", "eigenaar": SH, "start": "2025-04-01"},
        {"soort": "de-waag", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01"},
    ]
    zaak.loopt().op(EERSTE).bespreek(
        aanwezigen=zaak.aanwezig(PO, VT, SH),
        derden=[SARA],
        nieuweAfspraken=nieuw,
        plan={"doelen": "rust", "interventies": interventies},
    )
    zaak.geweigerd("derde", "derde", "derde", status=400)
    naam = "Slachtofferhulp Duinrand is een derde."
    assert zaak.teksten == [
        f"{naam} Zet een derde bij de derden, met de getekende geheimhoudingsverklaring.",
        f"{naam} Een derde heeft geen toegang tot de zaak en kan dus niets op zich nemen.",
        f"{naam} Een derde heeft geen toegang tot de zaak en kan dus niets op zich nemen.",
    ]
    assert zaak.plaatsen == ["/aanwezigen/2/oin", "/nieuweAfspraken/0/eigenaar", "/plan/interventies/0/eigenaar"]


def test_never_at_a_weegoverleg(zaak: Zaak) -> None:
    """L5: refused among those present; its minutes have no other place for one."""
    zaak.gepland().op(date(2025, 3, 12)).weeg(aanwezigen=zaak.aanwezig(PO, VT, SH)).geweigerd("derde", status=400)
    assert zaak.teksten == ["Slachtofferhulp Duinrand is een derde. Een derde kan niet bij een weegoverleg zijn."]


def test_what_a_derde_was_told_comes_from_a_lid_1_partner(zaak: Zaak) -> None:
    """L5: what and by which lid-1 partner of this zaak: lid 2, an outsider and half a line are refused."""
    zaak.loopt().op(EERSTE)
    for door in (RN, "00000099000000004000", None):
        zaak.bespreek(derden=[SARA | {"verteld": "de afspraken", "verteldDoor": door}])
        zaak.geweigerd("verteld-door-wie", status=400)
    zaak.bespreek(derden=[SARA | {"verteldDoor": PO}]).geweigerd("verteld-ontbreekt", status=400)
    assert zaak.plaatsen == ["/derden/0/verteld"]
    zaak.bespreek(derden=[SARA | {"verteld": "de afspraken", "verteldDoor": PO}]).goed()
