# SPDX-License-Identifier: EUPL-1.2
"""A consultation with the procesregisseur van de dag, logged without personal data (S5): partner, moment, advice.

Its code `A-…` is the id of the document; the reporter cites it in a melding. Not for: who is on duty (`rooster`).
"""

import re
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from zvhh_contracts.triage_intern import Aanhaling

AFSTEMMING = "afstemming"
"""What this kind of document is called."""

Advies = Literal["melden", "niet-melden", "eerst-meer-informatie", "eerst-eigen-aanpak"]
_CODE = re.compile(r"A-[A-Z0-9]{4}-[A-Z0-9]{4}")


def is_afstemming(subject: str) -> bool:
    """Whether a subject is the code of a consultation."""
    return _CODE.fullmatch(subject) is not None


class Afstemming(BaseModel):
    """What was said to whom: an organisation, never a person."""

    model_config = ConfigDict(frozen=True, extra="allow")

    partner: str
    moment: AwareDatetime
    advies: Advies
    door: str
    vastgelegd_op: AwareDatetime


def uitkomst_voor(afstemming: Afstemming | None, melder_oin: str) -> Aanhaling:
    """What there is of a code for a reporter of `melder_oin` who cites it."""
    if afstemming is None:
        return "onbekend"
    return "bekend" if afstemming.partner == melder_oin else "andere-partner"
