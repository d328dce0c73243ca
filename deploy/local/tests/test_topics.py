# SPDX-License-Identifier: EUPL-1.2
"""The topics of the local system: for each partner that may ever report, and for nobody else."""

from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.topics import PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN
from zvhh_kit.process.configuration import load_configuration
from zvhh_local.folders import checkout
from zvhh_local.parts import Parts
from zvhh_local.people import ORGANISATIONS
from zvhh_local.stack import Stack, create_topics

pytestmark = pytest.mark.parts
NOBODY = {ORGANISATIONS[name] for name in ("SH", "TB", "XX", "ZV")}
"""A derde, an incidental one, an unknown one, and the ZVHH itself."""


async def test_who_can_not_report_has_no_topic(real_parts: Parts, topic_prefix: str, tmp_path: Path) -> None:
    """S1: what nobody reads must not be written: it would lie there with persons in it."""
    config = load_configuration(checkout() / "deploy" / "local" / "configuratie.yaml", Configuratie)
    await create_topics(Stack(tmp_path, real_parts, topic_prefix, config), real_parts.bootstrap)
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.bootstrap)
    await admin.start()
    try:
        there = {name for name in await admin.list_topics() if name.startswith(f"{topic_prefix}partner.")}
    finally:
        await admin.close()
    oins = {partner.oin for partner in config.partners} - NOBODY
    assert there == {
        topic_prefix + topic.format(oin=oin) for oin in oins for topic in (PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN)
    }
