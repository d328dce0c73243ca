# SPDX-License-Identifier: EUPL-1.2
"""D3: the decision of a weegoverleg is put right: the claim follows, whatever became of it by then."""

from datetime import date
from typing import Any

import pytest
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.casussen import OpeningOngedaan
from zvhh_contracts.regie_intern import PlaatsGevraagd, PlaatsTeruggegeven, WachtlijstVerlaten
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.testing import SUBJECT as ZAAK

OPEN = "2025-03-12 11:00"
NU = "2025-03-20 09:00"
RECEIPT = "2025-03-03 09:12"


def gewogen(table: Handlers, maak: Maak, **anders: Any) -> Zaak:
    return Zaak(table).given(maak.melding(), maak.weegoverleg(**anders), at=maak.op(OPEN))


def test_an_open_casus_that_should_not_have_been(table: Handlers, maak: Maak) -> None:
    """D3, S6b: not passend after all: OpeningOngedaan by who put it right, the place goes back, nobody reads any more."""
    story = maak.open_casus(table).when(maak.aangewezen(1, maak.een(), "2025-03-12"), at=maak.op(OPEN))
    story.when(maak.toch_niet_passend(), at=maak.op(NU))
    assert story.events == [
        (ZAAK, OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=maak.op(NU), door="noor")),
        ("pilot-2025", PlaatsTeruggegeven(zaak_id=ZAAK, aanvraag=1)),
    ]
    casus = story.state
    assert (casus.stand, casus.deelnemers, casus.aanvraag) == ("niet-passend", (), 2)
    assert [periode.tot for periode in casus.regie] == [date(2025, 3, 20)]
    assert casus.openingen_ongedaan[0].reden is None
    assert not story.reminders


def test_a_waiting_casus_only_gets_another_stand(table: Handlers, maak: Maak) -> None:
    """D3, S6b: it leaves the line; nothing is published, the reminders go."""
    story = gewogen(table, maak).when(maak.wachtlijst(), at=maak.op(OPEN))
    story.when(maak.herzien(doorzetten="nog-niet"), at=maak.op(NU))
    story.then(WachtlijstVerlaten(zaak_id=ZAAK, aanvraag=1), to="pilot-2025")
    assert (story.state.stand, story.state.wachtplek) == ("tweede-weegoverleg", None)
    assert story.state.deelnemers
    assert not story.reminders


@pytest.mark.parametrize("antwoord", ["toegekend", "wachtlijst", "aangeboden"])
def test_a_claim_under_way_is_taken_back(table: Handlers, maak: Maak, antwoord: str) -> None:
    """D3: asked and not answered yet: taken back; the answer that was on its way opens nothing."""
    story = gewogen(table, maak).when(maak.toch_niet_passend(), at=maak.op(NU))
    story.then(WachtlijstVerlaten(zaak_id=ZAAK, aanvraag=1), to="pilot-2025")
    voor = story.state
    story.when(getattr(maak, antwoord)(), at=maak.op(NU)).then_nothing()
    assert story.state == voor
    assert voor.stand == "niet-passend"


def test_put_right_twice_claims_anew_and_an_old_answer_is_not_taken_for_the_new_one(
    table: Handlers, maak: Maak
) -> None:
    """D3, S6: ja, nee, ja: the second claim has a number of its own and the moment of putting right."""
    story = gewogen(table, maak).when(maak.toch_niet_passend(2), at=maak.op(NU))
    story.when(maak.herzien(3), at=maak.op(NU))
    vraag = PlaatsGevraagd(zaak_id=ZAAK, vastgelegd_op=maak.op(NU), ontvangen_op=maak.op(RECEIPT), aanvraag=2)
    story.then(vraag, to="pilot-2025")
    story.when(maak.toegekend(5), at=maak.op(NU)).then_nothing()
    assert story.state.stand == "wacht-op-plaats"
    story.when(maak.toegekend(6, aanvraag=2), at=maak.op(NU))
    assert (story.state.stand, er_is(story.state.plaats).plaats) == ("loopt", 6)


@pytest.mark.parametrize(
    "eerst",
    [
        {"passend": False, "doorzetten": None, "deelnemers": (), "route": "lokaal"},
        {"doorzetten": "nog-niet"},
        {"besloten": False, "passend": None, "doorzetten": None, "deelnemers": ()},
    ],
)
def test_what_becomes_passend_claims_a_place(table: Handlers, maak: Maak, eerst: dict[str, Any]) -> None:
    """D3, S6: by the moment of putting right, so that nobody in line is passed; participants get access."""
    story = gewogen(table, maak, **eerst).when(maak.herzien(), at=maak.op("2025-03-21"))
    vraag = PlaatsGevraagd(zaak_id=ZAAK, vastgelegd_op=maak.op(NU), ontvangen_op=maak.op(RECEIPT))
    story.then(vraag, to="pilot-2025")
    assert story.state.deelnemers == (maak.PO, maak.OM, maak.VT, maak.RN)


def test_a_claim_that_stays_keeps_its_moment_and_its_place(table: Handlers, maak: Maak) -> None:
    """D3, L4b: only who takes part was wrong: who is no longer on the list leaves, who is new comes in."""
    story = maak.open_casus(table).when(maak.aangewezen(1, maak.een(maak.RN), "2025-03-12"), at=maak.op(OPEN))
    story.when(maak.herzien(deelnemers=(maak.PO, maak.VT, maak.WG)), at=maak.op(NU)).then_nothing()
    casus = story.state
    assert (casus.stand, casus.deelnemers) == ("loopt", (maak.PO, maak.VT, maak.WG))
    assert er_is(casus.weging).vastgelegd_op == maak.op(OPEN)
    assert {d.oin: (d.van.day, d.tot and d.tot.day) for d in casus.deelnames} == {
        maak.PO: (12, None),
        maak.OM: (12, 20),
        maak.VT: (12, None),
        maak.RN: (12, 20),
        maak.WG: (20, None),
    }
    assert casus.regie[0].tot == date(2025, 3, 20)


def test_not_passend_leaves_nobody_on_the_list(table: Handlers, maak: Maak) -> None:
    """D3, L6: whoever the minutes name as participant: after not passend nobody reads."""
    toch_niet = maak.toch_niet_passend().model_copy(update={"deelnemers": (maak.VT,)})
    story = gewogen(table, maak).when(toch_niet, at=maak.op(NU))
    assert story.state.deelnemers == ()
    niet = {"passend": False, "doorzetten": None, "deelnemers": (maak.VT,)}
    assert gewogen(table, maak, **niet).state.deelnemers == ()


def test_passend_and_not_yet_put_through(table: Handlers, maak: Maak) -> None:
    """D3, S11: ja becomes nog niet: the claim goes back and the moment is that of putting right; who takes part stays."""
    story = gewogen(table, maak).when(maak.herzien(doorzetten="nog-niet"), at=maak.op(NU))
    story.then(WachtlijstVerlaten(zaak_id=ZAAK, aanvraag=1), to="pilot-2025")
    casus = story.state
    assert (casus.stand, er_is(casus.weging).vastgelegd_op) == ("tweede-weegoverleg", maak.op(NU))
    assert casus.deelnemers == (maak.PO, maak.OM, maak.VT, maak.RN)


def test_a_running_case_of_before_has_no_opening_to_undo(table: Handlers, maak: Maak) -> None:
    """S6c, D3: total: what has no place gives none back, and goes on."""
    story = Zaak(table).given(maak.lopend(), at=maak.op(OPEN)).when(maak.toch_niet_passend(), at=maak.op(NU))
    story.then_nothing()
    assert (story.state.stand, story.state.openingen_ongedaan) == ("loopt", ())


def test_only_the_last_version_counts(table: Handlers, maak: Maak) -> None:
    """D3: a repeat and an older version are quiet."""
    story = gewogen(table, maak).when(maak.toch_niet_passend(3), at=maak.op(NU))
    for versie in (2, 3):
        story.when(maak.herzien(versie), at=maak.op(NU)).then_nothing()
        assert (story.state.stand, er_is(story.state.weging).versie) == ("niet-passend", 3)


def test_the_effect_is_final_after_a_casusoverleg_and_after_closing(table: Handlers, maak: Maak) -> None:
    """D3: passend: until the first held casusoverleg; a closed casus stays as it was."""
    story = maak.open_casus(table).when(maak.casusoverleg(), at=maak.op("2025-03-26"))
    story.when(maak.toch_niet_passend(), at=maak.op("2025-03-27")).then_nothing()
    assert story.state.stand == "loopt"
    dicht = maak.open_casus(table).when(maak.beeindigd("2025-03-13"), at=maak.op(NU))
    dicht.when(maak.toch_niet_passend(), at=maak.op(NU)).then_nothing()
    assert dicht.state.stand == "beeindigd"


def test_an_undone_opening_stays_undone(table: Handlers, maak: Maak) -> None:
    """S6b, D3: a version that crossed the undoing does not open it again; not passend counts."""
    story = maak.open_casus(table).when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR)
    story.when(maak.herzien(), at=maak.op(NU)).then_nothing()
    assert story.state.stand == "tweede-weegoverleg"
    assert story.when(maak.toch_niet_passend(3), at=maak.op(NU)).then_nothing().state.stand == "niet-passend"
    assert story.when(maak.herzien(4), at=maak.op(NU)).state.stand == "wacht-op-plaats"


def test_heard_before_the_melding(table: Handlers, maak: Maak) -> None:
    """Core rule: total for a zaak that nobody heard of; the melding claims."""
    story = Zaak(table).when(maak.herzien(), at=maak.op(NU)).then_nothing()
    story.when(maak.melding(), at=maak.op(NU))
    assert [aan for aan, _ in story.events] == ["pilot-2025"]
    Zaak(table).when(maak.toch_niet_passend(), at=maak.op(NU)).then_nothing()


def test_the_first_casusoverleg_is_remembered(table: Handlers, maak: Maak) -> None:
    """S6b: the first one by when it was held, the last one by its number."""
    story = Zaak(table).when(maak.casusoverleg(3), at=maak.op("2025-03-26"))
    story.when(maak.casusoverleg(2), at=maak.op("2025-03-27"))
    assert (story.state.eerste_casusoverleg_op, story.state.laatste_casusoverleg) == (maak.op("2025-03-26 10:00"), 3)
