# SPDX-License-Identifier: EUPL-1.2
"""If-Match on a real database: nobody overwrites what they have not seen, whoever races (D2)."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from proef import GOOD, MILA, RAMI, SECRET_TEXT, THEIR_MAN, Proef

from zvhh_kit.core.message import Message

pytestmark = pytest.mark.parts
CHANGED = "Iemand anders heeft dit net gewijzigd. Bekijk de wijziging en sla opnieuw op."
Give = Callable[[Message], Coroutine[Any, Any, Any]]


async def _tag(proef: Proef, zaak: str) -> str:
    return str((await proef.ask("GET", f"/v1/dossiers/{zaak}", MILA)).headers["ETag"])


async def _change(proef: Proef, zaak: str, tag: str, aantal: int = 2, **how: Any) -> Any:
    path, body = f"/v1/dossiers/{zaak}/wijzigingen", GOOD | {"aantal": aantal}
    return await proef.ask("POST", path, how.pop("by", MILA), body=body, if_match=tag, **how)


async def _aantal(proef: Proef, zaak: str) -> int:
    return int((await proef.ask("GET", f"/v1/dossiers/{zaak}", MILA)).json()["aantal"])


async def test_what_was_seen_may_be_changed_and_what_was_not_is_412(proef: Proef) -> None:
    """D2: the second sees that there is a change; nothing of theirs is saved or echoed; the log says refused."""
    zaak = await proef.new()
    tag = await _tag(proef, zaak)
    assert (await _change(proef, zaak, tag)).status_code == 201
    late = await _change(proef, zaak, tag, 3, by=RAMI)
    assert (late.status_code, late.headers["Content-Type"]) == (412, "application/problem+json")
    assert (late.json()["code"], late.json()["detail"]) == ("gewijzigd", CHANGED)
    assert SECRET_TEXT not in late.text
    assert await _aantal(proef, zaak) == 2
    lines = await proef.logged(action="wijzig_dossier", actor="rami")
    assert [line["result"] for line in lines] == ["refused", "refused"]
    assert (await _change(proef, zaak, await _tag(proef, zaak), 3, by=RAMI)).status_code == 201


async def test_of_two_who_saw_the_same_and_save_at_once_one_is_told(
    proef: Proef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D2: both were compared before either was decided; the version decides, and the other is compared once more."""
    zaak = await proef.new()
    tag, together = await _tag(proef, zaak), asyncio.Barrier(2)
    engine = proef.rooms.engine
    real: Give = engine.give
    waited = iter(range(2))

    async def at_once(message: Message) -> Any:
        if next(waited, None) is not None:
            await together.wait()
        return await real(message)

    monkeypatch.setattr(engine, "give", at_once)
    answers = await asyncio.gather(_change(proef, zaak, tag, 2), _change(proef, zaak, tag, 3, by=RAMI))
    assert sorted(answer.status_code for answer in answers) == [201, 412]
    (won,) = [number for number, answer in zip((2, 3), answers, strict=True) if answer.status_code == 201]
    assert await _aantal(proef, zaak) == won


async def test_ten_at_once_are_one_change(proef: Proef) -> None:
    """D2: whatever the order, exactly one of those who saw the same is accepted."""
    zaak = await proef.new()
    tag = await _tag(proef, zaak)
    answers = await asyncio.gather(*(_change(proef, zaak, tag, 2 + n % 2, key=f"tien-{n:04}") for n in range(10)))
    assert sorted(answer.status_code for answer in answers) == [201] + [412] * 9


@pytest.mark.parametrize(("moves", "status"), [(1, 201), (7, 201), (8, 503)])
async def test_a_change_that_nobody_sees_stands_in_nobodys_way(
    proef: Proef, monkeypatch: pytest.MonkeyPatch, moves: int, status: int
) -> None:
    """D2: the document moved, what is shown did not: compared and decided anew, eight times at most."""
    zaak = await proef.new()
    tag, engine, left = await _tag(proef, zaak), proef.rooms.engine, iter(range(moves))
    real: Give = engine.give

    async def moved(message: Message) -> Any:
        if next(left, None) is not None:
            await engine.rewrite([zaak], lambda known: list(known.values()))
        return await real(message)

    monkeypatch.setattr(engine, "give", moved)
    assert (await _change(proef, zaak, tag)).status_code == status
    assert await _aantal(proef, zaak) == (2 if status == 201 else 1)
    lines = await proef.logged(action="wijzig_dossier")
    assert [line["result"] for line in lines] == (["ok", "ok"] if status == 201 else [])


async def test_a_repeat_of_what_was_accepted_gets_its_answer_again(proef: Proef) -> None:
    """D1 before D2: the line broke after the save; the same request with the same tag is no conflict."""
    zaak = await proef.new()
    tag = await _tag(proef, zaak)
    first = await _change(proef, zaak, tag, key="wijzig-01")
    again = await _change(proef, zaak, tag, key="wijzig-01")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    other = await _change(proef, zaak, tag, 4, key="wijzig-01")
    assert (other.status_code, other.json()["code"]) == (409, "sleutel-hergebruikt")


async def test_without_a_tag_with_a_star_with_several_and_with_a_weak_one(proef: Proef) -> None:
    """`*` is whatever exists; a proxy may weaken our tag; a tag that is none matches nothing."""
    zaak = await proef.new()
    tag = await _tag(proef, zaak)
    for given in ("", "*", f'"x", {tag}', f"W/{tag}"):
        assert (await _change(proef, zaak, given, 1)).status_code == 201
    for given in ('"x"', tag.strip('"'), ","):
        assert (await _change(proef, zaak, given, 1)).status_code == 412


async def test_unknown_and_out_of_sight_are_404_whatever_the_tag(proef: Proef) -> None:
    """L6: nobody learns by If-Match that a zaak exists."""
    zaak = await proef.new()
    tag = await _tag(proef, zaak)
    for given in (tag, '"x"', "*"):
        assert (await _change(proef, zaak, given, by=THEIR_MAN)).status_code == 404


async def test_where_it_can_not_be_kept_it_is_refused(proef: Proef) -> None:
    """Nobody may think that they were protected: 400 where nothing can have been seen."""
    zaak = await proef.new()
    for path in ("/v1/dossiers", f"/v1/dossiers/{zaak}/ongezien"):
        answer = await proef.ask("POST", path, MILA, body=GOOD | {"aantal": 7}, if_match='"x"')
        assert answer.status_code == 400
        assert [fault["plaats"] for fault in answer.json()["fouten"]] == ["header:If-Match"]
    assert await _aantal(proef, zaak) == 1
