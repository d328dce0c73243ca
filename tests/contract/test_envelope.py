# SPDX-License-Identifier: EUPL-1.2
"""The hand-written envelope against the CloudEvents SDK as oracle, and against the NL GOV profile rule by rule.

For: `zvhh_kit.bus.envelope` and the feedback to partners, on the golden examples and on what hypothesis thinks of.
Not for: refusing bad envelopes; that is `shared/kit/tests/test_envelope.py`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from zvhh_contracts.asyncapi import headers
from zvhh_contracts.examples import Example, load
from zvhh_contracts.partner import Terugkoppeling
from zvhh_contracts.topics import PARTNER_TERUGKOPPELINGEN, TOPIC_OF
from zvhh_kit.bus.envelope import Header, headers_of, read
from zvhh_kit.bus.partner import PartnerEnvelope
from zvhh_kit.bus.producer import Producer
from zvhh_kit.core.document import Document
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.effects.performing import Outside, PartnerFeedback
from zvhh_kit.service.description import Service

EXAMPLES = load()
INTERNAL = [one for one in EXAMPLES if not TOPIC_OF[one.type].startswith("partner.")]
FEEDBACK = [one for one in EXAMPLES if one.type == Terugkoppeling.type]
OFFERED = [one for one in EXAMPLES if TOPIC_OF[one.type].startswith("partner.") and one not in FEEDBACK]
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
OIN = "00000099000000000100"
MAX_BYTES = 64 * 1024


def _id(example: Example) -> str:
    return example.name


def _entry(example: Example) -> tuple[dict[str, Any], Document]:
    """The outbox entry and document from which the example must come."""
    document, _, n = example.attributes["id"].rpartition(":")
    entry = {
        "n": int(n),
        "to": example.attributes["subject"],
        "seq": int(example.attributes["sequence"]),
        "type": example.type,
        "time": datetime.fromisoformat(example.attributes["time"]),
        "trace": "",
    }
    return entry, Document(document, "")


def _by_sdk(sent: list[Header], key: bytes, value: bytes) -> CloudEvent:
    """The event as the SDK reads it."""
    return cast(CloudEvent, from_binary(KafkaMessage(dict(sent), key, value), JSONFormat()))


@pytest.mark.parametrize("example", INTERNAL, ids=_id)
def test_the_producer_writes_the_headers_of_the_example(
    example: Example, services: Mapping[str, Service], tables: Mapping[str, Handlers]
) -> None:
    """From the outbox of its document come exactly the attributes that the example promises."""
    entry, document = _entry(example)
    kind = tables[example.writer].kind_of(document.id)
    assert kind is not None
    service = services[example.writer]
    resource = f"/api/{service.name}/v1/{service.resources[kind.name]}"
    urn = f"urn:nld:oin:{OIN}:systeem:zvhh-{service.name}"
    sent = headers_of(entry, document.id, urn, resource)
    assert {name: value.decode() for name, value in sent} == headers(example)


@pytest.mark.parametrize("example", INTERNAL, ids=_id)
def test_the_sdk_reads_what_we_write(example: Example) -> None:
    """Oracle: the SDK finds the same attributes and data, and would write the same headers."""
    entry, document = _entry(example)
    urn = example.attributes["source"].removesuffix(f":{document.id}")
    sent = headers_of(entry, document.id, urn, example.attributes["dataref"].rpartition("/")[0])
    event = _by_sdk(sent, entry["to"].encode(), example.json.encode())
    attributes = event.get_attributes()
    assert attributes.pop("partitionkey") == attributes["subject"], "the key is the subject"
    assert attributes.pop("time") == entry["time"]
    assert attributes == {name: value for name, value in example.attributes.items() if name != "time"}
    assert event.get_data() == example.data
    again = {name: value for name, value in to_binary(event, JSONFormat()).headers.items() if name != "ce_time"}
    assert again == {name: value for name, value in sent if name != "ce_time"}


@pytest.mark.parametrize("example", INTERNAL, ids=_id)
def test_the_consumer_reads_the_example(example: Example) -> None:
    """The kit's own reader finds source, type, subject and sequence."""
    sent = [(name, value.encode()) for name, value in headers(example).items()]
    envelope = read(example.attributes["subject"].encode(), example.json.encode(), sent)
    assert (envelope.type, envelope.subject) == (example.type, example.attributes["subject"])
    assert (envelope.source, envelope.sequence) == (example.attributes["source"], int(example.attributes["sequence"]))
    assert (envelope.oin, envelope.system) == (OIN, f"zvhh-{example.writer}")


@pytest.mark.parametrize("example", OFFERED, ids=_id)
def test_a_partners_record_is_read(example: Example) -> None:
    """A partner's record needs no sequence and no subject; its source names the partner."""
    sent = [(name, value.encode()) for name, value in headers(example).items()]
    oin = example.attributes["source"].split(":")[3]
    envelope = PartnerEnvelope.of(sent, oin=oin, type_=example.type)
    assert (envelope.id, envelope.faults) == (example.attributes["id"], ())


class _Sent:
    """What would go to the broker."""

    async def send(self, topic: str, key: bytes, value: bytes, headers: list[Header]) -> None:
        """Keep it."""
        self.topic, self.key, self.value, self.headers = topic, key, value, headers


@pytest.mark.parametrize("example", FEEDBACK, ids=_id)
async def test_feedback_to_a_partner_is_as_the_example_says(example: Example) -> None:
    """Subject and key are the partner's own reference; the numbering is its own (S7, D5)."""
    sent, partner = _Sent(), "00000099000000002000"
    feedback = PartnerFeedback(
        cast(Producer, sent),
        f"urn:nld:oin:{OIN}:systeem:zvhh-intake",
        Terugkoppeling.type,
        PARTNER_TERUGKOPPELINGEN,
    )
    document, _, n = example.attributes["id"].rpartition(":")
    data = {
        "oin": partner,
        "referentie": example.attributes["subject"],
        "nummer": int(example.attributes["sequence"]),
        "bericht": example.json,
    }
    moment = datetime.fromisoformat(example.attributes["time"])
    await feedback(Outside(document, int(n), PartnerFeedback.KIND, data, moment, ""))
    assert {name: value.decode() for name, value in sent.headers} == headers(example)
    assert (sent.topic, sent.key) == (f"partner.{partner}.terugkoppelingen.v1", b"PO-2025-000117")
    event = _by_sdk(sent.headers, sent.key, sent.value)
    assert event.get_data() == example.data


@given(
    n=st.integers(1, 2**31 - 1),
    sequence=st.integers(1, 2**31 - 1),
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - aware
    addressed=st.booleans(),
    trace=st.sampled_from(["", TRACE]),
)
def test_any_envelope_is_right(n: int, sequence: int, moment: datetime, addressed: bool, trace: str) -> None:
    """Whatever is in the outbox: the SDK reads it, our reader reads it, and the profile's rules hold."""
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    subject = "pilot-2025" if addressed else "3f1c9a52-7d04-8b6e-9c21-5e8f0a4d7b13"
    document = Document("3f1c9a52-7d04-8b6e-9c21-5e8f0a4d7b13", "casus")
    kind = "nl.zorgenveiligheid.plaatsen.plaats-gevraagd.v1"
    entry = {"n": n, "to": subject, "seq": sequence, "type": kind, "time": moment, "trace": trace}
    sent = headers_of(entry, document.id, f"urn:nld:oin:{OIN}:systeem:zvhh-regie", "/api/regie/v1/casussen")
    attributes = _by_sdk(sent, subject.encode(), b"{}").get_attributes()
    assert attributes["time"] == moment
    envelope = read(subject.encode(), b"{}", sent)
    assert (envelope.sequence, envelope.subject, envelope.trace) == (sequence, subject, trace)
    _check_profile({name: value.decode() for name, value in sent}, b"{}")


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_the_profile_holds_for_every_example(example: Example) -> None:
    """NL GOV profile for CloudEvents, as far as it can be tested."""
    _check_profile(headers(example), example.json.encode())


def _check_profile(sent: Mapping[str, str], value: bytes) -> None:
    attributes = {name.removeprefix("ce_"): text for name, text in sent.items() if name.startswith("ce_")}
    assert all(re.fullmatch(r"[a-z0-9]{1,20}", name) for name in attributes)
    assert attributes["specversion"] == "1.0"
    assert all(attributes[name] for name in ("id", "source", "type"))
    assert re.fullmatch(r"urn:nld:oin:\d{20}:systeem:[a-z0-9-]+(:[A-Za-z0-9._-]+)?", attributes["source"])
    assert re.fullmatch(r"nl(\.[a-z][a-z0-9-]*){3}\.v[1-9][0-9]*", attributes["type"])
    assert attributes.get("subject", "x") and attributes.get("dataref", "x")
    assert sent["content-type"] == "application/json"
    moment = datetime.fromisoformat(attributes["time"])
    assert moment.utcoffset() == timedelta(0) and attributes["time"].endswith("Z")
    assert ("sequence" in attributes) == ("sequencetype" in attributes)
    if "sequence" in attributes:
        assert attributes["sequencetype"] == "Integer"
        assert re.fullmatch(r"[1-9][0-9]*", attributes["sequence"]) and int(attributes["sequence"]) < 2**31
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f]", text) for text in sent.values())
    assert len(value) + sum(len(name) + len(text.encode()) for name, text in sent.items()) < MAX_BYTES
