# SPDX-License-Identifier: EUPL-1.2
"""S14: the six-month clock, AfschalenMogelijk and AfschalenVervallen, and the answer to a decision to afschalen."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, settings
from hypothesis import given as draw
from hypothesis import strategies as st
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.casussen import AfschalenGeweigerd, AfschalenMogelijk, AfschalenVervallen, CasusAfgeschaald
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.derived import loopt_tot
from zvhh_regie.domain.events.meetings import AFSCHALEN_GEWEIGERD as REDENEN
from zvhh_regie.handlers import handlers

LOKAAL = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("vanaf", "tot"),
    [
        ("2025-03-20T21:30:00+01:00", "2025-09-19T22:00:00+00:00"),  # Story 1: Sat 20 Sep 00:00 in summer time
        ("2025-08-31T12:00:00+02:00", "2026-02-27T23:00:00+00:00"),  # clamped: 28 February
        ("2027-08-31T12:00:00+02:00", "2028-02-28T23:00:00+00:00"),  # a leap year: 29 February
        ("2025-03-31T12:00:00+02:00", "2025-09-29T22:00:00+00:00"),  # clamped: 30 September
        (
            "2025-09-30T12:00:00+02:00",
            "2026-03-29T22:00:00+00:00",
        ),  # 30 Mar 2026 00:00, the day after the clocks changed
        (
            "2025-09-29T12:00:00+02:00",
            "2026-03-28T23:00:00+00:00",
        ),  # 29 Mar 2026 00:00, the day of the change, winter time
        (
            "2025-04-26T12:00:00+02:00",
            "2025-10-25T22:00:00+00:00",
        ),  # 26 Oct 2025 00:00, the day of the change, summer time
        ("2025-03-20T22:59:59+00:00", "2025-09-19T22:00:00+00:00"),  # 23:59:59 local: still 20 March
        ("2025-03-20T23:00:00+00:00", "2025-09-20T22:00:00+00:00"),  # midnight local: 21 March
        ("2024-11-30T12:00:00+01:00", "2025-05-29T22:00:00+00:00"),  # Story 7: 30 May
    ],
)
def test_six_calendar_months_later_at_midnight_local(config: Configuratie, vanaf: str, tot: str) -> None:
    """S14: calendar months on the local day, clamped to the month's end, 00:00 local whatever the clocks do."""
    assert loopt_tot(config, datetime.fromisoformat(vanaf)) == datetime.fromisoformat(tot)


def _oracle(vanaf: datetime) -> datetime:
    """Six months later at midnight on the wall, the naive way: the day number, or the last one that the month has."""
    dag = vanaf.astimezone(LOKAAL).date()
    jaar, maand = (dag.year, dag.month + 6) if dag.month <= 6 else (dag.year + 1, dag.month - 6)
    for nummer in range(dag.day, 0, -1):
        try:
            return datetime(jaar, maand, nummer, tzinfo=LOKAAL).astimezone(UTC)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


@settings(max_examples=400)
@draw(st.integers(0, 9 * 366 * 86_400).map(lambda seconden: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(0, seconden)))
@example(datetime(2024, 2, 29, 11, tzinfo=UTC))
@example(datetime(2025, 8, 31, 11, tzinfo=UTC))
@example(datetime(2027, 8, 31, 21, 59, 59, tzinfo=UTC))
@example(datetime(2027, 8, 31, 22, tzinfo=UTC))
@example(datetime(2025, 10, 26, 0, 30, tzinfo=UTC))
@example(datetime(2025, 10, 26, 1, 30, tzinfo=UTC))
@example(datetime(2026, 3, 29, 1, tzinfo=UTC))
def test_the_clock_against_a_naive_oracle(config: Configuratie, vanaf: datetime) -> None:
    """S14: any moment, every month's end, leap years, both changes of the clocks: the same moment, at 00:00 local."""
    tot = loopt_tot(config, vanaf)
    assert tot == _oracle(vanaf)
    assert (tot.astimezone(LOKAAL).hour, tot.astimezone(LOKAAL).minute) == (0, 0)
    assert timedelta(days=179) <= tot - vanaf <= timedelta(days=185)


def test_the_months_are_configuration(config: Configuratie, maak: Maak) -> None:
    """S14: another figure needs no code."""
    termijnen = config.termijnen.model_copy(update={"zonder_incident_maanden": 3})
    anders = config.model_copy(update={"termijnen": termijnen})
    assert loopt_tot(anders, maak.op("2025-11-30 12:00")) == maak.op("2026-02-28")


def test_what_was_said_of_its_end_stays_under_another_configuration(
    config: Configuratie, table: Handlers, maak: Maak
) -> None:
    """S14: others were told that day; it moves by an incident only."""
    story = maak.open_casus(table)
    termijnen = config.termijnen.model_copy(update={"zonder_incident_maanden": 3})
    story.kind = handlers(config.model_copy(update={"termijnen": termijnen})).named("casus")
    story.when(maak.erbij(maak.GZ), at=maak.op("2025-03-13"))
    assert (story.state.klok_tot, story.reminders["afschalen"]) == (maak.op("2025-09-12"), maak.op("2025-09-12"))
    story.when(maak.incident("2025-03-20"), at=maak.op("2025-03-21"), by=maak.PIET)
    assert (story.state.klok_tot, story.reminders["afschalen"]) == (maak.op("2025-06-20"), maak.op("2025-06-20"))


def test_an_incident_before_opening_does_not_start_the_clock(table: Handlers, maak: Maak) -> None:
    """S14: the later of opening and last incident."""
    story = maak.open_casus(table).when(maak.incident("2025-03-01"), at=maak.op("2025-03-13"), by=maak.PIET)
    assert story.state.klok_vanaf == maak.op("2025-03-12 11:00")
    assert story.reminders == {"afschalen": maak.op("2025-09-12")}


def test_an_incident_known_before_opening_counts_at_opening(table: Handlers, maak: Maak) -> None:
    """S14: an incident between weegoverleg and place is not forgotten when the casus opens."""
    story = Zaak(table).given(maak.melding(), maak.weegoverleg(), at=maak.op("2025-03-12 11:00"))
    story.when(maak.incident("2025-03-14"), at=maak.op("2025-03-14 10:00"), by=maak.PIET)
    ontvangen = maak.op("2025-03-13 09:00")
    story.when(maak.toegekend(), at=maak.op("2025-03-14 11:00"), received=ontvangen)
    assert (story.state.geopend_op, story.state.klok_vanaf) == (ontvangen, maak.op("2025-03-14"))


def test_possible_exactly_once(table: Handlers, maak: Maak) -> None:
    """S14: at the moment itself, once; the reminder is used up."""
    story = maak.open_casus(table)
    story.when("afschalen", at=maak.op("2025-09-12")).then(AfschalenMogelijk(sinds=maak.op("2025-09-12")))
    assert story.state.afschalen_mogelijk
    assert story.state.stand == "loopt"
    assert not story.reminders


def test_a_reminder_that_comes_early_waits_and_one_that_comes_twice_is_quiet(table: Handlers, maak: Maak) -> None:
    """S14, L9: the clock decides, not the reminder."""
    story = maak.open_casus(table)
    story.document.reminders["afschalen"] = maak.op("2025-05-01")
    story.when("afschalen", at=maak.op("2025-05-01")).then_nothing()
    assert story.reminders == {"afschalen": maak.op("2025-09-12")}
    story.when("afschalen", at=maak.op("2025-09-12"))
    story.document.reminders["afschalen"] = maak.op("2025-09-12")
    story.when("afschalen", at=maak.op("2025-09-13")).then_nothing()


def test_a_backdated_incident_takes_it_back(table: Handlers, maak: Maak) -> None:
    """S14: AfschalenVervallen with the new end; then possible again, once more."""
    story = maak.open_casus(table).when("afschalen", at=maak.op("2025-09-12"))
    story.when(maak.incident("2025-08-31 20:00"), at=maak.op("2025-09-15"), by=maak.PIET)
    assert story.events[1:] == [(story.document.id, AfschalenVervallen(opnieuw_op=maak.op("2026-02-28")))]
    assert story.state.afschalen_mogelijk is False
    assert story.reminders == {"afschalen": maak.op("2026-02-28")}
    story.when("afschalen", at=maak.op("2026-02-28")).then(AfschalenMogelijk(sinds=maak.op("2026-02-28")))


def test_a_correction_can_bring_it_at_once(table: Handlers, maak: Maak) -> None:
    """S14: without the incident the six months had long passed: the reminder is due now, and says so once."""
    story = maak.open_casus(table).when("afschalen", at=maak.op("2025-09-12"))
    story.when(maak.incident("2025-08-31 20:00"), at=maak.op("2025-09-15"), by=maak.PIET)
    story.when(maak.correctie("2025-08-31 20:00", is_incident=False), number=1, at=maak.op("2025-10-01"), by=maak.PIET)
    assert len(story.events) == 1
    story.when("afschalen", at=maak.op("2025-10-01")).then(AfschalenMogelijk(sinds=maak.op("2025-09-12")))


@pytest.mark.parametrize(
    ("moment", "vervalt"),
    [("2025-03-31 20:00", False), ("2025-04-01 00:00", False), ("2025-04-02 00:00", True), ("2025-08-31 20:00", True)],
)
def test_a_correction_takes_it_back_where_it_no_longer_holds(
    table: Handlers, maak: Maak, moment: str, vervalt: bool
) -> None:
    """S14, D4: an incident that turns out to be later: possible stays possible up to the moment that the clock runs out."""
    story = maak.open_casus(table).when(maak.incident("2025-03-20"), at=maak.op("2025-03-21"), by=maak.PIET)
    story.when("afschalen", at=maak.op("2025-09-20"))
    story.when(maak.correctie(moment), number=1, at=maak.op("2025-10-01"), by=maak.PIET)
    assert story.state.afschalen_mogelijk is not vervalt
    assert [type(event) for _, event in story.events[1:]] == [AfschalenVervallen] * vervalt


def test_an_old_incident_that_changes_nothing_says_nothing(table: Handlers, maak: Maak) -> None:
    """S14: possible stays possible when the clock still has run out."""
    story = maak.open_casus(table).when("afschalen", at=maak.op("2025-09-12"))
    story.when(maak.incident("2025-03-20"), at=maak.op("2025-10-01"), by=maak.PIET)
    assert len(story.events) == 1
    assert story.state.afschalen_mogelijk
    assert story.state.klok_tot == maak.op("2025-09-20")
    assert not story.reminders


def test_closed_by_a_joint_decision(table: Handlers, maak: Maak) -> None:
    """S14, L8, S6b: Story 1.8: closed, shielded, clock stopped, who was present kept; its place stays used."""
    story = maak.open_casus(table).when(maak.incident("2025-03-20 21:30"), at=maak.op("2025-03-21"), by=maak.PIET)
    story.when("afschalen", at=maak.op("2025-09-20"))
    nu = maak.op("2025-10-22 11:00")
    story.when(maak.besluit("2025-10-22 10:30"), at=nu).then(CasusAfgeschaald(nummer=4, afgeschaald_op=nu))
    assert (story.state.stand, story.state.afgeschermd) == ("afgeschaald", True)
    assert story.state.afschaalantwoorden[0].aanwezigen == (maak.PO, maak.VT, maak.RN)
    assert er_is(story.state.plaats).plaats == 1
    assert not story.reminders
    story.when(maak.besluit("2025-10-22 10:30"), at=nu).then_nothing()
    story.when(maak.besluit("2025-10-22 10:30", nummer=5), at=nu).then(
        AfschalenGeweigerd(nummer=5, reden="al-afgeschaald")
    )
    assert story.state.afgeschaald_op == nu
    assert story.state.afschalen_mogelijk is False


def test_a_decision_works_before_the_reminder_was_handled(table: Handlers, maak: Maak) -> None:
    """S14: the clock counts, not whether AfschalenMogelijk was said yet; afterwards it is never said."""
    story = maak.open_casus(table).when(maak.besluit("2025-09-12 00:00"), at=maak.op("2025-09-12 00:01"))
    assert story.state.stand == "afgeschaald"
    assert not story.reminders


@pytest.mark.parametrize(
    ("incident", "besloten", "reden"),
    [
        (None, "2025-09-11 23:59", "termijn-loopt"),
        ("2025-03-20 21:30", "2025-09-19 23:59", "incident-in-termijn"),
        ("2025-10-22 10:29", "2025-10-22 10:30", "incident-in-termijn"),
        ("2025-10-22 10:30", "2025-10-22 10:30", "incident-in-termijn"),
        ("2025-10-22 10:31", "2025-10-22 10:30", "incident-na-besluit"),
    ],
)
def test_an_overtaken_decision_is_refused(
    table: Handlers, maak: Maak, incident: str | None, besloten: str, reden: str
) -> None:
    """S14: an incident in the six months before, or after and registered before regie closes; or the clock runs."""
    story = maak.open_casus(table)
    if incident:
        story.when(maak.incident(incident), at=maak.op("2025-10-23"), by=maak.PIET)
    story.when(maak.besluit(besloten), at=maak.op("2025-10-23")).then(AfschalenGeweigerd(nummer=4, reden=reden))
    assert REDENEN[reden]
    assert (story.state.stand, story.state.afgeschermd) == ("loopt", False)
    story.when(maak.besluit(besloten), at=maak.op("2025-10-23")).then_nothing()


def test_an_incident_on_the_first_day_of_the_six_months_does_not_overtake(table: Handlers, maak: Maak) -> None:
    """S14: decided at the very moment the clock had run out, by local days: the incident of 20 March 21:30 is over."""
    story = maak.open_casus(table).when(maak.incident("2025-03-20 21:30"), at=maak.op("2025-03-21"), by=maak.PIET)
    story.when(maak.besluit("2025-09-20 00:00"), at=maak.op("2025-09-20 09:00"))
    assert story.state.stand == "afgeschaald"


def test_registered_after_the_decision_and_before_regie_closes(table: Handlers, maak: Maak) -> None:
    """S14: decided 10:30; an old act of July comes to light at 10:40, before regie hears of the decision: overtaken."""
    story = maak.open_casus(table).when(maak.incident("2025-07-01"), at=maak.op("2025-10-22 10:40"), by=maak.PIET)
    story.when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 10:41"))
    story.then(AfschalenGeweigerd(nummer=4, reden="incident-in-termijn"))


def test_a_correction_overtakes_too(table: Handlers, maak: Maak) -> None:
    """S14, D4: moved into the six months by a correction; and out of them again."""
    story = maak.open_casus(table).when(maak.incident("2025-03-13"), at=maak.op("2025-03-14"), by=maak.PIET)
    story.when(maak.correctie("2025-08-31 20:00"), number=1, at=maak.op("2025-10-22"), by=maak.PIET)
    story.when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 11:00"))
    story.then(AfschalenGeweigerd(nummer=4, reden="incident-in-termijn"))
    story.when(maak.correctie("2025-03-13"), number=1, at=maak.op("2025-10-23"), by=maak.PIET)
    story.when(maak.besluit("2025-10-23 10:30", nummer=5), at=maak.op("2025-10-23 11:00"))
    assert story.state.stand == "afgeschaald"


def test_a_withdrawn_incident_does_not_overtake(table: Handlers, maak: Maak) -> None:
    """S14, D4: "was geen incident" counts for nothing."""
    story = maak.open_casus(table).when(maak.incident("2025-10-01"), at=maak.op("2025-10-02"), by=maak.PIET)
    story.when(maak.correctie("2025-10-01", is_incident=False), number=1, at=maak.op("2025-10-03"), by=maak.PIET)
    story.when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 11:00"))
    assert story.state.stand == "afgeschaald"


def test_a_casus_that_is_not_open_can_not_be_closed(table: Handlers, maak: Maak) -> None:
    """S14: total: also for a zaak that nobody heard of."""
    nu = maak.op("2025-10-22 11:00")
    Zaak(table).when(maak.besluit("2025-10-22 10:30"), at=nu).then(AfschalenGeweigerd(nummer=4, reden="niet-geopend"))


OPENING = datetime(2025, 3, 12, 10, tzinfo=UTC)
daad = st.tuples(
    st.sampled_from(["nieuw", "herzie", "geen"]), st.integers(0, 700), st.integers(1, 6), st.integers(0, 90)
)


@settings(max_examples=150)
@draw(st.lists(daad, max_size=12))
def test_the_clock_is_a_function_of_the_valid_incidents(
    config: Configuratie, table: Handlers, maak: Maak, daden: list[tuple[str, int, int, int]]
) -> None:
    """S14, D4: whatever is registered and corrected in whatever order, the clock is max(opening, valid incidents) plus
    six months; AfschalenMogelijk and AfschalenVervallen alternate, and the last one tells how it is."""
    story, nu, gezegd = _open(table, maak), OPENING, []
    geldig: dict[int, datetime] = {}
    for wat, uren, nummer, dagen in daden:
        nu += timedelta(days=dagen)
        gezegd += _klok_af(story, nu)
        moment = min(nu, OPENING + timedelta(hours=uren * 12 - 1000))
        if wat == "nieuw" or nummer > len(story.state.incidenten):
            story.when(maak.incident(moment), at=nu, by=maak.NOOR)
            geldig[len(story.state.incidenten)] = moment
        else:
            is_incident = wat == "herzie"
            story.when(maak.correctie(moment, is_incident=is_incident), number=nummer, at=nu, by=maak.NOOR)
            geldig.pop(nummer, None)
            geldig |= {nummer: moment} if is_incident else {}
        gezegd += [type(event) for _, event in story.events[1:]]
        gezegd += _klok_af(story, nu)
        assert story.state.klok_tot == loopt_tot(config, max([OPENING, *geldig.values()]))
        assert story.state.afschalen_mogelijk == (story.state.klok_tot <= nu)
        assert (gezegd[-1:] == [AfschalenMogelijk]) == story.state.afschalen_mogelijk
        wachten = {} if story.state.afschalen_mogelijk else {"afschalen": story.state.klok_tot}
        assert story.reminders == wachten
    assert gezegd[::2] == [AfschalenMogelijk] * len(gezegd[::2])
    assert gezegd[1::2] == [AfschalenVervallen] * len(gezegd[1::2])


def _open(table: Handlers, maak: Maak) -> Zaak:
    story = Zaak(table)
    for bericht in (maak.erbij(maak.PO, "2025-03-12"), maak.toegekend()):
        story.when(bericht, at=OPENING)
    return story


def _klok_af(story: Zaak, nu: datetime) -> list[type]:
    due = story.reminders.get("afschalen")
    if due is None or due > nu:
        return []
    story.when("afschalen", at=nu)
    return [type(event) for _, event in story.events]
