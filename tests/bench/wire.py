# SPDX-License-Identifier: EUPL-1.2
"""The work that every variant of the hop does: an event of 600 bytes in, a count in a document, an event of 500 bytes out.

For: the names and bytes on the wire, so that kit, hand-written loops and a peer in another language are given the same
and must give the same. Not for: how any of them does it. Imports nothing of ours: a reference must not pay for the kit.
"""

import json
from typing import Any

__all__ = ["IN", "OIN", "OUT_PAD", "STATE_PAD", "TYPE_IN", "TYPE_OUT", "record_of"]

OIN = "00000099000000000100"
SOURCE = f"urn:nld:oin:{OIN}:systeem:zvhh-bron"
TYPE_IN, TYPE_OUT = "nl.proef.dingen.gebeurd.v1", "nl.proef.tellingen.geteld.v1"
IN = "bron.v1"
STATE_PAD = 300
"""Characters of the event that the state keeps."""
OUT_PAD = "x" * 420
_PAD = "x" * 500


def value_of(zaak: str, number: int) -> bytes:
    """The data of an event."""
    data = {"zaakId": zaak, "soort": "MeldingIngediend", "n": number, "wensen": ["aware"], "pad": _PAD}
    return json.dumps(data).encode()


def headers_of(zaak: str, sequence: int) -> list[tuple[str, bytes]]:
    """The envelope of an event."""
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": f"{zaak}:{sequence}",
        "ce_source": SOURCE,
        "ce_type": TYPE_IN,
        "ce_subject": zaak,
        "ce_time": "2025-01-01T00:00:00.000Z",
        "ce_sequence": str(sequence),
        "ce_sequencetype": "Integer",
        "content-type": "application/json",
    }
    return [(name, value.encode()) for name, value in attributes.items()]


def record_of(zaak: str, sequence: int) -> dict[str, Any]:
    """Key, value and headers of an event, as a producer takes them."""
    return {"key": zaak.encode(), "value": value_of(zaak, sequence), "headers": headers_of(zaak, sequence)}
