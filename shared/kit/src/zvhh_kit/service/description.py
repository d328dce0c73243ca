# SPDX-License-Identifier: EUPL-1.2
"""A service as its author describes it. Not for: making its rooms (`rooms`) or doing anything with it (`process`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from zvhh_kit.bus.partner import PartnerDoor
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.identity import Access, Admit
from zvhh_kit.privacy import BlindIndex, StaticIds
from zvhh_kit.process.settings import Settings
from zvhh_kit.process.telemetry import Metrics

__all__ = ["Pages", "Partners", "Service"]


@dataclass(frozen=True, slots=True)
class Partners:
    """The border with partners' own systems: who they are, what they send, where feedback goes, and the door."""

    oins: Sequence[str]
    topic: str
    type: str
    feedback_topic: str
    feedback_type: str
    door: Callable[[StaticIds], PartnerDoor]


@dataclass(frozen=True, slots=True)
class Pages:
    """What people see of the service in a browser.

    routers: its pages, each of which stands on an operation of its API · templates: the folder of theirs · house and
    phone: what the frame says · organisation: OIN → name · menu: (path, words, roles that see it), the same in all services.
    """

    routers: Sequence[APIRouter] = ()
    templates: Path | None = None
    house: str = ""
    phone: str = ""
    organisation: Callable[[str], str] = str
    menu: Sequence[tuple[str, str, frozenset[str]]] = ()


@dataclass(slots=True)
class Service:
    """One service.

    topic_of: event type → topic · reads: topics · collection: of its documents · resources: kind
    of document → the plural in its API · indexes: of its worklists · public: operations without a token · admit: whom
    to let in at all (L10), None = whoever has a token · reindex: (index, state, the same opened) → the state with the hashes
    of the index, None where it has them (D11).
    """

    name: str
    settings: Settings
    handlers: Handlers
    topic_of: Mapping[str, str]
    reads: Sequence[str]
    collection: str
    routers: Sequence[APIRouter]
    access: Access
    resources: Mapping[str, str] = field(default_factory=dict)
    indexes: Iterable[Sequence[tuple[str, int]]] = ()
    public: frozenset[str] = frozenset()
    admit: Admit | None = None
    partners: Partners | None = None
    pages: Pages = field(default_factory=Pages)
    reindex: Callable[[BlindIndex, Any, Any], BaseModel | None] | None = None
    api_version: str = "1.0.0"
    title: str = ""
    description: str = ""
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def urn(self) -> str:
        """The source of this service's events."""
        return f"urn:nld:oin:{self.settings.oin}:systeem:zvhh-{self.name}"

    @property
    def instance(self) -> str:
        """The stable name of this process, by its ordinal: for the consumer group and the access log."""
        return f"{self.settings.topic_prefix}{self.name}-{self.settings.instance}"
