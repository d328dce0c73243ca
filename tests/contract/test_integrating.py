# SPDX-License-Identifier: EUPL-1.2
"""The code of `docs/integrating.md` runs: against intake's own door, and on the whole local stack.

A block of that page is marked `<!-- runs: name -->`. Not for: every way to report wrongly; that is intake's own tests.
"""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, KeySet
from pymongo import MongoClient

from zvhh_contracts.configuration import Configuratie, Partner
from zvhh_contracts.partner import MeldingAangeboden
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.partner import Deur
from zvhh_intake.views.openbaar import publieke_sleutels
from zvhh_kit.bus.partner import PartnerEnvelope, PartnerRecord
from zvhh_kit.privacy import StaticIds
from zvhh_local.parts import Parts
from zvhh_local.people import AUDIENCE, PEOPLE
from zvhh_local.stack import SERVICES, stack

PO = PEOPLE["piet.po"].oin
T0 = datetime(2025, 3, 10, 7, 55, tzinfo=UTC)
IDS = StaticIds(b"0" * 32)


@pytest.fixture
def blocks(root: Path) -> dict[str, str]:
    """name → code, in the order of the page."""
    text = (root / "docs/integrating.md").read_text("utf-8")
    found = re.findall(r"<!-- runs: (\w+) -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert len(found) == text.count("```") // 2, "every block of code on this page is marked, so that it runs"
    return dict(found)


@pytest.fixture
def melding(blocks: dict[str, str]) -> dict[str, Any]:
    """The melding of the page."""
    content: dict[str, Any] = json.loads(blocks["melding"])
    return content


def _run(*code: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "integrating"}
    for block in code:
        exec(compile(block, "integrating.md", "exec"), names)  # noqa: S102 - our own page
    return names


async def test_what_the_page_encrypts_intake_accepts(blocks: dict[str, str], melding: dict[str, Any]) -> None:
    """The record of the page is a good envelope, and its melding is complete (L1, L2)."""
    key = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES"}, private=True, auto_kid=True)
    keys = KeySet([key])
    make: Callable[..., tuple[bytes, list[tuple[str, bytes]]]] = _run(blocks["encryption"])["record"]
    value, headers = make(PO, "PO-2025-000117", melding, publieke_sleutels(keys))
    assert b"Fictief" not in value
    assert PartnerEnvelope.of(headers, oin=PO, type_=MeldingAangeboden.type).faults == ()
    config = Configuratie(partners=(Partner(oin=PO, naam="Politie", klasse="1c", vast_van=date(2020, 1, 1)),))
    offer = await Deur(config, keys, 1_000_000, IDS)(PartnerRecord(PO, MeldingAangeboden.type, value, T0, ""))
    assert isinstance(offer.command, Indiening), "the melding of the page is refused"
    assert offer.reference == "PO-2025-000117"


@pytest.fixture
def own_databases(real_parts: Parts, topic_prefix: str) -> Iterator[None]:
    """The databases of a stack with this prefix are dropped afterwards."""
    yield
    with MongoClient[dict[str, Any]](real_parts.mongodb_url) as client:
        for name in SERVICES:
            client.drop_database(f"{topic_prefix.rstrip('.')}_{name}")


@pytest.mark.e2e
@pytest.mark.timeout(900)
@pytest.mark.usefixtures("own_databases")
def test_the_page_works_on_the_whole_stack(
    blocks: dict[str, str],
    melding: dict[str, Any],
    real_parts: Parts,
    topic_prefix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By REST twice with one key: one melding (D1). By Kafka: the feedback says ontvangen, or what is wrong (S7)."""
    monkeypatch.setenv("KAFKA_BOOTSTRAP", real_parts.bootstrap)
    monkeypatch.setenv("MONGODB_URL", real_parts.mongodb_url)
    with stack(lambda _: None, folder=tmp_path, moment=T0, prefix=topic_prefix) as running:
        person = PEOPLE["piet.po"]
        for name, value in {
            "ISSUER": running.issuer,
            "AUDIENCE": AUDIENCE,
            "CLIENT_ID": person.subject,
            "CLIENT_SECRET": person.secret,
            "FRONT_DOOR": running.front_door,
            "BOOTSTRAP": real_parts.bootstrap,
            "TOPIC_PREFIX": topic_prefix,
        }.items():
            monkeypatch.setenv(name, value)
        page = _run(blocks["rest"], blocks["encryption"], blocks["kafka"])
        once, again = (page["report"](melding, "integrating-0001") for _ in range(2))
        assert once == again
        assert once["kenmerk"].startswith("ZV-")
        asyncio.run(page["offer"](PO, "PO-1", melding))
        accepted = asyncio.run(page["feedback"](PO, "PO-1"))
        assert (accepted["stap"], accepted["meldingReferentie"]) == ("ontvangen", "PO-1")
        assert accepted["kenmerk"] != once["kenmerk"], "each way in has a name space of its own"
        asyncio.run(page["offer"](PO, "PO-2", {name: value for name, value in melding.items() if name != "zorgen"}))
        refused = asyncio.run(page["feedback"](PO, "PO-2"))
        assert (refused["stap"], [fout["plaats"] for fout in refused["fouten"]]) == ("geweigerd", ["/melding/zorgen"])
