# SPDX-License-Identifier: EUPL-1.2
"""What people type can't fill a zaak: refused with words, in time, and by organisation; events always go on."""

from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from zvhh_contracts.event import Event, Reader
from zvhh_kit.core.document import MAX_DOCUMENT_BYTES, Document
from zvhh_kit.core.fold import MAX_EVENT_BYTES, Folded, Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.core.space import FOR_AN_ORGANISATION, FOR_PEOPLE, FOR_WHO_LEADS
from zvhh_kit.domain.decision import NOBODY, Actor, Command, Context, Decision

NOW = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
FOLDING = Folding(NOW, NOW)
KB = 1024
VT, PO, RN, ZVHH = "00000099000000001000", "00000099000000002000", "00000099000000006000", "00000099000000000100"
NOOR = Actor("noor", ZVHH, frozenset({"procesregisseur"}))


class Feit(Reader):
    """An event that says as much as it is told to."""

    type: ClassVar[str] = "nl.proef.feiten.feit.v1"
    n: int


class Gevolg(Event):
    """What is told of it."""

    type: ClassVar[str] = "nl.proef.gevolgen.gevolg.v1"
    wat: str


class Zeg(Command):
    """Say `n` bytes more, or with `over` instead of all that was said; `hoe` is told to everybody."""

    n: int
    over: bool = False
    hoe: int = 0


class Staat(BaseModel):
    """What was said."""

    model_config = ConfigDict(frozen=True, extra="allow")
    gezegd: tuple[str, ...] = ()


def _feit(staat: Staat | None, feit: Feit, _: Context) -> Decision[Staat]:
    return Decision(Staat(gezegd=(*(staat or Staat()).gezegd, "x" * feit.n)))


def _zeg(staat: Staat | None, zeg: Zeg, _: Context) -> Decision[Staat]:
    eerder = () if zeg.over or staat is None else staat.gezegd
    events = (Gevolg(wat="x" * zeg.hoe),) if zeg.hoe else ()
    return Decision(Staat(gezegd=(*eerder, "x" * zeg.n)), events, result="gezegd")


def _table() -> Handlers:
    handlers = Handlers()
    staten = handlers.document("staat", Staat, subjects=lambda _: True)
    staten.command(Zeg, _zeg)
    staten.event(Feit, _feit)
    return handlers


(KIND,) = _table()


class Zaak:
    """One document, message after message."""

    def __init__(self) -> None:
        self.document = Document("a", "staat")
        self.keys = self.events = 0

    def _fold(self, message: Message) -> str:
        folded: Folded = fold(self.document, [message], KIND, FOLDING)
        (outcome,) = folded.outcomes
        if folded.changed:
            assert len(folded.raw.raw) <= MAX_DOCUMENT_BYTES
            self.document = Document.decode(dict(folded.document.encode().items()), KIND)
        return outcome.reason or outcome.status

    def zeg(self, n: int, by: Actor | str = VT, *, record: Any = None, **meer: Any) -> str:
        self.keys += 1
        who = by if isinstance(by, Actor) else Actor("iemand", by, frozenset({"deelnemer"}))
        body = Zeg(n=n, **meer)
        return self._fold(Message("a", "command", NOW, body=body, actor=who, key=f"k{self.keys}", record=record))

    def feit(self, n: int) -> str:
        self.events += 1
        data = b'{"n": %d}' % n
        return self._fold(
            Message("a", "event", NOW, name=Feit.type, source="s", sequence=self.events, data=data, actor=NOBODY)
        )

    def vol(self, tot: int) -> None:
        """Filled by events."""
        while self.document.size < tot:
            self.feit(min(60 * KB, tot - self.document.size))


def test_one_organisation_can_not_fill_a_zaak_for_the_others() -> None:
    """D2: its own budget ends; the others, the procesregisseur and every event go on."""
    zaak = Zaak()
    while (said := zaak.zeg(100 * KB)) == "handled":
        pass
    assert said == "organisatie-vol"
    assert FOR_AN_ORGANISATION - 101 * KB < zaak.document.size < FOR_AN_ORGANISATION
    assert zaak.zeg(1, PO) == zaak.zeg(1, NOOR) == zaak.feit(1) == "handled"
    assert zaak.zeg(100 * KB) == "organisatie-vol"
    assert zaak.document.given.keys() == {VT, PO, ZVHH}


def test_what_replaces_is_counted_once() -> None:
    """D1: a draft that is saved a thousand times is as large as it is."""
    zaak = Zaak()
    for _ in range(40):
        assert zaak.zeg(100 * KB, over=True) == "handled"
    assert zaak.document.given[VT] < 101 * KB
    assert zaak.zeg(1, over=True) == "handled"
    assert zaak.document.given[VT] < KB


def test_room_is_kept_for_procesregisseurs_and_events() -> None:
    """D2: in this order nobody may add any more: organisations, procesregisseurs, and events last."""
    zaak = Zaak()
    zaak.vol(FOR_PEOPLE)
    assert [zaak.zeg(1, oin) for oin in (VT, PO, RN)] == ["zaak-vol"] * 3
    assert zaak.zeg(1, NOOR) == "handled"
    zaak.vol(FOR_WHO_LEADS)
    assert (zaak.zeg(1, NOOR), zaak.feit(1)) == ("zaak-vol", "handled")
    zaak.vol(MAX_DOCUMENT_BYTES - 4 * KB)
    assert (zaak.feit(1), zaak.feit(8 * KB)) == ("handled", "unstorable: document-too-large")


@pytest.mark.parametrize("by", [VT, NOOR], ids=["deelnemer", "procesregisseur"])
def test_a_person_is_told_and_never_a_fault_of_ours(by: Actor | str) -> None:
    """D2: beyond what can be stored at all it was an error 500."""
    zaak = Zaak()
    said = zaak.zeg(MAX_DOCUMENT_BYTES, by)
    assert said in {"zaak-vol", "organisatie-vol"}
    assert zaak.document.version == 0


def test_an_event_that_would_be_too_large_is_told_to_who_asked() -> None:
    """D2: it can't be sent, so nothing of it is saved; a partner's record is put aside as any other."""
    zaak = Zaak()
    assert zaak.zeg(1, hoe=MAX_EVENT_BYTES) == "te-veel-ineens"
    assert zaak.zeg(1, hoe=MAX_EVENT_BYTES, record=object()) == "event-too-large"
    assert zaak.zeg(1, hoe=MAX_EVENT_BYTES - KB) == "handled"


def test_what_makes_it_smaller_is_never_refused() -> None:
    """L10: a datum that is destroyed makes room; so it must be possible in a zaak that is full."""
    zaak = Zaak()
    zaak.vol(FOR_WHO_LEADS)
    assert zaak.zeg(FOR_PEOPLE + KB, over=True) == "handled"
    assert zaak.zeg(FOR_PEOPLE + KB, over=True) == "handled"
    assert zaak.zeg(FOR_PEOPLE + 2 * KB, over=True) == "zaak-vol"


def test_a_procesregisseur_has_no_budget() -> None:
    """D3: they write the minutes of everybody."""
    zaak = Zaak()
    while zaak.document.size < FOR_AN_ORGANISATION + 200 * KB:
        assert zaak.zeg(100 * KB, NOOR) == "handled"


def test_a_partner_system_is_not_refused_here() -> None:
    """D1: nobody waits for its answer; its record is decided, and answered, whatever its size was found to be."""
    zaak = Zaak()
    zaak.vol(FOR_PEOPLE)
    assert zaak.zeg(10, record=object()) == "handled"


def test_what_a_document_of_before_says_is_read() -> None:
    """Nothing was counted then; it begins at nothing."""
    zaak = Zaak()
    zaak.feit(10)
    raw = dict(zaak.document.encode().items())
    assert "given" not in raw
    assert Document.decode(raw, KIND).given == {}


_WHO = st.sampled_from([VT, PO, RN, NOOR])


@settings(max_examples=30)
@examples(st.lists(st.tuples(_WHO, st.sampled_from([1, 300 * KB, 900 * KB]), st.booleans()), max_size=25))
def test_in_whatever_order_an_event_still_fits(said: list[tuple[Any, int, bool]]) -> None:
    """D2: whatever people type, by whom and over what: what follows in the process has its room."""
    zaak = Zaak()
    for by, n, over in said:
        before = zaak.document.version
        assert (zaak.zeg(n, by, over=over) == "handled") is (zaak.document.version > before)
        assert all(zaak.document.given.get(oin, 0) <= FOR_AN_ORGANISATION for oin in (VT, PO, RN))
    assert zaak.feit(60 * KB) == "handled"
