# SPDX-License-Identifier: EUPL-1.2
"""Four services, one zaak: whatever the order between their channels, they end in the same state and say the same.

The pure folds of all services are wired to each other (`wereld`). Hypothesis chooses what happens next: any channel's
next event, any step that people can take by then, an event once more, a process that dies before it saved, one that
starts again from what it stored. Not for: real parts; those are in `tests/integration`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.andere_wegen import WEGEN
from tests.contract.verhalen import ANDERE, OM, PO, RK, RN, SCENARIOS, VT, ZAAK
from tests.contract.wereld import READS, ZVHH, Choose, World

from zvhh_contracts.configuration import Configuratie, Partner, Pilotjaar, Professional
from zvhh_contracts.meldingen import MeldingAfgeschermd
from zvhh_intake.handlers import handlers as intake
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.service.description import Service
from zvhh_meetings.handlers import handlers as meetings
from zvhh_regie.handlers import handlers as regie
from zvhh_triage.handlers import handlers as triage

ALLE = SCENARIOS | WEGEN


def configuratie(maximum: int) -> Configuratie:
    """The partners of the stories, and a pilot year with so many places."""
    partners = [("Veilig Thuis", VT, "2b"), ("Politie", PO, "1c"), ("Parket", OM, "1d"), ("Reclassering", RN, "2a")]
    partners.append(("Kinderbescherming", RK, "1a"))
    vast = {"vast_van": date(2020, 1, 1)}
    jaar = Pilotjaar(begin=at_local(date(2025, 1, 1)), eind=at_local(date(2025, 10, 1)), maximum=maximum)
    return Configuratie(
        zvhh_oin=ZVHH,
        partners=tuple(Partner.model_validate({"naam": n, "oin": o, "klasse": k} | vast) for n, o, k in partners),
        professionals=(
            Professional(id="vera", organisatie=VT, naam="Vera Voorbeeld"),
            Professional(id="rob", organisatie=RN, naam="Rob Reclassering"),
        ),
        pilotjaren={2025: jaar},
    )


def play(name: str, choose: Choose, mishap: Callable[[], str] = lambda: "") -> World:
    """A scenario to its end."""
    config = configuratie(maximum=1 if name == "wachtlijst" else 30)
    tables = {"intake": intake(config), "triage": triage(config), "meetings": meetings(config), "regie": regie(config)}
    return World(tables, ALLE[name], choose).run(mishap)


@pytest.fixture(scope="module")
def straight() -> dict[str, World]:
    """How each scenario ends when every event is heard at once."""
    return {name: play(name, lambda possible: possible[0]) for name in ALLE}


SLOW = [(reader, source) for reader in READS for source in READS]
MISHAPS = ["", "", "", "", "dies", "starts again", "hears again"]


def chooser(chances: bytes) -> tuple[Choose, Callable[[], str]]:
    """What happens next, and what goes wrong, by one byte each; zeros, and when they are used up: nothing special.

    The first two bytes say which services are slow to hear of which: only when nothing else is left to do.
    """
    slow = {pair for bit, pair in enumerate(SLOW) if int.from_bytes(chances[:2]) >> bit & 1}
    left = iter(chances[2:])

    def choose(possible: list[Any]) -> Any:
        quick = [one for one in possible if _reader_and_source(one) not in slow] or possible
        return quick[next(left, 0) % len(quick)]

    return choose, lambda: MISHAPS[next(left, 0) % len(MISHAPS)]


def _reader_and_source(action: Any) -> tuple[str, str] | None:
    match action:
        case (str(reader), ((str(source), str()), str())):
            return reader, source
    return None


@pytest.mark.parametrize("name", ALLE)
@settings(max_examples=50)
@given(chances=st.binary(min_size=500, max_size=500))
def test_every_order_ends_the_same(name: str, straight: dict[str, World], chances: bytes) -> None:
    """Same states, same reminders, same events on every channel (S6, S10, S14, D1, D2)."""
    assert play(name, *chooser(chances)).picture() == straight[name].picture()


@pytest.mark.parametrize(
    ("name", "standen"),
    [
        ("een heel leven", ("afgeschaald", "gewogen", "afgeschaald", "afgeschaald")),
        ("incident kruist afschalen", ("loopt", "gewogen", "loopt", "loopt")),
        ("deelnemers en regie wisselen", ("loopt", "gewogen", "loopt", "loopt")),
        ("niet passend", ("niet-passend", "gewogen", "niet-passend", "niet-passend")),
        ("tweede weegoverleg", ("loopt", "gewogen", "loopt", "loopt")),
        ("wachtlijst", ("wachtlijst", "gewogen", "wachtlijst", "wachtlijst")),
        ("aanvulling kruist besluit", ("afgewezen", "afgewezen", "afgewezen", "aangemeld")),
        ("ingetrokken", ("ingetrokken", "ingetrokken", "ingetrokken", "ingetrokken")),
        ("intrekking kruist oordeel", ("ingetrokken", "ingetrokken", "ingetrokken", "ingetrokken")),
        ("intrekking kruist planning", ("ingetrokken", "ingetrokken", "ingetrokken", "ingetrokken")),
        ("intrekking kruist weegoverleg", ("loopt", "gewogen", "loopt", "loopt")),
        ("herziening kruist weegoverleg", ("loopt", "gewogen", "loopt", "loopt")),
        ("herziening kruist niet passend", ("niet-passend", "gewogen", "niet-passend", "niet-passend")),
        ("gevoegd", ("loopt", "gewogen", "loopt", "loopt")),
        ("gevoegd en gesloten", ("beeindigd", "gewogen", "beeindigd", "beeindigd")),
        ("toch niet passend", ("niet-passend", "gewogen", "niet-passend", "niet-passend")),
        ("toch passend", ("loopt", "gewogen", "loopt", "loopt")),
        ("opening ongedaan", ("niet-passend", "gewogen", "niet-passend", "niet-passend")),
        ("overgedragen", ("beeindigd", "gewogen", "beeindigd", "beeindigd")),
        ("lopend van voor de pilot", ("loopt", "lopend", "loopt", "loopt")),
    ],
)
def test_all_services_agree_on_how_it_ended(name: str, straight: dict[str, World], standen: tuple[str, ...]) -> None:
    """A held weegoverleg outranks a withdrawal or a revision that crossed it, in every service (D1, D2)."""
    world = straight[name]
    services = ("intake", "triage", "meetings", "regie")
    assert tuple(world.documents[service, ZAAK].state.stand for service in services) == standen


def test_the_world_is_wired_as_the_services_are(services: Mapping[str, Service]) -> None:
    """Who reads which topic."""
    assert {name: frozenset(service.reads) for name, service in services.items()} == READS


@pytest.mark.parametrize(
    ("name", "dicht"),
    [
        ("gevoegd", False),
        ("gevoegd en gesloten", True),
        ("ingetrokken en gesloten", True),
        ("gesplitst en gesloten", False),
    ],
)
def test_what_joined_a_zaak_is_shielded_with_it(name: str, dicht: bool, straight: dict[str, World]) -> None:
    """D11b L8: in every service that shows it, for as long as it is joined; the end of its zaak is told once."""
    world = straight[name]
    shown = {service: world.documents[service, ANDERE].state for service in READS}
    assert {service: state.afgeschermd for service, state in shown.items()} == dict.fromkeys(shown, dicht)
    told = [one["type"] for one in world.channels[("intake", ANDERE), ANDERE]]
    assert told.count(MeldingAfgeschermd.type) == int(name != "gevoegd")


@pytest.mark.parametrize(("name", "geweerd"), [("gevoegd en geweerd", ("rob",)), ("gesplitst en geweerd", ())])
def test_who_is_barred_from_a_zaak_is_barred_from_what_joined_it(
    name: str, geweerd: tuple[str, ...], straight: dict[str, World]
) -> None:
    """L6 D11b: in every service, for as long as it is joined; from the zaak itself they stay barred."""
    documents = straight[name].documents
    assert {service: documents[service, ANDERE].state.geweerd for service in READS} == dict.fromkeys(READS, geweerd)
    assert {service: documents[service, ZAAK].state.geweerd for service in READS} == dict.fromkeys(READS, ("rob",))


@pytest.mark.parametrize("name", ["gevoegd en vernietigd", "ingetrokken en vernietigd"])
def test_nothing_is_left_of_a_zaak_that_was_destroyed(name: str, straight: dict[str, World]) -> None:
    """L8 D11b: a tombstone in every service, also for what was joined to it; nobody keeps a state or a reminder."""
    left = {key: one.state for key, one in straight[name].documents.items() if key[1] in (ZAAK, ANDERE)}
    assert all(state is None for state in left.values()), [key for key, state in left.items() if state is not None]
    assert {service for service, _ in left} == {"intake", "triage", "meetings", "regie"}
    assert all(one.gone is not None for key, one in straight[name].documents.items() if key in left)
