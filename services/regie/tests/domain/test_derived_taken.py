# SPDX-License-Identifier: EUPL-1.2
"""S6b, S14, S16, L6: what must be done follows from the state, and goes when the state says so."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.casussen import IncidentHerzien
from zvhh_contracts.taken import TAKEN, van
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.commands.rond_af import Afrondbaar, RondAf
from zvhh_regie.domain.derived import taken_van, waarover

NU = "2025-06-10 12:00"


def codes(story: Zaak) -> list[str]:
    return [taak.code for taak in story.state.taken]


def ernstig_weg(table: Handlers, maak: Maak, **anders: Any) -> Zaak:
    """Piet registers a serious incident; Gijs of another organisation corrects it."""
    story = maak.open_casus(table).when(maak.erbij(maak.GZ), at=maak.op(NU))
    story.when(maak.incident("2025-06-09 20:00", ernstig=True), at=maak.op(NU), by=maak.PIET)
    story.when(maak.correctie("2025-06-09 20:00", **anders), number=1, at=maak.op(NU), by=maak.GIJS)
    return story


def geweerde_regisseur(table: Handlers, maak: Maak) -> Zaak:
    """Who leads is barred."""
    eerste = maak.aangewezen(1, maak.een(maak.VT, "vera"), "2025-05-01")
    story = maak.open_casus(table).when(eerste, at=maak.op(NU))
    story.when(maak.geweerd("vera"), at=maak.op(NU))
    return story


def wacht(table: Handlers, maak: Maak) -> Zaak:
    """In line, into the next year, with a place offered and a weekly look asked."""
    story = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op("2025-12-30"))
    story.when("jaarwisseling", at=maak.op("2026-01-01")).when(maak.aangeboden(), at=maak.op("2026-01-01"))
    return story.when("wachtlijst", at=maak.op("2026-01-06"))


def rond_af(taak: str, nummer: int | None = None) -> RondAf:
    """What was found."""
    return RondAf.model_validate({"taak": taak, "nummer": nummer, "bevinding": Sealed("nagegaan, het is goed")})


PIEKEN: dict[str, tuple[Callable[[Handlers, Maak], Zaak], Callable[[Maak], BaseModel]]] = {
    "plaats-bevestigen": (wacht, lambda maak: maak.toegekend()),
    "volgend-jaar-beslissen": (wacht, lambda maak: maak.verlaten()),
    "wachtlijst-bespreken": (wacht, lambda _: rond_af("wachtlijst-bespreken")),
    "casusregisseur-geweerd": (geweerde_regisseur, lambda maak: maak.aangewezen(2, maak.een(maak.RN), "2025-06-10")),
    "ernstig-incident-weg": (
        lambda table, maak: ernstig_weg(table, maak, is_incident=False),
        lambda _: rond_af("ernstig-incident-weg", 1),
    ),
}
"""Code → how it comes up, and what a person does to end it (here, or in meetings or for the pilot year)."""


@pytest.mark.parametrize("code", sorted(van("regie")))
def test_every_task_comes_up_and_can_be_ended(table: Handlers, maak: Maak, code: str) -> None:
    """S6b, S16, D4: by a person, whichever task it is."""
    comes_up, done = PIEKEN[code]
    story = comes_up(table, maak)
    assert code in codes(story)
    story.when(done(maak), at=maak.op("2026-01-07"), by=maak.NOOR)
    story.then_accepted()
    assert code not in codes(story)


def test_the_command_that_ends_tasks_knows_those_of_the_table() -> None:
    """S6b: a task that is ended by saying so, and no other."""
    assert set(get_args(Afrondbaar)) == {code for code in van("regie") if TAKEN[code].afrondbaar}


def test_waiting_is_looked_at_again_a_week_later(table: Handlers, maak: Maak) -> None:
    """S6b: what was found of one week says nothing of the next; ended once, it is not open."""
    story = wacht(table, maak).when(rond_af("wachtlijst-bespreken"), at=maak.op("2026-01-07"), by=maak.NOOR)
    assert "wachtlijst-bespreken" not in codes(story)
    story.then_result({"taak": "wachtlijst-bespreken"})
    story.when(rond_af("wachtlijst-bespreken"), at=maak.op("2026-01-07"), by=maak.NOOR).then_refused("taak-niet-open")
    story.when(rond_af("wachtlijst-bespreken"), at=maak.op("2026-01-07"), by=maak.PIET).then_refused(
        "niet-gevonden", status=404
    )
    assert "wachtlijst-bespreken" in codes(story.when("wachtlijst", at=maak.op("2026-01-13")))
    assert [een.over for een in story.state.afgerond] == ["2026-01-06"]


@pytest.mark.parametrize(
    ("anders", "verteld"),
    [
        ({"is_incident": False, "ernstig": True}, True),
        ({"ernstig": False}, True),
        ({"ernstig": True, "moment": "2025-06-08 20:00"}, True),
        ({"ernstig": True, "moment": "2025-06-09 08:00"}, False),
        ({"ernstig": True, "moment": "2025-06-10 08:00"}, False),
        ({"ernstig": False, "by": "PIET"}, False),
    ],
    ids=["geen incident", "niet ernstig", "een dag eerder", "zelfde dag", "later", "van henzelf"],
)
def test_what_another_called_serious_is_not_taken_away_in_silence(
    table: Handlers, maak: Maak, anders: dict[str, Any], verteld: bool
) -> None:
    """D4: it counts at once, and is told: a task, and a mark in the event by which the next agenda knows."""
    anders = dict(anders)  # the table is read again where tests run twice in one process
    who = getattr(maak, anders.pop("by", "GIJS"))
    story = maak.open_casus(table).when(maak.erbij(maak.GZ), at=maak.op(NU))
    story.when(maak.incident("2025-06-09 20:00", ernstig=True), at=maak.op(NU), by=maak.PIET)
    moment = anders.pop("moment", "2025-06-09 20:00")
    story.when(maak.correctie(moment, **anders), number=1, at=maak.op(NU), by=who)
    story.then_accepted()
    herzien = next(event for _, event in story.events if isinstance(event, IncidentHerzien))
    assert (herzien.neemt_weg, herzien.herzien_op) == (verteld, maak.op(NU))
    assert ("ernstig-incident-weg" in codes(story)) is verteld


def test_what_was_heard_from_another_is_theirs_too(table: Handlers, maak: Maak) -> None:
    """D4: who wrote down what the police said takes away what the police said."""
    story = maak.open_casus(table)
    story.when(maak.incident("2025-06-09 20:00", ernstig=True, bron_oin=maak.VT), at=maak.op(NU), by=maak.PIET)
    assert codes(story.when(maak.correctie("2025-06-09 20:00"), number=1, at=maak.op(NU), by=maak.PIET)) == [
        "ernstig-incident-weg"
    ]


def test_a_second_one_taken_away_is_another_task(table: Handlers, maak: Maak) -> None:
    """D4: ended for one, the other stands; and the same one again, after it was put back."""
    story = ernstig_weg(table, maak)
    story.when(maak.incident("2025-06-10 08:00", ernstig=True), at=maak.op(NU), by=maak.PIET)
    story.when(maak.correctie("2025-06-10 08:00"), number=2, at=maak.op(NU), by=maak.GIJS)
    story.when(rond_af("ernstig-incident-weg", 1), at=maak.op(NU), by=maak.NOOR)
    assert [taak.nummer for taak in story.state.taken] == [2]
    assert [one.over for one in story.state.afgerond] == ["1.2"]  # the correction that it was about
    story.when(maak.correctie("2025-06-09 20:00", ernstig=True), number=1, at=maak.op(NU), by=maak.PIET)
    assert [taak.nummer for taak in story.state.taken] == [2]
    story.when(maak.correctie("2025-06-09 20:00"), number=1, at=maak.op(NU), by=maak.GIJS)
    assert [taak.nummer for taak in story.state.taken] == [1, 2]
    story.when(rond_af("ernstig-incident-weg"), at=maak.op(NU), by=maak.NOOR).then_refused("taak-niet-open")


def test_a_casusregisseur_who_is_barred(table: Handlers, maak: Maak) -> None:
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


def test_the_order_of_the_list_of_tasks(table: Handlers, maak: Maak) -> None:
    """S6b, S16: earliest term first, without one at the end, then the oldest melding; nothing without a task."""
    ontvangen = "2025-03-03T08:12:00.000+00:00"
    zonder = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op("2025-03-12"))
    assert zonder.state.taken_volgorde == ""
    zonder.when(maak.aangeboden(), at=maak.op("2025-03-12"))
    assert zonder.state.taken_volgorde == f"9999-12-31 {ontvangen}"
    zonder.when("wachtlijst", at=maak.op("2025-03-19"))
    assert zonder.state.taken_volgorde == f"2025-03-19 {ontvangen}"
    assert Zaak(table).given(maak.melding(), at=maak.op(NU)).state.taken_volgorde == ""


def test_what_nobody_asked_is_about_nothing(table: Handlers, maak: Maak) -> None:
    """S6b, D4: before the first weekly look, in a casus that waits no longer, and of what took nothing away."""
    wachtend = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op("2025-03-12"))
    loopt = maak.open_casus(table)
    assert {waarover(story.state, "wachtlijst-bespreken", None) for story in (wachtend, loopt)} == {""}
    assert waarover(loopt.state, "ernstig-incident-weg", 9) == "9.0"
    assert waarover(wacht(table, maak).state, "wachtlijst-bespreken", None) == "2026-01-06"


def test_what_an_earlier_release_stored_is_a_task_of_its_owner_only(table: Handlers, maak: Maak) -> None:
    """S16: that nobody leads was regie's to say, and is meetings' now."""
    nu = wacht(table, maak).state
    van_meetings = nu.taken[0].model_copy(update={"code": "casusregie-gezocht"})
    oud = nu.model_copy(update={"taken": (van_meetings, *nu.taken)})
    assert [taak.code for taak in taken_van(oud)] == [
        "plaats-bevestigen",
        "volgend-jaar-beslissen",
        "wachtlijst-bespreken",
    ]
