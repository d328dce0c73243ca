# SPDX-License-Identifier: EUPL-1.2
"""The audit itself, on evidence made by hand: green where all is well, and red for each way in which it can be wrong."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.faults.audit import judge
from tests.faults.audit.evidence import Evidence, Line, Record
from tests.faults.audit.findings import Findings
from tests.faults.audit.journal import Journal, Zaak
from tests.faults.audit.rules import ENDS, steps_fit

OIN, PARTNER = "00000099000000000100", "00000099000000002000"
ZAAK, OTHER = "11111111-1111-8111-8111-111111111111", "22222222-2222-8222-8222-222222222222"
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
URN = {name: f"urn:nld:oin:{OIN}:systeem:zvhh-{name}" for name in ("intake", "triage", "meetings", "regie")}
INGEDIEND = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
VRAAG = "nl.zorgenveiligheid.triages.aanvulling-gevraagd.v1"


def event(topic: str, service: str, subject: str, sequence: int, type_: str, value: bytes = b"{}") -> Record:
    """An event on a topic of ours."""
    headers = {
        "ce_id": f"{subject}:{sequence}",
        "ce_source": URN[service],
        "ce_type": type_,
        "ce_subject": subject,
        "ce_sequence": str(sequence),
    }
    return Record(topic, 0, sequence, subject, headers, value)


def log(n: int, previous: str) -> Line:
    """A line of a log."""
    return Line("w", n, previous, f"h{n}")


def step(sequence: int, stap: str) -> Record:
    """A record of feedback."""
    headers = {
        "ce_id": f"{ZAAK}:{sequence}",
        "ce_source": f"{URN['intake']}:{ZAAK}",
        "ce_type": "nl.zorgenveiligheid.terugkoppelingen.melding-teruggekoppeld.v1",
        "ce_subject": "REF",
        "ce_sequence": str(sequence),
    }
    return Record("feedback", 0, sequence, "REF", headers, json.dumps({"stap": stap}).encode())


def document(id_: str, state: dict[str, Any], marks: dict[str, int], sent: int = 0) -> dict[str, Any]:
    """A document with nothing left to do."""
    return {
        "_id": id_,
        "v": 1,
        "writer": "w-000000000001",
        "state": state,
        "marks": marks,
        "sent": {id_: sent} if sent else {},
        "outbox": [],
        "effects": [],
        "reminders": {},
    }


def states() -> dict[str, dict[str, Any]]:
    """A zaak by Kafka about which triage asked something, in each service."""
    intake = {"geweigerd": False, "aanvullingen": [], "intrekking": None, "weg": "kafka", "referentie": "REF"}
    casus: dict[str, Any] = {
        "plaats_gevraagd": False,
        "geopend_op": None,
        "wachtplek": None,
        "incidenten": [],
        "regie": [],
        "afschaalantwoorden": [],
        "pilotjaar": 2025,
    }
    stands = dict(zip(URN, ENDS["open-vraag"], strict=True))
    made: dict[str, dict[str, Any]] = {
        "intake": intake | {"melder_oin": PARTNER, "teruggekoppeld": 2},
        "triage": {"oordelen": [{}], "vragen": [{}], "besluiten": [], "casus": None},
        "meetings": {"overleggen": [], "aanwijzingen": [], "plannen": []},
        "regie": casus,
    }
    return {service: state | {"stand": stands[service]} for service, state in made.items()}


class World:
    """Evidence and journal that agree; each test spoils something."""

    def __init__(self) -> None:
        state, heard = states(), {URN["intake"]: 1}
        documents = {
            "intake": document(ZAAK, state["intake"], {URN["triage"]: 1}, sent=1),
            "triage": document(ZAAK, state["triage"], dict(heard), sent=1),
            "meetings": document(ZAAK, state["meetings"], {URN["triage"]: 1, **heard}),
            "regie": document(ZAAK, state["regie"], dict(heard)),
        }
        meldingen = [event("zvhh.meldingen.v1", "intake", ZAAK, 1, INGEDIEND)]
        triages = [event("zvhh.triages.v1", "triage", ZAAK, 1, VRAAG)]
        self.meldingen, self.triages = meldingen, triages
        self.feedback = [step(1, "ontvangen"), step(2, "aanvulling-gevraagd")]
        self.evidence = Evidence(
            {service: {ZAAK: one} for service, one in documents.items()},
            {"zvhh.meldingen.v1": meldingen, "zvhh.triages.v1": triages},
            {service: [] for service in URN},
            {PARTNER: self.feedback},
            logs={"triage": [log(1, ""), log(2, "h1")]},
        )
        self.journal = Journal()
        self.zaak: Zaak = self.journal.zaak("kafka", PARTNER, "open-vraag", "REF")
        self.zaak.id, self.zaak.end = ZAAK, "open-vraag"
        self.zaak.steps = ["ontvangen", "aanvulling-gevraagd"]
        self.given = {
            operation: self.journal.given(self.zaak, service, operation, operation)
            for service, operation in (("intake", "meld"), ("triage", "beoordeel"), ("triage", "vraag_aanvulling"))
        }
        for one in self.given.values():
            one.acknowledged = True

    def state(self, service: str) -> Any:
        """The state of the zaak in a service."""
        return self.evidence.documents[service][ZAAK]["state"]

    def document(self, service: str) -> Any:
        """The whole document."""
        return self.evidence.documents[service][ZAAK]

    def refuse(self) -> None:
        """What stands there as done was refused."""
        self.given["beoordeel"].acknowledged, self.given["beoordeel"].refused = False, True

    def disagree(self) -> None:
        """Nothing is called for, and regie says something else than the others."""
        self.zaak.end = None
        self.state("regie").update(stand="loopt")

    def judged(self, **how: Any) -> Findings:
        """What the audit says."""
        return judge(self.evidence, self.journal, now=NOW, **how)


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


def _jaar(world: World, places: list[int], line: list[int], maximum: int = 2) -> None:
    names = iter(f"{n:08d}-1111-8111-8111-111111111111" for n in range(9))
    jaar = {
        "jaar": 2025,
        "maximum": maximum,
        "plaatsen": [{"zaak_id": next(names), "nummer": n} for n in places],
        "wachtlijst": [
            {"zaak_id": next(names), "vastgelegd_op": NOW + timedelta(n), "ontvangen_op": NOW} for n in line
        ],
    }
    world.evidence.documents["regie"]["pilot-2025"] = document("pilot-2025", jaar, {})


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
    "above the cap": ("doubled", lambda w: _jaar(w, [1, 2, 3], [])),
    "places numbered wrongly": ("doubled", lambda w: _jaar(w, [1, 3], [])),
    "the line not in order": ("inconsistent", lambda w: _jaar(w, [1, 2], [2, 1])),
    "a line while there are places": ("inconsistent", lambda w: _jaar(w, [1], [1])),
    "claims without an answer": ("missing", lambda w: _jaar(w, [1], [])),
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
    _jaar(world, [1, 2], [], maximum=2)
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
