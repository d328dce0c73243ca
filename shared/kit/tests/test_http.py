# SPDX-License-Identifier: EUPL-1.2
"""The border of every API, without a database: headers, problems, strict bodies, roles, OpenAPI."""

import asyncio
import io
import json
import logging
import socket
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import pytest
import uvicorn
from border import ACCESS, OURS, SECRET_TEXT, THEIRS, Issuer, Schrijf, app_of, client_of, kit, routes
from fastapi import APIRouter
from jsonschema_rs import validator_for
from pydantic import TypeAdapter

from zvhh_kit.http import Route, create_app
from zvhh_kit.http.headers import SECURITY
from zvhh_kit.identity import anything, screened
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.process.telemetry import JsonLines

ZAAK = "00000000-0000-8000-8000-000000000000"
PROEF = f"/v1/dossiers/{ZAAK}/proeven"
STUK = f"/v1/dossiers/{ZAAK}/storingen"
GOOD = {"onderwerp": "hek", "aantal": 1}


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
async def client(issuer: Issuer) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the little service, with a token and a key."""
    async with client_of(kit(issuer)) as client:
        client.headers |= {"Authorization": f"Bearer {issuer.token()}", "Idempotency-Key": "sleutel-1"}
        yield client


def is_problem(answer: httpx2.Response, status: int, code: str | None = None) -> dict[str, Any]:
    """The problem in an answer; every problem has the same shape and says who we are in headers."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert set(said) == {"type", "title", "status", "detail", "code", "fouten"}
    assert said["status"] == status
    assert said["title"] and said["detail"]
    assert code is None or said["code"] == code
    dressed(answer)
    return said


def dressed(answer: httpx2.Response) -> None:
    """Every answer says its version and is kept out of caches, frames and guesses."""
    assert answer.headers["API-Version"] == "1.2.3"
    assert {name: answer.headers.get(name) for name in SECURITY} == SECURITY


def faults(answer: httpx2.Response) -> list[tuple[str, str]]:
    return sorted((fault["plaats"], fault["code"]) for fault in is_problem(answer, 400)["fouten"])


async def test_a_good_command_goes_through(client: httpx2.AsyncClient) -> None:
    answer = await client.post(PROEF, json=GOOD | {"naam": SECRET_TEXT})
    assert answer.status_code == 201
    assert answer.json() == {"zaakId": ZAAK, "onderwerp": "hek", "aantal": 1, "naam": SECRET_TEXT}
    dressed(answer)


async def test_every_fault_of_a_body_is_named_at_once_with_its_place(client: httpx2.AsyncClient) -> None:
    """400 and never 422; the place is a JSON pointer; a missing key in the head is told together with the body."""
    del client.headers["Idempotency-Key"]
    body = {"onderwerp": "", "aantal": True, "soort": "mail", "naam": 3, "delen": ["a", 1], "bijvangst": 1}
    assert faults(await client.post(PROEF, json=body)) == [
        ("/aantal", "verkeerd-type"),
        ("/bijvangst", "onbekend-veld"),
        ("/delen/1", "verkeerd-type"),
        ("/naam", "verkeerd-type"),
        ("/onderwerp", "te-kort"),
        ("/soort", "onbekende-waarde"),
        ("header:Idempotency-Key", "idempotency-key"),
    ]
    assert ("/aantal", "ontbreekt") in faults(await client.post(PROEF, json={"onderwerp": "x"}))


@pytest.mark.parametrize("value", [True, False, 1.0, 1.5, "1", None, [1], {}])
async def test_a_number_is_a_number(client: httpx2.AsyncClient, value: Any) -> None:
    """Pydantic's lax mode takes `false` for 0."""
    assert faults(await client.post(PROEF, json={"onderwerp": "hek", "aantal": value}))[0][0] == "/aantal"


async def test_a_rule_of_the_model_speaks_for_itself(client: httpx2.AsyncClient) -> None:
    said = is_problem(await client.post(PROEF, json={"onderwerp": "nee", "aantal": 1}), 400)
    assert said["fouten"] == [{"code": "ongeldig", "tekst": "Dit onderwerp kan niet.", "plaats": "/onderwerp"}]


@pytest.mark.parametrize("value", [SECRET_TEXT, {SECRET_TEXT: SECRET_TEXT}, [SECRET_TEXT]])
@pytest.mark.parametrize("field", ["onderwerp", "aantal", "soort", "naam", "delen", SECRET_TEXT])
async def test_no_problem_repeats_what_was_sent(client: httpx2.AsyncClient, field: str, value: Any) -> None:
    """A body may hold the name of a victim; an answer goes through logs and proxies."""
    answer = await client.post(PROEF, json=GOOD | {"aantal": 99, field: value})
    is_problem(answer, 400)
    assert SECRET_TEXT not in answer.text
    assert "Fictief" not in answer.text


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "geen-json"),
        (b"{", "geen-json"),
        (b'{"onderwerp": "hek", "aantal": 1,}', "geen-json"),
        (b'{"onderwerp": "hek", "aantal": NaN}', "geen-json"),
        (b'{"onderwerp": "hek", "aantal": Infinity}', "geen-json"),
        (b'{"onderwerp": "hek", "aantal": ' + b"1" * 5000 + b"}", "geen-json"),
        (b'{"onderwerp": "h\xff", "aantal": 1}', "geen-utf8"),
        (b'\xff\xfe{\x00"\x00', "geen-utf8"),
        (b'{"onderwerp": "hek", "aantal": 1, "aantal": 2}', "dubbele-sleutel"),
        (b'{"onderwerp": "hek", "aantal": 1, "delen": [{"a": 1, "a": 1}]}', "dubbele-sleutel"),
        (b'{"onderwerp": "h\x00k", "aantal": 1}', "geen-json"),
        (b'{"onderwerp": "h\\u0000k", "aantal": 1}', "nul-teken"),
        (b'{"onderwerp": "hek", "aantal": 1, "delen": ["\\u0000"]}', "nul-teken"),
        (b'{"onderwerp": "hek", "aantal": 1, "a\\u0000": 1}', "nul-teken"),
        (b'{"onderwerp": "\\ud800", "aantal": 1}', "geen-json"),
        (b"[" * 100_000, "te-diep"),
        (b'{"a":' * 50_000, "te-diep"),
    ],
)
async def test_what_is_no_decent_json_is_refused(client: httpx2.AsyncClient, body: bytes, code: str) -> None:
    answer = await client.post(PROEF, content=body, headers={"Content-Type": "application/json"})
    assert faults(answer)[0][1] == code


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b"1"])
async def test_a_body_is_an_object(client: httpx2.AsyncClient, body: bytes) -> None:
    assert faults(await client.post(PROEF, content=body, headers={"Content-Type": "application/json"})) == [
        ("", "verkeerd-type")
    ]


async def test_a_backslash_before_u0000_is_just_text(client: httpx2.AsyncClient) -> None:
    answer = await client.post(PROEF, json=GOOD | {"onderwerp": "pad\\u0000"})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "",
        "json",
        "application/json; charset=utf-16",
    ],
)
async def test_another_content_type_is_415(client: httpx2.AsyncClient, media: str) -> None:
    is_problem(await client.post(PROEF, content=json.dumps(GOOD).encode(), headers={"Content-Type": media}), 415)


@pytest.mark.parametrize(
    "media", ["application/json", "Application/JSON; charset=utf-8", 'application/json;charset="UTF-8"']
)
async def test_json_may_be_called_json_in_several_ways(client: httpx2.AsyncClient, media: str) -> None:
    answer = await client.post(PROEF, content=json.dumps(GOOD).encode(), headers={"Content-Type": media})
    assert answer.status_code == 201


async def test_a_body_of_a_megabyte_and_no_more(client: httpx2.AsyncClient) -> None:
    """With and without Content-Length."""
    whole = json.dumps(GOOD | {"delen": ["x" * 999_900]}).encode()
    assert len(whole) < 1_000_000
    json_ = {"Content-Type": "application/json"}
    assert (await client.post(PROEF, content=whole, headers=json_)).status_code == 201
    is_problem(await client.post(PROEF, content=whole + b" " * 200, headers=json_), 413, "te-groot")

    async def chunks() -> AsyncIterator[bytes]:
        yield whole
        yield b" " * 200

    is_problem(await client.post(PROEF, content=chunks(), headers=json_), 413, "te-groot")


@pytest.mark.parametrize("key", [None, "", "kort123", "x" * 129, "met spatie 1", "sleutel-é"])
async def test_a_command_has_an_idempotency_key(client: httpx2.AsyncClient, key: str | None) -> None:
    """D1: 8 to 128 visible ASCII characters."""
    del client.headers["Idempotency-Key"]
    headers = [(b"Idempotency-Key", key.encode())] if key is not None else []
    assert faults(await client.post(PROEF, json=GOOD, headers=headers)) == [
        ("header:Idempotency-Key", "idempotency-key")
    ]


async def test_two_keys_are_none(client: httpx2.AsyncClient) -> None:
    del client.headers["Idempotency-Key"]
    answer = await client.post(
        PROEF, json=GOOD, headers=[("Idempotency-Key", "sleutel-1"), ("Idempotency-Key", "sleutel-2")]
    )
    assert faults(answer) == [("header:Idempotency-Key", "idempotency-key")]


async def test_who_is_not_known_learns_nothing(client: httpx2.AsyncClient, issuer: Issuer) -> None:
    """401 before the body is looked at, with the way to do better."""
    for header, code in [
        ("", "geen-token"),
        (f"Bearer {issuer.token(aud='x')}", "token-ongeldig"),
        (f"Bearer {issuer.token(exp=1)}", "token-verlopen"),
    ]:
        answer = await client.post(PROEF, content=b"{", headers={"Authorization": header})
        assert is_problem(answer, 401, code)["fouten"] == []
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    del client.headers["Authorization"]
    is_problem(await client.post(PROEF, json=GOOD), 401, "geen-token")


async def test_a_role_that_may_not_is_403_before_any_look_up(client: httpx2.AsyncClient, issuer: Issuer) -> None:
    """This service has no database at all, so nothing can have been looked up."""
    for roles in ([], ["toezicht"], ["baas"]):
        token = {"Authorization": f"Bearer {issuer.token(roles=roles)}"}
        is_problem(await client.get(f"/v1/dossiers/{ZAAK}", headers=token), 403, "geen-rol")
        is_problem(await client.post(PROEF, content=b"{", headers=token), 403, "geen-rol")
    token = {"Authorization": f"Bearer {issuer.token(oin=None)}"}
    is_problem(await client.get(f"/v1/dossiers/{ZAAK}", headers=token), 403, "geen-organisatie")


async def test_an_issuer_that_is_away_is_503() -> None:
    issuer = Issuer()
    issuer.away = True
    async with client_of(kit(issuer)) as client:
        answer = await client.get(STUK, headers={"Authorization": f"Bearer {issuer.token()}"})
        is_problem(answer, 503)
        assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    "path", ["/v1/dossiers/", f"/v1/dossiers/{ZAAK}/", "/v1/nergens", "/", "/docs", "/openapi.json", "/v1/dossiers/abc",
             f"/v1/dossiers/{ZAAK.upper().replace('0', 'G')}", "/v1/dossiers/%00", f"/v1/dossiers/{ZAAK}%0a"]
)  # fmt: skip
async def test_what_is_not_there_is_404(client: httpx2.AsyncClient, path: str) -> None:
    """Also with a slash behind it (no-trailing-slash), and for an id that no zaak can have."""
    is_problem(await client.get(path), 404, "niet-gevonden")


async def test_another_method_is_405_with_every_method_that_is_there(client: httpx2.AsyncClient) -> None:
    answer = await client.delete("/v1/dossiers")
    is_problem(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "query", ["aantal=0", "aantal=201", "aantal=x", "na=x", "na=WzFd", "na=" + "a" * 600, "onderwerp=%00"]
)
async def test_a_wrong_query_is_400_with_its_name(client: httpx2.AsyncClient, query: str) -> None:
    place = faults(await client.get(f"/v1/dossiers?{query}"))[0][0]
    assert place == ("query:" if "%00" in query else f"query:{query.partition('=')[0]}")


async def test_a_refusal_of_the_domain_and_an_absent_database_are_problems(client: httpx2.AsyncClient) -> None:
    assert is_problem(await client.get(f"{STUK}?hoe=geweigerd"), 409, "nu-niet")["detail"] == "Dat kan nu niet."
    answer = await client.get(f"{STUK}?hoe=weg")
    is_problem(answer, 503)
    assert answer.headers["Retry-After"] == "5"
    assert "ServerSelection" not in answer.text


async def test_an_error_of_ours_tells_nobody_anything(
    client: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Not the caller, and not the log: the type and the place of an error, never its text."""
    with caplog.at_level(logging.INFO, "zvhh_kit"):
        answer = await client.get(f"{STUK}?hoe=fout")
    is_problem(answer, 500)
    assert SECRET_TEXT not in answer.text
    lines = [JsonLines("proef").format(record) for record in caplog.records]
    assert SECRET_TEXT not in "".join(lines)
    (line,) = [json.loads(line) for line in lines if "RuntimeError" in line]
    assert "border.py" in line["where"]
    assert (line["operation"], line["status"], line["zaakId"], line["level"]) == ("stuk", 500, ZAAK, "error")


async def test_a_request_is_one_line_in_the_log(client: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    """zaakId, operation, status, duration and trace; no body, no query, no person."""
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with caplog.at_level(logging.INFO, "zvhh_kit"):
        await client.post(f"{PROEF}?geheim=ja", json=GOOD | {"naam": SECRET_TEXT}, headers={"traceparent": trace})
    (record,) = caplog.records
    line = json.loads(JsonLines("proef").format(record))
    assert line.pop("ms") >= 0
    del line["time"]
    assert line == {
        "level": "info", "service": "proef", "event": "request", "operation": "proef", "status": 400, "zaakId": ZAAK,
        "trace": "0af7651916cd43dd8448eb211c80319c",
    }  # fmt: skip


async def test_etag_is_of_the_representation(client: httpx2.AsyncClient) -> None:
    """Hole 19: no version of a document in it."""
    first = await client.get(STUK)
    tag = first.headers["ETag"]
    again = await client.get(STUK, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    dressed(again)
    assert (await client.get(STUK, headers={"If-None-Match": '"x"'})).status_code == 200


async def test_health_and_metrics_need_no_token(issuer: Issuer) -> None:
    up = {"database": True, "broker": True}

    async def database() -> bool:
        return up["database"]

    async def broker() -> bool:
        if not up["broker"]:
            raise RuntimeError("broken")
        return True

    rooms = kit(issuer, ready={"database": database, "broker": broker})
    async with client_of(rooms) as client:
        assert (await client.get("/health/live")).json() == {"status": "ok"}
        assert (await client.get("/health/ready")).status_code == 200
        up.update(broker=False)
        assert (await client.get("/health/ready")).status_code == 503
        assert (await client.get("/health/api")).status_code == 200, "commands work without the broker"
        up.update(database=False)
        assert (await client.get("/health/api")).status_code == 503
        answer = await client.get("/health/ready")
        assert (answer.status_code, answer.json()["delen"]) == (503, {"database": False, "broker": False})
        assert (await client.get("/health/live")).status_code == 200
        text = (await client.get("/metrics")).text
        assert 'zvhh_dependency_up{dependency="database"} 0.0' in text
        dressed(answer)


async def test_openapi_can_be_read_by_anybody(client: httpx2.AsyncClient) -> None:
    del client.headers["Authorization"]
    answer = await client.get("/v1/openapi.json")
    dressed(answer)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    document = answer.json()
    assert document["openapi"].startswith("3.")
    assert document["info"]["version"] == answer.headers["API-Version"]
    assert set(document["info"]["contact"]) == {"name", "email", "url"}


async def test_openapi_tells_what_the_border_does(client: httpx2.AsyncClient) -> None:
    document = (await client.get("/v1/openapi.json")).json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            responses = operation["responses"]
            assert {"400", "401", "403", "500", "503"} <= set(responses)
            assert "422" not in responses
            assert ("404" in responses) == ("{" in path)
            assert operation["security"] == [{"bearer": []}]
            headers = {parameter["name"] for parameter in operation["parameters"]}
            assert ("Idempotency-Key" in headers) == (method == "post")
            assert ({"409", "413", "415"} <= set(responses)) == (method == "post")
            assert all(
                "API-Version" in response["headers"] for response in responses.values() if "$ref" not in response
            )
    assert "HTTPValidationError" not in json.dumps(document)


async def test_openapi_tells_which_commands_can_be_bound_to_what_was_seen(client: httpx2.AsyncClient) -> None:
    """D2: those on a document that can be read: with If-Match and its 412; the maker of a document is none of them."""
    paths = (await client.get("/v1/openapi.json")).json()["paths"]
    bound = {
        path
        for path, operations in paths.items()
        for operation in operations.values()
        if "If-Match" in [parameter["name"] for parameter in operation.get("parameters", ())]
    }
    assert bound == {f"/v1/dossiers/{{zaak_id}}/{part}" for part in ("wijzigingen", "ongezien", "proeven")}
    assert {
        path for path, operations in paths.items() if "412" in operations.get("post", {"responses": {}})["responses"]
    } == bound


@pytest.mark.parametrize(("minute", "day", "status"), [(59, date(2025, 3, 2), 403), (60, date(2025, 3, 3), 200)])
async def test_nobody_gets_in_before_the_day_of_their_screening(
    issuer: Issuer, minute: int, day: date, status: int
) -> None:
    """L10: by the local day of receipt, which begins at 23:00 UTC in winter; before any role is looked at."""

    class At(SystemClock):
        def now(self) -> datetime:
            return datetime(2025, 3, 2, 22, tzinfo=UTC) + timedelta(minutes=minute)

    asked: list[tuple[str, date]] = []

    def has_vog(subject: str, on: date) -> bool:
        asked.append((subject, on))
        return subject == "mila" and on >= date(2025, 3, 3)

    rooms = kit(issuer, admit=screened(has_vog, lambda _: OURS, "070-7570900"), clock=At())
    async with client_of(rooms) as client:
        headers = {"Authorization": f"Bearer {issuer.token()}"}
        answer = await client.get(STUK, headers=headers)
        assert (answer.status_code, asked) == (status, [("mila", day)])
        for claims in ({"sub": "rami"}, {"sub": "otto", "roles": ["operator"]}, {"sub": "fred", "roles": ["toezicht"]}):
            answer = await client.get(STUK, headers={"Authorization": f"Bearer {issuer.token(**claims)}"})
            is_problem(answer, 403, "geen-vog")
        assert "070-7570900" in answer.json()["detail"]
        is_problem(await client.get(STUK), 401, "geen-token")
        assert (await client.get("/health/live")).status_code == 200


@pytest.mark.parametrize(("works_for", "status"), [(OURS, 200), (THEIRS, 403), (None, 403)])
async def test_a_token_names_the_organisation_that_is_on_record(
    issuer: Issuer, works_for: str | None, status: int
) -> None:
    """L6: with another one a person would see the zaken of an organisation that they don't work for."""
    rooms = kit(issuer, admit=screened(lambda *_: True, lambda _: works_for, "070-7570900"))
    async with client_of(rooms) as client:
        answer = await client.get(STUK, headers={"Authorization": f"Bearer {issuer.token()}"})
        assert answer.status_code == status
        if status == 403:
            assert "070-7570900" in is_problem(answer, 403, "andere-organisatie")["detail"]


async def test_problems_are_as_openapi_says(client: httpx2.AsyncClient) -> None:
    schema = (await client.get("/v1/openapi.json")).json()["components"]["schemas"]["Probleem"]
    validator_for(schema).validate((await client.post(PROEF, json={})).json())


def test_an_app_with_an_open_operation_is_not_made(issuer: Issuer) -> None:
    """Every route stands in the access table or is public on purpose; every router uses the kit's route class."""
    with pytest.raises(ValueError, match="lees_dossier: no row"):
        app_of(kit(issuer, access={name: row for name, row in ACCESS.items() if name != "lees_dossier"}))
    with pytest.raises(ValueError, match="weg: a row, but no route"):
        app_of(kit(issuer, access={**ACCESS, "weg": {"melder": anything}}))
    foreign, nameless = APIRouter(prefix="/v1/vreemd"), APIRouter(prefix="/v1/naamloos", route_class=Route)

    async def leeg() -> None:
        """Nothing."""

    foreign.get("", operation_id="vreemd")(leeg)
    nameless.get("")(leeg)
    for router, text in ((foreign, "Route class"), (nameless, "operation_id")):
        with pytest.raises(ValueError, match=text):
            create_app(kit(issuer, routers=[routes(), router]))


async def test_a_public_operation_needs_no_token(issuer: Issuer) -> None:
    router = APIRouter(prefix="/v1/sleutels", route_class=Route)

    @router.get("", operation_id="lees_sleutels")
    async def sleutels() -> dict[str, str]:
        return {"kid": "k1"}

    app = create_app(kit(issuer, public=frozenset({"lees_sleutels"}), routers=[routes(), router]))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://proef.test") as client:
        assert (await client.get("/v1/sleutels")).json() == {"kid": "k1"}
        assert "security" not in (await client.get("/v1/openapi.json")).json()["paths"]["/v1/sleutels"]["get"]


def test_the_strict_reader_takes_what_the_schema_takes() -> None:
    """The schema that partners read and the reader that judges them are the same model."""
    schema = TypeAdapter(Schrijf).json_schema(by_alias=True)
    validator_for(schema).validate(GOOD)
    assert not validator_for(schema).is_valid(GOOD | {"aantal": True})


def test_a_log_line_never_repeats_a_library(caplog: pytest.LogCaptureFixture) -> None:
    """Of other people's lines only the template, of errors only type and place."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines("proef"))
    library = logging.getLogger("pymongo.proef")
    library.addHandler(handler)
    try:
        library.warning("failed for %s", SECRET_TEXT)
        library.error("boom %s", SECRET_TEXT, exc_info=ValueError(SECRET_TEXT))
    finally:
        library.removeHandler(handler)
    assert SECRET_TEXT not in stream.getvalue()
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["logger"]) == ("failed for …", "pymongo.proef")
    assert (second["error"], second["event"]) == ("ValueError", "error in a library")


async def test_a_client_that_sends_too_much_gets_to_read_the_answer(issuer: Issuer) -> None:
    """Over a real socket: 2 MB, announced or in chunks, is answered and not cut off."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app_of(kit(issuer)), log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve([listening]))
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}") as client:
            client.headers |= {"Authorization": f"Bearer {issuer.token()}", "Content-Type": "application/json"}
            is_problem(
                await client.post(PROEF, content=b" " * 2_000_000, headers={"Idempotency-Key": "sleutel-1"}), 413
            )

            async def chunks() -> AsyncIterator[bytes]:
                for _ in range(20):
                    yield b" " * 100_000

            is_problem(await client.post(PROEF, content=chunks(), headers={"Idempotency-Key": "sleutel-1"}), 413)
            assert (await client.get("/health/live")).status_code == 200
    finally:
        server.should_exit = True
        await serving
