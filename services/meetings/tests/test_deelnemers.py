# SPDX-License-Identifier: EUPL-1.2
"""Partners that join or leave after the weegoverleg (L4b): dated, with a reason, and access at once (L6)."""

from datetime import date
from typing import Any

from zvhh_contracts.overleggen import CasusregieGezocht, DeelnemerToegevoegd, DeelnemerVertrokken

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))
WG, SH, ZV = "00000099000000007000", "00000099000000009000", "00000099000000000100"
DAG = date(2025, 3, 17)
CONTACT = {"nummer": 1, "aan": RN}


def test_a_partner_joins(zaak: Any) -> None:
    """L4b: from today, invited to what is planned; it already does: nothing."""
    zaak.loopt().op(DAG).voeg_toe(WG).dan(DeelnemerToegevoegd(oin=WG, per=DAG))
    assert zaak.staat.deelnemers[-1] == WG
    assert zaak.staat.genodigden[-1] == WG
    zaak.voeg_toe(WG).dan_niets()


def test_who_may_not_join(zaak: Any) -> None:
    """L4b, L5: a derde, an unknown one, without a reason, or before a weegoverleg decided."""
    zaak.loopt().op(DAG).voeg_toe(SH).geweigerd("derde", status=400)
    zaak.voeg_toe("0" * 20, reden=None).geweigerd("partner-onbekend", "reden-ontbreekt")


def test_nobody_joins_before_the_weegoverleg_decided(zaak: Any) -> None:
    """L4b: the weegoverleg decides who takes part."""
    zaak.gepland().voeg_toe(WG).geweigerd("nog-geen-deelnemers", status=409)


def test_a_partner_that_leaves_hands_over_and_loses_access(zaak: Any) -> None:
    """L4b: in the same act; gone from participants and invitations at once (L6)."""
    zaak.loopt().op(DAG).vertrek(PO).geweigerd("afspraak-niet-overgedragen", status=400)
    zaak.vertrek(PO, {"nummer": 2, "aan": OM}).dan(DeelnemerVertrokken(oin=PO, per=DAG))
    assert zaak.staat.deelnemers == (OM, VT, RN)
    assert zaak.staat.genodigden == (OM, VT, RN)
    assert zaak.staat.afspraken[1].eigenaar == OM
    assert [een.tot for een in zaak.staat.deelnames if een.oin == PO] == [DAG]
    zaak.vertrek(PO).geweigerd("geen-deelnemer", status=409)


def test_what_can_not_be_handed_over(zaak: Any) -> None:
    """L4b: another's agreement, or to a partner that does not stay; a reason is asked."""
    zaak.loopt().op(DAG).vertrek(PO, {"nummer": 1, "aan": OM}, {"nummer": 2, "aan": PO}, reden=None)
    zaak.geweigerd("reden-ontbreekt", "niet-over-te-dragen", "geen-deelnemer", status=400)


def test_a_casusregisseur_that_leaves_starts_a_search(zaak: Any) -> None:
    """L4b, S11: gezocht by the ZVHH, reminder after five working days."""
    zaak.loopt().op(DAG).vertrek(VT, CONTACT).dan(
        DeelnemerVertrokken(oin=VT, per=DAG), CasusregieGezocht(door=ZV, herinneren_op=date(2025, 3, 24))
    )
    assert zaak.taken == ["casusregie-gezocht"]
    assert zaak.wekkers["casusregie-gezocht"] == zaak.lokaal(date(2025, 3, 24), 0)


def test_the_last_lid_1_leaving_is_a_warning(zaak: Any) -> None:
    """L4b: nothing is blocked."""
    zaak.loopt().op(DAG).vertrek(OM).goed()
    assert "waarschuwingen" not in zaak.resultaat
    zaak.vertrek(PO, {"nummer": 2, "aan": VT}).goed()
    assert "geen lid-1-partner" in zaak.resultaat["waarschuwingen"][0]


def test_an_intervention_left_behind_is_a_warning(zaak: Any) -> None:
    """L4b, S12: it may be handed over in the same act."""
    plan = {
        "doelen": "rust",
        "interventies": [
            {"soort": "rn-traject", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01"},
            {"soort": "aware", "voor": "slachtoffer", "eigenaar": RN, "start": "2025-04-01"},
        ],
    }
    zaak.loopt().op(date(2025, 3, 26)).bespreek(plan=plan).vertrek(
        RN, {"soort": "interventie", "nummer": 1, "aan": VT}
    ).goed()
    assert zaak.staat.interventies[0].eigenaar == VT
    assert zaak.resultaat["waarschuwingen"] == ["Deze interventies hebben geen eigenaar meer die meedoet: 2."]


def test_a_partner_comes_back(zaak: Any) -> None:
    """L4b: history kept: two rows."""
    zaak.loopt().op(DAG).vertrek(OM).voeg_toe(OM).goed()
    assert [een.tot for een in zaak.staat.deelnames if een.oin == OM] == [DAG, None]
