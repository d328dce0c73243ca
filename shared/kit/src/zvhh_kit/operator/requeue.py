# SPDX-License-Identifier: EUPL-1.2
"""Bring dead letters back: their records are handled again, each zaak in the order of its topics. Or leave them for good.

A record is read where it lies; where the log no longer holds it, the copy in the letter is used. What is handled now, or
was handled since, closes its letters; what is still dead stays open, with the reason of today.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from zvhh_kit.bus.dead_letters import Deed, copy_in
from zvhh_kit.bus.letters import Letter, Letters, in_order
from zvhh_kit.bus.topic_log import Place, Progress, place_of
from zvhh_kit.operator.handling import Handled, foresee, handle, patiently
from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["Tried", "discard", "note", "originals", "requeue"]

log = logging.getLogger(__name__)
BATCH = 500
LOST = "the record is no longer in its topic, and the letter has no copy"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came (or, in a trial, would come) of a letter."""

    letter: Letter
    outcome: str
    reason: str
    done: bool

    def row(self) -> dict[str, Any]:
        """As an operator sees it."""
        return {
            "letter": self.letter.id,
            "zaakId": self.letter.subject,
            "type": self.letter.type,
            "sequence": self.letter.sequence or None,
            "outcome": self.outcome,
            "reason": self.reason,
        }


async def requeue(
    tools: Toolbox,
    letters: Letters,
    chosen: Sequence[Letter],
    *,
    execute: bool,
    told: Progress = lambda _done, _all: None,
) -> list[Tried]:
    """Handle the records of the chosen letters and of all others of the same zaken; without `execute` only foresee it.

    What a running consumer finds behind them in the meantime goes along. Raises BrokerAway, store.Unavailable,
    producer.Refusal: what was done until then stands, and the same may be asked again.
    """
    tried: list[Tried] = []
    left = in_order(letters.open, chosen)
    while left:
        whole = len(tried) + len(left)
        for some in _whole_zaken(left):
            tried += await _requeue(tools, some, execute=execute)
            told(len(tried), whole)
        if not execute:
            break
        await letters.refresh(tools.topics)
        left = _come_behind(letters.open, tried)
    return tried


def _come_behind(still_open: Sequence[Letter], tried: Sequence[Tried]) -> list[Letter]:
    """Letters that came while their zaak was being brought back; none of a zaak that is still stopped."""
    seen = {one.letter.id for one in tried}
    zaken = {one.letter.subject for one in tried if one.letter.subject}
    zaken -= {one.letter.subject for one in tried if not one.done}
    return in_order(still_open, [one for one in still_open if one.subject in zaken and one.id not in seen])


async def _requeue(tools: Toolbox, some: Sequence[Letter], *, execute: bool) -> list[Tried]:
    records = await originals(tools, some)
    handled = await (handle if execute else foresee)(tools, list(records.values()))
    outcomes = {place_of(one.record): one for one in handled}
    found = [_tried(letter, outcomes.get(letter.record)) for letter in some]
    if execute:
        await note(tools, found, "requeued")
    return found


async def discard(tools: Toolbox, chosen: Sequence[Letter], *, reason: str) -> None:
    """Close letters without handling their records; why stands beside them. A zaak that waits for one goes on waiting.

    Raises producer.Refusal.
    """
    await _act(tools, "discarded", [letter.id for letter in chosen], reason)


async def note(tools: Toolbox, tried: Sequence[Tried], deed: Deed) -> None:
    """Close the letters of what was done; of the rest note why it is still dead. Raises producer.Refusal."""
    done = [one.letter.id for one in tried if one.done]
    if done:
        await _act(tools, deed, done, "")
    still: defaultdict[str, list[str]] = defaultdict(list)
    for one in tried:
        if not one.done:
            still[one.reason].append(one.letter.id)
    for reason, ids in still.items():
        await _act(tools, "tried", ids, reason)


async def _act(tools: Toolbox, deed: Deed, ids: Sequence[str], reason: str) -> None:
    await patiently(partial(tools.rooms.dead_letters.act, deed, ids, by=tools.by, reason=reason))
    log.info("dead letters", extra={"outcome": deed, "count": len(ids), "by": tools.by, "reason": reason})


def _whole_zaken(chosen: Sequence[Letter]) -> Iterator[list[Letter]]:
    """About `BATCH` letters at a time, a zaak never cut in two: a trial folds what comes later over what came before."""
    batch: list[Letter] = []
    for _, letters in groupby(chosen, key=lambda letter: letter.subject or letter.id):
        batch += letters
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def originals(tools: Toolbox, letters: Sequence[Letter]) -> dict[Place, Any]:
    """Each record once, in the order of the letters; without those that neither topic nor letter holds any more."""
    found = await tools.topics.records(letter.record for letter in letters)
    missing = [letter for letter in letters if letter.record not in found and not letter.pointer]
    copies = await tools.topics.records((tools.rooms.dead_letters.topic, *_own_place(letter)) for letter in missing)
    found |= {place_of(copy): copy for record in copies.values() if (copy := copy_in(record)) is not None}
    return {letter.record: found[letter.record] for letter in letters if letter.record in found}


def _own_place(letter: Letter) -> tuple[int, int]:
    partition, _, offset = letter.id.partition(":")
    return int(partition), int(offset)


def _tried(letter: Letter, handled: Handled | None) -> Tried:
    if handled is None:
        return Tried(letter, "lost", LOST, False)
    return Tried(letter, handled.outcome.status, handled.outcome.reason, handled.done)
