# SPDX-License-Identifier: EUPL-1.2
"""What makes a request the same one again: what was sent, not what this release makes of it (D1)."""

import pytest
from proef import GOOD, Proef

from zvhh_kit.privacy import canonical_json

pytestmark = pytest.mark.parts


async def test_a_repeat_is_known_by_what_was_sent(proef: Proef) -> None:
    """D1: during a rolling change another release answers the retry: its command may have a field with a default more."""
    zaak = await proef.new(key="sleutel-1")
    (known,) = (await proef.stored(zaak))["keys"].values()
    sent = {"path": "/v1/dossiers", "body": GOOD}
    assert known["digest"] == proef.rooms.ids.digest(canonical_json(sent))
