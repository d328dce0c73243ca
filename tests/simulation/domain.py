# SPDX-License-Identifier: EUPL-1.2
"""A chain of three little services: bron → telling → afnemer. Each keeps what it heard, did, said and promised, so that
an oracle can tell from a stored document alone what became of every message.

Not for: anything that a real service does; every kind of message and of consequence that the core knows is here once.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Command, Context, Decision, Effect, Refused, to

__all__ = ["CHAIN", "OIN", "Opdracht", "Verhaal", "dead_of", "said_by", "table", "topic_of", "types", "urn_of"]

OIN = "00000099000000000100"
CHAIN = ("bron", "telling", "afnemer")
UNKNOWN = "nl.proef.telling.van-later.v1"
"""A type that only a newer release knows."""


class Gezegd(BaseModel):
    """What every event holds: which message it follows from."""

    type: ClassVar[str] = ""
    tag: str


class Opdracht(Command):
    """A command. `wat`: tel, stuur (to `naar`), herinner (after `over` seconds), doe, vervolg (needs a state), sluit."""

    tag: str
    wat: str = "tel"
    naar: str = ""
    over: float = 0.0


class Verhaal(BaseModel):
    """All that came of one subject's messages, in order."""

    model_config = ConfigDict(frozen=True, extra="allow")
    gehoord: tuple[tuple[str, str], ...] = ()
    gedaan: tuple[str, ...] = ()
    gewekt: tuple[str, ...] = ()
    gezegd: tuple[tuple[str, str], ...] = ()
    beloofd: tuple[str, ...] = ()


def said_by(service: str) -> tuple[type[Gezegd], type[Gezegd]]:
    """What a service says of its own subject, and what it says to another subject."""
    return _SAID[service]


def _said(service: str) -> tuple[type[Gezegd], type[Gezegd]]:
    named = {"__module__": __name__, "__annotations__": {"type": ClassVar[str]}}
    own: Any = type(f"Geteld{service}", (Gezegd,), {**named, "type": f"nl.proef.{service}.geteld.v1"})
    addressed: Any = type(f"Verteld{service}", (Gezegd,), {**named, "type": f"nl.proef.{service}.verteld.v1"})
    return own, addressed


_SAID = {service: _said(service) for service in CHAIN}


def topic_of(service: str) -> str:
    return f"{service}.v1"


def dead_of(service: str) -> str:
    return f"{service}.dead-letters.v1"


def urn_of(service: str) -> str:
    return f"urn:nld:oin:{OIN}:systeem:zvhh-{service}"


def types() -> dict[str, str]:
    """Every event type and its topic."""
    return {one.type: topic_of(service) for service in CHAIN for one in _SAID[service]}


class _Service:
    """The decisions of one service."""

    def __init__(self, name: str) -> None:
        self._own, self._addressed = said_by(name)

    def _say(self, verhaal: Verhaal | None, tag: str, ctx: Context, **more: Any) -> Decision[Verhaal]:
        """Whatever happens is told: the new state and an event about it."""
        was = verhaal or Verhaal()
        said = (*was.gezegd, (ctx.subject, tag))
        return Decision(was.model_copy(update={"gezegd": said, **more}), (self._own(tag=tag),))

    def hear(self, verhaal: Verhaal | None, event: Gezegd, ctx: Context) -> Decision[Verhaal]:
        """An event of another service, or one of our own that is addressed to this subject."""
        if event.tag.startswith("fout"):
            raise RuntimeError("this one can never be handled")
        heard = (*(verhaal or Verhaal()).gehoord, (ctx.source, event.tag))
        return self._say(verhaal, f"{ctx.source.rpartition(':')[2]}/{event.tag}", ctx, gehoord=heard)

    def do(self, verhaal: Verhaal | None, command: Opdracht, ctx: Context) -> Decision[Verhaal]:
        """A command."""
        was = verhaal or Verhaal()
        done = {"gedaan": (*was.gedaan, command.tag)}
        match command.wat:
            case "vervolg" if verhaal is None:
                raise Refused("bestaat-niet", "Dit bestaat niet.", status=404)
            case "stuur":
                said = (*was.gezegd, (command.naar, command.tag))
                state = was.model_copy(update={"gezegd": said, **done})
                return Decision(state, (to(command.naar, self._addressed(tag=command.tag)),), result=command.tag)
            case "herinner":
                due = ctx.now + timedelta(seconds=command.over)
                decision, reminders = self._say(was, command.tag, ctx, **done), {f"wek-{command.tag}": due}
                return Decision(decision.state, decision.events, reminders, result=command.tag)
            case "doe":
                promised = (*was.beloofd, command.tag)
                decision = self._say(was, command.tag, ctx, beloofd=promised, **done)
                effect = Effect("buiten", {"tag": command.tag})
                return Decision(decision.state, decision.events, effects=(effect,), result=command.tag)
            case "sluit":
                return Decision(events=(self._own(tag=command.tag),), gone=True, result=command.tag)
        decision = self._say(was, command.tag, ctx, **done)
        return Decision(decision.state, decision.events, result=command.tag)

    def wake(self, name: str) -> Any:
        """A reminder that has come due."""

        def decide(verhaal: Verhaal, ctx: Context) -> Decision[Verhaal]:
            woken = (*verhaal.gewekt, name)
            return self._say(verhaal, name, ctx, gewekt=woken)

        return decide


class _Named(dict[str, Any]):
    """A reminder of any name: each command's own."""

    def __init__(self, service: _Service) -> None:
        super().__init__()
        self._service = service

    def __missing__(self, name: str) -> Any:
        return self._service.wake(name)


def table(service: str) -> Handlers:
    """The table of one service."""
    decisions, handlers = _Service(service), Handlers()
    kind = handlers.document("verhaal", Verhaal, subjects=lambda id_: id_.startswith("t-"))
    upstream = CHAIN.index(service) - 1
    if upstream >= 0:
        kind.event(said_by(CHAIN[upstream])[0], decisions.hear)
    kind.event(said_by(service)[1], decisions.hear)
    kind.command(Opdracht, decisions.do)
    kind.reminders = _Named(decisions)
    return handlers


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
