# SPDX-License-Identifier: EUPL-1.2
"""S6: a place is claimed once, given up to the cap, and nobody is lost. L8, D1: what the melding sets."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st
from services.regie.tests.story import Jaar, Maak, Zaak, er_is

from zvhh_contracts.casussen import CasusGeopend, CasusOpWachtlijst
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import PlaatsAangeboden, PlaatsGevraagd, PlaatsOpWachtlijst, PlaatsToegekend
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.pilotjaar import is_pilotjaar
from zvhh_regie.handlers import handlers


def zaak(nummer: int) -> str:
    return f"0190aaaa-0000-8000-8000-{nummer:012d}"


def claim(maak: Maak, story: Zaak) -> None:
    vraag = PlaatsGevraagd(
        zaak_id=story.document.id,
        vastgelegd_op=maak.weegoverleg().vastgelegd_op,
        ontvangen_op=maak.melding().ontvangen_op,
    )
    story.then(vraag, to="pilot-2025")


def test_the_weegoverleg_claims_a_place_when_the_melding_is_known(table: Handlers, maak: Maak) -> None:
    """S6: passend and doorzetten ja claims a place in the year in which the melding was received."""
    moment = maak.op("2025-03-12 11:00")
    claim(maak, Zaak(table).given(maak.melding(), at=moment).when(maak.weegoverleg(), at=moment))


def test_the_melding_claims_when_the_weegoverleg_was_heard_of_first(table: Handlers, maak: Maak) -> None:
    """S6: whichever comes last claims; the other did not."""
    moment = maak.op("2025-03-12 11:00")
    story = Zaak(table).given(at=moment).when(maak.weegoverleg(), at=moment).then_nothing()
    assert story.state.stand == "wacht-op-plaats"
    claim(maak, story.when(maak.melding(), at=moment))


def test_a_place_is_claimed_once(table: Handlers, maak: Maak) -> None:
    """S6: neither a second weegoverleg nor the melding again claims another place."""
    moment = maak.op("2025-03-12 11:00")
    story = Zaak(table).given(maak.melding(), maak.weegoverleg(), at=moment)
    story.when(maak.weegoverleg(nummer=2), at=moment).then_nothing()
    story.when(maak.melding(), at=moment).then_nothing()


@pytest.mark.parametrize(
    ("anders", "stand"),
    [
        ({"passend": False, "doorzetten": None, "route": "lokaal", "deelnemers": ()}, "niet-passend"),
        ({"doorzetten": "nog-niet"}, "tweede-weegoverleg"),
        ({"besloten": False, "passend": None, "doorzetten": None, "deelnemers": ()}, "tweede-weegoverleg"),
        ({"besloten": False}, "tweede-weegoverleg"),
    ],
)
def test_no_place_without_the_decision(table: Handlers, maak: Maak, anders: dict[str, Any], stand: str) -> None:
    """S6, S11, L4: not passend, nog niet, or no quorum claims nothing."""
    moment = maak.op("2025-03-12 11:00")
    story = Zaak(table).given(maak.melding(), at=moment).when(maak.weegoverleg(**anders), at=moment).then_nothing()
    assert story.state.stand == stand


def test_a_second_weegoverleg_claims_after_nog_niet(table: Handlers, maak: Maak) -> None:
    """S11: nog niet → second weegoverleg → place."""
    moment = maak.op("2025-03-12 11:00")
    claim(maak, Zaak(table).given(maak.melding(), maak.niet_besloten(), at=moment).when(maak.weegoverleg(), at=moment))


def test_who_takes_part_stays_while_an_undone_opening_is_weighed_again(table: Handlers, maak: Maak) -> None:
    """S6b L4b L6: nog niet names nobody, and lets nobody go; the next weegoverleg that goes on does, or one that does not fit."""
    later = maak.op("2025-03-20 11:00")
    story = maak.open_casus(table).when(maak.ongedaan(), at=later, by=maak.NOOR)
    deden_mee = story.state.deelnemers
    story.when(maak.weegoverleg(nummer=2, doorzetten="nog-niet", deelnemers=()), at=later)
    assert (story.state.stand, story.state.deelnemers) == ("tweede-weegoverleg", deden_mee)
    assert len(deden_mee) > 1
    story.when(maak.weegoverleg(nummer=3, doorzetten="ja", deelnemers=deden_mee[:1]), at=later)
    assert story.state.deelnemers == deden_mee[:1]


def test_the_casus_opens_with_its_place_and_its_clock(table: Handlers, maak: Maak) -> None:
    """S6, S14: CasusGeopend with place 1 of 30; the clock starts when the answer reached us."""
    story = Zaak(table).given(maak.melding(), maak.weegoverleg(), at=maak.op("2025-03-12 11:00"))
    ontvangen = maak.op("2025-03-12 11:00:01")
    story.when(maak.toegekend(), at=maak.op("2025-03-12 11:05"), received=ontvangen)
    story.then(
        CasusGeopend(
            pilotjaar=2025,
            plaats=1,
            maximum=30,
            vergeven=1,
            geopend_op=ontvangen,
            afschalen_mogelijk_op=maak.op("2025-09-12"),
        )
    )
    assert story.state.stand == "loopt"
    assert story.reminders == {"afschalen": maak.op("2025-09-12")}
    story.when(maak.toegekend(), at=maak.op("2025-03-12 11:06")).then_nothing()


def test_a_waiting_casus_keeps_what_it_has(table: Handlers, maak: Maak) -> None:
    """S6, S6b: full → wachtlijst; incidents and casusregie go on while waiting, no clock runs; later it opens."""
    moment = maak.op("2025-03-12 11:00")
    story = Zaak(table).given(maak.melding(), maak.weegoverleg(), at=moment)
    story.when(maak.wachtlijst(2), at=moment)
    besluit_op = er_is(story.state.weging).vastgelegd_op
    story.then(CasusOpWachtlijst(pilotjaar=2025, positie=2, sinds=moment, besluit_op=besluit_op))
    assert story.state.stand == "wachtlijst"
    story.when(maak.incident("2025-03-11 12:00"), at=moment, by=maak.PIET)
    assert story.events[0][1].afschalen_mogelijk_op is None  # type: ignore[attr-defined]
    assert "afschalen" not in story.reminders
    story.when(maak.aangewezen(1, maak.een(), "2025-03-12"), at=moment)
    story.when(maak.wachtlijst(1), at=moment).then_nothing()
    later = maak.op("2025-04-01 09:00")
    assert story.when(maak.toegekend(30), at=later).state.stand == "loopt"
    assert set(story.reminders) == {"afschalen"}
    assert story.state.klok_vanaf == later
    assert len(story.state.incidenten) == len(story.state.regie) == 1


def test_a_held_weegoverleg_outranks_a_withdrawal(table: Handlers, maak: Maak) -> None:
    """D1: a withdrawal counts until a weegoverleg is held; in either order the held one wins."""
    moment = maak.op("2025-03-12 11:00")
    ingetrokken = Zaak(table).given(maak.melding(), maak.intrekking(), at=moment)
    assert ingetrokken.state.stand == "ingetrokken"
    claim(maak, ingetrokken.when(maak.weegoverleg(), at=moment))
    andersom = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.intrekking(), at=moment)
    assert andersom.state == ingetrokken.state


@pytest.mark.parametrize(
    ("eerste", "uiterlijk"),
    [
        ("2025-03-03 09:12", date(2030, 3, 3)),
        ("2024-02-29 12:00", date(2029, 2, 28)),
        ("2025-06-30 23:59", date(2030, 6, 30)),
        ("2025-07-01 00:01", date(2030, 7, 1)),
    ],
)
def test_destroyed_at_the_latest_five_years_after_first_processing(
    table: Handlers, maak: Maak, eerste: str, uiterlijk: date
) -> None:
    """L8: five years from the first processing, by the local day, not from closing."""
    melding = maak.melding(eerste_verwerking_op=maak.op(eerste))
    assert Zaak(table).given(melding, at=maak.op("2025-07-02")).state.vernietigen_uiterlijk_op == uiterlijk


def jaar(table: Handlers, nummer: int = 2026) -> Jaar:
    return Jaar(table, subject=f"pilot-{nummer}")


def test_places_go_by_arrival_and_the_line_by_vastleggen_then_receipt(table: Handlers, maak: Maak) -> None:
    """S6: three places by arrival; then the line: by the decision's moment; tie: receipt."""
    story, nu, dag = jaar(table), maak.op("2026-05-01 12:00"), maak.op("2026-04-01")
    for nummer in (9, 8, 7):
        plaats = 10 - nummer
        story.when(maak.gevraagd(zaak(nummer), dag, dag), at=nu)
        story.then(PlaatsToegekend(pilotjaar=2026, plaats=plaats, maximum=3, vergeven=plaats), to=zaak(nummer))
    later, uur = dag + timedelta(days=1), timedelta(hours=1)
    story.when(maak.gevraagd(zaak(1), later, dag + uur), at=nu)
    story.then(PlaatsOpWachtlijst(pilotjaar=2026, positie=1), to=zaak(1))
    story.when(maak.gevraagd(zaak(2), later, dag), at=nu)
    story.then(PlaatsOpWachtlijst(pilotjaar=2026, positie=1), to=zaak(2))
    story.when(maak.gevraagd(zaak(3), dag, later), at=nu)
    story.then(PlaatsOpWachtlijst(pilotjaar=2026, positie=1), to=zaak(3))
    assert [een.zaak_id for een in story.state.wachtlijst] == [zaak(3), zaak(2), zaak(1)]
    story.when(maak.gevraagd(zaak(9), dag, dag), at=nu).then_nothing()
    story.when(maak.gevraagd(zaak(1), dag, dag), at=nu).then_nothing()


def test_a_free_place_never_passes_who_waits(table: Handlers, maak: Maak) -> None:
    """S6b: with a place free again and somebody in line for it, a new claim joins the line."""
    story, nu = jaar(table), maak.op("2026-05-01 12:00")
    for nummer in range(1, 5):
        story.when(maak.gevraagd(zaak(nummer), nu, nu), at=nu)
    story.document.state = story.state.model_copy(update={"maximum": 4})
    story.when(maak.gevraagd(zaak(5), nu, nu), at=nu)
    assert story.events == [
        (zaak(5), PlaatsOpWachtlijst(pilotjaar=2026, positie=2)),
        (zaak(4), PlaatsAangeboden(pilotjaar=2026)),
    ]


def test_a_year_that_the_configuration_does_not_know_lets_everybody_wait(table: Handlers, maak: Maak) -> None:
    """S6: no cap known → no place given and nobody lost."""
    story, nu = jaar(table, 2031), maak.op("2031-05-01 12:00")
    story.when(maak.gevraagd(zaak(1), nu, nu), at=nu).then(PlaatsOpWachtlijst(pilotjaar=2031, positie=1), to=zaak(1))
    assert (story.state.maximum, story.state.in_configuratie) == (0, False)


def test_the_configuration_gives_the_first_cap_only(config: Configuratie, table: Handlers, maak: Maak) -> None:
    """S6b: another number in the file changes no year that has begun."""
    story, nu = jaar(table), maak.op("2026-05-01 12:00")
    story.when(maak.gevraagd(zaak(1), nu, nu), at=nu)
    ruimer = config.pilotjaren[2026].model_copy(update={"maximum": 99})
    story.kind = handlers(config.model_copy(update={"pilotjaren": {2026: ruimer}})).named("pilotjaar")
    story.when(maak.gevraagd(zaak(2), nu, nu), at=nu)
    story.then(PlaatsToegekend(pilotjaar=2026, plaats=2, maximum=3, vergeven=2), to=zaak(2))


def test_which_subjects_are_pilot_years() -> None:
    """A zaak is never taken for a year."""
    assert is_pilotjaar("pilot-2025")
    assert not any(is_pilotjaar(subject) for subject in ("pilot-25", "pilot-2025x", zaak(1), ""))


@settings(max_examples=60)
@draw(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3), st.integers(0, 3)), max_size=25),
)
def test_any_order_of_claims_keeps_the_cap_and_loses_nobody(
    table: Handlers, claims: list[tuple[int, int, int]]
) -> None:
    """S6: with repeats and in any order: ≤ 3 places, the first three to come; all others in line, in order."""
    story, nul = jaar(table), datetime.fromisoformat("2026-04-01T00:00:00+00:00")
    for nummer, vastgelegd, ontvangen in claims:
        uren = timedelta(hours=1)
        vraag = PlaatsGevraagd(
            zaak_id=zaak(nummer), vastgelegd_op=nul + vastgelegd * uren, ontvangen_op=nul + ontvangen * uren
        )
        story.when(vraag, at=nul)
    aankomst = list(dict.fromkeys(zaak(nummer) for nummer, _, _ in claims))
    if story.document.state is None:
        assert not claims
        return
    assert [plek.zaak_id for plek in story.state.plaatsen] == aankomst[:3]
    assert [plek.nummer for plek in story.state.plaatsen] == list(range(1, len(aankomst[:3]) + 1))
    assert sorted(een.zaak_id for een in story.state.wachtlijst) == sorted(aankomst[3:])
    rij = [(een.vastgelegd_op, een.ontvangen_op) for een in story.state.wachtlijst]
    assert rij == sorted(rij)
    assert story.document.n == len(aankomst)
