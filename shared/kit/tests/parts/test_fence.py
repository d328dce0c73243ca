# SPDX-License-Identifier: EUPL-1.2
"""What a document does not show is believed of a certain read only: after a failover a majority read may be an older one.

One node never reads like that, so here loads that are not certain are handed an older copy of the document. What a real
replica set does is in tests/faults, every order of it in tests/simulation.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from counting import OUT, Gebeurd, Geteld, Tel, Teller, Telling, command, event, read_all, tel

from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import Folded
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Context, Decision, Refused

pytestmark = pytest.mark.parts


def _only_after_two(teller: Teller | None, commando: Tel, ctx: Context) -> Decision[Teller]:
    """Refused by what the state does not show yet, as 404 and 409 are."""
    if teller is None:
        raise Refused("bestaat-niet", "Dit bestaat niet.", status=404)
    if teller.aantal < 2:
        raise Refused("te-vroeg", "Dat kan nog niet.")
    return Decision(teller, (Geteld(aantal=teller.aantal),), result=teller.aantal)


@pytest.fixture
async def telling(
    kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str, stock_table: Handlers
) -> Any:
    """A process of the counting service, whose command needs a count of two."""
    made = Telling(kafka_bootstrap, mongodb_url, database, topic_prefix, handlers=stock_table)
    await made.prepare()
    yield made
    await made.stop()


@pytest.fixture
def stock_table() -> Handlers:
    """Events are counted as always."""
    handlers = Handlers()
    tellers = handlers.document("teller", Teller, subjects=lambda id_: id_.startswith("t-"))
    tellers.event(Gebeurd, tel)
    tellers.command(Tel, _only_after_two)
    return handlers


async def _reads_from(telling: Telling, monkeypatch: pytest.MonkeyPatch, old: dict[str, Document]) -> list[bool]:
    """From now on a load shows the old copies, unless it is a certain one; which of the loads were."""
    load, certain = telling.store.load, []

    async def stale(ids: Sequence[str], session: Any = None) -> dict[str, Document]:
        certain.append(session is not None)
        return await load(ids, session) if session else {id_: old[id_].draft() for id_ in ids if id_ in old}

    monkeypatch.setattr(telling.store, "load", stale)
    return certain


@pytest.mark.parametrize("shown", [0, 1])
async def test_a_good_event_is_no_gap_because_a_read_was_older(
    telling: Telling, monkeypatch: pytest.MonkeyPatch, shown: int
) -> None:
    """Three follows two, though the read shows one, or no document at all; it was saved with others in one batch."""
    old: dict[str, Document] = {}
    for sequence in (1, 2):
        await telling.engine.process([event("t-1", sequence)])
        if sequence == shown:
            old = await telling.store.load(["t-1"])
    await _reads_from(telling, monkeypatch, old)
    outcomes = await telling.engine.process([event("t-1", 3), event("t-2", 1)])
    assert [outcome.status for outcome in outcomes] == ["handled", "handled"]
    monkeypatch.undo()
    assert (await telling.state("t-1")).aantal == 3


@pytest.mark.parametrize("shown", [0, 1])
async def test_a_command_is_not_refused_because_a_read_was_older(
    telling: Telling, monkeypatch: pytest.MonkeyPatch, shown: int
) -> None:
    """Whoever was told that it counted two may go on from there: no 404, no 409."""
    old: dict[str, Document] = {}
    for sequence in (1, 2):
        await telling.engine.process([event("t-1", sequence)])
        if sequence == shown:
            old = await telling.store.load(["t-1"])
    await _reads_from(telling, monkeypatch, old)
    [outcome] = await telling.engine.process([command("t-1", Tel())])
    assert (outcome.status, outcome.result) == ("handled", 2)


async def test_what_really_is_a_gap_or_refused_stays_so(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certain read says the same; and what is handled costs none."""
    certain = await _reads_from(telling, monkeypatch, {})
    assert [one.status for one in await telling.engine.process([event("t-1", 1)])] == ["handled"]
    assert certain == [False]
    outcomes = await telling.engine.process([event("t-1", 3), command("t-2", Tel())])
    assert [(one.status, one.reason) for one in outcomes] == [("dead", "gap"), ("refused", "bestaat-niet")]
    assert certain[1:] == [False, True]


async def test_a_try_on_an_older_copy_is_not_taken_for_what_stands(
    telling: Telling, second: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bulk wrote t-1 and lost t-2. Read anew, t-1 is shown as it was before: what is made of that never stood."""
    await telling.engine.process([event("t-1", 1)])
    old = await telling.store.load(["t-1"])
    await second.engine.process([command("t-1", Tel(), key="between")])
    load, save, raced, older = telling.store.load, telling.store.save, iter([True]), iter([False, True])

    async def losing(folded: Sequence[Folded]) -> bool:
        if next(raced, False):
            await second.engine.process([command("t-2", Tel(), key="first")])
        done: bool = await save(folded)
        return done

    async def stale(ids: Sequence[str], session: Any = None) -> dict[str, Document]:
        return {id_: old[id_].draft() for id_ in ids if id_ in old} if next(older, False) else await load(ids, session)

    monkeypatch.setattr(telling.store, "save", losing)
    monkeypatch.setattr(telling.store, "load", stale)
    outcomes = await telling.engine.process([event("t-1", 2), event("t-2", 1)])
    assert [outcome.status for outcome in outcomes] == ["handled", "handled"]
    await second.relay.publish_due()
    await telling.relay.publish_due()
    records = [one for one in await read_all(telling.bootstrap, telling.prefix + OUT, at_least=5) if one.key == b"t-1"]
    said = {(dict(one.headers)["ce_sequence"], one.value) for one in records}
    assert sorted(said) == [(b"1", b'{"aantal":1}'), (b"2", b'{"aantal":2}'), (b"3", b'{"aantal":3}')]
    assert len(telling.ledger.writes) == 0


async def test_an_operator_changes_what_really_is_there(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zaak that is to be buried is not passed over because a read does not show it."""
    await telling.engine.process([event("t-1", 1)])
    await _reads_from(telling, monkeypatch, {})
    [buried] = await telling.engine.bury(["t-1"])
    assert (buried.id, buried.state) == ("t-1", None)


async def test_what_is_not_shown_is_looked_for_once_more(telling: Telling) -> None:
    """A zaak of which somebody was told 201 is not answered with 404: the read that finds nothing is made certain."""
    await telling.engine.process([event("t-1", 1)])
    asked: list[bool] = []
    find_one = telling.store.collection.find_one

    class Older:
        """The collection as a new primary may show it for a while."""

        async def find_one(self, query: Any, session: Any = None) -> Any:
            asked.append(session is not None)
            return await find_one(query, session=session) if session else None

    telling.store.collection = Older()
    found = await telling.store.find_state("teller", "t-1", {})
    assert (found is not None and found["_id"], asked) == ("t-1", [False, True])
    asked.clear()
    assert await telling.store.find_state("teller", "t-1", {}, surely=True)
    assert asked == [True]
    assert await telling.store.find_state("teller", "t-9", {}) is None
