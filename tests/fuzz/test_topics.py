# SPDX-License-Identifier: EUPL-1.2
"""The fuzz on real parts: the four services, the partner door and every internal topic, good records among bad ones.

Each round is put in batches of any codec, in transactions that are committed or taken back. Then every good record is
handled by all its readers, in order; every bad one is answered on the partner's own topic or put aside by each reader;
what was taken back is nowhere; and nobody stands still. Many more examples without parts: `test_readers`.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.fuzz.good import EXAMPLES, PARTNER, encrypted, event, new_zaak, offer
from tests.fuzz.odd import TIMES, Put, spoiled, token_spoiled, value_spoiled
from tests.fuzz.stage import Batch, Stage

from zvhh_contracts.topics import PARTNER_MELDINGEN, TOPIC_OF
from zvhh_kit.bus.topic_log import Place
from zvhh_kit.testing.raw import CODECS
from zvhh_local.examples import melding

pytestmark = [
    pytest.mark.parts,
    pytest.mark.timeout(900),
    # the services beside the drawing use `random`, which hypothesis takes for the drawing's own
    pytest.mark.filterwarnings("ignore:Do not use the `random` module:hypothesis.errors.HypothesisDeprecationWarning"),
]
OFFERS = PARTNER_MELDINGEN.format(oin=PARTNER)
CHANNEL = 3
MELDING = json.dumps(melding()).encode()


@pytest.fixture(scope="module")
def stage(kafka_bootstrap: str, mongodb_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The four services, for all rounds."""
    made = Stage(kafka_bootstrap, mongodb_url, Path(tmp_path_factory.mktemp("fuzz")))
    made.start()
    yield made
    made.stop()


@dataclass(frozen=True, slots=True)
class Sent:
    """A record of a round. `name`: its zaak, or its reference at the partner's door; `number`: its sequence."""

    topic: str
    name: str
    put: Put
    number: int = 0
    good: bool = False


class Round:
    """The records of a round by batch, and whether each batch is taken back. No dataclass: hypothesis would print it whole."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.sent: list[list[Sent]] = []
        self.lost: list[bool] = []

    def __repr__(self) -> str:
        return f"{sum(map(len, self.sent))} records in {len(self.sent)} batches"


def _good(draw: st.DrawFn) -> list[list[Sent]]:
    """Channels of events, and offers: each a list that must stay in its order."""
    found = []
    for _ in range(draw(st.integers(2, 5))):
        example, zaak = draw(st.sampled_from(EXAMPLES)), new_zaak()
        topic = TOPIC_OF[example.type]
        found.append([Sent(topic, zaak, event(example, zaak, n), n, True) for n in range(1, CHANNEL + 1)])
    return found


def _odd(draw: st.DrawFn) -> list[Sent]:
    found = []
    for _ in range(draw(st.integers(4, 12))):
        example, zaak = draw(st.sampled_from(EXAMPLES)), new_zaak()
        found.append(Sent(TOPIC_OF[example.type], zaak, draw(spoiled(event(example, zaak, 1))), 1))
    return found


def _offers(draw: st.DrawFn, stage: Stage) -> list[Sent]:
    """Good ones, odd records, odd tokens in good records, and odd meldingen in good tokens."""
    found = []
    for how in draw(st.lists(st.sampled_from(["good", "record", "token", "melding"]), min_size=3, max_size=10)):
        reference, token = f"ref-{secrets.token_hex(6)}", encrypted(MELDING, stage.key)
        match how:
            case "good":
                put = offer(reference, token)
            case "record":
                put = draw(spoiled(offer(reference, token)))
            case "token":
                put = offer(reference, draw(token_spoiled(token))[0])
            case _:
                inside = draw(value_spoiled(Put(None, MELDING, ())))
                put = offer(reference, encrypted(inside.value or b"", stage.key))
        found.append(Sent(OFFERS, reference, put, 0, how == "good"))
    return found


def _mixed(draw: st.DrawFn, lists: list[list[Sent]]) -> list[Sent]:
    """All of them in some order, each list in its own."""
    turns = draw(st.permutations([place for place, one in enumerate(lists) for _ in one]))
    waiting = [iter(one) for one in lists]
    return [next(waiting[turn]) for turn in turns]


def _cut(draw: st.DrawFn, topic: str, records: list[Sent], plan: Round) -> None:
    """Into batches; before some of them one that is taken back."""
    partition = 0 if topic == OFFERS else draw(st.integers(0, 1))
    while records:
        size = draw(st.integers(1, 6))
        some, records = records[:size], records[size:]
        raw = any(one.put.raw for one in some)
        how = draw(st.sampled_from(["", "", "committed", "aborted"]))
        if how == "aborted":
            _add(plan, topic, partition, [_ghost(one) for one in some if not one.put.raw], None, how)
        codec = None if raw else draw(st.sampled_from(CODECS))
        _add(plan, topic, partition, some, codec, how if how == "committed" and not raw else "")


def _ghost(one: Sent) -> Sent:
    """A good record that was never sent."""
    if one.topic == OFFERS:
        name = f"weg-{secrets.token_hex(6)}"
        return Sent(OFFERS, name, offer(name, "x"))
    name = new_zaak()
    example = next(example for example in EXAMPLES if TOPIC_OF[example.type] == one.topic)
    return Sent(one.topic, name, event(example, name, 1), 1)


def _add(plan: Round, topic: str, partition: int, some: list[Sent], codec: str | None, transaction: str) -> None:
    if some:
        plan.batches.append(Batch(topic, partition, tuple(one.put for one in some), codec, transaction))
        plan.sent.append(some)
        plan.lost.append(transaction == "aborted")


def test_good_records_are_handled_beside_bad_ones(stage: Stage) -> None:
    """Order, count, answers and letters; nothing is passed in silence, nothing waits."""
    wrong: list[str] = []

    @settings(max_examples=60 * TIMES, phases=[Phase.generate])
    @given(_rounds(stage))
    def rounds(plan: Round) -> None:
        if not wrong:  # raised here, it would be tried again on what lies there by now
            wrong.extend(_play(stage, plan))

    rounds()
    assert wrong == []


def _play(stage: Stage, plan: Round) -> list[str]:
    """What is wrong with what came of a round."""
    places = stage.play(stage.put(plan.batches))
    records = [
        (one, place, lost)
        for batch, lies, lost in zip(plan.sent, places, plan.lost, strict=True)
        for one, place in zip(batch, lies, strict=True)
    ]

    async def wrong() -> list[str]:
        found = await stage.behind()
        for one, place, lost in records:
            found += await _wrong(stage, one, place, lost)
        return found

    return stage.play(stage.until(wrong))


@st.composite
def _rounds(draw: st.DrawFn, stage: Stage) -> Round:
    plan = Round()
    internal, odd = _good(draw), _odd(draw)
    for topic in sorted({one.topic for one in odd} | {one[0].topic for one in internal}):
        lists = [one for one in internal if one[0].topic == topic] + [[one] for one in odd if one.topic == topic]
        _cut(draw, topic, _mixed(draw, lists), plan)
    _cut(draw, OFFERS, _offers(draw, stage), plan)
    return plan


async def _wrong(stage: Stage, one: Sent, place: Place, lost: bool) -> list[str]:
    """What is wrong with what came of a record, in words."""
    if one.topic == OFFERS:
        return _wrong_offer(stage, one, place, lost)
    found = []
    for name in stage.readers(one.topic):
        aside = place in stage.seen.aside[name]
        marks = await stage.marks(name, one.name)
        handled = one.number <= max(marks.values(), default=0)
        if lost and (aside or handled):
            found.append(f"{name} saw {place}, which was taken back")
        elif one.good and (aside or not handled):
            found.append(f"{name} did not handle {place}: {one.put}, {stage.seen.aside[name].get(place)}")
        elif not lost and not (aside or handled):
            found.append(f"{name} passed {place} in silence: {one.put}")
    return found


def _wrong_offer(stage: Stage, one: Sent, place: Place, lost: bool) -> list[str]:
    aside = place in stage.seen.aside["intake"]
    answered = [step for name in _references(one, stage.named(place)) for step in stage.seen.answered.get(name, [])]
    if lost and (aside or answered):
        return [f"{place} was taken back, and answered"]
    if one.good and (aside or "ontvangen" not in answered):
        return [f"{place} is good: {one.put}, {stage.seen.aside['intake'].get(place)}, {answered}"]
    return [] if lost or aside or answered else [f"{place} was neither answered nor put aside: {one.put}"]


def _references(one: Sent, place: str) -> set[str]:
    """By what a partner may be answered: its reference, as it stands there after what was done to it; the event's id; or
    where the record lies, when neither of them can be named."""
    try:
        document: Any = json.loads(one.put.value or b"")
    except (ValueError, RecursionError):
        document = None
    inside = document.get("meldingReferentie") if isinstance(document, dict) else None
    ids = {(value or b"").decode("utf-8", "replace") for name, value in one.put.headers if name == "ce_id"}
    return {one.name, str(inside), place, *ids}
