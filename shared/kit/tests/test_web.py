# SPDX-License-Identifier: EUPL-1.2
"""Pages of every service, without a database: logging in and out, who sees what, forms, and what a stranger tries."""

import re
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
import time_machine
from border import OURS, SECRET_TEXT, Lines
from browsing import HOST, Browser, Door, hidden
from fastapi import APIRouter
from starlette.responses import Response

from zvhh_kit.domain.decision import Fault, Refused
from zvhh_kit.http import Problem
from zvhh_kit.identity import screened
from zvhh_kit.store.documents import Unavailable
from zvhh_kit.web import PageRoute, create_site
from zvhh_kit.web.login import own_path
from zvhh_kit.web.sealed import Seal
from zvhh_kit.web.session import Cookies, Session

GOOD = {"onderwerp": "hek", "aantal": "1", "naam": "Anna\r\nFictief"}
COOKIE = "__Host-zvhh-sessie"


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    browser = Browser(tmp_path)
    async with browser.client:
        yield browser


@pytest.fixture
async def mila(browser: Browser) -> Browser:
    """A browser in which a melder is logged in."""
    await browser.log_in()
    return browser


async def test_who_is_logged_in_sees_the_page_that_was_asked(browser: Browser) -> None:
    """Sent to the issuer with PKCE, back with a code, on to where they were going."""
    asked = await browser.client.get("/open?stand=1")
    assert (asked.status_code, asked.headers["location"]) == (303, "/aanmelden?naar=/open%3Fstand%3D1")
    back = await browser.log_in("/open%3Fstand%3D1")
    assert (back.status_code, back.headers["location"]) == (303, "/open?stand=1")
    page = await browser.client.get("/open")
    assert page.status_code == 200
    assert "Mila Voorbeeld" in page.text and "<title>Proef – Huis</title>" in page.text
    assert browser.door.sent[0].keys() >= {"code_verifier", "redirect_uri"}


async def test_the_cookie_is_for_this_host_only_and_tells_nothing(browser: Browser) -> None:
    """Sealed, out of reach of scripts, of other sites and of an open line."""
    cookie = (await browser.log_in()).headers.get_list("set-cookie")[0]
    name, _, rest = cookie.partition("=")
    assert name == COOKIE
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= {one.strip() for one in rest.split(";")}
    assert "Domain" not in cookie and "Mila" not in cookie and "mila" not in cookie and OURS not in cookie


async def test_every_page_has_the_headers_of_a_page(mila: Browser) -> None:
    """No script but ours, no frame, no cache, and a form that says where it comes from."""
    for path in ("/open", "/stuk", "/afmelden", "/nergens", "/aanmelden/klaar"):
        headers = (await mila.client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert (headers["referrer-policy"], headers["cache-control"]) == ("same-origin", "no-store")
        assert headers["x-frame-options"] == "DENY"


async def test_a_session_ends_after_a_quarter_of_an_hour_of_nothing(mila: Browser) -> None:
    """And while something is done it goes on, for ten hours at most; the issuer is asked each time."""
    with time_machine.travel(time.time(), tick=False) as clock:
        await mila.log_in()
        for _ in range(4):
            clock.shift(11 * 60)
            assert (await mila.client.get("/open")).status_code == 200
        assert [form["grant_type"] for form in mila.door.sent].count("refresh_token") == 4
        clock.shift(15 * 60)
        assert (await mila.client.get("/open")).status_code == 303
        await mila.log_in()
        for _ in range(60):
            clock.shift(10 * 60)
            last = await mila.client.get("/open")
        assert last.status_code == 303


async def test_roles_are_read_again_when_a_session_is_renewed(mila: Browser) -> None:
    """L6: who is another than before is nothing here any more; who is dismissed at the issuer is out."""
    with time_machine.travel(time.time(), tick=False) as clock:
        await mila.log_in()
        mila.door.person = {"roles": ["toezicht"]}
        assert (await mila.client.get("/open")).status_code == 200
        clock.shift(4 * 60)
        assert (await mila.client.get("/open")).status_code == 404
        clock.shift(4 * 60)
        mila.door.barred = True
        assert (await mila.client.get("/open")).status_code == 303


async def test_an_issuer_that_is_away_ends_no_session_at_once(mila: Browser) -> None:
    """But nobody goes on longer than a quarter of an hour without it."""
    with time_machine.travel(time.time(), tick=False) as clock:
        await mila.log_in()
        mila.door.away = True
        clock.shift(10 * 60)
        assert (await mila.client.get("/open")).status_code == 200
        clock.shift(6 * 60)
        assert (await mila.client.get("/open")).status_code == 303


def test_on_an_open_line_the_cookie_says_no_more_than_it_can() -> None:
    """Local mode: a browser would not keep a `__Host-` cookie of http; in production the address must be https."""
    response = Response()
    Cookies(Seal([b"x" * 32]), "http://localhost:8000").keep(response, session(id_token=""))
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("zvhh-sessie=") and "HttpOnly" in cookie and "Secure" not in cookie


def test_a_cookie_that_would_be_too_large_leaves_out_the_identity_token() -> None:
    """A browser would pass over it without a word."""
    cookies, response = Cookies(Seal([b"x" * 32]), "https://x"), Response()
    cookies.keep(response, session(id_token=secrets.token_hex(4000)))
    name, _, value = response.headers["set-cookie"].partition(";")[0].partition("=")
    kept = cookies.session({name: value})
    assert kept is not None and (kept.id_token, kept.refresh_token) == ("", "verder")


def session(**changes: str) -> Session:
    now = int(time.time())
    known = {"subject": "mila", "oin": OURS, "name": "Mila", "refresh_token": "verder"}
    return Session(**(known | changes), roles=("melder",), begun=now, renewed=now)


@pytest.mark.parametrize("how", ["tampered", "another key", "another purpose", "nonsense"])
async def test_a_cookie_that_we_did_not_give_is_none(mila: Browser, how: str) -> None:
    """Whoever changes one is nobody."""
    given = mila.client.cookies[COOKIE]
    value = mila.rooms.settings.session_secrets[0]
    fake = {
        "tampered": given[:-6] + "AAAAAA",
        "another key": Seal([b"x" * 32]).seal("sessie", Seal([value]).open("sessie", given) or {}),
        "another purpose": Seal([value]).seal("aanmelden", Seal([value]).open("sessie", given) or {}),
        "nonsense": "..",
    }[how]
    mila.client.cookies.clear()
    answer = await mila.client.get("/open", headers={"Cookie": f"{COOKIE}={fake}"})
    assert answer.status_code == 303


async def test_a_page_has_the_rights_of_its_operation(tmp_path: Path) -> None:
    """L6, L7: without a role it is as if there were nothing (404), written down as refused; and reads say that it was a page."""
    lines = Lines()
    browser = Browser(tmp_path, log=lines)
    async with browser.client:
        await browser.log_in(roles=["deelnemer"])
        assert (await browser.client.get("/open")).status_code == 404
        assert (lines.written[-1].action, lines.written[-1].result) == ("lees_dossiers", "refused")
        await browser.log_in()
        missing = await browser.client.get("/dossiers/00000000-0000-8000-8000-000000000000")
        assert missing.status_code == 404 and "geen toegang" in missing.text


async def test_who_has_no_vog_reads_why(tmp_path: Path) -> None:
    """L10: the same text as the API gives, in a page."""
    browser = Browser(tmp_path, admit=screened(lambda *_: False, lambda _: None, "070-1"))
    async with browser.client:
        await browser.log_in()
        page = await browser.client.get("/open")
        assert page.status_code == 403 and "geen VOG-datum" in page.text


async def test_a_form_is_the_request_that_the_api_knows(mila: Browser) -> None:
    """Its key is the Idempotency-Key; what was typed is read as strictly, line ends as one."""
    answer = await mila.post("/open", await mila.fields() | GOOD)
    assert answer.status_code == 303
    (command,) = mila.done
    assert (command.onderwerp, command.aantal) == ("hek", 1)
    assert command.naam is not None and command.naam.clear == "Anna\nFictief"


async def test_faults_stand_at_their_fields_and_what_was_typed_stays(mila: Browser) -> None:
    """In the words of the form, in its order; what was typed is text and never markup."""
    typed = {"onderwerp": "<script>x</script> en nog veel meer", "naam": "&amp;"}
    answer = await mila.post("/open", await mila.fields() | typed)
    assert answer.status_code == 400
    assert "<title>Fout: Proef" in answer.text
    assert re.findall(r'<a href="#(veld-\w+)">([^<]+)', answer.text) == [
        ("veld-onderwerp", "Maximaal 20 tekens."),
        ("veld-aantal", "Vul een getal in."),
    ]
    assert "<script>x" not in answer.text and "&lt;script&gt;x&lt;/script&gt;" in answer.text
    assert "&amp;amp;" in answer.text
    assert mila.done == []


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (Refused.many([Fault("vol", "Het is vol.", "/aantal")], status=409), 409, '<a href="#veld-aantal">Het is vol.'),
        (Problem(412), 412, "Iemand anders heeft dit net gewijzigd."),
        (Refused("sleutel-hergebruikt", "x"), 409, "U hebt dit formulier al verstuurd"),
    ],
)
async def test_what_is_refused_is_said_on_the_form(mila: Browser, raised: Exception, status: int, said: str) -> None:
    """In words for people; a key that was used up is another one the next time."""
    before = await mila.fields()
    mila.fails.append(raised)
    answer = await mila.post("/open", before | GOOD)
    assert answer.status_code == status and said in answer.text and 'value="hek"' in answer.text
    after = hidden(answer.text)
    assert (after["_sleutel"] != before["_sleutel"]) == (said.startswith("U hebt"))
    assert (await mila.post("/open", after | GOOD)).status_code == 303


@pytest.mark.parametrize("raised", [Unavailable("x"), RuntimeError(SECRET_TEXT)])
async def test_what_can_not_be_saved_now_can_be_sent_again(mila: Browser, raised: Exception) -> None:
    """The whole text stands on the page, with a button; a second time is one time by its key."""
    fields = await mila.fields() | GOOD
    mila.fails.append(raised)
    answer = await mila.post("/open", fields)
    assert answer.status_code in {500, 503} and "Opslaan lukt nu niet" in answer.text
    assert "Over wie?" in answer.text and SECRET_TEXT not in answer.text.replace("Anna\nFictief", "")
    again = hidden(answer.text)
    assert again["_sleutel"] == fields["_sleutel"]
    assert (await mila.post("/open", again)).status_code == 303


async def test_a_form_that_comes_too_late_loses_no_text(mila: Browser) -> None:
    """Logged out meanwhile: the text, a way to log in in another tab, and the same form still counts."""
    fields = await mila.fields() | GOOD
    mila.client.cookies.clear()
    answer = await mila.post("/open", fields)
    assert answer.status_code == 401
    assert "U was te lang weg" in answer.text and 'target="_blank"' in answer.text and "hek" in answer.text
    await mila.log_in("/aanmelden/klaar")
    assert (await mila.post("/open", hidden(answer.text))).status_code == 303


@pytest.mark.parametrize(
    "origin", ["https://elders.test", "null", None, "http://proef.test", "https://proef.test:8443"]
)
async def test_a_form_of_another_site_is_refused(mila: Browser, origin: str | None) -> None:
    """Whatever it holds."""
    answer = await mila.post("/open", await mila.fields() | GOOD, origin)
    assert answer.status_code == 403 and mila.done == []


async def test_a_form_without_the_proof_of_this_person_is_refused(mila: Browser) -> None:
    """No token, or that of somebody who was logged in here before."""
    fields = await mila.fields() | GOOD
    assert (await mila.post("/open", fields | {"_bewijs": ""})).status_code == 403
    await mila.log_in(sub="anna", roles=["melder"])
    answer = await mila.post("/open", fields)
    assert answer.status_code == 403 and "iemand anders" in answer.text and "hek" not in answer.text
    assert mila.done == []


@pytest.mark.parametrize(
    "asked",
    ["https://elders.test", "//elders.test", "/\\elders.test", "javascript:x", "/a\nb", "/afmelden", "", "/\t/x"],
)
def test_after_logging_in_nobody_is_sent_away(asked: str) -> None:
    """Only to a path of this host."""
    assert own_path(asked) == "/aanmelden/klaar"


async def test_an_answer_that_does_not_fit_the_question_logs_nobody_in(browser: Browser) -> None:
    """Another state, no question of ours, an error of the issuer, another nonce."""
    sent = await browser.client.get("/aanmelden")
    came = browser.door.chosen(sent.headers["location"])
    for params in (came | {"state": "anders"}, {"error": "access_denied", "state": came["state"]}, {}):
        answer = await browser.client.get("/aanmelden/terug", params=params)
        assert answer.status_code == 400 and COOKIE not in browser.client.cookies
    browser.door.codes[came["code"]]["nonce"] = "van een ander"
    assert (await browser.client.get("/aanmelden/terug", params=came)).status_code == 400
    browser.client.cookies.clear()
    assert (await browser.client.get("/aanmelden/terug", params=came)).status_code == 400


async def test_logging_out_ends_the_login_at_the_issuer_too(mila: Browser) -> None:
    """With the proof of this person only; afterwards nothing is left."""
    page = (await mila.client.get("/open")).text
    token = re.findall(r'action="/afmelden".*?name="_bewijs" value="([^"]+)"', page)[0]
    assert (await mila.post("/afmelden", {"_bewijs": "x"})).headers["location"] == "/afmelden"
    assert (await mila.client.get("/open")).status_code == 200
    gone = await mila.post("/afmelden", {"_bewijs": token})
    assert gone.status_code == 303
    address = httpx2.URL(gone.headers["location"])
    assert address.path.endswith("/end_session_endpoint")
    assert address.params["post_logout_redirect_uri"] == f"{HOST}/afmelden" and address.params["id_token_hint"]
    assert (await mila.client.get("/open")).status_code == 303


async def test_a_part_is_the_page_without_its_frame(mila: Browser) -> None:
    """Asked by its header at the same address; who is logged out gets a short answer."""
    part = await mila.client.get("/open", headers={"X-ZVHH-Deel": "1"})
    assert part.text.strip() == f"<p>{OURS}</p>" and "X-ZVHH-Deel" in part.headers["vary"]
    mila.client.cookies.clear()
    part = await mila.client.get("/open", headers={"X-ZVHH-Deel": "1"})
    assert part.status_code == 401 and "<html" not in part.text


async def test_an_error_of_ours_is_a_page_that_says_nothing_of_it(mila: Browser) -> None:
    """And an address that is nobody's too; a system still gets a problem."""
    page = await mila.client.get("/stuk")
    assert page.status_code == 500 and "Er ging bij ons iets mis" in page.text and "Fictief" not in page.text
    assert (await mila.client.get("/nergens")).headers["content-type"].startswith("text/html")
    problem = await mila.client.get("/v1/nergens")
    assert problem.headers["content-type"] == "application/problem+json"


async def test_the_issuer_away_is_a_page(browser: Browser) -> None:
    """503, in words."""
    browser.door.away = True
    answer = await browser.client.get("/aanmelden")
    assert answer.status_code == 503 and "over een minuut" in answer.text


async def test_typing_keeps_a_session_and_tells_when_it_ends(mila: Browser) -> None:
    """What the script asks."""
    assert 890 < (await mila.client.get("/aanmelden/sessie")).json()["seconden"] <= 900
    mila.client.cookies.clear()
    assert (await mila.client.get("/aanmelden/sessie")).status_code == 401


async def test_static_files_stay_under_their_hash(browser: Browser) -> None:
    """For ever under the right one; under another the one that we have, for this time."""
    page = (await browser.client.get("/afmelden")).text
    (path,) = re.findall(r'<script src="([^"]+)"', page)
    file = await browser.client.get(path)
    assert file.status_code == 200 and "immutable" in file.headers["cache-control"]
    assert file.headers["content-encoding"] == "gzip" and "deel" in file.text
    other = await browser.client.get(re.sub(r"-\w+\.", "-0000.", path))
    assert other.text == file.text and other.headers["cache-control"] == "no-store"
    for wrong in ("/static/nergens-00.js", "/static/deel.js", "/static/..%2Fform-0.py"):
        assert (await browser.client.get(wrong)).status_code == 404


def test_a_page_that_stands_on_nothing_does_not_start(tmp_path: Path) -> None:
    """Nor one that is no page."""
    rooms = Browser(tmp_path, issuer=Door()).rooms
    router = APIRouter(route_class=PageRoute)
    router.get("/los", openapi_extra={"like": "verzonnen"})(lambda: None)
    object.__setattr__(rooms.service.pages, "routers", [router])
    with pytest.raises(ValueError, match="stands on no operation: verzonnen"):
        create_site(rooms)
    plain = APIRouter()
    plain.get("/los")(lambda: None)
    object.__setattr__(rooms.service.pages, "routers", [plain])
    with pytest.raises(ValueError, match="PageRoute"):
        create_site(rooms)
