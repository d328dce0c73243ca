# SPDX-License-Identifier: EUPL-1.2
"""The envelope of a partner's record: what the NL GOV profile allows is taken, every fault is named, nothing is quoted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.bus.partner import PartnerEnvelope

OIN, OTHER = "00000099000000002000", "00000099000000003000"
TYPE = "nl.zorgenveiligheid.aanmeldingen.melding-aangeboden.v1"
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
GOOD = {
    "ce_specversion": "1.0",
    "ce_id": "po-1",
    "ce_source": f"urn:nld:oin:{OIN}:systeem:po-meldt",
    "ce_type": TYPE,
    "content-type": "application/json",
    "traceparent": TRACE,
}


def _read(*more: tuple[str, bytes | None], **changes: str | None) -> PartnerEnvelope:
    named = {**GOOD, **{name.replace("content_type", "content-type"): text for name, text in changes.items()}}
    headers: list[tuple[str, bytes | None]] = [
        (name, text.encode()) for name, text in named.items() if text is not None
    ]
    return PartnerEnvelope.of([*headers, *more], oin=OIN, type_=TYPE)


def _places(envelope: PartnerEnvelope) -> list[str]:
    assert {fault.code for fault in envelope.faults} <= {"omslag-fout"}
    return [fault.place.removeprefix("header:") for fault in envelope.faults]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"ce_source": f"urn:nld:oin:{OIN}:systeem:BRP-component"},
        {"ce_source": f"urn:nld:oin:{OIN}:systeem:Mijn_Systeem.v2"},
        {"ce_source": f"urn:nld:oin:{OIN}:systeem:po-meldt:cluster:7"},
        {"ce_source": f"urn:nld:oin:{OIN}:systeem:Bergen%20%28L%29/x"},
        {"ce_source": f"urn:nld:oin:{OIN}.burgerzakensysteem"},
        {"ce_source": f"urn:nld:oin:{OIN}"},
        {"ce_source": f"URN:NLD:oin:{OIN}:systeem:x"},
        {"content_type": None},
        {"content_type": "Application/JSON"},
        {"content_type": "application/json;charset=utf-8"},
        {"content_type": 'application/json ; Charset="UTF-8"; x=y'},
        {"content_type": "application/json; profile=melding;"},
        {"ce_id": "een id met spaties"},
        {"ce_time": "gisteren"},
        {"ce_subject": "x", "ce_datacontenttype": "application/xml", "ce_geheimnummer": ""},
        {"traceparent": None},
        {"traceparent": "x"},
    ],
)
def test_what_the_profile_allows_is_taken(changes: dict[str, Any]) -> None:
    """The name of a system is the partner's own affair; what we don't need is not looked at."""
    assert _places(_read(**changes)) == []


@pytest.mark.parametrize("header", ["ce_specversion", "ce_id", "ce_source", "ce_type"])
def test_what_is_missing_is_named(header: str) -> None:
    """Left out, empty, or null: each alike."""
    assert _places(_read(**{header: None})) == [header]
    assert _places(_read(**{header: ""})) == [header]
    assert _places(_read((header, None), **{header: None})) == [header]


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("ce_specversion", "0.3"),
        ("ce_specversion", "1.00"),
        ("ce_type", "nl.zorgenveiligheid.aanmeldingen.melding-aangeboden.v2"),
        ("ce_type", TYPE.upper()),
        ("ce_source", f"urn:nld:oin:{OTHER}:systeem:po-meldt"),
        ("ce_source", f"urn:nld:oin:{OIN}0:systeem:po-meldt"),
        ("ce_source", "urn:nld:oin:" + "٠" * 20 + ":systeem:po-meldt"),
        ("ce_source", "urn:nld:kvknr:09220932.systeem"),
        ("ce_source", "mailto:geheim@partner.example"),
        ("ce_source", f"urn:nld:oin:{OIN}:systeem:een systeem"),
        ("content-type", "text/plain"),
        ("content-type", "application/xml"),
        ("content-type", "application/json; charset=latin-1"),
        ("content-type", "application/json; x=y; charset=utf-16"),
        ("content-type", "application/cloudevents+json; charset=utf-8"),
        ("content-type", "application/cloudevents-batch+json"),
    ],
)
def test_what_is_wrong_is_named_and_not_quoted(header: str, text: str) -> None:
    """One header, one fault, in words that hold nothing of what was sent."""
    envelope = _read(**{header: text})
    assert _places(envelope) == [header]
    assert text not in envelope.faults[0].text


def test_structured_mode_is_one_fault() -> None:
    """All its attributes are missing, but only because of that."""
    headers: list[tuple[str, bytes | None]] = [("content-type", b"Application/CloudEvents+JSON")]
    assert _places(PartnerEnvelope.of(headers, oin=OIN, type_=TYPE)) == ["content-type"]


def test_everything_is_named_at_once() -> None:
    """In the order of the table of the page."""
    headers: list[tuple[str, bytes | None]] = [("content-type", b"text/plain"), ("ce_type", b"x"), ("ce_source", b"y")]
    named = _places(PartnerEnvelope.of(headers, oin=OIN, type_=TYPE))
    assert named == ["content-type", "ce_specversion", "ce_id", "ce_type", "ce_source"]


def test_a_header_twice_must_say_the_same() -> None:
    """Which of two ids is meant nobody can know; and then none of them is used."""
    assert _places(_read(("ce_id", b"po-1"))) == []
    other = _read(("ce_id", b"po-2"))
    assert (_places(other), other.id) == (["ce_id"], "")
    assert _places(_read(("ce_id", b"\xff"))) == ["ce_id"]
    assert _places(_read(("ce_iets", b"\xff"), ("iets", None), ("traceparent", b"\xff"))) == []


_NAMES = st.sampled_from([*GOOD, "ce_time", "iets", ""])


@given(
    st.lists(
        st.tuples(
            _NAMES, st.one_of(st.none(), st.binary(max_size=40), st.sampled_from([*GOOD.values()]).map(str.encode))
        )
    )
)
def test_whatever_the_headers_are_it_is_told(headers: list[tuple[str, bytes | None]]) -> None:
    """Never an error, and never a good envelope without the four attributes that a partner's record needs."""
    envelope = PartnerEnvelope.of(headers, oin=OIN, type_=TYPE)
    if not envelope.faults:
        sent = [(name, raw) for name, raw in headers if raw]
        assert {("ce_specversion", b"1.0"), ("ce_type", TYPE.encode())} <= set(sent)
        assert envelope.id
        assert OIN in str(dict(sent)["ce_source"])
    assert all(fault.place.startswith("header:") for fault in envelope.faults)
