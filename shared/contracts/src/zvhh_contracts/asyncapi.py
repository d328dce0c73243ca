# SPDX-License-Identifier: EUPL-1.2
"""The AsyncAPI 3.0 document of all topics, made from the topic table, the models and the golden examples.

For: partners and operators, and tools that read AsyncAPI. Generated, because a framework's own document shows a batch
subscriber as an array and every type on every channel.
Not for: addresses of brokers; those differ per installation.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from zvhh_contracts.event import Event
from zvhh_contracts.examples import Example
from zvhh_contracts.topics import EVENTS

__all__ = ["document"]

_WORD = "^[A-Za-z0-9._:-]+$"
_SOURCE = r"^urn:nld:oin:[0-9]{20}:systeem:[a-z0-9-]+(:[A-Za-z0-9._-]+)?$"
_PARTNER_SOURCE = r"^[Uu][Rr][Nn]:[Nn][Ll][Dd]:oin:[0-9]{20}([:.][A-Za-z0-9._~!$&'()*+,;=:@/%-]+)?$"
_OFFERED_AS = {"type": "string", "pattern": "^ *[Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]/[Jj][Ss][Oo][Nn] *(;.*)?$"}
_ABOUT = (
    "Gebeurtenissen van de vier diensten en de topics van partners. CloudEvents 1.0 volgens het NL GOV-profiel, "
    "binaire modus: elk attribuut is een header `ce_<naam>`, de data staat in de waarde, de sleutel is het subject. "
    "Geen enkele gebeurtenis van de diensten bevat persoonsgegevens of vrije tekst."
)


def document(examples: Sequence[Example]) -> dict[str, Any]:
    """The whole document, the same for the same models, topics and examples."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "ZVHH-keten: gebeurtenissen",
            "version": "1.0.0",
            "description": _ABOUT,
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": "application/json",
        "channels": {_name(topic): _channel(topic, events) for topic, events in EVENTS.items()},
        "operations": _operations(examples),
        "components": {
            "messages": {
                event.__name__: _message(topic, event, [one for one in examples if one.type == event.type])
                for topic, events in EVENTS.items()
                for event in events
            }
        },
    }


def _name(topic: str) -> str:
    return topic.replace("{oin}.", "")


def _ref(*steps: str) -> dict[str, str]:
    return {"$ref": "#/" + "/".join(steps)}


def _channel(topic: str, events: Iterable[type[Event]]) -> dict[str, Any]:
    names = [event.__name__ for event in events]
    channel: dict[str, Any] = {
        "address": topic,
        "messages": {name: _ref("components", "messages", name) for name in names},
    }
    if "{oin}" in topic:
        channel["parameters"] = {"oin": {"description": "OIN van de partner: 20 cijfers."}}
    return channel


def _operations(examples: Sequence[Example]) -> dict[str, Any]:
    """What each service does: it sends on the topics of its own events and receives what it has a reader for."""
    services = sorted({one.writer for one in examples} | {name for one in examples for name in one.consumers})
    operations: dict[str, Any] = {}
    for service in services:
        for topic, events in EVENTS.items():
            for action, word in (("send", "publiceert"), ("receive", "leest")):
                types = {
                    one.type for one in examples if service in ([one.writer] if action == "send" else one.consumers)
                }
                mine = [event.__name__ for event in events if event.type in types]
                if mine:
                    operations[f"{service}.{word}.{_name(topic)}"] = {
                        "action": action,
                        "title": f"{service} {word} {topic}",
                        "channel": _ref("channels", _name(topic)),
                        "messages": [_ref("channels", _name(topic), "messages", name) for name in mine],
                    }
    return operations


def _message(topic: str, event: type[Event], examples: Sequence[Example]) -> dict[str, Any]:
    summary, _, description = (event.__doc__ or "").partition("\n\n")
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": " ".join(summary.split()),
        **({"description": " ".join(description.split())} if description else {}),
        "contentType": "application/json",
        "headers": _headers(event.type, sequenced=any("sequence" in one.attributes for one in examples)),
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"schemas/{event.type}.json"},
        },
        "bindings": {"kafka": {"key": {"type": "string", "description": _key(topic)}, "bindingVersion": "0.5.0"}},
        "examples": [{"name": one.name, "headers": headers(one), "payload": one.data} for one in examples],
    }


def _key(topic: str) -> str:
    if topic.endswith(".terugkoppelingen.v1"):
        return "De meldingReferentie van de partner; kan die niet, dan de ce_id of de plek van diens record."
    if topic.startswith("partner."):
        return "De eigen referentie van de partner (meldingReferentie)."
    return "Gelijk aan ce_subject: het document waarover de gebeurtenis gaat; zo blijft alles van een zaak in volgorde."


def headers(example: Example) -> dict[str, str]:
    """The record headers of an example, in Kafka's binary mode."""
    named = {
        ("content-type" if name == "datacontenttype" else name if name == "traceparent" else f"ce_{name}"): value
        for name, value in example.attributes.items()
    }
    return named


def _headers(type_: str, *, sequenced: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "ce_specversion": {"const": "1.0"},
        "ce_id": {"type": "string"}
        | ({"pattern": _WORD} if sequenced else {"minLength": 1})
        | {"description": "Uniek binnen de source."},
        "ce_source": {"type": "string", "pattern": _SOURCE if sequenced else _PARTNER_SOURCE},
        "ce_type": {"const": type_},
        "ce_subject": {"type": "string", "minLength": 1},
        "ce_time": {"type": "string", "format": "date-time", "description": "Wanneer vastgelegd, in UTC."},
        "content-type": {"const": "application/json"} if sequenced else _OFFERED_AS,
        "traceparent": {"type": "string", "description": "W3C Trace Context."},
    }
    required = ["ce_specversion", "ce_id", "ce_source", "ce_type", *(["content-type"] if sequenced else [])]
    if sequenced:
        sequence = "Vanaf 1, telkens 1 meer, per source en subject."
        properties["ce_sequence"] = {"type": "string", "pattern": "^[1-9][0-9]{0,9}$", "description": sequence}
        properties["ce_sequencetype"] = {"const": "Integer"}
        properties["ce_dataref"] = {"type": "string", "description": "Waar de inhoud te lezen is, voor wie dat mag."}
        required += ["ce_subject", "ce_time", "ce_sequence", "ce_sequencetype"]
    return {"type": "object", "properties": properties, "required": required}
