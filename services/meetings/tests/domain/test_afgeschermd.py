# SPDX-License-Identifier: EUPL-1.2
"""A melding that joined a zaak is shielded for as long as it is joined to it, once that zaak is closed (D11b, L8)."""

from itertools import permutations

import pytest
from services.meetings.tests.gegevens import FATIMA, VERA
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.meldingen import MeldingAfgeschermd, MeldingIngetrokken, MeldingVernietigd
from zvhh_contracts.overleggen import TrajectVernietigd
from zvhh_contracts.triages import TriageGevoegd, TriageHeropend
from zvhh_meetings.queries import invited_or_taking_part, running

A, ANDERS = (f"0190aaaa-0000-8000-8000-00000000000{nummer}" for nummer in (1, 2))


def dicht(zaak: Zaak, hoofdzaak: str = A) -> MeldingAfgeschermd:
    """intake: the zaak that it joined was closed."""
    return MeldingAfgeschermd(hoofdzaak_id=hoofdzaak, afgeschermd_op=zaak.at)


def gevoegd(zaak: Zaak) -> TriageGevoegd:
    """triage: it joins A."""
    return TriageGevoegd(versie=2, gevoegd_op=zaak.at, door="noor", bij=A)


def heropend(zaak: Zaak) -> TriageHeropend:
    """triage: it is on its own again."""
    return TriageHeropend(versie=3, heropend_op=zaak.at, door="noor")


@pytest.mark.parametrize("volgorde", sorted(set(permutations("ttd"))))
@pytest.mark.parametrize("gesplitst", [False, True])
def test_shielded_in_any_order_while_it_is_joined(zaak: Zaak, volgorde: tuple[str, ...], gesplitst: bool) -> None:
    """D11b, L8: intake and triage are two sources."""
    zaak.te_plannen()
    van_triage = [gevoegd(zaak), heropend(zaak)] if gesplitst else [gevoegd(zaak)]
    for bron in volgorde:
        if bron == "d":
            zaak.doe(dicht(zaak)).dan_niets()
        elif van_triage:
            zaak.doe(van_triage.pop(0)).dan_niets()
    verwacht = ("wacht-op-triage", False) if gesplitst else ("gevoegd", True)
    assert (zaak.staat.stand, zaak.staat.afgeschermd) == verwacht
    assert zaak.staat.hoofdzaken_gesloten == (A,)


def test_nobody_sees_it_from_then_on(zaak: Zaak) -> None:
    """D11b, L6, L8: a procesregisseur does until the zaak that it joined is closed."""
    zaak.te_plannen().doe(gevoegd(zaak))
    assert zaak.staat.afgeschermd is False
    zaak.doe(dicht(zaak)).dan_niets()
    assert (zaak.staat.afgeschermd, zaak.taken, zaak.staat.overdracht_lezers) == (True, [], ())
    assert running(FATIMA)["state.afgeschermd"] is False
    assert invited_or_taking_part(VERA)["state.afgeschermd"] is False


@pytest.mark.parametrize("eerst", ["ingetrokken", "gesloten"])
def test_withdrawn_or_not_it_is_shut_with_its_zaak(zaak: Zaak, eerst: str) -> None:
    """D11b, L8: what shields it is that the zaak is closed, whatever its reporter did."""
    zaak.te_plannen().doe(gevoegd(zaak))
    ingetrokken = MeldingIngetrokken(ingetrokken_op=zaak.at)
    for event in (ingetrokken, dicht(zaak)) if eerst == "ingetrokken" else (dicht(zaak), ingetrokken):
        zaak.doe(event)
    assert (zaak.staat.stand, zaak.staat.afgeschermd) == ("ingetrokken", True)


def test_only_what_is_joined_to_that_zaak(nieuwe_zaak: type[Zaak]) -> None:
    """D11b, L8: not one that is joined elsewhere or nowhere, nor one that goes on after all; each zaak is kept once."""
    alleen = nieuwe_zaak().te_plannen()
    assert alleen.doe(dicht(alleen)).staat.afgeschermd is False
    elders = nieuwe_zaak().te_plannen()
    elders.doe(gevoegd(elders)).doe(dicht(elders, ANDERS))
    assert elders.staat.afgeschermd is False
    elders.doe(dicht(elders)).doe(dicht(elders, ANDERS))
    assert (elders.staat.afgeschermd, elders.staat.hoofdzaken_gesloten) == (True, (A, ANDERS))
    gewogen = nieuwe_zaak().gewogen()
    gewogen.doe(gevoegd(gewogen)).doe(dicht(gewogen)).dan_niets()
    assert (gewogen.staat.afgeschermd, gewogen.taken) == (False, [])


def test_heard_first_of_all_it_waits(nieuwe_zaak: type[Zaak]) -> None:
    """Total: before anything else of the zaak."""
    leeg = nieuwe_zaak()
    leeg.doe(dicht(leeg)).dan_niets()
    assert (leeg.staat.stand, leeg.staat.afgeschermd) == ("wacht-op-triage", False)


def test_what_is_shielded_is_destroyed_all_the_same(zaak: Zaak) -> None:
    """D11b, L8: its term is what it was, and it goes when intake says so."""
    zaak.te_plannen().doe(gevoegd(zaak))
    op = zaak.staat.vernietigen_op
    assert zaak.doe(dicht(zaak)).staat.vernietigen_op == op
    zaak.doe(MeldingVernietigd(vernietigd_op=zaak.at)).dan(TrajectVernietigd(vernietigd_op=zaak.at))
    assert zaak.story.state is None
