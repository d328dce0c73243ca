# SPDX-License-Identifier: EUPL-1.2
"""`deploy/topics.yaml` is what the services really do: who reads and writes each topic, and what may never change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from annotated_types import Le
from joserfc import jwe
from joserfc.jwk import ECKey

from zvhh_contracts.examples import load
from zvhh_contracts.huis import BEWAARTERMIJN
from zvhh_contracts.partner import MeldingAangeboden
from zvhh_contracts.topics import EVENTS, PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN, TOPIC_OF
from zvhh_kit.bus.partner import MAX_PARTNER_BYTES
from zvhh_kit.bus.producer import MAX_REQUEST
from zvhh_kit.bus.topics import Topic, TopicTable
from zvhh_kit.core.fold import MAX_EVENT_BYTES
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.effects.anchor import TOPIC
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Service

LEGAL_TERM_DAYS = 5 * 365 + 2
"""L8: five years and the two leap days that they can hold."""


@pytest.fixture(scope="module")
def table(root: Path) -> dict[str, Topic]:
    """The file, by name of topic."""
    content = yaml.safe_load((root / "deploy/topics.yaml").read_text("utf-8"))
    topics = TopicTable.model_validate(content).topics
    assert len({topic.name for topic in topics}) == len(topics), "a topic stands there twice"
    return {topic.name: topic for topic in topics}


def _dead_letters(service: str) -> str:
    return f"zvhh.{service}.dead-letters.v1"


def _heads(service: str) -> str:
    return TOPIC.format(service=service)


def test_every_topic_is_there_and_no_other(table: Mapping[str, Topic], services: Mapping[str, Service]) -> None:
    """The topics of the contracts, and for each service one of dead letters and one of the heads of its log (L7)."""
    assert set(table) == set(EVENTS) | {one(name) for name in services for one in (_dead_letters, _heads)}
    for name in services:
        heads = table[_heads(name)]
        assert (heads.writers, heads.readers, heads.partitions) == ((name,), (name, "operator"), 1)


@pytest.mark.parametrize("topic", EVENTS)
def test_readers_are_the_services_that_read(
    topic: str, table: Mapping[str, Topic], services: Mapping[str, Service]
) -> None:
    """A right that nobody uses is a right too many; one that is missing stops a service."""
    readers = {name for name, service in services.items() if topic in service.reads}
    if topic == PARTNER_MELDINGEN:
        readers = {name for name, service in services.items() if service.partners is not None}
    if topic == PARTNER_TERUGKOPPELINGEN:
        readers = {"{oin}"}
    assert set(table[topic].readers) == readers


@pytest.mark.parametrize("topic", EVENTS)
def test_the_writer_is_the_service_that_publishes(topic: str, table: Mapping[str, Topic]) -> None:
    """One writer per topic: who may write is who owns the facts."""
    writers = {"{oin}" if one.writer == "partner" else one.writer for one in load() if TOPIC_OF[one.type] == topic}
    assert set(table[topic].writers) == writers
    assert len(writers) == 1


def test_a_service_reads_exactly_the_topics_of_its_handlers(
    services: Mapping[str, Service], tables: Mapping[str, Handlers]
) -> None:
    """A handler for a type on a topic that is not read never runs; a topic without handlers is read for nothing."""
    for name, service in services.items():
        assert set(service.reads) == {TOPIC_OF[kind] for kind in tables[name].event_types}, name


def test_every_kind_of_document_has_an_address(services: Mapping[str, Service], tables: Mapping[str, Handlers]) -> None:
    """The dataref of an event leads to the resource of its document."""
    for name, service in services.items():
        assert {kind.name for kind in tables[name]} <= set(service.resources), name


def test_partitions_are_fixed(table: Mapping[str, Topic]) -> None:
    """Another number of partitions would move a zaak to another one and lose its order."""
    for name, topic in table.items():
        alone = name.startswith("partner.") or name.endswith((".dead-letters.v1", ".log-heads.v1"))
        assert topic.partitions == (1 if alone else 12), name


def test_nothing_is_compacted_or_kept_too_long(table: Mapping[str, Topic]) -> None:
    """Compaction would keep one event of a zaak; longer than the legal term is not allowed (L8)."""
    for name, topic in table.items():
        assert topic.settings()["cleanup.policy"] == "delete"
        assert topic.settings()["message.timestamp.type"] == "LogAppendTime", f"{name}: S7 counts the append time"
        if name.startswith("zvhh.") and not name.endswith(".dead-letters.v1"):
            assert BEWAARTERMIJN.days == LEGAL_TERM_DAYS
            assert topic.retention_days == LEGAL_TERM_DAYS, name
        else:
            assert topic.retention_days <= 90


def test_the_file_has_no_word_for_compaction(root: Path) -> None:
    """A key that the kit does not know is refused, so nobody can ask for it there."""
    content: dict[str, Any] = yaml.safe_load((root / "deploy/topics.yaml").read_text("utf-8"))
    content["topics"][0]["cleanup_policy"] = "compact"
    with pytest.raises(ValueError, match="cleanup_policy"):
        TopicTable.model_validate(content)


def test_a_record_fits_where_it_must_go(table: Mapping[str, Topic], services: Mapping[str, Service]) -> None:
    """An event with its headers fits its topic; a dead letter with its reasons fits beside the largest record read."""
    room = 4 * 1024
    for name, service in services.items():
        largest = max(table[topic].max_message_bytes for topic in service.reads)
        if service.partners is not None:
            largest = max(largest, table[PARTNER_MELDINGEN].max_message_bytes)
        assert table[_dead_letters(name)].max_message_bytes >= largest + room
        assert table[_dead_letters(name)].readers == (name, "operator"), (
            "a process counts what is open, for its metrics"
        )
        assert table[_dead_letters(name)].writers == (name,)
    assert all(table[topic].max_message_bytes >= MAX_EVENT_BYTES + room for topic in EVENTS)
    assert table[PARTNER_MELDINGEN].max_message_bytes >= MAX_PARTNER_BYTES
    assert max(topic.max_message_bytes for topic in table.values()) < MAX_REQUEST


def test_the_largest_melding_fits_its_topic_once_it_is_encrypted(table: Mapping[str, Topic]) -> None:
    """One bound on the clear melding: what REST takes, a partner's topic takes, whatever is set (S7)."""
    [bound] = [one.le for one in Settings.model_fields["body_limit"].metadata if isinstance(one, Le)]
    assert isinstance(bound, int)
    key = ECKey.generate_key("P-521", {"kid": "x" * 200}, private=True)
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": "x" * 200}
    token = jwe.encrypt_compact(header, bytes(bound), key, algorithms=["ECDH-ES", "A256GCM"])
    record = MeldingAangeboden(melding_referentie="x" * 128, melding=token).model_dump_json(by_alias=True)
    assert len(record) + 64 * 1024 < min(MAX_PARTNER_BYTES, table[PARTNER_MELDINGEN].max_message_bytes)


def test_only_partners_topics_are_held_to_their_clear_size(table: Mapping[str, Topic]) -> None:
    """Who writes the others is one of us, and compresses nothing."""
    kept = {name for name, topic in table.items() if topic.settings()["compression.type"] == "uncompressed"}
    assert kept == {PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN}
