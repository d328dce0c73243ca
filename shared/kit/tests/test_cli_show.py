# SPDX-License-Identifier: EUPL-1.2
"""How commands show what they found, and what of a dead-letter topic is open; without any part."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel

from zvhh_kit.bus.dead_letters import copy_in
from zvhh_kit.bus.letters import Letters, in_order
from zvhh_kit.cli.show import as_json, lines, table
from zvhh_kit.core.handlers import Handlers

LONG = "nl.zorgenveiligheid.meldingen.ingediend.v1 " * 5


def test_nothing_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    table("Herinneringen", {"a": "A"}, [])
    assert capsys.readouterr().out == "Herinneringen: geen.\n"


def test_a_table_cuts_nothing_off(capsys: pytest.CaptureFixture[str]) -> None:
    """What is too long goes on in the next line: an id must be copied whole. Markup in it is text."""
    table("Zaken", {"zaak": "zaak", "n": "aantal"}, [{"zaak": LONG, "n": 3}, {"zaak": "[red]x", "n": None}])
    said = capsys.readouterr().out
    assert "…" not in said
    assert said.count("ingediend.v1") == 5
    assert "[red]x" in said
    assert "–" in said


def test_json_has_instants_with_their_zone(capsys: pytest.CaptureFixture[str]) -> None:
    as_json([{"at": datetime(2025, 10, 1, tzinfo=UTC), "wie": "Noor ☂"}])
    assert json.loads(capsys.readouterr().out) == [{"at": "2025-10-01T00:00:00.000+00:00", "wie": "Noor ☂"}]
    lines({"reden": "", "n": 0})
    assert capsys.readouterr().out == "reden: –\nn: 0\n"


def _letter(offset: int, subject: str, record: int, **headers: str) -> Any:
    known = {"ce_subject": subject, "dead-letter-reason": "gap", "dead-letter-topic": "in.v1"}
    known |= {"dead-letter-partition": "0", "dead-letter-offset": str(record)} | headers
    raw = [(name, value.encode()) for name, value in known.items()]
    return SimpleNamespace(
        partition=0, offset=offset, key=b"k", value=b"{}", headers=raw, timestamp=offset, timestamp_type=1
    )


def _act(offset: int, deed: str, *letters: str) -> Any:
    raw = [("operator-act", deed.encode()), ("operator-by", b"olga"), ("operator-reason", b"dubbel")]
    value = json.dumps(letters).encode()
    return SimpleNamespace(partition=0, offset=offset, key=None, value=value, headers=raw, timestamp=offset)


def test_a_letter_is_open_until_an_act_closes_it() -> None:
    """In whatever order the two are read; a try closes nothing; a later letter of the same record is open."""
    letters = Letters("d")
    for record in (_act(9, "requeued", "0:1"), _letter(1, "z", 4), _letter(2, "z", 5), _act(3, "tried", "0:2")):
        letters.take(record)
    assert [(one.id, letters.reason(one)) for one in letters.open] == [("0:2", "dubbel")]
    letters.take(_letter(10, "z", 4))
    assert [one.id for one in letters.open] == ["0:2", "0:10"]
    letters.take(SimpleNamespace(partition=0, offset=11, key=None, value=b"", headers=[("x", b"\xff")], timestamp=1))
    assert len(letters.open) == 2


def test_a_record_that_is_read_again_has_one_letter() -> None:
    """Offsets set back to the first: open it is still one, discarded it stays so; brought back and dead anew it is another.

    A topic that was made anew has other records at the same places.
    """
    stamp = {"dead-letter-timestamp": "5,0"}
    letters = Letters("d")
    for record in (_letter(1, "z", 4, **stamp), _letter(2, "z", 4, **stamp), _letter(3, "z", 5, **stamp)):
        letters.take(record)
    assert [one.id for one in letters.open] == ["0:1", "0:3"]
    assert letters.get("0:2") is letters.get("0:1") is not None
    for record in (_act(4, "discarded", "0:2"), _letter(5, "z", 4, **stamp)):
        letters.take(record)
    assert [one.id for one in letters.open] == ["0:3"]
    assert letters.discarded() == {("in.v1", 0, 4)}
    for record in (_act(6, "requeued", "0:3"), _letter(7, "z", 5, **stamp)):
        letters.take(record)
    assert [one.id for one in letters.open] == ["0:7"]
    letters.take(_letter(8, "z", 4, **{"dead-letter-timestamp": "9,0"}))
    assert [one.id for one in letters.open] == ["0:7", "0:8"]


def test_a_zaak_goes_whole_and_in_the_order_of_its_topic() -> None:
    """Whatever the order in which its letters were written."""
    letters = Letters("d")
    for record in (_letter(1, "b", 9), _letter(2, "a", 8), _letter(3, "a", 7), _letter(4, "c", 1)):
        letters.take(record)
    chosen = [one for one in letters.open if one.id in ("0:1", "0:2")]
    assert [one.id for one in in_order(letters.open, chosen)] == ["0:3", "0:2", "0:1"]


def test_a_letter_of_an_earlier_release_has_no_time_of_its_own() -> None:
    """Then the letter's is used; a null value comes back as null, our headers stay away."""
    copy = copy_in(_letter(7, "z", 4, **{"dead-letter-null-value": "true"}))
    assert copy is not None
    assert (copy.timestamp, copy.value, [name for name, _ in copy.headers]) == (7, None, ["ce_subject"])
    dated = copy_in(_letter(7, "z", 4, **{"dead-letter-timestamp": "5,0"}))
    assert dated is not None
    assert (dated.timestamp, dated.timestamp_type, dated.offset) == (5, 0, 4)
    assert copy_in(_letter(7, "z", 4, **{"dead-letter-pointer": "true"})) is None


def test_a_stage_is_a_field_of_the_state() -> None:
    """A name that the state does not have would count every zaak as nothing."""

    class Zaak(BaseModel):
        stand: str = "open"

    assert Handlers().document("zaak", Zaak, stage="stand").stage == "stand"
    with pytest.raises(ValueError, match="status"):
        Handlers().document("zaak", Zaak, stage="status")
