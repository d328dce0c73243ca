# SPDX-License-Identifier: EUPL-1.2
"""The plan van aanpak (S12): gate, versions, and stands told by owners."""

from datetime import date
from typing import Any

import pytest
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.overleggen import PlanVanAanpakVastgesteld
from zvhh_contracts.triages import MeldingAfgesplitst, MeldingToegevoegd
from zvhh_kit.domain.decision import Actor

VT, PO, RN, WG = (f"0000009900000000{code}" for code in ("1000", "2000", "6000", "7000"))
VERA = Actor("vera", VT, frozenset({"deelnemer"}))
EERSTE = date(2025, 3, 26)
ANDER = "0190bbbb-0000-8000-8000-000000000002"
PLEGER: dict[str, Any] = {
    "soort": "rn-traject",
    "voor": "pleger",
    "eigenaar": RN,
    "start": "2025-04-01",
    "omschrijving": "gesprekken",
}
SLACHTOFFER: dict[str, Any] = {"soort": "aware", "voor": "slachtoffer", "eigenaar": VT, "start": "2025-04-01"}


def plan(*interventies: dict[str, Any]) -> dict[str, Any]:
    """A plan with these interventions."""
    return {"doelen": "rust", "interventies": list(interventies)}


@pytest.mark.parametrize(
    ("interventies", "tekst"),
    [
        ([PLEGER], "Er is nog geen interventie voor het slachtoffer."),
        ([SLACHTOFFER], "Er is nog geen interventie voor de (vermeend) pleger."),
        ([SLACHTOFFER, PLEGER | {"stand": "gestopt"}], "Er is nog geen interventie voor de (vermeend) pleger."),
    ],
)
def test_a_plan_needs_an_intervention_for_both(zaak: Zaak, interventies: list[dict[str, Any]], tekst: str) -> None:
    """S12, story 1.5: definitive only with ≥ 1 for the pleger and ≥ 1 for the slachtoffer; nothing is stored."""
    zaak.loopt().op(EERSTE).bespreek(plan=plan(*interventies))
    assert zaak.teksten == [tekst]
    assert (zaak.staat.plannen, zaak.volgend.nummer) == ((), 2)


def test_a_plan_is_vastgesteld_with_those_present(zaak: Zaak) -> None:
    """S12: version 1, by PO, VT and RN, in overleg 2."""
    zaak.loopt().op(EERSTE).bespreek(plan=plan(PLEGER, SLACHTOFFER))
    assert PlanVanAanpakVastgesteld(
        versie=1,
        nummer=2,
        vastgesteld_op=zaak.lokaal(EERSTE),
        interventies={"pleger": 1, "slachtoffer": 1},
        soorten=("aware", "rn-traject"),
    ) in [event for _, event in zaak.story.events]
    versie = zaak.staat.plannen[0]
    assert (versie.versie, versie.overleg, versie.aanwezigen) == (1, 2, (PO, VT, RN))


def test_what_is_wrong_in_a_plan_is_told_at_once(zaak: Zaak) -> None:
    """S12: known kinds, owners that take part, numbers of this plan."""
    fout = {"soort": "praten", "voor": "systeem", "eigenaar": WG, "start": "2025-04-01", "nummer": 8}
    zaak.loopt().op(EERSTE).bespreek(plan=plan(PLEGER, SLACHTOFFER, fout))
    zaak.geweigerd("interventie-onbekend", "eigenaar-doet-niet-mee", "interventie-nummer", status=400)


def test_another_intervention_is_described(zaak: Zaak) -> None:
    """S12: two times *anders* without a word is no plan; who stopped one, says too what it was."""
    leeg = [een | {"soort": "anders", "omschrijving": None} for een in (PLEGER, SLACHTOFFER)]
    leeg.append(leeg[0] | {"stand": "gestopt"})
    zaak.loopt().op(EERSTE).bespreek(plan=plan(*leeg)).geweigerd(*["omschrijving-ontbreekt"] * 3, status=400)
    assert zaak.plaatsen == [f"/plan/interventies/{plek}/omschrijving" for plek in range(3)]
    zaak.bespreek(plan=plan(*(een | {"omschrijving": "Wandelen met de wijkagent"} for een in leeg))).goed()


def test_versions_are_kept_and_numbers_stay(zaak: Zaak) -> None:
    """S12: version 1 stays as it was; a kept intervention keeps its number and what its owner told, a new one a new one."""
    zaak.loopt().op(EERSTE).bespreek(plan=plan(PLEGER, SLACHTOFFER)).interventie(1, "loopt").dan_niets()
    zaak.op(date(2025, 6, 4)).bespreek(3, plan=plan(PLEGER | {"nummer": 1, "stand": "afgerond"}, SLACHTOFFER)).goed()
    een, twee = zaak.staat.plannen
    assert [(i.nummer, i.stand) for i in een.interventies] == [(1, "gepland"), (2, "gepland")]
    assert [(i.nummer, i.stand) for i in twee.interventies] == [(1, "afgerond"), (3, "gepland")]
    assert [told.stand for told in zaak.staat.interventies[0].standen] == ["loopt"]
    zaak.op(date(2025, 8, 13)).bespreek(4, plan=plan(PLEGER, SLACHTOFFER)).goed()
    assert [i.nummer for i in zaak.staat.plannen[2].interventies] == [4, 5]


def test_an_owner_tells_how_an_own_intervention_stands(zaak: Zaak) -> None:
    """S12: between overleggen only the stand, and only by its organisation; the same again changes nothing."""
    zaak.loopt().op(EERSTE).bespreek(plan=plan(PLEGER, SLACHTOFFER))
    zaak.interventie(1, "loopt", VERA).geweigerd("niet-van-u", status=403)
    zaak.interventie(7, "loopt").geweigerd("interventie-bestaat-niet", status=404)
    zaak.interventie(1, "loopt").interventie(1, "loopt").dan_niets()
    assert len(zaak.staat.interventies[0].standen) == 1
    assert zaak.staat.plannen[0].interventies[0].stand == "gepland"


def omgekeerd(zaak: Zaak) -> Zaak:
    """A running zaak that another melding joined, in which the roles are the other way round."""
    voegt = MeldingToegevoegd(zaak_id=ANDER, toegevoegd_op=zaak.at, rollen_omgekeerd=True)
    return zaak.loopt().doe(voegt).op(EERSTE)


def test_with_the_roles_reversed_each_person_has_something_in_each_role(zaak: Zaak) -> None:
    """D11b, S12: two persons, two roles, four interventions; a stopped one does not count."""
    een = [PLEGER | {"voorPersoon": 2}, SLACHTOFFER | {"voorPersoon": 1}]
    omgekeerd(zaak).bespreek(plan=plan(*een)).geweigerd("geen-interventie-slachtoffer", "geen-interventie-pleger")
    assert zaak.teksten == [
        "De rollen zijn omgekeerd: er is nog geen interventie voor persoon 1 als (vermeend) pleger.",
        "De rollen zijn omgekeerd: er is nog geen interventie voor persoon 2 als slachtoffer.",
    ]
    assert set(zaak.plaatsen) == {"/plan/interventies"}
    ander = [PLEGER | {"voorPersoon": 1, "stand": "gestopt"}, SLACHTOFFER | {"voorPersoon": 2}]
    zaak.bespreek(plan=plan(*een, *ander)).geweigerd("geen-interventie-pleger", status=400)
    ander[0]["stand"] = "gepland"
    zaak.bespreek(plan=plan(*een, *ander)).goed()
    assert [een.voor_persoon for een in zaak.staat.interventies] == [2, 1, 1, 2]


def test_with_the_roles_reversed_each_intervention_says_for_whom(zaak: Zaak) -> None:
    """D11b: 1 or 2, for slachtoffer and pleger; for kind and systeem it need not."""
    alle = [rol | {"voorPersoon": nummer} for rol in (PLEGER, SLACHTOFFER) for nummer in (1, 2)]
    fout = [PLEGER, SLACHTOFFER | {"voorPersoon": 3}]
    ander = [PLEGER | {"voor": "kind"}, PLEGER | {"voor": "systeem"}]
    omgekeerd(zaak).bespreek(plan=plan(*alle, *fout, *ander))
    zaak.geweigerd("persoon-ontbreekt", "persoon-ontbreekt", status=400)
    assert zaak.plaatsen == ["/plan/interventies/4/voorPersoon", "/plan/interventies/5/voorPersoon"]
    assert zaak.teksten[0] == "De rollen zijn omgekeerd: kies voor welke van de twee personen dit is (1 of 2)."


def test_split_off_again_the_usual_gate_counts(zaak: Zaak) -> None:
    """D11b: the badge goes with the melding."""
    omgekeerd(zaak).doe(MeldingAfgesplitst(zaak_id=ANDER, afgesplitst_op=zaak.at))
    zaak.bespreek(plan=plan(PLEGER, SLACHTOFFER)).goed()
