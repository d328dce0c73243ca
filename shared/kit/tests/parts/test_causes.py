# SPDX-License-Identifier: EUPL-1.2
"""Why the broker can't be used is said in words, with the address: on a real broker with TLS, passwords and rights.

Not for: what happens to events meanwhile; that is the relay's and the consumer's.
"""

import asyncio
import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from signal import SIGCONT, SIGSTOP
from typing import Any

import pytest
from counting import IN, OUT, Telling, until

from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.producer import Producer, Refusal
from zvhh_kit.bus.security import faststream_security
from zvhh_kit.bus.topic_log import BrokerAway, open_log
from zvhh_kit.bus.topics import Topic, TopicError, create
from zvhh_kit.process.settings import Settings
from zvhh_kit.process.telemetry import JsonLines
from zvhh_local.authority import Authority
from zvhh_local.kafka_secured import GUEST, PASSWORD, SERVICE, SecuredKafka
from zvhh_local.ports import LOOPBACK, free_port

pytestmark = pytest.mark.parts

CLOSED = "the other side closed the connection; if it always does, only one of the two uses TLS"
CAUSES = {
    "wrong password": "the user name or password is refused (SaslAuthenticationFailed)",
    "unknown user": "the user name or password is refused (SaslAuthenticationFailed)",
    "another authority": "its certificate is signed by nobody whom we trust (SSLCertVerificationError)",
    "no authority": "its certificate is signed by nobody whom we trust (SSLCertVerificationError)",
    "expired": "its certificate has expired (SSLCertVerificationError)",
    "another host": "its certificate is for another host name (SSLCertVerificationError)",
    "unknown host": "no host has that name (gaierror)",
    "refused port": "nobody listens on that port (ConnectionRefusedError)",
    "TLS to a plain port": CLOSED,
    "plain to a port with TLS": CLOSED,
    "another way to log in": "this way of logging in is not offered there (UnsupportedSaslMechanismError)",
}
"""What is wrong → what is said of the address."""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredKafka]:
    """A broker of this file alone."""
    made = SecuredKafka(tmp_path_factory.mktemp("secured") / "kafka")
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The log lines so far, as a service writes them."""
    out, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines("telling"))
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.removeHandler(handler)


def settings(broker: SecuredKafka, wrong: str = "", **more: str) -> Settings:
    """How a service is told to log in, with one thing wrong."""
    good = {
        "kafka_bootstrap": f"{LOOPBACK}:{broker.secured}",
        "kafka_security_protocol": "SASL_SSL",
        "kafka_username": SERVICE,
        "kafka_password": PASSWORD,
        "kafka_cafile": str(broker.authority.file),
    }
    changes: dict[str, dict[str, Any]] = {
        "wrong password": {"kafka_password": "geheim-maar-fout"},
        "unknown user": {"kafka_username": "niemand"},
        "another authority": {"kafka_cafile": str(Authority(broker.folder / "other", "ander").file)},
        "no authority": {"kafka_cafile": None},
        "expired": {"kafka_bootstrap": f"{LOOPBACK}:{broker.expired}"},
        "another host": {"kafka_bootstrap": f"localhost:{broker.secured}"},
        "unknown host": {"kafka_bootstrap": "geen-broker.invalid:9092"},
        "refused port": {"kafka_bootstrap": f"{LOOPBACK}:{free_port()}"},
        "TLS to a plain port": {"kafka_bootstrap": broker.bootstrap},
        "plain to a port with TLS": {"kafka_security_protocol": "PLAINTEXT"},
        "another way to log in": {"kafka_sasl_mechanism": "PLAIN"},
    }
    known = Settings.for_documents().model_dump() | good | changes.get(wrong, {}) | more
    return Settings(**known)


def consumer(telling: Telling, known: Settings) -> Consumer:
    """The consumer of the counting service that logs in as these settings say."""
    return Consumer(
        bootstrap=known.kafka_bootstrap,
        security=faststream_security(known),
        topics=[telling.prefix + IN],
        group=telling.prefix + "telling",
        instance=telling.prefix + "telling-0",
        reading=telling.reading,
        engine=telling.engine,
        relay=telling.relay,
        dead_letters=telling.dead_letters,
        metrics=telling.metrics,
    )


async def tells(
    known: Settings, telling: Telling, lines: Callable[[], list[dict[str, Any]]], event: str
) -> list[dict[str, Any]]:
    """Run a consumer until it said this; everything that was said."""
    running = asyncio.create_task(consumer(telling, known).run())
    try:
        await until(lambda: running.done() or any(line["event"] == event for line in lines()), seconds=60)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return lines()


@pytest.mark.parametrize("wrong", CAUSES)
async def test_what_is_wrong_is_said_with_its_address(
    broker: SecuredKafka, telling: Telling, lines: Callable[[], list[dict[str, Any]]], wrong: str
) -> None:
    """By a consumer that waits, by the client's own line, by a producer, by an operator's command and by `topics create`."""
    known = settings(broker, wrong)
    words = f"{known.kafka_bootstrap}: {CAUSES[wrong]}"
    in_short = re.escape(words.partition(" (")[0])
    said = await tells(known, telling, lines, "waits")
    [waits, *_] = [line for line in said if line["event"] == "waits"]
    assert (waits["dependency"], waits["reason"][: len(words)]) == ("broker", words)
    [library, *_] = [line for line in said if line.get("logger") == "aiokafka"]
    assert library["event"].startswith(f'Unable connect to "{known.kafka_bootstrap}": {CAUSES[wrong]}')
    producer = Producer(known.kafka_bootstrap, known.kafka_security)
    with pytest.raises(Refusal):
        await producer.send(telling.prefix + OUT, b"t-1", b"{}", [])
    await producer.stop()
    [refused] = [line for line in lines() if line["event"] == "producer not started"]
    assert refused["reason"].startswith(words)
    with pytest.raises(BrokerAway, match="^" + in_short):
        async with open_log(known.kafka_bootstrap, known.kafka_security):
            pass
    with pytest.raises(TopicError, match=in_short):
        await create(known.kafka_bootstrap, known.kafka_security, [])
    nothing_else_is_said(lines())


async def test_who_may_log_in_and_do_nothing_is_told_so(
    broker: SecuredKafka, telling: Telling, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    """A right that is missing does not read as a broker that is away, neither to read nor to write."""
    topics = [Topic(name=telling.prefix + name, partitions=1, retention_days=1) for name in (IN, OUT)]
    await create(broker.bootstrap, {}, topics)
    guest = settings(broker, kafka_username=GUEST)
    said = await tells(guest, telling, lines, "waits")
    no_right = "this user has no right to that (TopicAuthorizationFailedError)"
    assert {line["reason"] for line in said if line["event"] == "waits"} == {no_right}
    producer = Producer(guest.kafka_bootstrap, guest.kafka_security)
    with pytest.raises(Refusal, match=r"^(Topic|Cluster)AuthorizationFailedError$"):  # whichever is asked first
        await producer.send(telling.prefix + OUT, b"t-1", b"{}", [])
    await producer.stop()
    [refused] = [line for line in lines() if line["event"] in ("producer not started", "producer replaced")]
    assert refused["reason"].startswith("this user has no right to that (")
    nothing_else_is_said(lines())


async def test_a_broker_that_stands_still_gives_no_answer_in_time(
    broker: SecuredKafka, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    """It takes the connection, and that is all."""
    known, child = settings(broker), broker.child
    assert child is not None
    producer = Producer(known.kafka_bootstrap, known.kafka_security, timeout_ms=1000)
    child.signal(SIGSTOP)
    try:
        with pytest.raises(Refusal):
            await producer.send("any", b"t-1", b"{}", [])
    finally:
        child.signal(SIGCONT)
    [line] = [line for line in lines() if line["event"] == "producer not started"]
    assert line["reason"] == f"{known.kafka_bootstrap}: no answer in time (TimeoutError)"


async def test_with_a_good_login_nothing_is_said(
    broker: SecuredKafka, telling: Telling, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    """The same settings with nothing wrong: it reads and writes."""
    known = settings(broker)
    topics = [Topic(name=telling.prefix + name, partitions=1, retention_days=1) for name in (IN, OUT)]
    await create(known.kafka_bootstrap, known.kafka_security, topics)
    reading = consumer(telling, known)
    running = asyncio.create_task(reading.run())
    await until(lambda: reading.assigned, seconds=60)
    producer = Producer(known.kafka_bootstrap, known.kafka_security)
    await producer.send(telling.prefix + OUT, b"t-1", b"{}", [])
    await producer.stop()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [line for line in lines() if line["event"] in ("waits", "producer not started", "producer replaced")] == []


def nothing_else_is_said(lines: list[dict[str, Any]]) -> None:
    """No bare template, no password, no user name."""
    text = json.dumps(lines)
    assert not any(hidden in text for hidden in ("%s", "%r", "geheim-maar-fout", PASSWORD, "niemand"))
