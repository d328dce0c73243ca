# SPDX-License-Identifier: EUPL-1.2
"""What one request may see of the documents: one by its id, lists, searches, figures.

Everything here goes through the actor's sight, opens personal data, without what its kind shields or shows to others
only, and is logged (L7) before it is answered: what can't be logged is not shown. Not for: commands (`documents`).
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from starlette.requests import Request

from zvhh_kit.core.document import read_state
from zvhh_kit.core.handlers import DocumentKind
from zvhh_kit.domain.decision import NOBODY, Actor
from zvhh_kit.http.paging import Page, PageAsked, cursor_after, cursor_seal
from zvhh_kit.http.problem import Problem
from zvhh_kit.http.refusals import note_refused, within_limit
from zvhh_kit.privacy import BlindIndex, Entry, KeyGone
from zvhh_kit.privacy.blind import normalised
from zvhh_kit.service.rooms import Rooms

__all__ = ["Reading", "shield"]

B = TypeVar("B", bound=BaseModel)
_NOTHING: dict[str, Any] = {"_id": {"$exists": False}}
"""The sight of who has none."""

_BATCH = 500
"""How many are gone through between two looks at what was destroyed."""


class Reading:
    """One request's view of the documents. `actor`: who asks, nobody where no token is asked, who has no sight either ·
    `received`: when the request came in (domain clock) · `shown_at`: the moment at which a view that counts days shows a
    state; the same, but where a command compares what its sender saw on an earlier day."""

    def __init__(self, request: Request) -> None:
        self._kit: Rooms = request.app.state.kit
        self._request = request
        self.actor: Actor = getattr(request.state, "actor", NOBODY)
        self.received: datetime = request.state.received
        self.shown_at = self.received
        self._sight: dict[str, Any] = getattr(request.state, "sight", _NOTHING)

    async def get(self, id_: str, kind: str | None = None, *, reason: str = "", whole: bool = False) -> Any:
        """The state of one document, its sealed values open; the read is logged.

        `whole`: with what the kind shields, for a question with a reason, or a border that shows nothing of it.
        `reason`: why this is read, as a code of a fixed list, for what nobody sees without one (D10); it is logged too.
        Raises Problem 404 for what is unknown, destroyed or out of sight, all alike; Unavailable, also when the log is.
        """
        found = self._kind(id_, kind)
        if reason:
            await within_limit(self._request, "adres")
        raw = await self._raw(found, id_, self._sight)
        state = read_state(raw, found)
        assert state is not None  # noqa: S101 - find_state passes over documents without one
        await self._kit.sealing.open(id_, state)
        if not await self._living([(id_, state)]):
            raise Problem(404)
        if not whole:
            shield(found, state)
        await self._log(self._lines(found, id_, state, "ok", reason))
        return self._part(found, state)

    async def page(
        self,
        view: Callable[[str, Any], B],
        query: Mapping[str, Any],
        *,
        sort: str,
        page: PageAsked,
        kind: str | None = None,
        opened: bool = False,
    ) -> Page[B]:
        """A part of the list of documents that fit `query` and lie within sight, in order of the stored field `sort`.

        Each shown document is logged. Sealed values are open only when `opened`; a view that needs them says so.
        """
        found = self._kind("", kind)
        await within_limit(self._request, "lijsten")
        raws = await self._kit.store.page(
            found.name, self._within(query), sort=sort, after=page.after, limit=page.limit + 1
        )
        states = [(raw["_id"], read_state(raw, found)) for raw in raws[: page.limit]]
        shown = [(id_, state) for id_, state in states if state is not None]
        if opened:
            shown = await self._opened(shown)
            for _, state in shown:
                shield(found, state)
        shown = await self._living(shown)
        await self._log([line for id_, state in shown for line in self._lines(found, id_, state, "ok")])
        last = raws[page.limit - 1] if len(raws) > page.limit else None
        cursor = cursor_after(last, sort, cursor_seal(self._request)) if last else None
        return Page[Any](items=[view(id_, self._part(found, state)) for id_, state in shown], volgende=cursor)

    async def ids(self, query: Mapping[str, Any], kind: str | None = None, *, limit: int = 10) -> list[str]:
        """The ids of the documents that fit `query` and lie within sight, in order; whoever reads one of them gets it by `get`.

        For what people call it by, which may be said of two. Raises Problem 404 where there is none; that is a line too.
        """
        found = self._kind("", kind)
        raws = await self._kit.store.page(found.name, self._within(query), sort="_id", after=None, limit=limit)
        if not raws:
            await note_refused(self._request, found.name, "", "unknown")
            raise Problem(404)
        return [raw["_id"] for raw in raws]

    async def _living(self, found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """Without those whose key was destroyed, whatever is or isn't sealed in them: a restore brought them back, and nobody
        sees anything of them (L8). Asked after opening, when most keys are known."""
        gone = await self._kit.sealing.gone([id_ for id_, _ in found])
        return [one for one in found if one[0] not in gone]

    async def _opened(self, shown: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """Opened in place, without those whose key was destroyed: one that a restore brought back must not shut a list."""
        try:
            await self._kit.sealing.open_many(shown)
        except KeyGone as gone:
            shown = [(id_, state) for id_, state in shown if id_ not in gone.zaken]
            await self._kit.sealing.open_many(shown)
        return shown

    async def find(
        self,
        query: Mapping[str, Any],
        kind: str | None = None,
        *,
        everywhere: bool = False,
        limit: int = 100,
        reason: str = "",
        sought: Sequence[str] = (),
    ) -> list[tuple[str, Any]]:
        """The documents that fit `query`, (id, state) in order of id, sealed values unopened; each is logged.

        `everywhere` looks outside the actor's sight too, for the few questions whose answer only says that a zaak
        exists (D11); then the query must keep out whom the zaak keeps out (L6). `reason` as for `get`; `sought`: the
        pseudonyms of the person who is looked for, each of which has a line, also where nothing is found (L7).
        """
        if reason or sought:
            await self.may_search()
        found = self._kind("", kind)
        within = self._within(query, everywhere=everywhere)
        raws = await self._kit.store.page(found.name, within, sort="_id", after=None, limit=limit)
        states = await self._living([(raw["_id"], read_state(raw, found)) for raw in raws])
        asked = self._kit.audit.searches(sought, found.name, reason=reason, **self._who("ok"))
        await self._log([*asked, *(line for id_, one in states for line in self._lines(found, id_, one, "ok", reason))])
        return [(id_, self._part(found, state)) for id_, state in states]

    async def may_search(self) -> None:
        """Count a search of this person. Raises Problem 429 where it is one too many."""
        await within_limit(self._request, "zoeken")

    def pseudonym(self, kind: str, *values: str) -> str:
        """Somebody who is looked for, in the log: the same however it is typed, whether they are in a zaak or not (L7)."""
        return self._kit.ids.pseudonym("persoon", kind, *map(normalised, values))

    def person(self, id_: str, *ref: str) -> str:
        """A person of a zaak by their ref, or the zaak itself, in the log (L7)."""
        return self._kit.ids.pseudonym(id_, *ref)

    async def every(self, kind: str, query: Mapping[str, Any] | None = None) -> AsyncIterator[tuple[str, Any]]:
        """All documents of a kind within sight that fit `query`, one after the other: (id, state), nothing opened.

        For figures: one line in the log says that all were gone through, and is there before the first is given.
        """
        found = self._kind("", kind)
        await self._log_all(found)
        batch: list[tuple[str, Any]] = []
        async for raw in self._kit.store.each(kind, self._within(query or {})):
            batch.append((raw["_id"], read_state(raw, found)))
            if len(batch) == _BATCH:
                for id_, state in await self._living(batch):
                    yield id_, self._part(found, state)
                batch = []
        for id_, state in await self._living(batch):
            yield id_, self._part(found, state)

    async def count(self, query: Mapping[str, Any], kind: str | None = None, *, everywhere: bool = False) -> int:
        """How many documents within sight fit `query`; none of them is read. One line in the log, as for `every`.

        `everywhere` counts outside the actor's sight too, for a question whose answer says no more than how many.
        """
        found = self._kind("", kind)
        await self._log_all(found)
        return await self._kit.store.count(found.name, self._within(query, everywhere=everywhere))

    async def exists(self, query: Mapping[str, Any], kind: str | None = None, *, everywhere: bool = False) -> bool:
        """Whether a document within sight fits `query`; none of them is read. Logged and bounded as `count`."""
        found = self._kind("", kind)
        await self._log_all(found)
        return await self._kit.store.exists(found.name, self._within(query, everywhere=everywhere))

    async def highest(
        self, field: str, query: Mapping[str, Any], kind: str | None = None, *, everywhere: bool = False
    ) -> Any:
        """The highest value of a stored field (`state.aantal`) among the documents that fit, None where there is none; of one
        document that field is read and nothing else. Logged and bounded as `count`."""
        found = self._kind("", kind)
        await self._log_all(found)
        return await self._kit.store.highest(found.name, field, self._within(query, everywhere=everywhere))

    def _within(self, query: Mapping[str, Any], *, everywhere: bool = False) -> Mapping[str, Any]:
        return query if everywhere else {"$and": [dict(query), self._sight]}

    async def _log_all(self, kind: DocumentKind[Any]) -> None:
        """One line that says that all were gone through. Of what is told to everybody there is none: nobody read it."""
        if self.actor != NOBODY:
            about = self._kit.audit.about((), kind.name, "*", **self._who("ok"))
            await self._log([replace(line, data_subject="") for line in about])

    def _part(self, kind: DocumentKind[Any], state: Any) -> Any:
        return state if kind.part is None else kind.part(state, self.actor)

    @property
    def blind(self) -> BlindIndex:
        """The index by which persons are found again (D11)."""
        return self._kit.ids.blind

    def _kind(self, id_: str, name: str | None) -> DocumentKind[Any]:
        """The kind by its name, by the id, or the only one there is; an id of another kind is not found."""
        handlers = self._kit.handlers
        if name is None and not id_:
            (only,) = handlers
            return only
        found = handlers.named(name) if name is not None else handlers.kind_of(id_)
        if found is None or (id_ and not found.subjects(id_)):
            raise Problem(404)
        return found

    async def _raw(
        self, kind: DocumentKind[Any], id_: str, sight: Mapping[str, Any], *, surely: bool = False
    ) -> dict[str, Any]:
        raw = await self._kit.store.find_state(kind.name, id_, sight, surely=surely)
        if raw is None:
            # Asked, and written down, whether it is there or not
            there = await self._kit.store.is_there(kind.name, id_)
            await note_refused(self._request, kind.name, id_, "refused" if there else "unknown")
            raise Problem(404)
        return raw

    def _lines(
        self, kind: DocumentKind[Any], id_: str, state: BaseModel | None, result: str, reason: str = ""
    ) -> list[Entry]:
        """A line for each person in the document as it is now; a document that isn't there (refused) has one line."""
        return self._kit.audit.lines(kind.name, id_, state, reason=reason, **self._who(result))

    def _who(self, result: str) -> dict[str, Any]:
        asked = self._request.state
        way = getattr(asked, "way", "rest")
        return {"action": asked.operation, "result": result, "way": way, "actor": self.actor, "trace": asked.trace}

    async def _log(self, lines: list[Entry]) -> None:
        await self._kit.log.write(*lines)


def shield(kind: DocumentKind[Any], state: BaseModel) -> None:
    """Take out of an opened state, in place, what its kind shields (L6)."""
    if kind.shield is not None:
        kind.shield(state)
