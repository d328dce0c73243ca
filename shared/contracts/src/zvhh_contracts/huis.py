# SPDX-License-Identifier: EUPL-1.2
"""What the house is called and where it is reached, the roles of who works with it, and what is written down of that work.

For: the kit, which knows none of these words itself. Not for: rules; nor for what is set per installation (`configuration`).
"""

from datetime import timedelta
from typing import Literal

__all__ = [
    "BEWAARTERMIJN",
    "CONTACT",
    "DOEL",
    "HUISROLLEN",
    "LEESREDEN",
    "ROLLEN",
    "WIE_LEIDT",
    "WIE_MELDT",
    "Leesreden",
]

WIE_MELDT = "melder"
"""The role of who reports, and of a partner's own system."""
WIE_LEIDT = "procesregisseur"
"""The role of who leads a zaak, writes its minutes, and is called where somebody is stuck."""
HUISROLLEN = frozenset({WIE_LEIDT, "beheer", "toezicht", "operator"})
"""Roles that only people of the ZVHH itself have (L6): an issuer of many organisations may give them to anybody by mistake."""
ROLLEN = HUISROLLEN | {WIE_MELDT, "deelnemer"}
"""Every role that a token may carry; others in it mean nothing here."""

CONTACT = {"name": "Zorg- en Veiligheidshuis", "url": "https://zvhh.nl", "email": "procesregie@zvhh.nl"}

BEWAARTERMIJN = timedelta(days=1827)
"""Five years: how long events stay on their topic (L8); `deploy/topics.yaml` has the same number."""

DOEL = "behandeling-van-zaken"
"""The processing activity that reads and writes are logged under (L7)."""

Leesreden = Literal["inzageverzoek", "correctieverzoek", "klacht", "toezicht", "incident"]
"""Why somebody reads the log of reads and writes (L7)."""
LEESREDEN: Leesreden = "toezicht"
"""The one where none is given."""
