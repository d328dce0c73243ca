# SPDX-License-Identifier: EUPL-1.2
"""Partners that join or leave after the weegoverleg (L4b): dated, with a reason, and access at once (L6)."""

from datetime import date
from typing import Any

from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.overleggen import (
    CasusregieGezocht,
    DeelnemerToegevoegd,
    DeelnemerVertrokken,
    WeegoverlegGepland,
)

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG, SH, ZV = "00000099000000007000", "00000099000000009000", "00000099000000000100"
DAG = date(2025, 3, 17)
CONTACT = {"nummer": 1, "aan": RN}


def test_a_partner_joins(zaak: Zaak) -> None:
    """L4b: from today, invited to what is planned; it already does: nothing."""
    zaak.loopt().op(DAG).voeg_toe(WG).dan(DeelnemerToegevoegd(oin=WG, per=DAG))
    assert zaak.staat.deelnemers[-1] == WG
    assert zaak.staat.genodigden[-1] == WG
    zaak.voeg_toe(WG).dan_niets()


def test_who_may_not_join(zaak: Zaak) -> None:
    """L4b, L5: a derde, an unknown one, without a reason, or before a weegoverleg decided."""
    zaak.loopt().op(DAG).voeg_toe(SH).geweigerd("derde", status=400)
    zaak.voeg_toe("0" * 20, reden=None).geweigerd("partner-onbekend", "reden-ontbreekt")


def test_nobody_joins_before_the_weegoverleg_decided(zaak: Zaak) -> None:
    """L4b: the weegoverleg decides who takes part."""
    zaak.gepland().voeg_toe(WG).geweigerd("nog-geen-deelnemers", status=409)


def test_a_partner_that_leaves_hands_over_and_loses_access(zaak: Zaak) -> None:
    """L4b: in the same act; gone from participants and invitations at once (L6)."""
    zaak.loopt().op(DAG).vertrek(PO).geweigerd("afspraak-niet-overgedragen", status=400)
    zaak.vertrek(PO, {"nummer": 2, "aan": OM}).dan(DeelnemerVertrokken(oin=PO, per=DAG))
    assert zaak.staat.deelnemers == (OM, VT, RN)
    assert zaak.staat.genodigden == (OM, VT, RN)
    assert zaak.staat.afspraken[1].eigenaar == OM
    assert [een.tot for een in zaak.staat.deelnames if een.oin == PO] == [DAG]
    vertrek = there(zaak.staat.deelnames[0].vertrek)
    assert (vertrek.door, bool(vertrek.reden)) == ("fatima", True)
    assert zaak.volgend.afgezegd == (PO,)
    zaak.vertrek(PO).geweigerd("geen-deelnemer", status=409)


def test_what_can_not_be_handed_over(zaak: Zaak) -> None:
    """L4b: another's agreement, or to a partner that does not stay; a reason is asked."""
    zaak.loopt().op(DAG).vertrek(PO, {"nummer": 1, "aan": OM}, {"nummer": 2, "aan": PO}, reden=None)
    zaak.geweigerd("reden-ontbreekt", "niet-over-te-dragen", "geen-deelnemer", status=400)


def test_a_casusregisseur_that_leaves_starts_a_search(zaak: Zaak) -> None:
    """L4b, S11: gezocht by the ZVHH, reminder after five working days."""
    zaak.loopt().op(DAG).vertrek(VT, CONTACT).dan(
        DeelnemerVertrokken(oin=VT, per=DAG), CasusregieGezocht(door=ZV, herinneren_op=date(2025, 3, 24))
    )
    assert zaak.taken == ["casusregie-gezocht"]
    assert zaak.wekkers["casusregie-gezocht"] == zaak.lokaal(date(2025, 3, 24), 0)


def test_the_last_lid_1_leaving_is_a_warning(zaak: Zaak) -> None:
    """L4b: nothing is blocked."""
    zaak.loopt().op(DAG).vertrek(OM).goed()
    assert "waarschuwingen" not in zaak.resultaat
    zaak.vertrek(PO, {"nummer": 2, "aan": VT}).goed()
    tekst = "Er doet nu geen lid-1-partner meer mee. Zonder lid 1 kan een overleg niet besluiten."
    assert zaak.resultaat["waarschuwingen"] == [tekst]


PLAN = {
    "doelen": "rust",
    "interventies": [
        {"soort": "rn-traject", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01"},
        {"soort": "aware", "voor": "slachtoffer", "eigenaar": RN, "start": "2025-04-01", "stand": "loopt"},
        {
            "soort": "anders",
            "voor": "systeem",
            "eigenaar": RN,
            "start": "2025-04-01",
            "stand": "afgerond",
            "omschrijving": "x",
        },
        {
            "soort": "anders",
            "voor": "systeem",
            "eigenaar": RN,
            "start": "2025-04-01",
            "stand": "gestopt",
            "omschrijving": "x",
        },
        {"soort": "anders", "voor": "systeem", "eigenaar": VT, "start": "2025-04-01", "omschrijving": "x"},
    ],
}


def over(nummer: int, aan: str = VT) -> dict[str, Any]:
    """An intervention in other hands."""
    return {"soort": "interventie", "nummer": nummer, "aan": aan}


def test_interventions_that_are_to_be_done_are_handed_over_too(zaak: Zaak) -> None:
    """L4b, S12: gepland and loopt, in the same act; what is done or stopped may stay with who left."""
    zaak.loopt().op(date(2025, 3, 26)).bespreek(plan=PLAN).goed()
    zaak.vertrek(RN).geweigerd("interventie-niet-overgedragen", "interventie-niet-overgedragen", status=400)
    assert zaak.teksten == ["Zeg wie interventie 1 overneemt.", "Zeg wie interventie 2 overneemt."]
    assert zaak.plaatsen == ["/overdracht", "/overdracht"]
    zaak.vertrek(RN, over(1), over(2), over(3)).geweigerd("niet-over-te-dragen", status=400)
    zaak.vertrek(RN, over(1), over(2), over(5)).geweigerd("niet-over-te-dragen", status=400)
    zaak.vertrek(RN, over(1), over(2), over(2, PO)).geweigerd("dubbel", status=400)
    assert zaak.plaatsen == ["/overdracht/2/nummer"]
    zaak.vertrek(RN, over(1), over(2, PO)).dan(DeelnemerVertrokken(oin=RN, per=date(2025, 3, 26)))
    assert [een.eigenaar for een in zaak.staat.interventies] == [VT, PO, RN, RN, VT]
    assert zaak.resultaat == {"oin": RN}


def test_what_was_not_done_is_open_and_handed_over(zaak: Zaak) -> None:
    """L4b, D3: niet gedaan stays open."""
    zaak.loopt().op(DAG).afspraak(1, "niet-gedaan").vertrek(VT).geweigerd("afspraak-niet-overgedragen")
    assert zaak.teksten == ["Zeg wie afspraak 1 overneemt."]
    zaak.afspraak(1, "gedaan").vertrek(VT).goed()


def test_who_looked_for_a_casusregisseur_and_leaves_hands_that_to_the_zvhh(zaak: Zaak) -> None:
    """L4b, S11: someone always looks."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": RN}).op(DAG).vertrek(OM).goed()
    assert there(zaak.staat.gezocht).door == RN
    zaak.vertrek(RN).dan(
        DeelnemerVertrokken(oin=RN, per=DAG), CasusregieGezocht(door=ZV, herinneren_op=date(2025, 3, 24))
    )
    assert (there(zaak.staat.gezocht).door, there(zaak.staat.gezocht).sinds) == (ZV, DAG)


def test_a_second_weegoverleg_is_told_who_may_read(zaak: Zaak) -> None:
    """L6, S6b: who joins or leaves while a weegoverleg is planned changes who is invited."""
    begin = zaak.lokaal(date(2025, 3, 20))
    zaak.loopt().op(DAG).doe(zaak.ongedaan(zaak.at)).plan(begin, PO, RN)
    zaak.vertrek(RN).dan(
        WeegoverlegGepland(nummer=3, begin=begin, duur_minuten=90, genodigden=(PO,)),
        DeelnemerVertrokken(oin=RN, per=DAG),
    )
    zaak.voeg_toe(WG).dan(
        WeegoverlegGepland(nummer=3, begin=begin, duur_minuten=90, genodigden=(PO, WG)),
        DeelnemerToegevoegd(oin=WG, per=DAG),
    )
    zaak.vertrek(OM).dan(DeelnemerVertrokken(oin=OM, per=DAG))
    assert zaak.volgend.afgezegd == (RN,)


def test_a_partner_comes_back(zaak: Zaak) -> None:
    """L4b: history kept: two rows."""
    zaak.loopt().op(DAG).vertrek(OM).voeg_toe(OM).goed()
    assert [een.tot for een in zaak.staat.deelnames if een.oin == OM] == [DAG, None]
