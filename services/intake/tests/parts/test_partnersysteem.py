# SPDX-License-Identifier: EUPL-1.2
"""A partner's own system on a real broker: it offers, intake decides by the append time, the answers come back."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from joserfc import jwe
from joserfc.jwk import ECKey

from zvhh_contracts.partner import MeldingAangeboden, Terugkoppeling
from zvhh_contracts.topics import CASUSSEN, MELDINGEN, PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN, TRIAGES
from zvhh_contracts.triages import TriageAfgewezen
from zvhh_intake.service import create
from zvhh_kit.bus.letters import Letters
from zvhh_kit.bus.topics import TopicTable
from zvhh_kit.operator.replay import replay
from zvhh_kit.operator.requeue import requeue
from zvhh_kit.operator.toolbox import open_toolbox
from zvhh_kit.process.clock import append
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Settings
from zvhh_kit.run.process import create_topics
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.testing.broker import Published, envelope_headers, read_topic, until
from zvhh_kit.testing.service import Running, running_service

pytestmark = pytest.mark.parts
VT, PO, RN = "00000099000000001000", "00000099000000002000", "00000099000000006000"
TOPICS = Path(__file__).parents[4] / "deploy" / "topics.yaml"
OPEN = datetime(2025, 9, 30, 21, 58, tzinfo=UTC)
DICHT = datetime(2025, 9, 30, 22, 1, tzinfo=UTC)
Draait = Callable[[], Awaitable[Running]]
"""Starts an intake."""


class Systeem:
    """The system of PO, and a hand for what triage says."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer, sleutel: ECKey) -> None:
        self.settings = settings
        self._producer = producer
        self._sleutel = sleutel
        self._n = 0

    async def bied_aan(self, referentie: str, melding: dict[str, Any], *, tijd: str = "2025-03-03T08:12:00Z") -> None:
        """Offer a melding, encrypted, with a time of our own that means nothing."""
        kop = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": "intake-1"}
        token = jwe.encrypt_compact(kop, json.dumps(melding).encode(), self._sleutel, algorithms=["ECDH-ES", "A256GCM"])
        data = MeldingAangeboden(melding_referentie=referentie, melding=token).model_dump_json(by_alias=True)
        self._n += 1
        await self._zend(
            PARTNER_MELDINGEN.format(oin=PO),
            referentie,
            data,
            {
                "id": f"po-{self._n}",
                "source": f"urn:nld:oin:{PO}:systeem:po-meldt",
                "type": MeldingAangeboden.type,
                "time": tijd,
            },
        )

    async def triage_zegt(self, zaak_id: str, event: Any) -> None:
        """An event of triage, its first about this zaak."""
        bron = f"urn:nld:oin:{self.settings.oin}:systeem:zvhh-triage"
        kop = {"id": f"{zaak_id}:1", "source": bron, "type": event.type, "subject": zaak_id, "sequence": "1"}
        await self._zend(TRIAGES, zaak_id, event.model_dump_json(by_alias=True), kop | {"sequencetype": "Integer"})

    async def _zend(self, topic: str, sleutel: str, data: str, kop: dict[str, str]) -> None:
        await self._producer.send_and_wait(
            self.settings.topic_prefix + topic, data.encode(), sleutel.encode(), headers=envelope_headers(**kop)
        )

    async def lees(self, topic: str, aantal: int) -> list[Published]:
        """The first records of a topic."""
        return await read_topic(self.settings, topic, aantal)

    async def antwoorden(self, aantal: int) -> list[tuple[str, str, Terugkoppeling]]:
        """The feedback so far: reference, number, message."""
        records = await self.lees(PARTNER_TERUGKOPPELINGEN.format(oin=PO), aantal)
        return [
            (
                record.attributes["subject"],
                record.attributes["sequence"],
                Terugkoppeling.model_validate_json(record.value),
            )
            for record in records
        ]


@pytest.fixture
async def systeem(settings: Settings, sleutel: ECKey) -> AsyncIterator[Systeem]:
    """Topics as the file says, and no intake yet."""
    await create_topics(create(settings), load_configuration(TOPICS, TopicTable), partitions=2)
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka_bootstrap, acks="all")
    await producer.start()
    yield Systeem(settings, producer, sleutel)
    await producer.stop()


@pytest.fixture
async def draait(settings: Settings, systeem: Systeem) -> AsyncIterator[Draait]:
    """Starts consumer, relay and effects of an intake when a test says so; stopped afterwards."""
    del systeem
    async with AsyncExitStack() as stack:

        async def start() -> Running:
            intake = await stack.enter_async_context(running_service(create, settings, Running))
            await stack.enter_async_context(intake.consuming(TOPICS))
            return intake

        yield start


async def test_from_offer_to_feedback(
    systeem: Systeem, draait: Draait, melding: dict[str, Any], settings: Settings
) -> None:
    """S7, D1, D5 (Story 3.4): two records wait while intake is down: by the broker's time one is in time, one is not,
    whatever the partner's own time says; the first is triaged, and each step comes back in words."""
    klok = settings.clock_journal
    assert klok is not None
    append(klok, OPEN, "frozen")
    await systeem.bied_aan("op-tijd", melding)
    await systeem.bied_aan("op-tijd", melding)  # sent twice: one melding
    append(klok, DICHT, "frozen")
    await systeem.bied_aan("te-laat", melding, tijd="2025-09-30T21:50:00Z")
    append(klok, datetime(2025, 9, 30, 22, 20, tzinfo=UTC), "running")
    await draait()

    eerste, tweede = await systeem.antwoorden(2)
    assert (eerste[0], eerste[1], eerste[2].stap) == ("op-tijd", "1", "ontvangen")
    assert (tweede[0], tweede[1], tweede[2].stap) == ("te-laat", "1", "geweigerd")
    assert [fout.code for fout in tweede[2].fouten] == ["pilot-gesloten"]
    assert tweede[2].kenmerk is None

    (ingediend,) = await systeem.lees(MELDINGEN, 1)
    feit = json.loads(ingediend.value)
    assert (feit["ontvangenOp"], feit["pilotjaar"], feit["melderOin"]) == ("2025-09-30T21:58:00Z", 2025, PO)
    assert feit["kenmerk"] == eerste[2].kenmerk
    assert b"Fictief" not in ingediend.value

    nee = TriageAfgewezen(versie=1, afgewezen_op=DICHT, door="noor", route="lokaal", vernietigen_op=date(2025, 11, 1))
    await systeem.triage_zegt(ingediend.key, nee)
    *_, derde = await systeem.antwoorden(3)
    assert (derde[0], derde[1], derde[2].stap) == ("op-tijd", "2", "behandeld")
    assert derde[2].tekst == "Uw melding is behandeld. De procesregisseur belt u."


async def test_a_faulty_offer_is_answered_and_corrected(
    systeem: Systeem, draait: Draait, melding: dict[str, Any]
) -> None:
    """L1, L2, D1: every fault comes back with its place; the next record with that reference becomes the melding."""
    await draait()
    fout = melding | {"voorPilot": False, "criteria": melding["criteria"] | {"veiligheid": " "}}
    await systeem.bied_aan("ref-7", fout)
    ((_, _, geweigerd),) = await systeem.antwoorden(1)
    assert {fout.plaats for fout in geweigerd.fouten} == {"/melding/voorPilot", "/melding/criteria/veiligheid"}

    await systeem.bied_aan("ref-7", melding)
    _, (_, nummer, ontvangen) = await systeem.antwoorden(2)
    assert (nummer, ontvangen.stap) == ("2", "ontvangen")
    assert len(await systeem.lees(MELDINGEN, 1)) == 1


async def test_an_operator_brings_back_what_a_bad_release_left(
    systeem: Systeem, draait: Draait, melding: dict[str, Any], settings: Settings
) -> None:
    """D1, L7, S7: the letter is an address without content; a trial makes no key; then the record is handled as it came
    in, by the broker's time, and logged."""

    async def breaks(_: Any) -> Any:
        raise ValueError("a bad release")

    klok = settings.clock_journal
    assert klok is not None
    append(klok, OPEN, "frozen")
    intake = await draait()
    intake.rooms.reading._door = breaks
    await systeem.bied_aan("ref-9", melding)
    sleutels = intake.rooms.store.database["meldingen_sleutels"]
    async with open_toolbox(Rooms(create(settings)), "olga") as tools:

        async def dead() -> Letters | None:
            return found if (found := await tools.letters()).open else None

        letters = await until(dead)
        assert letters is not None
        append(klok, DICHT, "frozen")
        [letter] = letters.open
        assert (letter.pointer, letter.reason, letter.subject) == (True, "partner: ValueError", "")
        [tried] = await requeue(tools, letters, [letter], execute=False)
        assert (tried.outcome, await sleutels.count_documents({})) == ("handled", 0)
        [tried] = await requeue(tools, letters, [letter], execute=True)
        assert (tried.outcome, await sleutels.count_documents({})) == ("handled", 1)
        assert (await tools.letters()).open == []
    ((_, _, antwoord),) = await systeem.antwoorden(1)
    assert antwoord.stap == "ontvangen"
    assert len(await intake.logged(action="Indiening")) == 2


async def test_a_record_that_is_read_again_is_logged_again(
    systeem: Systeem, draait: Draait, melding: dict[str, Any], settings: Settings
) -> None:
    """L7: the process that saved it may have died before it wrote its lines; whoever reads the record again writes them."""
    intake = await draait()
    await systeem.bied_aan("ref-11", melding)
    await systeem.antwoorden(1)
    lines = await until_logged(intake, 2)
    async with open_toolbox(Rooms(create(settings)), "olga") as tools:
        gelezen = await replay(tools, "earliest")
    assert gelezen.outcomes["repeated"] == 1
    again = await until_logged(intake, 4)
    assert {line["data_subject"] for line in again} == {line["data_subject"] for line in lines}
    assert [line["result"] for line in again[2:]] == ["repeated", "repeated"]


async def until_logged(intake: Running, amount: int) -> list[dict[str, Any]]:
    """The lines about a melding that came by a partner's topic, once there are so many."""

    async def there() -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = await intake.logged(action="Indiening")
        return lines if len(lines) >= amount else []

    return await until(there)


def test_which_topics_intake_reads(settings: Settings) -> None:
    """S1: who may report on some day, also one that is past, so that nothing is left unread; nobody else has topics."""
    service = create(settings)
    assert service.partners is not None
    assert set(service.partners.oins) == {VT, PO, RN}
    assert CASUSSEN in service.reads
