# SPDX-License-Identifier: EUPL-1.2
"""The golden examples as another release would write them: the previous one as they are, the next one with more in them.

For: the rolling change. Each example is a zaak of its own, so that no two of them make one story. And a writer that was
upgraded before its readers, which it must not be: what it says waits. Not for: what partners send or get; their records
are no channels.
"""

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer

from zvhh_contracts.examples import Example, load
from zvhh_contracts.topics import TOPIC_OF

__all__ = ["Foreign", "of_other_releases", "of_unknown_types", "publish"]

_ZAAK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_YEAR = re.compile(r"\b(pilot|evaluatie)-\d{4}")
YEAR = 2099
"""A year that nobody has: the places and the sums of the load's own year must stay as they are."""

ADDED_FIELD = {"veldVanDeVolgendeVersie": "ja"}
ADDED_EVENT = "iets-nieuws"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A record of another release. `topic` is without prefix; `zaak` is what it is about, also where a year is told."""

    topic: str
    subject: str
    zaak: str
    headers: tuple[tuple[str, bytes], ...]
    value: bytes


def of_other_releases() -> list[Foreign]:
    """Every example twice: as it is, and with a field more."""
    return [_record(_new_zaak(), example, 1, more) for example in _examples() for more in ({}, ADDED_FIELD)]


def of_unknown_types() -> list[Foreign]:
    """On each topic a zaak of which the second event is of a type that no reader has in its contracts yet."""
    first = {TOPIC_OF[one.type]: one for one in reversed(_examples()) if _ZAAK.fullmatch(one.attributes["subject"])}
    return [record for example in first.values() for record in _channel(example)]


def _examples() -> list[Example]:
    return [example for example in load() if not TOPIC_OF[example.type].startswith("partner.")]


def _channel(example: Example) -> Iterator[Foreign]:
    zaak = _new_zaak()
    unknown = ".".join([*example.type.split(".")[:3], ADDED_EVENT, "v1"])
    yield _record(zaak, example, 1, {})
    yield _record(zaak, example, 2, {"nieuw": "ja"}, type_=unknown)
    yield _record(zaak, example, 3, {})


def _record(zaak: str, example: Example, sequence: int, more: dict[str, str], *, type_: str = "") -> Foreign:
    attributes = {name: _moved(text, zaak) for name, text in example.attributes.items()}
    attributes |= {"sequence": str(sequence), "id": f"{zaak}:{sequence}", "type": type_ or example.type}
    data = json.loads(_moved(example.json, zaak)) | more
    names = {"datacontenttype": "content-type"}
    headers = tuple((names.get(name, f"ce_{name}"), text.encode()) for name, text in attributes.items())
    return Foreign(TOPIC_OF[example.type], attributes["subject"], zaak, headers, json.dumps(data).encode())


def _moved(text: str, zaak: str) -> str:
    return _YEAR.sub(rf"\1-{YEAR}", _ZAAK.sub(zaak, text))


def _new_zaak() -> str:
    one = secrets.token_hex(16)
    return f"{one[:8]}-{one[8:12]}-8{one[13:16]}-a{one[17:20]}-{one[20:]}"


async def publish(bootstrap: str, prefix: str, records: Iterable[Foreign]) -> None:
    """Put them on their topics, in order; returns when the broker has them."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for one in records:
            await producer.send_and_wait(
                prefix + one.topic, one.value, key=one.subject.encode(), headers=list(one.headers)
            )
