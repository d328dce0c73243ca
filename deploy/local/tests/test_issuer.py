# SPDX-License-Identifier: EUPL-1.2
"""The local issuer, asked as a service and a browser would ask it."""

import base64
import hashlib
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.errors import ExpiredTokenError
from joserfc.jwk import KeySet

from zvhh_kit.identity.token import Bearer, NotKnown
from zvhh_kit.process.settings import Settings
from zvhh_local.issuer import Issuer, issuer_app
from zvhh_local.people import AUDIENCE, ORGANISATIONS, PEOPLE, WEB_CLIENT, WEB_SECRET, token_command, token_form

URL = "http://127.0.0.1:20999"
BACK = "http://127.0.0.1:20998/aanmelden/terug"
VERIFIER = "een-geheim-dat-alleen-de-browser-van-deze-test-kent"


@pytest.fixture
def issuer() -> Issuer:
    return Issuer(URL)


@pytest.fixture
async def client(issuer: Issuer) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=issuer_app(issuer))
    async with httpx2.AsyncClient(transport=transport, base_url=URL) as open_client:
        yield open_client


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def asked(**other: str) -> dict[str, str]:
    question = {
        "client_id": WEB_CLIENT,
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid",
        "state": "s-1",
        "nonce": "n-1",
        "code_challenge": challenge(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {**question, **other}


async def log_in(client: httpx2.AsyncClient, subject: str = "vera.vt") -> dict[str, list[str]]:
    reply = await client.post("/authorize", params=asked(), data={"persoon": subject})
    assert reply.status_code == 303
    assert reply.headers["location"].startswith(BACK)
    return parse_qs(urlsplit(reply.headers["location"]).query)


async def exchange(client: httpx2.AsyncClient, code: str, **other: str) -> httpx2.Response:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER, **other}
    return await client.post("/token", data=form, auth=httpx2.BasicAuth(WEB_CLIENT, WEB_SECRET))


async def claims(client: httpx2.AsyncClient, token: str) -> dict[str, object]:
    """What a service does: discovery, keys, algorithm pinned, signature checked."""
    discovery = (await client.get("/.well-known/openid-configuration")).json()
    keys = KeySet.import_key_set((await client.get(discovery["jwks_uri"])).json())
    decoded = jwt.decode(token, keys, algorithms=discovery["id_token_signing_alg_values_supported"])
    jwt.JWTClaimsRegistry(iss={"essential": True, "value": URL}).validate(decoded.claims)
    return dict(decoded.claims)


async def test_discovery_names_what_is_there_and_the_key_has_no_private_part(client: httpx2.AsyncClient) -> None:
    discovery = (await client.get("/.well-known/openid-configuration")).json()
    assert discovery["issuer"] == URL
    assert discovery["code_challenge_methods_supported"] == ["S256"]
    assert discovery["id_token_signing_alg_values_supported"] == ["PS256"]
    (key,) = (await client.get(discovery["jwks_uri"])).json()["keys"]
    assert key["kid"]
    assert not {"d", "p", "q"} & set(key)


@pytest.mark.parametrize("subject", sorted(PEOPLE))
async def test_each_person_gets_a_token_by_one_post(client: httpx2.AsyncClient, subject: str) -> None:
    reply = await client.post("/token", data=token_form(subject))
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    told = await claims(client, reply.json()["access_token"])
    person = PEOPLE[subject]
    assert told["sub"] == subject
    assert told["aud"] == AUDIENCE
    assert told["oin"] == person.oin
    assert told["roles"] == list(person.roles)
    assert told["name"] == person.name


async def test_a_wrong_secret_or_an_unknown_client_gets_nothing(client: httpx2.AsyncClient) -> None:
    for wrong in ({"client_secret": "lokaal-piet.po"}, {"client_secret": ""}, {"client_id": "niemand"}):
        reply = await client.post("/token", data=token_form("vera.vt") | wrong)
        assert (reply.status_code, reply.json()) == (401, {"error": "invalid_client"})


async def test_a_broken_authorization_header_is_no_client(client: httpx2.AsyncClient) -> None:
    form = {"grant_type": "client_credentials"}
    for header in ("Basic ~", "Basic YQ", "Basic /w==", "Basic"):
        reply = await client.post("/token", data=form, headers={"Authorization": header})
        assert (reply.status_code, reply.json()) == (401, {"error": "invalid_client"})


async def test_login_with_pkce_gives_both_tokens_for_the_same_person(client: httpx2.AsyncClient) -> None:
    page = await client.get("/authorize", params=asked())
    assert "Noor Testema" in page.text
    back = await log_in(client, "noor.zv")
    assert back["state"] == ["s-1"]
    reply = await exchange(client, back["code"][0])
    assert reply.status_code == 200
    identity = await claims(client, reply.json()["id_token"])
    access = await claims(client, reply.json()["access_token"])
    assert (identity["aud"], identity["nonce"], identity["sub"]) == (WEB_CLIENT, "n-1", "noor.zv")
    assert (access["aud"], access["roles"]) == (AUDIENCE, ["procesregisseur"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": "een-ander-geheim"},
        {"code_verifier": ""},
        {"redirect_uri": BACK + "/x"},
        {"code": "verzonnen"},
    ],
)
async def test_a_wrong_verifier_address_or_code_is_refused(client: httpx2.AsyncClient, wrong: dict[str, str]) -> None:
    back = await log_in(client)
    code = wrong.pop("code", back["code"][0])
    reply = await exchange(client, code, **wrong)
    assert (reply.status_code, reply.json()) == (400, {"error": "invalid_grant"})


async def test_a_code_works_once_even_after_a_wrong_verifier(client: httpx2.AsyncClient) -> None:
    code = (await log_in(client))["code"][0]
    assert (await exchange(client, code, code_verifier="fout")).status_code == 400
    assert (await exchange(client, code)).status_code == 400
    code = (await log_in(client))["code"][0]
    assert (await exchange(client, code)).status_code == 200
    assert (await exchange(client, code)).status_code == 400


async def test_no_code_leaves_this_machine_or_goes_without_pkce(client: httpx2.AsyncClient) -> None:
    foreign = await client.post("/authorize", params=asked(client_id="iemand"), data={"persoon": "vera.vt"})
    assert foreign.status_code == 400
    plain = await client.post("/authorize", params=asked(code_challenge_method="plain"), data={"persoon": "vera.vt"})
    assert "error=invalid_request" in plain.headers["location"]
    nobody = await client.post("/authorize", params=asked(), data={"persoon": "niemand"})
    assert "error=access_denied" in nobody.headers["location"]
    silent = await client.get("/authorize", params=asked(prompt="none"))
    assert "error=login_required" in silent.headers["location"]
    other = await client.get("/authorize", params=asked(scope="profile"))
    assert "error=invalid_scope" in other.headers["location"]


@pytest.mark.parametrize(
    "address",
    [
        "https://elders.example/aanmelden/terug",
        "http://127.0.0.1:20998/aanmelden/terug/x",
        "http://127.0.0.1:20998/aanmelden/terug?naar=elders",
        "http://127.0.0.1:20998/aanmelden/terug#x",
        "http://iemand@127.0.0.1/aanmelden/terug",
        "http://127.0.0.1:x/aanmelden/terug",
        "javascript://127.0.0.1/aanmelden/terug",
        "//127.0.0.1/aanmelden/terug",
        "http://127.0.0.1.elders.example/aanmelden/terug",
        "",
    ],
)
async def test_a_browser_is_sent_to_no_other_address(client: httpx2.AsyncClient, address: str) -> None:
    """Nor is the error: nobody stands there who asked for it."""
    for reply in (
        await client.get("/authorize", params=asked(redirect_uri=address)),
        await client.post("/authorize", params=asked(redirect_uri=address), data={"persoon": "vera.vt"}),
    ):
        assert (reply.status_code, "location" in reply.headers) == (400, False)


async def test_an_expired_token_is_seen_as_expired(client: httpx2.AsyncClient, issuer: Issuer) -> None:
    with pytest.raises(ExpiredTokenError):
        await claims(client, issuer.access_token(PEOPLE["vera.vt"], lifetime=-60))


async def test_the_audience_is_the_one_asked_for(client: httpx2.AsyncClient) -> None:
    reply = await client.post("/token", data=token_form("vera.vt", audience="elders"))
    assert (await claims(client, reply.json()["access_token"]))["aud"] == "elders"


async def test_rs256_for_services_that_pin_that(client: httpx2.AsyncClient) -> None:
    issuer = Issuer(URL, "RS256")
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=issuer_app(issuer)), base_url=URL) as other:
        token = (await other.post("/token", data=token_form("vera.vt"))).json()["access_token"]
        assert (await claims(other, token))["sub"] == "vera.vt"


def test_the_token_command_names_the_person_and_the_issuer() -> None:
    assert token_command(URL, "vera.vt").startswith(
        f"curl -s {URL}/token -d grant_type=client_credentials -d client_id=vera.vt"
    )


@pytest.mark.parametrize("subject", ["vera.vt", "noor.zv", "xena.xx"])
async def test_the_services_own_reader_accepts_the_token(issuer: Issuer, subject: str) -> None:
    """Identity: what the issuer signs is what every service reads, through discovery and keys."""
    ours = {"oin": ORGANISATIONS["ZV"], "oidc_issuer": URL, "oidc_audience": AUDIENCE}
    settings = Settings.for_documents().model_copy(update=ours)
    reader = Bearer(settings, transport=httpx2.ASGITransport(app=issuer_app(issuer)))
    actor = await reader.actor(f"Bearer {issuer.access_token(PEOPLE[subject])}")
    assert (actor.subject, actor.oin, set(actor.roles)) == (
        subject,
        PEOPLE[subject].oin,
        set(PEOPLE[subject].roles),
    )
    with pytest.raises(NotKnown):
        await reader.actor(f"Bearer {issuer.access_token(PEOPLE[subject], audience='elders')}")
    with pytest.raises(NotKnown):
        await reader.actor(f"Bearer {issuer.access_token(PEOPLE[subject], lifetime=-600)}")
