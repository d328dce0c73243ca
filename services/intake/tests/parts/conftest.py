# SPDX-License-Identifier: EUPL-1.2
"""The service on a real broker and database, as a client meets it."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from joserfc.jwk import ECKey
from services.intake.tests.conftest import VT

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.service import create
from zvhh_kit.domain.decision import Actor
from zvhh_kit.process.settings import Settings
from zvhh_kit.testing.service import Running, running_service, settings_for


class Intake(Running):
    """Intake as a client meets it."""

    async def vraag(
        self,
        methode: str,
        pad: str,
        *,
        als: str = "vera",
        oin: str = VT,
        rol: str = "melder",
        sleutel: str = "",
        inhoud: Any = None,
        gezien: str = "",
    ) -> httpx2.Response:
        """One request of a person."""
        return await self.ask(
            methode, pad, Actor(als, oin, frozenset(rol.split("+"))), body=inhoud, key=sleutel, if_match=gezien
        )

    async def meld(self, melding: dict[str, Any], **wie: Any) -> dict[str, Any]:
        """Report, and give back the answer, which must be 201."""
        antwoord = await self.vraag("POST", "/v1/meldingen", inhoud=melding, **wie)
        assert antwoord.status_code == 201, antwoord.text
        gemeld: dict[str, Any] = antwoord.json()
        return gemeld


@pytest.fixture
def settings(
    kafka_bootstrap: str,
    mongodb_url: str,
    topic_prefix: str,
    database: str,
    tmp_path: Path,
    config: Configuratie,
    sleutel: ECKey,
) -> Settings:
    """Settings of an intake of this test's own, on the real parts."""
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [sleutel.as_dict(private=True)]}), "utf-8")
    return settings_for(
        tmp_path,
        config,
        now=datetime(2025, 3, 3, 8, 12, tzinfo=UTC),
        mongodb_url=mongodb_url,
        database=database,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
        partner_keys_file=keys,
    )


@pytest.fixture
async def intake(settings: Settings) -> AsyncIterator[Intake]:
    """The app on a real database; nothing is published, for there is no relay running."""
    async with running_service(create, settings, Intake) as intake:
        yield intake
