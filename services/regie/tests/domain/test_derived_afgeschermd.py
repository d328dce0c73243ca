# SPDX-License-Identifier: EUPL-1.2
"""What is joined to a zaak that is closed is shielded in regie too, withdrawn or not (D11b, L8)."""

from itertools import permutations

import pytest
from pydantic import BaseModel
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.meldingen import MeldingAfgeschermd
from zvhh_contracts.triages import TriageGevoegd, TriageHeropend
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.casus import Casus

A, ANDERS = (f"0190aaaa-0000-8000-8000-00000000000{n}" for n in (7, 8))


def gevoegd(maak: Maak, bij: str = A) -> TriageGevoegd:
    return TriageGevoegd(versie=1, gevoegd_op=maak.op("2025-03-10"), door="noor", bij=bij)


def heropend(maak: Maak) -> TriageHeropend:
    return TriageHeropend(versie=2, heropend_op=maak.op("2025-03-11"), door="noor")


def dicht(maak: Maak, zaak: str = A) -> MeldingAfgeschermd:
    return MeldingAfgeschermd(hoofdzaak_id=zaak, afgeschermd_op=maak.op("2025-04-01"))


def beleefd(table: Handlers, maak: Maak, *events: BaseModel) -> Casus:
    story = Zaak(table)
    for event in events:
        story.when(event, at=maak.op("2025-05-01"))
    return story.state


def test_it_is_shut_with_its_zaak_in_any_order(table: Handlers, maak: Maak) -> None:
    """D11b, L8: whatever its reporter did, and whichever is heard first."""
    for order in permutations((maak.melding(), gevoegd(maak), dicht(maak), maak.intrekking())):
        state = beleefd(table, maak, *order)
        assert (state.stand, state.afgeschermd) == ("ingetrokken", True), order


@pytest.mark.parametrize("wat", ["nergens", "elders", "gesplitst", "zelf gewogen", "wacht zelf", "loopt zelf"])
def test_only_what_is_joined_to_that_zaak(table: Handlers, maak: Maak, wat: str) -> None:
    """D11b: not one that stands alone, is joined elsewhere, was split off, or has a weegoverleg, a turn or a place of its own."""
    events = {
        "nergens": (),
        "elders": (gevoegd(maak, ANDERS),),
        "gesplitst": (gevoegd(maak), heropend(maak)),
        "zelf gewogen": (gevoegd(maak), maak.weegoverleg()),
        "wacht zelf": (gevoegd(maak), maak.wachtlijst()),
        "loopt zelf": (gevoegd(maak), maak.toegekend()),
    }[wat]
    assert beleefd(table, maak, maak.melding(), *events, dicht(maak)).afgeschermd is False


def test_one_that_joined_before_its_zaak_was_kept(table: Handlers, maak: Maak) -> None:
    """D11b: a casus of an earlier release knows that it joined, not what; the zaak that closes is the one."""
    story = Zaak(table)
    for event in (maak.melding(), gevoegd(maak)):
        story.when(event, at=maak.op("2025-05-01"))
    story.document.state = story.state.model_copy(update={"gevoegd_bij": None})
    assert story.when(dicht(maak), at=maak.op("2025-05-01")).state.afgeschermd is True
