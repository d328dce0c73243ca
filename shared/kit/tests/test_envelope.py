# SPDX-License-Identifier: EUPL-1.2
"""Reading an envelope: every fault at once, nothing quoted."""

from contextlib import nullcontext

import pytest

from zvhh_kit.bus.envelope import BadEnvelope, read, source_of, texts_of

GOOD = {
    "ce_specversion": "1.0",
    "ce_id": "x:1",
    "ce_source": "urn:nld:oin:00000099000000000100:systeem:zvhh-regie:pilot-2025",
    "ce_type": "nl.zorgenveiligheid.plaatsen.plaats-toegekend.v1",
    "ce_subject": "z",
    "ce_sequence": "3",
    "ce_sequencetype": "Integer",
    "content-type": "application/json; charset=UTF-8",
}


def _headers(**changes: str) -> list[tuple[str, bytes]]:
    return [(name, value.encode()) for name, value in (GOOD | changes).items() if value]


def test_a_good_one_is_read() -> None:
    """Attributes, and the source document in the source."""
    envelope = read(b"z", b"{}", _headers())
    assert (envelope.sequence, envelope.system, envelope.subject) == (3, "zvhh-regie", "z")


def test_all_faults_are_named_at_once_and_nothing_is_quoted() -> None:
    """An operator sees everything that is wrong, and no content."""
    with pytest.raises(BadEnvelope) as raised:
        read(b"z", b"{}", _headers(ce_id="", ce_source="geheim", ce_type="GEHEIM", ce_sequence="x"))
    text = str(raised.value)
    assert all(word in text for word in ("id missing", "source is not", "type is not", "sequence"))
    assert "geheim" not in text.lower()


@pytest.mark.parametrize(
    "changes",
    [
        {"ce_sequence": "0"},
        {"ce_sequence": "-1"},
        {"ce_sequence": "²"},
        {"ce_sequencetype": ""},
        {"ce_specversion": "0.3"},
        {"content-type": "text/plain"},
    ],
)
def test_each_wrong_attribute_is_refused(changes: dict[str, str]) -> None:
    """One wrong attribute is enough."""
    with pytest.raises(BadEnvelope):
        read(b"z", b"{}", _headers(**changes))


def test_a_header_without_a_value_is_as_if_it_were_not_there() -> None:
    """Whichever it is: one that we don't know hides nothing, one that we need is missing."""
    assert read(b"z", b"{}", [*_headers(), ("x-trace", None), ("ce_more", None)]).id == "x:1"
    assert texts_of([("a", None), ("b", b"\xff")]) == {"b": "\ufffd"}
    for name in GOOD:
        with pytest.raises(BadEnvelope) if name != "content-type" else nullcontext():
            read(b"z", b"{}", [*_headers(**{name: ""}), (name, None)])


def test_a_header_that_stands_twice_may_say_one_thing_only() -> None:
    """Readers disagree on which one counts. What is not ours may stand there as often as it likes, and be anything."""
    foreign = [("x-trace", b"\xff\xfe"), ("x-trace", b"2"), ("traceparent", b"\xff"), ("traceparent", b"a")]
    assert read(b"z", b"{}", [*_headers(), *_headers(), *foreign]).sequence == 3
    for name, other in (("ce_type", b"nl.iets.anders.v1"), ("ce_sequence", b"4"), ("ce_id", b"y"), ("ce_x", b"\xff")):
        with pytest.raises(BadEnvelope):
            read(b"z", b"{}", [*_headers(), (name, other)])


def test_a_source_names_its_document_only_when_it_writes_to_another() -> None:
    """A Casus writing to a pilotjaar and one writing about itself are two channels."""
    assert source_of("urn:x", "a", "a") == "urn:x"
    assert source_of("urn:x", "a", "b") == "urn:x:a"
