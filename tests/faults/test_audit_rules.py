# SPDX-License-Identifier: EUPL-1.2
"""The audit itself, on evidence made by hand: green where all is well, and red for each way in which it can be wrong."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.faults.audit.evidence import Record
from tests.faults.audit.journal import Journal
from tests.faults.audit.rules import steps_fit
from tests.faults.made import NOW, URN, VRAAG, ZAAK, World, event, jaar, log, step


@pytest.fixture
def world() -> World:
    return World()


def test_all_is_well(world: World) -> None:
    """The counts of a run without a fault."""
    found = world.judged()
    assert found.green, found
    assert found.as_row() | {"commands": 3, "acknowledged": 3} == dict.fromkeys(found.as_row(), 0) | {
        "commands": 3,
        "acknowledged": 3,
    }


def test_a_repeat_of_an_event_is_no_fault(world: World) -> None:
    """Consumers drop it."""
    world.meldingen.append(world.meldingen[0])
    found = world.judged()
    assert (found.green, found.repeats) == (True, 1)


def _other(record: Record) -> Record:
    return Record(record.topic, 0, 9, record.key, record.headers, b'{"anders": 1}')


def _third_step(world: World) -> None:
    world.feedback.append(step(3, "ontvangen"))
    world.state("intake")["teruggekoppeld"] = 3


def _second_of_channel(world: World) -> None:
    """An event number 2 of triage without a number 1."""
    world.triages[0] = event("zvhh.triages.v1", "triage", ZAAK, 2, VRAAG)


SPOILED: dict[str, tuple[str, Callable[[World], Any]]] = {
    "acknowledged but not there": ("lost", lambda w: w.state("triage")["oordelen"].clear()),
    "the zaak is not there": ("lost", lambda w: w.evidence.documents["triage"].clear()),
    "done twice": ("doubled", lambda w: w.state("triage")["oordelen"].append({})),
    "refused and done": ("doubled", lambda w: w.refuse()),
    "a dead letter": ("lost", lambda w: w.evidence.dead["regie"].append(_letter("gap"))),
    "a number skipped": ("gaps", _second_of_channel),
    "a first number skipped": (
        "gaps",
        lambda w: w.meldingen.append(event("zvhh.meldingen.v1", "intake", ZAAK, 3, "x")),
    ),
    "a number for two events": ("doubled", lambda w: w.meldingen.append(_other(w.meldingen[0]))),
    "a fact without its event": ("missing", lambda w: w.state("triage")["vragen"].append({})),
    "an event without its fact": ("doubled", lambda w: w.state("triage")["vragen"].clear()),
    "a number given out and not published": ("missing", lambda w: w.document("intake")["sent"].update({ZAAK: 2})),
    "a number published and not known": ("inconsistent", lambda w: w.document("intake")["sent"].clear()),
    "not published": ("missing", lambda w: w.document("intake")["outbox"].append({"n": 1})),
    "an effect not done": ("missing", lambda w: w.document("intake")["effects"].append({"n": 1})),
    "an event not handled": ("missing", lambda w: w.document("regie")["marks"].clear()),
    "handled beyond the log": ("inconsistent", lambda w: w.document("regie")["marks"].update({URN["intake"]: 2})),
    "a reminder overdue": ("missing", lambda w: w.document("triage")["reminders"].update({"x": NOW})),
    "two services disagree": ("inconsistent", lambda w: w.state("regie").update(stand="ingetrokken")),
    "another end than called for": ("inconsistent", lambda w: setattr(w.zaak, "end", "afgewezen")),
    "no end called for, and no agreement": (
        "inconsistent",
        lambda w: w.disagree(),
    ),
    "another casus in triage": ("inconsistent", lambda w: w.state("triage").update(casus="geopend")),
    "the load found a fault": ("inconsistent", lambda w: w.journal.faults.append("no answer")),
    "a step twice": ("doubled", _third_step),
    "a step missing": ("lost", lambda w: w.zaak.steps.append("afgewezen")),
    "no answer to a record": ("lost", lambda w: w.feedback.clear()),
    "a step not on the topic": ("missing", lambda w: w.state("intake").update(teruggekoppeld=3)),
    "feedback with a gap": ("gaps", lambda w: w.feedback.__setitem__(1, step(3, "aanvulling-gevraagd"))),
    "above the cap": ("doubled", lambda w: jaar(w, [1, 2, 3], [])),
    "a number given twice": ("doubled", lambda w: jaar(w, [1, 1], [])),
    "a number over the cap": ("doubled", lambda w: jaar(w, [1, 3], [])),
    "the line not in order": ("inconsistent", lambda w: jaar(w, [1, 2], [2, 1])),
    "a line while there are places": ("inconsistent", lambda w: jaar(w, [1], [1])),
    "a person barred in one service": ("inconsistent", lambda w: w.state("regie").update(geweerd=["wim.wg"])),
    "a refusal of regie": ("inconsistent", lambda w: w.state("regie")["regieweigeringen"].append({})),
    "a line of the log gone": ("inconsistent", lambda w: w.evidence.logs.update(triage=[log(2, "h1")])),
    "a line of the log not linked": (
        "inconsistent",
        lambda w: w.evidence.logs.update(triage=[log(1, ""), log(2, "x")]),
    ),
    "another service on a topic": (
        "inconsistent",
        lambda w: w.meldingen.append(event("zvhh.meldingen.v1", "triage", ZAAK, 2, "x")),
    ),
}


def _letter(reason: str) -> Record:
    return Record("zvhh.regie.dead-letters.v1", 0, 0, ZAAK, {"dead-letter-reason": reason}, b"{}")


@pytest.mark.parametrize("name", SPOILED)
def test_each_fault_turns_it_red(world: World, name: str) -> None:
    """One thing spoiled: the count that says so is no longer zero."""
    kind, spoil = SPOILED[name]
    spoil(world)
    found = world.judged()
    assert getattr(found, kind) >= 1, found
    assert not found.green


def test_what_nobody_answered_may_be_done_once_or_not(world: World) -> None:
    """A command without an answer: neither there nor absent is a fault; twice is."""
    world.given["beoordeel"].acknowledged = False
    absent = copy.deepcopy(world)
    absent.state("triage")["oordelen"].clear()
    twice = copy.deepcopy(world)
    twice.state("triage")["oordelen"].append({})
    assert (world.judged().green, absent.judged().green, twice.judged().doubled) == (True, True, 1)


def test_a_provoked_dead_letter_is_allowed(world: World) -> None:
    """By the reason up to its colon."""
    world.evidence.dead["regie"].append(_letter("invalid: data"))
    assert not world.judged().green
    assert world.judged(allowed_dead={"invalid"}).green


def test_an_outbox_that_a_checkpoint_has_passed_is_published(world: World) -> None:
    """And one of a later write, or of another writer, is not."""
    world.document("intake")["outbox"].append({"n": 1})
    world.evidence.checkpoints["intake"] = {"w": 1}
    assert world.judged().green
    for other in ("w-000000000002", "v-000000000001"):
        world.document("intake")["writer"] = other
        assert world.judged().missing == 1


def test_the_cap_that_is_told_counts(world: World) -> None:
    """S6: whatever the year's document says of itself."""
    jaar(world, [1, 2], [], maximum=2)
    assert "2 places given of 1" in str(world.judged(cap=1))
    assert "places given" not in str(world.judged(cap=2))


def test_steps_that_may_be_left_out() -> None:
    """One that ends in ? may be missing, but nothing may come in another order, twice or too much."""
    expected = ["ontvangen", "in-behandeling?", "behandeld"]
    assert steps_fit(expected, ["ontvangen", "behandeld"])
    assert steps_fit(expected, ["ontvangen", "in-behandeling", "behandeld"])
    for wrong in (["ontvangen"], ["behandeld", "ontvangen"], ["ontvangen", "behandeld", "behandeld"], []):
        assert not steps_fit(expected, wrong)


def test_a_journal_survives_json(world: World) -> None:
    """It is written beside a run that failed."""
    assert Journal.from_json(json.loads(json.dumps(world.journal.as_json()))) == world.journal


def test_it_shares_no_code_with_what_it_audits() -> None:
    """Importing the audit brings in nothing of the kit, the services or the contracts."""
    program = "import sys, tests.faults.audit; print([m for m in sys.modules if m.startswith('zvhh')])"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
