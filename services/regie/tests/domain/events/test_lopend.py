# SPDX-License-Identifier: EUPL-1.2
"""S6c, Story 7.1: a running case of before the pilot is in regie without a place, with its own clock."""

from datetime import date

import pytest
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.casussen import AfschalenMogelijk, LopendeCasusGeopend
from zvhh_kit.core.handlers import Handlers

NU = "2025-02-03 10:00"


def test_story_7_1(table: Handlers, maak: Maak) -> None:
    """S6c, S14, L8: last incident Sat 30 Nov 2024 → afschalen from 30 May 2025; no place; destroyed by 14 Nov 2029."""
    story = Zaak(table).when(maak.lopend(rollen={"slachtoffer": 1, "kind": 1}), at=maak.op(NU))
    story.then(LopendeCasusGeopend(geopend_op=maak.op("2024-11-14"), afschalen_mogelijk_op=maak.op("2025-05-30")))
    casus = story.state
    assert (casus.stand, casus.van_voor_de_pilot, casus.plaats, casus.pilotjaar) == ("loopt", True, None, None)
    assert casus.vernietigen_uiterlijk_op == date(2029, 11, 14)
    assert (casus.kenmerk, casus.melder_oin, casus.gemeente, casus.rollen) == (
        "ZV-9999-9999",
        maak.VT,
        "den-haag",
        {"slachtoffer": 1, "kind": 1},
    )
    assert (casus.ontvangen_op, casus.eerste_verwerking_op) == (maak.op(NU), maak.op("2024-11-14 10:00"))
    assert casus.deelnemers == (maak.VT, maak.PO)
    assert [(p.aanwijzing, p.van, p.tot, p.aanvaard_op) for p in casus.regie] == [
        (0, date(2024, 11, 20), None, date(2024, 11, 20))
    ]
    assert story.reminders == {"afschalen": maak.op("2025-05-30")}
    story.when(maak.lopend(), at=maak.op(NU)).then_nothing()
    story.when(maak.besluit("2025-05-29 23:59"), at=maak.op("2025-06-03"))
    assert story.state.afschaalantwoorden[-1].reden == "incident-in-termijn"
    story.when(maak.besluit("2025-06-03 10:00", nummer=5), at=maak.op("2025-06-03 11:00"))
    assert story.state.stand == "afgeschaald"


def test_without_an_incident_the_clock_counts_from_its_start(table: Handlers, maak: Maak) -> None:
    """S6c, S14: 00:00 local of the day on which it began; an older incident does not count; long over is said at once."""
    geen = Zaak(table).when(maak.lopend(laatste_incident_op=None), at=maak.op(NU))
    assert (geen.state.klok_vanaf, geen.state.klok_tot) == (maak.op("2024-11-14"), maak.op("2025-05-14"))
    eerder = maak.lopend(begonnen_op=date(2024, 1, 31), laatste_incident_op=maak.op("2024-01-30 12:00"))
    story = Zaak(table).when(eerder, at=maak.op(NU))
    assert story.state.klok_tot == maak.op("2024-07-31")
    story.when("afschalen", at=maak.op(NU)).then(AfschalenMogelijk(sinds=maak.op("2024-07-31")))


def test_a_new_incident_moves_its_clock(table: Handlers, maak: Maak) -> None:
    """S14, D4: as of any casus; an incident of before stays known."""
    story = Zaak(table).given(maak.lopend(), at=maak.op(NU))
    story.when(maak.incident("2024-11-20"), at=maak.op(NU), by=maak.PIET)
    assert story.state.klok_tot == maak.op("2025-05-30")
    story.when(maak.incident("2025-02-01"), at=maak.op(NU), by=maak.PIET)
    assert story.state.klok_tot == maak.op("2025-08-01")


def test_it_never_claims_a_place(table: Handlers, maak: Maak) -> None:
    """S6c: places unchanged, also when meetings weighs it."""
    story = Zaak(table).given(maak.lopend(), at=maak.op(NU))
    story.when(maak.weegoverleg(), at=maak.op(NU)).then_nothing()
    assert (story.state.stand, story.state.plaats_gevraagd) == ("loopt", False)


def test_little_may_be_known(table: Handlers, maak: Maak) -> None:
    """S6c: without casusregie nobody leads (a task of meetings); without its first day, from bringing in."""
    story = Zaak(table).when(maak.lopend(casusregie=None, casusregie_van=None), at=maak.op(NU))
    assert (story.state.regie, story.state.taken) == ((), ())
    zonder = Zaak(table).when(maak.lopend(casusregie_van=None), at=maak.op(NU))
    assert zonder.state.regie[0].van == date(2025, 2, 3)


@pytest.mark.parametrize("eerst", [True, False])
def test_what_meetings_says_of_partners_counts_in_any_order(table: Handlers, maak: Maak, eerst: bool) -> None:
    """L4b, S16, core rule: left or came in before or after it was brought in: the same casus."""
    later = [maak.vertrek(maak.VT, "2025-02-10"), maak.erbij(maak.OM, "2025-02-10")]
    later.append(maak.aangewezen(1, maak.een(maak.OM), "2025-02-12"))
    story, nu = Zaak(table), maak.op("2025-02-11 10:00")
    for bericht in [*later, maak.lopend()] if eerst else [maak.lopend(), *later]:
        story.when(bericht, at=nu)
    casus = story.state
    assert set(casus.deelnemers) == {maak.PO, maak.OM}
    assert [(p.aanwijzing, p.van, p.tot) for p in casus.regie] == [
        (0, date(2024, 11, 20), date(2025, 2, 10)),
        (1, date(2025, 2, 12), None),
    ]


@pytest.mark.parametrize("eerst", [True, False])
def test_who_left_and_came_back_leads_no_longer(table: Handlers, maak: Maak, eerst: bool) -> None:
    """L4b, S16, core rule: coming back gives no casusregie back, whichever is heard of first; who stayed leads on."""
    later = [maak.vertrek(maak.VT, "2025-02-05"), maak.erbij(maak.VT, "2025-02-08"), maak.erbij(maak.OM, "2025-02-08")]
    later.append(maak.vertrek(maak.OM, "2025-02-09"))
    story, nu = Zaak(table), maak.op("2025-02-11 10:00")
    for bericht in [*later, maak.lopend()] if eerst else [maak.lopend(), *later]:
        story.when(bericht, at=nu)
    assert set(story.state.deelnemers) == {maak.VT, maak.PO}
    assert [(p.van, p.tot) for p in story.state.regie] == [(date(2024, 11, 20), date(2025, 2, 5))]


def test_a_next_casusregie_heard_of_first_ends_that_of_before(table: Handlers, maak: Maak) -> None:
    """S16: never two in force: also one that began before the one that was brought in."""
    nu = maak.op("2025-02-11 10:00")
    story = Zaak(table).given(
        maak.erbij(maak.PO, "2024-11-01"), maak.aangewezen(1, maak.een(maak.PO), "2024-11-25"), at=nu
    )
    story.when(maak.lopend(), at=nu)
    assert [(p.van.day, p.tot and p.tot.day) for p in story.state.regie] == [(20, 25), (25, None)]
    ander = Zaak(table).given(
        maak.erbij(maak.PO, "2024-11-01"), maak.aangewezen(1, maak.een(maak.PO), "2024-11-15"), at=nu
    )
    ander.when(maak.lopend(), at=nu)
    assert [(p.van.day, p.tot and p.tot.day) for p in ander.state.regie] == [(20, 20), (15, None)]
