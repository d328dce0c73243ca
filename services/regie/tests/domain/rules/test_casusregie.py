# SPDX-License-Identifier: EUPL-1.2
"""S16: three forms, periods that never overlap, gaps that show, reasons to say no; L4b: who leaves leads no longer."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import ValidationError
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.casusregie import Casusregie, GemeenteVoertRegie
from zvhh_contracts.casussen import CasusregieGeweigerd, CasusregieVastgelegd
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.rules.casusregie import REDENEN, WAARSCHUWINGEN, gaten, waarschuwingen
from zvhh_regie.handlers import handlers

NU = "2025-06-10 12:00"


def rijen(story: Zaak) -> list[tuple[int, str, str | None]]:
    return [(r.aanwijzing, f"{r.van:%m-%d}", f"{r.tot:%m-%d}" if r.tot else None) for r in story.state.regie]


def wijs_aan(story: Zaak, maak: Maak, aanwijzing: int, vorm: Casusregie, vanaf: str, **anders: Any) -> Zaak:
    return story.when(maak.aangewezen(aanwijzing, vorm, vanaf, **anders), at=maak.op(NU))


def test_a_new_form_ends_the_running_one_the_day_before(table: Handlers, maak: Maak) -> None:
    """S16, Story 5.2: één RN from 12 May; twee from 2 June: RN alone until 1 June, two rows of history."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(maak.RN), "2025-05-12")
    story.then(CasusregieVastgelegd(aanwijzing=1, casusregie=maak.een(maak.RN), van=date(2025, 5, 12)))
    wijs_aan(story, maak, 2, maak.twee(), "2025-06-02")
    story.then(CasusregieVastgelegd(aanwijzing=2, casusregie=maak.twee(), van=date(2025, 6, 2)))
    assert rijen(story) == [(1, "05-12", "06-02"), (2, "06-02", None)]
    assert er_is(story.state.regie_op(date(2025, 6, 1))).aanwijzing == 1
    assert er_is(story.state.regie_op(date(2025, 6, 2))).aanwijzing == 2
    assert gaten(story.state, date(2025, 7, 1)) == ()


def test_the_same_start_day_replaces_and_stays_in_the_history(table: Handlers, maak: Maak) -> None:
    """S16: a form from the very day on which the running one began replaces it; the replaced one was never in force."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(maak.RN), "2025-05-12")
    wijs_aan(story, maak, 2, maak.een(maak.VT), "2025-05-12")
    assert rijen(story) == [(1, "05-12", "05-12"), (2, "05-12", None)]
    assert er_is(story.state.regie_op(date(2025, 5, 12))).aanwijzing == 2
    assert gaten(story.state, date(2025, 7, 1)) == ()


def test_a_form_that_starts_inside_an_ended_row_is_refused(table: Handlers, maak: Maak) -> None:
    """S16, Story 5.6: never two in force."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(maak.RN), "2025-05-12")
    wijs_aan(story, maak, 2, maak.een(maak.VT), "2025-06-02")
    voor = story.state.regie
    wijs_aan(story, maak, 3, maak.een(maak.OM), "2025-06-01")
    story.then(CasusregieGeweigerd(aanwijzing=3, redenen=("begint-in-afgesloten-periode",)))
    wijs_aan(story, maak, 5, maak.een(maak.OM), "2025-05-12")
    story.then(CasusregieGeweigerd(aanwijzing=5, redenen=("begint-in-afgesloten-periode",)))
    wijs_aan(story, maak, 4, maak.een(maak.OM), "2025-05-11")
    story.then(CasusregieGeweigerd(aanwijzing=4, redenen=("begint-voor-lopende-periode",)))
    assert story.state.regie == voor


def test_a_casusregisseur_who_leaves_leaves_a_gap(table: Handlers, maak: Maak) -> None:
    """L4b, S16: RN leaves on 20 May: their row ends that day, the gap shows until the next form."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.twee(), "2025-05-12")
    story.when(maak.vertrek(maak.RN, "2025-05-20"), at=maak.op(NU)).then_nothing()
    story.when(maak.gezocht(), at=maak.op(NU)).then_nothing()
    assert rijen(story) == [(1, "05-12", "05-20")]
    assert gaten(story.state, date(2025, 5, 19)) == ()
    assert gaten(story.state, date(2025, 5, 20)) == gaten(story.state, date(2025, 6, 1)) == ((date(2025, 5, 20), None),)
    assert story.state.gezocht is not None
    wijs_aan(story, maak, 2, maak.een(maak.VT), "2025-06-02")
    assert gaten(story.state, date(2025, 7, 1)) == ((date(2025, 5, 20), date(2025, 6, 2)),)
    assert story.state.gezocht is None


def test_who_leaves_before_their_first_day_never_led(table: Handlers, maak: Maak) -> None:
    """S16: a row that was to begin later is emptied, and stands in nobody's way."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(maak.VT), "2025-05-12")
    wijs_aan(story, maak, 2, maak.een(maak.RN), "2025-07-01")
    story.when(maak.vertrek(maak.RN, "2025-06-20"), at=maak.op(NU))
    assert rijen(story) == [(1, "05-12", "07-01"), (2, "07-01", "07-01")]
    wijs_aan(story, maak, 3, maak.een(maak.OM), "2025-07-01")
    assert rijen(story)[-1] == (3, "07-01", None)


def test_a_first_casusregisseur_who_never_began_stands_in_nobody_s_way(table: Handlers, maak: Maak) -> None:
    """S16: an emptied row is history, not a period: another may begin before its day."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(maak.RN), "2025-07-01")
    story.when(maak.vertrek(maak.RN, "2025-06-20"), at=maak.op(NU))
    wijs_aan(story, maak, 2, maak.een(maak.OM), "2025-06-25")
    assert rijen(story) == [(1, "07-01", "07-01"), (2, "06-25", None)]


def test_a_former_casusregisseur_who_leaves_changes_no_history(table: Handlers, maak: Maak) -> None:
    """S16: a row that had ended stays as it was; it never grows into the one after it."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(maak.RN), "2025-05-12")
    wijs_aan(story, maak, 2, maak.een(maak.VT), "2025-06-02")
    story.when(maak.vertrek(maak.RN, "2025-06-10"), at=maak.op(NU)).then_nothing()
    assert rijen(story) == [(1, "05-12", "06-02"), (2, "06-02", None)]


def test_another_partner_leaving_changes_nothing(table: Handlers, maak: Maak) -> None:
    """L4b: the casusregie of who stays goes on; who leaves reads no longer."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(maak.VT), "2025-05-12")
    story.when(maak.vertrek(maak.PO, "2025-05-20"), at=maak.op(NU)).then_nothing()
    assert rijen(story) == [(1, "05-12", None)]
    assert maak.PO not in story.state.deelnemers
    assert [d.tot for d in story.state.deelnames if d.oin == maak.PO] == [date(2025, 5, 20)]
    story.when(maak.vertrek(maak.PO, "2025-05-21"), at=maak.op(NU)).then_nothing()
    story.when(maak.erbij(maak.PO, "2025-06-01"), at=maak.op(NU)).then_nothing()
    assert [(d.van.day, d.tot and d.tot.day) for d in story.state.deelnames if d.oin == maak.PO] == [
        (12, 20),
        (1, None),
    ]


def test_who_leaves_without_having_come_is_remembered(table: Handlers, maak: Maak) -> None:
    """L4b, S6c: a running case may be brought in after it; the casus is otherwise as it was."""
    story = maak.open_casus(table)
    voor = story.state
    story.when(maak.vertrek(maak.WG, "2025-05-20"), at=maak.op(NU)).then_nothing()
    weg = story.state.deelnames[-1]
    assert (weg.oin, weg.van, weg.tot) == (maak.WG, date(2025, 5, 20), date(2025, 5, 20))
    assert story.state.model_copy(update={"deelnames": voor.deelnames}) == voor


@pytest.mark.parametrize(
    ("vorm", "redenen"),
    [
        (lambda m: m.een("00000099000000099000"), ("partner-onbekend",)),
        (lambda m: m.een(m.ZV), ("zvhh-is-geen-casusregisseur",)),
        (lambda m: m.een(m.SH), ("derde-is-geen-casusregisseur", "geen-deelnemer")),
        (lambda m: m.een(m.WG), ("geen-deelnemer",)),
        (lambda m: m.gemeente(m.PO), ("geen-gemeente",)),
        (lambda m: m.een(m.VT, "rob"), ("persoon-van-andere-organisatie",)),
        (lambda m: m.twee(m.SH, m.WG), ("derde-is-geen-casusregisseur", "geen-deelnemer")),
    ],
)
def test_refused_with_every_reason(
    table: Handlers, maak: Maak, vorm: Callable[[Maak], Casusregie], redenen: tuple[str, ...]
) -> None:
    """S16, Story 5.3: each refusal has its codes, and each code its words; nothing else changes."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, vorm(maak), "2025-05-12")
    story.then(CasusregieGeweigerd(aanwijzing=1, redenen=redenen))
    assert story.state.regie == ()
    assert all(REDENEN[code] for code in redenen)


def test_a_form_can_not_be_built_wrong(maak: Maak) -> None:
    """S16, Story 5.3: twee with one partner, twee with one share, gemeente without a ground: no such value exists."""
    with pytest.raises(ValidationError):
        maak.twee(maak.RN, maak.RN)
    with pytest.raises(ValidationError):
        GemeenteVoertRegie(oin=maak.GZ, team="VVT", persoon="iemand", gronden=())


@pytest.mark.parametrize(
    ("gemeente", "vanaf", "reden", "mag"),
    [
        ("GM", "2025-06-01", False, False),
        ("GM", "2025-06-01", True, True),
        ("GM", "2025-12-31", False, False),
        ("GM", "2026-01-01", False, True),
        ("GZ", "2025-06-01", False, True),
    ],
)
def test_against_the_agreement_of_a_gemeente_needs_a_reason(
    table: Handlers, maak: Maak, gemeente: str, vanaf: str, reden: bool, mag: bool
) -> None:
    """S16, Story 5.5: "nee t/m 31-12-2025" needs a reason and never blocks; its last day is included."""
    story = maak.open_casus(table)
    oin = getattr(maak, gemeente)
    story.when(maak.erbij(oin), at=maak.op(NU))
    wijs_aan(story, maak, 1, maak.gemeente(oin), vanaf, reden=reden)
    if mag:
        story.then(CasusregieVastgelegd(aanwijzing=1, casusregie=maak.gemeente(oin), van=date.fromisoformat(vanaf)))
    else:
        story.then(CasusregieGeweigerd(aanwijzing=1, redenen=("reden-ontbreekt",)))


def test_shares_are_free_but_known(config: Configuratie, table: Handlers, maak: Maak) -> None:
    """S16, Story 5.4: any split of the list; what the list doesn't know is refused."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.twee(aandelen=("dagelijks-contact", "strafzaak")), "2025-05-12")
    assert story.state.regie[0].aanwijzing == 1
    wijs_aan(story, maak, 2, maak.twee(aandelen=("slachtoffer", "de-rest")), "2025-05-13")
    story.then(CasusregieGeweigerd(aanwijzing=2, redenen=("aandeel-onbekend",)))
    ruimer = handlers(config.model_copy(update={"aandelen": config.aandelen | {"de-rest": "De rest"}}))
    story.kind = ruimer.named("casus")
    wijs_aan(story, maak, 3, maak.twee(aandelen=("slachtoffer", "de-rest")), "2025-05-13")
    assert story.state.regie[-1].aanwijzing == 3


def test_led_for_the_children_without_a_child(table: Handlers, maak: Maak) -> None:
    """S16, D10, Story 5.5: a warning, no refusal; it goes when a kind comes in sight, and is of this form only."""
    dag = date(2025, 6, 10)
    story = maak.open_casus(table).when(maak.erbij(maak.GZ), at=maak.op(NU))
    assert waarschuwingen(story.state, dag) == ()
    wijs_aan(story, maak, 1, maak.gemeente(), "2025-06-10")
    assert waarschuwingen(story.state, dag) == ("geen-kind-bekend",)
    assert waarschuwingen(story.state, date(2025, 6, 9)) == ()
    assert WAARSCHUWINGEN["geen-kind-bekend"]
    story.when(maak.betrokkenen({"slachtoffer": 1, "pleger": 1, "kind": 0}), at=maak.op(NU)).then_nothing()
    assert waarschuwingen(story.state, dag) == ("geen-kind-bekend",)
    story.when(maak.betrokkenen({"slachtoffer": 1, "pleger": 1, "kind": 1}), at=maak.op(NU))
    assert waarschuwingen(story.state, dag) == ()
    story.when(maak.betrokkenen({"slachtoffer": 1, "pleger": 1}), at=maak.op(NU))
    wijs_aan(story, maak, 2, maak.gemeente(gronden=("contact-lastig",)), "2025-06-10")
    assert waarschuwingen(story.state, dag) == ()
    wijs_aan(story, maak, 3, maak.een(), "2025-06-10")
    assert waarschuwingen(story.state, dag) == ()


def test_the_melding_knows_of_children_too(table: Handlers, maak: Maak) -> None:
    """S16: the counts of the melding count until they change."""
    story, nu = Zaak(table), maak.op(NU)
    for bericht in (maak.melding(rollen={"slachtoffer": 1, "kind": 2}), maak.weegoverleg(), maak.erbij(maak.GZ)):
        story.when(bericht, at=nu)
    wijs_aan(story, maak, 1, maak.gemeente(), "2025-06-10")
    assert waarschuwingen(story.state, date(2025, 6, 10)) == ()


def test_a_repeated_aanwijzing_is_quiet(table: Handlers, maak: Maak) -> None:
    """S16: one answer to one aanwijzing, whether it was yes or no."""
    story = maak.open_casus(table)
    wijs_aan(story, maak, 1, maak.een(), "2025-05-12")
    wijs_aan(story, maak, 2, maak.een(maak.WG), "2025-06-12")
    voor = story.state
    wijs_aan(story, maak, 1, maak.een(), "2025-05-12").then_nothing()
    wijs_aan(story, maak, 2, maak.een(), "2025-06-12").then_nothing()
    assert story.state == voor


def test_a_closed_casus_gets_no_casusregie(table: Handlers, maak: Maak) -> None:
    """S14, S16: the ZVHH is no longer involved."""
    story = maak.open_casus(table)
    story.when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 11:00"))
    wijs_aan(story, maak, 1, maak.een(), "2025-10-23")
    story.then(CasusregieGeweigerd(aanwijzing=1, redenen=("zaak-afgeschaald",)))


stap = st.tuples(
    st.sampled_from(["wijs", "wijs", "vertrek", "erbij", "derde"]),
    st.sampled_from(["VT", "RN", "PO"]),
    st.integers(0, 40),
)


@settings(max_examples=80)
@draw(st.lists(stap, max_size=12))
def test_periods_never_overlap_and_gaps_show(table: Handlers, maak: Maak, stappen: list[tuple[str, str, int]]) -> None:
    """S16: whatever is appointed, refused, and whoever leaves: never two in force, every day without one is in a gap,
    what is refused changes nothing, every answer is given once."""
    story, dag0, nu = Zaak(table), date(2025, 5, 1), maak.op(NU)
    for wie in ("VT", "RN", "PO"):
        story.when(maak.erbij(getattr(maak, wie)), at=nu)
    for nummer, (wat, wie, dagen) in enumerate(stappen, 1):
        dag, voor = dag0 + timedelta(days=dagen), story.state.regie
        oin = maak.SH if wat == "derde" else getattr(maak, wie)
        if wat in ("wijs", "derde"):
            wijs_aan(story, maak, nummer, maak.een(oin), dag.isoformat())
            ((_, antwoord),) = story.events
            if isinstance(antwoord, CasusregieGeweigerd):
                assert story.state.regie == voor
        else:
            story.when((maak.vertrek if wat == "vertrek" else maak.erbij)(oin, dag.isoformat()), at=nu)
        _in_orde(story, dag0)


def _in_orde(story: Zaak, dag0: date) -> None:
    for eerder, later in pairwise(story.state.regie):
        assert eerder.tot is not None
        assert eerder.van <= eerder.tot <= later.van or eerder.van == eerder.tot
    dagen = [dag0 + timedelta(days=nummer) for nummer in range(60)]
    open_gaten = gaten(story.state, dagen[-1])
    in_kracht = [dag for dag in dagen if any(rij.op(dag) for rij in story.state.regie)]
    for dag in dagen:
        assert sum(rij.op(dag) for rij in story.state.regie) <= 1
        in_gat = any(van <= dag and (tot is None or dag < tot) for van, tot in open_gaten)
        assert in_gat == (bool(in_kracht) and dag > in_kracht[0] and dag not in in_kracht)
