# SPDX-License-Identifier: EUPL-1.2
"""Agreements: carried on until gedaan or kan-niet-meer (D3), kept up to date by their owner (S12)."""

from datetime import date

from services.meetings.tests.verhaal import Zaak

from zvhh_kit.domain.decision import Actor
from zvhh_meetings.domain.rules.agenda import agenda

VT, PO, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "6000"))
PIET = Actor("piet", PO, frozenset({"deelnemer"}))
EERSTE = date(2025, 3, 26)


def op_agenda(zaak: Zaak, nummer: int) -> list[int]:
    """The numbers of the agreements on an agenda."""
    overleg = next(een for een in zaak.staat.overleggen if een.nummer == nummer)
    punten = agenda(zaak.config, zaak.staat, overleg)
    return [punt.afspraak for punt in punten if punt.afspraak is not None]


def test_niet_gedaan_comes_back_and_gedaan_does_not(zaak: Zaak) -> None:
    """D3, story 1.5: PO gedaan, VT niet gedaan (open, back on the next agenda, with those of all earlier overleggen)."""
    zaak.loopt()
    assert op_agenda(zaak, 2) == [1, 2]
    nieuw = [{"soort": "overig", "tekst": "brief", "eigenaar": RN}]
    gemeld = [{"nummer": 2, "stand": "gedaan"}, {"nummer": 1, "stand": "niet-gedaan"}]
    zaak.op(EERSTE).bespreek(afspraken=gemeld, nieuweAfspraken=nieuw).goed()
    assert [een.stand for een in zaak.staat.afspraken] == ["niet-gedaan", "gedaan", "open"]
    assert op_agenda(zaak, 2) == [1]
    assert op_agenda(zaak, 3) == [1, 3]
    zaak.op(date(2025, 6, 4)).bespreek(
        3, afspraken=[{"nummer": 1, "stand": "kan-niet-meer", "reden": "verhuisd"}]
    ).goed()
    assert op_agenda(zaak, 4) == [3]


def test_only_open_agreements_are_reported_once_and_with_a_reason(zaak: Zaak) -> None:
    """D3: kan-niet-meer needs a reason; unknown or closed agreements are refused."""
    zaak.loopt().op(EERSTE)
    gemeld = [
        {"nummer": 9, "stand": "gedaan"},
        {"nummer": 1, "stand": "kan-niet-meer"},
        {"nummer": 1, "stand": "gedaan"},
    ]
    zaak.bespreek(afspraken=gemeld).geweigerd("afspraak-niet-open", "reden-ontbreekt", "dubbel", status=400)
    assert zaak.plaatsen == ["/afspraken/0/nummer", "/afspraken/1/reden", "/afspraken/2/nummer"]


def test_new_agreements_are_due_before_the_next_casusoverleg(zaak: Zaak) -> None:
    """S11: "De datum ligt na het volgende overleg."; the owner takes part."""
    nieuw = {"soort": "overig", "tekst": "brief", "eigenaar": "00000099000000007000", "uiterlijk": "2025-06-05"}
    zaak.loopt().op(EERSTE).bespreek(nieuweAfspraken=[nieuw, nieuw | {"eigenaar": "0" * 20}])
    zaak.geweigerd("eigenaar-doet-niet-mee", "datum-na-volgend-overleg", "partner-onbekend", "datum-na-volgend-overleg")


def test_an_owner_brings_an_own_agreement_up_to_date(zaak: Zaak) -> None:
    """S12: only the owner's organisation; the same again changes nothing; every telling stays."""
    zaak.loopt().op(date(2025, 3, 17)).afspraak(1, "gedaan", PIET).geweigerd("niet-van-u", status=403)
    zaak.afspraak(9, "gedaan").geweigerd("afspraak-bestaat-niet", status=404)
    zaak.afspraak(1, "niet-gedaan").dan_niets()
    zaak.afspraak(1, "niet-gedaan").dan_niets()
    zaak.afspraak(1, "kan-niet-meer").geweigerd("reden-ontbreekt", status=400)
    zaak.afspraak(1, "kan-niet-meer", reden="verhuisd").dan_niets()
    assert [een.stand for een in zaak.staat.afspraken[0].standen] == ["niet-gedaan", "kan-niet-meer"]
    zaak.afspraak(1, "gedaan").geweigerd("afspraak-gesloten", status=409)


def test_no_agreement_before_a_weegoverleg_decided(zaak: Zaak) -> None:
    """L4b: nobody takes part yet."""
    zaak.gepland().afspraak(1, "gedaan").geweigerd("nog-geen-deelnemers", status=409)
