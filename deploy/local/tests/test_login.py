# SPDX-License-Identifier: EUPL-1.2
"""Logging in, going on and logging out at the local issuer as a process of its own, asked as a service and a browser do.

Not for: what makes a question or a code a bad one; see `test_issuer`.
"""

import base64
import hashlib
import html
import re
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from zvhh_kit.identity.token import Bearer
from zvhh_kit.process.settings import Settings
from zvhh_local.people import AUDIENCE, ORGANISATIONS, PEOPLE, WEB_CLIENT, WEB_SECRET, change
from zvhh_local.ports import LOOPBACK, free_port, release
from zvhh_local.process import Child

DOOR = "http://127.0.0.1:20998"
BACK = f"{DOOR}/aanmelden/terug"
VERIFIER = "een-geheim-dat-alleen-de-browser-van-deze-test-kent"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
BUTTON = re.compile(r'<button name="persoon" value="([^"]+)">([^<]+)</button>')


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address; the process is the one that `make up` starts."""
    port = free_port()
    command = [sys.executable, "-m", "zvhh_local.cli", "issuer", str(port)]
    child = Child("issuer", command, log=tmp_path_factory.mktemp("issuer") / "log")
    url = f"http://{LOOPBACK}:{port}"
    child.wait_until(lambda: _there(url), within=30)
    yield url
    child.stop()
    release(port)


@pytest.fixture
def client(issuer: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=issuer, timeout=10) as open_client:
        yield open_client


@pytest.fixture
def everybody_again(issuer: str) -> Iterator[None]:
    """Whatever the test changed about Vera is as it was."""
    yield
    change(issuer, "vera.vt", roles=PEOPLE["vera.vt"].roles, access=True)


def _there(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/jwks.json", timeout=1).status_code == 200
    except httpx2.HTTPError:
        return False


def told(client: httpx2.Client) -> dict[str, Any]:
    """What the issuer says of itself."""
    found: dict[str, Any] = client.get("/.well-known/openid-configuration").json()
    return found


def page(client: httpx2.Client) -> httpx2.Response:
    """Where a service sends a browser to log in."""
    question = {"client_id": WEB_CLIENT, "redirect_uri": BACK, "response_type": "code", "scope": "openid"}
    pkce = {"state": "s-1", "nonce": "n-1", "code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    return client.get(told(client)["authorization_endpoint"], params=question | pkce)


def choose(client: httpx2.Client, subject: str) -> dict[str, list[str]]:
    """Click on one: what comes back to the service."""
    reply = client.post(page(client).url, data={"persoon": subject})
    assert reply.status_code == 303
    assert reply.headers["location"].startswith(f"{BACK}?")
    return parse_qs(urlsplit(reply.headers["location"]).query)


def asked(client: httpx2.Client, **form: str) -> httpx2.Response:
    """The token endpoint, by the client of the pages."""
    return client.post(told(client)["token_endpoint"], data=form, auth=httpx2.BasicAuth(WEB_CLIENT, WEB_SECRET))


def log_in(client: httpx2.Client, subject: str = "vera.vt") -> dict[str, Any]:
    """The tokens of somebody who logged in."""
    code = choose(client, subject)["code"][0]
    reply = asked(client, grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=VERIFIER)
    assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-store")
    tokens: dict[str, Any] = reply.json()
    return tokens


def renewed(client: httpx2.Client, tokens: dict[str, Any]) -> httpx2.Response:
    return asked(client, grant_type="refresh_token", refresh_token=tokens["refresh_token"])


def claims(client: httpx2.Client, token: str) -> dict[str, Any]:
    keys = KeySet.import_key_set(client.get(told(client)["jwks_uri"]).json())
    return dict(jwt.decode(token, keys, algorithms=told(client)["id_token_signing_alg_values_supported"]).claims)


def test_the_page_has_a_button_for_everybody_and_needs_nothing_else(client: httpx2.Client) -> None:
    """Name, role and organisation; Dutch; no script, no style, nothing of another host."""
    reply = page(client)
    buttons = dict(BUTTON.findall(html.unescape(reply.text)))
    assert set(buttons) == set(PEOPLE)
    assert buttons["piet.po"] == "Piet Proef – melder en deelnemer – Politie Duinrand"
    assert buttons["noor.zv"] == "Noor Testema – procesregisseur – ZVHH Duinrand"
    assert '<html lang="nl">' in reply.text
    assert not re.search(r"<script|<style|style=|https?://", reply.text)
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    assert reply.headers["cache-control"] == "no-store"


def test_what_comes_back_says_who_sends_it(client: httpx2.Client) -> None:
    """State and issuer (RFC 9207) stand beside the code."""
    assert choose(client, "noor.zv") | {"code": []} == {"code": [], "state": ["s-1"], "iss": [told(client)["issuer"]]}


async def test_who_logged_in_is_known_to_a_service_as_by_any_other_token(client: httpx2.Client, issuer: str) -> None:
    tokens = log_in(client, "noor.zv")
    ours = {"oin": ORGANISATIONS["ZV"], "oidc_issuer": issuer, "oidc_audience": AUDIENCE}
    actor = await Bearer(Settings.for_documents().model_copy(update=ours)).actor(f"Bearer {tokens['access_token']}")
    assert (actor.subject, actor.oin, actor.roles) == ("noor.zv", ORGANISATIONS["ZV"], frozenset({"procesregisseur"}))
    identity = claims(client, tokens["id_token"])
    assert (identity["aud"], identity["nonce"], identity["sub"]) == (WEB_CLIENT, "n-1", "noor.zv")
    assert identity["sid"] == claims(client, tokens["access_token"])["sid"]


def test_a_renewal_reads_the_roles_again(client: httpx2.Client, issuer: str, everybody_again: None) -> None:
    """Twice with one refresh token: two services may renew at the same moment."""
    tokens = log_in(client)
    change(issuer, "vera.vt", roles=["deelnemer"])
    for _ in range(2):
        again = renewed(client, tokens).json()
        assert claims(client, again["access_token"])["roles"] == ["deelnemer"]
    assert claims(client, tokens["access_token"])["roles"] == ["melder", "deelnemer"]


def test_whose_access_is_taken_away_is_out_at_the_next_renewal(
    client: httpx2.Client, issuer: str, everybody_again: None
) -> None:
    """And does not get in anew, until it is given back; the login of before does not come back with it."""
    tokens = log_in(client)
    change(issuer, "vera.vt", access=False)
    assert renewed(client, tokens).json() == {"error": "invalid_grant"}
    assert "vera.vt" not in page(client).text
    assert choose(client, "vera.vt")["error"] == ["access_denied"]
    change(issuer, "vera.vt", access=True)
    assert renewed(client, tokens).json() == {"error": "invalid_grant"}
    assert log_in(client)["access_token"]


def test_a_code_of_who_was_barred_meanwhile_gives_nothing(
    client: httpx2.Client, issuer: str, everybody_again: None
) -> None:
    code = choose(client, "vera.vt")["code"][0]
    change(issuer, "vera.vt", access=False)
    reply = asked(client, grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=VERIFIER)
    assert (reply.status_code, reply.json()) == (400, {"error": "invalid_grant"})


def test_nobody_of_that_name_can_be_changed(issuer: str) -> None:
    with pytest.raises(httpx2.HTTPStatusError, match="404"):
        change(issuer, "niemand", access=False)


def test_logging_out_ends_that_login_only(client: httpx2.Client) -> None:
    """And the browser goes back to the start page, with the state that the service gave."""
    one, other = log_in(client), log_in(client)
    question = {"id_token_hint": one["id_token"], "post_logout_redirect_uri": f"{DOOR}/", "state": "s-2"}
    reply = client.get(told(client)["end_session_endpoint"], params=question)
    assert (reply.status_code, reply.headers["location"]) == (303, f"{DOOR}/?state=s-2")
    assert renewed(client, one).json() == {"error": "invalid_grant"}
    assert renewed(client, other).status_code == 200


def test_logging_out_sends_nobody_elsewhere(client: httpx2.Client) -> None:
    """The login has ended all the same; by POST as by GET."""
    tokens = log_in(client)
    question = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": "https://elders.example/"}
    reply = client.post(told(client)["end_session_endpoint"], data=question)
    assert (reply.status_code, "location" in reply.headers) == (200, False)
    assert "U bent uitgelogd" in reply.text
    assert renewed(client, tokens).status_code == 400


@pytest.mark.parametrize("hint", ["", "verzonnen", "a.b.c"])
def test_logging_out_without_saying_who_is_refused(client: httpx2.Client, hint: str) -> None:
    question = {"id_token_hint": hint, "post_logout_redirect_uri": f"{DOOR}/"}
    reply = client.get(told(client)["end_session_endpoint"], params=question)
    assert (reply.status_code, "location" in reply.headers) == (400, False)


def test_an_access_token_is_no_hint_of_who_logs_out(client: httpx2.Client) -> None:
    """Services pass access tokens on; only who sent the browser has the identity token."""
    tokens = log_in(client)
    reply = client.get(told(client)["end_session_endpoint"], params={"id_token_hint": tokens["access_token"]})
    assert reply.status_code == 400
    assert renewed(client, tokens).status_code == 200


@pytest.mark.parametrize("secret", ["", "lokaal-vera.vt"])
def test_only_the_client_of_the_pages_renews(client: httpx2.Client, secret: str) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": log_in(client)["refresh_token"], "client_id": WEB_CLIENT}
    reply = client.post("/token", data=form | {"client_secret": secret})
    assert (reply.status_code, reply.json()) == (401, {"error": "invalid_client"})
