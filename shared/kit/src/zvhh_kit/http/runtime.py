# SPDX-License-Identifier: EUPL-1.2
"""What the HTTP room is given by the service: everything that an endpoint needs, on `app.state.kit`.

Not for: making any of it; `zvhh_kit.service` does.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from zvhh_kit.audit import Audit
from zvhh_kit.clock import Clock
from zvhh_kit.handlers import Handlers
from zvhh_kit.http.limits import Limits
from zvhh_kit.identity import Access, Admit, Bearer
from zvhh_kit.message import Message, Outcome
from zvhh_kit.privacy import AccessLog, Sealing, StaticIds
from zvhh_kit.privacy.reading import LogReader
from zvhh_kit.settings import Settings
from zvhh_kit.standing import Partition
from zvhh_kit.telemetry import Metrics

__all__ = ["Processes", "Ready", "Runtime", "StoredStates"]

Ready = Callable[[], Awaitable[bool]]
"""Whether a part answers now; must return soon, and may raise for no."""


async def _none() -> list[Partition]:
    return []


class Processes(Protocol):
    """The engine, as HTTP uses it."""

    async def give(self, command: Message) -> tuple[Outcome, Any]: ...


class StoredStates(Protocol):
    """The store, as HTTP uses it: always through a sight."""

    async def find_state(
        self, kind: str, id_: str, sight: Mapping[str, Any], *, surely: bool = False
    ) -> dict[str, Any] | None: ...

    async def is_there(self, kind: str, id_: str) -> bool: ...

    async def page(
        self, kind: str, query: Mapping[str, Any], *, sort: str, after: tuple[Any, str] | None, limit: int
    ) -> list[dict[str, Any]]: ...

    def each(self, kind: str, query: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]: ...


@dataclass(slots=True)
class Runtime:
    """One service's parts, as its endpoints use them.

    `access`: the table, `public`: operations without a token, `admit`: whom to let in at all (L10) · `ready`: name of a part → whether it answers ·
    `partitions`: what this process reads, and what stands still ·
    `alive`: whether this process gets anything done, else it is to be restarted · `audit`: the lines of the log · `routes`: filled in by `create_app`.
    """

    service: str
    engine: Processes
    store: StoredStates
    handlers: Handlers
    sealing: Sealing
    ids: StaticIds
    log: AccessLog
    audit: Audit
    clock: Clock
    access: Access
    bearer: Bearer
    settings: Settings
    metrics: Metrics
    limits: Limits
    log_reader: LogReader
    api_version: str = "1.0.0"
    public: frozenset[str] = frozenset()
    admit: Admit | None = None
    ready: Mapping[str, Ready] = field(default_factory=dict)
    partitions: Callable[[], Awaitable[list[Partition]]] = _none
    alive: Callable[[], bool] = lambda: True
    routes: Iterable[Any] = ()
