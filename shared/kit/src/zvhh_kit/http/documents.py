# SPDX-License-Identifier: EUPL-1.2
"""The zaken as one request may see and change them: the only way from an endpoint to documents.

A command is given within the actor's sight (`reading`), sealed, and logged whether it is done or refused (L7). Not for:
checks of the domain; those are the decide functions.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Path
from pydantic import BeforeValidator, StringConstraints
from starlette.requests import Request

from zvhh_kit.core.document import read_state
from zvhh_kit.core.handlers import DocumentKind
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.domain.calendar import at_local, local_date
from zvhh_kit.domain.decision import Command, Refused
from zvhh_kit.http.body import IDEMPOTENCY_KEY
from zvhh_kit.http.problem import Problem
from zvhh_kit.http.reading import Reading, shield
from zvhh_kit.http.seen import View, changed, given_tags, no_if_match, tag_of_view, wanted_tags
from zvhh_kit.privacy import KeyGone, canonical_json
from zvhh_kit.store.documents import Unavailable

__all__ = ["Documents", "ZaakId", "Zaken"]

_LOOKS = 8
"""How often a document may move under a command before its sender is asked to try again."""
_NO_VERSION = -1
_DAYS_OPEN = 8
"""A form that was opened so many days ago, today included, is still one that its sender saw."""

ZaakId = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
    BeforeValidator(str.lower),
    Path(description="Het id van de zaak."),
]
"""A path parameter: the id of a zaak, in capitals too. Another form of text is not found (404)."""


class Documents(Reading):
    """One request's way to the documents: what it sees, and what it does."""

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
            same = await self._saw(found, raw, seen, tags)
            if not same:  # unless what was read is older than what the sender saw
                raw = await self._raw(found, id_, self._sight, surely=True)
                same = await self._saw(found, raw, seen, tags)
            outcome = await self._decide(found, message._replace(expects=raw["v"] if same else _NO_VERSION))
            if outcome.status != "moved":
                return self._result(outcome)
            if not same:
                raise changed()
            raw = await self._raw(found, id_, self._sight)
        raise Unavailable("document contested")

    async def _saw(self, kind: DocumentKind[Any], raw: Mapping[str, Any], seen: View, tags: frozenset[str]) -> bool:
        """Whether the sender saw this state: as it is shown now, or as it was shown on one of the days before.

        A view that counts days reads otherwise after midnight, while nobody changed a thing.
        """
        state = read_state(dict(raw), kind)
        assert state is not None  # noqa: S101 - find_state passes over documents without one
        await self._kit.sealing.open(raw["_id"], state)
        shield(kind, state)
        part, today = self._part(kind, state), local_date(self.received)
        try:
            for back in range(_DAYS_OPEN):
                self.shown_at = at_local(today - timedelta(days=back)) if back else self.received
                if await tag_of_view(seen, raw["_id"], part) in tags:
                    return True
        finally:
            self.shown_at = self.received
        return False

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


async def _documents(request: Request) -> Documents:
    return Documents(request)


Zaken = Annotated[Documents, Depends(_documents)]
"""An endpoint's parameter: the way to the documents."""
