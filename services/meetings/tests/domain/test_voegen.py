# SPDX-License-Identifier: EUPL-1.2
"""Meldingen that join a zaak or leave it again (D11b), spoed (D2), and new persons (D10), as meetings sees them."""

from datetime import date, timedelta

import pytest
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.meldingen import BetrokkenenGewijzigd, Rol
from zvhh_contracts.overleggen import OverlegGeannuleerd
from zvhh_contracts.triages import (
    MeldingAfgesplitst,
    MeldingToegevoegd,
    SpoedGewijzigd,
    TriageGevoegd,
    TriageHeropend,
)
from zvhh_meetings.domain.rules.agenda import GEVOEGD, KIND, OMGEKEERD, nieuws
from zvhh_meetings.views.feiten import FeitenBeeld

A, B, C = (f"0190aaaa-0000-8000-8000-00000000000{nummer}" for nummer in (1, 2, 3))
VT, PO = "00000099000000001000", "00000099000000002000"
DAG = date(2025, 3, 20)


def gevoegd(zaak: Zaak, versie: int = 2) -> TriageGevoegd:
    """This melding joins A."""
    return TriageGevoegd(versie=versie, gevoegd_op=zaak.at, door="noor", bij=A)


def erbij(zaak: Zaak, wie: str = B, *, omgekeerd: bool = False) -> MeldingToegevoegd:
    """Melding `wie` joins this zaak."""
    return MeldingToegevoegd(zaak_id=wie, toegevoegd_op=zaak.at, rollen_omgekeerd=omgekeerd)


def kind(zaak: Zaak, kinderen: int = 1, *, erbij: bool = True) -> BetrokkenenGewijzigd:
    """Persons changed."""
    return BetrokkenenGewijzigd(gewijzigd_op=zaak.at, rollen={"slachtoffer": 1, "kind": kinderen}, kind_erbij=erbij)


def test_a_melding_that_joined_has_no_weegoverleg_of_its_own(zaak: Zaak) -> None:
    """D11b: no planning task; kept as long as any (L8); planning says where."""
    zaak.te_plannen().doe(gevoegd(zaak)).dan_niets()
    assert (zaak.staat.stand, zaak.taken, there(zaak.staat.triage).bij) == ("gevoegd", [], A)
    assert zaak.staat.vernietigen_op == date(2030, 3, 3)
    zaak.plan(zaak.lokaal(date(2025, 3, 12)), PO).geweigerd("niet-te-plannen", status=409)
    assert zaak.teksten == ["Deze melding is gevoegd bij een andere zaak. Plan het overleg daar."]


def test_joining_cancels_a_planned_weegoverleg_and_a_held_one_outranks_it(nieuwe_zaak: type[Zaak]) -> None:
    """D11b, D1: as any revision of triage."""
    zaak = nieuwe_zaak().gepland()
    zaak.doe(gevoegd(zaak)).dan(OverlegGeannuleerd(nummer=1, soort="weegoverleg"))
    assert (zaak.staat.stand, zaak.staat.genodigden) == ("gevoegd", ())
    gehouden = nieuwe_zaak().gewogen()
    gehouden.doe(gevoegd(gehouden)).dan_niets()
    assert (gehouden.staat.stand, gehouden.taken) == ("wacht-op-plaats", [])


def test_who_takes_part_in_it_reads_of_no_other_zaak(nieuwe_zaak: type[Zaak]) -> None:
    """L6, D11b: a weegoverleg of its own crossed the joining; the other zaak is named to a procesregisseur in triage only."""
    zaak = nieuwe_zaak().te_plannen()
    zaak.doe(gevoegd(zaak))
    assert FeitenBeeld.van(zaak.config, zaak.staat).gevoegd_bij == A
    gehouden = nieuwe_zaak().gewogen()
    gehouden.doe(gevoegd(gehouden))
    assert FeitenBeeld.van(gehouden.config, gehouden.staat).gevoegd_bij is None


def test_split_off_it_is_judged_anew(zaak: Zaak) -> None:
    """D11b: waiting for triage, and then planned as any."""
    zaak.te_plannen().doe(gevoegd(zaak)).doe(TriageHeropend(versie=3, heropend_op=zaak.at, door="noor")).dan_niets()
    assert (zaak.staat.stand, there(zaak.staat.triage).bij) == ("wacht-op-triage", None)
    zaak.doe(gevoegd(zaak)).dan_niets()
    assert zaak.staat.stand == "wacht-op-triage"
    zaak.doe(zaak.doorgezet(versie=4)).dan_niets()
    assert (zaak.staat.stand, zaak.taken) == ("te-plannen", ["weegoverleg-plannen"])


def test_it_stands_on_the_next_agenda_until_that_was_held(zaak: Zaak) -> None:
    """D11b: an item of the running zaak's next agenda; one added during the overleg stays for the one after."""
    zaak.loopt().op(DAG).doe(erbij(zaak)).dan_niets()
    assert list(nieuws(zaak.staat)) == [("melding-gevoegd", GEVOEGD)]
    zaak.op(date(2025, 3, 26), 10).doe(erbij(zaak, C))
    zaak.op(date(2025, 3, 26)).bespreek().goed()
    assert list(nieuws(zaak.staat)) == []
    zaak.doe(MeldingAfgesplitst(zaak_id=C, afgesplitst_op=zaak.at))
    zaak.at = zaak.lokaal(date(2025, 3, 26), 10) + timedelta(milliseconds=1)
    zaak.doe(erbij(zaak, C))
    assert list(nieuws(zaak.staat)) == [("melding-gevoegd", GEVOEGD)]


def test_roles_the_other_way_round(zaak: Zaak) -> None:
    """D11b: the badge, and the words of the item; gone when it is split off again."""
    eerst = zaak.loopt().op(DAG).doe(erbij(zaak)).staat
    assert not eerst.rollen_omgekeerd
    zaak.doe(erbij(zaak, C, omgekeerd=True))
    assert zaak.staat.rollen_omgekeerd
    assert list(nieuws(zaak.staat)) == [("melding-gevoegd", GEVOEGD), ("melding-gevoegd", OMGEKEERD)]
    zaak.doe(MeldingAfgesplitst(zaak_id=C, afgesplitst_op=zaak.at)).dan_niets()
    assert (zaak.staat.rollen_omgekeerd, [een.zaak_id for een in zaak.staat.gevoegd]) == (False, [B])


def test_the_same_melding_joins_once_and_in_any_order(zaak: Zaak) -> None:
    """D11b: two meldingen are two sources; in whichever order they come, the state is the same."""
    zaak.op(DAG)
    eerste, tweede = erbij(zaak, C), erbij(zaak, B)
    zaak.doe(eerste).doe(tweede).doe(eerste)
    assert [een.zaak_id for een in zaak.staat.gevoegd] == [B, C]


def test_spoed_marks_the_zaak_and_decides_nothing(zaak: Zaak) -> None:
    """D2, L9: set and taken back by a person in triage."""
    zaak.te_plannen().doe(SpoedGewijzigd(spoed=True, op=zaak.at)).dan_niets()
    assert (zaak.staat.spoed, zaak.taken) == (True, ["weegoverleg-plannen"])
    zaak.doe(SpoedGewijzigd(spoed=False, op=zaak.at)).dan_niets()
    assert not zaak.staat.spoed


def test_a_new_kind_asks_for_an_item_on_the_next_agenda(zaak: Zaak) -> None:
    """D10: VT / RvdK erbij? casusregie gemeente? Until that overleg was held; a correction asks nothing."""
    zaak.loopt().op(DAG).doe(kind(zaak, erbij=False)).dan_niets()
    assert (list(nieuws(zaak.staat)), zaak.staat.kinderen) == ([], 1)
    zaak.doe(kind(zaak, 2))
    assert (list(nieuws(zaak.staat)), zaak.staat.kinderen) == ([("kind-erbij", KIND)], 2)
    zaak.doe(kind(zaak, 2, erbij=False))
    assert list(nieuws(zaak.staat)) == [("kind-erbij", KIND)]
    zaak.op(date(2025, 3, 26)).bespreek().goed()
    assert list(nieuws(zaak.staat)) == []


@pytest.mark.parametrize(("rollen", "kinderen"), [({"slachtoffer": 1}, 0), ({"kind": 3}, 3)])
def test_how_many_kinderen(zaak: Zaak, rollen: dict[Rol, int], kinderen: int) -> None:
    """D10, S16: as the melding said, until intake tells otherwise."""
    zaak.doe(zaak.ingediend(rollen={"slachtoffer": 1, "kind": 2}))
    assert zaak.staat.kinderen == 2
    zaak.doe(BetrokkenenGewijzigd(gewijzigd_op=zaak.at, rollen=rollen))
    assert zaak.staat.kinderen == kinderen
