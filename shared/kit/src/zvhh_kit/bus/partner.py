# SPDX-License-Identifier: EUPL-1.2
"""The border with a partner's own system: what its record says on the outside, and what it becomes.

A partner's record is a command, not an event: it may be refused, and then it is answered (see `Decision.gives_way`).
So what is wrong with its envelope is no reason to put it aside: it goes to the door with its faults, in words for the
partner. What the NL GOV profile allows is taken; of the attributes only those count that we need.
Not for: decrypting or judging it; the service that reads partner topics brings a `PartnerDoor`.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from zvhh_kit.core.media import is_json
from zvhh_kit.domain.decision import Command, Fault

__all__ = ["DESTROYED", "MAX_PARTNER_BYTES", "TOO_LARGE", "Offer", "PartnerDoor", "PartnerEnvelope", "PartnerRecord"]

MAX_PARTNER_BYTES = 1536 * 1024
"""Of a whole record, as its topic allows: a melding of a million bytes, encrypted and as base64, with room to spare."""

TOO_LARGE = Fault("te-groot", "Dit bericht is groter dan hier mag.")
DESTROYED = Fault(
    "sleutel-hergebruikt",
    "Met deze meldingReferentie is eerder gemeld. Gebruik een nieuwe voor een andere melding.",
    "/meldingReferentie",
)
_NEEDED = ("ce_specversion", "ce_id", "ce_source", "ce_type")
_READ = (*_NEEDED, "content-type", "traceparent")
_SOURCE = re.compile(r"(?i:urn:nld):oin:([0-9]{20})(?:[:.][A-Za-z0-9._~!$&'()*+,;=:@/%-]+)?")
"""As the profile's examples: the name of the system is the partner's own affair."""


def _fault(header: str, text: str) -> Fault:
    return Fault("omslag-fout", text, f"header:{header}")


@dataclass(frozen=True, slots=True)
class PartnerEnvelope:
    """The attributes of a partner's record that we need, "" where one is missing, and every fault in them."""

    id: str
    trace: str
    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, headers: Sequence[tuple[str, bytes | None]], *, oin: str, type_: str) -> "PartnerEnvelope":
        """Read the headers of a record that must come from `oin` and be of this type; nothing of it is quoted."""
        texts: dict[str, str] = {}
        unreadable: dict[str, Fault] = {}
        for name, raw in headers:
            if name not in _READ or raw is None:
                continue
            try:
                text = raw.decode()
            except UnicodeDecodeError:
                unreadable[name] = _fault(name, "Deze header is geen UTF-8.")
                continue
            if texts.setdefault(name, text) != text:
                unreadable[name] = _fault(name, "Deze header staat er vaker in, met verschillende waarden.")
        unreadable.pop("traceparent", None)  # ours to follow, not theirs to get right
        known = {name: text for name, text in texts.items() if name not in unreadable}
        faults = (*unreadable.values(), *_faults(known, unreadable, oin, type_))
        return cls(known.get("ce_id", ""), known.get("traceparent", ""), faults)


def _faults(known: dict[str, str], unreadable: dict[str, Fault], oin: str, type_: str) -> Iterator[Fault]:
    media = known.get("content-type", "")
    if media.strip().lower().startswith("application/cloudevents"):
        text = "Stuur binaire modus: elk attribuut in een eigen header, en de inhoud in de waarde van het record."
        yield _fault("content-type", text)
        return  # the rest is missing because of that
    if media and not is_json(media):
        yield _fault("content-type", "Dit moet application/json zijn, in UTF-8.")
    for name in _NEEDED:
        if not known.get(name) and name not in unreadable:
            yield _fault(name, "Deze header ontbreekt.")
    if known.get("ce_specversion", "1.0") not in ("", "1.0"):
        yield _fault("ce_specversion", "Dit moet 1.0 zijn.")
    if known.get("ce_type", type_) not in ("", type_):
        yield _fault("ce_type", f"Dit moet {type_} zijn.")
    if known.get("ce_source"):
        source = _SOURCE.fullmatch(known["ce_source"])
        if source is None:
            yield _fault("ce_source", "Dit moet zijn: urn:nld:oin:, uw OIN, :systeem: en de naam van uw systeem.")
        elif source[1] != oin:
            yield _fault("ce_source", "De OIN hierin is niet die van dit topic.")


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """A record of a partner's topic.

    `received` is the broker's append time, translated by the clock; never the partner's own time (S7). `id` is its
    CloudEvents id, `place` its topic, partition and offset: what it can be answered by, beside what `data` may say.
    With `faults` it is to be answered by these, whatever it holds; `apart`: and beside the document that it names.
    """

    oin: str
    type: str
    data: bytes
    received: datetime
    trace: str
    id: str = ""
    place: str = ""
    faults: tuple[Fault, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """The command that a record becomes, its key in the partner's own name space, and the clear request (for the digest)."""

    command: Command
    reference: str
    clear: bytes
    subject: str


PartnerDoor = Callable[[PartnerRecord], Awaitable[Offer]]
"""Turns a record into an offer, whatever is in it: what can't be accepted becomes a command that answers it.

The key of an offer without faults is the partner's own; of the others it is such that the same record, read again,
is the same request.
"""
