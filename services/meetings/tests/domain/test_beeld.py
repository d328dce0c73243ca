# SPDX-License-Identifier: EUPL-1.2
"""Beeldvorming: per person, fact beside assumption, source; confirmed or brought up to date every time (S12)."""

from datetime import date

from services.meetings.tests.verhaal import Zaak, there

VT, PO, SH = "00000099000000001000", "00000099000000002000", "00000099000000009000"
ZV, RN = "00000099000000000100", "00000099000000006000"
EERSTE, TWEEDE, DERDE = date(2025, 3, 26), date(2025, 6, 4), date(2025, 8, 13)


def regel(over: str = "slachtoffer", persoon: int = 1, aard: str = "feit", bron: str = VT) -> dict[str, str | int]:
    """One line."""
    return {"over": over, "persoon": persoon, "aard": aard, "bron": bron, "tekst": "x"}


def beeld(zaak: Zaak) -> list[tuple[str, int, list[str], int, int]]:
    """The picture now: of whom, its kinds of lines, from which overleg, confirmed in which."""
    return [
        (een.over, een.persoon, [r.aard for r in een.regels], een.overleg, een.bevestigd_in)
        for een in zaak.staat.over_personen
    ]


def test_neither_confirmed_nor_brought_up_to_date_is_refused(zaak: Zaak) -> None:
    """S12: at every casusoverleg, also below the quorum."""
    zaak.loopt().op(EERSTE).bespreek(beeldBevestigd=False).geweigerd("beeld-ontbreekt", status=400)
    assert zaak.teksten == ["Bevestig het beeld, of werk het bij."]
    assert zaak.plaatsen == ["/beeldBevestigd"]
    zaak.bespreek(beeldBevestigd=False, aanwezigen=zaak.aanwezig(VT, RN)).geweigerd("beeld-ontbreekt")
    zaak.bespreek(beeldBevestigd=False, beeld=[regel()]).goed()


def test_lines_replace_those_of_the_same_person_and_the_others_stay(zaak: Zaak) -> None:
    """S12: fact beside assumption for each person; who is named is new, who is not is confirmed."""
    eerst = [regel(), regel(aard="aanname"), regel("kind", 1)]
    zaak.loopt().op(EERSTE).bespreek(beeld=[*eerst, regel("kind", 2)])
    assert beeld(zaak) == [
        ("slachtoffer", 1, ["feit", "aanname"], 2, 2),
        ("kind", 1, ["feit"], 2, 2),
        ("kind", 2, ["feit"], 2, 2),
    ]
    zaak.op(TWEEDE).bespreek(3, beeld=[regel("kind", 1, "aanname")]).goed()
    assert beeld(zaak) == [
        ("slachtoffer", 1, ["feit", "aanname"], 2, 3),
        ("kind", 1, ["aanname"], 3, 3),
        ("kind", 2, ["feit"], 2, 3),
    ]
    assert {een.bevestigd_op for een in zaak.staat.over_personen} == {zaak.lokaal(TWEEDE)}
    oud = there(zaak.staat.overleggen[1].casusverslag).beeld
    assert [een.aard for een in oud] == ["feit", "aanname", "feit", "feit"]


def test_without_confirming_everybody_is_brought_up_to_date(zaak: Zaak) -> None:
    """S12: the text names whom it still is about."""
    zaak.loopt().op(EERSTE).bespreek(beeld=[regel(), regel("pleger"), regel("kind", 2)])
    zaak.op(TWEEDE).bespreek(3, beeldBevestigd=False, beeld=[regel()]).geweigerd("beeld-ontbreekt", status=400)
    assert zaak.teksten == ["Bevestig het beeld van de anderen, of werk het bij: (vermeend) pleger 1, kind 2."]
    zaak.bespreek(3, beeldBevestigd=False, beeld=[regel("pleger"), regel(), regel("kind", 2)]).goed()
    assert [(een[0], een[3]) for een in beeld(zaak)] == [("slachtoffer", 3), ("pleger", 3), ("kind", 3)]
    zaak.op(DERDE).bespreek(4, beeldBevestigd=False, beeld=[]).geweigerd("beeld-ontbreekt")
    assert zaak.teksten == ["Bevestig het beeld, of werk het bij."]


def test_a_source_is_a_partner_the_zvhh_or_a_derde_who_was_there(zaak: Zaak) -> None:
    """S12, L5: a derde only where it was present; an unknown organisation never."""
    derde = {
        "oin": SH,
        "naam": "Sara",
        "geheimhoudingGetekendOp": "2025-03-01",
        "deskundigheid": "zorg",
        "rol": "adviseur",
    }
    zaak.loopt().op(EERSTE).bespreek(beeld=[regel(bron=SH), regel(bron="0" * 20), regel(bron=ZV)])
    zaak.geweigerd("derde", "partner-onbekend", status=400)
    assert zaak.plaatsen == ["/beeld/0/bron", "/beeld/1/bron"]
    tekst = "Slachtofferhulp Duinrand is een derde. Zet een derde eerst bij de derden van dit overleg."
    assert zaak.teksten[0] == tekst
    zaak.bespreek(beeld=[regel(bron=SH), regel(bron=PO)], derden=[derde]).goed()
