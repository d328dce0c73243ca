# SPDX-License-Identifier: EUPL-1.2
"""A melding that joined a zaak is shielded for as long as it is joined to it, once that zaak is closed (D11b, L8)."""

import pytest
from services.triage.tests.story import NOOR, Make, Zaak

from zvhh_contracts.meldingen import MeldingAfgeschermd
from zvhh_contracts.triages import TriageVernietigd
from zvhh_triage.queries import own_running, running

A, ANDERS = "0190bbbb-0000-8000-8000-000000000002", "0190bbbb-0000-8000-8000-000000000003"


def dicht(one: Zaak, hoofdzaak: str = A) -> Zaak:
    """intake: the zaak that it joined was closed."""
    return one.doe(MeldingAfgeschermd(hoofdzaak_id=hoofdzaak, afgeschermd_op=one.at))


@pytest.mark.parametrize("first", ["voeg", "dicht"])
def test_shielded_whichever_comes_first(zaak: Make, first: str) -> None:
    """D11b, L8: intake tells of the closing, triage joins."""
    one = zaak()
    for step in ("voeg", "dicht") if first == "voeg" else ("dicht", "voeg"):
        (one.voeg() if step == "voeg" else dicht(one)).dan_niet_geweigerd()
    assert (one.triage.stand, one.triage.afgeschermd, one.triage.hoofdzaken_gesloten) == ("gevoegd", True, (A,))


def test_a_split_that_crossed_the_closing_counts(zaak: Make) -> None:
    """D11b, L8: on its own again it is judged as any; joined again to the closed zaak it is shielded."""
    one = dicht(zaak().voeg().splits()).dan_niets()
    assert (one.triage.stand, one.triage.afgeschermd) == ("open", False)
    assert one.taken == ("beoordelen",)
    assert one.voeg().dan_niet_geweigerd().triage.afgeschermd is True


def test_it_is_there_for_nobody_and_takes_no_command(zaak: Make) -> None:
    """D11b, L8: read as dealt with until then; not found after it: no split, though the thirty days are not over."""
    one = zaak().voeg()
    assert (one.triage.afgeschermd, running(NOOR)["state.afgeschermd"]) == (False, False)
    assert own_running(NOOR)["state.afgeschermd"] is False
    dicht(one)
    assert (one.triage.afgeschermd, one.triage.loopt) == (True, False)
    for command in (one.splits, one.pak, one.draag_over, one.rond_af, one.voeg):
        command().geweigerd("niet-gevonden", status=404)
    assert [besluit.uitkomst for besluit in one.triage.besluiten] == ["gevoegd"]


def test_it_has_no_tasks(zaak: Make) -> None:
    """D11b, L8: as little as a casus that has ended."""
    one = zaak(twijfel="niemand-bereikbaar").voeg()
    assert one.taken == ("melder-terugbellen", "bel-de-melder")
    assert dicht(one).taken == ()
    assert one.triage.taken_volgorde == ""
    ended = zaak(twijfel="niemand-bereikbaar").gehouden().geopend()
    assert ended.taken == ("melder-terugbellen",)
    assert ended.afgeschaald().taken == ()


def test_only_what_is_joined_to_that_zaak(zaak: Make, leeg: Make) -> None:
    """D11b, L8: not one that is joined elsewhere, on its own, or weighed after all; one that is joined and withdrawn is."""
    for one in (zaak(), zaak().drie_keer_ja().bevestig("doorgezet"), zaak().ingetrokken(), leeg()):
        assert dicht(one).triage.afgeschermd is False
    assert dicht(zaak().voeg(), ANDERS).triage.afgeschermd is False
    assert dicht(zaak().voeg().ingetrokken()).triage.afgeschermd is True
    weighed = dicht(zaak().voeg()).gehouden()
    assert (weighed.triage.stand, weighed.triage.afgeschermd) == ("gewogen", False)


def test_each_zaak_that_was_closed_is_kept_once(zaak: Make) -> None:
    """D11b: in any order."""
    for order in ((A, ANDERS, A), (ANDERS, A)):
        one = zaak()
        for hoofdzaak in order:
            dicht(one, hoofdzaak).dan_niets()
        assert one.triage.hoofdzaken_gesloten == (A, ANDERS)


def test_what_is_shielded_is_destroyed_all_the_same(zaak: Make) -> None:
    """D11b, L8: with the zaak that it joined; until then on the day that its own term says."""
    one = zaak().voeg()
    latest = one.triage.vernietigen_uiterlijk_op
    assert dicht(one).triage.vernietigen_uiterlijk_op == latest
    one.vernietigd()
    assert one.story.events == [(one.story.document.id, TriageVernietigd(vernietigd_op=one.at))]
    assert one.story.state is None
