# SPDX-License-Identifier: EUPL-1.2
"""What a request may ask and how: its query, its cursor, its method, its numbers and how its body is called."""

import base64
import gzip
import json
from collections.abc import AsyncIterator
from datetime import UTC
from functools import partial
from typing import Any

import httpx2
import pytest
from border import SECRET_TEXT, Issuer, client_of, kit
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.core.media import is_json
from zvhh_kit.http import PageAsked, Problem
from zvhh_kit.http.paging import cursor_of
from zvhh_kit.privacy import StaticIds

ZAAK = "0190aaaa-0000-8000-8000-00000000000a"
LIST, PROEF, STUK = "/v1/dossiers", f"/v1/dossiers/{ZAAK}/proeven", f"/v1/dossiers/{ZAAK}/storingen"
GOOD = {"onderwerp": "hek", "aantal": 1}
SEAL = partial(StaticIds(bytes(32)).cursor, "lees_dossiers")


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
async def client(issuer: Issuer) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the little service, which has no store: what is refused here is refused before it is looked up."""
    async with client_of(kit(issuer)) as client:
        client.headers |= {"Authorization": f"Bearer {issuer.token()}", "Idempotency-Key": "sleutel-1"}
        yield client


def faults(answer: httpx2.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.text
    return [(fault["plaats"], fault["code"]) for fault in answer.json()["fouten"]]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (f"{LIST}?kenmerk=ZV-7K4M-9QXT", "query:kenmerk"),
        (f"{LIST}?Onderwerp=hek", "query:Onderwerp"),
        (f"{LIST}?onderwerp=hek&utm_source=mail", "query:utm_source"),
        (f"{LIST}?zaak_id={ZAAK}", "query:zaak_id"),
        (f"{LIST}?Anna%20Fictief%20belde=1", "query:"),
        (f"{STUK}?hoe=heel&waarom=1", "query:waarom"),
        (f"{LIST}?=1", "query:"),
    ],
)
async def test_an_unknown_parameter_is_refused_and_not_passed_over(
    client: httpx2.AsyncClient, path: str, place: str
) -> None:
    """Who misspells a filter would get everything. A name that could be somebody's is not repeated."""
    answer = await client.get(path)
    assert faults(answer) == [(place, "onbekende-parameter")]
    assert SECRET_TEXT not in answer.text


async def test_a_command_takes_no_parameter_and_tells_all_at_once(client: httpx2.AsyncClient) -> None:
    answer = await client.post(f"{PROEF}?stil=ja", json=GOOD | {"aantal": "x"})
    assert faults(answer) == [("query:stil", "onbekende-parameter"), ("/aantal", "verkeerd-type")]


async def test_a_parameter_stands_there_once(client: httpx2.AsyncClient) -> None:
    assert faults(await client.get(f"{LIST}?onderwerp=hek&onderwerp=tuin")) == [
        ("query:onderwerp", "dubbele-parameter")
    ]


def _written(said: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


ODD: tuple[Any, ...] = (
    *(["plain", 10**30, "x"], ["plain", True, "x"], ["moment", "0001-01-01T00:00:00+14:00", "x"], ["plain", "\0", "x"]),
    *(["plain", 1e308, "x"], ["moment", "9999-12-31T23:59:59-14:00", "x"], ["plain", {"$gt": 1}, "x"], [], {}, 1),
)


@pytest.mark.parametrize("said", ODD, ids=ascii)
async def test_a_cursor_that_we_did_not_give_is_refused(client: httpx2.AsyncClient, said: Any) -> None:
    """D2: a number beyond 64 bits in it was an error of ours in every list."""
    written = _written(said)
    other = StaticIds(bytes(32)).cursor("lees_geopend", written)  # of another list
    for cursor in (written, f"{written}.", f"{written}.{'0' * 32}", f"{written}.{other}", "x", "", ".", "é.é"):
        answer = await client.get(LIST, params={"na": cursor})
        assert faults(answer) == [("query:na", "onbekende-cursor")]


@given(
    st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=20) | st.datetimes(timezones=st.just(UTC)),
    st.text(st.characters(codec="ascii"), max_size=60),
    st.integers(0, 400),
)
def test_ours_says_after_what_it_comes_and_bears_no_change(value: Any, id_: str, where: int) -> None:
    cursor = cursor_of(value, id_, SEAL)
    assert PageAsked.read(cursor, 3, SEAL) == PageAsked(3, (value, id_))
    at = where % len(cursor)
    changed = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
    with pytest.raises(Problem):
        PageAsked.read(changed, 3, SEAL)


async def test_head_is_get_without_its_body(client: httpx2.AsyncClient) -> None:
    got, head = await client.get(STUK), await client.head(STUK)
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(got.headers)
    assert (await client.head("/health/live")).status_code == 200
    lost = await client.head(f"{STUK}?hoe=geweigerd")
    assert (lost.status_code, lost.content) == (409, b"")


async def test_an_id_in_capitals_is_the_same_id(client: httpx2.AsyncClient) -> None:
    """Of a document as of a command."""
    answer = await client.post(PROEF.replace(ZAAK, ZAAK.upper()), json=GOOD)
    assert (answer.status_code, answer.json()["zaakId"]) == (201, ZAAK)


@pytest.mark.parametrize("packing", ["gzip", "GZIP", "br", "deflate", "identity, gzip", "x"])
async def test_a_packed_body_is_415(client: httpx2.AsyncClient, packing: str) -> None:
    """Not: it is no UTF-8."""
    body = gzip.compress(json.dumps(GOOD).encode())
    headers = {"Content-Type": "application/json", "Content-Encoding": packing}
    assert (await client.post(PROEF, content=body, headers=headers)).status_code == 415


@pytest.mark.parametrize(
    ("media", "good"),
    [
        ("application/json; charset=utf-8; x=y", True),
        ("application/json; x=y; CHARSET=\"UTF-8\"", True),
        ("application/json;", True),
        ("application/json; x=charset=latin-1", True),
        ("application/json; charset=latin-1", False),
        ("application/json; charset=utf-8; charset=latin-1", False),
        ("application/jsonx", False),
        ("", False),
    ],
)  # fmt: skip
async def test_a_content_type_is_read_parameter_by_parameter(
    client: httpx2.AsyncClient, media: str, good: bool
) -> None:
    assert is_json(media) is good
    answer = await client.post(PROEF, content=json.dumps(GOOD).encode(), headers={"Content-Type": media})
    assert answer.status_code == (201 if good else 415)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1E+400", "9" * 400 + ".0"])
@pytest.mark.parametrize("form", ['{"x": %s}', '{"onderwerp": "hek", "aantal": %s}', "[[%s]]"])
async def test_a_number_beyond_all_numbers_is_400(client: httpx2.AsyncClient, form: str, number: str) -> None:
    """JSON can write it, nobody can keep it: in a draft, which may hold anything, it was an error of ours."""
    answer = await client.post(PROEF, content=(form % number).encode(), headers={"Content-Type": "application/json"})
    assert faults(answer) == [("", "getal-te-groot")]
