# SPDX-License-Identifier: EUPL-1.2
"""Bearer tokens: only those of our issuer, for us, signed by one of its keys in one of three ways, and not expired."""

import base64
import hmac
import json
import time
from typing import Any

import pytest
import time_machine
from border import AUDIENCE, ISSUER, OURS, THEIRS, Issuer
from joserfc.jwk import ECKey, RSAKey

from zvhh_contracts.huis import HUISROLLEN, ROLLEN
from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity import Bearer, IssuerAway, NotKnown, Organisationless
from zvhh_kit.process.settings import Settings

SETTINGS = Settings.for_documents().model_copy(update={"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE})


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def bearer(issuer: Issuer) -> Bearer:
    made: Bearer = issuer.bearer(SETTINGS)
    return made


async def refused(bearer: Bearer, token: str | None) -> str:
    with pytest.raises(NotKnown) as error:
        await bearer.actor(f"Bearer {token}" if token is not None else None)
    return error.value.code


async def test_a_good_token_says_who_it_is(issuer: Issuer, bearer: Bearer) -> None:
    token = issuer.token(roles=["melder", "offline_access"], aud=["account", AUDIENCE])
    assert await bearer.actor(f"bearer {token}") == Actor("mila", OURS, frozenset({"melder"}))


@pytest.mark.parametrize("alg", ["RS256", "PS256"])
async def test_the_signatures_that_count(issuer: Issuer, bearer: Bearer, alg: str) -> None:
    assert (await bearer.actor(f"Bearer {issuer.token(alg=alg)}")).oin == OURS


async def test_an_elliptic_key_counts_too(issuer: Issuer, bearer: Bearer) -> None:
    issuer.key = ECKey.generate_key("P-256", {"kid": "e1", "use": "sig"})
    issuer.published = [issuer.key]
    assert (await bearer.actor(f"Bearer {issuer.token(alg='ES256', kid='e1')}")).oin == OURS


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic bWlsYTpnZWhlaW0=", "Token x"])
async def test_no_token_is_said_so(bearer: Bearer, header: str | None) -> None:
    with pytest.raises(NotKnown) as error:
        await bearer.actor(header)
    assert error.value.code == "geen-token"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"exp": int(time.time()) - 70}, "token-verlopen"),
        ({"exp": int(time.time()) + 10 * 365 * 86400}, "token-ongeldig"),
        ({"exp": int(time.time()) + 10 * 365 * 86400, "iat": None}, "token-ongeldig"),
        ({"exp": int(time.time()) + 6000, "iat": int(time.time()) - 86400}, "token-ongeldig"),
        ({"iat": int(time.time()) + 6000}, "token-ongeldig"),
        ({"iat": "gisteren"}, "token-ongeldig"),
        ({"typ": "Refresh"}, "token-ongeldig"),
        ({"typ": "ID"}, "token-ongeldig"),
        ({"exp": None}, "token-ongeldig"),
        ({"exp": "morgen"}, "token-ongeldig"),
        ({"nbf": int(time.time()) + 6000}, "token-ongeldig"),
        ({"aud": "een-ander"}, "token-ongeldig"),
        ({"aud": ["account", "een-ander"]}, "token-ongeldig"),
        ({"aud": None}, "token-ongeldig"),
        ({"iss": "http://vreemd.test"}, "token-ongeldig"),
        ({"iss": None}, "token-ongeldig"),
        ({"sub": None}, "token-ongeldig"),
    ],
)
async def test_a_token_for_another_time_place_or_party_is_refused(
    issuer: Issuer, bearer: Bearer, changes: dict[str, Any], code: str
) -> None:
    assert await refused(bearer, issuer.token(**changes)) == code


async def test_a_token_expires_by_real_time(issuer: Issuer, bearer: Bearer) -> None:
    """Hole 26: identity uses real time, whatever the domain's clock says."""
    token = issuer.token()
    await bearer.actor(f"Bearer {token}")
    with time_machine.travel(time.time() + 300 + 70):
        assert await refused(bearer, token) == "token-verlopen"


def handmade(issuer: Issuer, alg: str, secret: bytes | None = None) -> str:
    """A token that no library would make: without a signature, or with a public key as a shared secret."""
    parts = [json.dumps(part).encode() for part in ({"alg": alg, "kid": "k1"}, issuer.claims())]
    said = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = hmac.digest(secret, said, "sha256") if secret else b""
    return (said + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


async def test_a_signature_that_does_not_count_is_refused(issuer: Issuer, bearer: Bearer) -> None:
    """No signature, a shared secret made of our public key, another RSA variant, another's key under a known kid."""
    assert await refused(bearer, handmade(issuer, "none")) == "token-ongeldig"
    assert await refused(bearer, handmade(issuer, "HS256", issuer.key.as_pem(private=False))) == "token-ongeldig"
    assert await refused(bearer, issuer.token(alg="RS384")) == "token-ongeldig"
    assert await refused(bearer, issuer.token(key=RSAKey.generate_key(2048, {"kid": "k1"}))) == "token-ongeldig"


@pytest.mark.parametrize("token", ["x", "a.b", "a.b.c", "é.é.é", "..", "eyJhbGciOiJSUzI1NiJ9..", "x" * 20_000])
async def test_nonsense_is_refused(bearer: Bearer, token: str) -> None:
    assert await refused(bearer, token) == "token-ongeldig"


async def test_a_changed_token_is_refused(issuer: Issuer, bearer: Bearer) -> None:
    header, _, signature = issuer.token().split(".")
    other = issuer.token(roles=["beheer"]).split(".")[1]
    assert await refused(bearer, f"{header}.{other}.{signature}") == "token-ongeldig"


@pytest.mark.parametrize(
    "changes", [{"oin": None}, {"oin": "123"}, {"oin": 1}, {"oin": []}, {"oin": [OURS, OURS]}, {"sub": "Anna Fictief"}]
)
async def test_a_token_without_organisation_or_usable_person_is_nobody(
    issuer: Issuer, bearer: Bearer, changes: dict[str, Any]
) -> None:
    """A subject id goes into events: it must be an id, never a name."""
    with pytest.raises(Organisationless):
        await bearer.actor(f"Bearer {issuer.token(**changes)}")


@pytest.mark.parametrize("role", sorted(ROLLEN))
async def test_roles_of_the_house_count_with_its_own_oin_only(issuer: Issuer, role: str) -> None:
    """L6: a partner's issuer, or a mistake in ours, makes nobody a procesregisseur; what a partner may be stays."""
    bearer = issuer.bearer(SETTINGS.model_copy(update={"oin": THEIRS}))
    ours = await bearer.actor(f"Bearer {issuer.token(roles=['melder', role])}")
    assert ours.roles == {"melder", role} - HUISROLLEN
    assert (await bearer.actor(f"Bearer {issuer.token(roles=[role], oin=THEIRS)}")).roles == {role}


def test_every_role_is_of_the_house_or_of_partners() -> None:
    """L6: a new role is one or the other, said by name."""
    assert {"melder", "deelnemer"} == ROLLEN - HUISROLLEN


@pytest.mark.parametrize("roles", [None, [], "niets", ["baas"], {"melder": True}, [1, None]])
async def test_roles_that_we_do_not_know_are_none(issuer: Issuer, bearer: Bearer, roles: Any) -> None:
    assert (await bearer.actor(f"Bearer {issuer.token(roles=roles)}")).roles == frozenset()


async def test_claims_may_lie_where_keycloak_puts_them(issuer: Issuer) -> None:
    """Which claim holds what is a setting; a dotted path goes inside, a name with dots is found whole."""
    names = {
        "claim_roles": "realm_access.roles",
        "claim_oin": "https://zvhh.example/oin",
        "claim_subject": "preferred_username",
    }
    bearer = issuer.bearer(SETTINGS.model_copy(update=names))
    token = issuer.token(
        oin=None, roles=None, realm_access={"roles": ["melder", "default-roles-zvhh"]}, preferred_username="rami",
        **{"https://zvhh.example/oin": OURS},
    )  # fmt: skip
    assert await bearer.actor(f"Bearer {token}") == Actor("rami", OURS, frozenset({"melder"}))


async def test_an_issuer_that_calls_itself_otherwise_is_not_ours(issuer: Issuer, bearer: Bearer) -> None:
    issuer.calls_itself = "http://vreemd.test"
    with pytest.raises(IssuerAway):
        await bearer.actor(f"Bearer {issuer.token()}")


async def test_a_clock_may_differ_by_a_minute(issuer: Issuer, bearer: Bearer) -> None:
    """A token of an issuer whose clock is half a minute ahead, or behind, is as good."""
    now = int(time.time())
    for changes in ({"iat": now + 30, "nbf": now + 30}, {"exp": now - 30}):
        assert (await bearer.actor(f"Bearer {issuer.token(**changes)}")).oin == OURS


async def test_how_long_a_token_may_live_is_a_setting(issuer: Issuer) -> None:
    """Who is dismissed keeps a token till its end; an hour and a half is what large issuers give at most."""
    hour = {"exp": int(time.time()) + 3600}
    assert (await issuer.bearer(SETTINGS).actor(f"Bearer {issuer.token(**hour)}")).oin == OURS
    short = issuer.bearer(SETTINGS.model_copy(update={"token_lifetime": 600}))
    assert await refused(short, issuer.token(**hour)) == "token-ongeldig"


async def test_an_organisation_in_a_list_of_one_is_that_one(issuer: Issuer, bearer: Bearer) -> None:
    """As Keycloak writes an attribute of a user."""
    assert (await bearer.actor(f"Bearer {issuer.token(oin=[OURS])}")).oin == OURS


@pytest.mark.parametrize(
    ("typ", "good"),
    [("at+jwt", True), ("AT+JWT", True), ("application/at+jwt", True), ("JWT", True), (None, True)]
    + [(typ, False) for typ in ("logout+jwt", "dpop+jwt", "secevent+jwt", "JWE", "", "x")],
)
async def test_what_calls_itself_otherwise_is_no_access_token(
    issuer: Issuer, bearer: Bearer, typ: str | None, good: bool
) -> None:
    """RFC 9068, and what most issuers write; other tokens of the same issuer are signed by the same keys."""
    token = issuer.token(typ="Bearer", header={} if typ is None else {"typ": typ})
    if good:
        assert (await bearer.actor(f"Bearer {token}")).oin == OURS
    else:
        assert await refused(bearer, token) == "token-ongeldig"


async def test_a_header_that_must_be_understood_is_not_passed_over(issuer: Issuer, bearer: Bearer) -> None:
    """RFC 7515 §4.1.11: `crit` names what we don't know."""
    assert await refused(bearer, handmade(issuer, "RS256") + "AAAA") == "token-ongeldig"
    headers: list[dict[str, Any]] = [{"crit": ["iets"], "iets": 1}, {"crit": []}, {"crit": ["b64"], "b64": False}]
    for header in headers:
        assert await refused(bearer, issuer.token(header=header)) == "token-ongeldig"
