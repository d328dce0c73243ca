# SPDX-License-Identifier: EUPL-1.2
"""The fuzz without parts: the real reader, door and fold of each service, on records spoiled in every way.

Each record is a message or dead by a reason that repeats nothing of it; nothing else is ever raised; and it is our own
error only where a handler fails. Many examples; on a real broker: `test_topics`.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey, KeySet
from tests.fuzz.good import EXAMPLES, PARTNER, encrypted, event, new_zaak, offer
from tests.fuzz.odd import SECRET, TIMES, Put, spoiled, token_spoiled, value_spoiled

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.partner import MeldingAangeboden
from zvhh_contracts.topics import PARTNER_MELDINGEN, TOPIC_OF
from zvhh_intake.partner import Deur
from zvhh_kit.bus.dead_letters import RecordCopy
from zvhh_kit.bus.records import DeadRecord, Reading
from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.privacy import KeyStore, Sealing, StaticIds, ZaakKey
from zvhh_kit.process.clock import SystemClock
from zvhh_local.examples import melding

OIN = "00000099000000000100"
NOW = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
KEY = ECKey.generate_key("P-256", {"kid": "intake-1"}, private=True)
IDS = StaticIds(b"0" * 32)
OFFERS = PARTNER_MELDINGEN.format(oin=PARTNER)
AT_THE_EDGE = ("unexpected: OverflowError",)
"""A handler that counts on from a day at the end of the calendar: dead, and nobody else's fault."""

EXAMPLE = st.sampled_from(EXAMPLES)


class _Keys(KeyStore):
    """A key for each zaak, kept nowhere."""

    def __init__(self) -> None: ...

    async def key_for(self, zaak_id: str, *, create: bool = False) -> ZaakKey:
        return ZaakKey(zaak_id, bytes(32))


READING = Reading(
    oin=OIN,
    prefix="",
    topic_of=TOPIC_OF,
    clock=SystemClock(),
    partners={OFFERS: PARTNER},
    partner_type=MeldingAangeboden.type,
    door=Deur(Configuratie(), KeySet([KEY]), 1_000_000, IDS),
    ids=IDS,
    sealing=Sealing(_Keys()),
)


def _record(topic: str, put: Put) -> RecordCopy:
    """As a client gives it, a name that is no UTF-8 as `wire` reads it."""
    headers: Any = [(name.replace("ÿ", "\ufffd\ufffd"), value) for name, value in put.headers]
    return RecordCopy(topic, 0, 7, put.key, put.value, headers, int(NOW.timestamp() * 1000), 1)


def _read(topic: str, put: Put) -> Message | None:
    try:
        return asyncio.run(READING.message(_record(topic, put)))
    except DeadRecord as dead:
        assert not dead.unexpected, dead
        assert str(dead)
        assert SECRET not in str(dead)
        return None


@settings(max_examples=1500 * TIMES)
@given(EXAMPLE.flatmap(lambda one: st.tuples(st.just(one), spoiled(event(one, new_zaak(), 1)))))
def test_an_odd_event_is_read_or_dead(tables: Mapping[str, Handlers], drawn: Any) -> None:
    """And whatever was read is folded by each service to an outcome, with a document that can be stored."""
    example, put = drawn
    message = _read(TOPIC_OF[example.type], put)
    for table in tables.values():
        kind = table.kind_of(message.subject) if message is not None else None
        if message is None or kind is None:
            continue
        folding = Folding(NOW, NOW, sendable=frozenset(TOPIC_OF))
        good = _read(TOPIC_OF[example.type], event(example, message.subject, 1))
        folded = fold(Document(message.subject, kind.name), [message, good], kind, folding)  # type: ignore[list-item]
        assert all(outcome.status in ("handled", "skipped", "repeated", "dead") for outcome in folded.outcomes)
        assert SECRET not in folded.outcomes[0].reason
        assert not folded.outcomes[0].unexpected or folded.outcomes[0].reason in AT_THE_EDGE, (put, folded.outcomes[0])
        if folded.outcomes[0].status == "dead":  # what comes in its place is handled
            assert folded.outcomes[1].status in ("handled", "skipped")


@settings(max_examples=600 * TIMES)
@given(spoiled(offer("ref-1", encrypted(json.dumps(melding()).encode(), KEY))))
def test_an_odd_offer_is_read_or_dead(put: Put) -> None:
    """What a partner's system does wrong outside the encryption."""
    _read(OFFERS, put)


@settings(max_examples=600 * TIMES)
@given(token_spoiled(encrypted(json.dumps(melding()).encode(), KEY)))
def test_an_odd_token_is_answered(drawn: tuple[str, str]) -> None:
    """There is a reference by which the partner is told."""
    assert _read(OFFERS, offer("ref-1", drawn[0])) is not None


@settings(max_examples=600 * TIMES)
@given(value_spoiled(Put(None, json.dumps(melding()).encode(), ())))
def test_an_odd_melding_is_answered(put: Put) -> None:
    """Inside the encryption, whatever it is."""
    assert _read(OFFERS, offer("ref-1", encrypted(put.value or b"", KEY))) is not None
