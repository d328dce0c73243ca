# SPDX-License-Identifier: EUPL-1.2
"""Messages folded over one document: marks, keys, reminders, numbering and bounds. Pure.

For: the rule that nothing is handled twice and nothing is skipped (a channel's next event is mark + 1), whatever is
repeated, interleaved or lost on the way. Not for: loading, saving or sending; and it knows no rule of any domain.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from zvhh_kit.core.document import Document, TooLarge, Unstorable, data_subjects
from zvhh_kit.core.handlers import DocumentKind
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.core.space import full, is_asked, no_space, too_much
from zvhh_kit.domain.decision import Addressed, Context, Decision, Refused

__all__ = ["DESTROY_KEY", "MAX_EVENT_BYTES", "Folded", "Folding", "fold", "leave_tombstone"]

MAX_EVENT_BYTES = 62 * 1024
"""The NL GOV profile bounds an event at 64 kB, its attributes included; one that can't be sent is never saved."""

KEEP_KEYS = timedelta(days=30)
EVENT_TOO_LARGE = "event-too-large"
MAX_BACKOFF = timedelta(hours=1)
TOMBSTONE = "tombstone"
TOMBSTONE_WAITS = timedelta(days=1)
DESTROY_KEY = "vernietig-sleutel"
"""The effect of every tombstone: the key of what is gone goes too, whatever happens to this process (L8)."""


@dataclass(frozen=True, slots=True)
class Folding:
    """The moment of a fold: `now` is domain time, `real` is wall time (the age of an outbox entry), both UTC in ms.

    `tombstone_after`: how long a tombstone must stay, at least the retention of the topics; None = for ever.
    `sendable`: the event types in the contracts of this release, None = every one. `writer`: names the write that follows.
    """

    now: datetime
    real: datetime
    tombstone_after: timedelta | None = None
    sendable: Container[str] | None = None
    writer: str = ""


class Folded(NamedTuple):
    """The document after the fold, whether it must be saved (or removed), and an outcome for each message."""

    document: Document
    changed: bool
    outcomes: list[Outcome]
    raw: Any = None
    removed: bool = False


class _Dead(Exception):
    """This message can never be handled."""

    def __init__(self, reason: str, *, unexpected: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.unexpected = unexpected


def fold(document: Document, messages: Sequence[Message], kind: DocumentKind[Any], folding: Folding) -> Folded:
    """Fold `messages` in order over `document`. A message that fails leaves it as it was before that message.

    Whatever MongoDB would refuse is found here: the document is encoded once at the end, and only when that fails once
    more after each message, so that the one to blame is found and nobody else suffers.
    """
    folded = _fold(document, messages, kind, folding)
    if not folded.changed or folded.removed:
        return folded
    try:
        if len(messages) == 1 and messages[0].kind == "command":
            return _given(document, folded, messages[0])
        return Folded(folded.document, True, folded.outcomes, folded.document.encode())
    except Exception:  # noqa: BLE001 - Unstorable, or whatever an encoder raises
        folded = _fold(document, messages, kind, folding, encode_each=True)
        return Folded(
            folded.document, folded.changed, folded.outcomes, folded.document.encode() if folded.changed else None
        )


def _given(document: Document, folded: Folded, message: Message) -> Folded:
    """The document with what a command added to it counted; or as it was, where there is no room for that."""
    now, by = folded.document, message.actor.oin
    raw = now.encode(by, document.size)
    given = now.given.get(by, 0)
    refused = no_space(message, len(raw.raw), given - document.given.get(by, 0), given)
    if refused is not None:
        return Folded(document, False, [Outcome("refused", refused=refused, reason=refused.code)])
    return Folded(now, True, folded.outcomes, raw)


def _fold(
    document: Document,
    messages: Sequence[Message],
    kind: DocumentKind[Any],
    folding: Folding,
    *,
    encode_each: bool = False,
) -> Folded:
    current, changed, removed, outcomes = document, False, False, []
    for message in messages:
        draft = current.draft()
        try:
            outcome = _apply(draft, message, kind, folding)
            if encode_each:
                draft.encode()
        except _Dead as dead:
            outcome = Outcome("dead", reason=dead.reason, unexpected=dead.unexpected)
            if dead.reason == EVENT_TOO_LARGE and is_asked(message):
                outcome = Outcome("refused", refused=too_much(), reason=too_much().code)
        except Unstorable as fault:
            outcome = Outcome("dead", reason=f"unstorable: {fault}")
            if isinstance(fault, TooLarge) and is_asked(message):
                outcome = Outcome("refused", refused=full(), reason=full().code)
        except Refused as refused:
            outcome = Outcome("refused", refused=refused, reason=refused.code)
        except Exception as fault:  # noqa: BLE001 - whatever it raises is its own fault, and nobody else's
            outcome = Outcome("dead", reason=f"unexpected: {type(fault).__name__}", unexpected=True)
        if outcome.status in ("handled", "skipped", "postponed"):
            current, changed = draft, True
            removed = message.kind == "reminder" and outcome.status == "handled" and outcome.reason == TOMBSTONE
        outcomes.append(outcome)
    if changed:
        current.writer = folding.writer
    return Folded(current, changed, outcomes, removed=removed)


def _apply(draft: Document, message: Message, kind: DocumentKind[Any], folding: Folding) -> Outcome:
    match message.kind:
        case "event":
            return _event(draft, message, kind, folding)
        case "command":
            return _command(draft, message, kind, folding)
        case "reminder":
            return _reminder(draft, message, kind, folding)


def _context(message: Message, folding: Folding) -> Context:
    return Context(
        folding.now, message.subject, message.received, message.source, message.actor, message.number, message.ref
    )


def _event(draft: Document, message: Message, kind: DocumentKind[Any], folding: Folding) -> Outcome:
    mark = draft.marks.get(message.source, 0)
    if message.sequence <= mark:
        return Outcome("repeated")
    if message.sequence > mark + 1:
        raise _Dead("gap")
    if draft.gone is None and message.name not in kind.events and not _is_known(message.name, folding):
        raise _Dead("unknown-type")
    draft.marks[message.source] = message.sequence
    if draft.gone is not None or message.name not in kind.events:
        return Outcome("skipped", reason="tombstone" if draft.gone else "no handler")
    model, decide = kind.events[message.name]
    try:
        event = model.model_validate_json(message.data, extra="ignore")  # in its parts too: a field may be added
    except ValidationError as fault:
        places = ", ".join(".".join(map(str, error["loc"])) or "data" for error in fault.errors(include_input=False))
        raise _Dead(f"invalid: {places[:200]}") from None
    decision = _decided(decide, draft.state, event, _context(message, folding))
    _take(draft, decision, message, kind, folding)
    return Outcome("handled", result=decision.result, reason=decision.why_nothing)


def _is_known(type_: str, folding: Folding) -> bool:
    """Whether the contracts of this release have this type: one that they don't have was written by a newer release."""
    return folding.sendable is None or type_ in folding.sendable


def _command(draft: Document, message: Message, kind: DocumentKind[Any], folding: Folding) -> Outcome:
    known = draft.keys.get(message.key)
    if known is not None and _is_repeat(known, message) and not _sent_anew(known, message):
        return Outcome("repeated", result=known["result"])
    if known is not None and not known.get("gives_way"):
        return _reused_key(draft, message, kind, folding)
    if draft.gone is not None:
        if message.record is not None and message.received <= draft.gone:
            return Outcome("skipped", reason="tombstone")  # a partner's record of before, read again: nobody waits
        raise Refused("bestaat-niet", "Dit bestaat niet, of u hebt er geen toegang toe.", status=404)
    if message.expects is not None and message.expects != draft.version:
        return Outcome("moved")
    creates = draft.state is None
    assert message.body is not None  # noqa: S101 - a command has a body
    decide = kind.commands[type(message.body)]
    decision = _decided(decide, draft.state, message.body, _context(message, folding), may_refuse=True)
    _take(draft, decision, message, kind, folding)
    if message.key and not decision.gone:
        draft.keys = {
            key: was for key, was in draft.keys.items() if was.get("creates") or was["at"] > folding.now - KEEP_KEYS
        }
        made = {"digest": message.digest, "result": decision.result, "at": folding.now, "by": message.actor.subject}
        flags = {"creates": True} if creates or (known is not None and known.get("creates")) else {}
        draft.keys[message.key] = made | flags | ({"gives_way": True} if decision.gives_way else {})
    return Outcome("handled", result=decision.result, reason=decision.why_nothing)


def _is_repeat(known: dict[str, Any], message: Message) -> bool:
    """Whether it is the same request of the same person (D1). An answer is only theirs: a colleague may be barred from the
    zaak, and a key that two people chose alike is no repeat. What an earlier release kept does not say whose it was."""
    by = known.get("by", message.actor.subject)
    return bool(known["digest"] == message.digest and by == message.actor.subject)


def _sent_anew(known: dict[str, Any], message: Message) -> bool:
    """Whether what was refused is sent once more, after the answer: it may be allowed by now (D1)."""
    return bool(known.get("gives_way")) and message.received > known["at"]


def _reused_key(draft: Document, message: Message, kind: DocumentKind[Any], folding: Folding) -> Outcome:
    """The key belongs to another request, or to another person's, and keeps belonging to it (D1)."""
    if kind.key_reused is None:
        text = "Deze Idempotency-Key is al gebruikt: voor een ander verzoek, of door iemand anders."
        raise Refused("sleutel-hergebruikt", text)
    context = _context(message, folding)
    decision = _decided(kind.key_reused, draft.state, message.body, context, may_refuse=True)
    _take(draft, decision, message, kind, folding)
    return Outcome("handled", result=decision.result, reason="key reused")


def _reminder(draft: Document, message: Message, kind: DocumentKind[Any], folding: Folding) -> Outcome:
    if draft.reminders.get(message.name) != message.due:
        return Outcome("repeated")
    if message.name == TOMBSTONE and draft.gone is not None:
        return _let_go(draft, folding)
    fired = draft.draft()
    del fired.reminders[message.name]
    fired.retries.pop(message.name, None)
    try:
        decide = kind.reminders[message.name]
        decision = _decided(decide, fired.state, _context(message, folding))
        _take(fired, decision, message, kind, folding)
        fired.encode()
    except (_Dead, Unstorable) as fault:
        return _postpone(draft, message, folding, str(fault))
    except Exception as fault:  # noqa: BLE001 - it comes again, and holds up no other
        return _postpone(draft, message, folding, f"unexpected: {type(fault).__name__}")
    draft.become(fired)
    return Outcome("handled", reason=decision.why_nothing)


def _let_go(draft: Document, folding: Folding) -> Outcome:
    """A tombstone may go once nothing is left to be done for it."""
    if draft.effects or draft.outbox:
        draft.reminders[TOMBSTONE] = folding.now + TOMBSTONE_WAITS
        return Outcome("postponed", reason="effects or events wait")
    return Outcome("handled", reason=TOMBSTONE)


def _postpone(draft: Document, message: Message, folding: Folding, reason: str) -> Outcome:
    """A reminder is never dropped: it comes again, later each time, at most an hour."""
    failures = draft.retries.get(message.name, 0) + 1
    draft.retries[message.name] = failures
    draft.reminders[message.name] = folding.now + min(timedelta(seconds=2 ** min(failures, 12)), MAX_BACKOFF)
    return Outcome("postponed", reason=reason, unexpected=True)


def _decided(decide: Any, state: Any, *rest: Any, may_refuse: bool = False) -> Decision[Any]:
    """Call a decide function; whatever it raises beside an allowed refusal is this message's fault, by type only."""
    try:
        decision = decide(state, *rest)
    except Refused:
        if may_refuse:
            raise
        raise _Dead("refused an event", unexpected=True) from None
    except Exception as fault:
        raise _Dead(f"unexpected: {type(fault).__name__}", unexpected=True) from fault
    if not isinstance(decision, Decision):
        raise _Dead("unexpected: no decision", unexpected=True)
    return decision


def _take(
    draft: Document, decision: Decision[Any], message: Message, kind: DocumentKind[Any], folding: Folding
) -> None:
    if decision.state is not None:
        if not isinstance(decision.state, kind.state):
            raise _Dead("unexpected: state of another kind", unexpected=True)
        draft.state = decision.state
    if (decision.state is not None or message.kind == "reminder") and draft.state is not None and not decision.gone:
        _derive(draft, message, kind, folding)
    draft.schema = kind.schema
    for name, moment in decision.reminders.items():
        _remind(draft, name, moment)
    for event in decision.events:
        _put_in_outbox(draft, event, message, folding)
    draft.effects += [
        _to_do(draft, effect.kind, dict(effect.data), message.trace, folding) for effect in decision.effects
    ]
    if decision.gone:
        leave_tombstone(draft, folding, message.trace)


def _derive(draft: Document, message: Message, kind: DocumentKind[Any], folding: Folding) -> None:
    """Put in the state, and in the reminders of this kind, what follows from its parts."""
    if kind.derive is None:
        return
    try:
        derived = kind.derive(draft.state, _context(message, folding))
    except Exception as fault:
        raise _Dead(f"unexpected: {type(fault).__name__}", unexpected=True) from fault
    draft.state = derived.state
    for name in kind.reminders:
        moment = derived.reminders.get(name)
        if moment is None or _in_ms(moment) != draft.reminders.get(name):
            if moment is not None and name in draft.retries and moment <= folding.now:
                continue  # it failed when it was due, and comes again by itself
            if (
                message.kind == "reminder"
                and message.name == name
                and moment is not None
                and _in_ms(moment) == message.due
            ):
                raise _Dead("unexpected: a reminder that fired would fire for ever", unexpected=True)
            _remind(draft, name, moment)


def _remind(draft: Document, name: str, moment: datetime | None) -> None:
    draft.reminders.pop(name, None)
    draft.retries.pop(name, None)
    if moment is not None:
        draft.reminders[name] = _in_ms(moment)


def _in_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _to_do(draft: Document, kind: str, data: dict[str, Any], trace: str, folding: Folding) -> dict[str, Any]:
    draft.n += 1
    entry = {"n": draft.n, "kind": kind, "data": data, "at": folding.real, "time": folding.now}
    return entry | {"not_before": folding.real, "tries": 0, "trace": trace}


def leave_tombstone(draft: Document, folding: Folding, trace: str) -> None:
    """What stays: marks and numbers, so that nothing late brings it back, and what is still to be sent and done.

    The key goes before everything else that waits: a partner's topic that takes nothing must not hold that up.
    """
    persons = list(data_subjects(draft.state))
    draft.state, draft.keys, draft.reminders, draft.retries, draft.gone = None, {}, {}, {}, folding.now
    draft.given = {}
    draft.effects.insert(0, _to_do(draft, DESTROY_KEY, {"personen": persons}, trace, folding))
    if folding.tombstone_after is not None:
        draft.reminders[TOMBSTONE] = folding.now + folding.tombstone_after


def _put_in_outbox(draft: Document, said: BaseModel | Addressed, message: Message, folding: Folding) -> None:
    subject, event = (said.subject, said.event) if isinstance(said, Addressed) else (draft.id, said)
    try:
        data = event.model_dump_json(by_alias=True)
    except ValueError as fault:
        raise _Dead(f"unexpected: event {type(fault).__name__}", unexpected=True) from None
    if len(data.encode()) > MAX_EVENT_BYTES:
        raise _Dead(EVENT_TOO_LARGE)
    kind: str = type(event).type  # type: ignore[attr-defined]
    if folding.sendable is not None and kind not in folding.sendable:
        raise _Dead("unexpected: event without a topic", unexpected=True)
    sequence = draft.sent.get(subject, 0) + 1
    draft.sent[subject] = sequence
    draft.n += 1
    entry = {"n": draft.n, "to": subject, "seq": sequence, "type": kind, "at": folding.real, "time": folding.now}
    draft.outbox.append(entry | {"data": data, "trace": message.trace})
