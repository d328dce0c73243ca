# SPDX-License-Identifier: EUPL-1.2
"""From a Kafka record to a message, or the reason why it can never be one.

For: telling a channel's event from a partner's offer, and both from what does not belong on the topic.
Not for: handling messages, nor for what to do with a dead record.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zvhh_contracts.huis import WIE_MELDT
from zvhh_kit.bus.blame import AWAY, unexpected
from zvhh_kit.bus.envelope import BadEnvelope, Envelope, read, texts_of
from zvhh_kit.bus.partner import (
    DESTROYED,
    MAX_PARTNER_BYTES,
    TOO_LARGE,
    Offer,
    PartnerDoor,
    PartnerEnvelope,
    PartnerRecord,
)
from zvhh_kit.bus.wire import UNREADABLE
from zvhh_kit.core.depth import too_deep
from zvhh_kit.core.fold import MAX_EVENT_BYTES
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Actor
from zvhh_kit.privacy import KeyGone, Sealing, StaticIds
from zvhh_kit.process.clock import Clock
from zvhh_kit.process.telemetry import child_trace
from zvhh_kit.process.times import from_millis

__all__ = ["DeadRecord", "Reading"]

LOG_APPEND_TIME = 1


class DeadRecord(Exception):
    """This record can never be handled; the text says why and quotes nothing of it. `unexpected`: by an error of ours."""

    def __init__(self, reason: str, *, unexpected: bool = False) -> None:
        super().__init__(reason)
        self.unexpected = unexpected


class Reading:
    """How one service reads its topics.

    `topic_of`: type → topic (contracts); `partners`: topic → OIN of the partner that may write there; `door` turns a
    partner's record into a command.
    """

    def __init__(
        self,
        *,
        oin: str,
        prefix: str,
        topic_of: Mapping[str, str],
        clock: Clock,
        partners: Mapping[str, str] | None = None,
        partner_type: str = "",
        door: PartnerDoor | None = None,
        ids: StaticIds | None = None,
        sealing: Sealing | None = None,
    ) -> None:
        self._oin = oin
        self._prefix = prefix
        self._topic_of = topic_of
        self._clock = clock
        self._partners = partners or {}
        self._partner_type = partner_type
        self._door = door
        self._ids = ids
        self._sealing = sealing

    def is_partner(self, topic: str) -> bool:
        """Whether a topic is a partner's own."""
        return topic in self._partners

    def knows(self, type_: str) -> bool:
        """Whether an event type stands in the contracts of this release."""
        return type_ in self._topic_of

    async def message(self, record: Any) -> Message | None:
        """The message in a record; None: a partner's, of before the destruction of its zaak, read again (L8).

        Raises DeadRecord, whatever is wrong with it; store.Unavailable while a partner's offer can't be sealed.
        """
        try:
            return await self._message(record)
        except (DeadRecord, *AWAY):
            raise
        except Exception as fault:
            raise DeadRecord(unexpected(fault), unexpected=True) from fault

    async def _message(self, record: Any) -> Message | None:
        partner = self._partners.get(record.topic)
        if partner is not None:
            return await self._offer(record, partner)
        if len(record.value or b"") > MAX_EVENT_BYTES:
            raise DeadRecord("too large")
        if record.value is None and (kind := texts_of(record.headers).get(UNREADABLE)) is not None:
            raise DeadRecord(f"unreadable: {kind[:60]}")
        try:
            envelope = read(record.key, record.value, record.headers)
        except BadEnvelope as fault:
            raise DeadRecord(f"envelope: {fault}") from None
        return self._event(record, envelope)

    def _event(self, record: Any, envelope: Envelope) -> Message:
        if envelope.oin != self._oin or not envelope.system.startswith("zvhh-"):
            raise DeadRecord("source is not one of our services")
        if self._prefix + self._topic_of.get(envelope.type, record.topic.removeprefix(self._prefix)) != record.topic:
            raise DeadRecord("this type does not belong on this topic")
        if too_deep(record.value):
            raise DeadRecord("too deep")
        return Message(
            envelope.subject,
            "event",
            self._clock.at(from_millis(record.timestamp)),
            name=envelope.type,
            source=envelope.source,
            sequence=envelope.sequence,
            data=record.value,
            trace=child_trace(envelope.trace),
            record=record,
        )

    async def _offer(self, record: Any, partner: str) -> Message | None:
        if record.timestamp_type != LOG_APPEND_TIME:
            raise DeadRecord("no append time of the broker")
        if self._door is None or self._ids is None or self._sealing is None:
            raise DeadRecord("this service takes no records of partners")
        offered = self._offered(record, partner)
        try:
            offer = await self._door(offered)
            try:
                await self._sealing.seal(offer.subject, offer.command, create=True)
            except KeyGone as gone:
                if gone.at is not None and offered.received <= gone.at:
                    return None
                offer = await self._door(replace(offered, faults=(DESTROYED,), apart=True))
                await self._sealing.seal(offer.subject, offer.command, create=True)
        except ValueError as fault:
            raise DeadRecord(f"partner: {type(fault).__name__}") from None
        return self._command(record, offered, offer)

    def _offered(self, record: Any, partner: str) -> PartnerRecord:
        """The record as the door gets it; what is too large is not looked into."""
        envelope = PartnerEnvelope.of(record.headers, oin=partner, type_=self._partner_type)
        data = record.value or b""
        too_large = len(data) > MAX_PARTNER_BYTES
        return PartnerRecord(
            partner,
            self._partner_type,
            b"" if too_large else data,
            self._clock.at(from_millis(record.timestamp)),
            child_trace(envelope.trace),
            id=envelope.id,
            place=f"{record.topic}:{record.partition}:{record.offset}",
            faults=(TOO_LARGE,) if too_large else envelope.faults,
            apart=too_large,
        )

    def _command(self, record: Any, offered: PartnerRecord, offer: Offer) -> Message:
        assert self._ids is not None  # noqa: S101 - asked before
        return Message(
            offer.subject,
            "command",
            offered.received,
            body=offer.command,
            actor=Actor("", offered.oin, frozenset({WIE_MELDT})),
            key=self._ids.key("kafka", offered.oin, offer.reference),
            digest=self._ids.digest(offer.clear),
            trace=offered.trace,
            record=record,
        )
