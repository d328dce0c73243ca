# SPDX-License-Identifier: EUPL-1.2
"""Strange records of one partner on a real broker: answered, or as if they were not there, and never in another's way."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import ECKey

from zvhh_contracts.partner import MeldingAangeboden
from zvhh_contracts.topics import PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN
from zvhh_intake.service import create
from zvhh_kit.process.settings import Settings
from zvhh_kit.testing.broker import envelope_headers, read_topic
from zvhh_kit.testing.raw import Odd, sender
from zvhh_kit.testing.service import Running, running_service

pytestmark = pytest.mark.parts
PO, VT = "00000099000000002000", "00000099000000001000"
TOPICS = Path(__file__).parents[4] / "deploy" / "topics.yaml"


@pytest.fixture
async def intake(settings: Settings) -> AsyncIterator[Running]:
    """An intake that reads what partners offer."""
    async with running_service(create, settings, Running) as intake, intake.consuming(TOPICS):
        yield intake


def aanbod(sleutel: ECKey, oin: str, referentie: str, melding: Any, *meer: tuple[str, bytes | None]) -> Odd:
    """A melding as this partner's system offers it, with more headers."""
    inhoud = melding if isinstance(melding, bytes) else json.dumps(melding).encode()
    kop = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": "intake-1"}
    token = jwe.encrypt_compact(kop, inhoud, sleutel, algorithms=["ECDH-ES", "A256GCM"])
    data = MeldingAangeboden(melding_referentie=referentie, melding=token).model_dump_json(by_alias=True)
    bron = f"urn:nld:oin:{oin}:systeem:meldt"
    attributes = envelope_headers(id=referentie, source=bron, type=MeldingAangeboden.type)
    return referentie.encode(), data.encode(), [*attributes, *meer]


async def _antwoorden(intake: Running, oin: str, aantal: int) -> list[tuple[str, str, list[str]]]:
    """Reference, step and the codes of its faults."""
    records = await read_topic(intake.settings, PARTNER_TERUGKOPPELINGEN.format(oin=oin), aantal)
    gelezen = [(record.attributes["subject"], json.loads(record.value)) for record in records]
    return [(wie, wat["stap"], [fout["code"] for fout in wat.get("fouten") or []]) for wie, wat in gelezen]


async def test_a_header_without_a_value_or_with_an_odd_name_is_none_of_ours(
    intake: Running, sleutel: ECKey, melding: dict[str, Any]
) -> None:
    """S7: the melding is good, and so is the next one of another partner."""
    topics = [intake.settings.topic_prefix + PARTNER_MELDINGEN.format(oin=oin) for oin in (PO, VT)]
    vreemd: list[tuple[str, bytes | None]] = [("x-trace", None), ("x-schema", b"\xff\x00"), ("ÿ", b"1")]
    async with sender(intake.settings.kafka_bootstrap) as out:
        await out.put(topics[0], [aanbod(sleutel, PO, "vreemd", melding, *vreemd)], spoil=True)
        await out.put(topics[1], [aanbod(sleutel, VT, "gewoon", melding)])
    assert await _antwoorden(intake, PO, 1) == [("vreemd", "ontvangen", [])]
    assert [wie for wie, _, _ in await _antwoorden(intake, VT, 1)] == ["gewoon"]


async def test_a_melding_that_is_nested_too_deep_is_answered(
    intake: Running, sleutel: ECKey, melding: dict[str, Any]
) -> None:
    """L2: with a code of its own; the one behind it is not held up."""
    topic = intake.settings.topic_prefix + PARTNER_MELDINGEN.format(oin=PO)
    diep = json.dumps(melding | {"zorgen": "@"}).encode().replace(b'"@"', b"[" * 700 + b"]" * 700)
    async with sender(intake.settings.kafka_bootstrap) as out:
        await out.put(topic, [aanbod(sleutel, PO, "diep", diep), aanbod(sleutel, PO, "goed", melding)])
    gezien = await _antwoorden(intake, PO, 2)
    assert sorted(gezien) == [("diep", "geweigerd", ["te-diep"]), ("goed", "ontvangen", [])]


async def test_what_a_transaction_took_back_is_no_melding(
    intake: Running, sleutel: ECKey, melding: dict[str, Any]
) -> None:
    """S7, D1: the partner's system took it back; the one that it committed is received."""
    topic = intake.settings.topic_prefix + PARTNER_MELDINGEN.format(oin=PO)
    async with sender(intake.settings.kafka_bootstrap, transactional=f"{topic}.x") as out:
        async with out.transaction(aborted=True):
            await out.put(topic, [aanbod(sleutel, PO, "terug", melding)])
        async with out.transaction(aborted=False):
            await out.put(topic, [aanbod(sleutel, PO, "vast", melding)])
    assert await _antwoorden(intake, PO, 1) == [("vast", "ontvangen", [])]
