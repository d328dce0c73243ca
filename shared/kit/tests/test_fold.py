# SPDX-License-Identifier: EUPL-1.2
"""The fold: nothing twice, nothing skipped, nothing half. Pure, so every order and every crash can be tried."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from zvhh_contracts.event import Event, Reader
from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import DESTROY_KEY, KEEP_KEYS, Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Actor, Command, Context, Decision, Effect, Refused, Sealed, to

NOW = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
FOLDING = Folding(NOW, NOW)


class Feit(Reader):
    """An event of another service."""

    type: ClassVar[str] = "nl.proef.feiten.feit.v1"
    n: int = 0


class Gevolg(Event):
    """What the service tells."""

    type: ClassVar[str] = "nl.proef.gevolgen.gevolg.v1"
    n: int


class Doe(Command):
    """A command; `wat` chooses what happens."""

    wat: str = ""
    geheim: Sealed[str] | None = None


class Staat(BaseModel):
    """What was done."""

    model_config = ConfigDict(frozen=True, extra="allow")
    gedaan: tuple[Any, ...] = ()
    geheim: Sealed[str] | None = None

    def data_subjects(self) -> tuple[str, ...]:
        """One person."""
        return ("p-1",)


def _met(staat: Staat | None, wat: Any) -> Staat:
    return Staat(gedaan=(*(staat.gedaan if staat else ()), wat))


def _feit(staat: Staat | None, feit: Feit, ctx: Context) -> Decision[Staat]:
    return Decision(_met(staat, (ctx.source[-1:], feit.n)), (Gevolg(n=feit.n),))


def _doe(staat: Staat | None, doe: Doe, ctx: Context) -> Decision[Staat]:  # noqa: PLR0911 - one line a case
    match doe.wat:
        case "weiger":
            raise Refused("nee", "Dat kan niet.")
        case "weg":
            return Decision(gone=True, events=(Gevolg(n=0),))
        case "wijk":
            return Decision(_met(staat, "wijk"), result="geweigerd", gives_way=True)
        case "wek":
            return Decision(_met(staat, "wek"), reminders={"wek": NOW + timedelta(hours=1), "stuk": NOW})
        case "klaar":
            return Decision(_met(staat, "klaar"), reminders={"wek": None})
        case "ander":
            return Decision(_met(staat, "ander"), (to("b", Gevolg(n=1)), Gevolg(n=2), to("b", Gevolg(n=3))))
        case "buiten":
            return Decision(_met(staat, "buiten"), effects=(Effect("bericht", {"a": 1}),))
        case "open":
            return Decision(Staat(geheim=Sealed("Anna Fictief")))
        case _:
            return Decision(_met(staat, doe.wat), (Gevolg(n=9),), result="goed")


def _stuk(staat: Staat, ctx: Context) -> Decision[Staat]:
    raise KeyError("Anna Fictief")


def table() -> Handlers:
    """The table of this test."""
    handlers = Handlers()
    staten = handlers.document("staat", Staat, subjects=lambda id_: True)
    staten.event(Feit, _feit)
    staten.command(Doe, _doe)
    staten.reminder("wek", lambda staat, ctx: Decision(_met(staat, "gewekt"), (Gevolg(n=7),)))
    staten.reminder("stuk", _stuk)
    return handlers


(KIND,) = table()


def feit(sequence: int, source: str = "s:a", name: str = Feit.type) -> Message:
    """An event of a channel."""
    return Message("a", "event", NOW, name=name, source=source, sequence=sequence, data=b'{"n": %d}' % sequence)


def doe(wat: str, key: str = "k", digest: str = "", **more: Any) -> Message:
    """A command."""
    return Message("a", "command", NOW, body=Doe(wat=wat, **more), key=key, digest=digest or wat)


def after(
    *messages: Message, document: Document | None = None, folding: Folding = FOLDING
) -> tuple[Document, list[Any]]:
    """Document and outcomes after one fold."""
    folded = fold(document or Document("a", "staat"), messages, KIND, folding)
    return folded.document, folded.outcomes


def test_exactly_the_next_of_a_channel_is_handled() -> None:
    """At or below the mark is dropped, beyond mark + 1 is dead, and the dead one moves no mark."""
    document, outcomes = after(feit(1), feit(1), feit(3), feit(2))
    assert [outcome.status for outcome in outcomes] == ["handled", "repeated", "dead", "handled"]
    assert document.marks == {"s:a": 2}
    assert [entry["seq"] for entry in document.outbox] == [1, 2]


def test_channels_are_numbered_each_on_their_own() -> None:
    """Another source document starts at 1 again; an event to another document has a numbering of its own."""
    document, _ = after(feit(1), feit(1, "s:b"), doe("ander"))
    assert document.marks == {"s:a": 1, "s:b": 1}
    assert [(e["to"], e["seq"]) for e in document.outbox] == [("a", 1), ("a", 2), ("b", 1), ("a", 3), ("b", 2)]
    assert document.n == 5


def test_a_type_without_handler_moves_the_mark_and_makes_no_state() -> None:
    """The next of the channel is then no gap."""
    document, outcomes = after(feit(1, name="nl.proef.feiten.onbekend.v1"))
    assert (outcomes[0].status, document.marks, document.state) == ("skipped", {"s:a": 1}, None)


def test_a_refused_command_changes_nothing() -> None:
    """Not even its key is kept: the same request may be right a moment later."""
    document, outcomes = after(doe("weiger"))
    assert outcomes[0].refused is not None
    assert (document.state, document.keys, document.n) == (None, {}, 0)


def test_a_repeated_command_gets_the_first_answer() -> None:
    """D1: same key and content, same result, no second event; other content is refused."""
    document, outcomes = after(doe("x"), doe("x"), doe("y"))
    assert [outcome.status for outcome in outcomes] == ["handled", "repeated", "refused"]
    assert (outcomes[1].result, document.n) == ("goed", 1)


def test_a_refused_record_gives_way_to_the_next_with_its_key() -> None:
    """D1: a partner's refused record is answered once; the same again is a repeat, another is decided anew."""
    document, outcomes = after(doe("wijk"), doe("wijk"), doe("beter"))
    assert [outcome.status for outcome in outcomes] == ["handled", "repeated", "handled"]
    assert document.state.gedaan == ("wijk", "beter")


def test_what_was_refused_and_is_sent_again_after_the_answer_is_decided_anew() -> None:
    """D1: it may be allowed by now. A record that is only read again came before the answer, and is a repeat."""
    document, _ = after(doe("wijk"))
    later = Folding(NOW + timedelta(days=1), NOW)
    document, [outcome] = after(doe("wijk"), document=document, folding=later)
    assert outcome.status == "repeated"
    anew = doe("wijk")._replace(received=NOW + timedelta(hours=1))
    document, [outcome] = after(anew, document=document, folding=later)
    assert (outcome.status, document.state.gedaan) == ("handled", ("wijk", "wijk"))
    [outcome] = after(anew, document=document, folding=later)[1]
    assert outcome.status == "repeated"


def test_the_key_that_made_a_document_stays_for_life_also_when_it_gave_way() -> None:
    """D1: the first answer was a refusal, the second made the melding: it is the same key, and the id."""
    document, _ = after(doe("wijk", "eerste"), doe("beter", "eerste"))
    later = Folding(NOW + KEEP_KEYS + timedelta(days=1), NOW)
    document, _ = after(doe("y", "tweede"), document=document, folding=later)
    assert set(document.keys) == {"eerste", "tweede"}


def test_a_key_is_of_the_person_who_used_it_first() -> None:
    """D1: another person with the same key and content is refused, and hears nothing of the answer; the first is answered
    again, also where an earlier release kept it, which does not say whose it was."""
    mila, rami = (Actor(name, "o") for name in ("mila", "rami"))
    document, _ = after(doe("maak")._replace(actor=mila))
    same, (other, again) = after(doe("maak")._replace(actor=rami), doe("maak")._replace(actor=mila), document=document)
    assert other.refused is not None
    assert (other.refused.code, other.refused.status, other.result) == ("sleutel-hergebruikt", 409, None)
    assert (again.status, again.result, same.state) == ("repeated", "goed", document.state)
    for kept in document.keys.values():
        del kept["by"]
    assert after(doe("maak")._replace(actor=mila), document=document)[1][0].result == "goed"


def test_keys_are_kept_thirty_days_and_the_creating_one_for_life() -> None:
    """D1: the key that made the document is its id; it is never pruned."""
    document, _ = after(doe("maak", "eerste"), doe("x", "tweede"))
    later = Folding(NOW + KEEP_KEYS + timedelta(days=1), NOW)
    document, _ = after(doe("y", "derde"), document=document, folding=later)
    assert set(document.keys) == {"eerste", "derde"}


def test_a_gone_document_moves_marks_and_decides_nothing() -> None:
    """L8: late or replayed events can't bring back what was destroyed."""
    document, outcomes = after(doe("maak"), doe("weg", "k2"), feit(1), doe("x", "k3"))
    assert [outcome.status for outcome in outcomes] == ["handled", "handled", "skipped", "refused"]
    assert (document.state, document.keys, document.reminders) == (None, {}, {})
    assert document.marks == {"s:a": 1}
    assert document.gone == NOW
    assert len(document.outbox) == 2


def test_a_late_event_does_not_take_the_tombstone_away() -> None:
    """L8: it moves the mark of its channel and nothing else; the tombstone is saved again, not removed."""
    document, _ = after(doe("maak"), doe("weg", "k2"))
    folded = fold(document, [feit(1)], KIND, FOLDING)
    assert (folded.outcomes[0].status, folded.changed, folded.removed) == ("skipped", True, False)
    assert (folded.document.gone, folded.document.marks) == (NOW, {"s:a": 1})


def test_a_tombstone_goes_after_the_retention_of_the_topics() -> None:
    """L8: not before the last record that could recreate it is gone."""
    keep = Folding(NOW, NOW, tombstone_after=timedelta(days=10))
    document, _ = after(doe("maak"), doe("weg", "k2"), folding=keep)
    due = document.reminders["tombstone"]
    assert due == NOW + timedelta(days=10)
    document.outbox, document.effects = [], []
    folded = fold(document, [Message("a", "reminder", due, name="tombstone", due=due)], KIND, replace(keep, now=due))
    assert folded.removed


def test_a_tombstone_waits_for_what_is_still_to_be_sent_and_done() -> None:
    """L8: with an event or an effect left it stays another day, and another."""
    keep = Folding(NOW, NOW, tombstone_after=timedelta(days=10))
    document, _ = after(doe("weg"), folding=keep)
    document.effects = []
    for day in (10, 11):
        due = document.reminders["tombstone"]
        assert due == NOW + timedelta(days=day)
        message = Message("a", "reminder", due, name="tombstone", due=due)
        document, outcomes = after(message, document=document, folding=replace(keep, now=due))
        assert (outcomes[0].status, outcomes[0].unexpected) == ("postponed", False)


def test_a_tombstone_has_its_keys_destruction_before_all_else_that_waits() -> None:
    """L8: in the same write, with the persons whom the log will name; what a partner is still to be told comes after."""
    document, _ = after(doe("buiten"), doe("weg", "k2"))
    first, second = document.effects
    assert (first["kind"], first["data"]) == (DESTROY_KEY, {"personen": ["p-1"]})
    assert (second["kind"], first["n"] > second["n"]) == ("bericht", True)


def test_what_was_never_there_leaves_a_tombstone_too() -> None:
    """L8: the end of a zaak may be heard before anything else of it, and nothing late makes it then."""
    document, outcomes = after(doe("weg"), feit(1))
    assert [outcome.status for outcome in outcomes] == ["handled", "skipped"]
    assert [(one["kind"], one["data"]) for one in document.effects] == [(DESTROY_KEY, {"personen": []})]


def test_a_command_is_decided_on_the_version_that_it_expects_or_not_at_all() -> None:
    """D2: and a repeat of one that was accepted gets its answer, whatever the version is now."""
    document, outcomes = after(doe("maak")._replace(expects=0))
    assert outcomes[0].status == "handled"
    document.version = 1
    for expects in (0, 2, -1):
        same, outcomes = after(doe("x", "k2")._replace(expects=expects), document=document)
        assert (outcomes[0].status, same.state) == ("moved", document.state)
    _, outcomes = after(doe("maak")._replace(expects=7), document=document)
    assert (outcomes[0].status, outcomes[0].result) == ("repeated", "goed")
    _, outcomes = after(doe("x", "k2")._replace(expects=1), document=document)
    assert outcomes[0].status == "handled"


def test_a_reminder_fires_for_its_own_moment_only() -> None:
    """A reminder that was moved or fired meanwhile is a repeat."""
    document, _ = after(doe("wek"))
    due = document.reminders["wek"]
    message = Message("a", "reminder", due, name="wek", due=due)
    document, outcomes = after(message, message, document=document)
    assert [outcome.status for outcome in outcomes] == ["handled", "repeated"]
    assert document.state.gedaan == ("wek", "gewekt")


def test_a_failing_reminder_comes_again_later_each_time_and_is_never_dropped() -> None:
    """At most an hour later; what it half did is undone; its text is nowhere."""
    document, _ = after(doe("wek"))
    waits = []
    for _ in range(14):
        due = document.reminders["stuk"]
        message = Message("a", "reminder", due, name="stuk", due=due)
        document, outcomes = after(message, document=document, folding=Folding(due, due))
        assert outcomes[0].status == "postponed"
        assert "Anna" not in outcomes[0].reason
        waits.append(document.reminders["stuk"] - due)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)
    assert document.state.gedaan == ("wek",)


def test_a_cancelled_reminder_is_gone() -> None:
    """None cancels."""
    document, _ = after(doe("wek"), doe("klaar", "k2"))
    assert set(document.reminders) == {"stuk"}
    assert document.due == NOW


def test_a_clear_sealed_value_can_not_be_saved() -> None:
    """What the API forgot to seal is a dead message, never clear text in the database."""
    document, outcomes = after(doe("open"))
    assert outcomes[0].status == "dead"
    assert "Anna" not in outcomes[0].reason
    assert document.state is None


def test_an_effect_stands_in_the_document() -> None:
    """What happens outside is saved with the state, and done after."""
    document, _ = after(doe("buiten"))
    assert [(e["n"], e["kind"], e["data"], e["tries"]) for e in document.effects] == [(1, "bericht", {"a": 1}, 0)]


def test_an_event_without_a_topic_is_never_saved() -> None:
    """It could never be sent and would hold up its document for ever."""
    document, outcomes = after(feit(1), folding=replace(FOLDING, sendable=frozenset({"nl.iets.anders.v1"})))
    assert outcomes[0].status == "dead"
    assert (document.marks, document.outbox) == ({}, [])


def test_a_type_in_no_contract_waits_and_one_without_a_handler_does_not() -> None:
    """A newer release wrote it: passed over, it would never be heard. After the upgrade it is next, in its order."""
    known = replace(FOLDING, sendable=frozenset({Feit.type, Gevolg.type}))
    newer = feit(2)._replace(name="nl.proef.feiten.nieuw.v1")
    document, outcomes = after(feit(1), newer, feit(3), folding=known)
    assert [(one.status, one.reason) for one in outcomes[1:]] == [("dead", "unknown-type"), ("dead", "gap")]
    assert not outcomes[1].unexpected
    assert document.marks == {"s:a": 1}
    upgraded = replace(known, sendable=frozenset({Feit.type, Gevolg.type, newer.name}))
    document, outcomes = after(newer, feit(3), document=document, folding=upgraded)
    assert [one.status for one in outcomes] == ["skipped", "handled"]
    document, outcomes = after(newer, document=document, folding=known)
    assert outcomes[0].status == "repeated"  # read again by who doesn't know it, after it was handled


@pytest.mark.parametrize("spoils", [RecursionError(), AttributeError("Anna"), MemoryError(), IndexError("Anna")])
@pytest.mark.parametrize("where", ["validation", "encoding"])
def test_whatever_a_message_raises_is_its_own_fault(
    spoils: Exception, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three messages of a document the second fails somewhere in the fold: it alone is dead, by type only."""

    def fails(*_: object, **__: object) -> object:
        raise spoils

    if where == "validation":
        read = Feit.model_validate_json
        monkeypatch.setattr(
            Feit, "model_validate_json", lambda data, **how: fails() if data == b"{}" else read(data, **how)
        )
    else:
        encode = Document._fields
        monkeypatch.setattr(Document, "_fields", lambda self: fails() if self.marks.get("s:b") else encode(self))
    second = feit(1, "s:b")._replace(data=b"{}")
    document, outcomes = after(feit(1), second, feit(2))
    assert [one.status for one in outcomes] == ["handled", "dead", "handled"]
    assert (outcomes[1].reason, outcomes[1].unexpected) == (f"unexpected: {type(spoils).__name__}", True)
    assert document.marks == {"s:a": 2}


@pytest.mark.parametrize("spoiled", [b"", b"{", b"[]", b'{"n": "Anna"}', b"\xff"])
def test_data_that_can_not_be_read_is_dead_without_a_word_of_it(spoiled: bytes) -> None:
    """The reason names the place, not the content."""
    document, outcomes = after(feit(1)._replace(data=spoiled))
    assert outcomes[0].status == "dead"
    assert "Anna" not in outcomes[0].reason
    assert document.marks == {}


@settings(max_examples=300)
@examples(st.data())
def test_whatever_is_repeated_cut_and_crashes_the_end_is_the_same(data: st.DataObject) -> None:
    """Deliver in order per channel, with repeats, in batches of any size, some of which are lost after the fold
    (a crash before the save) and come again: state, marks and the events sent are those of the plain run per order."""
    a, b = 0, 0
    order: list[Message] = []
    for channel in data.draw(st.permutations(["a"] * 4 + ["b"] * 3)):
        if channel == "a":
            a += 1
            order.append(feit(a, "s:a"))
        else:
            b += 1
            order.append(feit(b, "s:b"))
    plain, _ = after(*order)
    document = Document("a", "staat")
    at = 0
    while at < len(order):
        size = data.draw(st.integers(1, 4))
        back = data.draw(st.integers(0, at))
        folded, _ = after(*order[back : at + size], document=document)
        if not data.draw(st.booleans(), label="crash before the save"):
            document, at = folded, at + size
    assert (document.state, document.marks, document.sent) == (plain.state, plain.marks, plain.sent)
    assert [e["data"] for e in document.outbox] == [e["data"] for e in plain.outbox]
