# SPDX-License-Identifier: EUPL-1.2
"""The zaken as one request may see and change them: the only way from an endpoint to documents.

Everything here goes through the actor's sight, opens and seals personal data, without what its kind shields or shows to
others only, and is logged (L7) before it is answered: what can't be logged is not shown. Not for: checks of the domain; those are the decide functions.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path
from pydantic import BaseModel, BeforeValidator, StringConstraints
from starlette.requests import Request

from zvhh_kit.core.document import read_state
from zvhh_kit.core.handlers import DocumentKind
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.domain.decision import NOBODY, Actor, Command, Refused
from zvhh_kit.http.body import IDEMPOTENCY_KEY
from zvhh_kit.http.paging import Page, PageAsked, cursor_after, cursor_seal
from zvhh_kit.http.problem import Problem
from zvhh_kit.http.refusals import note_refused, within_limit
from zvhh_kit.http.seen import View, changed, given_tags, no_if_match, tag_of_view, wanted_tags
from zvhh_kit.privacy import BlindIndex, Entry, KeyGone, canonical_json
from zvhh_kit.privacy.blind import normalised
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.store.documents import Unavailable

__all__ = ["Documents", "ZaakId", "Zaken"]

B = TypeVar("B", bound=BaseModel)
_LOOKS = 8
"""How often a document may move under a command before its sender is asked to try again."""
_NO_VERSION = -1
_NOTHING: dict[str, Any] = {"_id": {"$exists": False}}
"""The sight of who has none."""

_BATCH = 500
"""How many are gone through between two looks at what was destroyed."""

ZaakId = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
    BeforeValidator(str.lower),
    Path(description="Het id van de zaak."),
]
"""A path parameter: the id of a zaak, in capitals too. Another form of text is not found (404)."""


class Documents:
    """One request's way to the documents. `actor`: who asks, nobody where no token is asked, who has no sight either ·
    `received`: when the request came in (domain clock)."""

    def __init__(self, request: Request) -> None:
        self._kit: Rooms = request.app.state.kit
        self._request = request
        self.actor: Actor = getattr(request.state, "actor", NOBODY)
        self.received: datetime = request.state.received
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
            _shield(found, state)
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
                _shield(found, state)
        shown = await self._living(shown)
        await self._log([line for id_, state in shown for line in self._lines(found, id_, state, "ok")])
        last = raws[page.limit - 1] if len(raws) > page.limit else None
        cursor = cursor_after(last, sort, cursor_seal(self._request)) if last else None
        return Page[Any](items=[view(id_, self._part(found, state)) for id_, state in shown], volgende=cursor)

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

    async def do(
        self,
        id_: str,
        command: Command,
        kind: str | None = None,
        *,
        number: int = 0,
        ref: str = "",
        seen: View | None = None,
        must_see: bool = False,
    ) -> Any:
        """Give a command to a document within sight and return its result; a repeat gets the same result again (D1).

        `number` or `ref`: the part of the document that the path names; the decision finds it in its context.
        `seen` builds what the GET of the document shows: a request with If-Match is decided on what its sender saw,
        or not at all (D2); with `must_see` there must be one, for a command that replaces the whole of it. Raises Problem
        404 as `get`, 428 without If-Match, 412 when it was changed since, Refused with every fault
        (both logged as refused), Unavailable.
        """
        found = self._kind(id_, kind)
        raw = await self._raw(found, id_, self._sight)
        tags = wanted_tags(self._request)
        if must_see and not given_tags(self._request):
            raise Problem(428)
        if tags is not None and seen is None:
            raise no_if_match()
        message = await self._message(id_, command, namespace="rest", number=number, ref=ref)
        if tags is None or seen is None:
            return await self._give(found, message)
        for _ in range(_LOOKS):
            same = await self._tag(found, raw, seen) in tags
            if not same:  # unless what was read is older than what the sender saw
                raw = await self._raw(found, id_, self._sight, surely=True)
                same = await self._tag(found, raw, seen) in tags
            outcome = await self._decide(found, message._replace(expects=raw["v"] if same else _NO_VERSION))
            if outcome.status != "moved":
                return self._result(outcome)
            if not same:
                raise changed()
            raw = await self._raw(found, id_, self._sight)
        raise Unavailable("document contested")

    async def _tag(self, kind: DocumentKind[Any], raw: Mapping[str, Any], seen: View) -> str:
        state = read_state(dict(raw), kind)
        assert state is not None  # noqa: S101 - find_state passes over documents without one
        await self._kit.sealing.open(raw["_id"], state)
        _shield(kind, state)
        return await tag_of_view(seen, raw["_id"], self._part(kind, state))

    def new_id(self, namespace: str, key: str = "") -> str:
        """The id of the zaak that this request makes: by organisation, name space and key (D1).

        `key`: what stands for the request in its name space, a draft's id for example; else its Idempotency-Key.
        """
        return self._kit.ids.zaak_id(namespace, self.actor.oin, key or self._key)

    def kenmerk(self, zaak_id: str) -> str:
        """The kenmerk that people see instead of the id."""
        return self._kit.ids.kenmerk(zaak_id)

    async def create(
        self, id_: str, command: Command, *, namespace: str = "rest", key: str = "", kind: str | None = None
    ) -> Any:
        """Give a command that makes the document `id_`, and return its result; a repeat gets the same one again (D1).

        `namespace` and `key` as for `new_id`. Raises Refused (409) for the same key with another content, or after the
        document was destroyed.
        """
        self._request.state.zaak_id = id_
        if wanted_tags(self._request) is not None:
            raise no_if_match()
        try:
            return await self._give(
                self._kind(id_, kind), await self._message(id_, command, namespace=namespace, key=key)
            )
        except KeyGone:
            raise Refused("vernietigd", "Met deze sleutel is eerder iets gemaakt dat nu vernietigd is.") from None

    @property
    def _key(self) -> str:
        return self._request.headers[IDEMPOTENCY_KEY]

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

    async def _message(
        self, id_: str, command: Command, *, namespace: str, key: str = "", number: int = 0, ref: str = ""
    ) -> Message:
        """The command as a message, sealed; its key is made in a name space of the asker's organisation."""
        # Not the model: a newer release has fields with defaults
        sent = getattr(self._request.state, "document", command)
        digest = self._kit.ids.digest(canonical_json({"path": self._request.url.path, "body": sent}))
        await self._kit.sealing.seal(id_, command, create=True)
        return Message(
            id_,
            "command",
            self.received,
            body=command,
            actor=self.actor,
            key=self._kit.ids.key(namespace, self.actor.oin, key or self._key),
            digest=digest,
            trace=self._request.state.trace,
            number=number,
            ref=ref,
        )

    async def _give(self, kind: DocumentKind[Any], message: Message) -> Any:
        return self._result(await self._decide(kind, message))

    async def _decide(self, kind: DocumentKind[Any], message: Message) -> Outcome:
        """Have it decided and log that; a command that is to be tried on a newer version is logged by its last try."""
        self._request.state.command = type(message.body).__name__
        outcome, state = await self._kit.engine.give(message)
        self._request.state.outcome = outcome.status
        if outcome.status != "moved" or message.expects == _NO_VERSION:
            result = "ok" if outcome.status in {"handled", "repeated"} else "refused"
            await self._log(self._lines(kind, message.subject, state, result))
        return outcome

    async def reopen(self, id_: str, command: Command) -> None:
        """Open what was sealed in a command that was not done, so that it can be given otherwise."""
        await self._kit.sealing.open(id_, command)

    def _result(self, outcome: Outcome) -> Any:
        if outcome.refused is not None:
            raise outcome.refused
        if outcome.status not in {"handled", "repeated"}:
            raise RuntimeError(f"a command was {outcome.status}")
        return outcome.result

    def _lines(
        self, kind: DocumentKind[Any], id_: str, state: BaseModel | None, result: str, reason: str = ""
    ) -> list[Entry]:
        """A line for each person in the document as it is now; a document that isn't there (refused) has one line."""
        return self._kit.audit.lines(kind.name, id_, state, reason=reason, **self._who(result))

    def _who(self, result: str) -> dict[str, Any]:
        asked = self._request.state
        return {"action": asked.operation, "result": result, "way": "rest", "actor": self.actor, "trace": asked.trace}

    async def _log(self, lines: list[Entry]) -> None:
        await self._kit.log.write(*lines)


def _shield(kind: DocumentKind[Any], state: BaseModel) -> None:
    if kind.shield is not None:
        kind.shield(state)


async def _documents(request: Request) -> Documents:
    return Documents(request)


Zaken = Annotated[Documents, Depends(_documents)]
"""An endpoint's parameter: the way to the documents."""
