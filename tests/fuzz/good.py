# SPDX-License-Identifier: EUPL-1.2
"""Good records for the fuzz: the golden examples moved to zaken of their own, and meldingen as a partner sends them.

Not for: what is wrong with a record (`odd`).
"""

import json
import re
import secrets

from joserfc import jwe
from joserfc.jwk import ECKey
from tests.fuzz.odd import Put, headers_of

from zvhh_contracts.examples import Example, load
from zvhh_contracts.partner import MeldingAangeboden
from zvhh_contracts.topics import TOPIC_OF
from zvhh_local.people import ORGANISATIONS

__all__ = ["EXAMPLES", "PARTNER", "SOURCE", "encrypted", "event", "new_zaak", "offer"]

PARTNER = ORGANISATIONS["PO"]
SOURCE = f"urn:nld:oin:{PARTNER}:systeem:po-meldt"
_ZAAK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
EXAMPLES: tuple[Example, ...] = tuple(
    one
    for one in load()
    if not TOPIC_OF[one.type].startswith("partner.") and _ZAAK.fullmatch(one.attributes["subject"])
)
"""Those about a zaak: of each a channel can be made, as a decision is right in every state, and in none."""


def new_zaak() -> str:
    """The id of a zaak that nobody has used."""
    return f"{secrets.token_hex(4)}-0000-8000-8000-{secrets.token_hex(6)}"


def event(example: Example, zaak: str, sequence: int) -> Put:
    """An event of a zaak's channel."""
    moved = {name: _ZAAK.sub(zaak, text) for name, text in example.attributes.items()}
    moved |= {"sequence": str(sequence), "id": f"{zaak}:{sequence}"}
    return Put(zaak.encode(), _ZAAK.sub(zaak, example.json).encode(), headers_of(moved))


def encrypted(melding: bytes, key: ECKey) -> str:
    """As a partner's system does it."""
    head = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": "intake-1"}
    return jwe.encrypt_compact(head, melding, key, algorithms=["ECDH-ES", "A256GCM"])


def offer(reference: str, token: str) -> Put:
    """A partner's record with this token in it."""
    data = json.dumps({"meldingReferentie": reference, "melding": token}).encode()
    attributes = {"specversion": "1.0", "id": reference, "source": SOURCE, "type": MeldingAangeboden.type}
    return Put(reference.encode(), data, headers_of(attributes | {"datacontenttype": "application/json"}))
