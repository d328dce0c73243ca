# SPDX-License-Identifier: EUPL-1.2
"""The log of reads and writes as supervision reads it, on a real database; and that this reading is a line too (L7)."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from proef import FRED, MILA, NOOR, OURS, RAMI, THEIR_MAN, THEIRS, Proef

from zvhh_kit.privacy.reading import as_csv

pytestmark = pytest.mark.parts
PATH = "/v1/verwerkingen"


async def lines(proef: Proef, **query: Any) -> list[dict[str, Any]]:
    """What supervision reads, all parts of it, three lines at a time."""
    found: list[dict[str, Any]] = []
    asked = {"reden": "toezicht", "aantal": 3} | query
    while True:
        answer = await proef.ask("GET", PATH, FRED, query=asked)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        if page["volgende"] is None:
            return found
        assert len(page["items"]) == 3
        asked["na"] = page["volgende"]


def not_reading(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the lines that this reading itself made."""
    return [one for one in found if one["handeling"] != "lees_verwerkingen"]


async def _busy(proef: Proef) -> tuple[str, str]:
    """Two zaken, read by several people at several moments."""
    first, second = await proef.new(), await proef.new("sleutel-2")
    proef.at(proef.rooms.clock.now() + timedelta(hours=1))
    for who in (MILA, RAMI, THEIR_MAN, NOOR):
        await proef.ask("GET", f"/v1/dossiers/{first}", who)
    proef.at(proef.rooms.clock.now() + timedelta(hours=1))
    await proef.ask("GET", f"/v1/dossiers/{second}", RAMI)
    return first, second


async def test_it_is_read_by_zaak_person_organisation_result_and_period(proef: Proef) -> None:
    """L7, AVG art. 15: whatever is asked, every line that fits and no other, in order, part after part."""
    began = proef.rooms.clock.now()
    first, second = await _busy(proef)
    of_first = not_reading(await lines(proef, zaak=first.upper()))
    assert [(one["persoon"], one["handeling"], one["resultaat"]) for one in of_first] == [
        *[("mila", "schrijf_dossier", "ok")] * 2,
        *[("mila", "lees_dossier", "ok")] * 2,
        *[("rami", "lees_dossier", "ok")] * 2,
        ("piet", "lees_dossier", "refused"),
        *[("noor", "lees_dossier", "ok")] * 2,
    ]
    assert [one["tijd"] for one in of_first] == sorted(one["tijd"] for one in of_first)
    assert {one["object"] for one in await lines(proef, persoon="rami")} == {f"dossier/{first}", f"dossier/{second}"}
    assert {one["persoon"] for one in await lines(proef, organisatie=THEIRS)} == {"piet"}
    assert {one["persoon"] for one in not_reading(await lines(proef, organisatie=NOOR.oin))} == {"noor"}
    (refused,) = await lines(proef, resultaat="refused")
    assert (refused["persoon"], refused["adres"]) == ("piet", "127.0.0.1")
    person = of_first[0]["betrokkene"]
    about = not_reading(await lines(proef, betrokkene=person))
    assert {(one["object"], one["betrokkene"]) for one in about} == {(f"dossier/{first}", person)}
    hour = {"van": (began + timedelta(hours=1)).isoformat(), "tot": (began + timedelta(hours=2)).isoformat()}
    assert {one["object"] for one in await lines(proef, **hour)} == {f"dossier/{first}"}
    assert len(await lines(proef, **hour)) == 7
    assert await lines(proef, zaak=second, persoon="noor") == []


async def test_reading_it_is_a_line_with_its_reason(proef: Proef) -> None:
    """L7: also where nothing is found; and it is found by the zaak that was asked for."""
    zaak = await proef.new()
    await lines(proef, zaak=zaak, reden="klacht", aantal=200)
    await lines(proef, persoon="niemand", reden="inzageverzoek")
    seen = await lines(proef, persoon="fred", reden="incident", aantal=200)
    assert [(one["handeling"], one["object"], one["doel"].rpartition("/")[2]) for one in seen] == [
        ("lees_verwerkingen", f"verwerkingen/{zaak}", "klacht"),
        ("lees_verwerkingen", "verwerkingen/*", "inzageverzoek"),
        ("lees_verwerkingen", "verwerkingen/*", "incident"),
    ]
    assert seen[0]["betrokkene"] == proef.rooms.ids.pseudonym(zaak)
    assert (await lines(proef, zaak=zaak, aantal=200))[-2]["persoon"] == "fred"
    assert not list(await proef.rooms.log.verify())


async def test_it_is_supervision_s_and_needs_a_reason_and_a_question(proef: Proef) -> None:
    """L6: nobody else; everything at once is no question; an odd one says where."""
    for who in (MILA, NOOR):
        for path in (PATH, f"{PATH}.csv"):
            answer = await proef.ask("GET", path, who, query={"reden": "toezicht", "persoon": "mila"})
            assert answer.status_code == 403
    for query, place in (
        ({"persoon": "mila"}, "query:reden"),
        ({"persoon": "mila", "reden": "zomaar"}, "query:reden"),
        ({"reden": "toezicht"}, "query:zaak"),
        ({"reden": "toezicht", "organisatie": "x"}, "query:organisatie"),
        ({"reden": "toezicht", "van": "2025-01-01"}, "query:van"),
        ({"reden": "toezicht", "betrokkene": "$ne"}, "query:betrokkene"),
        ({"reden": "toezicht", "persoon": "mila", "na": "zomaar"}, "query:na"),
    ):
        answer = await proef.ask("GET", PATH, FRED, query=query)
        assert (answer.status_code, [one["plaats"] for one in answer.json()["fouten"]]) == (400, [place])


async def test_it_comes_as_a_file_in_parts(proef: Proef, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a spreadsheet; what is more than one file holds is in the next, by the header Link."""
    first, _ = await _busy(proef)
    monkeypatch.setattr("zvhh_kit.http.logboek._MOST", 5)
    query = f"?reden=toezicht&zaak={first}"
    answer = await proef.client.get(f"{PATH}.csv{query}", headers=await _fred(proef))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    [*head] = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
    assert head[0][:4] == ["tijd", "handeling", "object", "resultaat"]
    link = answer.headers["link"].removeprefix("<").partition(">")[0]
    rest = await proef.client.get(f"{PATH}.csv{link}", headers=await _fred(proef))
    body = list(csv.reader(io.StringIO(rest.text.removeprefix("\ufeff")), delimiter=";"))[1:]
    assert "link" in answer.headers
    assert len(head[1:]) == 5
    assert [row[4] for row in [*head[1:], *body] if row[4] != "fred"] == [
        *["mila"] * 4,
        *["rami"] * 2,
        "piet",
        *["noor"] * 2,
    ]


async def _fred(proef: Proef) -> dict[str, str]:
    return {"Authorization": f"Bearer {proef.issuer.token(FRED)}"}


async def test_it_is_read_of_a_zaak_that_is_gone(proef: Proef) -> None:
    """L8: the lines stay; by the id, as nothing else is left."""
    zaak = await proef.new()
    assert await proef.say(zaak, 1) == "handled"
    await proef.rooms.effects.perform()
    assert [one["handeling"] for one in not_reading(await lines(proef, zaak=zaak))][-2:] == ["vernietig-sleutel"] * 2


def test_nothing_in_a_file_is_a_formula() -> None:
    """A subject id may begin with a sign that a spreadsheet acts on."""
    line = {"actor": "@SUM(A1)", "object": "-1", "n": 3, "oin": OURS}
    (row,) = csv.reader(io.StringIO(as_csv([line], head=False).decode()), delimiter=";")
    assert (row[4], row[2], row[12]) == ("'@SUM(A1)", "'-1", "3")
