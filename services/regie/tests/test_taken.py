# SPDX-License-Identifier: EUPL-1.2
"""S6b, S14, S16, L6: what must be done follows from the state, and goes when the state says so."""

from datetime import date
from typing import Any

from zvhh_contracts.taken import Taak
from zvhh_kit.handlers import Handlers
from zvhh_kit.testing import Story, given
from zvhh_regie.domain.taken import TEKSTEN

NU = "2025-06-10 12:00"


def codes(story: Story) -> list[str]:
    return [taak.code for taak in story.state.taken]


def test_nobody_leads(table: Handlers, maak: Any) -> None:
    """S16, S11: a gap is a task, with the term of who looks; also while the zaak waits, not before and not after."""
    story = given(table, maak.melding(), maak.weegoverleg(), at=maak.op(NU))
    assert codes(story) == []
    story.when(maak.wachtlijst(), at=maak.op(NU))
    assert story.state.taken == (Taak(code="casusregie-ontbreekt"),)
    story.when(maak.gezocht(), at=maak.op(NU))
    assert story.state.taken == (Taak(code="casusregie-ontbreekt", uiterlijk=date(2025, 5, 9)),)
    story.when(maak.aangewezen(1, maak.een(maak.RN), "2025-06-10"), at=maak.op(NU))
    assert codes(story) == []
    story.when(maak.toegekend(), at=maak.op(NU)).when(maak.vertrek(maak.RN, "2025-06-20"), at=maak.op(NU))
    assert codes(story) == ["casusregie-ontbreekt"]
    story.when(maak.beeindigd("2025-06-10"), at=maak.op(NU))
    assert codes(story) == []


def test_a_choice_that_was_refused(table: Handlers, maak: Any) -> None:
    """S16: until another choice is in force; an older refusal is no task."""
    story = maak.open_casus(table).when(maak.aangewezen(1, maak.een(), "2025-05-01"), at=maak.op(NU))
    story.when(maak.aangewezen(2, maak.een(maak.SH), "2025-06-01"), at=maak.op(NU))
    assert codes(story) == ["casusregie-geweigerd"]
    story.when(maak.aangewezen(3, maak.een(maak.RN), "2025-06-01"), at=maak.op(NU))
    assert codes(story) == []


def test_a_first_choice_that_was_refused(table: Handlers, maak: Any) -> None:
    """S16: refused before anybody led: both that nobody does and that the choice can't be."""
    story = maak.open_casus(table).when(maak.aangewezen(1, maak.een(maak.SH), "2025-06-01"), at=maak.op(NU))
    assert codes(story) == ["casusregie-ontbreekt", "casusregie-geweigerd"]


def test_a_casusregisseur_who_is_barred(table: Handlers, maak: Any) -> None:
    """L6, S16: who leads and may not read; a person who is barred is not appointed either."""
    story = maak.open_casus(table).when(maak.aangewezen(1, maak.een(maak.VT, "vera"), "2025-05-01"), at=maak.op(NU))
    story.when(maak.geweerd("iemand-anders"), at=maak.op(NU))
    assert codes(story) == []
    story.when(maak.geweerd("vera"), at=maak.op(NU))
    assert codes(story) == ["casusregisseur-geweerd"]
    story.when(maak.aangewezen(2, maak.een(maak.VT, "vera"), "2025-06-01"), at=maak.op(NU))
    assert story.state.regieweigeringen[0].redenen == ("persoon-geweerd",)
    story.when(maak.aangewezen(3, maak.een(maak.RN), "2025-06-01"), at=maak.op(NU))
    assert codes(story) == []


def test_a_joint_decision_that_was_refused(table: Handlers, maak: Any) -> None:
    """S14: until the next casusoverleg was held; the one in which it was decided is not the next."""
    story = maak.open_casus(table).when(maak.aangewezen(1, maak.een(), "2025-05-01"), at=maak.op(NU))
    story.when(maak.besluit("2025-06-10 11:00", nummer=4), at=maak.op(NU))
    assert codes(story) == ["afschalen-geweigerd"]
    story.when(maak.casusoverleg(4), at=maak.op(NU))
    assert codes(story) == ["afschalen-geweigerd"]
    story.when(maak.casusoverleg(5), at=maak.op(NU))
    assert codes(story) == []


def test_an_end_that_was_refused(table: Handlers, maak: Any) -> None:
    """D13: of a zaak that waits still; until the next casusoverleg, and not again after it."""
    story = given(table, maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op(NU))
    story.when(maak.beeindigd("2025-06-10", nummer=4), at=maak.op(NU))
    assert "beeindigen-geweigerd" in codes(story)
    story.when(maak.casusoverleg(4), at=maak.op(NU))
    assert "beeindigen-geweigerd" in codes(story)
    story.when(maak.casusoverleg(5), at=maak.op(NU))
    assert "beeindigen-geweigerd" not in codes(story)


def test_the_order_of_the_list_of_tasks(table: Handlers, maak: Any) -> None:
    """S6b, S16: earliest term first, without one at the end, then the oldest melding; nothing without a task."""
    ontvangen = "2025-03-03T08:12:00.000+00:00"
    zonder = given(table, maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op("2025-03-12"))
    assert zonder.state.taken_volgorde == f"9999-12-31 {ontvangen}"
    zonder.when(maak.gezocht(), at=maak.op("2025-03-12"))
    assert zonder.state.taken_volgorde == f"2025-05-09 {ontvangen}"
    zonder.when("wachtlijst", at=maak.op("2025-03-19"))
    assert zonder.state.taken_volgorde == f"2025-03-19 {ontvangen}"
    assert given(table, maak.melding(), at=maak.op(NU)).state.taken_volgorde == ""
    voor_de_melding = Story(table).when(maak.toegekend(), at=maak.op(NU))
    assert voor_de_melding.state.taken_volgorde == "9999-12-31 "


def test_every_task_has_its_words(table: Handlers, maak: Any) -> None:
    """S6b: of a waiting zaak whose year is over, with a place offered; each code is in the table."""
    story = given(table, maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op("2025-12-30"))
    story.when("jaarwisseling", at=maak.op("2026-01-01")).when(maak.aangeboden(), at=maak.op("2026-01-01"))
    story.when("wachtlijst", at=maak.op("2026-01-06"))
    assert codes(story) == [
        "plaats-bevestigen",
        "volgend-jaar-beslissen",
        "wachtlijst-bespreken",
        "casusregie-ontbreekt",
    ]
    assert {taak.voor for taak in story.state.taken} == {"procesregisseur"}
    assert all(TEKSTEN[code] for code in codes(story))
