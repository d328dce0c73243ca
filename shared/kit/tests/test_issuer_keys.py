# SPDX-License-Identifier: EUPL-1.2
"""The issuer's keys: asked once, again in time, and from an issuer that is slow, odd or away; on a real little server too."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from border import AUDIENCE, ISSUER, OURS, Issuer
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import RSAKey
from starlette.types import Receive, Scope, Send

from zvhh_kit.identity import Bearer, IssuerAway, NotKnown
from zvhh_kit.process.settings import Settings
from zvhh_kit.testing.broker import until

SETTINGS = Settings.for_documents().model_copy(update={"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE})
KEYS = "/realms/zvhh/keys"
DAY = 86_400.0


class Clock:
    """The monotonic clock of the keys, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("zvhh_kit.identity.issuer.time", made)
    return made


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def bearer(issuer: Issuer) -> Bearer:
    made: Bearer = issuer.bearer(SETTINGS)
    return made


async def good(bearer: Bearer, token: str) -> None:
    assert (await bearer.actor(f"Bearer {token}")).oin == OURS


async def bad(bearer: Bearer, token: str) -> None:
    with pytest.raises(NotKnown):
        await bearer.actor(f"Bearer {token}")


async def when(there: Callable[[], bool]) -> None:
    async def look() -> bool:
        return there()

    await until(look)


async def until_asked(issuer: Issuer, times: int) -> None:
    await when(lambda: issuer.asked.count(KEYS) >= times)


async def until_refused(bearer: Bearer, token: str) -> None:
    async def is_refused() -> bool:
        try:
            await bearer.actor(f"Bearer {token}")
        except NotKnown:
            return True
        return False

    await until(is_refused)


async def test_keys_are_asked_once_and_again_for_a_new_one_but_not_at_every_token(
    issuer: Issuer, bearer: Bearer, clock: Clock
) -> None:
    """A key that the issuer has just begun to use works; a stranger's invented kids don't make us hammer the issuer."""
    for _ in range(3):
        await good(bearer, issuer.token())
    assert issuer.asked.count(KEYS) == 1
    new = RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})
    issuer.published = [issuer.key, new]
    clock.now += 20
    await good(bearer, issuer.token(key=new, kid="k2"))
    assert issuer.asked.count(KEYS) == 2
    for number in range(20):
        await bad(bearer, issuer.token(kid=f"verzonnen-{number}"))
    assert issuer.asked.count(KEYS) == 2


async def test_a_revoked_key_lives_ten_minutes_at_most(issuer: Issuer, bearer: Bearer, clock: Clock) -> None:
    """In use it is asked for beside; after a silence it is waited for. A signature is checked once under the same keys."""
    token = issuer.token()
    await good(bearer, token)
    issuer.published = [RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})]
    clock.now += 250
    await good(bearer, token)
    await until_refused(bearer, token)


async def test_after_a_silence_the_first_one_waits_for_the_keys_of_today(
    issuer: Issuer, bearer: Bearer, clock: Clock
) -> None:
    await good(bearer, issuer.token())
    issuer.published = [RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})]
    clock.now += 590
    await bad(bearer, issuer.token())


async def test_the_same_keys_stay_the_same(issuer: Issuer, bearer: Bearer, clock: Clock) -> None:
    """What was checked under them is not checked again at each question."""
    await good(bearer, issuer.token())
    known = await bearer.keys.for_kid("k1")
    clock.now += 590
    assert await bearer.keys.for_kid("k1") is known
    assert issuer.asked.count(KEYS) == 2


async def test_an_issuer_that_is_away_is_not_the_callers_fault(issuer: Issuer, bearer: Bearer, clock: Clock) -> None:
    """It is not asked for every request; a second after it is back so are we."""
    issuer.away = True
    for _ in range(20):
        with pytest.raises(IssuerAway):
            await bearer.actor(f"Bearer {issuer.token()}")
    assert len(issuer.asked) == 1
    issuer.away = False
    clock.now += 1.1
    await good(bearer, issuer.token())


async def test_an_issuer_that_goes_away_leaves_us_its_keys_for_a_day(
    issuer: Issuer, bearer: Bearer, clock: Clock
) -> None:
    """And no longer: whoever was dismissed in that time got no new token, but an old key may be anybody's."""
    await good(bearer, issuer.token())
    issuer.away = True
    for hours in (2, 10, 23):
        clock.now = 1000.0 + hours * 3600
        await good(bearer, issuer.token())
    clock.now = 1000.0 + DAY + 1
    with pytest.raises(IssuerAway):
        await bearer.actor(f"Bearer {issuer.token()}")
    issuer.away = False
    clock.now += 11
    await good(bearer, issuer.token())


def brainpool() -> dict[str, Any]:
    numbers = ec.generate_private_key(ec.BrainpoolP256R1()).public_key().public_numbers()
    point = {name: value.to_bytes(32, "big").hex() for name, value in (("x", numbers.x), ("y", numbers.y))}
    return {"kty": "EC", "crv": "BP-256", "kid": "bp", "use": "sig", **point}


ODD: list[Any] = [
    brainpool(),
    {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AAAA", "kid": "pq"},
    {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA", "kid": "punt"},
    {"kty": "EC", "kid": "kaal"},
    {"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "kort"},
    {"kty": "RSA", "n": 3, "e": None, "kid": "getal"},
    {"kty": ["RSA"], "kid": {}},
    {"kid": "k1"},
    {"kty": "oct", "k": "c2xldXRlbA", "kid": "k1"},
    {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "kid": "ed"},
    "tekst",
    None,
    [],
]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
async def test_a_key_that_we_do_not_know_is_passed_over(issuer: Issuer, odd: Any) -> None:
    """RFC 7517 §5: the others are as good as without it."""
    issuer.more = [odd]
    await good(issuer.bearer(SETTINGS), issuer.token())


@pytest.mark.parametrize(
    "said",
    [
        *([], {}, "", None, b"geen json", b"[" * 100_000, b'"' + b"x" * 300_000 + b'"'),
        *(
            {"issuer": ISSUER} | more
            for more in ({}, {"jwks_uri": 3}, {"jwks_uri": "x y"}, {"jwks_uri": "http://[::1"})
        ),
    ],
)
async def test_an_odd_answer_is_no_answer(issuer: Issuer, said: Any) -> None:
    """Whatever it is: 503, never an error of ours."""
    issuer.says = said if isinstance(said, bytes) else json.dumps(said).encode()
    with pytest.raises(IssuerAway):
        await issuer.bearer(SETTINGS).actor(f"Bearer {issuer.token()}")


async def test_an_answer_without_end_is_no_answer(issuer: Issuer) -> None:
    """However good what is in it: the whole would lie in memory."""
    good_one = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", "keys": [issuer.key.as_dict(private=False)]}
    issuer.says = json.dumps(good_one).encode()
    await good(issuer.bearer(SETTINGS), issuer.token())
    issuer.says = json.dumps(good_one | {"vulling": "x" * 300_000}).encode()
    with pytest.raises(IssuerAway):
        await issuer.bearer(SETTINGS).actor(f"Bearer {issuer.token()}")


@pytest.mark.parametrize("published", ["none", "odd"])
async def test_a_key_set_without_a_key_leaves_us_what_we_have(
    issuer: Issuer, bearer: Bearer, clock: Clock, published: str
) -> None:
    """And is not asked again for every request."""
    await good(bearer, issuer.token())
    issuer.published, issuer.more = [], ODD if published == "odd" else []
    clock.now += 500
    for _ in range(10):
        await good(bearer, issuer.token())
    await until_asked(issuer, 2)
    assert issuer.asked.count(KEYS) == 2


async def test_keys_in_clear_of_an_issuer_that_is_not_are_none(issuer: Issuer) -> None:
    settings = SETTINGS.model_copy(update={"oidc_issuer": ISSUER.replace("http:", "https:")})
    issuer.calls_itself = settings.oidc_issuer
    with pytest.raises(IssuerAway):
        await issuer.bearer(settings).actor(f"Bearer {issuer.token()}")


async def test_what_is_dropped_is_forgotten_at_once(issuer: Issuer, bearer: Bearer, clock: Clock) -> None:
    """No second passes; until the issuer answers nobody gets in."""
    await good(bearer, issuer.token())
    bearer.keys.drop()
    issuer.away = True
    with pytest.raises(IssuerAway):
        await bearer.actor(f"Bearer {issuer.token()}")
    issuer.away, issuer.published = False, [RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})]
    clock.now += 2
    await bad(bearer, issuer.token())


async def test_a_number_that_goes_up_drops_them(issuer: Issuer, bearer: Bearer) -> None:
    """What the database can't say is no reason; who starts has nothing to drop."""
    numbers: list[int | Exception] = [3, RuntimeError(), 3]

    async def number() -> int:
        said = numbers.pop(0) if len(numbers) > 1 else numbers[0]
        if isinstance(said, Exception):
            raise said
        return said

    async with looking_after(bearer, number):
        await until_asked(issuer, 1)
        known = await bearer.keys.for_kid("k1")
        await when(lambda: len(numbers) == 1)
        assert await bearer.keys.for_kid("k1") is known
        numbers[0] = 4
        await until_asked(issuer, 2)
        assert await bearer.keys.for_kid("k1") is not known


@contextlib.asynccontextmanager
async def looking_after(bearer: Bearer, number: Callable[[], Awaitable[int]]) -> AsyncIterator[None]:
    task = asyncio.create_task(bearer.keys.keep(number, every=0.01))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


# --- on a real server -------------------------------------------------------------------------------------------------


class Slow:
    """The issuer behind a real port: it answers when it is let, and drips when it is told to."""

    def __init__(self, issuer: Issuer) -> None:
        self.issuer, self.let, self.drips, self.under_way = issuer, asyncio.Event(), False, 0
        self.let.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.under_way += 1
        await self.let.wait()
        if not self.drips:
            await self.issuer(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        with contextlib.suppress(OSError):
            while True:
                await send({"type": "http.response.body", "body": b" ", "more_body": True})
                await asyncio.sleep(0.02)


@pytest.fixture
async def slow(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Slow, Bearer]]:
    """The server, and a bearer that asks it over the network."""
    app = Slow(issuer)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=1))
    task = asyncio.create_task(server.serve())
    await when(lambda: server.started)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/realms/zvhh"
    monkeypatch.setattr("border.ISSUER", url)
    issuer.calls_itself = url
    yield app, Bearer(SETTINGS.model_copy(update={"oidc_issuer": url}))
    app.let.set()
    app.drips = False
    server.should_exit = True
    server.force_exit = True
    await task


async def test_nobody_waits_for_a_slow_issuer_but_who_has_an_unknown_key(
    slow: tuple[Slow, Bearer], issuer: Issuer, clock: Clock
) -> None:
    """A stranger's kid asks the issuer; who has a good token is answered meanwhile, and one question is under way."""
    app, bearer = slow
    await good(bearer, issuer.token())
    before, clock.now = app.under_way, clock.now + 300
    app.let.clear()
    strangers = [asyncio.create_task(bearer.actor(f"Bearer {issuer.token(kid=f'x{n}')}")) for n in range(10)]
    await when(lambda: app.under_way > before)
    started = time.perf_counter()
    for _ in range(50):
        await good(bearer, issuer.token())
    assert time.perf_counter() - started < 2
    assert not any(one.done() for one in strangers)
    app.let.set()
    answers = await asyncio.gather(*strangers, return_exceptions=True)
    assert {type(one) for one in answers} == {NotKnown}
    assert app.under_way == before + 2


async def test_an_answer_that_never_ends_is_cut_off(
    slow: tuple[Slow, Bearer], issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte in time, and the whole never: the bound is on the whole."""
    app, bearer = slow
    monkeypatch.setattr("zvhh_kit.identity.issuer._ANSWER_S", 0.3)
    app.drips = True
    with pytest.raises(IssuerAway):
        await bearer.actor(f"Bearer {issuer.token()}")
