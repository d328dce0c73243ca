# SPDX-License-Identifier: EUPL-1.2
"""Dead letters on real parts: seen in groups, brought back in order, laid away, and who did it stands beside them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from counting import DEAD, IN, OUT, Gebeurd, Telling, headers_for, read_all, sequences
from counting_toolbox import mended, stored, toolbox_of

from zvhh_kit.bus.letters import grouped
from zvhh_kit.bus.watch import LetterWatch
from zvhh_kit.operator.inspect import inspect
from zvhh_kit.operator.requeue import discard, requeue
from zvhh_kit.operator.status import stopped
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.process.telemetry import Metrics

pytestmark = pytest.mark.parts


@pytest.fixture
async def olga(
    telling: Telling, kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str
) -> AsyncIterator[Toolbox]:
    """The tools of an operator of the mended release, a process of its own."""
    process = Telling(kafka_bootstrap, mongodb_url, database, topic_prefix, handlers=mended())
    async with toolbox_of(process) as tools:
        yield tools
    await process.stop()


@asynccontextmanager
async def stuck(telling: Telling, letters: int, *records: tuple[str, int, str]) -> AsyncIterator[None]:
    """These records (subject, sequence, how it goes wrong) read, and so many of them dead; the consumer runs on."""
    for subject, sequence, hoe in records:
        await telling.offer(subject, sequence, hoe)
    async with telling.consuming():
        await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=letters)
        yield


async def ask(tools: Toolbox, *, execute: bool = True, **which: Any) -> list[tuple[str, str]]:
    """Requeue the letters with these attributes; outcome and reason of each that went along."""
    letters = await tools.letters()
    chosen = [one for one in letters.open if all(getattr(one, name) == value for name, value in which.items())]
    return [(one.outcome, one.reason) for one in await requeue(tools, letters, chosen, execute=execute)]


async def test_several_dead_letters_of_a_zaak_come_back_in_order(telling: Telling, olga: Toolbox) -> None:
    """Two that failed and what waited behind them: every event once, in order; another zaak stays as it was."""
    await telling.offer("t-1", 1)
    records = [("t-1", 2, "fout"), ("t-1", 3, "fout"), ("t-1", 4, ""), ("t-2", 1, "fout")]
    async with stuck(telling, 4, *records):
        assert await ask(olga, subject="t-1") == [("handled", "")] * 3
        assert (await telling.state("t-1")).aantal == 4
        assert [one.subject for one in (await olga.letters()).open] == ["t-2"]
        out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=4)
    assert list(dict.fromkeys(sequences(out, "t-1"))) == [1, 2, 3, 4]


async def test_one_letter_takes_its_whole_zaak_along(telling: Telling, olga: Toolbox) -> None:
    """Asked for the gap only: nothing of a zaak can go before what it waits for."""
    async with stuck(telling, 2, ("t-1", 1, "fout"), ("t-1", 2, "")):
        assert await ask(olga, reason="gap") == [("handled", "")] * 2
        assert (await olga.letters()).open == []


async def test_a_trial_changes_nothing(telling: Telling, olga: Toolbox) -> None:
    """Without --execute: what would come of it, and not one document, letter or event more."""
    async with stuck(telling, 2, ("t-1", 1, "fout"), ("t-1", 2, "")):
        before, ends = await stored(telling), await _ends(olga)
        assert await ask(olga, execute=False) == [("handled", "")] * 2
        assert (await stored(telling), await _ends(olga)) == (before, ends)
        assert len((await olga.letters()).open) == 2


async def test_what_is_still_broken_stays_open_with_the_reason_of_today(telling: Telling, second: Telling) -> None:
    """No new letter is made: the old one says what the last try found, and who tried."""
    async with stuck(telling, 2, ("t-1", 1, "fout"), ("t-1", 2, "")), toolbox_of(second, by="piet") as tools:
        assert await ask(tools) == [("dead", "unexpected: RuntimeError"), ("dead", "gap")]
        letters = await tools.letters()
        assert [letters.reason(one) for one in letters.open] == ["unexpected: RuntimeError", "gap"]
        [act] = letters.acts[letters.open[0].id]
        assert (act.deed, act.by, act.reason) == ("tried", "piet", "unexpected: RuntimeError")


async def test_brought_back_twice_is_once(telling: Telling, olga: Toolbox) -> None:
    """A second requeue finds nothing open; what was handled since by another way is a repeat, and closes too."""
    async with stuck(telling, 1, ("t-1", 1, "fout")):
        letters = await olga.letters()
        assert [one.outcome for one in await requeue(olga, letters, letters.open, execute=True)] == ["handled"]
        assert await ask(olga) == []
        await telling.dead_letters.send((await _records(telling))[0], "again", pointer_only=False)
        assert await ask(olga) == [("repeated", "")]
        assert (await telling.state("t-1")).aantal == 1
        out = await read_all(telling.bootstrap, telling.prefix + OUT, at_least=1)
        assert sequences(out, "t-1") == [1]


async def test_what_comes_behind_in_the_meantime_goes_along(telling: Telling, olga: Toolbox) -> None:
    """A running consumer still finds gaps while a zaak is brought back: they are taken before the command ends."""
    async with stuck(telling, 1, ("t-1", 1, "fout")):
        letters = await olga.letters()
        await telling.offer("t-1", 2)
        await read_all(telling.bootstrap, telling.prefix + DEAD, at_least=2)
        tried = await requeue(olga, letters, letters.open, execute=True)
        assert [one.outcome for one in tried] == ["handled", "handled"]
        assert (await olga.letters()).open == []


@pytest.mark.parametrize("pointer_first", [True, False])
async def test_a_letter_whose_record_is_gone_is_read_from_its_copy(
    telling: Telling, olga: Toolbox, *, pointer_first: bool
) -> None:
    """The topic no longer holds the record: the letter does, with its key, headers and time of receipt. Of two letters
    about one record that one counts, whichever came first."""
    record = _copy(telling, "t-1", offset=999)
    for pointer_only in (pointer_first, not pointer_first):
        await telling.dead_letters.send(record, "too large", pointer_only=pointer_only)
        await olga.letters()
    assert await ask(olga) == [("handled", "")]
    raw = await olga.rooms.store.load(["t-1"])
    assert raw["t-1"].state.aantal == 1
    assert (await olga.letters()).open == []


async def test_a_pointer_to_what_is_gone_is_lost_and_said_so(telling: Telling, olga: Toolbox) -> None:
    """It stays open until somebody lays it away."""
    await telling.dead_letters.send(_copy(telling, "t-1", offset=999), "too large", pointer_only=True)
    [(outcome, reason)] = await ask(olga)
    assert (outcome, "no longer" in reason) == ("lost", True)
    assert len((await olga.letters()).open) == 1


async def test_laid_away_is_no_longer_open(telling: Telling, olga: Toolbox) -> None:
    """With who and why; nothing is handled, and the zaak goes on waiting."""
    async with stuck(telling, 2, ("t-1", 1, "fout"), ("t-2", 1, "fout")):
        letters = await olga.letters()
        [first] = [one for one in letters.open if one.subject == "t-1"]
        await discard(olga, [first], reason="dubbel aangeleverd")
        after = await olga.letters()
        assert [one.subject for one in after.open] == ["t-2"]
        assert [(act.deed, act.by, act.reason) for act in after.acts[first.id]] == [
            ("discarded", "olga", "dubbel aangeleverd")
        ]
        assert await stored(telling) == []


async def test_groups_say_how_many_of_what_since_when(telling: Telling, olga: Toolbox) -> None:
    """By reason, type and channel."""
    async with stuck(telling, 4, ("t-1", 1, "fout"), ("t-1", 2, ""), ("t-1", 3, ""), ("t-2", 1, "geweigerd")):
        letters = await olga.letters()
        rows = [one.row() for one in grouped(letters, letters.open)]
    assert [(row["count"], row["reason"], row["zaakId"]) for row in rows[:1]] == [(2, "gap", "t-1")]
    assert {(row["reason"], row["type"], row["channel"]) for row in rows[1:]} == {
        ("unexpected: RuntimeError", Gebeurd.type, "zvhh-bron → t-1"),
        ("refused an event", Gebeurd.type, "zvhh-bron → t-2"),
    }
    assert all(row["first"] <= row["last"] for row in rows)
    [t1] = [row for row in stopped("telling", letters) if row["zaakId"] == "t-1"]
    assert (t1["reason"], t1["letters"]) == ("unexpected: RuntimeError", 3)
    assert t1["cure"] == "zvhh-telling dead-letters requeue --zaak t-1"


async def test_a_letter_is_shown_whole_but_never_what_a_partner_sent(telling: Telling, olga: Toolbox) -> None:
    """Reason, address, headers and data of an internal event; of a pointer the address only."""
    async with stuck(telling, 1, ("t-1", 1, "fout")):
        [letter] = (await olga.letters()).open
        seen = await inspect(olga, letter.id)
        assert seen is not None
        assert (seen["reason"], seen["data"], seen["open"]) == ("unexpected: RuntimeError", '{"hoe": "fout"}', True)
        assert seen["headers"]["ce_subject"] == "t-1"
        assert seen["record"].startswith(f"{telling.prefix}{IN}:")
        await telling.dead_letters.send(_copy(telling, "t-9", offset=9), "envelope", pointer_only=True)
        [pointer] = [one for one in (await olga.letters()).open if one.pointer]
        seen = await inspect(olga, pointer.id)
        assert seen is not None
        assert (seen["data"], seen["headers"], "t-9" in str(seen)) == ("", {}, False)
        assert await inspect(olga, "0:9999") is None


async def test_the_metrics_know_what_is_open(telling: Telling, olga: Toolbox) -> None:
    """Letters and zaken, read on from where the last look was."""
    seen: dict[str, float] = {}

    class Noted(Metrics):
        def set(self, name: str, value: float, /, **labels: str) -> None:
            seen[name] = value

    watch = LetterWatch(telling.bootstrap, {}, telling.dead_letters.topic, Noted())
    async with stuck(telling, 3, ("t-1", 1, "fout"), ("t-1", 2, ""), ("t-2", 1, "fout")):
        await watch.look()
        assert seen == {"zvhh_dead_letters_open": 3, "zvhh_zaken_stopped": 2}
        await ask(olga, subject="t-1")
        await watch.look()
        assert seen == {"zvhh_dead_letters_open": 1, "zvhh_zaken_stopped": 1}


def _copy(telling: Telling, subject: str, *, offset: int) -> Any:
    from zvhh_kit.bus.dead_letters import RecordCopy

    headers = headers_for(subject, 1)
    return RecordCopy(telling.prefix + IN, 0, offset, subject.encode(), b"{}", headers, 1_700_000_000_000, 1)


async def _records(telling: Telling) -> list[Any]:
    records: list[Any] = await read_all(telling.bootstrap, telling.prefix + IN, at_least=1)
    return records


async def _ends(tools: Toolbox) -> Any:
    return await tools.topics.ends(await tools.topics.partitions([*tools.writes, tools.rooms.dead_letters.topic]))
